//! A configuration folder: the example organisation, with accounts and rooms of a test written into it.

use std::{collections::BTreeMap, fs, path::Path};

/// How long the ladders wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pace {
    /// As in the example: nothing is chased within a test.
    #[default]
    AsWritten,
    /// A minute of the ladders is a second.
    Quick,
}

/// A chat network, as it is written into the example.
#[derive(Debug, Clone, Default)]
pub struct Network {
    /// Accounts of people, by their id, as they are written.
    pub people: BTreeMap<String, String>,
    /// Rooms, by the logical id.
    pub rooms: BTreeMap<String, String>,
    /// The lines of its table; none: there is none.
    pub lines: Vec<String>,
}

/// What is written into the example.
#[derive(Debug, Clone, Default)]
pub struct Configuration {
    /// Matrix; ids are texts.
    pub matrix: Network,
    /// Discord; ids are numbers.
    pub discord: Network,
    /// The mail address of the crisis centre; none: that of the example.
    pub ccvo_mail: Option<String>,
    /// Of rooms, and of `crisis`: which words of people go from one network to another.
    pub relay: BTreeMap<String, String>,
    /// Further lines of people, by their id, as they are written.
    pub people: BTreeMap<String, String>,
    /// Further tables of `noodklok.toml`, as they are written.
    pub tables: String,
    /// Further tables of `organisation.toml`, as they are written.
    pub rotas: String,
    /// `nl` or `en`.
    pub language: String,
    /// Everything is an exercise.
    pub demo: bool,
    /// The ladders.
    pub pace: Pace,
}

impl Configuration {
    /// Writes all files; those that are there are replaced.
    pub fn write(&self, folder: &Path) {
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("config");
        fs::create_dir_all(folder).expect("a folder");
        for entry in fs::read_dir(&example).expect("the example is there") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a file").to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("the example is text");
            let text = match name.as_str() {
                "noodklok.toml" => self.general(&text),
                "organisation.toml" => self.organisation(&text),
                "escalation.toml" => self.escalation(&text),
                _ => text,
            };
            fs::write(folder.join(name), text).expect("a file in a temporary folder");
        }
    }

    fn general(&self, text: &str) -> String {
        let text = replaced(text, "language = \"nl\"", &format!("language = {:?}", self.language));
        let table = |name: &str, lines: &[String]| format!("\n[{name}]\n{}\n", lines.join("\n"));
        let tables = [("matrix", &self.matrix), ("discord", &self.discord)].into_iter();
        let tables = tables.filter(|(_, network)| !network.lines.is_empty());
        let networks: String = tables.map(|(name, network)| table(name, &network.lines)).collect();
        let relay = self.relay.get("crisis").map(|extent| table("relay", &[format!("crisis = {extent:?}")]));
        format!("{text}{networks}{}\n{}", relay.unwrap_or_default(), self.tables)
    }

    fn organisation(&self, text: &str) -> String {
        let text = replaced(text, "demo = true", &format!("demo = {}", self.demo));
        let text = match &self.ccvo_mail {
            Some(mail) => replaced(&text, "\"ccvo@noodklok.invalid\"", &format!("{mail:?}")),
            None => text,
        };
        let (mut table, mut written) = (String::new(), Vec::new());
        let mut named: usize = 0;
        for line in text.lines() {
            if line.starts_with('[') {
                line.clone_into(&mut table);
            }
            written.push(line.to_owned());
            let id = line.strip_prefix("id = \"").and_then(|rest| rest.strip_suffix('"'));
            let Some(id) = id else { continue };
            for (name, network, quote) in [("matrix", &self.matrix, "\""), ("discord", &self.discord, "")] {
                let refs = match table.as_str() {
                    "[[person]]" => &network.people,
                    "[[room]]" => &network.rooms,
                    _ => continue,
                };
                if let Some(there) = refs.get(id) {
                    written.push(format!("{name} = {quote}{there}{quote}"));
                    named += 1;
                }
            }
            if let Some(lines) = self.people.get(id).filter(|_| table == "[[person]]") {
                written.push(lines.clone());
            }
            if let Some(extent) = self.relay.get(id).filter(|_| table == "[[room]]") {
                written.push(format!("relay = {extent:?}"));
            }
        }
        let refs: usize =
            [&self.matrix, &self.discord].iter().map(|network| network.people.len() + network.rooms.len()).sum();
        assert_eq!(named, refs, "the example knows each of them");
        format!("{}\n{}", written.join("\n"), self.rotas)
    }

    fn escalation(&self, text: &str) -> String {
        if self.pace == Pace::AsWritten {
            return text.to_owned();
        }
        let quick = |line: &str| {
            let ladder = line.contains("after = ") || line.starts_with("then_every");
            if ladder { line.replace("m\"", "s\"") } else { line.to_owned() }
        };
        text.lines().map(quick).collect::<Vec<_>>().join("\n")
    }
}

/// The example changes; then this says what was relied on.
fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "the example holds `{from}`");
    text.replacen(from, to, 1)
}
