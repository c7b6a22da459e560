# The end of a record: withdrawn, closed, opened again.

withdrawn-for-all = { $incident } · WITHDRAWN, no action needed any more · { $title } · reason: { $reason }
closed = { $incident } · closed. You can still add to the log.
close-refused = Not done: { $incident } cannot be closed yet.
still-open = Still open: { $what }. Type: { $command }
already-open = Not done: { $incident } is already open.
reopened = { $incident } · opened again.
no-such-incident = Not done: { $incident } does not exist. Check the number.
facts-after = { $incident } · recorded at { $at } · { $other } is { $status }, so this stands in a record of its own, linked as related.
withdraw-led = Not done: in { $incident } there is alarm and the CCVO leads the coordination. You: ask the CCVO to end its action; then it can be withdrawn.
not-open = Not done: { $incident } is { $status }. You: open it again first.
cmt-of-which = Not done: I do not know which entity { $incident } is about. You: add the entity.
