# Wat bij de commando's op Discord hoort: hun uitleg, het formulier, en wat ze zelf weigeren.

discord-record = Het dossier; zonder keuze dat van deze ruimte, of je laatste melding hier.
discord-form-title = Melden wat er gebeurt
discord-form-what = Wat gebeurt er?
discord-form-what-for = Eén zin is genoeg. Brand of levensgevaar? Bel eerst 112.
discord-form-where = Waar? Gebouw of entiteit (mag leeg)
discord-form-health = Personeel in gevaar? ja of nee (mag leeg)
discord-form-health-for = ja, nee of onbekend
discord-form-more = Wat je al opgaf
discord-form-where-said = Waar: { $said }
discord-form-health-said = Gezondheid van personeel: { $said }
discord-choice = { $incident } · { $title } · { $level }
discord-choice-ended = { $incident } · { $title } · { $status }
discord-menu-no-text = Niets genoteerd: dat bericht heeft geen tekst. Typ zelf: { $command }
discord-record-wrong = Niet uitgevoerd: “{ $typed }” is geen dossier. Kies er een uit de lijst, of typ het nummer, zoals INC-2026-0042.
discord-command-changed = Niet uitgevoerd: dit commando is intussen veranderd. Kies het opnieuw, of typ het als bericht.
discord-scope-missing = Discord laat de commando's niet toe op deze server: nodig de bot opnieuw uit met de scopes bot en applications.commands.
discord-commands-refused = De commando's staan niet op Discord zoals ze horen: { $reason }. Een bericht dat met @noodklok begint werkt wel.
