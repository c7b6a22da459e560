//! The lines typed before. In the data folder are kept only those without free text, because what is redacted or
//! erased in a record must not live on in a file beside it.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::PathBuf,
};

/// How many lines are read back.
const KEPT: usize = 500;

/// The file of the history.
#[derive(Debug, Clone)]
pub struct History(PathBuf);

impl History {
    /// In this file.
    #[must_use]
    pub const fn in_file(path: PathBuf) -> Self {
        Self(path)
    }

    /// The latest lines, oldest first; none when there is no file that can be read.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let text = fs::read_to_string(&self.0).unwrap_or_default();
        let lines: Vec<_> = text.lines().map(str::to_owned).collect();
        lines.into_iter().rev().take(KEPT).rev().collect()
    }

    /// Keeps a line. A history that cannot be written is no reason to bother somebody in a crisis.
    pub fn keep(&self, line: &str) {
        if line.contains('\n') {
            return;
        }
        let kept =
            OpenOptions::new().create(true).append(true).open(&self.0).and_then(|mut file| writeln!(file, "{line}"));
        if let Err(error) = kept {
            tracing::debug!(%error, "the console's history cannot be written");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_lines_come_back_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let history = History::in_file(folder.path().join("history"));
        assert!(history.lines().is_empty());
        for number in 0..KEPT + 2 {
            history.keep(&format!(":{number}"));
        }
        history.keep("!two\nlines");
        let lines = history.lines();
        assert_eq!((lines.len(), lines[0].as_str(), lines[KEPT - 1].as_str()), (KEPT, ":2", ":501"));
    }

    #[test]
    fn a_folder_that_is_gone_is_no_trouble() {
        let folder = tempfile::tempdir().unwrap();
        let history = History::in_file(folder.path().join("gone").join("history"));
        history.keep(":help");
        assert!(history.lines().is_empty());
    }
}
