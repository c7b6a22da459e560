//! The state document and the page.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::story::{Shelf, Story, story};
use crate::{
    domain::{
        entry::{Told, entry},
        event::Event,
        message::Arg,
        organisation::Language,
        texts,
    },
    export::{document::document, markdown::markdown},
};

fn json_of(story: &Story, language: Language) -> Value {
    let shelf = Shelf::new();
    serde_json::to_value(document(&story.incident(), &story.log(), &shelf.words(story, language))).unwrap()
}

fn page_of(story: &Story, language: Language) -> String {
    let shelf = Shelf::new();
    markdown(&story.incident(), &story.log(), &shelf.words(story, language))
}

#[test]
fn the_story_has_every_kind_of_event() {
    let told: BTreeSet<String> = story().rows.into_iter().map(|row| row.kind).collect();
    let all: BTreeSet<String> = Event::TYPES.iter().map(|(kind, _)| (*kind).to_owned()).collect();
    assert_eq!(told, all);
}

#[test]
fn an_entry_quotes_every_text_of_its_event() {
    for row in story().log() {
        let clauses = entry(&row.event, Told { actor: &row.actor, at: row.at, said_at: row.said_at });
        let args: Vec<Arg> = clauses.iter().flat_map(|line| line.args().into_iter().map(|(_, arg)| arg)).collect();
        for text in texts::of(&row.event) {
            assert!(args.contains(&Arg::Text(text)), "{}", row.event.kind());
        }
    }
}

#[test]
fn the_document_in_full() {
    let document = json_of(&story(), Language::Nl);
    insta::assert_snapshot!("document", serde_json::to_string_pretty(&document).unwrap());
}

#[test]
fn the_page_in_full() {
    insta::assert_snapshot!("page-nl", page_of(&story(), Language::Nl));
    insta::assert_snapshot!("page-en", page_of(&story(), Language::En));
}

#[test]
fn the_keys_are_those_of_the_contract_from_the_first_event_on() {
    let contract = [
        "id",
        "title",
        "description",
        "status",
        "exercise",
        "verified",
        "reported_by",
        "meldpunt",
        "level",
        "level_provisional",
        "proposed_level",
        "ccvo_phase",
        "lead",
        "communication",
        "entities",
        "facts",
        "recommendations",
        "ccvo_calls",
        "ccvo_requests",
        "cmts",
        "tasks",
        "roles",
        "links",
        "rooms",
        "next_update_at",
        "log",
        "opened_at",
        "closed_at",
    ];
    let mut story = Story::default();
    let title = story.text("rook");
    story.add(
        0,
        "noord.melder",
        "report.recorded",
        &json!({
            "title": title, "description": null, "meldpunt": "noord", "origin": "meldingen-noord",
            "report_room": "meldingen-noord", "exercise": false, "verified": true, "since": null,
            "desk": {"room": "ccvo", "phone": "02 217 0 112"},
        }),
    );
    let value = json_of(&story, Language::Nl);
    let keys: BTreeSet<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, contract.into_iter().collect());
    assert_eq!(value["lead"], json!({"kind": "team", "entity": "noord"}));
    assert_eq!(value["communication"], json!({"kind": "entity", "entity": "noord"}));
    assert_eq!(value["proposed_level"], Value::Null);
    assert_eq!(value["roles"], json!({}));
    assert_eq!(value["closed_at"], Value::Null);
    assert_eq!(value["opened_at"], "2026-11-23T14:30:00+01:00");
    let unknown =
        json!({"impact": "unknown", "capacity": "unknown", "health": "unknown", "building": null, "processes": []});
    assert_eq!(value["facts"]["entities"], json!({"noord": unknown}));
    let general = json!({"malicious": "unknown", "reputation": "unknown", "nbc": "unknown", "societal": "unknown", "other": "unknown"});
    assert_eq!(value["facts"]["general"], general);
}

#[test]
fn an_exercise_says_so_first_and_a_real_one_never() {
    let story = story();
    assert!(page_of(&story, Language::Nl).starts_with("OEFENING\n"));
    let shelf = Shelf::new();
    let mut real = story.incident();
    real.exercise = false;
    let page = markdown(&real, &story.log(), &shelf.words(&story, Language::Nl));
    assert!(page.starts_with("# INC-2026-0001"), "{page}");
}

#[test]
fn an_erased_text_is_nowhere_and_says_who_erased_it() {
    let story = story();
    let (document, page) = (json_of(&story, Language::Nl).to_string(), page_of(&story, Language::Nl));
    for told in [document, page] {
        assert!(!told.contains("slachtoffer"));
        assert!(told.contains("gewist door ccvo.wacht1 om 14:44"), "{told}");
        assert!(!told.contains("gewist · gewist"), "{told}");
    }
}

#[test]
fn what_people_wrote_stays_text() {
    let page = page_of(&story(), Language::Nl);
    for markup in ["<b>", "**vet**", "klik](", "\u{202e}", "\n- lijst", "\n# kop"] {
        assert!(!page.contains(markup), "{markup:?}");
    }
    let bars = |row: &str| row.replace("\\|", "").matches('|').count();
    let mut head = 0;
    for line in page.lines() {
        head = if line.starts_with('|') { if head == 0 { bars(line) } else { head } } else { 0 };
        assert!(head == 0 || bars(line) == head, "{line}");
    }
    assert_eq!(page.lines().filter(|line| line.starts_with('|') && line.contains("officier")).count(), 2);
    for (language, page) in [(Language::Nl, &page), (Language::En, &page_of(&story(), Language::En))] {
        let unsaid: Vec<&str> = page.lines().filter(|line| line.contains("page-") || line.contains("entry-")).collect();
        assert!(unsaid.is_empty(), "{language:?} {unsaid:?}");
    }
}

#[test]
fn a_line_said_long_before_is_marked_late() {
    let document = json_of(&story(), Language::Nl);
    let last = document["log"].as_array().unwrap().last().unwrap();
    assert!(last["text"].as_str().unwrap().ends_with("laat ontvangen, gezegd om 16:50"), "{last}");
}
