# Oproepen tot iemand antwoordt.

without-answer = Nu: zonder antwoord { $people-count ->
    [one] wordt
   *[other] worden
} { $people } opgeroepen { $due }.
called-off = Je oproep vervalt, geen actie meer nodig: geen enkele aanbeveling wacht nog op een antwoord.

head-with-rule = { $incident } · { $rule }: aanbeveling voor { $phase } · { $text }
recommended = Aanbeveling voor { $phase } · { $rule }: { $text }
also-recommended = Ook: { $rules }
joins-ping = Nu: deze regel komt bij de oproep die al loopt.
phase-covers = Nu: het CCVO is al in { $phase }; hiervoor roep ik niemand op.
rule-no-longer-met = { $incident } · { $rule } geldt niet meer · { $text }
phase-stays = Nu: de fase blijft { $phase } tot het CCVO anders beslist.

call-now = Jij: bel nu het CCVO op { $phone } { $exercise ->
    [yes] (oefening: bel niet echt)
   *[no] (niet het noodnummer 112)
}.
then-type = Typ daarna: { $command }
call-not-confirmed = Telefonische verwittiging ({ $phone }) nog niet bevestigd.
ccvo-also-written = Er gaat ook een oproep naar { $people } en een mail naar het CCVO; die vervangen je telefoontje niet.
ccvo-is-called = Nu: ik roep het CCVO op tot het antwoordt. Het antwoord lees je hier.
ccvo-silent = Het CCVO heeft in de chat nog niet geantwoord. Jij: bel nu { $phone } { $exercise ->
    [yes] (oefening: bel niet echt)
   *[no] (niet het noodnummer 112)
}.
no-medical-details = Zet hier geen namen of medische gegevens; geef die telefonisch door.

request-mail = Vraag aan het CCVO: { $request } · om { $at }
request-of = Vraag aan het CCVO: { $request } · door { $by } om { $at }
request-answered = { $incident } · vraag aan het CCVO ({ $request }): { $reply }, door { $by }
in-their-words = “{ $text }”
entity-wanted = Niemand is opgeroepen: de entiteit is nog niet gekend. Jij: kies de entiteit.
call-too-early = Niet uitgevoerd: { $at } ligt lang voor de melding van { $incident } ({ $opened_at }). Jij: zet het juiste uur achter om:, of laat het weg.
