# Alarmen van andere systemen. Wat een systeem zegt, telt pas mee als iemand het bevestigt (T9).

alert-recorded = { $incident } · genoteerd om { $at }, gemeld door { $by } · { $title } ({ $site })
alert-now = { $by } meldt nu: { $text }
alert-again = { $incident } · { $by } meldt het opnieuw · { $title }
alert-over = { $incident } · { $by } meldt dat het voorbij is · { $title }
alert-over-next = Jij: kijk na of dat klopt. Is alles echt voorbij, typ dan: { $command }
alerts-together = { $incident } · { $by } meldt er meer dan { $count } in 10 minuten. De volgende krijgen geen eigen nummer en staan in het logboek van dit dossier.
reported-by-source = Gemeld om { $at } door { $by }, een systeem: nog door niemand nagekeken.
entry-alert = { $by } meldde: { $text }
entry-alert-over = { $by } meldde dat het voorbij is: { $text }
entry-alert-here = alarmen van { $by } horen bij dit dossier
