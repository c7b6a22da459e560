# Looking again at what was decided.

recheck-at = Now: I ask { $due } whether this still holds.
recheck-not = The record is not open: I will not ask later whether this still holds.
recheck-due = { $incident } · log { $seq } ({ $log }) by { $by }, { $at }: { $text }
recheck-question = You: does this still hold? Write what holds now: { $command }
entry-recheck-set = Line { $number } is looked at again at { $at }
entry-rechecked = { $actor } was asked whether line { $number } still holds: { $text }
