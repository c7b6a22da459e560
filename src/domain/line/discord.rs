//! What the Discord network says by itself of what goes out.

macro_rules! with_discord {
    ($($before:tt)*) => {
        with_discord_intake! {
            $($before)*
            // Lines.
            DiscordNotLetIn { people: Vec<PersonId> },
            DiscordForbidden { room: RoomId, channel: Verbatim, reason: Verbatim, rights: Verbatim },
            DiscordRoomMissing { room: RoomId, channel: Verbatim },
            DiscordCrisisChannelGone { room: RoomId },
            DiscordRoleMissing { room: RoomId },
            DiscordThread { room: RoomId },
            DiscordFull { room: RoomId },
        }
    };
}
