# Erasing what is not there (any more).

redacted-before = Not done: in { $incident } the text of log line { $seq } was erased already by { $by }, { $at }.
redact-no-line = Not done: { $incident } has no log line { $seq }. The last one is { $last }.
