//! What is erased is gone from every file of the data folder, and the log still verifies.

use std::{collections::BTreeSet, fs, path::Path};

use jiff::{SignedDuration, Timestamp};

use crate::world::{Example, Output, Setup, World};

const ROOM: &str = "meldingen-noord";
const REPORTER: &str = "noord.melder";
const CHAIR: &str = "noord.voorzitter";

/// Which files of a folder hold these bytes.
pub fn holding(folder: &Path, words: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(holding(&path, words));
        } else if fs::read(&path).expect("a file").windows(words.len()).any(|window| window == words.as_bytes()) {
            found.push(path.display().to_string());
        }
    }
    found
}

fn verified(world: &World) -> String {
    let ran = world.tool(&["verify"]);
    assert_eq!(ran.status, Some(0), "{ran}");
    ran.stdout
}

#[test]
fn a_redacted_text_is_in_no_file_any_more() {
    let mut world = World::new();
    world.say(REPORTER, ROOM, "!meld rook in de kelder");
    world.say(CHAIR, ROOM, "!log INC-2026-0001 \"Zuurkoolstamper\" is gewond");
    let seq = world.state("INC-2026-0001")["log"].as_array().expect("a log").len().to_string();
    world.say(CHAIR, ROOM, &format!("!logboek wis INC-2026-0001 {seq} een naam"));
    world.stop();
    assert_eq!(holding(&world.data(), "Zuurkoolstamper"), [""; 0]);
    assert!(!holding(&world.data(), "rook in de kelder").is_empty(), "what was not redacted is there");
    assert!(verified(&world).contains("Eén vrije tekst is gewist"));
    world.close();
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the tool works by the real clock, and the story goes on after it")]
fn what_a_person_wrote_is_erased_once_and_the_log_says_so() {
    let mut world = World::new();
    world.say(REPORTER, ROOM, "!meld Zuurkoolstamper ligt in de kelder");
    world.say(CHAIR, ROOM, "!log INC-2026-0001 de voorzitter schreef dit");
    world.say(REPORTER, ROOM, "!meld Appelmoespot staat in brand");
    world.say(CHAIR, ROOM, "!incident sluit INC-2026-0002");

    let ran = world.tool(&["erase-person", REPORTER]);
    assert_eq!(ran.status, Some(2), "the folder is in use: {ran}");
    assert!(ran.said().contains(&world.pid().to_string()), "{ran}");
    world.stop();

    let ran = world.tool(&["erase-person", "niemand.hier"]);
    assert_eq!(ran.status, Some(2), "{ran}");
    assert!(ran.said().contains("niemand.hier ken ik niet"), "{ran}");
    assert!(!holding(&world.data(), "Zuurkoolstamper").is_empty(), "nothing happened yet");

    let ran = world.tool(&["erase-person", REPORTER]);
    assert_eq!(ran.status, Some(0), "{ran}");
    assert!(ran.stdout.contains("Gewist: wat noord.melder schreef"), "{ran}");
    for words in ["Zuurkoolstamper", "Appelmoespot"] {
        assert_eq!(holding(&world.data(), words), [""; 0], "{words}");
    }
    assert!(!holding(&world.data(), "de voorzitter schreef dit").is_empty(), "another's words stay");
    let said = verified(&world);
    assert!(said.contains("2 vrije teksten zijn gewist; zonder regel in een logboek die dat zegt: 0"), "{said}");
    let page = world.tool(&["export", "INC-2026-0001", "--format", "md"]).stdout;
    assert!(page.contains("noord.melder meldde") && page.contains("persoonsgegevens gewist op vraag"), "{page}");

    let ran = world.tool(&["erase-person", REPORTER, "--language", "en"]);
    assert_eq!(ran.status, Some(1), "{ran}");
    assert!(ran.said().contains("nothing (left) to erase"), "{ran}");
    assert_eq!(world.tool(&["replay"]).status, Some(0));

    // The posts that quoted them are said anew as soon as the bot can speak again. The tool erased by the real clock.
    let real = Timestamp::now().duration_since(world.now()).max(SignedDuration::ZERO);
    let anew = world.start_later(real + SignedDuration::from_hours(1));
    let edited: Vec<&str> = anew.iter().filter(|output| output.kind == "edit").map(Output::text).collect();
    for id in ["INC-2026-0001", "INC-2026-0002"] {
        assert!(edited.iter().any(|text| text.contains(id) && text.contains("gewist")), "{id}: {anew:?}");
    }
    assert!(!edited.iter().any(|text| text.contains("Zuurkoolstamper") || text.contains("Appelmoespot")), "{anew:?}");
    world.stop();
}

#[test]
fn a_value_that_could_not_be_read_is_erased_with_the_report_that_kept_it() {
    let mut world = World::new();
    world.say(CHAIR, ROOM, "!meld rook in de kelder");
    // It stays in the text of the report, and the answer says what it may be.
    let answers = world.say(REPORTER, ROOM, "!meld lek in het dak gezondheid:Zuurkoolstamper");
    let asked = answers.iter().find(|output| output.text().contains("gezondheid:")).expect("the answer");
    assert!(asked.text().contains("INC-2026-0002") && asked.text().contains("Zuurkoolstamper"), "{asked}");
    let edits = world.say(CHAIR, ROOM, "!logboek wis INC-2026-0002 1 een naam");
    let edited: Vec<_> = edits.iter().filter(|output| output.str("target") == asked.str("id")).collect();
    assert!(edited.iter().any(|output| output.text().contains("Wat hier gevraagd werd, is gewist.")), "{edits:?}");
    world.stop();
    assert_eq!(holding(&world.data(), "Zuurkoolstamper"), [""; 0]);
    verified(&world);
    world.close();
}

#[test]
fn words_that_a_question_handed_on_are_erased_with_the_line_that_came_of_them() {
    let mut world = World::new();
    world.say(REPORTER, ROOM, "!meld rook in de kelder");
    world.say(REPORTER, ROOM, "!meld server ligt plat");
    // The bot asks which record is meant; its buttons carry the words on.
    world.say(CHAIR, ROOM, "!log Zuurkoolstamper is gewond");
    let answers = world.press(CHAIR, Some(ROOM), "INC-2026-0001");
    assert!(answers.iter().any(|output| output.text().contains("Zuurkoolstamper")), "{answers:?}");
    let seq = world.state("INC-2026-0001")["log"].as_array().expect("a log").len().to_string();
    world.say(CHAIR, ROOM, &format!("!logboek wis INC-2026-0001 {seq} een naam"));
    world.stop();
    assert_eq!(holding(&world.data(), "Zuurkoolstamper"), [""; 0]);
    verified(&world);
    world.close();
}

/// The example, in a language.
fn speaking(language: &str) -> Setup {
    let spoken = format!("language = \"{language}\"\n\n");
    let example = Example::changed(&[("noodklok.toml", "language = \"nl\"\n\n", &spoken)]);
    Setup { config: Some(example), ..Setup::default() }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the tool works by the real clock, and the story goes on after it")]
fn what_a_person_typed_is_erased_where_the_bot_only_asked_back() {
    // In the language of the rooms, whatever the operator reads.
    for (language, operator, erased) in
        [("nl", "en", "Wat hier gevraagd werd, is gewist."), ("en", "nl", "What was asked here is erased.")]
    {
        let mut world = World::with(speaking(language));
        world.say(CHAIR, ROOM, "!meld rook in de kelder");
        // A word that is no command, and a wrong value: no record keeps them, and the answers hold what was typed.
        for line in ["!brand Zuurkoolstamper ligt in de kelder", "!taak halen tegen:Zuurkoolstamper"] {
            let answers = world.say(REPORTER, ROOM, line);
            assert!(answers.iter().any(|output| output.text().contains("Zuurkoolstamper")), "{answers:?}");
        }
        // A report keeps a value that it cannot read in its text, and says what that may be.
        let answers = world.say(REPORTER, ROOM, "!meld lek gezondheid:Zuurkoolstamper");
        assert!(answers[0].text().contains("INC-2026-0002"), "{answers:?}");
        world.say(CHAIR, ROOM, "!onzin uit het hoofd");
        world.stop();

        let ran = world.tool(&["erase-person", REPORTER, "--language", operator]);
        assert_eq!(ran.status, Some(0), "{ran}");
        assert_eq!(holding(&world.data(), "Zuurkoolstamper"), [""; 0]);
        assert_eq!(holding(&world.data(), "zuurkoolstamper"), [""; 0]);
        assert!(!holding(&world.data(), "uit het hoofd").is_empty(), "another's words stay");
        verified(&world);
        assert_eq!(world.tool(&["replay"]).status, Some(0));

        let real = Timestamp::now().duration_since(world.now()).max(SignedDuration::ZERO);
        let anew = world.start_later(real + SignedDuration::from_hours(1));
        let edited: Vec<&Output> = anew.iter().filter(|output| output.kind == "edit").collect();
        let saying = edited.iter().filter(|output| output.text().contains(erased));
        let posts: BTreeSet<_> = saying.map(|output| output.str("target")).collect();
        assert_eq!(posts.len(), 3, "{edited:#?}");
        assert!(edited.iter().all(|output| !output.text().to_lowercase().contains("zuurkool")), "{edited:#?}");
        world.stop();
    }
}
