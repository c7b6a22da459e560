# The Discord network: words out, and channels.

discord-not-let-in = Not in this channel, because not on this server or without an account: { $people }. Call them.
discord-forbidden = { $room }: Discord refuses it in channel { $channel } ({ $reason }). Give my role { $rights } there; I keep trying.
discord-room-missing = { $room }: the channel { $channel } does not exist. Make one, correct discord in organisation.toml and start again; until then everything waits.
discord-crisis-channel-gone = The Discord channel of { $room } was deleted and does not come back. Pages stand here from now on; go on here.
discord-role-missing = { $room }: the role of a team does not exist on the server. Correct discord of that team in organisation.toml; whoever has an account is in.
discord-thread = The Discord server is full (500 channels): { $room } is a private thread below the report channel. Delete old channels.
discord-full = { $room } cannot open: the Discord server is full (500 channels) and there is no report channel for a thread. Delete old channels.
