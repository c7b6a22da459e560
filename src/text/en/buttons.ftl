# Buttons: what stands on them is what happens. The affirmative one first.

button-yes = Yes
button-no = No
button-dont-know = I do not know
button-more = More questions
button-entity = { $about }
button-one-team = One team
button-several-teams = Several teams
button-beyond = Beyond normal operation
button-suspected = Suspected
button-other-vooralarm = Yes, enough for vooralarm
button-other-alarm = Yes, enough for alarm

button-yes-incident = Yes, incident
button-yes-crisis = Yes, crisis
button-no-stays = No, stays { $about }
button-deescalate = Deescalate
button-confirm-doubt = Yes, do it
button-still-needed = Yes, still wanted
button-yes-sure = Yes, sure
button-reopen = Open again

button-decline-entity = The entity can handle it alone
button-decline-no-danger = There is no danger any more
button-decline-known = Already known in another record

button-take-up = I take this up
button-confirm-level = Confirm { $about }
button-confirm-facts = Yes, this is right ({ $about })
button-deescalate-to = Deescalate to { $about }
button-yes-malicious = Yes, malicious intent
button-no-malicious = No malicious intent

button-vooralarm = Vooralarm: we follow
button-alarm = Alarm: we take the coordination
button-stay-vooralarm = Seen: we stay in vooralarm
button-decline-alarm = Seen, no alarm
button-decline = Seen, no vooralarm
button-request-ack = Yes, we take this up
button-request-decline = No, with a reason

button-yes-activate = Yes, activate the CMT
button-no-activate = No, not now
button-activate = Activate the CMT
button-coming = I am coming
button-online = I follow online
button-unable = I cannot
button-take-page = I take this up
button-page-stop = Call the page off

button-yes-same = Yes, same event
button-no-beside = No, something else
button-restored = Yes, restored
button-task-done = Done
button-accept-role = Yes, I take the role
button-choose-entity = Choose the entity
button-decline-role = No, I cannot
button-take-over-role = Yes, take over
button-keep-role = No, I keep the role
button-offer-off = Call the offer off
button-same = Yes, same
button-undo = Undo
button-instead = This then
