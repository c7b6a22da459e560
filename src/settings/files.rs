//! The files of a configuration: from a folder, or the example organisation that is built in.

use std::{fs, io::Read as _, path::Path};

use data_encoding::HEXLOWER;
use include_dir::{Dir, include_dir};
use sha2::{Digest as _, Sha256};

use super::{
    Source,
    faults::{file as faults, nearest},
    mistake::{Fault, Mistake},
};

static EXAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/config");

/// No organisation needs more, and everything is held in memory several times.
const LARGEST: u64 = 1024 * 1024;

/// A file of the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum File {
    Noodklok,
    Organisation,
    Doctrine,
    Processes,
    AssemblyPoints,
    Escalation,
}

/// All of them, in the order in which mistakes are told.
pub(super) const FILES: &[File] =
    &[File::Noodklok, File::Organisation, File::Doctrine, File::Processes, File::AssemblyPoints, File::Escalation];

impl File {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Noodklok => "noodklok.toml",
            Self::Organisation => "organisation.toml",
            Self::Doctrine => "doctrine.toml",
            Self::Processes => "processes.toml",
            Self::AssemblyPoints => "assembly_points.toml",
            Self::Escalation => "escalation.toml",
        }
    }
}

/// One file as read.
pub(super) struct Text {
    pub(super) file: File,
    /// How the reader can find it.
    pub(super) shown: String,
    /// None when it could not be read.
    pub(super) content: Option<String>,
}

/// Every file, and what was wrong with those that could not be read.
pub(super) fn read(source: Source<'_>) -> (Vec<Text>, Vec<Mistake>) {
    match source {
        Source::Embedded => (FILES.iter().map(|file| embedded(*file)).collect(), Vec::new()),
        Source::Folder(folder) => match names(folder) {
            Ok(names) => from_folder(folder, &names),
            Err(error) => (Vec::new(), vec![whole(folder.display().to_string(), faults::folder(&error))]),
        },
    }
}

/// SHA-256 over the names and contents of all files.
pub(super) fn hash(texts: &[Text]) -> String {
    let mut sum = Sha256::new();
    for text in texts {
        let content = text.content.as_deref().unwrap_or_default();
        for part in [text.file.name(), content] {
            // Each part says how long it is, so that no two configurations run together into the same bytes.
            sum.update(part.len().to_string());
            sum.update(":");
            sum.update(part);
        }
    }
    HEXLOWER.encode(&sum.finalize())
}

fn embedded(file: File) -> Text {
    let content = EXAMPLE.get_file(file.name()).and_then(|file| file.contents_utf8());
    Text { file, shown: format!("config/{}", file.name()), content: content.map(str::to_owned) }
}

fn whole(file: String, fault: Fault) -> Mistake {
    Mistake { file, line: 0, column: 0, fault, excerpt: None }
}

fn names(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

fn from_folder(folder: &Path, names: &[String]) -> (Vec<Text>, Vec<Mistake>) {
    let mut mistakes = Vec::new();
    let expected: Vec<&str> = FILES.iter().map(|file| file.name()).collect();
    let is_toml = |name: &&String| Path::new(name.as_str()).extension().is_some_and(|end| end == "toml");
    let stray: Vec<&String> = names.iter().filter(is_toml).filter(|name| !expected.contains(&name.as_str())).collect();
    for name in &stray {
        let fault = faults::stray(nearest(name, &expected));
        mistakes.push(whole(folder.join(name.as_str()).display().to_string(), fault));
    }
    let texts = FILES.iter().map(|file| {
        let path = folder.join(file.name());
        let shown = path.display().to_string();
        let content = if names.iter().any(|name| name == file.name()) {
            content(&path)
        } else {
            Err((faults::missing(nearest(file.name(), &stray)), None))
        };
        let content = content.map_err(|(fault, line)| {
            let line = line.unwrap_or(0);
            mistakes.push(Mistake { file: shown.clone(), line, column: line.min(1), fault, excerpt: None });
        });
        Text { file: *file, shown, content: content.ok() }
    });
    (texts.collect(), mistakes)
}

/// The text of a file, or what is wrong with it and on which line.
fn content(path: &Path) -> Result<String, (Fault, Option<usize>)> {
    let unreadable = |error: std::io::Error| (faults::unreadable(&error), None);
    // Opening a pipe would wait for whoever writes into it, so the kind is looked at first.
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err((faults::not_plain(), None));
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(unreadable)?;
    file.take(LARGEST.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
    if u64::try_from(bytes.len()).is_ok_and(|size| size > LARGEST) {
        return Err((faults::too_large(LARGEST), None));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        (faults::not_utf8(), Some(good.filter(|byte| **byte == b'\n').count().saturating_add(1)))
    })
}
