# The console and the command line.

console-not-utf8 = This line is not UTF-8. Send it again as UTF-8.
console-line-too-long = This line is longer than { $limit } bytes and was not read.
console-bad-json = Not valid JSON (character { $column }). Example: {"{"}"from":"noord.melder","room":"meldingen-noord","text":"/incident report fire"{"}"}
console-not-an-object = This is JSON but not an object. Each line is one object in braces.
console-unknown-field = There is no field { $field }. Fields: from, room, text, press, reply_to, key, said_at, advance, show.
console-wrong-type = The field { $field } must be text, in quotation marks.
console-missing-field = The field { $field } is missing or empty.
console-one-thing = A line says exactly one thing: text, press, advance or show.
console-unknown-room = There is no room { $room }. Rooms: { $rooms }.
console-unknown-incident = There is no { $incident }. The id of a record looks like INC-2026-0042.
console-bad-time = { $field } is not an instant with a time zone: { $value }. Example: 2026-11-23T14:30:00+01:00
console-bad-advance = { $value } is not a length of time. It is 0 or more, at most 366d, for example 90s, 15m, 2h, 1h30m or 3d.
console-real-clock = The clock is real and cannot be moved. Start the console with --clock simulated.
console-timers-stuck = What was due could not be stored; the clock stands still at this instant. Look after the storage and try again.
console-unreadable = The record could not be read: { $problem }
console-unknown-action = Nothing done: I do not know that button. Type the command itself.
console-refused = Nothing done: { $problem }
console-busy = NOT STORED: too much is waiting. Send it again. In danger 112, the CCVO on { $ccvo }.

console-example = { $name }, built into the program. Everything is an exercise: nobody is really called.
console-configuration = Organisation { $name }, configuration from { $folder }.
console-data-folder = Everything is kept in { $folder }.
console-still-open = { $count ->
    [one] One record is still open.
   *[other] { $count } records are still open.
 }
console-try = Try these three lines:
console-try-report = Report something: { $command }
console-try-other = Become somebody else, here the CCVO's duty officer: { $command }
console-try-help = Everything that you can ask: { $command }
console-you-are = You are now { $person } in { $room }.
console-outsider = Nobody knows { $person }: you now speak as a stranger. Type :who for everybody who is known.
console-outsider-near = Nobody knows { $person }: you now speak as a stranger. Did you mean :as { $nearest } ?
console-chatter = Nothing done: without an exclamation mark in front I do not read it. Is it a report? Type: { $command }
console-no-such-word = Nothing done: I do not know { $word }. Did you mean { $nearest } ? Type :help for everything.
console-needs-person = Who do you want to be? For example :as noord.voorzitter. Type :who for everybody.
console-needs-room = There is no such room. Type :rooms for all rooms.
console-no-button = There is no button { $number } any more. Type the command itself, or see what is open: { $command }
console-rooms = Rooms:
console-people = People:
console-help-as = :as <person> · become somebody else (also :als)
console-help-room = :room <room> · go to another room (also :kamer)
console-help-lists = :rooms · :who · all rooms, all people (also :kamers, :wie)
console-help-button = :1 · press button 1; just 1 will do
console-help-advance = :advance 15m · move the clock on, only with --clock simulated (also :vooruit)
console-help-quit = :quit · stop, also with Ctrl-D or twice Ctrl-C (also :stop)
console-help-commands = { $command } · everything that you can ask noodklok
console-it-is-now = It is now { $at }.
console-again-to-quit = Line cleared. Once more Ctrl-C, or Ctrl-D, to stop.
console-bye = Stopped. Everything that was confirmed is kept.
console-pinned = pinned
console-edited = changed
console-for-you = for you
console-room-opened = Room { $name } opened for { $people }.
console-room-archived = Room { $room } is now read-only.
console-mail = Mail to { $to } (shown here, not sent)
console-text = Text message to { $to } (shown here, not sent)
console-webhook = Webhook to { $to } (shown here, not sent)
console-call = Telephone call to { $to } (shown here, not made)

cli-no-network = No chat network is configured, so there is nothing to connect to. Put [matrix] into noodklok.toml (docs/matrix.md), or start noodklok console.
cli-no-data-folder = I do not know where I may keep data: HOME and XDG_DATA_HOME are empty. Give a folder with --data.
cli-folder-unusable = The folder { $folder } cannot be used: { $problem }. Give another one with --data, or change its permissions.
cli-configuration-wrong = { $count ->
    [one] One mistake in the configuration. Nothing was started.
   *[other] { $count } mistakes in the configuration. Nothing was started.
 }
cli-configuration-right = The configuration of { $name } is right.
cli-no-database = There is no database in { $folder } yet. Give the right folder with --data.
cli-storage-unknown = I do not know the storage { $storage }. This version keeps its data in SQLite, for example sqlite:noodklok.db.
cli-not-stored-at-end = { $count ->
    [one] NOT STORED: one line was not kept. Send it again.
   *[other] NOT STORED: { $count } lines were not kept. Send them again.
 }
cli-output = Writing to the output does not work: { $problem }
http-not-listening = [http]: it is not possible to listen at { $address }: something does already, or it is not this machine's ({ $problem }). Choose another one with `listen`.
