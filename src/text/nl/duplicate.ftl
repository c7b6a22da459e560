# Tien meldingen van één gebeurtenis.

looks-like = { $incident } · Lijkt op { $other } ({ $title }). Dezelfde gebeurtenis?
looks-like-known = { $incident } ({ $title }) lijkt op { $other }; de melder wordt gevraagd of het dezelfde gebeurtenis is.
further-report = { $other } ({ $title }) is een verdere melding van { $incident }. Alles loopt verder in { $incident }.
split-again = { $incident } ({ $title }) staat weer apart van { $other }. Wat erin stond, blijft daar gekend tot iemand het wijzigt.
