//! Where everything is kept.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The data folder that was given, else the usual place of this account: one apart for the example organisation.
#[must_use]
pub fn data(given: Option<&Path>, example: bool, variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    if let Some(given) = given {
        return Some(given.to_owned());
    }
    // The specification wants relative paths here to be ignored.
    let absolute = |name: &str| variable(name).filter(|path| path.is_absolute());
    let base = absolute("XDG_DATA_HOME").or_else(|| Some(absolute("HOME")?.join(".local").join("share")))?;
    Some(base.join(if example { "noodklok-example" } else { "noodklok" }))
}

/// Makes the folder, readable by this account only: it holds what people said.
///
/// # Errors
/// It cannot be made, or is no folder.
pub fn make(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)], example: bool) -> Option<PathBuf> {
        let find = |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| PathBuf::from(*value));
        data(None, example, find)
    }

    #[test]
    fn the_usual_places() {
        let both = [("XDG_DATA_HOME", "/x"), ("HOME", "/h")];
        assert_eq!(of(&both, false), Some("/x/noodklok".into()));
        assert_eq!(of(&both, true), Some("/x/noodklok-example".into()));
        assert_eq!(of(&both[1..], false), Some("/h/.local/share/noodklok".into()));
        assert_eq!(
            of(&[("XDG_DATA_HOME", "relative"), ("HOME", "/h")], true),
            Some("/h/.local/share/noodklok-example".into())
        );
        assert_eq!(of(&[("XDG_DATA_HOME", "")], false), None);
        assert_eq!(data(Some(Path::new("d")), true, |_| None), Some("d".into()));
    }

    #[test]
    fn a_folder_is_made_and_a_file_in_its_place_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a").join("b");
        make(&deep).unwrap();
        make(&deep).unwrap();
        fs::write(deep.join("file"), "").unwrap();
        assert!(make(&deep.join("file")).is_err());
    }
}
