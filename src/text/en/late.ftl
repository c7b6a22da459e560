# What comes in late, after an outage.

late-still-needed = Not done: said at { $said } while I was away; still wanted?
late-taken = Received late: said at { $said } while I was away.
