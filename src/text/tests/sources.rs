//! What the sources say: which lines are declared, which keys stand in the Fluent files, which are used.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use regex::Regex;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|is| is == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Every source file that is no test, with its text up to the tests in it.
pub fn sources() -> Vec<(PathBuf, String)> {
    let mut sources = Vec::new();
    for path in files(&root().join("src"), "rs") {
        let is_test = path.components().any(|part| part.as_os_str() == "tests") || path.ends_with("tests.rs");
        if !is_test {
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            sources.push((path.clone(), code.to_owned()));
        }
    }
    sources
}

/// The lines as declared, with the types of their arguments.
pub fn declared() -> Vec<(String, Vec<(String, String)>)> {
    let comment = Regex::new(r"//[^\n]*").unwrap();
    let body = [
        "discord",
        "discord_intake",
        "communication",
        "alert",
        "reach",
        "quiet",
        "answers",
        "away",
        "redact",
        "exercise",
        "undo",
        "handover",
        "page",
        "public",
        "discord_commands",
        "recheck",
        "matrix_session",
        "discord_doctor",
        "doctor",
        "edges",
        "entries",
        "topics",
    ]
    .map(|part| {
        let source = std::fs::read_to_string(root().join(format!("src/domain/line/{part}.rs"))).unwrap();
        let (_, body) = source.split_once("// Lines.\n").unwrap();
        comment.replace_all(body, "").into_owned()
    });
    let body = body.concat();
    let variant = Regex::new(r"(\w+)\s*\{([^}]*)\}").unwrap();
    let argument = Regex::new(r"(\w+):\s*([\w<>:]+)").unwrap();
    let arguments = |text: &str| {
        argument.captures_iter(text).map(|found| (found[1].to_owned(), found[2].to_owned())).collect::<Vec<_>>()
    };
    variant.captures_iter(&body).map(|found| (found[1].to_owned(), arguments(&found[2]))).collect()
}

/// Key to its words as written, of one language.
pub fn keys(language: &str) -> BTreeMap<String, String> {
    let mut keys: BTreeMap<String, String> = BTreeMap::new();
    for path in files(&root().join("src/text").join(language), "ftl") {
        let mut last: Option<String> = None;
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            let begins = line.starts_with(|first: char| first.is_ascii_lowercase());
            if let Some((key, words)) = line.split_once(" =").filter(|_| begins) {
                keys.insert(key.to_owned(), words.to_owned());
                last = Some(key.to_owned());
            } else if let Some(words) =
                last.as_ref().and_then(|key| keys.get_mut(key)).filter(|_| !line.starts_with('#'))
            {
                words.push('\n');
                words.push_str(line);
            }
        }
    }
    keys
}

/// The variables in words; another form of an argument (`$due-at`) is that argument. Every line knows `$exercise`.
pub fn variables(words: &str) -> BTreeSet<String> {
    let variable = Regex::new(r"\$([A-Za-z]\w*)").unwrap();
    let names = variable.captures_iter(words).map(|found| found[1].to_owned());
    names.filter(|name| name != "exercise").collect()
}

/// What stands in a literal straight after these words, in any source: `Action::new("` gives the labels.
pub fn named_after(words: &str) -> BTreeSet<String> {
    let call = Regex::new(&format!(r#"{}\(\s*"([^"]+)""#, regex::escape(words))).unwrap();
    let sources = sources();
    sources.iter().flat_map(|(_, text)| call.captures_iter(text)).map(|found| found[1].to_owned()).collect()
}

/// The labels of buttons that are made from a table: every `("label", "value")` and `["label", …` of such a source.
pub fn labels_in_tables() -> BTreeSet<String> {
    let pair = Regex::new(r#"\(\s*"([a-z-]+)",\s*"[a-z-]+"\s*\)"#).unwrap();
    let list = Regex::new(r#"in \[((?:\s*"[a-z-]+",?)+\s*)\]"#).unwrap();
    let word = Regex::new(r#""([a-z-]+)""#).unwrap();
    let variable = Regex::new(r"Action::new\(\s*[a-z]+,").unwrap();
    let mut labels = BTreeSet::new();
    for (_, text) in sources().into_iter().filter(|(_, text)| variable.is_match(text)) {
        labels.extend(pair.captures_iter(&text).map(|found| found[1].to_owned()));
        for found in list.captures_iter(&text) {
            labels.extend(word.captures_iter(&found[1]).map(|found| found[1].to_owned()));
        }
    }
    labels
}

/// Every string literal of the sources and of the catalogue's files.
pub fn literals() -> BTreeSet<String> {
    let literal = Regex::new(r#""([^"\\\n]*)""#).unwrap();
    let mut texts: Vec<String> = sources().into_iter().map(|(_, text)| text).collect();
    texts.extend(files(&root().join("commands"), "toml").iter().map(|path| std::fs::read_to_string(path).unwrap()));
    texts.iter().flat_map(|text| literal.captures_iter(text)).map(|found| found[1].to_owned()).collect()
}
