# Op iets terugkomen.

act-undone = { $incident } · ONGEDAAN GEMAAKT door { $by }: { $what } van { $at } · { $title }
nothing-to-undo = Niet uitgevoerd: in { $incident } is er niets van jou dat ongedaan kan.
undo-not-yours = Niet uitgevoerd: { $what } in { $incident } was van { $by }, om { $at }; alleen die kan het ongedaan maken.
undo-too-late = Niet uitgevoerd: { $what } in { $incident } om { $at } kon ongedaan tot { $until }.
undo-until = Vergissing? { $command } kan tot { $until }.
word-act-alarm = alarm
word-act-end = het einde van de fase
word-act-standdown = de stopzetting van het CMT
word-act-deescalate = de afschaling
word-act-withdraw = de intrekking
word-act-same = het samenvoegen
