# Feiten: wat genoteerd is, bij welke entiteit, en wat niet kan.

facts-noted = { $incident } · genoteerd ({ $place }): { $facts }
facts-moved = { $incident } · verbeterd: de feiten van { $from } staan nu bij { $place }
located-at = { $incident } · meldpunt: { $place }
entity-corrected = { $incident } · verbeterd: het gaat om { $to }, niet om { $from } · { $title }
nothing-of-entity = Niet uitgevoerd: in { $incident } staat niets over { $entity }.
process-not-down = Niet uitgevoerd: { $process } staat in { $incident } niet als uitgevallen.
malicious-needs-reason = Niet uitgevoerd: kwaad opzet in { $incident } intrekken kan alleen met een reden (L2).

fact-none = niets nieuws
fact-impact = impact: { $value }
fact-capacity = capaciteit: { $value }
fact-health = gezondheidsgevaar: { $value }
fact-building = gebouw: { $value }
fact-process-down = uitgevallen sinds { $since }: { $value }, te herstellen tegen { $due }
fact-process-restored = hersteld: { $value }
fact-malicious = kwaad opzet: { $value }
fact-reputation = reputatieschade: { $value }
fact-nbc = NBC-risico: { $value }
fact-societal = maatschappelijke crisis: { $value }
fact-other = ander gevaar: { $value }

not-confirmed-yet = Nog te bevestigen, telt nog niet mee ({ $place }): { $facts }
follow-facts = { $incident } · genoteerd door { $by } ({ $place }): { $facts }