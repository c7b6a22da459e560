//! Whether the bot can do its work on Matrix: looked at with plain calls, beside a `run` that holds the keys.

mod account;
mod calls;
mod people;
mod room;
mod server;

use std::path::Path;

use secrecy::SecretString;

use self::calls::Calls;
use super::{
    device::KeptFile,
    failure::{about_secret, verbatim},
    memory::{NETWORK, kind},
};
use crate::{
    domain::{line::Line, organisation::Organisation, time::Timestamp},
    platform::finding::Check,
    settings::matrix::{Login, Matrix, SecretFile},
    store::reader::Reader,
};

/// What the session in the folder allows to look at.
struct Known {
    homeserver: String,
    token: Option<SecretString>,
    device: Option<String>,
}

/// Looks at everything. `folder` is that of Matrix in the data folder, `now` the time of this machine.
pub async fn examine(settings: &Matrix, organisation: &Organisation, folder: &Path, now: Timestamp) -> Vec<Check> {
    let mut checks = Vec::new();
    let known = known(settings, folder, &mut checks);
    let calls = Calls::new(&known.homeserver, known.token);
    if !server::reach(&calls, now, &mut checks).await || !calls.has_token() {
        return checks;
    }
    if !server::account(&calls, settings, &mut checks).await {
        return checks;
    }
    server::limits(&calls, settings, &mut checks).await;
    server::room_version(&calls, settings, &mut checks).await;
    account::device(&calls, settings, known.device.as_deref(), &mut checks).await;
    account::recovery(&calls, settings, &mut checks).await;
    room::all(&calls, settings, &mut checks).await;
    people::all(&calls, settings, organisation, &mut checks).await;
    checks
}

/// How many messages wait for a key with which to read them.
pub async fn unread(reader: &mut Reader) -> usize {
    // A database of an earlier version remembers nothing.
    reader.memory(NETWORK, kind::UNREAD).await.unwrap_or_default().len()
}

/// What is kept of the device; the store of keys itself is left alone.
fn known(settings: &Matrix, folder: &Path, checks: &mut Vec<Check>) -> Known {
    let kept = match KeptFile::load(&folder.join("session.json")) {
        Ok(kept) => kept.map(|file| file.kept()),
        Err(error) => {
            checks.extend(error.lines().iter().cloned().map(Check::finding));
            None
        }
    };
    private(settings, folder, checks);
    let address = kept.as_ref().map_or(&settings.homeserver, |kept| &kept.homeserver);
    let homeserver = if address.contains("://") { address.clone() } else { format!("https://{address}") };
    let (token, device) = match &settings.login {
        Login::Token { token, device } => (read(token, checks), Some(device.clone())),
        Login::Password(_) => {
            let (token, device) = kept.map(|kept| (kept.access_token, kept.device)).unzip();
            (token.map(SecretString::from), device)
        }
    };
    if token.is_none() {
        checks.push(Check::warning(Line::DoctorNoSession {}));
    }
    Known { homeserver, token, device }
}

fn read(file: &SecretFile, checks: &mut Vec<Check>) -> Option<SecretString> {
    file.read().map_err(|error| checks.push(Check::finding(about_secret(&error)))).ok()
}

/// Files with a secret that others on this machine can read.
fn private(settings: &Matrix, folder: &Path, checks: &mut Vec<Check>) {
    let kept = ["session.json", "passphrase"].map(|name| SecretFile::at(folder.join(name)));
    let login = match &settings.login {
        Login::Password(file) | Login::Token { token: file, .. } => file,
    };
    let configured = [Some(login), settings.passphrase.as_ref(), settings.recovery_key.as_ref()];
    let open: Vec<_> = kept.iter().chain(configured.into_iter().flatten()).filter(|file| file.open_to_all()).collect();
    if open.is_empty() {
        checks.push(Check::fine(Line::DoctorPrivate {}));
    }
    checks.extend(open.iter().map(|file| Check::finding(Line::DoctorOpen { file: verbatim(file.path().display()) })));
}

#[cfg(test)]
mod tests;
