# Aanmelden bij Matrix, en de sleutels van het toestel.

matrix-unreachable = De homeserver { $homeserver } antwoordt niet ({ $reason }). Ik blijf het proberen.
matrix-no-homeserver = Op { $homeserver } antwoordt geen Matrixhomeserver ({ $reason }). Zet het juiste adres in [matrix] homeserver.
matrix-too-old = De homeserver { $homeserver } is te oud: hij kent alleen { $versions }. Nodig is Matrix v1.1 of later; werk hem bij.
matrix-wrong-password = Aanmelden als { $user } is geweigerd: het wachtwoord of het account klopt niet. Verbeter het bestand van password_file.
matrix-login-refused = Aanmelden als { $user } is geweigerd door de homeserver ({ $reason }). Laat de beheerder het account bekijken.
matrix-token-unknown = De homeserver kent het token van { $user } niet meer. Zet een geldig token in het bestand van access_token_file.
matrix-logged-out = Het toestel van { $user } is afgemeld op de homeserver. Bewaar { $folder } apart en start opnieuw: dat maakt een nieuw toestel.
matrix-renewed = De homeserver vroeg { $user } om opnieuw aan te melden; dat is gebeurd, met hetzelfde toestel.
matrix-wrong-user = Het token is van { $actual }, en [matrix] user zegt { $user }. Maak beide gelijk.
matrix-wrong-device = Het token hoort bij toestel { $actual }, en device_id zegt { $device }. Maak beide gelijk.
matrix-session-of-other = De bewaarde sessie in { $path } is van { $kept }, niet van { $user }. Zet die map apart, of herstel [matrix].
matrix-file-failed = { $path } kan niet gebruikt worden ({ $reason }). Controleer de rechten en de vrije ruimte.
matrix-session-broken = { $path } is beschadigd. Zet de laatste reservekopie van de hele map terug, of zet de map apart voor een nieuw toestel.
matrix-store-lost = Niet gestart: de sleutels van toestel { $device } zijn weg. Zet { $folder } terug uit een reservekopie, of zet de map apart.
matrix-store-lost-next = Met de map apart komt er een nieuw toestel; met de herstelsleutel in recovery_key_file neemt het de identiteit over.
matrix-store-orphaned = Niet gestart: { $store } is er, maar { $path } niet. Zet het terug uit een reservekopie, of zet ook de sleutels apart.
matrix-passphrase-wrong = Niet gestart: de wachtzin past niet op { $store }. Zet de wachtzin terug waarmee die map gemaakt is.
matrix-passphrase-gone = Niet gestart: { $path } met de wachtzin van { $store } is weg. Zet het terug uit een reservekopie.
matrix-failed = Matrix: dit ging mis en wordt niet vanzelf beter ({ $reason }). Draai noodklok doctor.
matrix-recovery-key = Herstelsleutel van { $user }. Bewaar hem buiten deze machine: hij wordt één keer getoond en nergens bewaard.
matrix-recovered = De identiteit van { $user } is overgenomen met de herstelsleutel.
matrix-recovery-key-wrong = De herstelsleutel in { $file } past niet op het account ({ $reason }). Geef de laatst getoonde sleutel.
matrix-not-signed = Het toestel van { $user } is niet ondertekend: berichten kunnen onleesbaar blijven. Zet de herstelsleutel in recovery_key_file.
matrix-signing-refused = De identiteit van { $user } kon niet gemaakt worden ({ $reason }). Geef password_file, of verifieer het toestel zelf.
matrix-recovery-failed = De herstelsleutel kon niet gemaakt worden ({ $reason }). Bij de volgende start probeer ik het opnieuw.
