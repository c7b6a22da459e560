//! Reading `commands/*.toml`, with every mistake and not only the first.

use std::{collections::BTreeMap, fmt};

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;
use toml::{Table, Value};

use super::model::{Definition, Opt, RightName};

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/commands");

/// A mistake in the command files.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The command or other part of it; empty for the file as a whole.
    pub part: String,
    /// What is wrong.
    pub text: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.part.is_empty() {
            write!(f, "commands/{}: {}", self.file, self.text)
        } else {
            write!(f, "commands/{}: {}: {}", self.file, self.part, self.text)
        }
    }
}

/// Everything that the files say.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The commands, in the order of the files.
    pub definitions: Vec<Definition>,
    /// The names of the rights.
    pub rights: Vec<RightName>,
    /// Options that several commands have, by name.
    shared: BTreeMap<String, Opt>,
    /// What is wrong so far.
    pub faults: Vec<Fault>,
}

/// The embedded files by name.
pub fn embedded() -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = EMBEDDED
        .files()
        .filter_map(|file| Some((file.path().to_str()?.to_owned(), file.contents_utf8()?.to_owned())))
        .collect();
    files.sort();
    files
}

/// Reads files given by name and text.
pub fn load(files: &[(String, String)]) -> Loaded {
    let mut loaded = Loaded::default();
    let mut tables = Vec::new();
    for (file, text) in files {
        match text.parse::<Table>() {
            Ok(table) => tables.push((file, table)),
            Err(error) => loaded.fault(file, "", error.to_string().trim_end()),
        }
    }
    for (file, table) in &tables {
        for key in table.keys().filter(|key| !["command", "shared", "right"].contains(&key.as_str())) {
            loaded.fault(file, "", &format!("`{key}` is not a table of a command file"));
        }
        loaded.rights =
            std::mem::take(&mut loaded.rights).into_iter().chain(elements(&mut loaded, file, table, "right")).collect();
        for option in elements::<Opt>(&mut loaded, file, table, "shared") {
            loaded.shared.insert(option.name.clone(), option);
        }
    }
    for (file, table) in &tables {
        for mut definition in elements::<Definition>(&mut loaded, file, table, "command") {
            file.trim_end_matches(".toml").clone_into(&mut definition.topic);
            loaded.complete(file, &mut definition);
            loaded.definitions.push(definition);
        }
    }
    loaded
}

/// The elements of one array, each read by itself so that one mistake hides no other.
fn elements<T: DeserializeOwned>(loaded: &mut Loaded, file: &str, table: &Table, key: &str) -> Vec<T> {
    let list = match table.get(key) {
        None => return Vec::new(),
        Some(Value::Array(list)) => list.as_slice(),
        Some(_) => {
            loaded.fault(file, "", &format!("`{key}` must be a list: [[{key}]]"));
            return Vec::new();
        }
    };
    let mut elements = Vec::new();
    for value in list {
        let name = ["path", "name", "id"].iter().find_map(|key| value.get(key)).and_then(Value::as_str).unwrap_or(key);
        match value.clone().try_into() {
            Ok(element) => elements.push(element),
            Err(error) => loaded.fault(file, name, error.to_string().trim_end()),
        }
    }
    elements
}

impl Loaded {
    fn fault(&mut self, file: &str, part: &str, text: &str) {
        self.faults.push(Fault { file: file.to_owned(), part: part.to_owned(), text: text.to_owned() });
    }

    fn complete(&mut self, file: &str, definition: &mut Definition) {
        for name in definition.shared.clone() {
            match self.shared.get(&name) {
                Some(option) => definition.options.push(option.clone()),
                None => self.fault(file, &definition.path, &format!("there is no shared option `{name}`")),
            }
        }
    }
}
