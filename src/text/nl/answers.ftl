# Antwoorden buiten de chat.

answer-by-link = Antwoord op een pagina, zonder in te loggen: { $link }
answer-asked = Je wordt opgeroepen. Wat antwoord je?
answer-noted-outside = Genoteerd: { $answer }. Wie opgeroepen werd, ziet het in de chat.
answer-over = Deze oproep vraagt niets meer van je: er is al geantwoord, of ze is afgeroepen of voorbij.
answer-link-unknown = Deze link klopt niet of is verlopen. Er is niets gewijzigd. Antwoord in de chat.
answer-not-taken = Je antwoord is niet aanvaard. Waarom staat in { $room }.
answer-not-stored = Je antwoord is nog niet bewaard. Antwoord in de chat of bel wie je oproept.
answer-by-text = Antwoord op dit bericht met 1: { $yes }
answer-by-text-or = Antwoord op dit bericht met 1: { $yes }, of 2: { $no }
answer-by-key = Druk 1 voor: { $yes }.
answer-by-key-or = Druk 1 voor: { $yes }. Druk 2 voor: { $no }.
answer-goes-on = De oproep blijft open en gaat verder naar wie volgt.
answer-which = Er wachten meer oproepen op je: { $records }. Antwoord met het nummer erbij, zoals: { $example }
answer-nothing-asked = Er wacht geen oproep op je antwoord: er is al geantwoord, of ze is afgeroepen of voorbij.
answer-shared = Meer dan één mens met dit nummer wordt opgeroepen, en ik weet niet wie schrijft. Er is niets gewijzigd. Antwoord in de chat, met de link in een mail of met een toets als je gebeld wordt.
answer-not-understood = Dat is geen antwoord dat ik ken. Er is niets gewijzigd.
answer-in-chat = Dit kan alleen in de chat: { $command }
answer-may-repeat = Dit kan een herhaling zijn.
