# Knoppen: wat erop staat is wat er gebeurt. De bevestigende eerst.

button-yes = Ja
button-no = Nee
button-dont-know = Weet ik niet
button-more = Meer vragen
button-entity = { $about }
button-one-team = Eén team
button-several-teams = Meerdere teams
button-beyond = Overstijgt normale werking
button-suspected = Vermoed
button-other-vooralarm = Ja, genoeg voor vooralarm
button-other-alarm = Ja, genoeg voor alarm

button-yes-incident = Ja, incident
button-yes-crisis = Ja, crisis
button-no-stays = Nee, blijft { $about }
button-deescalate = Afschalen
button-confirm-doubt = Ja, uitvoeren
button-still-needed = Ja, nog nodig
button-yes-sure = Ja, zeker
button-reopen = Heropenen

button-decline-entity = De entiteit kan het alleen aan
button-decline-no-danger = Er is geen gevaar meer
button-decline-known = Al gekend in een ander dossier

button-take-up = Ik volg dit op
button-confirm-level = Bevestig { $about }
button-confirm-facts = Ja, dit klopt ({ $about })
button-deescalate-to = Afschalen naar { $about }
button-yes-malicious = Ja, kwaad opzet
button-no-malicious = Nee, geen kwaad opzet

button-vooralarm = Vooralarm: wij volgen op
button-alarm = Alarm: wij nemen de coördinatie
button-stay-vooralarm = Gezien: wij blijven in vooralarm
button-decline-alarm = Gezien, geen alarm
button-decline = Gezien, geen vooralarm
button-request-ack = Ja, wij nemen dit op
button-request-decline = Nee, met een reden

button-yes-activate = Ja, activeer het CMT
button-no-activate = Nee, nu niet
button-activate = Activeer het CMT
button-coming = Ik kom
button-online = Ik volg online
button-unable = Ik kan niet
button-take-page = Ik neem dit op
button-page-stop = Oproep afroepen

button-yes-same = Ja, zelfde gebeurtenis
button-no-beside = Nee, iets anders
button-restored = Ja, hersteld
button-task-done = Klaar
button-accept-role = Ja, ik neem de rol
button-choose-entity = Kies de entiteit
button-decline-role = Nee, ik kan niet
button-take-over-role = Ja, neem over
button-keep-role = Nee, ik hou de rol
button-offer-off = Aanbod intrekken
button-same = Ja, zelfde
button-undo = Ongedaan maken
button-instead = Dit dan
