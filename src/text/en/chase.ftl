# Calling until somebody answers.

first-responder-called = Now: { $person } gets your report.
next-call = Without an answer I call { $people } { $due }.
