//! A report never bounces.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::world::{NOW, World};
use crate::{
    catalog::What,
    domain::{
        command::{Command, Report},
        fact::{Answer, Fact, Other},
        ids::EntityId,
        time::Span,
    },
};

fn report(world: &World, text: &str) -> Report {
    match world.bound(text).what {
        What::Command(Command::Report(report)) => report,
        other => panic!("{text}: {other:?}"),
    }
}

fn title(text: &str) -> String {
    report(&World::empty(), text).title.to_string()
}

#[test]
fn what_cannot_be_an_option_stays_text() {
    for (text, expected) in [
        ("!incident report Brand op de derde verdieping", "Brand op de derde verdieping"),
        ("!meld rook in gang gezondheid:ja", "rook in gang"),
        ("!meld gezondheid:ja rook", "rook"),
        ("!meld rook gezondheid:misschien", "rook gezondheid:misschien"),
        ("!meld rook gezondheid:", "rook gezondheid:"),
        ("!meld gezondheid: ja, twee mensen", "gezondheid: ja, twee mensen"),
        ("!meld rook gezondheid", "rook gezondheid"),
        ("!meld rook onbekend:ja gebouw:nergens", "rook onbekend:ja gebouw:nergens"),
        ("!meld rook gezondheid:ja gezondheid:nee", "rook gezondheid:nee"),
        ("!meld om 10:30 zie https://example.invalid/x", "om 10:30 zie https://example.invalid/x"),
        ("!meld INC-2026-0001 is weer erger", "INC-2026-0001 is weer erger"),
        ("!meld proces:noord.noodlijn,iets plat", "proces:noord.noodlijn,iets plat"),
        ("!meld rook sinds:2099-01-01T10:00", "rook sinds:2099-01-01T10:00"),
        ("!meld rook sinds:2 uur", "rook"),
        ("!meld rook sinds:veel later", "rook sinds:veel later"),
        ("!meld \"rook in de gang\"", "rook in de gang"),
        ("!meld \"rook in de gang", "\"rook in de gang"),
        ("!meld hij riep \"brand\" luid", "hij riep \"brand\" luid"),
        ("!meld: rook", "rook"),
        ("!meld zie tekst:bijlage", "zie tekst:bijlage"),
        ("!meld rook \u{202E}achteruit\u{202C} \u{7}nu", "rook achteruit nu"),
        ("!meld 👨‍👩‍👧 vast in lift 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👨‍👩‍👧 vast in lift 🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
        ("!meld gebouw:gebouw-zuid\nbrand in lokaal 3", "brand in lokaal 3"),
    ] {
        assert_eq!(title(text), expected, "{text}");
    }
}

#[test]
fn options_become_facts_of_their_entity() {
    let world = World::empty();
    let said = report(
        &world,
        "!meld uitval gezondheid:ja proces:noodlijn,zuid.vergunningen kwaadopzet:vermoed andere:alarm sinds:1h oefening:ja",
    );
    assert_eq!(said.entity.as_ref().map(ToString::to_string).as_deref(), Some("noord"));
    assert!(said.exercise);
    let since = NOW.minus(Span::hours(1));
    assert_eq!(said.since, Some(since));
    let named: Vec<(Option<&str>, &Fact)> =
        said.statements.iter().map(|one| (one.entity.as_ref().map(EntityId::as_str), &one.fact)).collect();
    let due = since.plus(Span::hours(48));
    let down = |process: &str| Fact::ProcessDown {
        process: process.into(),
        since,
        due,
        warnings: vec![due.minus(Span::hours(24)), due.minus(Span::hours(4))],
    };
    assert_eq!(
        named,
        [
            (Some("noord"), &Fact::Health(Answer::Yes)),
            (Some("noord"), &down("noord.noodlijn")),
            (Some("zuid"), &down("zuid.vergunningen")),
            (None, &Fact::Malicious(crate::domain::fact::Malicious::Suspected)),
            (None, &Fact::Other(Other::Alarm)),
        ]
    );
    // A warning that would lie before now is left out.
    let late = report(&world, "!meld uitval proces:noodlijn sinds:2026-11-22T12:00");
    let Some(Fact::ProcessDown { warnings, .. }) = late.statements.first().map(|one| &one.fact) else {
        panic!("{late:?}")
    };
    assert_eq!(warnings.len(), 1);
}

#[test]
fn which_entity() {
    let entity = |world: &World, text: &str| report(world, text).entity.map(|entity| entity.to_string());
    let noord = Some("noord".to_owned());
    let zuid = Some("zuid".to_owned());
    let at = |person: &str, room: &str| World::one().crisis_room(1, "noord").by(person).room(room);
    let melder = at("zuid.melder", "meldingen-noord");
    assert_eq!(entity(&melder, "!meld x entiteit:zuid proces:noord.noodlijn"), zuid);
    assert_eq!(entity(&melder, "!meld x entiteit:\"Dienst zuid\""), zuid);
    assert_eq!(entity(&melder, "!meld x proces:zuid.vergunningen"), zuid);
    assert_eq!(entity(&at("zuid.melder", "crisis-INC-2026-0001-noord"), "!meld x gebouw:gebouw-zuid"), noord);
    assert_eq!(entity(&melder, "!meld x gebouw:gebouw-zuid"), zuid);
    assert_eq!(entity(&melder, "!meld x gebouw:gebouw-noord"), noord);
    assert_eq!(entity(&at("zuid.melder", "ergens"), "!meld x"), zuid);
    // CCVO people have no default, an unknown account has the room's.
    assert_eq!(entity(&at("ccvo.wacht1", "meldingen-noord"), "!meld x"), None);
    assert_eq!(entity(&at("ccvo.wacht1", "ccvo"), "!meld x entiteit:zuid"), zuid);
    assert_eq!(entity(&at("iemand", "meldingen-noord"), "!meld x"), noord);
    assert_eq!(entity(&at("iemand", "ergens"), "!meld x"), None);
    // Without an entity a fact that needs one waits for it.
    let said = report(&at("ccvo.wacht1", "ccvo"), "!meld rook gezondheid:ja nbc:ja");
    assert_eq!(said.title.as_str(), "rook");
    assert_eq!(said.statements.len(), 2);
    assert!(said.statements.iter().all(|statement| statement.entity.is_none()));
    // Several entities: the facts are facts of each.
    let said = report(&World::empty(), "!meld rook entiteit:noord,zuid gezondheid:ja");
    assert_eq!(said.statements.len(), 2);
    assert_eq!(said.entity.map(|entity| entity.to_string()), noord);
}

#[test]
fn titles_are_cut_between_graphemes() {
    let said = report(&World::empty(), &format!("!meld {}\nmeer\n\nnog", "é".repeat(250)));
    assert_eq!(said.title.as_str().chars().count(), 200);
    assert_eq!(said.description.expect("rest").as_str(), format!("{}\nmeer\n\nnog", "é".repeat(50)));
    let family = "👨‍👩‍👧";
    let said = report(&World::empty(), &format!("!meld {}{}", "a".repeat(198), family.repeat(3)));
    assert_eq!(said.title.as_str(), "a".repeat(198));
    assert_eq!(said.description.expect("rest").as_str(), family.repeat(3));
    let zalgo = format!("!meld a{}", "\u{0301}".repeat(5000));
    assert_eq!(report(&World::empty(), &zalgo).title.as_str().chars().count(), 200);
    let long = format!("!meld {}", "woord ".repeat(2000));
    let said = report(&World::empty(), &long);
    let whole = format!("{}{}", said.title, said.description.expect("rest"));
    assert_eq!(whole.split_whitespace().count(), 2000);
}

proptest! {
    #[test]
    fn never_bounces(text in "\\PC{0,80}", more in "\\PC{0,40}", option in "(gezondheid|proces|sinds|entiteit|tekst|impact):[a-z\",:0-9]{0,8}") {
        let world = World::empty();
        let line = format!("!meld x {text} {option} {text}\n{more}");
        let said = report(&world, &line);
        prop_assert!(said.title.as_str().chars().count() <= 200);
        prop_assert!(said.title.as_str().starts_with('x'));
        prop_assert!(!said.title.as_str().chars().any(char::is_control));
    }

    #[test]
    fn titles_keep_graphemes(text in "[a-z👨‍👩‍👧é\u{0301}🇧🇪]{0,300}") {
        let said = report(&World::empty(), &format!("!meld x{text}"));
        let whole = format!("x{text}");
        let graphemes: Vec<&str> = whole.graphemes(true).take(said.title.as_str().graphemes(true).count()).collect();
        // Only a grapheme that alone fills a title is ever cut.
        prop_assert!(graphemes.concat() == said.title.as_str() || graphemes.concat().chars().count() > 200);
    }
}
