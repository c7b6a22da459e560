# The log, tasks, roles and situation updates.

log-written = { $incident } · log { $seq } ({ $log }): { $text }
log-redacted = { $incident } · log { $seq } erased by { $by }. The chain of the log stays intact.
nothing-to-redact = Not done: log line { $seq } of { $incident } has no text to erase.

task-is-added = { $incident } · task { $task }: { $text } · who: { $owner }
task-due = Due by { $due-at }. Now: I remind of it until it is done.
when-done = You: when it is done, type { $command }
task-given = { $incident } · task { $task } for { $owner }: { $text }
task-is-done = { $incident } · task { $task } done: { $text }
task-was-done = Not done: task { $task } of { $incident } was already done.
no-such-task = Not done: { $incident } has no task { $task }.

role-is-taken = { $incident } · { $role }: { $holder }
role-is-offered = { $incident } · { $role } offered to { $to }. You stay { $role } until { $to } accepts.
role-not-yours = Not done: you are not { $role } in { $incident }; only whoever holds the role can hand it over.
role-held-already = Not done: { $holder } is already { $role } in { $incident }.

update-given = { $incident } · update: { $text }
next-update = Now: I ask for the next update { $due }.

task-is-due = { $incident } · task { $task } is not done yet: { $text } · who: { $owner }
task-list-open = { $task } · open: { $text } · who: { $owner }
task-list-due = { $task } · open, due by { $due-at }: { $text } · who: { $owner }
task-list-done = { $task } · done at { $at }: { $text } · who: { $owner }
no-tasks = No tasks yet.

role-offered-to = { $incident } · { $holder } offers you the role of { $role }, and stays { $role } until you accept.
role-held-by = { $role }: { $holder }
role-waits = { $role }: offered to { $to }, not accepted yet
no-roles = No roles given yet.

situation-update = { $incident } · { $title } · update by { $by }: { $text }
update-wanted = { $incident } · time for a new update · { $title }
update-wanted-from = You{ $person-is ->
    [nobody] { "" }
   *[known] { " " }({ $person })
}: how do things stand now, and what is the next step?
