//! A slash command and the line that says it are the same command, whatever is typed in it.

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::{
    catalog::model::{Kind, Opt},
    domain::ids::IncidentId,
};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::embedded().unwrap());

/// Options by name, with their values.
type Given<'a> = &'a [(&'a str, &'a str)];

/// A slash command as Discord sends it.
fn data(path: &str, options: Given<'_>) -> CommandData {
    let options: Vec<Value> =
        options.iter().map(|(name, value)| json!({"name": name, "type": 3, "value": value})).collect();
    let (name, options) = match path.split_once(' ') {
        Some((group, word)) => (group, json!([{"name": word, "type": 1, "options": options}])),
        None => (path, json!(options)),
    };
    serde_json::from_value(json!({"id": "1", "type": 1, "name": name, "options": options})).unwrap()
}

fn line(path: &str, options: Given<'_>) -> String {
    spoken(&CATALOGUE, &data(path, options), Language::Nl).unwrap().line
}

#[test]
fn a_command_is_the_line_that_says_the_same() {
    let table: [(&str, Given<'_>, &str); 9] = [
        ("status", &[], "!status"),
        (
            "incident report",
            &[("text", "Brand op de derde verdieping"), ("health", "yes"), ("building", "gebouw-noord")],
            "!meld Brand op de derde verdieping gezondheid:ja gebouw:gebouw-noord",
        ),
        ("incident report", &[("text", " rook \n twee mensen onwel\n")], "!meld rook\ntwee mensen onwel"),
        ("incident report", &[("text", "zegt health:no")], "!meld \"zegt health:no\""),
        ("log add", &[("text", "toon"), ("incident", "INC-2026-0001")], "!logboek INC-2026-0001 toon"),
        ("log add", &[("text", "toon")], "!logboek \"toon\""),
        ("update give", &[("incident", " inc-2026-1 ")], "!stand INC-2026-0001"),
        ("task done", &[("task", "T3"), ("incident", "INC-2026-0042")], "!taak klaar INC-2026-0042 T3"),
        (
            "incident impact",
            &[("process", "noord.noodlijn, iets anders")],
            "!impact proces:noord.noodlijn,\"iets anders\"",
        ),
    ];
    for (path, options, expected) in table {
        assert_eq!(line(path, options), expected);
    }
    let english = spoken(&CATALOGUE, &data("incident report", &[("text", "x")]), Language::En).unwrap();
    assert_eq!((english.line.as_str(), english.definition.path.as_str()), ("!incident report x", "incident report"));
}

#[test]
fn a_form_opens_only_for_a_report_without_text() {
    let opens = |path, options: &[_]| spoken(&CATALOGUE, &data(path, options), Language::Nl).unwrap().opens_form();
    assert!(opens("incident report", &[]) && opens("incident report", &[("text", " "), ("health", "yes")]));
    assert!(!opens("incident report", &[("text", "x")]) && !opens("log add", &[]));
}

#[test]
fn what_does_not_fit_is_not_lost() {
    let wrong = |path, options: &[_]| spoken(&CATALOGUE, &data(path, options), Language::Nl).unwrap_err();
    assert_eq!(
        wrong("incident shout", &[("text", "brand in de kelder"), ("loud", "yes")]),
        Misfit::Unknown { line: "!incident shout brand in de kelder yes".to_owned() }
    );
    let refused =
        |why: Line, said: &str| Misfit::Refused(vec![why, Line::TypeForExample { command: Invocation::typed(said) }]);
    assert_eq!(
        wrong("log add", &[("text", "de burgemeester weet het"), ("incident", "brand")]),
        refused(Line::DiscordRecordWrong { typed: "brand".to_owned() }, "!logboek de burgemeester weet het")
    );
    assert_eq!(
        wrong("log add", &[("text", "de burgemeester weet het"), ("mood", "grim")]),
        refused(Line::DiscordCommandChanged {}, "!logboek de burgemeester weet het mood: grim")
    );
    // A report never bounces.
    assert_eq!(line("incident report", &[("text", "brand"), ("mood", "grim")]), "!meld brand\nmood: grim");
    assert_eq!(
        line("incident report", &[("health", "een beetje"), ("text", "x")]),
        "!meld \"x\" gezondheid:\"een beetje\""
    );
    assert_eq!(
        line("incident escalate", &[("level", "ramp")]),
        "!opschalen niveau:ramp",
        "the core says what it may be"
    );
}

#[test]
fn what_looks_like_an_option_stays_in_its_place() {
    let data = data("page start", &[("who", "tekst:x"), ("text", "toon"), (RECORD, "INC-2026-0001")]);
    let spoken = spoken(&CATALOGUE, &data, Language::En).unwrap();
    assert_eq!(spoken.line, "!page INC-2026-0001 \"tekst:x\" toon");
    let read = CATALOGUE.invocation(&spoken.line).unwrap();
    assert_eq!((read.text.as_deref(), read.options), (Some("toon"), vec![("who".to_owned(), "tekst:x".to_owned())]));
}

#[test]
fn values_of_another_version_are_read_too() {
    let of = |kind: u8, value: Value| {
        let data = json!({"id": "1", "type": 1, "name": "task", "options": [
            {"name": "done", "type": 1, "options": [{"name": "task", "type": kind, "value": value}]}]});
        let data: CommandData = serde_json::from_value(data).unwrap();
        spoken(&CATALOGUE, &data, Language::En).unwrap().line
    };
    assert_eq!(of(4, json!(3)), "!task done 3");
    assert_eq!(of(5, json!(true)), "!task done yes");
    assert_eq!(of(6, json!("77")), "!task done <@77>");
    assert_eq!(of(11, json!("77")), "!task done");
}

/// Text that is easily taken for something else.
fn text() -> impl Strategy<Value = String> {
    let parts = [
        "toon",
        "INC-2026-0001",
        "gezondheid:ja",
        "reden:\"x",
        "level:crisis",
        "\"",
        "“",
        "”",
        "«",
        "\\",
        "\\\"",
        "é",
        "👨‍👩‍👧",
        "<@77>",
        "@everyone",
        "7",
        "T1",
        "10:30",
        "soort:",
        "tekst:x",
        "text:",
        ":",
        "!meld",
        "/meld",
        "@noodklok",
        ",",
        "incident:INC-2026-0009",
        "\u{202E}",
        "\u{200B}",
        "  ",
        "\n",
        "\r\n",
        "\u{2028}",
        "`",
        "||",
    ];
    let part = prop_oneof![8 => proptest::sample::select(parts.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,6}"];
    proptest::collection::vec(part, 1..7)
        .prop_map(|parts| parts.join(" "))
        .prop_filter("something to see", |text| text.chars().any(char::is_alphanumeric))
}

fn value(option: &Opt, forgiving: bool) -> BoxedStrategy<String> {
    let words = |words: Vec<String>| proptest::sample::select(words).boxed();
    let fixed = |list: &[&str]| words(list.iter().map(|word| (*word).to_owned()).collect());
    match option.kind {
        Kind::Answer => fixed(&["yes", "no", "unknown"]),
        Kind::YesNo => fixed(&["yes", "no"]),
        Kind::Choice | Kind::Role => words(option.choices.iter().map(|choice| choice.id.clone()).collect()),
        Kind::Incident => fixed(&["INC-2026-0002", "INC-2026-12345"]),
        Kind::Task => fixed(&["T1", "3"]),
        Kind::Number => fixed(&["1", "77"]),
        // Typed freely, such as the name of a building.
        Kind::Entity | Kind::Building | Kind::Process | Kind::Person | Kind::PersonOrTeam if !forgiving => {
            text().boxed()
        }
        _ => fixed(&["noord", "noord, zuid", "Gebouw \"Noord\"", "15m", "14:30"]),
    }
}

fn command() -> impl Strategy<Value = (Definition, Option<String>, Vec<(String, String)>)> {
    let definitions = CATALOGUE.definitions().to_vec();
    proptest::sample::select(definitions).prop_flat_map(|definition| {
        let mut options = Vec::new();
        for option in &definition.options {
            let name = option.name.clone();
            let value = if option.form == Form::Rest { text().boxed() } else { value(option, definition.forgiving) };
            let given = value.prop_map(move |value| Some((name.clone(), value)));
            options.push(if option.required { given.boxed() } else { prop_oneof![Just(None), given].boxed() });
        }
        let record = if definition.record == Record::One { Some("INC-2026-0001".to_owned()) } else { None };
        options.prop_map(move |options| (definition.clone(), record.clone(), options.into_iter().flatten().collect()))
    })
}

/// What can be seen of a text: blanks and what nobody sees may be others.
fn seen(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{61C}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
    };
    text.chars().filter(|c| !c.is_whitespace() && !hidden(*c)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn the_line_reads_back_as_the_same_command((definition, record, options) in command()) {
            let mut given: Vec<(&str, &str)> = options.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        given.extend(record.as_deref().map(|id| (RECORD, id)));
        let data = data(definition.slash_words(Language::En), &given);
        for language in [Language::Nl, Language::En] {
            let spoken = spoken(&CATALOGUE, &data, language).unwrap();
            let read = CATALOGUE.invocation(&spoken.line).unwrap();
            prop_assert_eq!(&read.path, &definition.path, "{}", spoken.line);
            let id = record.as_ref().map(|_| IncidentId { year: 2026, n: 1 });
            prop_assert_eq!(read.incident, id, "{}", spoken.line);
            let text = options.iter().find(|(name, _)| definition.option(name).unwrap().form == Form::Rest);
            let text = text.map(|(_, text)| seen(text)).unwrap_or_default();
            prop_assert_eq!(seen(read.text.as_deref().unwrap_or_default()), text, "{}", spoken.line);
            for (name, value) in &options {
                let option = definition.option(name).unwrap();
                if option.form == Form::Rest {
                    continue;
                }
                let back = read.options.iter().find(|(back, _)| back == name).map(|(_, value)| value.as_str());
                let in_dutch = option.choices.iter().find(|choice| choice.id == *value).map(|choice| choice.nl.as_str());
                let answer = match value.as_str() { "yes" => "ja", "no" => "nee", "unknown" => "onbekend", _ => "" };
                let back = back.map(seen);
                let same = back.as_deref().is_some_and(|back| {
                    let commas = |text: &str| text.replace(',', "");
                    // Of several values an empty one says nothing.
                    let same = if option.many { commas(back) == commas(&seen(value)) } else { back == seen(value) };
                    same || Some(back) == in_dutch || back == answer
                });
                prop_assert!(same, "{name}: {value:?} is {back:?} in {}", spoken.line);
            }
        }
    }
}
