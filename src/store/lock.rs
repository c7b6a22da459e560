//! One process on one data folder.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

/// Held as long as the process works in the folder; the system lets go of it also when the process is killed.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Why the folder cannot be taken.
#[derive(Debug)]
pub enum NotLocked {
    /// Another process works in it; its id, where the file tells.
    Taken(PathBuf, Option<u32>),
    /// The file cannot be made.
    Failed(PathBuf, std::io::Error),
}

impl Lock {
    /// Takes the folder.
    ///
    /// # Errors
    /// Another process works in it, or the file cannot be made.
    pub fn take(folder: &Path) -> Result<Self, NotLocked> {
        let path = folder.join("noodklok.lock");
        let failed = |error| NotLocked::Failed(path.clone(), error);
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                let pid = file.read_to_string(&mut text).ok().and_then(|_| text.trim().parse().ok());
                return Err(NotLocked::Taken(path, pid));
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let written = file
            .set_len(0)
            .and_then(|()| file.seek(SeekFrom::Start(0)))
            .and_then(|_| file.write_all(format!("{}\n", std::process::id()).as_bytes()));
        written.map_err(failed)?;
        Ok(Self { _file: file })
    }
}
