//! Webhooks to a receiver that verifies them with another library than ours: `tests/webhook/receiver.py`.

#[cfg(feature = "discord")]
mod running;

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use noodklok::{
    domain::{
        chase::ChaseKind,
        organisation::{Language, Organisation, Person},
        reach::{self, Reach},
        time::Timestamp,
    },
    engine::port::{Act, Channel as _, Delivery, Outcome, Recipients},
    notify::webhook::Webhook,
    platform::clock::Real,
    settings::{secret::SecretFile, webhook::Webhook as Settings},
    text::reply::{Reply, Span},
};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::Instant;

use crate::{beside::Beside, delivering::delivery};

pub const SECRET: &str = "whsec_bm9vZGtsb2stbm9vZGtsb2stbm9vZGtsb2s=";

/// How long a receiver may be silent, as docs/paging.md says.
const SILENCE: Duration = Duration::from_secs(10);

/// Starts it; what is told to it must be signed with the secret.
pub fn receiver(secret: &str) -> Beside {
    let folder = TempDir::new().expect("a temporary folder");
    std::fs::write(folder.path().join("secret"), SECRET).expect("a file in a temporary folder");
    Beside::start("NOODKLOK_WEBHOOK_PYTHON", "webhook/receiver.py", &[secret], folder)
}

fn settings(receiver: &Beside) -> Settings {
    let allow = vec![format!("127.0.0.1:{}", receiver.port), format!("localhost:{}", receiver.port)];
    Settings { secret: SecretFile::at(receiver.file("secret")), own: BTreeMap::new(), allow }
}

/// A call of somebody whose pager is at this address.
fn to(address: &str, text: &str) -> Delivery {
    let mut organisation = Organisation::default();
    let person = Person {
        id: "noord.voorzitter".into(),
        name: "Voorzitter".to_owned(),
        entity: None,
        phone: None,
        mail: None,
        webhook: Some(address.to_owned()),
        language: Some(Language::Nl),
        chats: vec!["matrix".to_owned()],
        before_chat: 0,
        channels: vec![reach::Channel::Webhook],
        quiet: Vec::new(),
    };
    organisation.people.insert(person.id.clone(), person);
    let (kind, person, channel) = (ChaseKind::Ping, "noord.voorzitter".into(), reach::Channel::Webhook);
    let to = Recipients::person(false, &organisation, &Reach { kind, person, channel });
    let text = Reply { spans: vec![Span::User(text.to_owned())] };
    let act = Act::Webhook { to, person: "noord.voorzitter".into(), text, over: false };
    Delivery { at: Timestamp(1_795_440_600_000), ..delivery(act) }
}

/// One attempt.
fn send(settings: Settings, delivery: &Delivery) -> Outcome {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(Webhook::new(settings, Arc::new(Real::starting())).deliver(delivery))
}

fn told(receiver: &mut Beside) -> Value {
    let told = receiver.until("told");
    assert_eq!(told["wrong"], Value::Null, "another library finds it right: {told:#}");
    told
}

#[track_caller]
fn refused(outcome: &Outcome) -> &str {
    let Outcome::Permanent { reason } = outcome else { panic!("it will never work: {outcome:?}") };
    reason
}

#[test]
fn another_library_finds_the_signature_right_and_the_same_id_each_time() {
    let mut receiver = receiver(SECRET);
    for (host, text) in [("127.0.0.1", "rook"), ("localhost", "r\u{e9}\u{1f525} \"\\ \u{2028}\n<b>")] {
        let call = to(&format!("http://{host}:{}/pager?key=1", receiver.port), text);
        assert_eq!(send(settings(&receiver), &call), Outcome::Delivered);
        let seen = told(&mut receiver);
        assert_eq!(seen["id"], "abcdef.12.34");
        assert_eq!((&seen["path"], &seen["kind"]), (&json!("/pager?key=1"), &json!("application/json")));
        let data = json!({"incident": null, "exercise": false, "person": "noord.voorzitter", "text": text});
        assert_eq!(seen["data"], json!({"type": "call.reached", "timestamp": "2026-11-23T13:30:00Z", "data": data}));
    }
    // It is really looked at: another secret, and nothing fits.
    let mut other = self::receiver("whsec_YW5kZXJzYW5kZXJzYW5kZXJzYW5kZXJz");
    send(settings(&other), &to(&format!("http://127.0.0.1:{}/", other.port), "rook"));
    assert!(other.until("told")["wrong"].as_str().is_some_and(|wrong| wrong.contains("signature")));
}

#[test]
fn that_it_is_over_is_told_as_something_else_and_each_receiver_waits_for_itself() {
    let mut receiver = receiver(SECRET);
    let mut call = to(&format!("http://127.0.0.1:{}/pager", receiver.port), "rook");
    if let Act::Webhook { over, .. } = &mut call.act {
        *over = true;
    }
    assert_eq!(send(settings(&receiver), &call), Outcome::Delivered);
    assert_eq!(told(&mut receiver)["data"]["type"], "call.over");
    // One that hangs takes the places of no other.
    let channel = Webhook::new(settings(&receiver), Arc::new(Real::starting()));
    let gate = |address: &str| channel.gate(&to(address, "rook")).name;
    assert_eq!(gate("https://een.be/a"), gate("https://een.be:443/b"));
    assert_ne!(gate("https://een.be/"), gate("https://twee.be/"));
}

#[test]
fn a_receiver_with_a_secret_of_its_own_is_told_with_that_and_the_others_are_not() {
    const OWN: &str = "whsec_YW5kZXJzYW5kZXJzYW5kZXJzYW5kZXJz";
    let (mut shared, mut outside) = (receiver(SECRET), receiver(OWN));
    let place = |receiver: &Beside| format!("127.0.0.1:{}", receiver.port);
    let own = outside.file("own");
    std::fs::write(&own, OWN).expect("a file");
    let allow = vec![place(&shared), place(&outside)];
    let own = BTreeMap::from([(place(&outside), SecretFile::at(own))]);
    let set = Settings { own, allow, ..settings(&shared) };
    for receiver in [&mut shared, &mut outside] {
        let call = to(&format!("http://{}/", place(receiver)), "rook");
        assert_eq!(send(set.clone(), &call), Outcome::Delivered);
        told(receiver);
    }
}

#[test]
fn what_the_receiver_says_decides_whether_it_is_tried_again() {
    let mut receiver = receiver(SECRET);
    let call = |name: &str| to(&format!("http://127.0.0.1:{}/{name}", receiver.port), "rook");
    let calls = ["put.off", "lost", "gone", "redirect", "long"].map(call);
    let [put_off, lost, gone, redirect, long] = &calls;
    let set = settings(&receiver);
    let first = send(set.clone(), put_off);
    assert!(matches!(first, Outcome::Retry { after: Some(after), .. } if after == Duration::from_secs(1)), "{first:?}");
    let first = send(set.clone(), lost);
    assert!(matches!(&first, Outcome::Retry { reason, .. } if !reason.contains("127.0.0.1")), "{first:?}");
    for again in [put_off, lost] {
        assert_eq!(send(set.clone(), again), Outcome::Delivered);
    }
    // Sent twice, and by its id the receiver knows that it is one.
    assert_eq!(
        [told(&mut receiver), told(&mut receiver), told(&mut receiver)].map(|told| told["id"].clone()),
        ["abcdef.12.34"; 3]
    );
    assert!(refused(&send(set.clone(), gone)).contains("410"));
    assert!(refused(&send(set.clone(), redirect)).contains("302"));
    assert_eq!(send(set, long), Outcome::Delivered, "nobody waits for what stands behind it");
    assert_eq!(receiver.count("asked"), 0, "no redirect is followed");
}

#[test]
fn a_receiver_that_has_no_time_or_is_broken_is_tried_again_and_one_that_refuses_is_not() {
    let mut receiver = receiver(SECRET);
    let set = settings(&receiver);
    let port = receiver.port;
    let call = |status: u16| to(&format!("http://127.0.0.1:{port}/{status}"), "rook");
    for status in [408, 429, 500, 502, 503, 504] {
        let first = send(set.clone(), &call(status));
        let Outcome::Retry { after: None, reason } = &first else { panic!("{status}: {first:?}") };
        assert!(reason.contains(&status.to_string()), "{reason}");
        assert_eq!(send(set.clone(), &call(status)), Outcome::Delivered, "{status}");
        assert_eq!(told(&mut receiver)["id"], told(&mut receiver)["id"], "{status}");
    }
    for status in [400, 401, 403, 404, 409, 413, 422, 451] {
        assert!(refused(&send(set.clone(), &call(status))).contains(&status.to_string()));
    }
}

#[test]
fn a_receiver_that_says_nothing_is_given_up_after_ten_seconds_and_tried_again() {
    let mut receiver = receiver(SECRET);
    let set = settings(&receiver);
    let call = to(&format!("http://127.0.0.1:{}/held", receiver.port), "rook");
    let began = Instant::now();
    let first = send(set.clone(), &call);
    let waited = began.elapsed();
    assert!(matches!(&first, Outcome::Retry { after: None, .. }), "{first:?}");
    // A loaded machine may come to it late, and never early.
    assert!((SILENCE..SILENCE * 3).contains(&waited), "{waited:?}");
    let seen = told(&mut receiver);
    receiver.until("left");
    assert_eq!(send(set, &call), Outcome::Delivered);
    let again = told(&mut receiver);
    assert_eq!((&again["id"], &again["body"]), (&seen["id"], &seen["body"]));
}

#[test]
fn nothing_inside_the_own_network_is_knocked_at() {
    let mut receiver = receiver(SECRET);
    let port = receiver.port;
    let nothing = Settings { allow: Vec::new(), ..settings(&receiver) };
    for host in ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "0.0.0.0", "[::ffff:127.0.0.1]"] {
        for scheme in ["http", "https"] {
            let outcome = send(nothing.clone(), &to(&format!("{scheme}://{host}:{port}/"), "rook"));
            let reason = refused(&outcome);
            assert!(reason.contains("network") || reason.contains("encrypted"), "{scheme}://{host}: {reason}");
        }
    }
    for address in
        ["https://10.0.0.1/", "https://169.254.169.254/latest/meta-data", "https://[fd00::1]/", "ftp://127.0.0.1/", ""]
    {
        refused(&send(nothing.clone(), &to(address, "rook")));
    }
    // One that is named, and no other of the same machine.
    let named = Settings { allow: vec![format!("127.0.0.1:{port}")], ..nothing };
    refused(&send(named.clone(), &to(&format!("http://localhost:{port}/"), "rook")));
    refused(&send(named.clone(), &to("https://127.0.0.1:1/", "rook")));
    assert_eq!(receiver.count("told"), 0);
    assert_eq!(send(named, &to(&format!("http://127.0.0.1:{port}/"), "rook")), Outcome::Delivered);
}

#[test]
fn without_a_secret_nothing_is_sent() {
    let mut receiver = receiver(SECRET);
    let call = to(&format!("http://127.0.0.1:{}/", receiver.port), "rook");
    let file = receiver.file("secret");
    for secret in ["", "geheim", "whsec_", "whsec_a2xlaW4=", "whsec_!!!!"] {
        std::fs::write(&file, secret).expect("a file");
        let outcome = send(settings(&receiver), &call);
        assert!(!refused(&outcome).contains("geheim"), "the secret is in no reason");
    }
    assert_eq!(receiver.count("told"), 0);
    // A new one is used without a restart.
    std::fs::write(&file, format!("{SECRET}\n")).expect("a file");
    assert_eq!(send(settings(&receiver), &call), Outcome::Delivered);
    told(&mut receiver);
}
