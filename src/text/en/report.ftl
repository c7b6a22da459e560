# Reporting: first what was recorded, then the level, then one question at a time.

report-recorded = { $incident } · recorded at { $at } · { $title } ({ $site })
report-recorded-unverified = { $incident } · recorded at { $at }, still to be confirmed (your account is not known) · { $title } ({ $site })
report-appended = { $incident } · your report was added: { $text }
appended-why = No new number: an account that I do not know gets at most { $count } in 10 minutes. Your text is kept.
call-danger-first = { $exercise ->
    [yes] Real fire or real danger to life? Call 112 first.
   *[no] Fire or danger to life? Call 112 first.
}
responders-called = Now: { $people } { $people-count ->
    [one] is
   *[other] are
} being called. Without an answer { $next } { $next-count ->
    [one] follows
   *[other] follow
} { $due }.
responders-called-only = Now: { $people } { $people-count ->
    [one] is
   *[other] are
} being called.
responders-know = Now: people were called for { $other } already. If nobody says whether this is the same, I call for this too { $due }.
claims-wait = Now: your facts count once somebody of the entity ({ $place }) or the CCVO confirms them.

head = { $incident } · { $title } ({ $site })
or-type = Or type: { $command }

ask-entity = You: which entity is it about?
ask-health = You: is the health of personnel still in danger now ({ $place })?
ask-capacity = You: who is needed? One team, several teams, or is it beyond normal operation?
ask-malicious = You: is there malicious intent?
ask-impact = You: is there a negative impact on the service ({ $place })?
ask-reputation = You: is there a danger to the reputation of the Flemish government as a whole?
ask-nbc = You: is there a nuclear, biological or chemical risk (NBC)?
ask-societal = You: is this a societal crisis?
ask-other = You: is there another danger to the functioning of the Flemish government, enough for vooralarm or alarm?
more-questions = You: answer more questions? Type: { $command }
nothing-to-ask = I have no questions left. If anything changes, say so at once.

reported-elsewhere = { $incident } · reported at { $at } by { $by } in { $room } · { $title } ({ $site })
reported-by = Reported at { $at } by { $person } · telephone: { $phone }
reported-by-outsider = Reported at { $at } by { $by }, an account that I do not know: still to be confirmed.
assembly-point = { $incident } · assembly point of { $building }: { $point }
assembly-instruction = Instruction: { $instruction }
