//! Files that are hardly a configuration at all: each a clear sentence, and never a panic.

use proptest::prelude::*;

use super::{
    super::{report, value::duration},
    *,
};
use crate::domain::time::Span;

#[test]
fn a_folder_that_is_none() {
    let copy = Copy::new();
    for path in [copy.0.path().join("nowhere"), copy.0.path().join("noodklok.toml")] {
        let mistakes = load(Source::Folder(&path)).unwrap_err();
        assert_eq!(mistakes.len(), 1);
        assert!(mistakes[0].one_line(Language::En).contains("this configuration folder cannot be read ("));
        assert!(mistakes[0].say(Language::Nl).contains("deze configuratiemap kan niet gelezen worden ("));
    }
}

#[test]
fn a_missing_file_hides_nothing_and_causes_nothing() {
    for file in FILES {
        let says = Copy::new().remove(file.name()).says();
        assert_eq!(says.len(), 1, "{says:#?}");
        assert!(says[0].starts_with(&format!("{}: this file is missing. The example", file.name())), "{says:#?}");
    }
    let empty = TempDir::new().unwrap();
    assert_eq!(load(Source::Folder(empty.path())).unwrap_err().len(), FILES.len());
}

#[test]
fn a_file_under_another_name_is_recognised() {
    let copy = Copy::new();
    fs::rename(copy.0.path().join("processes.toml"), copy.0.path().join("procesess.toml")).unwrap();
    let says = copy.says();
    assert_eq!(says.len(), 2, "{says:#?}");
    assert!(says[0].starts_with("procesess.toml: this file is not read. Did you mean `processes.toml`?"), "{says:#?}");
    assert!(says[1].contains("Is it now called `procesess.toml`?"), "{says:#?}");
    // Of other files nothing is said.
    let loaded = Copy::new().write("notes.txt", "x").write("noodklok.toml~", "x").load().unwrap();
    assert_eq!(loaded.warnings, []);
}

#[test]
fn not_a_plain_file_not_utf8_too_large() {
    let folder = Copy::new().remove("doctrine.toml");
    fs::create_dir(folder.0.path().join("doctrine.toml")).unwrap();
    assert_eq!(folder.says(), ["doctrine.toml: this is not a plain file"]);

    let latin = Copy::new().write("doctrine.toml", b"# one\n# two \xe9\xe9n\n");
    assert!(
        latin.says()[0].starts_with("doctrine.toml:2: from here on this is not text in UTF-8. Save"),
        "{:?}",
        latin.says()
    );

    let huge = Copy::new().write("doctrine.toml", vec![b'#'; 2 * 1024 * 1024]);
    assert_eq!(huge.says(), ["doctrine.toml: this file is larger than 1024 KiB"]);
}

#[cfg(unix)]
#[test]
fn a_file_without_access() {
    use std::os::unix::fs::PermissionsExt as _;
    let copy = Copy::new();
    let path = copy.0.path().join("doctrine.toml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // Whoever may read everything sees no mistake here.
    if fs::File::open(&path).is_err() {
        assert_eq!(copy.says(), ["doctrine.toml: this file cannot be read (permission denied)"]);
    }
}

#[test]
fn syntax_errors_hide_neither_each_other_nor_what_other_files_say() {
    let copy = Copy::new()
        .with("organisation.toml", "id = \"noord.melder\"", "id = \"noord.melder")
        .with("organisation.toml", "demo = true", "demo = yes")
        .with("organisation.toml", "entity = \"noord\"\nphone = \"+32 2 000 00 12\"", "entity = \"nord\"")
        .with("processes.toml", "limit = \"4h\"", "limit = \"4\"");
    let says = copy.says();
    let at = |file: &str, text: &str| format!("{file}:{}: ", copy.line(file, text));
    let expected = [
        (at("organisation.toml", "demo = yes"), "not valid TOML"),
        (at("organisation.toml", "id = \"noord.melder"), "not valid TOML"),
        (at("organisation.toml", "\"nord\""), "Did you mean `noord`?"),
        (at("processes.toml", "limit = \"4\""), "`4` is not a length of time"),
    ];
    assert_eq!(says.len(), expected.len(), "{says:#?}");
    for (line, (place, words)) in says.iter().zip(&expected) {
        assert!(line.starts_with(place) && line.contains(words), "{says:#?}");
    }
}

#[test]
fn a_broken_header_does_not_make_everybody_unknown() {
    let says = Copy::new()
        .with("organisation.toml", "[[person]]\nid = \"zuid.voorzitter\"", "[[person]\nid = \"zuid.voorzitter\"")
        .says();
    assert!(says.iter().all(|line| line.contains("not valid TOML")), "{says:#?}");
    let double = Copy::new().with("organisation.toml", "demo = true", "demo = true\ndemo = false").says();
    assert!(double.len() == 1 && double[0].contains("duplicate key"), "{double:#?}");
}

#[test]
fn an_empty_file_says_what_is_missing() {
    let says = Copy::new().write("organisation.toml", "").says();
    for missing in
        ["`organisation` is missing", "`ccvo` is missing", "no entity at all", "no room of kind ccvo", "a duty list"]
    {
        assert!(says.iter().any(|line| line.contains(missing)), "{missing}: {says:#?}");
    }
    assert!(
        says.iter().all(|line| line.starts_with("organisation.toml: ") || line.contains("there is no ")),
        "{says:#?}"
    );
}

#[test]
fn junk_of_any_size_is_refused_quickly_and_in_few_words() {
    let megabyte = 1024 * 1024;
    let junk = [
        "\u{1}".repeat(megabyte),
        "[".repeat(megabyte),
        "a={".repeat(megabyte / 3),
        "\n".repeat(megabyte),
        "x\n".repeat(megabyte / 2),
        "= 3\r\n".repeat(megabyte / 5),
        format!("x = \"{}\"", "\u{202e}".repeat(megabyte / 3 - 4)),
        (0..70_000).map(|n| format!("k{n} = 1")).collect::<Vec<_>>().join("\n"),
        format!("[[team]]\nid = \"t\"\nkind = \"own\"\nmembers = [{}]", "\"nobody\",".repeat(megabyte / 10)),
    ];
    for text in junk {
        let start: String = text.chars().take(20).collect();
        let copy = Copy::new().write("organisation.toml", &text);
        let mistakes = copy.load().unwrap_err();
        assert!((1..1100).contains(&mistakes.len()), "{start:?} {}", mistakes.len());
        let longest = mistakes.iter().map(|mistake| mistake.to_string().len()).max();
        assert!(longest < Some(3000), "{start:?} {longest:?}");
    }
}

#[test]
fn what_a_person_wrote_cannot_play_tricks_with_the_terminal() {
    let mistakes = Copy::new()
        .with("noodklok.toml", "\"nl\"\n", "\"\\u001b[31m\u{202e}x\"\n\"\\u001by\" = 1\n")
        .load()
        .unwrap_err();
    for language in [Language::Nl, Language::En] {
        let text = mistakes.iter().map(|mistake| mistake.one_line(language)).collect::<String>()
            + &*report(&mistakes, language, false);
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
    }
}

#[test]
fn lengths_of_time() {
    for (text, expected) in [
        ("0m", Some(0)),
        ("90s", Some(90)),
        ("15m", Some(900)),
        ("48h", Some(172_800)),
        ("008h", Some(28_800)),
        ("8784h", Some(31_622_400)),
        ("8785h", None),
        ("999999999999999999999h", None),
        ("", None),
        ("h", None),
        ("5", None),
        ("+5m", None),
        ("-5m", None),
        ("5 m", None),
        ("5M", None),
        ("1h30m", None),
        ("5é", None),
        ("٣m", None),
    ] {
        assert_eq!(duration(text), expected.map(|seconds: i64| Span(seconds * 1000)), "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_give_a_result(bytes in prop::collection::vec(any::<u8>(), 0..400), file in 0..FILES.len()) {
        let name = FILES[file].name();
        if let Err(mistakes) = Copy::new().write(name, &bytes).load() {
            prop_assert!(mistakes.iter().any(|mistake| !mistake.is_warning()));
            prop_assert!(!report(&mistakes, Language::Nl, false).is_empty());
        }
    }

    #[test]
    fn any_edit_of_the_example_gives_a_result(at in any::<prop::sample::Index>(), cut in 0..40usize, more in "[\\[\\]{}\"=a-z0-9.\n é\u{1f600}-]{0,6}", file in 0..FILES.len()) {
        let copy = Copy::new();
        let path = copy.0.path().join(FILES[file].name());
        let mut letters: Vec<char> = fs::read_to_string(&path).unwrap().chars().collect();
        let from = at.index(letters.len());
        let to = (from + cut).min(letters.len());
        letters.splice(from..to, more.chars());
        fs::write(&path, letters.into_iter().collect::<String>()).unwrap();
        match copy.load() {
            Ok(loaded) => prop_assert!(loaded.warnings.iter().all(Mistake::is_warning)),
            Err(mistakes) => {
                prop_assert!(mistakes.iter().any(|mistake| !mistake.is_warning()));
                for mistake in &mistakes {
                    prop_assert!(!mistake.say(Language::Nl).is_empty() && !mistake.say(Language::En).is_empty());
                }
                prop_assert!(!report(&mistakes, Language::En, true).is_empty());
            }
        }
    }
}
