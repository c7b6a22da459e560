# What the Discord network says of its connection and of what comes in.

discord-connected = Connected to Discord as { $account }. To stop: Ctrl-C.
discord-unreachable = Discord does not answer ({ $reason }). I keep trying.
discord-token-refused = Discord does not know the token in { $file }. Make a new one in the Developer Portal (Bot, Reset Token), put it into that file and start again.
discord-intents-refused = Discord does not let the bot read along. Switch on MESSAGE CONTENT INTENT in the Developer Portal (Bot), or switch off relay for every room, and start again.
discord-starts-spent = Discord lets the bot begin no new session today. I try again in { $minutes } min. Look whether noodklok is started over and over.
discord-failed = Discord: this went wrong and will not mend itself ({ $reason }). Run noodklok doctor.
discord-channel-gone = The channel of { $room } was deleted on Discord. Make another one, put its id with that room into organisation.toml and start again.
discord-no-room = Not recorded: this channel belongs to no room of Noodklok. Do it in: { $rooms }
discord-other-version = Not done: this button or this form belongs to another version of Noodklok. Choose the command again.
