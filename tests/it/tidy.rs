//! How the project is laid out: what the core may know, which module may use which, how long a file may be.
//!
//! The rules are those of the design; a failure says the file, the line and the rule.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use regex::Regex;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file that git tracks or would, relative to the root.
fn tracked() -> Vec<PathBuf> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .current_dir(root())
        .output()
        .expect("git is there: the rules hold for what is tracked");
    assert!(listed.status.success(), "git ls-files: {}", String::from_utf8_lossy(&listed.stderr));
    let names = String::from_utf8(listed.stdout).expect("file names are UTF-8");
    let paths = names.split('\0').filter(|name| !name.is_empty()).map(PathBuf::from);
    paths.filter(|path| root().join(path).is_file()).collect()
}

fn read(path: &Path) -> Option<String> {
    String::from_utf8(fs::read(root().join(path)).expect("a listed file can be read")).ok()
}

/// Rust sources beneath `src/`, without those that hold only tests.
fn sources() -> Vec<(PathBuf, String)> {
    let rust =
        tracked().into_iter().filter(|path| path.starts_with("src") && path.extension().is_some_and(|e| e == "rs"));
    rust.filter(|path| !is_test(path)).filter_map(|path| read(&path).map(|text| (path, text))).collect()
}

fn is_test(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let folder = path.components().any(|part| part.as_os_str() == "tests");
    folder || stem == "tests" || stem.ends_with("_test") || stem.ends_with("_tests") || stem == "testing"
}

/// The code without comments and without what stands under `#[cfg(test)]` at the end of a file. Lines keep their numbers.
fn code(text: &str) -> String {
    let shipped = text.find("#[cfg(test)]\nmod ").map_or(text, |cut| &text[..cut]);
    let without = shipped.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
    without.collect::<Vec<_>>().join("\n")
}

fn line_of(text: &str, offset: usize) -> usize {
    text[..offset].matches('\n').count() + 1
}

/// Every place where the pattern stands, as `file:line: what (rule)`.
fn findings(files: &[(PathBuf, String)], pattern: &str, rule: &str) -> Vec<String> {
    let pattern = Regex::new(pattern).expect("the pattern is written here");
    let mut found = Vec::new();
    for (path, text) in files {
        for hit in pattern.find_iter(text) {
            found.push(format!(
                "{}:{}: `{}` ({rule})",
                path.display(),
                line_of(text, hit.start()),
                hit.as_str().trim()
            ));
        }
    }
    found
}

fn none(found: &[String]) {
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn the_core_is_pure() {
    let domain: Vec<_> = sources().into_iter().filter(|(path, _)| path.starts_with("src/domain")).collect();
    assert!(domain.len() > 20, "the core was found");
    let domain: Vec<_> = domain.into_iter().map(|(path, text)| (path, code(&text))).collect();
    let mut found = findings(
        &domain,
        r"\b(tokio|futures_util|sqlx|serde_json|serenity|matrix_sdk|reqwest|lettre|fluent_bundle|reedline|clap|tracing|getrandom|rand|fail)::",
        "the core knows no runtime, network, database, words or chance",
    );
    found.extend(findings(&domain, r"\bjiff\b(::\w+)*::now\b|\b(SystemTime|Instant)\b", "time comes in from outside"));
    found.extend(findings(
        &domain,
        r"\bstd::(fs|net|env|thread|process|io)\b|\basync\b|\.await\b",
        "the core only decides",
    ));
    none(&found);
}

/// Which modules a module may use. Whoever is not listed here is unknown and fails.
fn may_use(module: &str) -> Option<&'static [&'static str]> {
    Some(match module {
        "domain" => &[],
        "catalog" => &["domain"],
        "text" => &["domain", "catalog"],
        "store" => &["domain", "catalog", "text"],
        "engine" => &["domain", "catalog", "text", "store"],
        "platform" => &["domain", "catalog", "text", "store", "engine", "settings"],
        "notify" => &["domain", "text", "engine", "settings", "platform"],
        "settings" | "export" => &["domain", "catalog", "text", "store", "engine"],
        "watch" => &["domain", "store", "engine", "settings", "platform"],
        "http" => &["domain", "text", "store", "engine", "settings", "platform", "export"],
        "cli" | "lib" | "main" => &[
            "domain", "catalog", "text", "engine", "settings", "store", "platform", "notify", "http", "watch",
            "export", "cli",
        ],
        _ => return None,
    })
}

/// The modules that code names after `crate::` or `noodklok::`, with where.
fn uses(text: &str) -> Vec<(usize, String)> {
    let start = Regex::new(r"\b(?:crate|noodklok)::").expect("the pattern is written here");
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut found = Vec::new();
    for hit in start.find_iter(text) {
        let rest = &text[hit.end()..];
        let line = line_of(text, hit.start());
        let Some(group) = rest.strip_prefix('{') else {
            found.push((line, word(rest)));
            continue;
        };
        let (mut depth, mut begins) = (0, true);
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => begins = true,
                c if begins && c.is_alphabetic() => {
                    found.push((line, word(&group[at..])));
                    begins = false;
                }
                _ => {}
            }
        }
    }
    found
}

#[test]
fn the_arrows_between_modules_point_inward() {
    let mut found = Vec::new();
    for (path, text) in sources() {
        let part = path.components().nth(1).expect("a source lies in src").as_os_str().to_string_lossy().into_owned();
        let module = part.trim_end_matches(".rs");
        let Some(allowed) = may_use(module) else {
            found.push(format!("{}: the design knows no module `{module}`", path.display()));
            continue;
        };
        for (line, used) in uses(&code(&text)) {
            let is_module = may_use(&used).is_some();
            if is_module && used != module && !allowed.contains(&used.as_str()) {
                found.push(format!("{}:{line}: `{module}` may not use `{used}`", path.display()));
            }
        }
    }
    none(&found);
}

#[test]
fn grouped_imports_are_seen() {
    let text = "use crate::{\n    domain::{ids::{A, B}, time},\n    engine,\n};\nuse crate::text::reply;";
    let names: Vec<_> = uses(text).into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["domain", "engine", "text"]);
}

#[test]
fn a_file_has_one_purpose() {
    let long = sources().into_iter().map(|(path, text)| (path, text.lines().count())).filter(|(_, lines)| *lines > 400);
    none(&long.map(|(path, lines)| format!("{}: {lines} lines (at most 400)", path.display())).collect::<Vec<_>>());
}

#[test]
fn features_are_chosen_at_the_edge() {
    let edge = ["src/main.rs", "src/platform/mod.rs"];
    let inner = sources()
        .into_iter()
        .filter(|(path, _)| !path.starts_with("src/settings") && !edge.iter().any(|edge| path == Path::new(edge)));
    none(&findings(&inner.collect::<Vec<_>>(), r"cfg\w*\([^)\n]*feature\s*=", "only main, settings and platform/mod"));
}

#[test]
fn nothing_is_left_unfinished() {
    let all = tracked().into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let files: Vec<_> = all.filter_map(|path| read(&path).map(|text| (path, code(&text)))).collect();
    // The words are put together here so that this file does not find itself.
    let macros = format!(r"\b(to{}|unimple{}|db{})!\s*[(\[{{]", "do", "mented", "g");
    let mut found = findings(&files, &macros, "finish it");
    found.extend(findings(&files, &format!(r"#\[ig{}", "nore"), "a test that does not run holds nothing"));
    none(&found);
}

#[test]
fn nothing_names_the_machine_it_was_written_on() {
    let texts = tracked().into_iter().filter(|path| path != Path::new("Cargo.lock"));
    let files: Vec<_> = texts.filter_map(|path| read(&path).map(|text| (path, text))).collect();
    let home = format!(r"/(ro{}|ho{}/\w+|Us{}/\w+|wo{})/[\w.]", "ot", "me", "ers", "rk");
    let mut found = findings(&files, &home, "a path of one machine");
    let hosts = format!(
        r"\b(index\.cra{0}|static\.cra{0}|registry\.np{1}|py{2}|files\.python{3}|deb\.deb{4}|proxy\.gol{5})\b",
        "tes\\.io", "mjs\\.org", "pi\\.org", "hosted\\.org", "ian\\.org", "ang\\.org"
    );
    found.extend(findings(&files, &hosts, "the host of a package registry"));
    none(&found);
}

#[test]
fn the_top_level_is_the_given_one() {
    let given = ["Cargo.toml", "README.md", "commands", "config", "src", "tests"];
    let conventional = [
        ".ci",
        ".gitattributes",
        ".github",
        ".gitignore",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "Cargo.lock",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "benches",
        "clippy.toml",
        "deny.toml",
        "docs",
        "rustfmt.toml",
    ];
    let there: BTreeSet<String> = tracked()
        .iter()
        .map(|path| path.components().next().expect("a path has a part").as_os_str().to_string_lossy().into_owned())
        .collect();
    let mut found: Vec<_> =
        given.iter().filter(|name| !there.contains(**name)).map(|name| format!("{name} is missing")).collect();
    let extra = there.iter().filter(|name| !given.contains(&name.as_str()) && !conventional.contains(&name.as_str()));
    found.extend(extra.map(|name| format!("{name} is neither one of the six names nor conventional")));
    none(&found);
}
