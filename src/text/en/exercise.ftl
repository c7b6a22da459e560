# Exercises beside what is real.

drill-entry = { $exercise ->
    [yes] { $entry }
   *[no] { exercise } · { $entry }
}
drill-mail-shown = mail not sent: no address is configured for exercises
