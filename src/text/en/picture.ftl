# The picture of a record, and the list of what is open.

status-line = { $status } · { $level } · CCVO: { $phase }
facts-of = { $entity }: { $facts }
general-facts = General: { $facts }
rule-answered = Recommendation for { $phase } · { $rule }: answered at { $at } by { $by }
cmt-complete = CMT { $entity }: everybody answered ({ $answered })
cmt-waits-for = CMT { $entity }: { $answered } answered; nothing yet from { $silent }
tasks-open = { $count ->
    [one] 1 task
   *[other] { $count } tasks
} open
last-decision = Last decision: { $text }
last-update = Update at { $at } by { $by }: { $text }
update-at = Next update at { $at }

list-entry = { $incident } · { $title } ({ $place }) · { $level } · CCVO: { $phase }
status-entry = { $incident } · { $title } ({ $place }) · { $level } · CCVO: { $phase } · reported { $age-in }
nothing-open = Nothing is open.
and-more = And { $count } more.
you-are-awaited = You: your answer is awaited; look at your last call.
pong = I am here. My clock says { $at }.
