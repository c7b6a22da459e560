//! What goes wrong around it: tokens, intents, permissions, channels that are gone, buttons of another version.

use std::time::Duration;

use super::{
    standin::{
        channel::Overwrite,
        faults::{Fault, Rule},
        gateway::intents,
        permissions::{SEND_MESSAGES, VIEW_CHANNEL},
    },
    world::{Plan, World},
};

const REPORTS: &str = "meldingen-noord";
const ID: &str = "INC-2026-0001";
const ENDS: Duration = Duration::from_secs(20);

fn two() -> Plan {
    Plan { cast: vec!["noord.melder", "noord.voorzitter"], ..Plan::default() }
}

fn report(world: &mut World) -> super::standin::message::Message {
    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "rook in de kelder")]);
    let answer = world.answer(&asked);
    assert!(answer.says(&[ID]));
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, "Gemeld om"])
}

#[test]
fn a_revoked_token_is_told_and_with_a_new_one_nothing_is_lost() {
    let mut world = World::started(&two());
    report(&mut world);
    world.discord.revoke_token();
    world.service.operator_reads(&["token", "discord-token", "Developer Portal"]);
    let status = world.service.ended_within(ENDS).expect("without a network there is nothing to watch");
    assert_eq!(status.code(), Some(2));
    let (channel, bot) = (world.room(REPORTS), world.discord.bot());
    world.discord.say("noord.melder", channel, &format!("<@{bot}> log het vuur is uit"));
    world.keep_token(&world.discord.token());
    world.start();
    world.hears("noord.melder", REPORTS, &[ID, "het vuur is uit"]);
    world.close();
}

#[test]
fn an_intent_that_the_application_lacks_is_named_and_with_it_nothing_is_lost() {
    let mut world = World::started(&two());
    report(&mut world);
    world.service.stop();
    // A second network, which need not be there: from now on what people say is carried to it, so that it must be read.
    let matrix = &mut world.configuration.matrix;
    let nowhere = "http://127.0.0.1:9";
    matrix.lines = vec![
        format!("homeserver = {nowhere:?}"),
        "user = \"@noodklok:localhost\"".to_owned(),
        "password_file = \"discord-token\"".to_owned(),
        "encryption = false".to_owned(),
    ];
    matrix.rooms.insert(REPORTS.to_owned(), "!nergens:localhost".to_owned());
    world.configuration.relay.insert(REPORTS.to_owned(), "all".to_owned());
    world.configure();
    world.service.start();
    world.service.operator_reads(&["MESSAGE CONTENT INTENT", "Developer Portal", "relay"]);
    let asked_for = world.discord.identifies();
    assert_eq!(asked_for.len(), 2, "it does not try again what a person has to mend");
    assert_eq!(asked_for[1] & intents::PRIVILEGED, intents::MESSAGE_CONTENT, "no more than that is asked for");
    let (channel, bot) = (world.room(REPORTS), world.discord.bot());
    world.discord.say("noord.melder", channel, &format!("<@{bot}> log het vuur is uit"));
    world.discord.privileged(intents::MESSAGE_CONTENT);
    // The other network goes on without this one.
    world.service.must_run();
    world.service.kill();
    world.start();
    world.hears("noord.melder", REPORTS, &[ID, "het vuur is uit"]);
    assert_eq!(world.logged(ID, "het vuur is uit"), 1);
    world.close();
}

#[test]
fn nothing_more_is_asked_for_than_is_needed() {
    let mut world = World::new(&two());
    world.configuration.relay.insert("crisis".to_owned(), "all".to_owned());
    world.configure();
    // Without a second network nothing is relayed.
    world.start();
    assert_eq!(world.discord.identifies(), [intents::GUILDS | intents::GUILD_MESSAGES]);
    world.close();
}

#[test]
fn a_permission_that_is_missing_is_named_and_tried_until_it_is_given() {
    let mut world = World::started(&two());
    let channel = world.room(REPORTS);
    let bot = world.discord.bot();
    let silent = |deny| Overwrite { id: bot, member: true, allow: VIEW_CHANNEL, deny };
    world.discord.overwrite(channel, silent(SEND_MESSAGES));
    world.discord.expects("^POST /channels/[^/]+/messages$", 50_013, 1);
    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "rook in de kelder")]);
    assert!(world.answer(&asked).says(&[ID]), "the answer to an interaction needs no permission");
    world.service.operator_reads(&["Send Messages", REPORTS]);
    world.discord.overwrite(channel, silent(0));
    // It is looked at again after half a minute.
    world.be_patient(Duration::from_mins(1));
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, "Gemeld om"]);
    world.close();
}

#[test]
fn a_button_of_an_earlier_run_works_and_an_unknown_one_is_explained() {
    let mut world = World::started(&two());
    let call = report(&mut world);
    world.service.stop();
    world.start();
    world.discord.press("noord.voorzitter", call.id, "Ik volg dit op");
    world.hears("noord.melder", REPORTS, &[ID, "noord.voorzitter", "volgt dit op"]);
    let old = world.discord.press_old("noord.melder", call.id, "zzzzzz.999.999-0");
    let told = world.answer(&old);
    assert!(told.is_ephemeral() && told.says(&["Niet uitgevoerd", "andere versie"]), "{told}");
    world.close();
}

#[test]
fn an_answer_that_comes_after_a_quarter_of_an_hour_is_said_in_the_channel() {
    let mut world = World::started(&two());
    report(&mut world);
    world.discord.order(Rule::next(3, "^PATCH /webhooks/", Fault::Status(502)));
    // By then the token is no longer good: it is used once more, and not again.
    world.discord.expects("^PATCH /webhooks/", 50_027, 1);
    let asked = world.slash("noord.melder", REPORTS, "log add", &[("text", "alles rustig")]);
    world.discord.acknowledged(&asked);
    world.discord.age(&asked, Duration::from_mins(16));
    world.sees("noord.voorzitter", REPORTS, "the answer, with whom it is for", |message| {
        message.says(&["alles rustig"]) && message.mentions.users.contains(&9_001)
    });
    world.close();
}

#[test]
fn when_the_crisis_channel_is_deleted_calls_go_to_the_report_room() {
    let mut plan = two();
    plan.pace = crate::config::Pace::Quick;
    let mut world = World::started(&plan);
    report(&mut world);
    let up = [("incident", ID), ("level", "crisis"), ("reason", "groot")];
    let asked = world.slash("noord.voorzitter", REPORTS, "incident escalate", &up);
    world.answer(&asked);
    let name = "crisis-inc-2026-0001-noord";
    world.until("there is a crisis channel", |state| {
        state.channels.values().any(|channel| channel.name == name).then_some(())
    });
    world.calls("noord.voorzitter", name, &["noord.voorzitter"], &[ID, "kom je?"]);
    // The next call, and what else is to be said in it.
    world.discord.expects(&format!("^(POST|PATCH|PUT) /channels/{}/", world.room(name)), 10_003, 1);
    world.discord.allows(&format!("^(POST|PATCH|PUT) /channels/{}/", world.room(name)), 10_003);
    world.discord.delete_channel(world.room(name));
    // A minute of the ladders is a second: whoever did not answer is called again, where people are.
    world.calls("noord.melder", REPORTS, &["noord.voorzitter"], &[ID, "kom je?"]);
    world.hears("noord.melder", REPORTS, &["verwijderd", "Oproepen staan vanaf nu hier"]);
    world.service.operator_reads(&["verwijderd"]);
    world.close();
}

#[test]
fn when_a_report_room_is_deleted_the_operator_is_told_and_another_one_takes_its_place() {
    let mut world = World::started(&two());
    let gone = world.room(REPORTS);
    world.discord.delete_channel(gone);
    world.service.operator_reads(&["Het kanaal van meldingen-noord is verwijderd", "organisation.toml"]);
    world.service.stop();
    let (room, _) = world.configuration.discord.rooms.first_key_value().expect("it is written");
    let another = world.discord.private_channel("ander-kanaal", &["noord.melder", "noord.voorzitter"]);
    world.configuration.discord.rooms.insert(room.clone(), another.to_string());
    world.configure();
    world.start();
    let asked = world.discord.slash("noord.melder", another, "incident report", &[("text", "rook in de kelder")]);
    assert!(world.answer(&asked).says(&[ID, "genoteerd om"]));
    world.calls("noord.voorzitter", "ander-kanaal", &["noord.voorzitter"], &[ID, "Gemeld om"]);
    world.close();
}

#[test]
fn a_second_process_and_an_early_ctrl_c_are_told_apart() {
    let mut world = World::started(&two());
    let second = world.service.tool(&["run"]).output().expect("it was built");
    assert_eq!(second.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&second.stderr).contains(&world.service.process().to_string()));
    world.service.stop();
    world.discord.down();
    world.service.start();
    world.service.operator_reads(&["Discord antwoordt niet"]);
    world.service.stop();
    world.discord.up();
    world.close();
}
