# De gesloten woordenlijst: één sleutel per keuzewoord, in de taal van de doctrine.

exercise = OEFENING
erased = gewist
empty = (leeg)
phone-unknown = nummer niet gekend

word-bot = noodklok
word-nobody = niemand
word-unknown-building = gebouw nog niet gekend
word-unknown-entity = entiteit nog niet gekend

word-level-issue = issue
word-level-incident = incident
word-level-crisis = crisis

word-phase-none = geen fase
word-phase-vooralarm = vooralarm
word-phase-alarm = alarm
word-phase-ended = beëindigd

word-status-open = open
word-status-closed = gesloten
word-status-withdrawn = ingetrokken
word-status-duplicate = dubbel

word-answer-unknown = nog niet gekend
word-answer-no = nee
word-answer-yes = ja

word-impact-unknown = nog niet gekend
word-impact-none = geen
word-impact-negative = negatief

word-capacity-unknown = nog niet gekend
word-capacity-one-team = één team
word-capacity-several-teams = meerdere teams
word-capacity-beyond = overstijgt de normale werking

word-malicious-unknown = nog niet gekend
word-malicious-no = nee
word-malicious-suspected = vermoed
word-malicious-yes = ja

word-other-unknown = nog niet gekend
word-other-no = nee
word-other-vooralarm = ja (genoeg voor vooralarm)
word-other-alarm = ja (genoeg voor alarm)

word-request-inform = ter informatie
word-request-support = ondersteuning
word-request-takeover = overname van de coördinatie

word-reply-ack = gezien en opgenomen
word-reply-vooralarm = vooralarm
word-reply-alarm = alarm
word-reply-decline = afgewezen

word-link-same = dezelfde gebeurtenis
word-link-beside = gebeurtenis naast deze
word-link-beside-crisis = crisis naast deze
word-link-related = verwant

word-log-note = notitie
word-log-fact = feit
word-log-judgement = oordeel
word-log-decision = besluit
word-log-question = vraag

word-coming-coming = komt
word-coming-online = volgt online
word-coming-unable = kan niet

word-mode-one = het eerste antwoord volstaat
word-mode-each = iedereen antwoordt voor zich

word-why-l2 = kwaad opzet is altijd een crisis
word-why-l4a = overstijgt de normale werking
word-why-l4b = negatieve impact, gevaar of meerdere teams
word-why-l4b-unknown = negatieve impact mogelijk, nog niet gekend
word-why-l4c = geen negatieve impact, hoogstens één team
word-why-l4c-source = zo ingesteld voor deze bron, nog door niemand nagekeken

word-speaks-entity = de entiteit
word-speaks-communication = crisiscommunicatie met het CMT
word-speaks-ccvo = CCVO over de entiteiten heen, elk team in zijn entiteit

word-open-phase = de fase van het CCVO
word-open-cmt = een actief CMT
word-open-call = het telefoontje naar het CCVO
word-open-request = een vraag aan het CCVO zonder antwoord
word-open-ping = een oproep aan het CCVO
word-open-page = een oproep die loopt
word-open-clock = een tijdskritiek proces dat niet hersteld is

role-chair = voorzitter
role-logger = logboekhouder
role-liaison = liaison
role-communication = communicatie
role-follower = volger
