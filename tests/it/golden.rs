//! Stored events stay readable for ever: `tests/golden/<type>.v<n>.json` are bodies as some version wrote them. Files
//! are only ever added, one for each type and version; an old one that no longer reads is a broken database.

use std::{collections::BTreeSet, fs, path::Path};

use noodklok::domain::event::Event;

#[test]
fn every_stored_form_reads_and_the_current_one_is_written_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut seen = BTreeSet::new();
    for file in fs::read_dir(folder).expect("the folder of golden events") {
        let path = file.expect("a readable folder").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
        let (kind, version) = name.rsplit_once(".v").expect("named <type>.v<n>.json");
        let version: u16 = version.parse().expect("a version");
        let stored: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(&path).expect("a readable file")).expect("JSON");
        let event = Event::read(kind, version, stored.clone()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!((event.kind(), event.version() >= version), (kind, true), "{name}");
        if event.version() == version {
            assert_eq!(serde_json::to_value(&event).expect("serialisable"), stored, "{name}: written otherwise");
        }
        seen.insert((event.kind(), version));
    }
    let missing: Vec<_> = Event::TYPES.iter().filter(|current| !seen.contains(*current)).collect();
    assert!(missing.is_empty(), "no golden file for {missing:?}");
}
