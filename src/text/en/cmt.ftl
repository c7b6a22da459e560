# The CMT: activating, answering, standing down (C1–C3).

cmt-is-active = { $incident } · CMT { $entity } activated. Now: I open { $room } and call each member.
cmt-already-active = { $incident } · the CMT of { $entity } is already active, in { $room }.
no-cmt = Not done: { $entity } has no CMT in the configuration ({ $incident }).
cmt-not-active = Not done: the CMT of { $entity } is not active in { $incident }.
activation-refused = { $incident } · noted: the CMT of { $entity } is not activated now.
sure-standdown = Sure? The CMT of { $entity } stands down in { $incident }.
cmt-stood = { $incident } · CMT { $entity } stood down. The crisis room stays open until { $archive_at }.
answer-noted = { $incident } · noted: { $person } { $answer }.
responder-answered = { $incident } · { $person } takes this up. Now: I call nobody else for this report.
not-called = Not done: I do not know your account, and nothing in { $incident } waits for you.
nothing-waits = Nothing in { $incident } waits for your answer now.

activate-question = You: activate the CMT of { $entity }? If yes, I open the crisis room and call each member.
cmt-activated = { $incident } · CMT { $entity } activated, works in { $room }
cmt-called = The CMT of { $entity } is active. You: are you coming?
member-answered = { $incident } · { $person } { $answer }
cmt-stood-down = { $incident } · CMT { $entity } stood down. The crisis room stays open until { $due-at }, then it can only be read.

cmt-of = CMT { $entity }, in { $room }:
who-answered = { $person }: { $answer }
who-is-silent = { $person }: no answer yet · telephone: { $phone }
no-cmt-active = No CMT is active.
