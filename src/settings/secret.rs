//! Secrets: each in a file of its own, so that none stands in the configuration, on a command line or in a log.

use std::{
    ffi::OsString,
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use secrecy::SecretString;

/// In bytes. No password, token or key is longer; a file that is, is the wrong one.
const LONGEST: u64 = 16 * 1024;

/// Where systemd puts what `LoadCredential=` names.
const CREDENTIALS: &str = "CREDENTIALS_DIRECTORY";

/// A file that holds one secret; only its path is ever shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretFile(PathBuf);

/// Why a secret cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {problem:?}", path.display())]
pub struct SecretError {
    /// The file that was looked at.
    pub path: PathBuf,
    /// What is wrong with it.
    pub problem: SecretProblem,
}

/// What is wrong with the file of a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretProblem {
    /// It is not there.
    Missing,
    /// Nothing stands in it.
    Empty,
    /// It is larger than any secret, or no text.
    NoSecret,
    /// The system does not let it be read, in its own words.
    Unreadable(String),
}

impl SecretFile {
    /// A file as the configuration names it: in the folder of credentials where it lies there, else in that of the
    /// configuration. `variable` looks up the environment.
    pub(super) fn named(name: &str, config: &Path, variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let credential = variable(CREDENTIALS).map(|folder| Path::new(&folder).join(name));
        Self(credential.filter(|path| path.exists()).unwrap_or_else(|| config.join(name)))
    }

    /// The file at this path.
    #[must_use]
    pub const fn at(path: PathBuf) -> Self {
        Self(path)
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// What stands in it, without the line break at its end.
    ///
    /// # Errors
    /// It is not there, cannot be read, is empty, or holds something else.
    pub fn read(&self) -> Result<SecretString, SecretError> {
        self.content().map_err(|problem| SecretError { path: self.0.clone(), problem })
    }

    fn content(&self) -> Result<SecretString, SecretProblem> {
        let unreadable = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => SecretProblem::Missing,
            _ => SecretProblem::Unreadable(error.to_string()),
        };
        // Opening a pipe would wait for whoever writes into it, so the kind is looked at first.
        if !fs::metadata(&self.0).map_err(unreadable)?.is_file() {
            return Err(SecretProblem::NoSecret);
        }
        let mut bytes = Vec::new();
        let file = fs::File::open(&self.0).map_err(unreadable)?;
        file.take(LONGEST.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
        if u64::try_from(bytes.len()).is_ok_and(|size| size > LONGEST) {
            return Err(SecretProblem::NoSecret);
        }
        let text = String::from_utf8(bytes).map_err(|_| SecretProblem::NoSecret)?;
        let secret = text.trim_end_matches(['\r', '\n']);
        match secret {
            "" => Err(SecretProblem::Empty),
            secret if secret.contains(char::is_control) => Err(SecretProblem::NoSecret),
            secret => Ok(secret.into()),
        }
    }

    /// Whether every account of this machine can read it. A group may: that is how systemd gives a credential.
    #[must_use]
    pub fn open_to_all(&self) -> bool {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::metadata(&self.0).is_ok_and(|meta| meta.permissions().mode() & 0o004 != 0)
        }
        #[cfg(not(unix))]
        false
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;
    use tempfile::TempDir;

    use super::*;

    fn with(content: &[u8]) -> Result<String, SecretProblem> {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("secret"), content).unwrap();
        let secret = SecretFile::named("secret", folder.path(), |_| None).read();
        secret.map(|secret| secret.expose_secret().to_owned()).map_err(|error| error.problem)
    }

    #[test]
    fn only_the_line_break_at_the_end_is_no_part_of_it() {
        assert_eq!(with(b" two words \r\n"), Ok(" two words ".to_owned()));
        assert_eq!(with(b"bare"), Ok("bare".to_owned()));
        assert_eq!(with(b"\n"), Err(SecretProblem::Empty));
        assert_eq!(with(b""), Err(SecretProblem::Empty));
        assert_eq!(with(b"one\ntwo\n"), Err(SecretProblem::NoSecret));
        assert_eq!(with(b"\xff\xfe"), Err(SecretProblem::NoSecret));
        assert_eq!(with(&vec![b'x'; 20_000]), Err(SecretProblem::NoSecret));
    }

    #[test]
    fn a_credential_of_systemd_comes_before_the_configuration() {
        let (config, credentials) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let variable = |name: &str| (name == CREDENTIALS).then(|| credentials.path().as_os_str().to_owned());
        let named = |name: &str| SecretFile::named(name, config.path(), variable);
        fs::write(config.path().join("both"), "config").unwrap();
        fs::write(credentials.path().join("both"), "credential").unwrap();
        fs::write(config.path().join("one"), "config").unwrap();
        assert_eq!(named("both").path(), credentials.path().join("both"));
        assert_eq!(named("one").path(), config.path().join("one"));
        let missing = named("none").read().unwrap_err();
        assert_eq!(missing, SecretError { path: config.path().join("none"), problem: SecretProblem::Missing });
        assert_eq!(named("/elsewhere").path(), Path::new("/elsewhere"));
    }

    #[test]
    fn neither_the_file_nor_what_was_read_shows_the_secret() {
        let folder = TempDir::new().unwrap();
        let file = SecretFile::at(folder.path().join("secret"));
        fs::write(file.path(), "hunter2").unwrap();
        assert!(!format!("{file:?} {:?}", file.read()).contains("hunter2"));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_all_can_read_is_seen() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = TempDir::new().unwrap();
        let file = SecretFile::at(folder.path().join("secret"));
        fs::write(file.path(), "x").unwrap();
        for (mode, open) in [(0o600, false), (0o440, false), (0o644, true)] {
            fs::set_permissions(file.path(), fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(file.open_to_all(), open, "{mode:o}");
        }
    }
}
