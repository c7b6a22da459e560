# Niveaus: issue, incident, crisis (L1, L2, L4).

level-provisional = Voorlopig: { $level } ({ $rule }: { $why })
level-with-proposal = Niveau: { $level } · voorgesteld: { $proposed } ({ $rule }: { $why })
level-by-rule = Niveau: { $level } ({ $rule }: { $why })
level-stands = Niveau: { $level }
level-raised = { $incident } · opgeschaald van { $from } naar { $to }
level-lowered = { $incident } · afgeschaald van { $from } naar { $to }
level-confirmed = { $incident } · niveau bevestigd: { $level }, niet langer voorlopig

escalate-to-which = { $incident } staat op { $level }. Jij: naar incident of naar crisis? Crisis activeert het CMT en roept het op.
escalate-to-crisis = { $incident } staat op { $level }. Opschalen naar crisis betekent: het CMT ({ $place }) wordt geactiveerd en opgeroepen.
escalate-only-raises = Niet uitgevoerd: { $incident } staat op { $level }. Een lager niveau is afschalen.
deescalate-only-lowers = Niet uitgevoerd: { $incident } staat op { $level }. Afschalen kan alleen naar een lager niveau.
already-crisis = { $incident } staat al op crisis, het hoogste niveau.
already-issue = { $incident } staat al op issue, het laagste niveau.
malicious-stands = Niet uitgevoerd: met kwaad opzet blijft { $incident } een crisis (L2). De voorzitter of een plaatsvervanger kan dat feit intrekken, met een reden.
sure-deescalate = Zeker? { $incident } gaat van { $from } naar { $to }.
sure-until = Jij: bevestig vóór { $due-at }. Daarna vervalt de vraag en verandert er niets.

level-by-facts = { $incident } · niveau van { $from } naar { $to } ({ $rule }: { $why })
level-by-person = { $incident } · niveau van { $from } naar { $to }
lower-proposed = { $incident } · de feiten wijzen nu op { $proposed }. Het niveau blijft { $level } tot iemand afschaalt.
proposal-means = Jij: is dit een crisis? Dan wordt het CMT ({ $place }) geactiveerd en opgeroepen.
malicious-suspected = Vermoeden van kwaad opzet. Jij: is er kwaad opzet? Bij ja is het meteen een crisis (L2).