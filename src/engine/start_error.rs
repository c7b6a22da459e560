//! Why the engine cannot start, and what the person can do.

use std::path::PathBuf;

use crate::{
    domain::{line::Line, words::Verbatim},
    store::{StoreError, lock::NotLocked},
};

/// Why the engine cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Another process works in the data folder.
    #[error("another noodklok (process {}) works in this folder already, says {}; stop that one first, or choose another folder with --data", .1.map_or_else(|| "unknown".to_owned(), |pid| pid.to_string()), .0.display())]
    Taken(PathBuf, Option<u32>),
    /// The lock file cannot be made.
    #[error("{} cannot be made ({}); allow writing in the folder, or choose another one with --data", .0.display(), .1)]
    NoLock(PathBuf, String),
    /// The database cannot be used.
    #[error("{} cannot be used: {}", .0.display(), .1)]
    Store(PathBuf, StoreError),
    /// Commands and words do not fit together.
    #[error("the program is not whole: {0}")]
    Broken(String),
}

impl StartError {
    /// As a sentence in the reader's language.
    #[must_use]
    pub fn line(&self) -> Line {
        let verbatim = |text: &dyn ToString| Verbatim(text.to_string());
        match self {
            Self::Taken(path, pid) => {
                let pid = pid.map_or_else(|| "?".to_owned(), |pid| pid.to_string());
                Line::StartTaken { path: verbatim(&path.display()), pid: Verbatim(pid) }
            }
            Self::NoLock(path, reason) => {
                Line::StartNoLock { path: verbatim(&path.display()), reason: verbatim(reason) }
            }
            Self::Store(path, error) => {
                let path = verbatim(&path.display());
                match error {
                    StoreError::Locked => Line::StartLocked { path },
                    StoreError::ReadOnly => Line::StartReadOnly { path },
                    StoreError::Full => Line::StartFull { path },
                    StoreError::Corrupt(reason) | StoreError::Unreadable(reason) => {
                        Line::StartCorrupt { path, reason: verbatim(reason) }
                    }
                    StoreError::Newer(reason) => Line::StartNewer { path, reason: verbatim(reason) },
                    StoreError::Missing | StoreError::Defect(_) | StoreError::Failed(_) => {
                        Line::StartFailed { path, reason: verbatim(error) }
                    }
                }
            }
            Self::Broken(reason) => {
                Line::StartFailed { path: Verbatim("noodklok".to_owned()), reason: verbatim(reason) }
            }
        }
    }
}

impl From<NotLocked> for StartError {
    fn from(error: NotLocked) -> Self {
        match error {
            NotLocked::Taken(path, pid) => Self::Taken(path, pid),
            NotLocked::Failed(path, error) => Self::NoLock(path, error.to_string()),
        }
    }
}
