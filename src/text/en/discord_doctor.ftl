# What noodklok doctor finds on Discord.

doctor-discord-away = Discord does not answer ({ $reason }). Check the network of this machine.
doctor-discord-reached = Discord answers in { $ms } ms.
doctor-discord-bot = The token is that of { $name } ({ $id }).
doctor-discord-token = Discord refuses the token ({ $reason }). Make a new one (Developer Portal, Bot, Reset Token) and put it in the file.
doctor-discord-unseen = Cannot be looked at: { $what } ({ $reason }).
doctor-discord-content = The intent MESSAGE_CONTENT is on: there is a room of which everything is relayed.
doctor-discord-no-content = There is a room of which everything is relayed, and the intent MESSAGE_CONTENT is off. Turn it on (Developer Portal, Bot).
doctor-discord-intents = The application has no intent that noodklok does not need.
doctor-discord-surplus = The application has what noodklok does not need: { $intents }. Turn it off (Developer Portal, Bot).
doctor-discord-public = Anybody can put the bot on another server. Turn Public Bot off (Developer Portal, Bot).
doctor-discord-endpoint = There is an Interactions Endpoint URL: commands go there, and not to noodklok. Empty that field (Developer Portal, General).
doctor-discord-no-server = The bot is not on server { $server } ({ $reason }). Invite it as docs/discord.md says, or mend guild in noodklok.toml.
doctor-discord-server = The bot is on the server { $name }.
doctor-discord-allowed = The bot has every right that it needs on the server.
doctor-discord-lacks = The bot lacks on the server: { $missing }. Give them to its role (Server Settings, Roles).
doctor-discord-administrator = The bot is an administrator of the server, and does not need that. Take ADMINISTRATOR away from its role.
doctor-discord-room-gone = Room { $room }: the server has no channel { $channel }. Make it, or mend discord in organisation.toml.
doctor-discord-room-kind = Room { $room }: { $channel } is no text channel. Put the number of a text channel in organisation.toml.
doctor-discord-room = Room { $room } is { $channel }, and the bot may do everything there that it needs.
doctor-discord-room-lacks = Room { $room }: the bot lacks in the channel: { $missing }. Allow them there to its role.
doctor-discord-room-open = Room { $room }: everybody on the server can read along. Make the channel private.
doctor-discord-room-dark = Room { $room }: who cannot read or write there hears no call there: { $people }. Give them access to the channel.
doctor-discord-people = Everybody with an account is on the server.
doctor-discord-absent = Not on the server: { $people }. Invite them, or mend discord in organisation.toml.
doctor-discord-robot = The account of a bot, and not of a person: { $people }. Mend discord in organisation.toml.
doctor-discord-roles = The roles of the teams are there, and can be mentioned.
doctor-discord-role-gone = Team { $team }: the server has no role { $role }. Make it, or mend discord in organisation.toml.
doctor-discord-role-silent = Team { $team }: a mention of the role { $role } calls nobody. Let anyone mention the role (Server Settings, Roles).
doctor-discord-channels = The server can have { $left } more channels.
doctor-discord-full = The server can have only { $left } more channels. After that crisis rooms become private threads. Clear old channels away.
doctor-discord-category-full = The category { $category } can have only { $left } more channels. Move old channels, or set category = "year".
doctor-discord-commands = { $count } commands are registered.
doctor-discord-no-commands = No commands are registered yet; noodklok run does that.
doctor-discord-commands-unseen = The commands cannot be looked at ({ $reason }). Invite the bot with applications.commands: docs/discord.md, invite.
doctor-discord-starts = Noodklok can log in to Discord { $left } more times today.
doctor-discord-few-starts = Noodklok can log in to Discord only { $left } more times today. Leave it running, and find why it restarts so often.
