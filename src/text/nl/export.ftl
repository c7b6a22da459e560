# Het dossier als pagina, en wat verify en replay zeggen.

page-times = Alle tijden zijn die van Brussel.
page-nothing = Niets.
page-unknown = nog niet gekend
page-at = Tijd
page-line = Regel
page-who = Wie
page-what = Wat
page-text = Toelichting

page-summary = Kort
page-status = Status
page-reported = Gemeld
page-unverified = melder niet gekend, door niemand bevestigd
page-since = Bezig sinds
page-meldpunt = Meldpunt
page-entities = Betrokken entiteiten
page-level = Niveau
page-phase = CCVO
page-lead = Leiding
page-speaker = Communicatie
page-next-update = Volgende stand van zaken
page-closed = Gesloten
page-provisional = { $level }, voorlopig
page-proposed = voorgesteld: { $level } (regel { $rule })
page-lead-ccvo = CCVO: coördinatie over de entiteiten heen
page-lead-cmt = CMT van { $entity }
page-lead-own = CMT van { $entity } in de eigen entiteit
page-lead-team = meldend team van { $entity }
page-lead-team-unknown = meldend team, entiteit nog niet gekend
page-speaker-ccvo = CCVO over de entiteiten heen, elke entiteit in de eigen werking
page-speaker-communication = crisiscommunicatie van { $entity } met het CMT
page-speaker-entity = { $entity }
page-speaker-unknown = meldend team, entiteit nog niet gekend

page-history = Niveau, fase en leiding in de tijd

page-facts = Feiten
page-process = { $process }: onderbroken sinds { $since }, te herstellen tegen { $due }, hersteld: { $restored }
page-claims = Opgegeven, niet bevestigd (T9)
page-recommendations = Aanbevelingen
page-rule = Regel
page-advice = Voor
page-sentence = Zin
page-met = Vervuld
page-withdrawn = Niet langer vervuld
page-acknowledged = Bevestigd door het CCVO

page-telephone = Telefonische verwittiging van het CCVO (K4)
page-due = Tegen
page-called = Gebeld
page-caller = Door
page-picked-up = Opgenomen door
page-requests = Vragen aan het CCVO (K2)
page-answer = Antwoord
page-calls = Wie opgeroepen is, en wie antwoordde

page-cmts = CMT
page-cmt-active = actief
page-cmt-stood-down = stopgezet
page-unanswered = geen antwoord
page-roles = Rollen
page-role = Rol
page-decisions = Besluiten
page-said = Gezegd
page-tasks = Taken
page-task = Taak
page-done = Klaar
page-links = Verbonden dossiers

page-open = Wat nog open is
page-open-phase = CCVO: { $phase }
page-open-cmt = CMT van { $entity } is actief
page-open-process = { $process } is onderbroken, te herstellen tegen { $due }
page-open-chase = { $what }: loopt sinds { $since }, { $calls ->
    [one] één oproep
   *[other] { $calls } oproepen
}
page-open-call = het CCVO is nog niet telefonisch verwittigd
page-open-request = vraag aan het CCVO van { $by }: { $kind }
page-open-claims = { $count ->
    [one] één opgegeven feit wacht op bevestiging
   *[other] { $count } opgegeven feiten wachten op bevestiging
}
page-open-offer = rol { $role }, aangeboden aan { $person }
page-open-task = taak { $task }: { $text }

page-timeline = Tijdlijn
page-chain = Keten
page-first = Eerste regel
page-last = Laatste regel

verify-fine = In orde: { $events } gebeurtenissen in { $streams ->
    [one] één reeks
   *[other] { $streams } reeksen
}, zoals ze vastgelegd zijn.
verify-findings = Niet in orde: { $count ->
    [one] één bevinding
   *[other] { $count } bevindingen
} op { $events } gebeurtenissen.
verify-changed = Positie { $pos }: gewijzigd na het vastleggen.
verify-missing = Positie { $pos }: ontbreekt.
verify-missing-range = Positie { $pos } tot { $to }: ontbreken.
verify-skipped = Positie { $pos }: hiervoor ontbreekt regel { $version } van { $stream }.
verify-reordered = Positie { $pos }: staat niet op de plaats waarop ze vastgelegd is.
verify-text-changed = Positie { $pos }: de vrije tekst is niet wat gezegd is.
verify-text-missing = Positie { $pos }: de vrije tekst is weg zonder gewist te zijn.
verify-cut = Positie { $pos }: de keten stopt al bij { $last }; het einde ontbreekt.
verify-other = Positie { $pos }: de keten is een andere dan die van het controlepunt.
verify-more = En nog { $count } andere.
verify-erased = { $count ->
    [one] Eén vrije tekst is gewist
   *[other] { $count } vrije teksten zijn gewist
}; zonder regel in een logboek die dat zegt: { $unsaid }. De keten klopt ook zonder.
verify-checkpoint = Het controlepunt op positie { $pos } klopt.
verify-head = Controlepunt om elders te bewaren: { $checkpoint }

replay-record = { $incident }: { $count ->
    [one] één gebeurtenis
   *[other] { $count } gebeurtenissen
}, { $status }, { $level }
replay-fine = In orde: { $events } gebeurtenissen opnieuw doorlopen, { $records ->
    [one] één dossier
   *[other] { $records } dossiers
}.
replay-problems = Niet in orde: { $count ->
    [one] één probleem
   *[other] { $count } problemen
} op { $events } gebeurtenissen.
replay-unread = Positie { $pos }: niet te lezen ({ $reason }).
replay-unfolded = Positie { $pos }: past niet op wat in { $stream } voorafgaat.
replay-differs = { $incident }: komt anders uit dan in de andere doorloop.
replay-organisation-differs = De nummering, de onbekende melders of de configuratie komt anders uit dan in de andere doorloop.
