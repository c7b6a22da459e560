# The CCVO: phases, requests, and the telephone call (K1–K8, T2, T3).

opened-by-ccvo = { $incident } · vooralarm, opened by the CCVO · { $title } (reporting point: { $place })
acknowledged = { $incident } · noted: the CCVO follows this.
declined-ping = { $incident } · seen by the CCVO, the phase stays as it is · reason: { $reason }
decline-why = { $incident } · nothing decided yet. You: why no vooralarm? The reporting point reads your reason.
nothing-to-acknowledge = Not done: nothing in { $incident } waits for the CCVO. You: if you follow it all the same, choose vooralarm.
nothing-to-decline = Not done: nothing in { $incident } waits for the CCVO.
already-in-phase = Not done: { $incident } is already in { $phase }.
sure-alarm = Sure? Alarm in { $incident }: the CCVO takes the lead of the coordination · { $title }
alarm-taken = { $incident } · alarm: the CCVO leads the coordination.
sure-end = Sure? The CCVO ends the { $phase } in { $incident }.
phase-ended = { $incident } · the CCVO ended its phase. Who leads and who speaks is as it was before.
no-phase-to-end = Not done: no vooralarm or alarm is running in { $incident } ({ $phase }).

request-sent = { $incident } · request to the CCVO noted: { $request }. Now: I call its officers until one answers.
call-is-confirmed = { $incident } · CCVO notified by telephone at { $at } · answered by { $answered_by }
call-still-open = { $incident } · the telephone call is not confirmed yet. You: call the CCVO now on { $phone } { $exercise ->
    [yes] (exercise: do not really call)
   *[no] (not the emergency number 112)
}.
call-the-ccvo-off = You: the CCVO was notified by telephone; call it off on { $phone } { $exercise ->
    [yes] (exercise: do not really call)
   *[no] (not the emergency number 112)
}.

now-vooralarm = { $incident } · vooralarm: the CCVO follows this ({ $by }) · { $title }
still-vooralarm = { $incident } · the CCVO saw this and stays in vooralarm ({ $by }) · { $title }
back-to-vooralarm = { $incident } · from alarm back to vooralarm ({ $by }) · { $title }
now-alarm = { $incident } · alarm: the CCVO takes the lead of the coordination ({ $by }) · { $title }
still-alarm = { $incident } · the CCVO saw this and stays in alarm ({ $by }) · { $title }
now-ended = { $incident } · the CCVO ends its phase ({ $by }) · { $title }
ccvo-declined = { $incident } · seen by the CCVO ({ $by }), the phase stays as it is · reason: { $reason }
decisions-stay = The decisions stay with the reporting point.
notified = { $incident } · CCVO notified by telephone at { $at } by { $by } · answered by { $answered_by }

word-ccvo-mail = mail to the CCVO
ccvo-mail-refused = The mail to the CCVO did not go. You: tell it what it must know at { $phone } { $exercise ->
    [yes] (exercise: do not really call)
   *[no] (not the emergency number 112)
}.
entry-ccvo-mail-taken = mail to the CCVO taken by the mail server
entry-ccvo-mail-failed = mail to the CCVO failed
