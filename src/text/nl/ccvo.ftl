# Het CCVO: fasen, vragen aan het CCVO, en het telefoontje (K1–K8, T2, T3).

opened-by-ccvo = { $incident } · vooralarm, geopend door het CCVO · { $title } (meldpunt: { $place })
acknowledged = { $incident } · genoteerd: het CCVO volgt dit op.
declined-ping = { $incident } · gezien door het CCVO, de fase blijft zoals ze is · reden: { $reason }
decline-why = { $incident } · nog niets beslist. Jij: waarom geen vooralarm? Het meldpunt leest je reden.
nothing-to-acknowledge = Niet uitgevoerd: in { $incident } wacht geen oproep of vraag op het CCVO. Jij: volg je het toch op, kies dan vooralarm.
nothing-to-decline = Niet uitgevoerd: in { $incident } wacht geen oproep of vraag op het CCVO.
already-in-phase = Niet uitgevoerd: { $incident } staat al in { $phase }.
sure-alarm = Zeker? Alarm in { $incident }: het CCVO neemt de leiding van de coördinatie · { $title }
alarm-taken = { $incident } · alarm: het CCVO heeft de leiding van de coördinatie.
sure-end = Zeker? Het CCVO beëindigt het { $phase } in { $incident }.
phase-ended = { $incident } · het CCVO heeft zijn fase beëindigd. Wie leidt en wie spreekt is weer zoals ervoor.
no-phase-to-end = Niet uitgevoerd: in { $incident } loopt geen vooralarm of alarm ({ $phase }).

request-sent = { $incident } · vraag aan het CCVO genoteerd: { $request }. Nu: ik roep de wachtdienst op tot er antwoord is.
call-is-confirmed = { $incident } · CCVO telefonisch verwittigd om { $at } · opgenomen door { $answered_by }
call-still-open = { $incident } · het telefoontje is nog niet bevestigd. Jij: bel nu het CCVO op { $phone } { $exercise ->
    [yes] (oefening: bel niet echt)
   *[no] (niet het noodnummer 112)
}.
call-the-ccvo-off = Jij: het CCVO was telefonisch verwittigd; bel het af op { $phone } { $exercise ->
    [yes] (oefening: bel niet echt)
   *[no] (niet het noodnummer 112)
}.

now-vooralarm = { $incident } · vooralarm: het CCVO volgt dit op ({ $by }) · { $title }
still-vooralarm = { $incident } · het CCVO heeft dit gezien en blijft in vooralarm ({ $by }) · { $title }
back-to-vooralarm = { $incident } · van alarm terug naar vooralarm ({ $by }) · { $title }
now-alarm = { $incident } · alarm: het CCVO neemt de leiding van de coördinatie ({ $by }) · { $title }
still-alarm = { $incident } · het CCVO heeft dit gezien en blijft in alarm ({ $by }) · { $title }
now-ended = { $incident } · het CCVO beëindigt zijn fase ({ $by }) · { $title }
ccvo-declined = { $incident } · gezien door het CCVO ({ $by }), de fase blijft zoals ze is · reden: { $reason }
decisions-stay = De beslissingen blijven bij het meldpunt.
notified = { $incident } · CCVO telefonisch verwittigd om { $at } door { $by } · opgenomen door { $answered_by }

word-ccvo-mail = mail aan het CCVO
ccvo-mail-refused = De mail aan het CCVO is niet vertrokken. Jij: geef wat het moet weten door op { $phone } { $exercise ->
    [yes] (oefening: bel niet echt)
   *[no] (niet het noodnummer 112)
}.
entry-ccvo-mail-taken = mail aan het CCVO aanvaard door de mailserver
entry-ccvo-mail-failed = mail aan het CCVO mislukt
