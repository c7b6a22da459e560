//! The main job, from a report to the end of the crisis team, by slash commands and buttons, in Dutch and English.

use super::world::{Plan, World};

/// Everybody of the crisis team of one entity.
const TEAM: [&str; 5] =
    ["noord.voorzitter", "noord.plaatsvervanger", "noord.kernlid1", "noord.kernlid2", "noord.communicatie"];
const ID: &str = "INC-2026-0001";
const REPORTS: &str = "meldingen-noord";
const CRISIS: &str = "crisis-INC-2026-0001-noord";

/// What is read in one language.
struct Words {
    language: &'static str,
    recorded: &'static str,
    yes: &'static str,
    take_up: &'static str,
    taken_up: &'static str,
    vooralarm: &'static str,
    crisis: &'static str,
    coming: &'static str,
    on_my_way: &'static str,
    lead: &'static str,
    sure: &'static str,
    surely: &'static str,
    stood_down: &'static str,
}

const DUTCH: Words = Words {
    language: "nl",
    recorded: "genoteerd om",
    yes: "Ja",
    take_up: "Ik volg dit op",
    taken_up: "volgt dit op",
    vooralarm: "Vooralarm: wij volgen op",
    crisis: "niveau van incident naar crisis",
    coming: "kom je?",
    on_my_way: "Ik kom",
    lead: "Leiding: CMT noord",
    sure: "Zeker?",
    surely: "Ja, zeker",
    stood_down: "stopgezet",
};

const ENGLISH: Words = Words {
    language: "en",
    recorded: "recorded at",
    yes: "Yes",
    take_up: "I take this up",
    taken_up: "takes this up",
    vooralarm: "Vooralarm: we follow",
    crisis: "level from incident to crisis",
    coming: "are you coming?",
    on_my_way: "I am coming",
    lead: "Lead: CMT noord",
    sure: "Sure?",
    surely: "Yes, sure",
    stood_down: "stood down",
};

fn main_job(words: &Words) {
    let mut cast = vec!["noord.melder"];
    cast.extend(TEAM);
    cast.extend(["ccvo.wacht1", "zuid.melder"]);
    let mut world = World::started(&Plan { cast, language: words.language, ..Plan::default() });

    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "rook in de kelder")]);
    let answer = world.answer(&asked);
    assert!(answer.says(&[ID, words.recorded, "112", "L4b"]), "{answer}");
    assert!(world.discord.notified(answer.id).is_empty(), "an answer calls nobody: {answer}");
    let call = world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID]);

    world.discord.press("noord.melder", answer.id, words.yes);
    world.calls("noord.melder", REPORTS, &["noord.melder"], &["V1", "02 217 0 112"]);
    let page = world.calls("ccvo.wacht1", "ccvo", &["ccvo.wacht1"], &[ID, "V1", "02 217 0 112"]);
    world.discord.press("noord.voorzitter", call.id, words.take_up);
    world.hears("noord.melder", REPORTS, &[ID, "noord.voorzitter", words.taken_up]);
    world.discord.press("ccvo.wacht1", page.id, words.vooralarm);
    world.hears("ccvo.wacht1", "ccvo", &[ID, "vooralarm", "ccvo.wacht1"]);
    world.hears("noord.melder", REPORTS, &[ID, "vooralarm", "ccvo.wacht1"]);

    let up = [("incident", ID), ("level", "crisis"), ("reason", "groot")];
    let asked = world.slash("noord.voorzitter", REPORTS, "incident escalate", &up);
    let answer = world.answer(&asked);
    assert!(answer.says(&[ID, words.crisis]), "{answer}");
    crisis_room(&mut world, words);

    let asked = world.slash("noord.voorzitter", CRISIS, "cmt standdown", &[]);
    let sure = world.answer(&asked);
    assert!(sure.says(&[words.sure]), "{sure}");
    world.discord.press("noord.voorzitter", sure.id, words.surely);
    world.hears("noord.voorzitter", CRISIS, &[ID, words.stood_down]);
    world.close();
}

/// The crisis channel: the team sees it and nobody else does, each is called, and the picture is pinned.
fn crisis_room(world: &mut World, words: &Words) {
    world.until("there is a crisis channel that the team sees", |state| {
        let named = |name: &str| state.channels.values().find(|channel| channel.name == name.to_lowercase());
        named(CRISIS).filter(|channel| state.sees(channel, state.named("noord.kernlid2").id)).map(|_| ())
    });
    let room = world.room(CRISIS);
    for who in TEAM {
        assert!(world.discord.visible_to(who).contains(&room), "{who} sees it");
    }
    for who in ["noord.melder", "ccvo.wacht1", "zuid.melder"] {
        assert!(!world.discord.visible_to(who).contains(&room), "{who} does not see it");
    }
    let call = world.calls("noord.kernlid2", CRISIS, &TEAM, &[ID, words.coming]);
    let picture = world.hears("noord.kernlid2", CRISIS, &[ID, words.lead]);
    world.until("the picture is pinned", |state| state.messages[&picture.id].pinned.clone());
    world.discord.press("noord.kernlid1", call.id, words.on_my_way);
    world.hears("noord.voorzitter", CRISIS, &["noord.kernlid1"]);
}

#[test]
fn the_main_job_in_dutch() {
    main_job(&DUTCH);
}

#[test]
fn the_main_job_in_english() {
    main_job(&ENGLISH);
}

#[test]
fn in_an_exercise_every_message_and_channel_says_so_first() {
    let mut world = World::started(&Plan { demo: true, ..Plan::default() });
    let health = [("text", "rook in de kelder"), ("health", "yes")];
    let asked = world.slash("noord.melder", REPORTS, "incident report", &health);
    assert!(world.answer(&asked).says(&["OEFENING", ID]));
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, "Gemeld om"]);
    world.calls("noord.melder", REPORTS, &["noord.melder"], &["V1", "oefening: bel niet echt"]);
    world.calls("ccvo.wacht1", "ccvo", &["ccvo.wacht1"], &[ID, "V1"]);
    let asked = world.slash("noord.voorzitter", REPORTS, "cmt activate", &[]);
    world.answer(&asked);
    let crisis = "oefening-crisis-inc-2026-0001-noord";
    world.until("the crisis channel says so too", |state| {
        state.channels.values().any(|channel| channel.name == crisis).then_some(())
    });
    let team = ["noord.voorzitter", "noord.kernlid1"];
    world.calls("noord.kernlid1", crisis, &team, &["OEFENING", ID, "kom je?"]);
    for room in [REPORTS, "ccvo", crisis] {
        for message in world.messages(room) {
            assert!(message.text().starts_with("OEFENING"), "{message}");
        }
    }
    world.close();
}
