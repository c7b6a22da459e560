# Oproepen van een persoon of team, tot ze antwoorden.

paged-sent = { $incident } · oproep { $number } aan { $who } ({ $mode }).
paged-is-called = Nu: ik roep { $people } op in { $room }, en blijf dat doen tot er een antwoord is.
paged-without = Niet opgeroepen, want zonder chat en zonder eigen kanaal in de configuratie: { $people }.
paged-stop-by = Afroepen: { $command }
paged-for = Oproep { $number } van { $by }: “{ $text }”
paged-one = Jij: neem je dit op? Het eerste antwoord stopt de oproep voor iedereen.
paged-each = Jij: kom je? Iedereen antwoordt voor zich.
paged-taken = { $incident } · oproep { $number }: { $person } neemt dit op. Niemand anders hoeft nog te antwoorden.
paged-taken-before = { $incident } · oproep { $number } is al opgenomen door { $person }. Je hoeft niets meer te doen.
paged-answer = { $incident } · oproep { $number }: { $person } { $answer }
paged-call-deputy = Nu: ik roep { $person } op.
paged-no-deputy = Er is niemand meer in het team om in die plaats op te roepen.
paged-complete = Iedereen heeft geantwoord.
paged-nobody-can = { $incident } · oproep { $number }: niemand van { $who } kan. Jij: bel zelf.
paged-silent = { $incident } · oproep { $number }: nog geen antwoord. Ik blijf oproepen. Jij: bel zelf.
paged-is-stopped = { $incident } · oproep { $number } is afgeroepen.
paged-stopped-for-all = { $incident } · oproep { $number } is afgeroepen door { $by }, geen actie meer nodig.
paged-nobody = Niet uitgevoerd: niemand opgeroepen in { $incident }. { $who } heeft geen chat, mail of telefoon in de configuratie.
paged-call-entity = Jij: bel de permanentie van { $entity } op { $phone }.
paged-call-ccvo = Het CCVO bereik je op { $phone } { $exercise ->
    [yes] (oefening: bel niet echt)
   *[no] (niet het noodnummer 112)
}.
paged-not-open = Niet uitgevoerd: oproep { $number } van { $incident } loopt niet meer.
paged-none-open = Niet uitgevoerd: in { $incident } loopt geen oproep.
paged-not-yours = Niet uitgevoerd: oproep { $number } van { $incident } is niet aan jou gericht.
paged-listed = Oproep { $number } aan { $who } ({ $mode }) door { $by } · opgeroepen: { $called }

entry-chase-page = Gerichte oproep { $number }
entry-page-opened = { $actor } deed oproep { $number } aan { $who } ({ $mode })
entry-page-answered = { $person } antwoordde op oproep { $number }: { $answer }
entry-page-deputy = in die plaats wordt { $person } opgeroepen
entry-page-stopped = { $actor } riep oproep { $number } af
