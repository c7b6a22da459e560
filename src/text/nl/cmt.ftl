# Het CMT: activeren, antwoorden, stopzetten (C1–C3).

cmt-is-active = { $incident } · CMT { $entity } geactiveerd. Nu: ik open { $room } en roep elk lid op.
cmt-already-active = { $incident } · het CMT van { $entity } is al actief, in { $room }.
no-cmt = Niet uitgevoerd: { $entity } heeft geen CMT in de configuratie ({ $incident }).
cmt-not-active = Niet uitgevoerd: het CMT van { $entity } is niet actief in { $incident }.
activation-refused = { $incident } · genoteerd: het CMT van { $entity } wordt nu niet geactiveerd.
sure-standdown = Zeker? Het CMT van { $entity } stopt in { $incident }.
cmt-stood = { $incident } · CMT { $entity } stopgezet. De crisiskamer blijft open tot { $archive_at }.
answer-noted = { $incident } · genoteerd: { $person } { $answer }.
responder-answered = { $incident } · { $person } volgt dit op. Nu: ik roep niemand meer op voor deze melding.
not-called = Niet uitgevoerd: ik ken je account niet, en in { $incident } wacht niets op jou.
nothing-waits = In { $incident } wacht nu niets op jouw antwoord.

activate-question = Jij: moet het CMT van { $entity } actief worden? Bij ja open ik de crisiskamer en roep ik elk lid op.
cmt-activated = { $incident } · CMT { $entity } geactiveerd, werkt in { $room }
cmt-called = Het CMT van { $entity } is actief. Jij: kom je?
member-answered = { $incident } · { $person } { $answer }
cmt-stood-down = { $incident } · CMT { $entity } stopgezet. De crisiskamer blijft open tot { $due-at }, daarna alleen nog te lezen.

cmt-of = CMT { $entity }, in { $room }:
who-answered = { $person }: { $answer }
who-is-silent = { $person }: nog geen antwoord · telefoon: { $phone }
no-cmt-active = Er is geen CMT actief.
