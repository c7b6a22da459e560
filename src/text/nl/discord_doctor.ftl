# Wat noodklok doctor op Discord vindt.

doctor-discord-away = Discord antwoordt niet ({ $reason }). Controleer het netwerk van deze machine.
doctor-discord-reached = Discord antwoordt in { $ms } ms.
doctor-discord-bot = Het token is dat van { $name } ({ $id }).
doctor-discord-token = Discord weigert het token ({ $reason }). Maak een nieuw (Developer Portal, Bot, Reset Token) en zet het in het bestand.
doctor-discord-unseen = Niet te bekijken: { $what } ({ $reason }).
doctor-discord-content = De intent MESSAGE_CONTENT staat aan: er is een kamer waarvan alles wordt doorgegeven.
doctor-discord-no-content = Er is een kamer waarvan alles wordt doorgegeven, en de intent MESSAGE_CONTENT staat uit. Zet die aan (Developer Portal, Bot).
doctor-discord-intents = De applicatie heeft geen intent die noodklok niet nodig heeft.
doctor-discord-surplus = De applicatie heeft wat noodklok niet nodig heeft: { $intents }. Zet het uit (Developer Portal, Bot).
doctor-discord-public = Iedereen kan de bot op een andere server zetten. Zet Public Bot uit (Developer Portal, Bot).
doctor-discord-endpoint = Er staat een Interactions Endpoint URL: commando's gaan daarheen, en niet naar noodklok. Maak het veld leeg (Developer Portal, General).
doctor-discord-no-server = De bot is niet op server { $server } ({ $reason }). Nodig hem uit zoals docs/discord.md zegt, of verbeter guild in noodklok.toml.
doctor-discord-server = De bot is op de server { $name }.
doctor-discord-allowed = De bot heeft op de server elk recht dat hij nodig heeft.
doctor-discord-lacks = De bot mist op de server: { $missing }. Geef ze aan zijn rol (Serverinstellingen, Rollen).
doctor-discord-administrator = De bot is beheerder van de server, en heeft dat niet nodig. Neem ADMINISTRATOR weg van zijn rol.
doctor-discord-room-gone = Kamer { $room }: op de server is geen kanaal { $channel }. Maak het, of verbeter discord in organisation.toml.
doctor-discord-room-kind = Kamer { $room }: { $channel } is geen tekstkanaal. Zet het nummer van een tekstkanaal in organisation.toml.
doctor-discord-room = Kamer { $room } is { $channel }, en de bot mag er alles wat hij nodig heeft.
doctor-discord-room-lacks = Kamer { $room }: de bot mist in het kanaal: { $missing }. Sta ze daar aan zijn rol toe.
doctor-discord-room-open = Kamer { $room }: iedereen op de server kan meelezen. Maak het kanaal besloten.
doctor-discord-room-dark = Kamer { $room }: wie er niet kan lezen of schrijven, hoort er geen oproep: { $people }. Geef hun toegang tot het kanaal.
doctor-discord-people = Iedereen met een account is op de server.
doctor-discord-absent = Niet op de server: { $people }. Nodig hen uit, of verbeter discord in organisation.toml.
doctor-discord-robot = Het account van een bot, en niet van een persoon: { $people }. Verbeter discord in organisation.toml.
doctor-discord-roles = De rollen van de teams zijn er, en te vermelden.
doctor-discord-role-gone = Team { $team }: op de server is geen rol { $role }. Maak die, of verbeter discord in organisation.toml.
doctor-discord-role-silent = Team { $team }: een vermelding van de rol { $role } roept niemand. Laat iedereen de rol vermelden (Serverinstellingen, Rollen).
doctor-discord-channels = Op de server kunnen nog { $left } kanalen bij.
doctor-discord-full = Op de server kunnen nog maar { $left } kanalen bij. Daarna worden crisiskamers besloten draden. Ruim oude kanalen op.
doctor-discord-category-full = In de categorie { $category } kunnen nog maar { $left } kanalen bij. Verplaats oude kanalen, of zet category = "year".
doctor-discord-commands = Er zijn { $count } commando's geregistreerd.
doctor-discord-no-commands = Er zijn nog geen commando's geregistreerd; noodklok run doet dat.
doctor-discord-commands-unseen = De commando's zijn niet te bekijken ({ $reason }). Nodig de bot uit met applications.commands: docs/discord.md, uitnodigen.
doctor-discord-starts = Noodklok kan zich vandaag nog { $left } keer aanmelden bij Discord.
doctor-discord-few-starts = Noodklok kan zich vandaag nog maar { $left } keer aanmelden bij Discord. Laat het draaien, en zoek waarom het zo vaak herstart.
