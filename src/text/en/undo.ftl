# Second thoughts.

act-undone = { $incident } · UNDONE by { $by }: { $what } of { $at } · { $title }
nothing-to-undo = Not done: in { $incident } there is nothing of yours to undo.
undo-not-yours = Not done: { $what } in { $incident } was by { $by }, at { $at }; nobody else can undo it.
undo-too-late = Not done: { $what } in { $incident } at { $at } could be undone until { $until }.
undo-until = A mistake? { $command } works until { $until }.
word-act-alarm = alarm
word-act-end = the end of the phase
word-act-standdown = the stand-down of the CMT
word-act-deescalate = the deescalation
word-act-withdraw = the withdrawal
word-act-same = the merge
