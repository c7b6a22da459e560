//! What is printed reads back as the same.

use proptest::prelude::*;

use super::world::{Plain, World, record};
use crate::catalog::model::{Form, Kind, Opt};
use crate::domain::{ids::IncidentId, message::Invocation, organisation::Language};

fn print(world: &World, invocation: &Invocation, language: Language) -> String {
    world.catalogue.print(invocation, language, &|key| key.to_owned())
}

#[test]
fn short_forms_in_both_languages() {
    let world = World::one();
    let id = IncidentId { year: 2026, n: 1 };
    let table = [
        (
            Invocation::new("incident impact").about(id).with("health", "yes"),
            "!impact INC-2026-0001 gezondheid:ja",
            "!impact INC-2026-0001 health:yes",
        ),
        (
            Invocation::new("ccvo called").about(id).hinting("answered"),
            "!gebeld INC-2026-0001 <answered>",
            "!ccvo called INC-2026-0001 <answered>",
        ),
        (
            Invocation::new("incident escalate").about(id).with("level", "crisis").with("reason", "het brandt"),
            "!opschalen INC-2026-0001 niveau:crisis reden:\"het brandt\"",
            "!incident escalate INC-2026-0001 level:crisis reason:\"het brandt\"",
        ),
        (
            Invocation::new("log redact").about(id).with("seq", 7).saying("naam"),
            "!logboek wis INC-2026-0001 7 naam",
            "!log redact INC-2026-0001 7 naam",
        ),
        (
            Invocation::new("role assign").with("person", "noord.kernlid1").with("role", "chair"),
            "!rol geef noord.kernlid1 voorzitter",
            "!role assign noord.kernlid1 chair",
        ),
        (Invocation::new("log").saying("toon"), "!logboek \"toon\"", "!log \"toon\""),
        (
            Invocation::new("log").saying("soort:vraag zei hij"),
            "!logboek \"soort:vraag zei hij\"",
            "!log \"soort:vraag zei hij\"",
        ),
        (
            Invocation::new("ack").about(id).with("answer", "unable"),
            "!ontvangen INC-2026-0001 antwoord:niet",
            "!ack INC-2026-0001 answer:unable",
        ),
        (
            Invocation::new("incident impact").with("process", "noord.noodlijn,zuid.vergunningen"),
            "!impact proces:noord.noodlijn,zuid.vergunningen",
            "!impact process:noord.noodlijn,zuid.vergunningen",
        ),
    ];
    for (invocation, nl, en) in table {
        assert_eq!(print(&world, &invocation, Language::Nl), nl);
        assert_eq!(print(&world, &invocation, Language::En), en);
        assert_eq!(world.catalogue.check_invocation(&invocation), Ok(()));
    }
}

#[test]
fn wrong_invocations_are_found() {
    let world = World::empty();
    let id = IncidentId { year: 2026, n: 1 };
    for invocation in [
        Invocation::new("incident sing"),
        Invocation::new("status").about(id),
        Invocation::new("incident impact").with("gezondheid", "yes"),
        Invocation::new("incident impact").with("health", "ja"),
        Invocation::new("ccvo ack").saying("x"),
        Invocation::new("task done").with("task", "x"),
    ] {
        assert!(world.catalogue.check_invocation(&invocation).is_err(), "{invocation:?}");
    }
}

fn value(option: &Opt) -> BoxedStrategy<String> {
    let words = |words: &[&str]| {
        proptest::sample::select(words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>()).boxed()
    };
    match option.kind {
        Kind::Answer => words(&["yes", "no", "unknown"]),
        Kind::YesNo => words(&["yes", "no"]),
        Kind::Choice | Kind::Role => {
            proptest::sample::select(option.choices.iter().map(|choice| choice.id.clone()).collect::<Vec<_>>()).boxed()
        }
        Kind::Entity if option.many => words(&["noord", "zuid", "noord,zuid"]),
        Kind::Entity => words(&["noord", "zuid"]),
        Kind::Building => words(&["gebouw-noord", "gebouw-zuid"]),
        Kind::Process => words(&["noord.noodlijn", "noord.noodlijn,zuid.vergunningen"]),
        Kind::Person => words(&["noord.kernlid1", "ccvo.wacht1"]),
        Kind::PersonOrTeam => words(&["noord.kernlid1", "noord.cmt"]),
        Kind::Incident => words(&["INC-2026-0002"]),
        Kind::Task => words(&["T1", "T12"]),
        Kind::Number => words(&["1", "77"]),
        Kind::Future => words(&["30m", "2026-11-23T16:00:00+01:00"]),
        Kind::Past => words(&["15m", "14:05"]),
        Kind::Text => text().boxed(),
    }
}

/// Text that is easily taken for something else.
fn text() -> impl Strategy<Value = String> {
    let parts = [
        "toon",
        "show",
        "lijst",
        "INC-2026-0001",
        "gezondheid:ja",
        "reden:\"x",
        "level:crisis",
        "crisis",
        "\"",
        "“",
        "”",
        "\\",
        "\\\"",
        "a",
        "é",
        "👨‍👩‍👧",
        "<x>",
        "7",
        "T1",
        "10:30",
        "soort:vraag",
        "soort:",
        "kind:",
        "gezondhied:ja",
        "kom",
        ":",
        "ja",
        "!meld",
        ",",
        "tekst:x",
        "\u{202E}",
        "  ",
        "\n",
    ];
    proptest::collection::vec(proptest::sample::select(parts.to_vec()), 1..6)
        .prop_map(|parts| format!("z {}", parts.join(" ")))
        .prop_flat_map(|text| prop_oneof![Just(text.clone()), Just(text.trim_start_matches("z ").to_owned())])
        .prop_filter("something to see", |text| text.chars().any(char::is_alphanumeric))
}

fn invocation() -> impl Strategy<Value = Invocation> {
    let definitions = World::empty().catalogue.definitions().to_vec();
    proptest::sample::select(definitions).prop_flat_map(|definition| {
        let mut options: Vec<BoxedStrategy<Option<(String, String)>>> = Vec::new();
        let placed = |option: &&Opt| option.form == Form::Word && option.required;
        // As they are read: words by their place come after what has a name.
        let (words, named): (Vec<&Opt>, Vec<&Opt>) =
            definition.options.iter().filter(|option| option.form != Form::Rest).partition(placed);
        for option in named.into_iter().chain(words) {
            let name = option.name.clone();
            let given = value(option).prop_map(move |value| Some((name.clone(), value)));
            options.push(if option.required { given.boxed() } else { prop_oneof![Just(None), given].boxed() });
        }
        let text = match definition.rest() {
            None => Just(None).boxed(),
            Some(rest) if rest.required => text().prop_map(Some).boxed(),
            Some(_) => prop_oneof![Just(None), text().prop_map(Some)].boxed(),
        };
        let named = definition.record == crate::catalog::model::Record::One;
        (options, text).prop_map(move |(options, text)| Invocation {
            path: definition.path.clone(),
            incident: named.then_some(IncidentId { year: 2026, n: 1 }),
            options: options.into_iter().flatten().collect(),
            text,
            phrase: None,
            hint: None,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn printed_lines_read_back(invocation in invocation()) {
        let mut world = World::one().with(record(2, "zuid.melder", "meldingen-zuid", "zuid"));
        // Somebody who may ever use everything, so that reading and not the rights is looked at.
        let everything = |team: &mut crate::domain::organisation::Team| team.members.push("noord.voorzitter".into());
        world.organisation.teams.values_mut().for_each(everything);
        let world = world.by("noord.voorzitter");
        let meant = world.catalogue.bind_invocation(&invocation, &world.situation(), &mut Plain);
        for language in [Language::Nl, Language::En] {
            let line = print(&world, &invocation, language);
            let read = world.bind(&line);
            prop_assert_eq!(read.as_ref(), Some(&meant), "{}", line);
        }
        prop_assert_eq!(world.catalogue.check_invocation(&invocation), Ok(()));
    }
}
