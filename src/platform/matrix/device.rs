//! What is kept of the bot's device between starts: the session, and the passphrase of its keys. Each file is readable by
//! this account only, and replaced as a whole.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use data_encoding::BASE32_NOPAD;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::failure::{SessionError, about_secret, verbatim};
use crate::{
    domain::line::Line,
    engine::port::Chance as _,
    platform::chance::System,
    settings::matrix::{SecretFile, SecretProblem},
};

/// The session as it stands on disk.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The address of the homeserver, so that it need not be looked up again.
    pub homeserver: String,
    /// The account.
    pub user: String,
    /// The device.
    pub device: String,
    /// With which it is logged in.
    pub access_token: String,
    /// With which to get the next one, where the homeserver works that way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// The public key of the device, from which a lost store of keys is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<String>,
    /// How far the recovery key has come.
    #[serde(default)]
    pub recovery: RecoveryKey,
}

/// How far the recovery key has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecoveryKey {
    /// None was made by this device; one that somebody else made is left alone.
    #[default]
    None,
    /// This device began to make one, which nobody may have seen.
    Begun,
    /// The operator has it.
    Known,
}

/// The file of the session.
pub struct KeptFile {
    path: PathBuf,
    kept: Mutex<Kept>,
}

impl KeptFile {
    /// The session that is kept; none before the first login.
    ///
    /// # Errors
    /// The file is there and cannot be read.
    pub fn load(path: &Path) -> Result<Option<Self>, SessionError> {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unusable(path, &error)),
        };
        // The reason would quote from the file, which holds the token.
        let kept = serde_json::from_slice(&bytes)
            .map_err(|_| SessionError::refused(Line::MatrixSessionBroken { path: verbatim(path.display()) }))?;
        Ok(Some(Self { path: path.to_owned(), kept: Mutex::new(kept) }))
    }

    /// Keeps a new session.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn create(path: &Path, kept: Kept) -> Result<Self, SessionError> {
        let file = Self { path: path.to_owned(), kept: Mutex::new(kept) };
        file.update(|_| {}).map_err(|error| unusable(path, &error))?;
        Ok(file)
    }

    /// What is kept now.
    #[must_use]
    pub fn kept(&self) -> Kept {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Changes it, on disk first.
    ///
    /// # Errors
    /// It cannot be written; then nothing has changed.
    pub fn update(&self, change: impl FnOnce(&mut Kept)) -> io::Result<()> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = kept.clone();
        change(&mut next);
        let text = serde_json::to_vec_pretty(&next).map_err(io::Error::other)?;
        write_private(&self.path, &text)?;
        *kept = next;
        Ok(())
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// The passphrase of the store of keys: the one that is configured, else the one in the folder, made when there is no
/// store yet.
///
/// # Errors
/// It cannot be read or made, or is gone while the store is there.
pub fn passphrase(
    configured: Option<&SecretFile>,
    folder: &Path,
    store_is_there: bool,
) -> Result<SecretString, SessionError> {
    let refused = |error| SessionError::refused(about_secret(&error));
    if let Some(configured) = configured {
        return configured.read().map_err(refused);
    }
    let path = folder.join("passphrase");
    match SecretFile::at(path.clone()).read() {
        Ok(passphrase) => Ok(passphrase),
        Err(error) if error.problem != SecretProblem::Missing => Err(refused(error)),
        Err(_) if store_is_there => Err(SessionError::refused(Line::MatrixPassphraseGone {
            path: verbatim(path.display()),
            store: verbatim(folder.join("store").display()),
        })),
        Err(_) => {
            let mut random = [0; 32];
            System.fill(&mut random);
            let made = BASE32_NOPAD.encode(&random);
            write_private(&path, made.as_bytes()).map_err(|error| unusable(&path, &error))?;
            Ok(made.into())
        }
    }
}

/// Makes a folder that this account alone can look into.
///
/// # Errors
/// It cannot be made.
pub fn make_folder(folder: &Path) -> Result<(), SessionError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| unusable(folder, &error))
}

/// Replaces a file as a whole: after a crash it is the old one or the new one.
fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

fn unusable(path: &Path, error: &io::Error) -> SessionError {
    SessionError::refused(Line::MatrixFileFailed { path: verbatim(path.display()), reason: verbatim(error) })
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;
    use tempfile::TempDir;

    use super::*;

    fn session() -> Kept {
        Kept {
            homeserver: "https://host".to_owned(),
            user: "@noodklok:host".to_owned(),
            device: "DEVICE".to_owned(),
            access_token: "token".to_owned(),
            refresh_token: None,
            identity: None,
            recovery: RecoveryKey::None,
        }
    }

    #[test]
    fn a_session_is_kept_for_this_account_only() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("session.json");
        assert!(KeptFile::load(&path).unwrap().is_none());
        let file = KeptFile::create(&path, session()).unwrap();
        file.update(|kept| kept.access_token = "next".to_owned()).unwrap();
        let again = KeptFile::load(&path).unwrap().unwrap();
        assert!(again.kept() == Kept { access_token: "next".to_owned(), ..session() });
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&path).unwrap().permissions());
            assert_eq!(mode & 0o777, 0o600);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_damaged_session_is_refused_without_quoting_it() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("session.json");
        fs::write(&path, "{\"access_token\": \"geheim\", ").unwrap();
        let Err(refused) = KeptFile::load(&path) else { panic!("it was taken") };
        assert!(matches!(refused.lines(), [Line::MatrixSessionBroken { .. }]), "{refused:?}");
        assert!(!format!("{refused:?}").contains("geheim"));
    }

    #[test]
    fn a_passphrase_is_made_once_and_never_replaced() {
        let folder = TempDir::new().unwrap();
        let made = passphrase(None, folder.path(), false).unwrap();
        let again = passphrase(None, folder.path(), true).unwrap();
        assert_eq!(made.expose_secret(), again.expose_secret());
        assert!(made.expose_secret().len() >= 50);
        fs::remove_file(folder.path().join("passphrase")).unwrap();
        let gone = passphrase(None, folder.path(), true).unwrap_err();
        assert!(matches!(gone.lines(), [Line::MatrixPassphraseGone { .. }]), "{gone:?}");
    }

    #[test]
    fn a_configured_passphrase_that_is_missing_is_not_made() {
        let folder = TempDir::new().unwrap();
        let configured = SecretFile::at(folder.path().join("mine"));
        let missing = passphrase(Some(&configured), folder.path(), false).unwrap_err();
        assert!(matches!(missing.lines(), [Line::SecretMissing { .. }]), "{missing:?}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
