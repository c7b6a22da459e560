# Wat de kern zegt als er iets mis is met opslag, knoppen of de start.

not-stored = NIET OPGESLAGEN: je melding is niet bewaard. Bel nu: 112 bij gevaar · CCVO { $ccvo } { $exercise ->
    [yes] (oefening: bel niet echt)
   *[no] (niet het noodnummer)
}
not-stored-entity = NIET OPGESLAGEN: je melding is niet bewaard. Bel nu: 112 bij gevaar · CCVO { $ccvo } { $exercise ->
    [yes] (oefening: bel niet echt)
   *[no] (niet het noodnummer)
} · permanentie { $entity } { $phone }
not-stored-retry = Zolang ik draai probeer ik het elke 5 s opnieuw. Bevestig ik het hier niet, stuur ze dan opnieuw.
not-handled = NIET BEWAARD: deze regel kan ik niet verwerken. Bel nu: 112 bij gevaar · CCVO { $ccvo } { $exercise ->
    [yes] (oefening: bel niet echt)
   *[no] (niet het noodnummer)
}
not-handled-entity = NIET BEWAARD: deze regel kan ik niet verwerken. Bel nu: 112 bij gevaar · CCVO { $ccvo } { $exercise ->
    [yes] (oefening: bel niet echt)
   *[no] (niet het noodnummer)
} · permanentie { $entity } { $phone }
not-handled-others = Het is een fout in mij; dezelfde regel opnieuw sturen helpt niet. Andere regels bewaar ik wel.
storage-down = NIET OPGESLAGEN: wat je nu meldt, wordt niet bewaard tot ik het hier bevestig. Bel bij nood: 112 bij gevaar · CCVO { $ccvo } { $exercise ->
    [yes] (oefening: bel niet echt)
   *[no] (niet het noodnummer)
}
storage-back = Opslag werkt weer. Je melding van { $at } is alsnog bewaard als { $incident }.
storage-back-done = Opslag werkt weer. Wat je om { $at } vroeg, is alsnog verwerkt.
question-erased = Wat hier gevraagd werd, is gewist.
storage-works = Opslag werkt weer.
storage-was-down = Ik kon niets bewaren van { $since } tot { $until } ({ $length }).
button-only = Niet uitgevoerd: deze knop is alleen voor { $person }.
button-except = Niet uitgevoerd: iemand anders dan { $person } moet dit bevestigen.
doubt-confirm = Niet uitgevoerd: dit toestel van { $person } is niet bevestigd. Iemand anders met het recht kan het bevestigen. Gevraagd: { $command }
doubt-denied = Niet uitgevoerd: dit toestel van { $person } is niet bevestigd. Een melding telt altijd.
doubt-remedy = Jij: verifieer dit toestel in je chatprogramma (instellingen, beveiliging), of gebruik een toestel dat bevestigd is.
doubt-warned = Let op: dit toestel van { $person } is niet bevestigd. Verifieer het in je chatprogramma (instellingen, beveiliging).
edit-noted = { $incident } · je aangepaste bericht van { $at } staat in het logboek. Wat genoteerd en gedaan is, blijft.
edit-type-anew = Jij: is iets anders dan wat er stond? Typ het als nieuwe regel.
edit-changes-nothing = Aanpassen verandert niets aan wat al beantwoord is. Typ het als nieuwe regel.
deletion-noted = { $incident } · het bericht van { $at } is in de chat verwijderd; het logboek houdt het bij.
room-not-open-yet = De crisiskamer { $room } is nog niet open; daarom staat dit hier.
matrix-connected = Verbonden met Matrix als { $user }. Stoppen: Ctrl-C.
room-topic = { $incident } · { $title }
button-expired = Niet uitgevoerd: deze knop gold tot { $until }. Typ het commando, of kijk met { $show }
log-shown = Logboek van { $incident }, regel { $from } tot { $to }:
log-line = { $seq } · { $at } · { $clauses }
log-earlier = { $count ->
    [one] Nog 1 eerdere regel.
   *[other] Nog { $count } eerdere regels.
} Alles staat in: noodklok export { $incident }

start-taken = Niet gestart: een andere noodklok (proces { $pid }) werkt al in deze map, zegt { $path }. Stop die eerst, of kies een andere map met --data.
start-no-lock = Niet gestart: { $path } kan niet gemaakt worden ({ $reason }). Geef schrijfrecht op de map, of kies een andere met --data.
start-locked = Niet gestart: een ander programma houdt { $path } vast. Sluit dat programma en start opnieuw.
start-read-only = Niet gestart: { $path } is alleen-lezen. Geef schrijfrecht op het bestand en de map, en start opnieuw.
start-full = Niet gestart: de schijf met { $path } is vol. Maak plaats en start opnieuw.
start-corrupt = Niet gestart: { $path } is beschadigd ({ $reason }). Bewaar het bestand apart, zet de laatste reservekopie terug en start opnieuw.
start-newer = Niet gestart: een nieuwere versie schreef { $path } ({ $reason }). Start die versie, of een nog nieuwere.
start-failed = Niet gestart: { $path } kan niet gebruikt worden ({ $reason }).
network-busy = Het is druk: wat je typte is nog niet bewaard, ik werk het af. Bel bij nood: 112 bij gevaar · CCVO { $ccvo } { $exercise ->
    [yes] (oefening: bel niet echt)
   *[no] (niet het noodnummer)
}
network-kept = Bewaard. Het antwoord volgt zodra Discord het doorlaat.
network-busy-entity = Het is druk: wat je typte is nog niet bewaard, ik werk het af. Bel bij nood: 112 bij gevaar · CCVO { $ccvo } { $exercise ->
    [yes] (oefening: bel niet echt)
   *[no] (niet het noodnummer)
} · permanentie { $entity } { $phone }
