# Calling until somebody answers.

without-answer = Now: without an answer { $people } { $people-count ->
    [one] is
   *[other] are
} called { $due }.
called-off = Your call is off, no action needed any more: no recommendation waits for an answer.

head-with-rule = { $incident } · { $rule }: recommendation for { $phase } · { $text }
recommended = Recommendation for { $phase } · { $rule }: { $text }
also-recommended = Also: { $rules }
joins-ping = Now: this rule joins the call that is already running.
phase-covers = Now: the CCVO is already in { $phase }; I call nobody for this.
rule-no-longer-met = { $incident } · { $rule } no longer holds · { $text }
phase-stays = Now: the phase stays { $phase } until the CCVO decides otherwise.

call-now = You: call the CCVO now on { $phone } { $exercise ->
    [yes] (exercise: do not really call)
   *[no] (not the emergency number 112)
}.
then-type = Then type: { $command }
call-not-confirmed = Notification by telephone ({ $phone }) not confirmed yet.
ccvo-also-written = { $people } gets a call in the chat and the CCVO a mail too; they do not replace your telephone call.
ccvo-is-called = Now: I call the CCVO until it answers. You read the answer here.
ccvo-silent = The CCVO has not answered in the chat yet. You: call { $phone } now { $exercise ->
    [yes] (exercise: do not really call)
   *[no] (not the emergency number 112)
}.
no-medical-details = Put no names or medical details here; pass them on by telephone.

request-mail = Request to the CCVO: { $request } · at { $at }
request-of = Request to the CCVO: { $request } · by { $by } at { $at }
request-answered = { $incident } · request to the CCVO ({ $request }): { $reply }, by { $by }
in-their-words = “{ $text }”
entity-wanted = Nobody has been called: the entity is not known yet. You: choose the entity.
call-too-early = Not done: { $at } lies long before { $incident } was reported ({ $opened_at }). You: put the right time after at:, or leave it out.
