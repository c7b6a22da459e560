# Oproepen tot iemand antwoordt.

first-responder-called = Nu: { $person } krijgt je melding.
next-call = Zonder antwoord: { $due } roep ik { $people } op.
