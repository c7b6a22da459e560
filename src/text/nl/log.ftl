# Het logboek: wat er gebeurde, in de verleden tijd, met wie, welke regel en waarom. Het uur staat ervoor.
# Een regel in het logboek is een rij zinsdelen; alleen het eerste moet op zichzelf kunnen staan.

## Bij elke gebeurtenis
entry-late = laat ontvangen, gezegd om { $said }
entry-reason = reden: { $reason }
entry-text = toelichting: { $text }
entry-rule = regel { $rule }
entry-rules = op regels: { $rules }

## De organisatie
entry-configured = Configuratie geladen, SHA-256 { $hash }
entry-numbered = Nummer { $incident } toegekend

## Melding
entry-recorded = { $actor } meldde: { $title }
entry-description = beschrijving: { $text }
entry-meldpunt = meldpunt: { $entity }
entry-meldpunt-unknown = meldpunt nog niet gekend
entry-room = in { $room }
entry-exercise = een oefening
entry-unverified = melder niet gekend, nog door niemand bevestigd (T9)
entry-since = bezig sinds { $since }
entry-appended = { $actor } voegde aan de melding toe: { $title }
entry-verified = { $actor } bevestigde de melding van een onbekende (T9)
entry-asked = Aan de melder gevraagd: { $question }
entry-asked-enough = Aan de melder werd niets meer gevraagd
entry-located = { $actor } wees { $entity } aan als meldpunt
word-question-entity = entiteit
word-question-health = gevaar voor de gezondheid
word-question-capacity = capaciteit
word-question-malicious = kwaad opzet
word-question-impact = negatieve impact
word-question-reputation = reputatie van de Vlaamse overheid
word-question-nbc = nucleair, biologisch of chemisch risico
word-question-societal = maatschappelijke crisis
word-question-other = andere gevaren

## Feiten
entry-stated = { $actor } stelde vast
entry-claimed = { $actor } gaf op, telt pas na bevestiging (T9)
entry-moved = { $actor } verbeterde: de feiten van { $from } gaan over { $to }
entry-about = bij { $entity }
entry-impact = negatieve impact: { $value }
entry-capacity = capaciteit: { $value }
entry-health = gevaar voor de gezondheid: { $value }
entry-building = gebouw: { $building }
entry-building-unknown = gebouw: niet gekend
entry-process-down = { $process } onderbroken sinds { $since }, te herstellen tegen { $due }
entry-process-restored = { $process } hersteld
entry-malicious = kwaad opzet: { $value }
entry-reputation = gevaar voor de reputatie van de Vlaamse overheid: { $value }
entry-nbc = nucleair, biologisch of chemisch risico: { $value }
entry-societal = maatschappelijke crisis: { $value }
entry-other = andere gevaren: { $value }

## Niveau
entry-level-first = Niveau bij de melding: { $to }
entry-level-set = { $actor } bracht het niveau van { $from } naar { $to }
entry-level-by-rule = Niveau door de feiten van { $from } naar { $to } gebracht
entry-level-kept = { $actor } hield het niveau op { $to }
entry-provisional = voorlopig
entry-level-proposed = Voorgesteld niveau: { $level }
entry-level-not-proposed = Er werd geen ander niveau meer voorgesteld
entry-level-settled = { $actor } bevestigde het niveau

## Aanbevelingen
entry-rule-met = Regel { $rule } vervuld, aanbeveling voor { $phase }: { $text }
entry-rule-withdrawn = Regel { $rule } niet langer vervuld

## Oproepen
entry-chase-first-responders = Oproep van de eerste hulplijn van het meldpunt (C4)
entry-chase-ping = Oproep van het CCVO (T2)
entry-chase-call = Telefonische verwittiging van het CCVO (K4)
entry-chase-request = Vraag { $number } aan het CCVO (K2)
entry-chase-cmt = Oproep van het CMT van { $entity } (C2)
entry-chase-placing = Vraag over welke entiteit het gaat
entry-chase-proposal = Vraag of het een crisis is (L4a)
entry-chase-suspicion = Vraag of er kwaad opzet is (L2)
entry-chase-activation = Vraag om het CMT van { $entity } te activeren (C2)
entry-chase-opened = begonnen
entry-chase-called = oproep { $number }: { $people }
entry-chase-round = oproep { $number }, iedereen: { $people }
entry-chase-next = zonder antwoord volgende om { $next }: { $people }
entry-chase-answered = beantwoord door { $actor }
entry-chase-called-off = gestopt zonder antwoord

## CCVO
entry-phase = { $actor } bracht het CCVO van { $from } naar { $to }
entry-declined = { $actor } zag de aanbeveling voor het CCVO en volgde ze niet; de fase bleef
entry-requested = { $actor } richtte een vraag aan het CCVO: { $kind }
entry-request-answered = { $actor } antwoordde voor het CCVO op vraag { $number }: { $answer }
entry-call-opened = Het CCVO moest telefonisch verwittigd worden op { $phone } (K4)
entry-call-confirmed = { $actor } bevestigde dat het CCVO verwittigd is: { $caller } belde om { $at }, opgenomen door { $answered } (K4)

## CMT
entry-cmt-activated = { $actor } activeerde het CMT van { $entity }: { $people }
entry-room-reopened = opnieuw in { $room }
entry-cmt-answered = { $person } antwoordde voor het CMT van { $entity }: { $answer }
entry-cmt-stood-down = { $actor } zette het CMT van { $entity } stop; de crisisruimte sluit om { $archive }
entry-room-archived = De crisisruimte van { $entity } werd gesloten

## Logboek
entry-written = { $actor } noteerde ({ $kind }): { $text }
entry-source-edited = { $actor } paste het bericht van { $at } aan; het zegt nu: { $text }
entry-source-deleted = { $actor } verwijderde het bericht van { $at } in de chat
entry-redacted = { $actor } wiste de tekst van regel { $number } van het logboek
entry-erased = gewist door { $actor } om { $at }

## Taken, rollen, stand van zaken
entry-task-added = { $actor } maakte taak { $task }: { $text }
entry-owner = voor { $person }
entry-due = tegen { $due }
entry-task-assigned = { $actor } gaf taak { $task } aan { $person }
entry-task-done = { $actor } meldde taak { $task } klaar
entry-task-reminded = Aan taak { $task } herinnerd
entry-again = volgende om { $next }
entry-role-taken = { $actor } legde de rol { $role } bij { $person }
entry-role-before = voordien bij { $person }
entry-role-offered = { $actor } bood de rol { $role } aan { $person } aan
entry-updated = { $actor } gaf de stand van zaken: { $text }
entry-update-asked = Naar de stand van zaken gevraagd

## Dossiers
entry-linked = { $actor } koppelde aan { $other }: { $kind }
entry-compared = Gevraagd of dit dezelfde gebeurtenis is als { $other } (T7)
entry-recovery-warned = Hersteltijd van { $process } bij { $entity } loopt af om { $due } (T6)
entry-recovery-ran-out = Hersteltijd van { $process } bij { $entity } verstreken om { $due } (T6)
entry-status = { $actor } bracht het dossier van { $from } naar { $to }

## Zeker?
entry-sure-alarm = { $actor } vroeg alarm; bevestiging gevraagd tot { $until }
entry-sure-end = { $actor } vroeg het einde van de actie van het CCVO; bevestiging gevraagd tot { $until }
entry-sure-standdown = { $actor } vroeg het CMT van { $entity } stop te zetten; bevestiging gevraagd tot { $until }
entry-sure-deescalate = { $actor } vroeg af te schalen naar { $to }; bevestiging gevraagd tot { $until }
entry-likened = Melder gevraagd of dit dezelfde gebeurtenis is als { $other }; wacht tot { $until }
entry-undone = { $actor } maakte { $what } van { $at } ongedaan
