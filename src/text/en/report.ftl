# Reporting.

report-recorded = { $incident } · recorded at { $at } · { $title } ({ $entity })
call-danger-first = Fire or danger to life? Call 112 first.
or-type = Or type: { $command }
