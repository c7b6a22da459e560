//! Tests of the configuration.

mod alerts;
mod bad_input;
#[cfg(feature = "discord")]
mod discord;
mod example;
mod mail;
#[cfg(feature = "matrix")]
mod matrix;
mod mistakes;
mod quiet;
mod rotas;
mod telephone;
mod watching;
mod webhook;

use std::fs;

use tempfile::TempDir;

use super::{Loaded, Mistake, Source, files::FILES, load};
use crate::domain::organisation::Language;

/// A copy of the example in a folder of its own, with changes.
struct Copy(TempDir);

impl Copy {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        for file in FILES {
            let example = format!("{}/config/{}", env!("CARGO_MANIFEST_DIR"), file.name());
            fs::copy(example, folder.path().join(file.name())).unwrap();
        }
        Self(folder)
    }

    /// Replaces the first occurrence; the test is wrong when there is none.
    fn with(self, file: &str, old: &str, new: &str) -> Self {
        let path = self.0.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(old), "{file} does not hold {old:?}");
        fs::write(&path, text.replacen(old, new, 1)).unwrap();
        self
    }

    fn append(self, file: &str, more: &str) -> Self {
        let path = self.0.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text + more).unwrap();
        self
    }

    fn write(self, file: &str, bytes: impl AsRef<[u8]>) -> Self {
        fs::write(self.0.path().join(file), bytes).unwrap();
        self
    }

    fn remove(self, file: &str) -> Self {
        fs::remove_file(self.0.path().join(file)).unwrap();
        self
    }

    fn load(&self) -> Result<Loaded, Vec<Mistake>> {
        load(Source::Folder(self.0.path()))
    }

    /// Each mistake or warning as one line of English, without the folder.
    fn says(&self) -> Vec<String> {
        let mistakes = self.load().map_or_else(|mistakes| mistakes, |loaded| loaded.warnings);
        let folder = format!("{}/", self.0.path().display());
        mistakes.iter().map(|mistake| mistake.one_line(Language::En).replace(&folder, "")).collect()
    }

    /// A file with a secret beside the others.
    fn secret(self, name: &str, content: &str, mode: u32) -> Self {
        let path = self.0.path().join(name);
        fs::write(&path, content).unwrap();
        #[cfg(unix)]
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
        self
    }

    /// What is said of a network's own table: the example's people have no accounts, and its rooms are on none.
    fn of_the_table(&self) -> Vec<String> {
        let lack = |line: &String| line.contains("has no account on") || line.contains("rooms that are not on");
        self.says().into_iter().filter(|line| !lack(line)).collect()
    }

    /// With a key more at whatever has this id.
    fn at(self, id: &str, more: &str) -> Self {
        let line = format!("id = \"{id}\"\n");
        self.with("organisation.toml", &line, &format!("{line}{more}\n"))
    }

    /// The line of a file on which this text first begins.
    fn line(&self, file: &str, text: &str) -> usize {
        let content = fs::read_to_string(self.0.path().join(file)).unwrap();
        content.split_once(text).unwrap().0.matches('\n').count() + 1
    }
}

/// One change of the example gives exactly this one line.
#[track_caller]
fn one(file: &str, old: &str, new: &str, expected: &str) {
    let says = Copy::new().with(file, old, new).says();
    assert_eq!(says.len(), 1, "{says:#?}");
    assert!(says[0].starts_with(file) && says[0].contains(expected), "{says:#?}");
}
