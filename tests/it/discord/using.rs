//! The ways to use it on Discord: the form, choices while one types, the menu of a message, text by mention.

use super::world::{Plan, World};

const REPORTS: &str = "meldingen-noord";
const ID: &str = "INC-2026-0001";

fn world() -> World {
    World::started(&Plan {
        cast: vec!["noord.melder", "noord.voorzitter", "zuid.melder", "ccvo.wacht1"],
        ..Plan::default()
    })
}

/// A first record, and its first responder is called.
fn report(world: &mut World, text: &str, id: &str) {
    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", text)]);
    assert!(world.answer(&asked).says(&[id]));
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[id, "Gemeld om"]);
}

#[test]
fn a_report_without_words_opens_a_form_in_the_language_of_the_person() {
    let mut world = world();
    world.discord.speaks("noord.voorzitter", "en-GB");
    for (who, title, id) in [("noord.melder", "Melden", ID), ("noord.voorzitter", "Report", "INC-2026-0002")] {
        let opened = world.slash(who, REPORTS, "incident report", &[]);
        let form = world.discord.modal_of(&opened);
        assert!(form["title"].as_str().is_some_and(|shown| shown.contains(title)), "{form}");
        let fields = [("what", "rook in de kelder"), ("where", "gebouw-noord"), ("health", "nee")];
        let sent = world.discord.submit_modal(who, &opened, &fields);
        let answer = world.answer(&sent);
        assert!(answer.says(&[id, "rook in de kelder"]), "{answer}");
    }
    world.sees("noord.voorzitter", REPORTS, "the call", |message| message.says(&["Gemeld om"]));
    world.close();
}

#[test]
fn choices_are_offered_while_one_types() {
    let mut world = world();
    report(&mut world, "rook in de kelder", ID);
    let channel = world.room(REPORTS);
    let offered = |who: &str, command: &str, option: &str, typed: &str| -> Vec<String> {
        let choices = world.discord.autocomplete(who, channel, command, &[(option, typed)], option);
        assert!(choices.len() <= 25);
        choices
            .into_iter()
            .map(|choice| format!("{}={}", choice.name, choice.value.as_str().unwrap_or_default()))
            .collect()
    };
    let records = offered("noord.melder", "incident show", "incident", "kelder");
    assert!(records.len() == 1 && records[0].contains(ID) && records[0].contains("rook"), "{records:?}");
    assert!(offered("noord.melder", "incident show", "incident", "xyzzy").is_empty());
    assert!(offered("noord.melder", "incident report", "building", "noo")[0].ends_with("=gebouw-noord"));
    assert!(offered("noord.melder", "incident report", "entity", "ZUI")[0].ends_with("=zuid"));
    assert!(offered("noord.melder", "incident report", "process", "loon")[0].ends_with("=noord.loonuitbetaling"));
    world.stranger("passant", 9_900, REPORTS);
    let stranger = world.discord.autocomplete("passant", channel, "incident show", &[("incident", "")], "incident");
    assert!(stranger.is_empty(), "records are for known people: {stranger:?}");
    world.close();
}

#[test]
fn a_message_becomes_a_report_or_a_line_of_the_log_by_its_menu() {
    let mut world = world();
    let channel = world.room(REPORTS);
    let said = world.discord.say("noord.melder", channel, "het ruikt naar gas op de tweede");
    let asked = world.discord.context_menu("noord.melder", said, "Report as incident");
    assert!(world.answer(&asked).says(&[ID, "het ruikt naar gas op de tweede"]));
    world.sees("noord.voorzitter", REPORTS, "the call", |message| message.says(&[ID, "Gemeld om"]));
    let said = world.discord.say("noord.melder", channel, "de hoofdkraan is dicht");
    let asked = world.discord.context_menu("noord.melder", said, "To the log");
    let answer = world.answer(&asked);
    assert!(answer.says(&[ID, "de hoofdkraan is dicht"]), "{answer}");
    world.close();
}

#[test]
fn text_by_mention_is_heard_and_followed_when_it_changes() {
    let mut world = world();
    let (channel, bot) = (world.room(REPORTS), world.discord.bot());
    let said = world.discord.say("noord.melder", channel, &format!("<@{bot}> meld rook in de kelder"));
    let answer = world.hears("noord.melder", REPORTS, &[ID, "genoteerd om", "rook in de kelder"]);
    assert_eq!(answer.reference, Some(said), "it is a reply");
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, "Gemeld om"]);
    // A reply to a message of the bot is about its record.
    world.discord.reply("noord.melder", answer.id, "log de brandweer is er");
    world.hears("noord.melder", REPORTS, &[ID, "de brandweer is er"]);
    world.discord.edit("noord.melder", said, &format!("<@{bot}> meld rook in de kelder, nu ook vlammen"));
    world.hears("noord.melder", REPORTS, &[ID, "aangepast"]);
    world.discord.delete(said);
    world.hears("noord.melder", REPORTS, &[ID, "in de chat verwijderd"]);
    let nearest = world.discord.say("noord.melder", channel, &format!("<@{bot}> statsu"));
    let help = world.hears("noord.melder", REPORTS, &["status"]);
    assert_eq!(help.reference, Some(nearest));
    // Chatter stays chatter.
    world.discord.say("noord.melder", channel, "!status is wat je typt op Matrix");
    let asked = world.slash("noord.melder", REPORTS, "log show", &[]);
    let log = world.answer(&asked);
    assert!(
        log.says(&[ID, "verwijderd"]) && log.is_ephemeral(),
        "the deletion is in the log, for the asker alone: {log}"
    );
    world.close();
}

#[test]
fn where_two_records_are_open_the_bot_asks_which_one() {
    let mut world = world();
    report(&mut world, "rook in de kelder", ID);
    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "inbraak op het gelijkvloers")]);
    assert!(world.answer(&asked).says(&["INC-2026-0002"]));
    let asked = world.slash("noord.voorzitter", REPORTS, "log add", &[("text", "alles rustig")]);
    let which = world.answer(&asked);
    assert!(which.buttons().len() >= 2 && which.says(&[ID, "INC-2026-0002"]), "{which}");
    let press = which.buttons().into_iter().find(|button| button.label.contains(ID)).expect("a button for it");
    let pressed = world.discord.press("noord.voorzitter", which.id, &press.custom_id);
    world.discord.acknowledged(&pressed);
    world.hears("noord.voorzitter", REPORTS, &[ID, "alles rustig"]);
    world.close();
}

#[test]
fn what_only_looks_is_for_the_asker_alone() {
    let mut world = world();
    report(&mut world, "rook in de kelder", ID);
    for (command, options) in
        [("status", vec![]), ("help", vec![]), ("incident show", vec![("incident", ID)]), ("incident list", vec![])]
    {
        let asked = world.slash("noord.voorzitter", REPORTS, command, &options);
        let answer = world.answer(&asked);
        assert!(answer.is_ephemeral(), "{command}: {answer}");
    }
    let asked = world.slash("noord.melder", REPORTS, "ccvo ack", &[("incident", ID)]);
    assert!(world.answer(&asked).says(&["Niet uitgevoerd", "CCVO"]));
    world.close();
}
