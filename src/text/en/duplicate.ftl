# Ten reports of one event.

looks-like = { $incident } · Looks like { $other } ({ $title }). The same event?
looks-like-known = { $incident } ({ $title }) looks like { $other }; the reporter is asked whether it is the same event.
further-report = { $other } ({ $title }) is a further report of { $incident }. Everything goes on in { $incident }.
split-again = { $incident } ({ $title }) stands apart from { $other } again. What it said stays known there until somebody changes it.
