# The record as a page, and what verify and replay say.

page-times = All times are those of Brussels.
page-nothing = Nothing.
page-unknown = not known yet
page-at = Time
page-line = Line
page-who = Who
page-what = What
page-text = Text

page-summary = In short
page-status = Status
page-reported = Reported
page-unverified = reporter not known, confirmed by nobody
page-since = Going on since
page-meldpunt = Reporting point
page-entities = Affected entities
page-level = Level
page-phase = CCVO
page-lead = Lead
page-speaker = Communication
page-next-update = Next situation update
page-closed = Closed
page-provisional = { $level }, provisional
page-proposed = proposed: { $level } (rule { $rule })
page-lead-ccvo = CCVO: coordination across entities
page-lead-cmt = CMT of { $entity }
page-lead-own = CMT of { $entity } in its own entity
page-lead-team = reporting team of { $entity }
page-lead-team-unknown = reporting team, entity not known yet
page-speaker-ccvo = CCVO across entities, each entity within its own
page-speaker-communication = crisis communication of { $entity } with its CMT
page-speaker-entity = { $entity }
page-speaker-unknown = reporting team, entity not known yet

page-history = Level, phase and lead over time

page-facts = Facts
page-process = { $process }: down since { $since }, to be restored by { $due }, restored: { $restored }
page-claims = Claimed, not confirmed (T9)
page-recommendations = Recommendations
page-rule = Rule
page-advice = For
page-sentence = Sentence
page-met = Met
page-withdrawn = No longer met
page-acknowledged = Acknowledged by the CCVO

page-telephone = Notification of the CCVO by telephone (K4)
page-due = Due
page-called = Called
page-caller = By
page-picked-up = Answered by
page-requests = Requests to the CCVO (K2)
page-answer = Answer
page-calls = Who was called, and who answered

page-cmts = CMT
page-cmt-active = active
page-cmt-stood-down = stood down
page-unanswered = no answer
page-roles = Roles
page-role = Role
page-decisions = Decisions
page-said = Said
page-tasks = Tasks
page-task = Task
page-done = Done
page-links = Linked records

page-open = What is still open
page-open-phase = CCVO: { $phase }
page-open-cmt = CMT of { $entity } is active
page-open-process = { $process } is down, to be restored by { $due }
page-open-chase = { $what }: going on since { $since }, { $calls ->
    [one] one call
   *[other] { $calls } calls
}
page-open-call = the CCVO has not been notified by telephone yet
page-open-request = request to the CCVO by { $by }: { $kind }
page-open-claims = { $count ->
    [one] one claimed fact waits to be confirmed
   *[other] { $count } claimed facts wait to be confirmed
}
page-open-offer = role { $role }, offered to { $person }
page-open-task = task { $task }: { $text }

page-timeline = Timeline
page-chain = Chain
page-first = First line
page-last = Last line

verify-fine = Fine: { $events } events in { $streams ->
    [one] one stream
   *[other] { $streams } streams
}, as they were recorded.
verify-findings = Not fine: { $count ->
    [one] one finding
   *[other] { $count } findings
} in { $events } events.
verify-changed = Position { $pos }: changed after it was recorded.
verify-missing = Position { $pos }: missing.
verify-missing-range = Positions { $pos } to { $to }: missing.
verify-skipped = Position { $pos }: before it line { $version } of { $stream } is missing.
verify-reordered = Position { $pos }: does not stand in the place in which it was recorded.
verify-text-changed = Position { $pos }: the free text is not what was said.
verify-text-missing = Position { $pos }: the free text is gone without having been erased.
verify-cut = Position { $pos }: the chain ends at { $last } already; its end is missing.
verify-other = Position { $pos }: the chain is another than that of the checkpoint.
verify-more = And { $count } more.
verify-erased = { $count ->
    [one] One free text was erased
   *[other] { $count } free texts were erased
}; without a line in a log that says so: { $unsaid }. The chain holds without it.
verify-checkpoint = The checkpoint at position { $pos } holds.
verify-head = Checkpoint to be kept elsewhere: { $checkpoint }

replay-record = { $incident }: { $count ->
    [one] one event
   *[other] { $count } events
}, { $status }, { $level }
replay-fine = Fine: { $events } events gone through again, { $records ->
    [one] one record
   *[other] { $records } records
}.
replay-problems = Not fine: { $count ->
    [one] one problem
   *[other] { $count } problems
} in { $events } events.
replay-unread = Position { $pos }: cannot be read ({ $reason }).
replay-unfolded = Position { $pos }: does not fit on what goes before it in { $stream }.
replay-differs = { $incident }: comes out otherwise than in the other run.
replay-organisation-differs = The numbering, the unknown reporters or the configuration come out otherwise than in the other run.
