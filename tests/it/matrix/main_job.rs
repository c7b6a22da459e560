//! The main job, from a report to the end of the crisis team, in Dutch and English, in plain and encrypted rooms.

use std::collections::BTreeSet;

use serde_json::json;

use super::{
    seen::Seen,
    world::{Plan, World},
};

/// Everybody of the crisis team of one entity, who reports to it, and who is on duty in the crisis centre.
const TEAM: [&str; 5] =
    ["noord.voorzitter", "noord.plaatsvervanger", "noord.kernlid1", "noord.kernlid2", "noord.communicatie"];

const ID: &str = "INC-2026-0001";

/// What is typed and read in one language.
struct Words {
    language: &'static str,
    report: &'static str,
    recorded: &'static str,
    danger: &'static str,
    take_up: &'static str,
    taken_up: &'static str,
    vooralarm: &'static str,
    button: &'static str,
    escalate: &'static str,
    crisis: &'static str,
    coming: &'static str,
    lead: &'static str,
    stand_down: &'static str,
    sure: &'static str,
    surely: &'static str,
    stood_down: &'static str,
}

const DUTCH: Words = Words {
    language: "nl",
    report: "!meld rook in de kelder",
    recorded: "genoteerd om",
    danger: "!impact INC-2026-0001 gezondheid:ja",
    take_up: "!ontvangen INC-2026-0001",
    taken_up: "volgt dit op",
    vooralarm: "!ccvo bevestig INC-2026-0001",
    button: "Vooralarm",
    escalate: "!opschalen INC-2026-0001 niveau:crisis reden:groot",
    crisis: "niveau van incident naar crisis",
    coming: "kom je?",
    lead: "Leiding: CMT noord",
    stand_down: "!cmt stopzetten",
    sure: "Zeker?",
    surely: "!cmt stopzetten INC-2026-0001 entiteit:noord zeker:ja",
    stood_down: "stopgezet",
};

const ENGLISH: Words = Words {
    language: "en",
    report: "!incident report smoke in the cellar",
    recorded: "recorded at",
    danger: "!impact INC-2026-0001 health:yes",
    take_up: "!ack INC-2026-0001",
    taken_up: "takes this up",
    vooralarm: "!ccvo ack INC-2026-0001",
    button: "Vooralarm",
    escalate: "!incident escalate INC-2026-0001 level:crisis reason:big",
    crisis: "level from incident to crisis",
    coming: "are you coming?",
    lead: "Lead: CMT noord",
    stand_down: "!cmt standdown",
    sure: "Sure?",
    surely: "!cmt standdown INC-2026-0001 entity:noord sure:yes",
    stood_down: "stood down",
};

fn plan(words: &Words, encrypted: bool) -> Plan {
    let mut cast = vec!["noord.melder"];
    cast.extend(TEAM);
    cast.push("ccvo.wacht1");
    // The client of these people cannot sign its own device.
    let matrix = vec!["unsigned_devices = \"warn\"".to_owned()];
    Plan { cast, encrypted, language: words.language, matrix, ..Plan::default() }
}

/// `by_reaction`: the crisis centre answers with a reaction on the bot's prompt, otherwise by typing.
fn main_job(words: &Words, encrypted: bool, by_reaction: bool) {
    let mut world = World::started(plan(words, encrypted));
    play(&mut world, words, encrypted, by_reaction);
    world.close();
}

/// Also for a homeserver with other limits.
pub(super) fn in_dutch(world: &mut World) {
    play(world, &DUTCH, false, false);
}

/// The plan of `in_dutch`.
pub(super) fn dutch_plan() -> Plan {
    plan(&DUTCH, false)
}

fn play(world: &mut World, words: &Words, encrypted: bool, by_reaction: bool) {
    world.say("noord.melder", "meldingen-noord", words.report);
    let answer = world.hears("noord.melder", "meldingen-noord", &[ID, words.recorded, "112", "L4b"]);
    assert_eq!(answer.encrypted, encrypted, "an answer travels as the room does: {answer}");
    assert!(answer.mentions().is_empty() && answer.content["m.mentions"].is_object(), "it calls nobody: {answer}");
    world.calls("noord.melder", "meldingen-noord", &["noord.voorzitter"], &[ID]);

    world.say("noord.melder", "meldingen-noord", words.danger);
    world.calls("noord.melder", "meldingen-noord", &["noord.melder"], &["V1", "02 217 0 112"]);
    let page = world.calls("ccvo.wacht1", "ccvo", &["ccvo.wacht1"], &[ID, "V1", "02 217 0 112"]);
    world.say("noord.voorzitter", "meldingen-noord", words.take_up);
    world.hears("noord.melder", "meldingen-noord", &[ID, "noord.voorzitter", words.taken_up]);
    if by_reaction {
        world.press("ccvo.wacht1", &page, words.button);
    } else {
        world.say("ccvo.wacht1", "ccvo", words.vooralarm);
    }
    world.hears("ccvo.wacht1", "ccvo", &[ID, "vooralarm", "ccvo.wacht1"]);
    world.hears("noord.melder", "meldingen-noord", &[ID, "vooralarm", "ccvo.wacht1"]);

    world.say("noord.voorzitter", "meldingen-noord", words.escalate);
    world.hears("noord.melder", "meldingen-noord", &[ID, words.crisis]);
    let room = crisis_room(world, words, encrypted);

    world.say("noord.voorzitter", &room, words.stand_down);
    world.hears("noord.voorzitter", &room, &[words.sure]);
    world.say("noord.voorzitter", &room, words.surely);
    world.hears("noord.voorzitter", &room, &[ID, words.stood_down]);
    one_room(world, &room);
}

/// The crisis room: each member is in it and called, the picture is pinned, the chair may do more than the others.
fn crisis_room(world: &mut World, words: &Words, encrypted: bool) -> String {
    let room = world.enters_new_room("noord.voorzitter");
    for who in TEAM {
        assert_eq!(world.enters_new_room(who), room, "{who} is in the same room");
    }
    let call = world.calls("noord.kernlid2", &room, &TEAM, &[ID, words.coming]);
    assert_eq!(call.encrypted, encrypted, "{call}");
    let pinned = world.sees("noord.kernlid2", &room, "something pinned", |seen| {
        seen.is_state("m.room.pinned_events", "")
            && seen.content["pinned"].as_array().is_some_and(|all| !all.is_empty())
    });
    let picture = world.hears("noord.kernlid2", &room, &[ID, words.lead]);
    assert_eq!(pinned.content["pinned"], json!([picture.id]), "the picture is what is pinned");
    let chair = world.account("noord.voorzitter").to_owned();
    let powers = state(world, "noord.voorzitter", &room, "m.room.power_levels", "");
    assert!(powers.content["users"][&chair].as_i64().is_some_and(|power| power >= 50), "{powers}");
    let rule = state(world, "noord.voorzitter", &room, "m.room.join_rules", "");
    assert_eq!(rule.content["join_rule"], "restricted", "{rule}");
    world.until("the crisis room stands in the organisation's space", |book| {
        book.all().iter().any(|seen| seen.is_state("m.space.child", &room)).then_some(())
    });
    room
}

fn state(world: &mut World, who: &str, room: &str, kind: &str, key: &str) -> Seen {
    let (who, room, kind, key) = (who.to_owned(), room.to_owned(), kind.to_owned(), key.to_owned());
    world.until(&format!("{who} sees {kind} of {room}"), move |book| {
        book.all().iter().rfind(|seen| seen.who == who && seen.room == room && seen.is_state(&kind, &key)).cloned()
    })
}

/// Nobody ever saw a second crisis room.
fn one_room(world: &World, room: &str) {
    let known: Vec<_> = world.configuration.matrix.rooms.values().cloned().collect();
    let opened = world.people.book(|book| {
        let named = book.all().iter().filter(|seen| seen.kind == "m.room.name" && seen.who == "noord.voorzitter");
        let crisis = named.filter(|seen| seen.content["name"].as_str().is_some_and(|name| name.contains("crisis-")));
        crisis.map(|seen| seen.room.clone()).filter(|room| !known.contains(room)).collect::<BTreeSet<_>>()
    });
    assert_eq!(opened, BTreeSet::from([room.to_owned()]), "one crisis room, and no other");
}

#[test]
fn the_main_job_in_dutch() {
    main_job(&DUTCH, false, true);
}

#[test]
fn the_main_job_in_english() {
    main_job(&ENGLISH, false, false);
}

#[test]
fn the_main_job_in_dutch_encrypted() {
    main_job(&DUTCH, true, false);
}

#[test]
fn the_main_job_in_english_encrypted() {
    main_job(&ENGLISH, true, true);
}

#[test]
fn in_an_exercise_every_message_says_so_first() {
    let plan = Plan { demo: true, ..Plan::default() };
    let mut world = World::started(plan);
    world.say("noord.melder", "meldingen-noord", "!meld rook in de kelder gezondheid:ja");
    world.calls("noord.melder", "meldingen-noord", &["noord.voorzitter"], &[ID]);
    world.calls("noord.melder", "meldingen-noord", &["noord.melder"], &["V1"]);
    world.calls("ccvo.wacht1", "ccvo", &["ccvo.wacht1"], &[ID, "V1"]);
    for room in ["meldingen-noord", "ccvo"] {
        for message in world.messages(room) {
            assert!(message.body().trim_start_matches("* ").starts_with("OEFENING"), "{message}");
        }
    }
    world.close();
}

#[test]
fn somebody_without_keys_is_heard_and_named() {
    let cast = vec!["noord.melder", "noord.voorzitter", "noord.kernlid1", "noord.kernlid2"];
    let matrix = vec!["unsigned_devices = \"warn\"".to_owned()];
    let keyless = vec!["noord.kernlid2"];
    let mut world = World::started(Plan { cast, keyless, encrypted: true, matrix, ..Plan::default() });
    world.say("noord.kernlid2", "meldingen-noord", "!meld brandlucht op de trappen");
    world.hears("noord.melder", "meldingen-noord", &[ID, "genoteerd om", "brandlucht"]);
    world.calls("noord.melder", "meldingen-noord", &["noord.voorzitter"], &[ID]);
    world.say("noord.voorzitter", "meldingen-noord", DUTCH.escalate);
    let room = world.enters_new_room("noord.voorzitter");
    let cmt = ["noord.voorzitter", "noord.kernlid1", "noord.kernlid2"];
    // Who cannot read rings too, by what the homeserver can see: a message that they cannot open.
    world.sees("noord.voorzitter", &room, "the call of the crisis team", |seen| seen.mentions().len() == cmt.len());
    // Who cannot read is named where those who can will see it.
    world.until("the bot names who cannot read", |book| {
        let mut said = book.all().iter().filter(|seen| seen.who == "noord.voorzitter" && seen.is_message());
        said.find(|seen| seen.says(&["noord.kernlid2", "lezen"])).map(|_| ())
    });
    world.close();
}
