# Opnieuw bekijken wat beslist is.

recheck-at = Nu: ik vraag { $due } of dit nog klopt.
recheck-not = Het dossier is niet open: ik vraag later niet of dit nog klopt.
recheck-due = { $incident } · logboek { $seq } ({ $log }) van { $by }, { $at }: { $text }
recheck-question = Jij: klopt dit nog? Noteer wat er nu geldt: { $command }
entry-recheck-set = Regel { $number } wordt opnieuw bekeken om { $at }
entry-rechecked = Aan { $actor } gevraagd of regel { $number } nog klopt: { $text }
