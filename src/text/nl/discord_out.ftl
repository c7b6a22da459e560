# Het Discord-netwerk: woorden naar buiten en kanalen.

discord-not-let-in = Niet in dit kanaal, want niet op deze server of zonder account: { $people }. Bel hen.
discord-forbidden = { $room }: Discord weigert het in kanaal { $channel } ({ $reason }). Geef mijn rol daar { $rights }; ik probeer het opnieuw.
discord-room-missing = { $room }: het kanaal { $channel } bestaat niet. Maak er een, verbeter discord in organisation.toml en start opnieuw; tot dan wacht alles.
discord-crisis-channel-gone = Het Discord-kanaal van { $room } is verwijderd en komt niet terug. Oproepen staan vanaf nu hier; spreek verder hier.
discord-role-missing = { $room }: een rol van een team bestaat niet op de server. Verbeter discord bij dat team in organisation.toml; wie een account heeft, is binnen.
discord-thread = De Discord-server zit vol (500 kanalen): { $room } is een privéthread onder het meldkanaal. Verwijder oude kanalen.
discord-full = { $room } kan niet open: de Discord-server zit vol (500 kanalen) en er is geen meldkanaal voor een thread. Verwijder oude kanalen.
