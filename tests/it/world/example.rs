//! The example organisation: as it stands in the repository, or a copy that belongs to one test alone.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use tempfile::TempDir;

/// A changed copy of the example configuration, in a folder of its own: tests run side by side, and none may read what
/// another is writing. It goes away with the last who holds it.
#[derive(Debug, Clone)]
pub struct Example(Arc<TempDir>);

impl Example {
    /// A copy, not changed yet.
    pub fn copied() -> Self {
        let folder = tempfile::Builder::new().prefix("noodklok-example-").tempdir().expect("a temporary folder");
        copy_folder(&original(), folder.path());
        Self(Arc::new(folder))
    }

    /// Puts one text in the place of another, the first time that it stands in a file.
    pub fn change(&self, file: &str, from: &str, to: &str) -> Result<(), String> {
        let path = self.path().join(file);
        let text = fs::read_to_string(&path).map_err(|problem| format!("{file}: {problem}"))?;
        if !text.contains(from) {
            return Err(format!("{file} holds no {from:?}"));
        }
        fs::write(&path, text.replacen(from, to, 1)).map_err(|problem| format!("{file}: {problem}"))
    }

    /// A copy with these changes: file, what stands there, what comes instead.
    pub fn changed(changes: &[(&str, &str, &str)]) -> Self {
        let example = Self::copied();
        for (file, from, to) in changes {
            example.change(file, from, to).unwrap_or_else(|problem| panic!("the example: {problem}"));
        }
        example
    }

    /// Its folder.
    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

/// The folder of the example.
pub fn original() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("config")
}

/// The standing rooms of an organisation, the example's where none is given.
pub fn standing_rooms(config: Option<&Example>) -> Vec<String> {
    let folder = config.map_or_else(original, |example| example.path().to_owned());
    let text = fs::read_to_string(folder.join("organisation.toml")).unwrap_or_default();
    let rooms = text.split("\n[[room]]\nid = \"").skip(1);
    rooms.filter_map(|room| room.split('"').next()).map(str::to_owned).collect()
}

/// Copies a folder with everything in it.
pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
