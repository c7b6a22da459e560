//! A mail server of the tests: `tests/mail/server.py`, on loopback, until it is dropped.

use std::{
    fs,
    ops::{Deref, DerefMut},
};

use tempfile::TempDir;

use crate::beside::Beside;

/// See the module.
pub struct Server(Beside);

impl Server {
    /// In this mode, without accounts.
    pub fn start(mode: &str) -> Self {
        Self::in_folder(mode, TempDir::new().expect("a temporary folder"))
    }

    /// It wants the account `noodklok` with this password.
    pub fn with_password(mode: &str, password: &str) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        fs::write(folder.path().join("password"), password).expect("a file in a temporary folder");
        Self::in_folder(mode, folder)
    }

    fn in_folder(mode: &str, folder: TempDir) -> Self {
        Self(Beside::start("NOODKLOK_MAIL_PYTHON", "mail/server.py", &[mode], folder))
    }
}

impl Deref for Server {
    type Target = Beside;

    fn deref(&self) -> &Beside {
        &self.0
    }
}

impl DerefMut for Server {
    fn deref_mut(&mut self) -> &mut Beside {
        &mut self.0
    }
}
