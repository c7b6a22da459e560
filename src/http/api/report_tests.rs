//! Reports of programs, right and wrong.

use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::{
    domain::organisation::Language,
    settings::{Source, load},
};

static WORDS: LazyLock<Words> =
    LazyLock::new(|| Words::embedded(Language::Nl).unwrap().of(Arc::new(load(Source::Embedded).unwrap().organisation)));

fn line(body: &Value) -> Result<String, Refusal> {
    Ok(WORDS.typed(&NewReport::read(body)?.invocation(&WORDS)?))
}

#[test]
fn it_becomes_the_line_that_somebody_would_type() {
    let body = json!({
        "text": "rook in de kelder\nderde deur", "entity": "noord", "building": "gebouw-noord", "impact": "negative",
        "health": "yes", "process": ["noord.noodlijn", "noord.loonuitbetaling"], "exercise": true,
    });
    let typed = line(&body).unwrap();
    assert!(typed.starts_with("!meld rook in de kelder ") && typed.ends_with("\nderde deur"), "{typed}");
    for option in ["entiteit:noord", "gezondheid:ja", "proces:noord.noodlijn,noord.loonuitbetaling", "oefening:ja"] {
        assert!(typed.contains(option), "{typed}");
    }
    assert!(line(&json!({"text": "entiteit:zuid is het niet"})).unwrap().contains("\"entiteit:zuid is het niet\""));
}

#[test]
fn whatever_is_wrong_is_named() {
    for (body, expected) in [
        (json!({}), "`text`"),
        (json!({"text": 3}), "`text`"),
        (json!({"text": " \u{0} "}), "`text`"),
        (json!({"text": "x".repeat(10_001)}), "`text`"),
        (json!({"text": "rook", "gebouw": "x"}), "field"),
        (json!({"text": "rook", "entity": "west"}), "`entity`"),
        (json!({"text": "rook", "building": "noord"}), "`building`"),
        (json!({"text": "rook", "process": ["noord.noodlijn", "koffie"]}), "`process`"),
        (json!({"text": "rook", "impact": "erg"}), "`impact`"),
        (json!({"text": "rook", "health": "misschien"}), "`health`"),
        (json!(["rook"]), "`text`"),
    ] {
        let Err(Refusal::Nonsense(why)) = line(&body) else { panic!("{body}") };
        assert!(why.contains(expected), "{body}: {why}");
    }
}

proptest! {
    #[test]
    fn no_text_becomes_an_option(text in ".{1,200}|(malicious:yes|entiteit:zuid|!log| |\\n|\"|'|x){1,12}") {
        if let Ok(invocation) = NewReport::read(&json!({"text": text, "health": "no"})).unwrap().invocation(&WORDS) {
            let back = WORDS.catalogue.invocation(&WORDS.in_language(Language::En).typed(&invocation)).unwrap();
            prop_assert_eq!(&back.path, "incident report");
            prop_assert_eq!(&back.options, &invocation.options);
            // In Dutch the values are words of their own; that there are no more of them is what counts.
            let back = WORDS.catalogue.invocation(&WORDS.typed(&invocation)).unwrap();
            prop_assert_eq!(back.options.len(), 1);
        }
    }
}
