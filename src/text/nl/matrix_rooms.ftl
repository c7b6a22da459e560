# Kamers op het Matrix-netwerk.

matrix-space-topic = De mensen en de crisiskamers van de organisatie. Wie hier lid is, kan zelf een crisiskamer binnen.
matrix-space-refused = { $account } kon niet uitgenodigd worden in de Space: { $reason }. Vraag die persoon om uitnodigingen toe te laten, of kijk de account na in organisation.toml.
matrix-room-version = Kamerversie { $asked } biedt de homeserver niet aan als stabiel. Kamers openen nu in versie { $version }; pas room_version aan in noodklok.toml, of laat het weg.
matrix-not-invited = Niet in deze kamer, ik kon ze niet uitnodigen: { $people }. Bel hen.
matrix-cannot-read = Deze kamer is versleuteld. Wie hier geen toestel heeft dat kan meelezen: { $people }. Bel, en vraag om aan te melden in een Matrix-app.
matrix-room-missing = { $room }: de kamer { $reference } bestaat niet. Maak ze aan, of verbeter matrix bij die kamer in organisation.toml.
matrix-room-forbidden = { $room }: ik mag niet binnen in { $reference }. Nodig { $account } daar uit; ik probeer het opnieuw.
matrix-room-banned = { $room }: { $account } is verbannen uit { $reference }. Hef dat daar op en nodig de bot opnieuw uit.
matrix-room-not-joined = { $room }: binnengaan in { $reference } lukt niet: { $reason }. Kijk die kamer na; ik probeer het opnieuw.
matrix-not-followed = { $room } verhuisde naar { $reference }, maar ik kan niet volgen: { $reason }. Nodig { $account } daar uit; tot dan blijf ik in de oude kamer.
