# The log: what happened, in the past tense, with who, which rule and why. The time stands before it.
# A line of the log is a row of clauses; only the first must be able to stand alone.

## With every event
entry-late = received late, said at { $said }
entry-reason = reason: { $reason }
entry-text = note: { $text }
entry-rule = rule { $rule }
entry-rules = on rules: { $rules }

## The organisation
entry-configured = Configuration loaded, SHA-256 { $hash }
entry-numbered = Number { $incident } given

## Report
entry-recorded = { $actor } reported: { $title }
entry-description = description: { $text }
entry-meldpunt = reporting point: { $entity }
entry-meldpunt-unknown = reporting point not known yet
entry-room = in { $room }
entry-exercise = an exercise
entry-unverified = reporter not known, confirmed by nobody yet (T9)
entry-since = going on since { $since }
entry-appended = { $actor } added to the report: { $title }
entry-verified = { $actor } confirmed the report of an unknown person (T9)
entry-asked = The reporter was asked: { $question }
entry-asked-enough = The reporter was asked nothing more
entry-located = { $actor } named { $entity } as the reporting point
word-question-entity = entity
word-question-health = danger to health
word-question-capacity = capacity
word-question-malicious = malicious intent
word-question-impact = negative impact
word-question-reputation = reputation of the Flemish government
word-question-nbc = nuclear, biological or chemical risk
word-question-societal = societal crisis
word-question-other = other dangers

## Facts
entry-stated = { $actor } stated
entry-claimed = { $actor } claimed, counts only once confirmed (T9)
entry-moved = { $actor } corrected: the facts of { $from } are about { $to }
entry-about = at { $entity }
entry-impact = negative impact: { $value }
entry-capacity = capacity: { $value }
entry-health = danger to health: { $value }
entry-building = building: { $building }
entry-building-unknown = building: not known
entry-process-down = { $process } down since { $since }, to be restored by { $due }
entry-process-restored = { $process } restored
entry-malicious = malicious intent: { $value }
entry-reputation = danger to the reputation of the Flemish government: { $value }
entry-nbc = nuclear, biological or chemical risk: { $value }
entry-societal = societal crisis: { $value }
entry-other = other dangers: { $value }

## Level
entry-level-first = Level at the report: { $to }
entry-level-set = { $actor } changed the level from { $from } to { $to }
entry-level-by-rule = Level changed by the facts from { $from } to { $to }
entry-level-kept = { $actor } kept the level at { $to }
entry-provisional = provisional
entry-level-proposed = Level proposed: { $level }
entry-level-not-proposed = No other level was proposed any more
entry-level-settled = { $actor } confirmed the level

## Recommendations
entry-rule-met = Rule { $rule } met, recommendation for { $phase }: { $text }
entry-rule-withdrawn = Rule { $rule } no longer met

## Calls
entry-chase-first-responders = Call to the first responders of the reporting point (C4)
entry-chase-ping = Call to the CCVO (T2)
entry-chase-call = Notification of the CCVO by telephone (K4)
entry-chase-request = Request { $number } to the CCVO (K2)
entry-chase-cmt = Call to the CMT of { $entity } (C2)
entry-chase-placing = Question which entity it is about
entry-chase-proposal = Question whether it is a crisis (L4a)
entry-chase-suspicion = Question whether there is malicious intent (L2)
entry-chase-activation = Question to activate the CMT of { $entity } (C2)
entry-chase-opened = begun
entry-chase-called = call { $number }: { $people }
entry-chase-round = call { $number }, everybody: { $people }
entry-chase-next = without an answer the next at { $next }: { $people }
entry-chase-answered = answered by { $actor }
entry-chase-called-off = stopped without an answer

## CCVO
entry-phase = { $actor } moved the CCVO from { $from } to { $to }
entry-declined = { $actor } saw the recommendation for the CCVO and did not follow it; the phase stayed
entry-requested = { $actor } made a request to the CCVO: { $kind }
entry-request-answered = { $actor } answered request { $number } for the CCVO: { $answer }
entry-call-opened = The CCVO had to be notified by telephone on { $phone } (K4)
entry-call-confirmed = { $actor } confirmed that the CCVO was notified: { $caller } called at { $at }, answered by { $answered } (K4)

## CMT
entry-cmt-activated = { $actor } activated the CMT of { $entity }: { $people }
entry-room-reopened = again in { $room }
entry-cmt-answered = { $person } answered for the CMT of { $entity }: { $answer }
entry-cmt-stood-down = { $actor } stood the CMT of { $entity } down; the crisis room closes at { $archive }
entry-room-archived = The crisis room of { $entity } was closed

## Log
entry-written = { $actor } noted ({ $kind }): { $text }
entry-source-edited = { $actor } edited the message of { $at }; it now says: { $text }
entry-source-deleted = { $actor } deleted the message of { $at } in the chat
entry-redacted = { $actor } erased the text of line { $number } of the log
entry-erased = erased by { $actor } at { $at }

## Tasks, roles, situation updates
entry-task-added = { $actor } made task { $task }: { $text }
entry-owner = for { $person }
entry-due = by { $due }
entry-task-assigned = { $actor } gave task { $task } to { $person }
entry-task-done = { $actor } reported task { $task } done
entry-task-reminded = Task { $task } was reminded of
entry-again = next at { $next }
entry-role-taken = { $actor } gave the role { $role } to { $person }
entry-role-before = before with { $person }
entry-role-offered = { $actor } offered the role { $role } to { $person }
entry-updated = { $actor } gave a situation update: { $text }
entry-update-asked = A situation update was asked for

## Records
entry-linked = { $actor } linked to { $other }: { $kind }
entry-compared = Asked whether this is the same event as { $other } (T7)
entry-recovery-warned = Recovery time of { $process } at { $entity } runs out at { $due } (T6)
entry-recovery-ran-out = Recovery time of { $process } at { $entity } ran out at { $due } (T6)
entry-status = { $actor } changed the record from { $from } to { $to }

## Sure?
entry-sure-alarm = { $actor } asked for alarm; confirmation asked until { $until }
entry-sure-end = { $actor } asked for the end of the action of the CCVO; confirmation asked until { $until }
entry-sure-standdown = { $actor } asked to stand the CMT of { $entity } down; confirmation asked until { $until }
entry-sure-deescalate = { $actor } asked to deescalate to { $to }; confirmation asked until { $until }
entry-likened = Reporter asked whether this is the same event as { $other }; waits until { $until }
entry-undone = { $actor } undid { $what } of { $at }
