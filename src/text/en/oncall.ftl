# Who is on duty, now and next.

oncall-now = { $whose }: now { $person } · telephone: { $phone }
oncall-nobody = { $whose }: nobody is on duty now. Whoever is on the list is still called.
oncall-next = Next { $person }, { $due }.
oncall-gap = Next nobody, { $due }.
oncall-gap-later = Note: from { $from } to { $until } nobody is on duty.
oncall-ends-later = Note: from { $from } on nobody is on duty.
oncall-stays = Nothing changes after that.
oncall-order = { $team }: no rota; in this order: { $people }
oncall-nothing = There is no duty rota in the configuration.

rota-gap = Duty rota { $whose }: from { $from } to { $until } nobody is on duty.
rota-ends = Duty rota { $whose }: from { $from } on nobody is on duty.
rota-gaps-more = { $count ->
    [one] And one other time.
   *[other] And { $count } other times.
}
rota-gap-meanwhile = Now: whoever is on the list is still called then.
rota-gap-do = You: agree who is on duty then, and have it put into the rota.
entry-rota-filled = somebody is on duty again in the rota { $whose } from { $from }
entry-rota-gap = told that nobody is on duty in the rota { $whose } from { $from }

calendar-kept = The calendar of the duty rota { $rota } cannot be used: { $problem }. The last one stays; I try again.
calendar-unknown = The calendar of the duty rota { $rota } cannot be used: { $problem }. Whoever is on the list is called; I try again.
calendar-works = The calendar of the duty rota { $rota } can be used again.

oncall-no-rota = Not done: there is no duty rota for that in the configuration.
oncall-which = Not done: there are several duty rotas. Say which:
stands-in = Duty rota { $whose }: { $person } stands in from { $from } to { $until } ({ $by }).
stands-in-then = Now: whoever stands in is called first in that time. If this is wrong, put somebody else in: the last word counts.
stands-in-backwards = Not done: the end, { $until }, is not after the beginning, { $from }.
stands-in-unreachable = Not done: { $person } has no account, mail or telephone and cannot be called.
stands-in-outsider = Not done: { $person } is not in the team { $whose } and could not answer a call. Choose somebody of that team.
entry-stands-in = { $actor } put { $person } into the duty rota { $whose } as a stand-in, from { $from } to { $until }
