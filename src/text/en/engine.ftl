# What the engine says when something is wrong with storage, buttons or the start.

not-stored = NOT STORED: your report was not kept. Call now: 112 if there is danger · CCVO { $ccvo } { $exercise ->
    [yes] (exercise: do not really call)
   *[no] (not the emergency number)
}
not-stored-entity = NOT STORED: your report was not kept. Call now: 112 if there is danger · CCVO { $ccvo } { $exercise ->
    [yes] (exercise: do not really call)
   *[no] (not the emergency number)
} · duty line { $entity } { $phone }
not-stored-retry = As long as I run I try again every 5 s. If I do not confirm it here, send it again.
not-handled = NOT KEPT: I cannot handle this line. Call now: 112 if there is danger · CCVO { $ccvo } { $exercise ->
    [yes] (exercise: do not really call)
   *[no] (not the emergency number)
}
not-handled-entity = NOT KEPT: I cannot handle this line. Call now: 112 if there is danger · CCVO { $ccvo } { $exercise ->
    [yes] (exercise: do not really call)
   *[no] (not the emergency number)
} · duty line { $entity } { $phone }
not-handled-others = It is a fault in me; sending the same line again does not help. Other lines I do keep.
storage-down = NOT STORED: what you report now is not kept until I confirm it here. In need, call: 112 if there is danger · CCVO { $ccvo } { $exercise ->
    [yes] (exercise: do not really call)
   *[no] (not the emergency number)
}
storage-back = Storage works again. Your report of { $at } was kept after all as { $incident }.
storage-back-done = Storage works again. What you asked at { $at } was done after all.
question-erased = What was asked here is erased.
storage-works = Storage works again.
storage-was-down = I could keep nothing from { $since } to { $until } ({ $length }).
button-only = Not done: this button is for { $person } only.
button-except = Not done: somebody other than { $person } must confirm this.
doubt-confirm = Not done: this device of { $person } is not verified. Somebody else with the right can confirm it. Asked for: { $command }
doubt-denied = Not done: this device of { $person } is not verified. A report always counts.
doubt-remedy = You: verify this device in your chat program (settings, security), or use one that is verified.
doubt-warned = Note: this device of { $person } is not verified. Verify it in your chat program (settings, security).
edit-noted = { $incident } · your edited message of { $at } is in the log. What was recorded and done stays.
edit-type-anew = You: is something other than it said? Type it as a new line.
edit-changes-nothing = An edit changes nothing about what was answered. Type it as a new line.
deletion-noted = { $incident } · the message of { $at } was deleted in the chat; the log keeps it.
room-not-open-yet = The crisis room { $room } is not open yet; that is why this is here.
matrix-connected = Connected to Matrix as { $user }. To stop: Ctrl-C.
room-topic = { $incident } · { $title }
button-expired = Not done: this button was good until { $until }. Type the command, or look with { $show }
log-shown = Log of { $incident }, line { $from } to { $to }:
log-line = { $seq } · { $at } · { $clauses }
log-earlier = { $count ->
    [one] 1 earlier line.
   *[other] { $count } earlier lines.
} All of it is in: noodklok export { $incident }

start-taken = Not started: another noodklok (process { $pid }) works in this folder already, says { $path }. Stop that one first, or choose another folder with --data.
start-no-lock = Not started: { $path } cannot be made ({ $reason }). Allow writing in the folder, or choose another one with --data.
start-locked = Not started: another program holds { $path }. Close that program and start again.
start-read-only = Not started: { $path } is read-only. Allow writing to the file and its folder, and start again.
start-full = Not started: the disk of { $path } is full. Make room and start again.
start-corrupt = Not started: { $path } is damaged ({ $reason }). Put the file aside, restore the latest backup and start again.
start-newer = Not started: a newer version wrote { $path } ({ $reason }). Start that version, or a newer one.
start-failed = Not started: { $path } cannot be used ({ $reason }).
network-busy = It is busy: what you typed is not kept yet, I am working through it. In need, call: 112 if there is danger · CCVO { $ccvo } { $exercise ->
    [yes] (exercise: do not really call)
   *[no] (not the emergency number)
}
network-kept = Kept. The answer follows as soon as Discord lets it through.
network-busy-entity = It is busy: what you typed is not kept yet, I am working through it. In need, call: 112 if there is danger · CCVO { $ccvo } { $exercise ->
    [yes] (exercise: do not really call)
   *[no] (not the emergency number)
} · duty line { $entity } { $phone }
