# Een commando lezen.

unknown-command = “{ $word }” ken ik niet; er is niets gedaan. Bedoel je: { $nearest }
not-a-command = “{ $word }” is geen commando; er is niets gedaan.
report-instead = Is het een melding? Druk op de knop of typ: { $command }
most-needed = Dit is het meest nodig:
command-about = { $command } · { $about }
report-without-text = Niets genoteerd: zeg in één zin wat er gebeurt.
text-missing = Niet uitgevoerd: { $option } ontbreekt.
option-missing = Niet uitgevoerd: { $option } ontbreekt. Het kan zijn: { $allowed }
option-wrong = Niet uitgevoerd: { $option } kan niet “{ $value }” zijn. Het kan zijn: { $allowed }
option-unknown = Niet uitgevoerd: “{ $typed }” ken ik niet. Bedoel je { $option }?
option-twice = Niet uitgevoerd: { $option } staat er twee keer. Geef er één.
word-too-many = Niet uitgevoerd: “{ $word }” heeft hier geen plaats.
person-not-team = Niet uitgevoerd: “{ $team }” is een team. Bij { $option } is één persoon nodig.
time-too-far = Niet uitgevoerd: { $option } “{ $value }” is te ver weg. Hoogstens een jaar.
time-not-past = Niet uitgevoerd: { $option } “{ $value }” is nog niet voorbij. Geef een tijdstip dat voorbij is.
time-not-future = Niet uitgevoerd: { $option } “{ $value }” is al voorbij. Geef een tijdstip dat nog komt.
meant-tomorrow = Dat uur is vandaag al voorbij; ik neem morgen: { $at }.
since-without-process = Niet uitgevoerd: een begintijd hoort bij een proces dat uitgevallen is.
type-for-example = Typ bijvoorbeeld: { $command }
which-incident = Over welk dossier gaat het? Er is nog niets gedaan.
incident-choice = { $title }: { $command }
no-open-incident = Niet uitgevoerd: hier is geen open dossier. Zet het nummer achter het commando, of meld eerst.
unknown-incident = Niet uitgevoerd: { $incident } bestaat niet.
link-to-itself = Niet uitgevoerd: { $incident } kan niet aan zichzelf gekoppeld worden.
which-entity = Over welke entiteit gaat het? Er is nog niets gedaan.
entity-choice = { $entity }: { $command }
refused = Niet uitgevoerd: { $command }. Dit kan alleen: { $who }.
refused-stranger = Ik ken je account niet. Melden kan wel altijd.
who-can = Wie het kan: { $people }
who-can-for = Voor { $entity }: { $people }
help-commands = { $commands }
help-more = Meer over één commando: { $command }
help-who = Wie het mag: { $who }
help-options = Opties: { $options }
help-example = Bijvoorbeeld: { $line }

button-catalogue-report = Ja, meld dit
button-catalogue-send = Ja, doe dit
button-catalogue-incident = { $about }
button-catalogue-entity = { $about }

hint-catalogue-what = wat er gebeurt
hint-catalogue-text = tekst
hint-catalogue-reason = waarom
hint-catalogue-answered = naam van wie opnam
hint-catalogue-command = commando
