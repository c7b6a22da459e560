# Levels: issue, incident, crisis (L1, L2, L4).

level-provisional = Provisional: { $level } ({ $rule }: { $why })
level-with-proposal = Level: { $level } · proposed: { $proposed } ({ $rule }: { $why })
level-by-rule = Level: { $level } ({ $rule }: { $why })
level-stands = Level: { $level }
level-raised = { $incident } · escalated from { $from } to { $to }
level-lowered = { $incident } · deescalated from { $from } to { $to }
level-confirmed = { $incident } · level confirmed: { $level }, no longer provisional

escalate-to-which = { $incident } is at { $level }. You: to incident or to crisis? Crisis activates the CMT and calls it.
escalate-to-crisis = { $incident } is at { $level }. Escalating to crisis means: the CMT ({ $place }) is activated and called.
escalate-only-raises = Not done: { $incident } is at { $level }. A lower level is deescalating.
deescalate-only-lowers = Not done: { $incident } is at { $level }. Deescalating goes to a lower level only.
already-crisis = { $incident } is already at crisis, the highest level.
already-issue = { $incident } is already at issue, the lowest level.
malicious-stands = Not done: with malicious intent { $incident } stays a crisis (L2). The chair or a deputy can withdraw that fact, with a reason.
sure-deescalate = Sure? { $incident } goes from { $from } to { $to }.
sure-until = You: confirm before { $due-at }. After that the question lapses and nothing changes.

level-by-facts = { $incident } · level from { $from } to { $to } ({ $rule }: { $why })
level-by-person = { $incident } · level from { $from } to { $to }
lower-proposed = { $incident } · the facts point to { $proposed } now. The level stays { $level } until somebody deescalates.
proposal-means = You: is this a crisis? Then the CMT ({ $place }) is activated and called.
malicious-suspected = Malicious intent is suspected. You: is there malicious intent? If yes, it is a crisis at once (L2).