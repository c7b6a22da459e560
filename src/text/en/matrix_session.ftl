# Logging in to Matrix, and the keys of the device.

matrix-unreachable = The homeserver { $homeserver } does not answer ({ $reason }). I keep trying.
matrix-no-homeserver = No Matrix homeserver answers at { $homeserver } ({ $reason }). Put the right address in [matrix] homeserver.
matrix-too-old = The homeserver { $homeserver } is too old: it knows only { $versions }. Needed is Matrix v1.1 or later; update it.
matrix-wrong-password = Logging in as { $user } was refused: the password or the account is wrong. Mend the file of password_file.
matrix-login-refused = Logging in as { $user } was refused by the homeserver ({ $reason }). Have its administrator look at the account.
matrix-token-unknown = The homeserver no longer knows the token of { $user }. Put a valid token in the file of access_token_file.
matrix-logged-out = The device of { $user } was logged out at the homeserver. Put { $folder } aside and start again: that makes a new device.
matrix-renewed = The homeserver asked { $user } to log in again; that is done, with the same device.
matrix-wrong-user = The token is that of { $actual }, and [matrix] user says { $user }. Make them the same.
matrix-wrong-device = The token belongs to device { $actual }, and device_id says { $device }. Make them the same.
matrix-session-of-other = The session kept in { $path } is that of { $kept }, not of { $user }. Put that folder aside, or mend [matrix].
matrix-file-failed = { $path } cannot be used ({ $reason }). Check the permissions and the free space.
matrix-session-broken = { $path } is damaged. Put back the last backup of the whole folder, or put the folder aside for a new device.
matrix-store-lost = Not started: the keys of device { $device } are gone. Put { $folder } back from a backup, or put the folder aside.
matrix-store-lost-next = With the folder put aside a new device is made; with the recovery key in recovery_key_file it takes the identity over.
matrix-store-orphaned = Not started: { $store } is there, but { $path } is not. Put it back from a backup, or put the keys aside as well.
matrix-passphrase-wrong = Not started: the passphrase does not fit { $store }. Put back the passphrase with which that folder was made.
matrix-passphrase-gone = Not started: { $path } with the passphrase of { $store } is gone. Put it back from a backup.
matrix-failed = Matrix: this went wrong and does not mend itself ({ $reason }). Run noodklok doctor.
matrix-recovery-key = Recovery key of { $user }. Keep it away from this machine: it is shown once and kept nowhere.
matrix-recovered = The identity of { $user } was taken over with the recovery key.
matrix-recovery-key-wrong = The recovery key in { $file } does not fit the account ({ $reason }). Give the one that was shown last.
matrix-not-signed = The device of { $user } is not signed: messages may stay unreadable. Put the recovery key in recovery_key_file.
matrix-signing-refused = The identity of { $user } could not be made ({ $reason }). Give password_file, or verify the device yourself.
matrix-recovery-failed = The recovery key could not be made ({ $reason }). At the next start I try again.
