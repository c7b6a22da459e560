# The record as the factual part of an evaluation report: who was called when and answered, decisions, tasks, roles.

page-measured = How long something took is in hours, minutes and seconds, from when it was asked or began until somebody said what answered it. Lines refer to the timeline.
page-exercise = Exercise
page-exercise-yes = yes, none of this was real
page-level-reached = Highest level
page-phase-reached = Highest phase of the CCVO
page-period = { $level } · CCVO: { $phase } · from { $at }

page-firsts = Time to first answer
page-firsts-report = Report, until somebody other than its reporter did something
page-start = From
page-first-answer = First answer
page-took = Took

page-called-first = First called
page-times-called = Times
page-answered = Answered
page-chase-began = began at { $at }
page-chase-first = first answer by { $who } at { $at }, after { $took }
page-chase-answered = ended by an answer at { $at }
page-chase-called-off = called off at { $at }
page-chase-open = still going on

page-recheck = To be looked at again
page-outcome = Outcome
page-recheck-waits = not looked at yet
page-recheck-lapsed = not looked at: the record had ended
page-recheck-asked = asked at { $at }, no new decision
page-recheck-next = asked at { $at }, then the decision on line { $line }

page-made = Made
page-owner = For
page-task-open = open

page-held = From
page-until = Until
page-how = How
page-role-taken = taken
page-role-from = taken over from { $who }
page-role-assigned = given by { $who }
page-role-silence = taken after silence of its holder
page-handovers = Roles offered and asked for
page-from-whom = By
page-to-whom = To
page-role-offered = offered
page-role-asked = asked for
page-role-accepted = accepted
page-role-declined = not accepted
page-role-kept = the holder stays
page-role-lapsed = lapsed: the role went to another

page-open-then = What was open at the end
page-open-takeover = role { $role }, asked for by { $person }
page-open-public = text { $number } for the public, not released
page-open-recheck = line { $line } of the log, to be looked at again at { $at }
page-open-likened = the question whether this is the same event as { $other }
