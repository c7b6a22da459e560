# Melden.

report-recorded = { $incident } · genoteerd om { $at } · { $title } ({ $entity })
call-danger-first = Brand of levensgevaar? Bel eerst 112.
or-type = Of typ: { $command }
