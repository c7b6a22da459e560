# Alerts of other systems. What a system says counts only once somebody confirms it (T9).

alert-recorded = { $incident } · recorded at { $at }, reported by { $by } · { $title } ({ $site })
alert-now = { $by } reports now: { $text }
alert-again = { $incident } · { $by } reports it again · { $title }
alert-over = { $incident } · { $by } reports that it is over · { $title }
alert-over-next = You: see whether that is so. When everything is really over, type: { $command }
alerts-together = { $incident } · { $by } reports more than { $count } in 10 minutes. Those that follow get no number of their own and stand in the log of this record.
reported-by-source = Reported at { $at } by { $by }, a system: nobody has looked at it yet.
entry-alert = { $by } reported: { $text }
entry-alert-over = { $by } reported that it is over: { $text }
entry-alert-here = alerts of { $by } belong to this record
