# The closed vocabulary: one key for each choice word, in the doctrine's terms.

exercise = OEFENING (exercise)
erased = erased
empty = (empty)
phone-unknown = number not known

word-bot = noodklok
word-nobody = nobody
word-unknown-building = building not known yet
word-unknown-entity = entity not known yet

word-level-issue = issue
word-level-incident = incident
word-level-crisis = crisis

word-phase-none = no phase
word-phase-vooralarm = vooralarm
word-phase-alarm = alarm
word-phase-ended = ended

word-status-open = open
word-status-closed = closed
word-status-withdrawn = withdrawn
word-status-duplicate = duplicate

word-answer-unknown = not known yet
word-answer-no = no
word-answer-yes = yes

word-impact-unknown = not known yet
word-impact-none = none
word-impact-negative = negative

word-capacity-unknown = not known yet
word-capacity-one-team = one team
word-capacity-several-teams = several teams
word-capacity-beyond = beyond normal operation

word-malicious-unknown = not known yet
word-malicious-no = no
word-malicious-suspected = suspected
word-malicious-yes = yes

word-other-unknown = not known yet
word-other-no = no
word-other-vooralarm = yes (enough for vooralarm)
word-other-alarm = yes (enough for alarm)

word-request-inform = for information
word-request-support = support
word-request-takeover = takeover of the coordination

word-reply-ack = seen and taken up
word-reply-vooralarm = vooralarm
word-reply-alarm = alarm
word-reply-decline = declined

word-link-same = same event
word-link-beside = event beside this one
word-link-beside-crisis = crisis beside this one
word-link-related = related

word-log-note = note
word-log-fact = fact
word-log-judgement = judgement
word-log-decision = decision
word-log-question = question

word-coming-coming = is coming
word-coming-online = follows online
word-coming-unable = cannot

word-mode-one = the first answer is enough
word-mode-each = everybody answers for themselves

word-why-l2 = malicious intent is always a crisis
word-why-l4a = beyond normal operation
word-why-l4b = negative impact, danger or several teams
word-why-l4b-unknown = negative impact possible, not known yet
word-why-l4c = no negative impact, one team at most
word-why-l4c-source = as configured for this source, nobody has looked at it yet

word-speaks-entity = the entity
word-speaks-communication = crisis communication with the CMT
word-speaks-ccvo = CCVO across entities, each team within its own

word-open-phase = the phase of the CCVO
word-open-cmt = an active CMT
word-open-call = the telephone call to the CCVO
word-open-request = a request to the CCVO without an answer
word-open-ping = a call for the CCVO
word-open-page = a page that runs
word-open-clock = a time-critical process that is not restored

role-chair = chair
role-logger = log keeper
role-liaison = liaison
role-communication = communication
role-follower = follower
