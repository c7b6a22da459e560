//! One incident on two networks: real rooms of Matrix and a server of Discord, one log.

mod world;

use self::world::{Both, CAST};
use crate::{
    discord::{
        hostile::texts,
        standin::{channel::Overwrite, permissions::VIEW_CHANNEL},
    },
    matrix::hostile::harmless,
};

const ID: &str = "INC-2026-0001";

#[test]
fn what_happens_on_one_network_is_seen_on_the_other_and_answered_on_either() {
    let mut both = Both::started(&[]);
    // Reported on Discord: the answer there, and on Matrix.
    let asked = both.discord.slash(
        "noord.melder",
        both.channel("meldingen-noord"),
        "incident report",
        &[("text", "rook in de kelder"), ("health", "yes")],
    );
    let answer = both.discord.answer_to(&asked);
    assert!(answer.says(&[ID, "genoteerd om"]), "{answer}");
    both.matrix.hears("noord.melder", "meldingen-noord", &[ID, "genoteerd om"]);
    both.matrix.calls("noord.voorzitter", "meldingen-noord", &["noord.voorzitter"], &[ID]);
    both.matrix.calls("noord.melder", "meldingen-noord", &["noord.melder"], &["V1"]);
    let call = both.reads("noord.voorzitter", "meldingen-noord", &[ID, "<@9002>", "Gemeld om"]);
    assert!(both.discord.notified(call.id).contains("noord.voorzitter"), "{call}");
    // The crisis centre is called on both, answers on Matrix, and Discord sees it.
    let page = both.matrix.calls("ccvo.wacht1", "ccvo", &["ccvo.wacht1"], &[ID, "V1"]);
    both.reads("ccvo.wacht1", "ccvo", &[ID, "V1"]);
    both.matrix.press("ccvo.wacht1", &page, "Vooralarm");
    both.matrix.hears("ccvo.wacht1", "ccvo", &[ID, "vooralarm", "ccvo.wacht1"]);
    both.reads("ccvo.wacht1", "ccvo", &[ID, "vooralarm", "ccvo.wacht1"]);
    both.reads("noord.melder", "meldingen-noord", &[ID, "vooralarm", "ccvo.wacht1"]);
    // The crisis room is opened on both.
    both.matrix.say("noord.voorzitter", "meldingen-noord", "!opschalen INC-2026-0001 niveau:crisis reden:groot");
    both.matrix.hears("noord.melder", "meldingen-noord", &[ID, "niveau van incident naar crisis"]);
    let room = both.matrix.enters_new_room("noord.voorzitter");
    both.matrix.sees("noord.voorzitter", &room, "the call of the crisis team", |seen| seen.mentions().len() > 1);
    both.discord.until("the crisis channel", |state| {
        let named = |name: &str| state.channels.values().find(|channel| channel.name == name);
        named("crisis-inc-2026-0001-noord")
            .filter(|there| state.sees(there, state.named("noord.kernlid1").id))
            .map(|_| ())
    });
    let coming = both.reads("noord.kernlid1", "crisis-INC-2026-0001-noord", &[ID, "kom je?"]);
    both.discord.press("noord.kernlid1", coming.id, "Ik kom");
    both.matrix.hears("noord.voorzitter", &room, &["noord.kernlid1"]);
    // A question is answered where it was asked, and nowhere else.
    both.matrix.say("noord.melder", "meldingen-noord", "!status");
    both.matrix.hears("noord.melder", "meldingen-noord", &[ID, "crisis"]);
    let asked = both.discord.slash("noord.melder", both.channel("meldingen-noord"), "status", &[]);
    let answer = both.discord.answer_to(&asked);
    assert!(answer.says(&[ID]) && answer.is_ephemeral(), "{answer}");
    // One record, one log, whose chain holds.
    both.matrix.stop();
    let verified = both.matrix.service.tool(&["verify"]).output().expect("it was built");
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
    both.close();
}

#[test]
fn people_speak_across_networks_in_order_without_an_echo_and_without_a_ring() {
    let mut both = Both::started(&[("meldingen-noord", "all")]);
    both.matrix.hears("noord.melder", "meldingen-noord", &["ook te lezen op Discord"]);
    both.reads("noord.melder", "meldingen-noord", &["ook te lezen op Matrix"]);
    for n in 0..10 {
        both.matrix.say("noord.melder", "meldingen-noord", &format!("van ginder {n} @room <@9002> **vet**"));
        both.discord.say("noord.voorzitter", both.channel("meldingen-noord"), &format!("van hier {n} @everyone"));
    }
    for n in 0..10 {
        let there = both.matrix.hears(
            "noord.melder",
            "meldingen-noord",
            &["noord.voorzitter · Discord", &format!("van hier {n}")],
        );
        assert!(there.mentions().is_empty(), "{there}");
        let here =
            both.reads("noord.voorzitter", "meldingen-noord", &["noord.melder · Matrix", &format!("van ginder {n} ")]);
        assert!(both.discord.notified(here.id).is_empty() && here.mentions.users.is_empty(), "{here}");
    }
    let order = |said: Vec<String>| -> Vec<String> {
        said.iter().filter_map(|text| text.split_once("van ").map(|(_, rest)| rest.chars().take(8).collect())).collect()
    };
    let here = order(both.said("meldingen-noord"));
    assert_eq!(here, (0..10).map(|n| format!("ginder {n}")).collect::<Vec<_>>(), "in order, once, and no echo");
    let there: Vec<String> =
        both.matrix.messages("meldingen-noord").iter().map(|seen| seen.body().to_owned()).collect();
    assert_eq!(order(there), (0..10).map(|n| format!("hier {n} @")).collect::<Vec<_>>());
    // A change and a deletion are followed.
    let said = both.discord.say("noord.voorzitter", both.channel("meldingen-noord"), "twee gewonden");
    let copy = both.matrix.hears("noord.melder", "meldingen-noord", &["twee gewonden"]);
    both.discord.edit("noord.voorzitter", said, "drie gewonden");
    both.matrix.sees("noord.melder", "meldingen-noord", "the change", |seen| {
        seen.relates("m.replace") == Some(&copy.id) && seen.body().contains("drie gewonden")
    });
    both.discord.delete(said);
    both.matrix.sees("noord.melder", "meldingen-noord", "that it is gone", |seen| {
        seen.relates("m.replace") == Some(&copy.id) && seen.body().contains("bericht gewist")
    });
    both.close();
}

#[test]
fn whatever_people_call_themselves_nobody_is_called_by_it() {
    let mut both = Both::started(&[("meldingen-noord", "all")]);
    let channel = both.channel("meldingen-noord");
    // Whoever is in the server sees it.
    both.discord
        .overwrite(channel, Overwrite { id: both.discord.guild(), member: false, allow: VIEW_CHANNEL, deny: 0 });
    let mut last = String::new();
    for (n, text) in texts().iter().enumerate() {
        // Names of Discord have at most 32 characters.
        let name: String = format!("{n} {text}").chars().take(32).collect();
        both.discord.person(&name, 20_000 + n as u64);
        last = format!("ik ben nummer {n}.");
        both.discord.say(&name, channel, &last);
        if n % 20 == 19 {
            both.matrix.hears("noord.melder", "meldingen-noord", &[&last]);
        }
    }
    assert_eq!(last, "ik ben nummer 199.", "two hundred");
    let copies = both.matrix.messages("meldingen-noord");
    assert_eq!(copies.iter().filter(|copy| copy.says(&["ik ben nummer"])).count(), 200);
    harmless(&both.matrix, &CAST);
    both.close();
}

#[test]
fn what_is_redacted_on_one_network_is_gone_from_the_copy_on_the_other() {
    let mut both = Both::started(&[("meldingen-noord", "all")]);
    both.reads("noord.melder", "meldingen-noord", &["ook te lezen op Matrix"]);
    both.matrix.say("noord.melder", "meldingen-noord", "!meld rook in de kelder");
    both.matrix.hears("noord.melder", "meldingen-noord", &[ID, "genoteerd om"]);
    both.matrix.calls("noord.voorzitter", "meldingen-noord", &["noord.voorzitter"], &[ID]);
    both.matrix.say("noord.voorzitter", "meldingen-noord", &format!("!log {ID} Zuurkoolstamper is gewond"));
    let copy = both.reads("noord.melder", "meldingen-noord", &["noord.voorzitter · Matrix", "Zuurkoolstamper"]);
    let logged = both.reads("noord.melder", "meldingen-noord", &[ID, "logboek "]).text();
    let number = logged.split("logboek ").nth(1).map(|rest| rest.chars().take_while(char::is_ascii_digit).collect());
    let seq: String = number.expect("the answer gives the number of the line");
    both.matrix.say("noord.voorzitter", "meldingen-noord", &format!("!log redact {ID} {seq} een naam"));
    both.discord.until("the copy says that it is gone", |state| {
        state.messages.get(&copy.id).filter(|shown| shown.text().contains("bericht gewist")).map(|_| ())
    });
    both.discord.until("nothing holds the words", |state| {
        let mut shown = state.messages.values().map(crate::discord::standin::message::Message::text);
        shown.all(|text| !text.contains("Zuurkoolstamper")).then_some(())
    });
    both.close();
}

#[test]
fn what_a_network_missed_is_caught_up_when_it_is_back() {
    let mut both = Both::started(&[("meldingen-noord", "all")]);
    both.reads("noord.melder", "meldingen-noord", &["ook te lezen op Matrix"]);
    both.discord.down();
    both.matrix.say("noord.melder", "meldingen-noord", "!meld rook in de kelder");
    both.matrix.hears("noord.melder", "meldingen-noord", &[ID, "genoteerd om"]);
    both.matrix.calls("noord.voorzitter", "meldingen-noord", &["noord.voorzitter"], &[ID]);
    both.matrix.say("noord.melder", "meldingen-noord", "iedereen is buiten");
    both.discord.up();
    both.reads("noord.melder", "meldingen-noord", &[ID, "genoteerd om"]);
    both.reads("noord.melder", "meldingen-noord", &["iedereen is buiten"]);
    let said = both.said("meldingen-noord");
    let once = |part: &str| said.iter().filter(|text| text.contains(part)).count();
    assert_eq!((once("genoteerd om"), once("iedereen is buiten")), (1, 1), "{said:#?}");
    both.close();
}
