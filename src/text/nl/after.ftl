# Het dossier als feitelijk deel van een evaluatieverslag: wie wanneer opgeroepen is en antwoordde, besluiten, taken, rollen.

page-measured = Hoelang iets duurde staat in uren, minuten en seconden, van wanneer het gevraagd of begonnen is tot wanneer iemand zei wat het beantwoordde. Regels verwijzen naar de tijdlijn.
page-exercise = Oefening
page-exercise-yes = ja, niets hiervan was echt
page-level-reached = Hoogste niveau
page-phase-reached = Hoogste fase van het CCVO
page-period = { $level } · CCVO: { $phase } · vanaf { $at }

page-firsts = Tijd tot het eerste antwoord
page-firsts-report = Melding, tot iemand anders dan de melder iets deed
page-start = Van
page-first-answer = Eerste antwoord
page-took = Duur

page-called-first = Eerst opgeroepen
page-times-called = Keren
page-answered = Beantwoord
page-chase-began = begonnen om { $at }
page-chase-first = eerste antwoord van { $who } om { $at }, na { $took }
page-chase-answered = beëindigd door een antwoord om { $at }
page-chase-called-off = afgelast om { $at }
page-chase-open = loopt nog

page-recheck = Opnieuw te bekijken
page-outcome = Uitkomst
page-recheck-waits = nog niet bekeken
page-recheck-lapsed = niet bekeken: het dossier was afgesloten
page-recheck-asked = gevraagd om { $at }, geen nieuw besluit
page-recheck-next = gevraagd om { $at }, daarna besluit op regel { $line }

page-made = Gemaakt
page-owner = Voor
page-task-open = open

page-held = Van
page-until = Tot
page-how = Hoe
page-role-taken = zelf genomen
page-role-from = overgenomen van { $who }
page-role-assigned = gegeven door { $who }
page-role-silence = genomen na stilte van de houder
page-handovers = Rollen aangeboden en gevraagd
page-from-whom = Door
page-to-whom = Aan
page-role-offered = aangeboden
page-role-asked = gevraagd
page-role-accepted = aanvaard
page-role-declined = niet aanvaard
page-role-kept = houder blijft
page-role-lapsed = vervallen: de rol ging naar een ander

page-open-then = Wat bij het einde open was
page-open-takeover = rol { $role }, gevraagd door { $person }
page-open-public = tekst { $number } voor het publiek, niet vrijgegeven
page-open-recheck = regel { $line } van het logboek, opnieuw te bekijken om { $at }
page-open-likened = de vraag of dit dezelfde gebeurtenis is als { $other }
