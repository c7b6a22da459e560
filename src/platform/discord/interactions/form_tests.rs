//! The form of a report, opened and sent.

use serde_json::{Value, json};

use super::*;
use crate::{
    domain::organisation::Language,
    settings::{self, Source},
};

fn words(language: Language) -> Words {
    let organisation = settings::load(Source::Embedded).unwrap().organisation;
    Words::embedded(language).unwrap().of(organisation.into()).in_language(language)
}

fn opened(language: Language, given: &Invocation) -> Value {
    let words = words(language);
    serde_json::to_value(open(&words, words.catalogue.definition("incident report").unwrap(), given)).unwrap()
}

fn fields(form: &Value) -> Vec<&Value> {
    form["components"].as_array().unwrap().iter().map(|row| &row["components"][0]).collect()
}

fn sent(custom_id: &str, fields: &[(&str, &str)]) -> Option<String> {
    let rows: Vec<Value> = fields
        .iter()
        .map(|(id, value)| json!({"type": 1, "components": [{"type": 4, "custom_id": id, "value": value}]}))
        .collect();
    let data = serde_json::from_value(json!({"custom_id": custom_id, "components": rows})).unwrap();
    line(&words(Language::Nl), &data).map(|(_, line)| line)
}

#[test]
fn the_form_asks_one_thing_and_keeps_within_the_limits() {
    for language in [Language::Nl, Language::En] {
        let more = Invocation::new("incident report").with("malicious", "yes");
        let form = opened(language, &more);
        assert!(form["title"].as_str().unwrap().chars().count() <= 45, "{}", form["title"]);
        assert!(form["custom_id"].as_str().unwrap().chars().count() <= 100);
        assert!(fields(&form).len() <= 5);
        for field in fields(&form) {
            assert!((1..=45).contains(&field["label"].as_str().unwrap().chars().count()), "{}", field["label"]);
            assert!(field["placeholder"].as_str().unwrap_or_default().chars().count() <= 100);
            assert_eq!(field["required"], field["custom_id"] == "what", "{field}");
        }
        assert_eq!(fields(&form)[0]["style"], 2, "room for a story");
    }
    assert!(opened(Language::Nl, &Invocation::default())["title"].as_str().unwrap().starts_with("OEFENING"));
}

#[test]
fn what_was_given_is_not_asked_again() {
    let given = Invocation::new("incident report").with("building", "gebouw-noord").with("exercise", "yes");
    let form = opened(Language::Nl, &given);
    let ids: Vec<_> = fields(&form).iter().map(|field| field["custom_id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["what", "health", "more"]);
    assert_eq!(fields(&form)[2]["value"], "gebouw:gebouw-noord oefening:ja");
    let given = fields(&form)[2]["value"].as_str().unwrap().to_owned();
    assert_eq!(
        sent("form:incident report", &[("what", "Rook"), ("more", &given)]).unwrap(),
        "!meld Rook gebouw:gebouw-noord oefening:ja"
    );
}

#[test]
fn what_is_sent_becomes_a_report_and_no_word_is_lost() {
    let table: [(&[(&str, &str)], &str); 6] = [
        (
            &[("what", "Brand op de derde verdieping"), ("where", ""), ("health", "")],
            "!meld Brand op de derde verdieping",
        ),
        (
            &[("what", "Brand"), ("where", "GEBOUW-Noord"), ("health", "Ja")],
            "!meld Brand gebouw:gebouw-noord gezondheid:ja",
        ),
        (&[("what", "Brand"), ("where", "zuid"), ("health", "neen.")], "!meld Brand entiteit:zuid gezondheid:nee"),
        (
            &[("what", "Brand"), ("where", "de kelder"), ("health", "ja, twee mensen")],
            "!meld Brand gezondheid:ja\nWaar: de kelder\nGezondheid van personeel: ja, twee mensen",
        ),
        (&[("what", "Brand\nhelp"), ("health", "misschien")], "!meld Brand\nhelp\nGezondheid van personeel: misschien"),
        (&[("what", "Brand"), ("more", "onzin oefening:ja")], "!meld Brand oefening:ja\nonzin"),
    ];
    for (fields, expected) in table {
        assert_eq!(sent("form:incident report", fields).as_deref(), Some(expected));
    }
}

#[test]
fn another_form_is_none_of_ours() {
    assert_eq!(sent("form:incident shout", &[("what", "x")]), None);
    assert_eq!(sent("report", &[("what", "x")]), None);
}
