# Facts: what was noted, for which entity, and what cannot be done.

facts-noted = { $incident } · noted ({ $place }): { $facts }
facts-moved = { $incident } · corrected: the facts of { $from } now stand with { $place }
located-at = { $incident } · reporting point: { $place }
entity-corrected = { $incident } · corrected: it is about { $to }, not about { $from } · { $title }
nothing-of-entity = Not done: nothing in { $incident } is about { $entity }.
process-not-down = Not done: { $process } is not recorded as down in { $incident }.
malicious-needs-reason = Not done: withdrawing malicious intent in { $incident } needs a reason (L2).

fact-none = nothing new
fact-impact = impact: { $value }
fact-capacity = capacity: { $value }
fact-health = danger to health: { $value }
fact-building = building: { $value }
fact-process-down = down since { $since }: { $value }, to be restored by { $due }
fact-process-restored = restored: { $value }
fact-malicious = malicious intent: { $value }
fact-reputation = reputational damage: { $value }
fact-nbc = NBC risk: { $value }
fact-societal = societal crisis: { $value }
fact-other = other danger: { $value }

not-confirmed-yet = Still to be confirmed, does not count yet ({ $place }): { $facts }
follow-facts = { $incident } · noted by { $by } ({ $place }): { $facts }