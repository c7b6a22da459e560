# What a person must still fill in, shown in a command as <…>.

hint-reason = reason
hint-who-answered = name of who answered

hint-what-happens = what happens
hint-task = what must be done
hint-update = how things stand now

phrase-decline-entity = the entity can handle it alone
phrase-decline-no-danger = there is no danger any more
phrase-decline-known = already known in another record