# Paging a person or a team until they answer.

paged-sent = { $incident } · page { $number } to { $who } ({ $mode }).
paged-is-called = Now: I am calling { $people } in { $room }, and go on until there is an answer.
paged-without = Not called, for they have no chat and no channel of their own in the configuration: { $people }.
paged-stop-by = Call it off: { $command }
paged-for = Page { $number } by { $by }: “{ $text }”
paged-one = You: do you take this up? The first answer stops the page for everybody.
paged-each = You: are you coming? Everybody answers for themselves.
paged-taken = { $incident } · page { $number }: { $person } takes this up. Nobody else has to answer.
paged-taken-before = { $incident } · page { $number } was taken up by { $person }. There is nothing left for you to do.
paged-answer = { $incident } · page { $number }: { $person } { $answer }
paged-call-deputy = Now: I am calling { $person }.
paged-no-deputy = There is nobody left in the team to call instead.
paged-complete = Everybody has answered.
paged-nobody-can = { $incident } · page { $number }: nobody of { $who } can. You: telephone yourself.
paged-silent = { $incident } · page { $number }: no answer yet. I go on calling. You: telephone yourself.
paged-is-stopped = { $incident } · page { $number } is called off.
paged-stopped-for-all = { $incident } · page { $number } is called off by { $by }, no action needed any more.
paged-nobody = Not done: nobody was called in { $incident }. { $who } has no chat, mail or telephone in the configuration.
paged-call-entity = You: call the permanence of { $entity } on { $phone }.
paged-call-ccvo = You reach the CCVO on { $phone } { $exercise ->
    [yes] (exercise: do not really call)
   *[no] (not the emergency number 112)
}.
paged-not-open = Not done: page { $number } of { $incident } does not run any more.
paged-none-open = Not done: no page runs in { $incident }.
paged-not-yours = Not done: page { $number } of { $incident } is not for you.
paged-listed = Page { $number } to { $who } ({ $mode }) by { $by } · called: { $called }

entry-chase-page = Page { $number }
entry-page-opened = { $actor } made page { $number } to { $who } ({ $mode })
entry-page-answered = { $person } answered page { $number }: { $answer }
entry-page-deputy = { $person } is called instead
entry-page-stopped = { $actor } called page { $number } off
