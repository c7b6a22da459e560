# Wat het Discord-netwerk zegt over zijn verbinding en over wat binnenkomt.

discord-connected = Verbonden met Discord als { $account }. Stoppen: Ctrl-C.
discord-unreachable = Discord antwoordt niet ({ $reason }). Ik blijf het proberen.
discord-token-refused = Discord kent het token in { $file } niet. Maak een nieuw token in het Developer Portal (Bot, Reset Token), zet het in dat bestand en start opnieuw.
discord-intents-refused = Discord laat de bot niet meelezen. Zet in het Developer Portal (Bot) MESSAGE CONTENT INTENT aan, of zet relay uit bij elke kamer, en start opnieuw.
discord-starts-spent = Discord laat de bot vandaag geen nieuwe sessie meer beginnen. Ik probeer het opnieuw over { $minutes } min. Kijk na of noodklok telkens opnieuw start.
discord-failed = Discord: dit ging mis en wordt niet vanzelf beter ({ $reason }). Draai noodklok doctor.
discord-channel-gone = Het kanaal van { $room } is verwijderd op Discord. Maak een ander kanaal, zet zijn id bij die kamer in organisation.toml en start opnieuw.
discord-no-room = Niet genoteerd: dit kanaal hoort bij geen enkele kamer van Noodklok. Doe het in: { $rooms }
discord-other-version = Niet uitgevoerd: deze knop of dit formulier hoort bij een andere versie van Noodklok. Kies het commando opnieuw.
