# Wissen wat niet (meer) te wissen valt.

redacted-before = Niet uitgevoerd: in { $incident } is de tekst van logboekregel { $seq } al gewist door { $by }, { $at }.
redact-no-line = Niet uitgevoerd: { $incident } heeft geen logboekregel { $seq }. De laatste is { $last }.
