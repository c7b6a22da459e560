# What goes with the commands on Discord: their help, the form, and what they refuse by themselves.

discord-record = The record; without a choice that of this room, or your last report here.
discord-form-title = Report what happens
discord-form-what = What happens?
discord-form-what-for = One sentence is enough. Fire or danger to life? Call 112 first.
discord-form-where = Where? Building or entity (may stay empty)
discord-form-health = Personnel in danger? yes or no (optional)
discord-form-health-for = yes, no or unknown
discord-form-more = What you gave already
discord-form-where-said = Where: { $said }
discord-form-health-said = Health of personnel: { $said }
discord-choice = { $incident } · { $title } · { $level }
discord-choice-ended = { $incident } · { $title } · { $status }
discord-menu-no-text = Nothing recorded: that message has no text. Type it yourself: { $command }
discord-record-wrong = Not done: “{ $typed }” is no record. Choose one from the list, or type its number, such as INC-2026-0042.
discord-command-changed = Not done: this command has changed meanwhile. Choose it again, or type it as a message.
discord-scope-missing = Discord does not allow the commands on this server: invite the bot again with the scopes bot and applications.commands.
discord-commands-refused = The commands do not stand on Discord as they should: { $reason }. A message that begins with @noodklok does work.
