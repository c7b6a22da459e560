# Reading a command.

unknown-command = I do not know “{ $word }”; nothing was done. Do you mean: { $nearest }
not-a-command = “{ $word }” is no command; nothing was done.
report-instead = Is it a report? Press the button or type: { $command }
most-needed = These are needed most:
command-about = { $command } · { $about }
report-without-text = Nothing recorded: say in one sentence what happens.
text-missing = Not done: { $option } is missing.
option-missing = Not done: { $option } is missing. It can be: { $allowed }
option-wrong = Not done: { $option } cannot be “{ $value }”. It can be: { $allowed }
option-unknown = Not done: I do not know “{ $typed }”. Do you mean { $option }?
option-twice = Not done: { $option } stands there twice. Give one.
word-too-many = Not done: “{ $word }” has no place here.
person-not-team = Not done: “{ $team }” is a team. { $option } needs one person.
time-too-far = Not done: { $option } “{ $value }” is too far away. A year at most.
time-not-past = Not done: { $option } “{ $value }” is not past yet. Give a time that is past.
time-not-future = Not done: { $option } “{ $value }” is past already. Give a time still to come.
meant-tomorrow = That hour is past today; I take tomorrow: { $at }.
since-without-process = Not done: a starting time belongs to a process that is down.
type-for-example = Type for example: { $command }
which-incident = Which record is it about? Nothing was done yet.
incident-choice = { $title }: { $command }
no-open-incident = Not done: there is no open record here. Put its number after the command, or report first.
unknown-incident = Not done: { $incident } does not exist.
link-to-itself = Not done: { $incident } cannot be linked to itself.
which-entity = Which entity is it about? Nothing was done yet.
entity-choice = { $entity }: { $command }
refused = Not done: { $command }. Only these may: { $who }.
refused-stranger = I do not know your account. Reporting is always possible.
who-can = Who can: { $people }
who-can-for = For { $entity }: { $people }
help-commands = { $commands }
help-more = More about one command: { $command }
help-who = Who may: { $who }
help-options = Options: { $options }
help-example = For example: { $line }

button-catalogue-report = Yes, report this
button-catalogue-send = Yes, do this
button-catalogue-incident = { $about }
button-catalogue-entity = { $about }

hint-catalogue-what = what happens
hint-catalogue-text = text
hint-catalogue-reason = why
hint-catalogue-answered = name of who answered
hint-catalogue-command = command
