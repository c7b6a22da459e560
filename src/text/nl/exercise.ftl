# Oefeningen naast wat echt is.

drill-entry = { $exercise ->
    [yes] { $entry }
   *[no] { exercise } · { $entry }
}
drill-mail-shown = mail niet verstuurd: voor oefeningen is geen adres ingesteld
