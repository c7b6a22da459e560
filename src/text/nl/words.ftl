# De gesloten woordenlijst: één sleutel per keuzewoord, in de taal van de doctrine.

exercise = OEFENING
erased = gewist
empty = (leeg)
nobody = niemand
phone-unknown = nummer niet gekend

word-bot = noodklok

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
word-other-vooralarm = ja, genoeg voor vooralarm
word-other-alarm = ja, genoeg voor alarm

word-request-inform = ter informatie
word-request-support = ondersteuning
word-request-takeover = overname van de coördinatie

word-reply-ack = gezien en opgenomen
word-reply-vooralarm = vooralarm
word-reply-alarm = alarm
word-reply-decline = afgewezen

word-link-same = dezelfde gebeurtenis
word-link-beside = crisis naast deze
word-link-related = verwant

word-log-note = notitie
word-log-fact = feit
word-log-judgement = oordeel
word-log-decision = besluit
word-log-question = vraag

word-coming-coming = komt
word-coming-online = volgt online
word-coming-unable = kan niet

role-chair = voorzitter
role-logger = logboekhouder
role-liaison = liaison
role-communication = communicatie
