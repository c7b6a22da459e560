//! Commands about a record, and their special cases.

use super::world::{World, record};
use crate::{
    catalog::What,
    domain::{
        command::{Ask, Coming, Command, LinkKind, Query},
        fact::{Fact, Malicious},
        ids::IncidentId,
        permission::Who,
    },
};

fn entities(world: &World, text: &str) -> Vec<String> {
    world.bound(text).entities.iter().map(ToString::to_string).collect()
}

#[test]
fn answering_a_call() {
    let world = World::one();
    let answer = |text: &str| match world.ask(text) {
        Ask::Ack { answer, .. } => answer,
        other => panic!("{other:?}"),
    };
    assert_eq!(answer("!ontvangen"), None);
    assert_eq!(answer("!ontvangen kom"), Some(Coming::Coming));
    assert_eq!(answer("!ack INC-2026-0001 online"), Some(Coming::Online));
    assert_eq!(answer("!ack antwoord:niet"), Some(Coming::Unable));
    assert_eq!(world.complaint("!ontvangen ik kom niet"), ["WordTooMany", "TypeForExample"]);
}

#[test]
fn an_update_without_text_shows_the_picture() {
    let world = World::one();
    assert_eq!(world.query("!stand"), Query::Picture(IncidentId { year: 2026, n: 1 }));
    assert!(matches!(world.ask("!stand brand uit"), Ask::Update { next: None, .. }));
}

#[test]
fn the_crisis_centre_opens_a_record_only_with_an_entity_and_none_named() {
    let world = World::one().by("ccvo.wacht1").room("ccvo");
    let what = |world: &World, text: &str| world.bound(text).what;
    assert!(matches!(
        what(&world, "!ccvo vooralarm entiteit:noord Betoging"),
        What::Command(Command::OpenVooralarm { .. })
    ));
    let named = what(&world, "!ccvo vooralarm INC-2026-0001 entiteit:noord Betoging");
    assert!(matches!(named, What::Command(Command::Ask(_, Ask::CcvoVooralarm { .. }))));
    assert_eq!(world.complaint("!ccvo vooralarm entiteit:noord"), ["TextMissing", "TypeForExample"]);
    let mut answered = world;
    answered.about = Some(IncidentId { year: 2026, n: 1 });
    let named = what(&answered, "!ccvo vooralarm entiteit:noord Betoging");
    assert!(matches!(named, What::Command(Command::Ask(_, Ask::CcvoVooralarm { .. }))));
}

#[test]
fn special_rights() {
    let world = World::one().by("noord.voorzitter");
    let who = |text: &str| world.bound(text).who;
    assert_eq!(who("!opschalen niveau:incident"), [Who::Member]);
    assert_eq!(who("!opschalen niveau:crisis"), [Who::Cmt]);
    assert_eq!(who("!afschalen niveau:issue"), [Who::Cmt]);
    assert_eq!(who("!ccvo inlichten"), [Who::Member]);
    assert_eq!(who("!ccvo overname"), [Who::Cmt]);
    assert_eq!(who("!impact kwaadopzet:nee"), [Who::Member, Who::Cmt, Who::Ccvo, Who::Reporter]);
    let world = world.with(record(2, "zuid.melder", "meldingen-zuid", "zuid"));
    let linked = world.bound("!incident koppel INC-2026-0001 INC-2026-0002 soort:zelfde");
    assert_eq!(linked.who, [Who::Cmt, Who::Ccvo, Who::Reporter]);
    assert_eq!(world.bound("!incident koppel INC-2026-0001 INC-2026-0002 soort:naast").who, [Who::Cmt, Who::Ccvo]);
    let lone = world.bound("!incident koppel INC-2026-0002 soort:verwant");
    let other = IncidentId { year: 2026, n: 2 };
    assert_eq!(lone.incident, Some(IncidentId { year: 2026, n: 1 }));
    assert!(
        matches!(lone.what, What::Command(Command::Ask(_, Ask::Link { other: to, kind: LinkKind::Related })) if to == other)
    );
}

#[test]
fn malicious_intent_is_lifted_by_the_chair_with_a_reason() {
    let stands = || World::one().change(1, |incident| incident.facts.general.malicious = Malicious::Yes);
    let chair = stands().by("noord.voorzitter");
    assert_eq!(chair.complaint("!impact kwaadopzet:nee"), ["TextMissing", "TypeForExample"]);
    assert!(chair.bound("!impact kwaadopzet:nee reden:vergissing").may(&chair.situation()));
    assert!(chair.bound("!impact kwaadopzet:onbekend toch niet").may(&chair.situation()));
    let deputy = stands().by("noord.plaatsvervanger");
    assert!(deputy.bound("!impact kwaadopzet:vermoed reden:twijfel").may(&deputy.situation()));
    for person in ["noord.melder", "noord.kernlid1", "ccvo.hoofd", "zuid.voorzitter"] {
        let world = stands().by(person);
        assert!(!world.bound("!impact kwaadopzet:nee reden:x").may(&world.situation()), "{person}");
        // Without the right nobody is asked for a reason first.
        assert!(!world.bound("!impact kwaadopzet:nee").may(&world.situation()), "{person}");
    }
    let world = stands();
    assert!(world.bound("!impact kwaadopzet:ja").may(&world.situation()));
}

#[test]
fn rights_are_asked_for_every_entity_of_the_facts() {
    let by = |person: &str, room: &str| World::one().by(person).room(room);
    let zuid = by("zuid.melder", "meldingen-zuid");
    let may = |world: &World, text: &str| world.bound(text).may(&world.situation());
    assert_eq!(entities(&zuid, "!impact INC-2026-0001 gezondheid:ja"), ["zuid"]);
    assert!(may(&zuid, "!impact INC-2026-0001 gezondheid:ja"));
    assert!(!may(&zuid, "!impact INC-2026-0001 entiteit:noord gezondheid:ja"));
    assert!(!may(&zuid, "!impact INC-2026-0001 gezondheid:ja proces:noord.noodlijn"));
    assert!(!may(&zuid, "!impact INC-2026-0001 entiteit:noord,zuid gezondheid:ja"));
    assert_eq!(entities(&zuid, "!impact INC-2026-0001 hersteld:zuid.vergunningen"), ["zuid"]);
    // A general fact is a fact of the record: zuid has no part in it yet.
    assert_eq!(entities(&zuid, "!impact INC-2026-0001 kwaadopzet:ja"), ["noord"]);
    assert!(!may(&zuid, "!impact INC-2026-0001 entiteit:zuid kwaadopzet:ja"));
    // What moves from one entity to another needs the right to both, or to have reported it.
    assert_eq!(entities(&zuid, "!impact INC-2026-0001 entiteit:zuid inplaatsvan:noord"), ["noord", "zuid"]);
    assert!(!may(&zuid, "!impact INC-2026-0001 entiteit:zuid inplaatsvan:noord"));
    let reporter = by("noord.melder", "meldingen-noord");
    assert!(may(&reporter, "!impact entiteit:zuid inplaatsvan:noord"));
    assert_eq!(reporter.complaint("!impact inplaatsvan:noord").first(), Some(&"WhichEntity"));
    let ccvo = by("ccvo.wacht1", "ccvo");
    let asked = ccvo.refused("!impact INC-2026-0001 gezondheid:ja");
    assert_eq!(
        ccvo.say(&asked),
        "WhichEntity: \nEntityChoice: Entity(EntityId(\"noord\")) | !impact INC-2026-0001 gezondheid:ja entiteit:noord\n\
         EntityChoice: Entity(EntityId(\"zuid\")) | !impact INC-2026-0001 gezondheid:ja entiteit:zuid\n\
         [catalogue-entity Some(\"noord\")] !impact INC-2026-0001 gezondheid:ja entiteit:noord\n\
         [catalogue-entity Some(\"zuid\")] !impact INC-2026-0001 gezondheid:ja entiteit:zuid"
    );
    assert!(may(&ccvo, "!impact INC-2026-0001 nbc:ja"));
}

#[test]
fn facts_go_with_what_else_is_said() {
    let world = World::one();
    let Ask::Impact(impact) = world.ask("!impact gezondheid:ja er zijn twee gewonden") else { panic!() };
    assert_eq!(impact.statements.len(), 1);
    assert_eq!(impact.reason.expect("reason").as_str(), "er zijn twee gewonden");
    assert!(matches!(world.ask("!impact"), Ask::Impact(impact) if impact.statements.is_empty()));
    let Ask::Impact(impact) = world.ask("!impact gezondheid:onbekend gebouw:gebouw-zuid entiteit:noord") else {
        panic!()
    };
    assert!(impact.statements.iter().any(|one| one.fact == Fact::Building(Some("gebouw-zuid".into()))));
    assert_eq!(world.complaint("!impact rook"), ["WordTooMany", "TypeForExample"]);
}

#[test]
fn the_entity_of_a_command_without_facts() {
    let world = World::one().crisis_room(1, "zuid");
    assert_eq!(entities(&world, "!ccvo inlichten"), ["noord"]);
    let zuid = world.by("zuid.voorzitter").room("crisis-INC-2026-0001-zuid");
    assert_eq!(entities(&zuid, "!cmt stopzetten"), ["zuid"]);
    assert_eq!(entities(&zuid, "!cmt activeer entiteit:noord"), ["noord"]);
    let Ask::CmtActivate { entity } = zuid.ask("!cmt activeer noord") else { panic!() };
    assert_eq!(entity.map(|entity| entity.to_string()).as_deref(), Some("noord"));
    let outside = World::one().by("zuid.voorzitter").room("meldingen-zuid");
    assert_eq!(entities(&outside, "!incident sluit INC-2026-0001"), ["noord"]);
}

#[test]
fn sure_is_the_second_step() {
    let world = World::one().by("ccvo.wacht1");
    assert_eq!(world.ask("!ccvo alarm"), Ask::CcvoAlarm { sure: false });
    assert_eq!(world.ask("!ccvo alarm zeker:ja"), Ask::CcvoAlarm { sure: true });
    assert_eq!(world.ask("!ccvo einde sure:no"), Ask::CcvoEnd { sure: false });
    assert_eq!(world.complaint("!ccvo einde zeker:onbekend").first(), Some(&"OptionWrong"));
}

#[test]
fn the_crisis_room_of_another_record_gives_no_say() {
    let world = World::one().with(record(2, "zuid.melder", "meldingen-zuid", "zuid")).crisis_room(2, "zuid");
    let zuid = world.by("zuid.voorzitter").room("crisis-INC-2026-0002-zuid");
    assert!(zuid.bound("!incident sluit").may(&zuid.situation()));
    assert!(!zuid.bound("!incident sluit INC-2026-0001").may(&zuid.situation()));
    // Nor does naming one's own entity raise a record in which it has no part.
    assert!(!zuid.bound("!opschalen INC-2026-0001 crisis entiteit:zuid").may(&zuid.situation()));
    assert!(zuid.bound("!opschalen INC-2026-0002 crisis entiteit:zuid").may(&zuid.situation()));
    let noord = zuid.by("noord.voorzitter").room("meldingen-noord");
    assert!(!noord.bound("!opschalen INC-2026-0001 crisis entiteit:zuid").may(&noord.situation()));
}
