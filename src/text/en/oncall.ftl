# Who is on duty, now and next.

oncall-now = { $whose }: now { $person } · telephone: { $phone }
oncall-nobody = { $whose }: nobody is on duty now. Whoever is on the list is still called.
oncall-next = Next { $person }, { $due }.
oncall-gap = Next nobody, { $due }.
oncall-stays = Nothing changes after that.
oncall-order = { $team }: no rota; in this order: { $people }
oncall-nothing = There is no duty rota in the configuration.
