# Erasing what is not there (any more).

redacted-before = Not done: in { $incident } the text of log line { $seq } was erased already by { $by }, { $at }.
redact-no-line = Not done: { $incident } has no log line { $seq }. The last one is { $last }.

erased-person = Erased: what { $person } wrote. Log lines: { $lines }, records: { $records }. Who did what and when stays in the log.
erase-person-nothing = Of { $person } there is nothing (left) to erase.
erase-person-unknown = I do not know { $person }: not in the configuration and not in the log. Nothing was erased.
erase-person-reason = personal data erased on request
