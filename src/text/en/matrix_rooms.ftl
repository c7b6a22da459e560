# Rooms on the Matrix network.

matrix-space-topic = The people and the crisis rooms of the organisation. Whoever is a member here can enter a crisis room by themselves.
matrix-space-refused = { $account } could not be invited to the Space: { $reason }. Ask them to allow invites, or check the account in organisation.toml.
matrix-room-version = The homeserver does not offer room version { $asked } as stable. Rooms open in version { $version } now; change room_version in noodklok.toml, or leave it out.
matrix-not-invited = Not in this room, I could not invite them: { $people }. Call them.
matrix-cannot-read = This room is encrypted. Without a device that can read along: { $people }. Call, and ask to sign in with a Matrix app.
matrix-room-missing = { $room }: the room { $reference } does not exist. Create it, or correct matrix of that room in organisation.toml.
matrix-room-forbidden = { $room }: I am not allowed into { $reference }. Invite { $account } there; I keep trying.
matrix-room-banned = { $room }: { $account } is banned from { $reference }. Lift that there and invite the bot again.
matrix-room-not-joined = { $room }: entering { $reference } fails: { $reason }. Check that room; I keep trying.
matrix-not-followed = { $room } moved to { $reference }, but I cannot follow: { $reason }. Invite { $account } there; until then I stay in the old room.
