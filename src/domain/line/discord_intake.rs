//! What the Discord network says of its connection, and of what comes in.

macro_rules! with_discord_intake {
    ($($before:tt)*) => {
        with_communication! {
            $($before)*
            // Lines.
            // To the operator.
            DiscordConnected { account: Verbatim },
            DiscordUnreachable { reason: Verbatim },
            DiscordTokenRefused { file: Verbatim },
            DiscordIntentsRefused {},
            DiscordStartsSpent { minutes: i64 },
            DiscordFailed { reason: Verbatim },
            DiscordChannelGone { room: RoomId },
            // To whoever asked something.
            DiscordNoRoom { rooms: Verbatim },
            DiscordOtherVersion {},
        }
    };
}
