# De console en de opdrachtregel.

console-not-utf8 = Deze regel is geen UTF-8. Stuur ze opnieuw als UTF-8.
console-line-too-long = Deze regel is langer dan { $limit } bytes en is niet gelezen.
console-bad-json = Geen geldige JSON (teken { $column }). Voorbeeld: {"{"}"from":"noord.melder","room":"meldingen-noord","text":"/meld brand"{"}"}
console-not-an-object = Dit is JSON maar geen object. Elke regel is één object tussen accolades.
console-unknown-field = Het veld { $field } bestaat niet. Velden: from, room, text, press, reply_to, key, said_at, advance, show.
console-wrong-type = Het veld { $field } moet tekst zijn, tussen aanhalingstekens.
console-missing-field = Het veld { $field } ontbreekt of is leeg.
console-one-thing = Een regel zegt precies één ding: text, press, advance of show.
console-unknown-room = De kamer { $room } bestaat niet. Kamers: { $rooms }.
console-unknown-incident = { $incident } bestaat niet. Een dossier heet bijvoorbeeld INC-2026-0042.
console-bad-time = { $field } is geen tijdstip met tijdzone: { $value }. Voorbeeld: 2026-11-23T14:30:00+01:00
console-bad-advance = { $value } is geen duur. Een duur is 0 of meer, hoogstens 366d, bijvoorbeeld 90s, 15m, 2h, 1h30m of 3d.
console-real-clock = De klok loopt echt en kan niet verzet worden. Start de console met --clock simulated.
console-timers-stuck = Wat aan de beurt was kon niet bewaard worden; de klok staat stil op dit tijdstip. Kijk de opslag na en probeer opnieuw.
console-unreadable = Het dossier kon niet gelezen worden: { $problem }
console-unknown-action = Niets gedaan: die knop ken ik niet. Typ de opdracht zelf.
console-refused = Niets gedaan: { $problem }
console-busy = NIET OPGESLAGEN: er wacht te veel. Stuur het opnieuw. Bij gevaar 112, het CCVO op { $ccvo }.

console-example = { $name }, ingebouwd in het programma. Alles is oefening: niemand wordt echt opgeroepen.
console-configuration = Organisatie { $name }, configuratie uit { $folder }.
console-data-folder = Alles wordt bewaard in { $folder }.
console-still-open = { $count ->
    [one] Er staat nog één dossier open.
   *[other] Er staan nog { $count } dossiers open.
 }
console-try = Probeer deze drie regels:
console-try-report = Iets melden: { $command }
console-try-other = Iemand anders worden, hier de wachtdienst van het CCVO: { $command }
console-try-help = Alles wat je kunt vragen: { $command }
console-you-are = Je bent nu { $person } in { $room }.
console-outsider = Niemand kent { $person }: je praat nu als een onbekende. Typ :wie voor iedereen die gekend is.
console-outsider-near = Niemand kent { $person }: je praat nu als een onbekende. Bedoelde je :als { $nearest } ?
console-chatter = Niets gedaan: zonder uitroepteken vooraan lees ik het niet. Is het een melding? Typ: { $command }
console-no-such-word = Niets gedaan: { $word } ken ik niet. Bedoelde je { $nearest } ? Typ :hulp voor alles.
console-needs-person = Wie wil je zijn? Bijvoorbeeld :als noord.voorzitter. Typ :wie voor iedereen.
console-needs-room = Die kamer is er niet. Typ :kamers voor alle kamers.
console-no-button = Er is geen knop { $number } meer. Typ de opdracht zelf, of kijk wat openstaat: { $command }
console-rooms = Kamers:
console-people = Personen:
console-help-as = :als <persoon> · iemand anders worden (ook :as)
console-help-room = :kamer <kamer> · naar een andere kamer gaan (ook :room)
console-help-lists = :kamers · :wie · alle kamers, alle personen (ook :rooms, :who)
console-help-button = :1 · knop 1 indrukken; 1 alleen mag ook
console-help-advance = :vooruit 15m · de klok vooruit zetten, alleen met --clock simulated (ook :advance)
console-help-quit = :stop · stoppen, ook met Ctrl-D of twee keer Ctrl-C (ook :quit)
console-help-commands = { $command } · alles wat je noodklok kunt vragen
console-it-is-now = Het is nu { $at }.
console-again-to-quit = Regel gewist. Nog eens Ctrl-C of Ctrl-D om te stoppen.
console-bye = Gestopt. Alles wat bevestigd werd is bewaard.
console-pinned = vastgepind
console-edited = bijgewerkt
console-for-you = voor jou
console-room-opened = Kamer { $name } geopend voor { $people }.
console-room-archived = Kamer { $room } is nu alleen-lezen.
console-mail = Mail aan { $to } (hier getoond, niet verstuurd)
console-text = Sms aan { $to } (hier getoond, niet verstuurd)
console-webhook = Webhook naar { $to } (hier getoond, niet verstuurd)
console-call = Telefoonoproep naar { $to } (hier getoond, niet gebeld)

cli-no-network = Er is geen chatnetwerk ingesteld, dus er is niets om mee te verbinden. Zet [matrix] in noodklok.toml (docs/matrix.md), of start noodklok console.
cli-no-data-folder = Ik weet niet waar ik gegevens mag bewaren: HOME en XDG_DATA_HOME zijn leeg. Geef een map met --data.
cli-folder-unusable = De map { $folder } is niet bruikbaar: { $problem }. Geef een andere map met --data, of pas de rechten aan.
cli-configuration-wrong = { $count ->
    [one] Eén fout in de configuratie. Niets gestart.
   *[other] { $count } fouten in de configuratie. Niets gestart.
 }
cli-configuration-right = De configuratie van { $name } is in orde.
cli-no-database = In { $folder } staat nog geen databank. Geef de juiste map met --data.
cli-storage-unknown = De opslag { $storage } ken ik niet. Deze versie bewaart in SQLite, bijvoorbeeld sqlite:noodklok.db.
cli-not-stored-at-end = { $count ->
    [one] NIET OPGESLAGEN: één regel is niet bewaard. Stuur ze opnieuw.
   *[other] NIET OPGESLAGEN: { $count } regels zijn niet bewaard. Stuur ze opnieuw.
 }
cli-output = Schrijven naar de uitvoer lukt niet: { $problem }
http-not-listening = [http]: op { $address } kan niet geluisterd worden: daar luistert al iets, of het adres is niet van deze machine ({ $problem }). Kies een ander met `listen`.
