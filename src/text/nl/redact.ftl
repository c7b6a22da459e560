# Wissen wat niet (meer) te wissen valt.

redacted-before = Niet uitgevoerd: in { $incident } is de tekst van logboekregel { $seq } al gewist door { $by }, { $at }.
redact-no-line = Niet uitgevoerd: { $incident } heeft geen logboekregel { $seq }. De laatste is { $last }.

erased-person = Gewist: wat { $person } schreef. Logboekregels: { $lines }, dossiers: { $records }. Wie wat deed en wanneer blijft in het logboek.
erase-person-nothing = Van { $person } is er niets (meer) te wissen.
erase-person-unknown = { $person } ken ik niet: niet in de configuratie en niet in het logboek. Er is niets gewist.
erase-person-reason = persoonsgegevens gewist op vraag
