# Het logboek, taken, rollen en standen.

log-written = { $incident } · logboek { $seq } ({ $log }): { $text }
log-redacted = { $incident } · logboek { $seq } gewist door { $by }. De keten van het logboek blijft gaaf.
nothing-to-redact = Niet uitgevoerd: in { $incident } heeft logboekregel { $seq } geen tekst om te wissen.

task-is-added = { $incident } · taak { $task }: { $text } · wie: { $owner }
task-due = Klaar tegen { $due-at }. Nu: ik herinner eraan tot het klaar is.
when-done = Jij: is het klaar, typ dan { $command }
task-given = { $incident } · taak { $task } voor { $owner }: { $text }
task-is-done = { $incident } · taak { $task } klaar: { $text }
task-was-done = Niet uitgevoerd: taak { $task } van { $incident } was al klaar.
no-such-task = Niet uitgevoerd: { $incident } heeft geen taak { $task }.

role-is-taken = { $incident } · { $role }: { $holder }
role-is-offered = { $incident } · { $role } aangeboden aan { $to }. Je blijft { $role } tot { $to } aanvaardt.
role-not-yours = Niet uitgevoerd: jij bent geen { $role } in { $incident }; alleen wie de rol heeft kan ze overdragen.
role-held-already = Niet uitgevoerd: { $holder } is al { $role } in { $incident }.

update-given = { $incident } · stand: { $text }
next-update = Nu: ik vraag de volgende stand { $due }.

task-is-due = { $incident } · taak { $task } is nog niet klaar: { $text } · wie: { $owner }
task-list-open = { $task } · open: { $text } · wie: { $owner }
task-list-due = { $task } · open tegen { $due-at }: { $text } · wie: { $owner }
task-list-done = { $task } · klaar om { $at }: { $text } · wie: { $owner }
no-tasks = Nog geen taken.

role-offered-to = { $incident } · { $holder } biedt je de rol van { $role } aan, en blijft { $role } tot je aanvaardt.
role-held-by = { $role }: { $holder }
role-waits = { $role }: aangeboden aan { $to }, nog niet aanvaard
no-roles = Nog geen rollen verdeeld.

situation-update = { $incident } · { $title } · stand van { $by }: { $text }
update-wanted = { $incident } · tijd voor een nieuwe stand · { $title }
update-wanted-from = Jij{ $person-is ->
    [nobody] { "" }
   *[known] { " " }({ $person })
}: hoe staat het er nu voor, en wat is de volgende stap?
