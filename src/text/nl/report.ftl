# Melden: eerst wat genoteerd is, dan het niveau, dan één vraag tegelijk.

report-recorded = { $incident } · genoteerd om { $at } · { $title } ({ $site })
report-recorded-unverified = { $incident } · genoteerd om { $at }, nog te bevestigen (je account is niet gekend) · { $title } ({ $site })
report-appended = { $incident } · aangevuld met je melding: { $text }
appended-why = Geen nieuw nummer: een account dat ik niet ken krijgt er hoogstens { $count } per 10 minuten. Je tekst is bewaard.
call-danger-first = { $exercise ->
    [yes] Echte brand of echt levensgevaar? Bel eerst 112.
   *[no] Brand of levensgevaar? Bel eerst 112.
}
responders-called = Nu: { $people } { $people-count ->
    [one] is
   *[other] zijn
} opgeroepen. Zonder antwoord { $next-count ->
    [one] volgt
   *[other] volgen
} { $next } { $due }.
responders-called-only = Nu: { $people } { $people-count ->
    [one] is
   *[other] zijn
} opgeroepen.
responders-know = Nu: voor { $other } is al opgeroepen. Zegt niemand of dit hetzelfde is, dan volgt { $due } ook hiervoor een oproep.
claims-wait = Nu: je feiten tellen pas mee als iemand van de entiteit ({ $place }) of het CCVO ze bevestigt.

head = { $incident } · { $title } ({ $site })
or-type = Of typ: { $command }

ask-entity = Jij: over welke entiteit gaat het?
ask-health = Jij: is de gezondheid van personeel nu nog in gevaar ({ $place })?
ask-capacity = Jij: wie is er nodig? Eén team, meerdere teams, of overstijgt dit de normale werking?
ask-malicious = Jij: is er kwaad opzet?
ask-impact = Jij: is er negatieve impact op de werking ({ $place })?
ask-reputation = Jij: dreigt er reputatieschade voor de Vlaamse overheid als geheel?
ask-nbc = Jij: is er een nucleair, biologisch of chemisch risico (NBC)?
ask-societal = Jij: is dit een maatschappelijke crisis?
ask-other = Jij: is er een ander gevaar voor de werking van de Vlaamse overheid, ernstig genoeg voor vooralarm of alarm?
more-questions = Jij: meer vragen beantwoorden? Typ: { $command }
nothing-to-ask = Ik heb geen vragen meer. Verandert er iets, meld het dan meteen.

reported-elsewhere = { $incident } · gemeld om { $at } door { $by } in { $room } · { $title } ({ $site })
reported-by = Gemeld om { $at } door { $person } · telefoon: { $phone }
reported-by-outsider = Gemeld om { $at } door { $by }, een account dat ik niet ken: nog te bevestigen.
assembly-point = { $incident } · verzamelplaats van { $building }: { $point }
assembly-instruction = Instructie: { $instruction }
