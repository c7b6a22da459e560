//! What goes wrong around it: tokens, intents, permissions, channels that are gone, buttons of another version.

use std::time::Duration;

use super::{
    standin::{
        channel::Overwrite,
        faults::{Fault, Rule},
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
fn an_intent_that_the_application_lacks_is_named() {
    let mut world = World::new(&two());
    world.configuration.relay.insert("crisis".to_owned(), "all".to_owned());
    world.configure();
    world.service.start();
    // Without a second network nothing is relayed, so nothing more is asked for.
    world.settle();
    world.close();
}

#[test]
fn a_permission_that_is_missing_is_named_and_tried_until_it_is_given() {
    let mut world = World::started(&two());
    let channel = world.room(REPORTS);
    let bot = world.discord.bot();
    let silent = |deny| Overwrite { id: bot, member: true, allow: VIEW_CHANNEL, deny };
    world.discord.overwrite(channel, silent(SEND_MESSAGES));
    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "rook in de kelder")]);
    assert!(world.answer(&asked).says(&[ID]), "the answer to an interaction needs no permission");
    world.service.operator_reads(&["Send Messages", REPORTS]);
    world.discord.overwrite(channel, silent(0));
    let told = world.discord.within(Duration::from_secs(45), |state| {
        let call = state.messages.values().find(|message| message.says(&[ID, "Gemeld om"]));
        call.map(|_| ())
    });
    assert!(told.is_some(), "the call comes once it may: {}", world.discord.story());
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
    assert!(told.is_ephemeral() && !told.text().is_empty(), "{told}");
    // Somebody without the right is refused, alone.
    world.close();
}

#[test]
fn an_answer_that_comes_after_a_quarter_of_an_hour_is_said_in_the_channel() {
    let mut world = World::started(&two());
    report(&mut world);
    world.discord.order(Rule::next(3, "^PATCH /webhooks/", Fault::Status(502)));
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
    world.until("the crisis channel calls", |state| {
        state.messages.values().any(|message| message.says(&[ID, "kom je?"])).then_some(())
    });
    world.discord.delete_channel(world.room(name));
    // A minute of the ladders is a second: whoever did not answer is called again, where people are.
    world.sees("noord.melder", REPORTS, "the next call", |message| message.says(&[ID, "kom je?"]));
    world.service.operator_reads(&["verwijderd"]);
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
    world.discord.close();
}
