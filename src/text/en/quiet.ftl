# Quiet hours: who is left alone, and what still waits afterwards.

left-alone = Now: not disturbed until { $until-at }: { $people }. Then I call for what still waits.
left-alone-unless = You: if it cannot wait, type { $command }
caught-up = { $incident } · { $title } · { $person }, this waits for you since your quiet hours:
caught-up-more = And { $count } more.
caught-up-all = You: everything stands in { $command }
recheck-waits = log { $seq } to be looked at again: { $text }
entry-left-alone = Not disturbed until { $until }: { $people }
entry-caught-up = Called after the quiet hours: { $person }
entry-waits-update = a new update
entry-waits-task = task { $task }
entry-waits-public = text { $number } for the public
entry-waits-recheck = line { $number } of the log
