# Het einde van een dossier: ingetrokken, gesloten, heropend.

withdrawn-for-all = { $incident } · INGETROKKEN, geen actie meer nodig · { $title } · reden: { $reason }
closed = { $incident } · gesloten. Het logboek kun je nog aanvullen.
close-refused = Niet uitgevoerd: { $incident } kan nog niet gesloten worden.
still-open = Nog open: { $what }. Typ: { $command }
already-open = Niet uitgevoerd: { $incident } is al open.
reopened = { $incident } · heropend.
no-such-incident = Niet uitgevoerd: { $incident } bestaat niet. Kijk het nummer na.
facts-after = { $incident } · genoteerd om { $at } · { $other } is { $status }, dus staat dit in een dossier van zijn eigen, verwant gekoppeld.
withdraw-led = Niet uitgevoerd: in { $incident } geldt alarm en leidt het CCVO de coördinatie. Jij: vraag het CCVO om de actie te beëindigen; daarna kan het ingetrokken worden.
not-open = Niet uitgevoerd: { $incident } is { $status }. Jij: heropen het eerst.
cmt-of-which = Niet uitgevoerd: ik weet niet over welke entiteit het gaat in { $incident }. Jij: zet de entiteit erbij.
