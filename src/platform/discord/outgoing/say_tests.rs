use serde_json::{Value, json};

use super::*;
use crate::{
    domain::time::Span as Time,
    engine::port::{Act, Outcome},
    platform::discord::{
        fake_test::{CCVO, CHAIR, Fault, MEMBER, ROLE, World, delivery, keep_token, there},
        outgoing::out::{deliver, notice},
        place::Place,
    },
};

fn words(text: &str) -> Reply {
    Reply { spans: vec![Span::Plain(text.to_owned())] }
}

fn post(world: &World, effect: &str, id: &str, text: &str) -> Delivery {
    let act = Act::Post {
        room: "ccvo".into(),
        id: id.to_owned(),
        text: words(text),
        mentions: Vec::new(),
        actions: Vec::new(),
    };
    delivery(world, effect, act)
}

fn edit(world: &World, effect: &str, target: &str, text: &str) -> Delivery {
    let act = Act::Edit {
        room: "ccvo".into(),
        target: target.to_owned(),
        text: words(text),
        mentions: Vec::new(),
        actions: Vec::new(),
    };
    delivery(world, effect, act)
}

fn pin(world: &World, effect: &str, target: &str) -> Delivery {
    delivery(world, effect, Act::Pin { room: "ccvo".into(), target: target.to_owned() })
}

fn buttons(count: usize) -> Vec<Button> {
    let button = |n| Button { id: format!("a.1.1-{n}"), label: format!("knop {n}"), command: format!("!knop {n}") };
    (0..count).map(button).collect()
}

fn command() -> Place {
    Place::Command { interaction: 77.into(), channel: ChannelId::new(CCVO), by: CHAIR.into() }
}

fn press() -> Place {
    Place::Button { interaction: 77.into(), channel: ChannelId::new(CCVO), message: 55.into(), by: CHAIR.into() }
}

fn answer(mut delivery: Delivery, place: Place, aside: bool) -> Delivery {
    delivery.answers = place.write();
    delivery.aside = aside;
    delivery
}

async fn did(world: &World, hub: &Hub, delivery: &Delivery) {
    world.noted(hub, deliver(hub, delivery).await).await;
}

#[tokio::test]
async fn a_page_names_whom_it_may_call_and_nobody_else() {
    let world = World::new().await;
    let hub = world.hub().await;
    let mut page = post(&world, "a.1.1", "m1", "");
    if let Act::Post { text, mentions, actions, .. } = &mut page.act {
        *mentions = ["noord.voorzitter", "noord.kern1", "noord.zonder"].map(Into::into).to_vec();
        text.spans = mentions.iter().cloned().map(Span::Mention).collect();
        text.spans.push(Span::User(" @everyone <@402>".to_owned()));
        *actions = buttons(2);
    }
    did(&world, &hub, &page).await;
    let sent = world.fake.sent("POST channels");
    let expected = json!({
        "content": format!("<@{CHAIR}><@{MEMBER}>@noord.zonder@\u{2060}everyone \\<\u{2060}@\u{2060}402\\> <@&{ROLE}>"),
        "allowed_mentions": {
            "parse": [], "users": [CHAIR.to_string(), MEMBER.to_string()], "roles": [ROLE.to_string()],
            "replied_user": false,
        },
        "components": [{ "type": 1, "components": [
            { "type": 2, "style": 3, "label": "knop 0", "custom_id": "a.1.1-0" },
            { "type": 2, "style": 2, "label": "knop 1", "custom_id": "a.1.1-1" },
        ] }],
        "flags": 4, "nonce": "a.1.1", "enforce_nonce": true,
    });
    assert_eq!(sent, [expected]);
    let there = there(&hub, "m1").await;
    assert_eq!(hub.memory.message(&there[0].to_string()).await.unwrap().as_deref(), Some("m1"));
}

#[test]
fn further_parts_have_nonces_that_discord_takes() {
    assert_eq!(nonce("abc234.17.12", 0), "abc234.17.12");
    // A hundred thousand positions and effects, and ten parts.
    assert!(nonce("abc234.1000000.1000000", 9).len() <= 25);
    assert_eq!(nonce("abc234.17.12", 1), "abc234.17.12.2");
}

#[tokio::test]
async fn what_is_tried_again_is_said_once() {
    let world = World::new().await;
    for fault in [Fault::Cut, Fault::Lost] {
        let before = world.fake.said(CCVO).len();
        let hub = world.hub().await;
        let effect = format!("a.1.{before}");
        let long = post(&world, &effect, "m1", &"regel\n".repeat(900));
        // Of three parts, the second goes wrong.
        world.fake.faults(&[Fault::None, fault]);
        assert!(matches!(deliver(&hub, &long).await, Outcome::Retry { .. }));
        did(&world, &hub, &long).await;
        assert_eq!(world.fake.said(CCVO).len(), before + 3);
        let nonces: Vec<Value> =
            world.fake.sent("POST channels").iter().rev().take(3).map(|body| body["nonce"].clone()).collect();
        assert_eq!(
            nonces,
            [format!("{effect}.3"), format!("{effect}.2"), format!("{effect}.2")],
            "the first is not sent again"
        );
    }
}

#[tokio::test]
async fn after_a_long_outage_the_channel_is_read_before_anything_is_said_again() {
    let world = World::new().await;
    let hub = world.hub().await;
    let mut page = post(&world, "a.1.1", "m1", "rook *in* de kelder");
    if let Act::Post { actions, .. } = &mut page.act {
        *actions = buttons(1);
    }
    let plain = post(&world, "a.1.2", "m2", "rook *in* de kelder");
    for delivery in [&page, &plain] {
        world.fake.faults(&[Fault::Cut]);
        if hub.me.user(&hub.rest).await.is_err() {
            world.fake.faults(&[Fault::Cut]);
        }
        assert!(matches!(deliver(&hub, delivery).await, Outcome::Retry { .. }));
    }
    assert_eq!(world.fake.said(CCVO).len(), 2);
    world.fake.forget_nonces();
    world.pass(Time::minutes(10));
    // Somebody else says the same, and so does the bot, later.
    let other = post(&world, "b.9.9", "m3", "rook *in* de kelder");
    did(&world, &hub, &other).await;
    let restarted = world.hub().await;
    for delivery in [&page, &plain] {
        did(&world, &restarted, delivery).await;
    }
    let said: Vec<u64> =
        world.fake.said(CCVO).iter().map(|said| said["id"].as_str().unwrap().parse().unwrap()).collect();
    assert_eq!(said.len(), 3);
    assert_eq!([there(&restarted, "m1").await[0], there(&restarted, "m2").await[0]], said[..2]);
    // What was never said is said.
    did(&world, &restarted, &Delivery { at: page.at, ..post(&world, "a.1.3", "m4", "rook *in* de kelder") }).await;
    assert_eq!(world.fake.said(CCVO).len(), 4);
}

#[tokio::test]
async fn an_edit_replaces_adds_and_takes_away() {
    let world = World::new().await;
    let hub = world.hub().await;
    did(&world, &hub, &post(&world, "a.1.1", "m1", "een")).await;
    did(&world, &hub, &pin(&world, "a.1.2", "m1")).await;
    assert_eq!(world.fake.said(CCVO)[0]["pinned"], true);
    did(&world, &hub, &edit(&world, "a.1.3", "m1", &"regel\n".repeat(400))).await;
    assert_eq!(there(&hub, "m1").await.len(), 2);
    let restarted = world.hub().await;
    did(&world, &restarted, &edit(&world, "a.1.4", "m1", "twee")).await;
    assert_eq!(world.fake.words(CCVO), ["twee"]);
    assert_eq!(world.fake.said(CCVO)[0]["allowed_mentions"]["parse"], json!([]));
    assert_eq!(there(&restarted, "m1").await.len(), 1);
}

#[tokio::test]
async fn a_message_that_somebody_deleted_is_said_anew_and_pinned_again() {
    let world = World::new().await;
    let hub = world.hub().await;
    did(&world, &hub, &post(&world, "a.1.1", "m1", "een")).await;
    did(&world, &hub, &pin(&world, "a.1.2", "m1")).await;
    world.fake.delete_message(there(&hub, "m1").await[0]);
    did(&world, &hub, &edit(&world, "a.1.3", "m1", "twee")).await;
    assert_eq!(world.fake.words(CCVO), ["twee"]);
    assert_eq!(world.fake.said(CCVO)[0]["pinned"], true);
    // One of which nothing is known, too.
    did(&world, &hub, &edit(&world, "a.1.4", "m7", "drie")).await;
    assert_eq!(world.fake.words(CCVO), ["twee", "drie"]);
}

#[tokio::test]
async fn a_pin_that_is_refused_holds_nothing_up() {
    let world = World::new().await;
    let hub = world.hub().await;
    did(&world, &hub, &post(&world, "a.1.1", "m1", "een")).await;
    for refused in [Fault::Refused(403, 50_013), Fault::Refused(400, 30_003)] {
        world.fake.faults(&[refused]);
        did(&world, &hub, &pin(&world, "a.1.2", "m1")).await;
    }
    world.fake.faults(&[Fault::Lost]);
    assert!(matches!(deliver(&hub, &pin(&world, "a.1.2", "m1")).await, Outcome::Retry { .. }));
}

#[tokio::test]
async fn an_answer_takes_the_place_of_thinking_and_goes_on_behind_it() {
    for hidden in [false, true] {
        let world = World::new().await;
        let hub = world.hub().await;
        let original = world.fake.thinking(hidden);
        keep_token(&hub, 77);
        let long = answer(post(&world, "a.1.1", "m1", &"regel\n".repeat(400)), command(), hidden);
        did(&world, &hub, &long).await;
        assert!(hub.filled.is(77.into()));
        let said = world.fake.said(CCVO);
        assert_eq!((said.len(), there(&hub, "m1").await[0]), (2, original));
        assert_eq!(said[1]["flags"], if hidden { 68 } else { 4 });
        // What stands there for everybody is edited as any message; what was for one is not shown to all.
        world.pass(Time::minutes(20));
        world.fake.expire();
        did(&world, &hub, &edit(&world, "a.1.2", "m1", "kort")).await;
        let after = world.fake.words(CCVO);
        assert_eq!(after.first().is_some_and(|first| first == "kort"), !hidden, "{after:?}");
        assert_eq!(after.len(), if hidden { 2 } else { 1 });
    }
}

#[tokio::test]
async fn an_answer_whose_token_works_no_more_is_said_in_the_channel_to_whoever_asked() {
    let world = World::new().await;
    let hub = world.hub().await;
    // One that is too old by our clock, and one by theirs.
    for (n, kept) in [false, true].into_iter().enumerate() {
        if kept {
            keep_token(&hub, 77);
        }
        let place = if n == 0 { command() } else { press() };
        did(&world, &hub, &answer(post(&world, &format!("a.1.{n}"), &format!("m{n}"), "genoteerd\nnu"), place, true))
            .await;
        let said = world.fake.said(CCVO).pop().unwrap();
        assert_eq!(said["content"], format!("genoteerd <@{CHAIR}>\nnu"));
        assert_eq!(said["allowed_mentions"]["users"], json!([CHAIR.to_string()]));
        assert_eq!(said["nonce"], Value::Null);
    }
    assert_eq!(world.fake.sent("POST webhooks").len(), 1);
    assert_eq!(world.fake.said(CCVO).len(), 2);
}

#[tokio::test]
async fn what_a_button_changed_is_news_and_why_it_did_not_is_for_one() {
    let world = World::new().await;
    let hub = world.hub().await;
    world.fake.thinking(false);
    keep_token(&hub, 77);
    did(&world, &hub, &answer(post(&world, "a.1.1", "m1", "gedaan"), press(), false)).await;
    did(&world, &hub, &answer(post(&world, "a.1.2", "m2", "niet gedaan"), press(), true)).await;
    let said = world.fake.said(CCVO);
    let reference = json!({ "message_id": "55", "fail_if_not_exists": false });
    assert_eq!((&said[1]["content"], &said[1]["message_reference"]), (&json!("gedaan"), &reference));
    assert_eq!((&said[2]["content"], &said[2]["flags"]), (&json!("niet gedaan"), &json!(68)));
    assert!(said[2]["message_reference"].is_null());
}

#[tokio::test]
async fn a_message_is_replied_to_without_a_ring() {
    let world = World::new().await;
    let hub = world.hub().await;
    let place = Place::Message { channel: ChannelId::new(CCVO), message: 66.into() };
    did(&world, &hub, &answer(post(&world, "a.1.1", "m1", "gedaan"), place, false)).await;
    let said = world.fake.said(CCVO);
    assert_eq!(said[0]["message_reference"], json!({ "message_id": "66", "fail_if_not_exists": false }));
    assert_eq!(said[0]["allowed_mentions"]["replied_user"], false);
}

#[tokio::test]
async fn faults_hold_the_lane_up_or_end_it() {
    let world = World::new().await;
    let hub = world.hub().await;
    for (fault, retried) in [
        (Fault::Refused(403, 50_001), true),
        (Fault::Refused(403, 50_013), true),
        (Fault::Refused(404, 10_003), true),
        (Fault::Refused(400, 50_035), false),
        (Fault::Refused(400, 50_006), false),
        (Fault::Lost, true),
        // Once the token is not known nothing is asked any more.
        (Fault::Refused(401, 0), true),
    ] {
        world.fake.faults(&[fault]);
        let outcome = deliver(&hub, &post(&world, "a.1.1", "m1", "rook")).await;
        assert_eq!(matches!(outcome, Outcome::Retry { .. }), retried, "{fault:?} {outcome:?}");
        assert_eq!(matches!(outcome, Outcome::Permanent { .. }), !retried, "{fault:?} {outcome:?}");
    }
    assert!(world.fake.said(CCVO).is_empty());
}

#[tokio::test]
async fn what_was_not_stored_is_said_with_nothing_to_find_it_by() {
    let world = World::new().await;
    let hub = world.hub().await;
    assert_eq!(notice(&hub, &"ccvo".into(), &words("NIET OPGESLAGEN")).await, Outcome::Delivered);
    assert_eq!(world.fake.words(CCVO), ["NIET OPGESLAGEN"]);
    assert!(world.fake.sent("POST channels")[0].get("nonce").is_none());
    assert!(matches!(notice(&hub, &"elders".into(), &words("x")).await, Outcome::Permanent { .. }));
}

#[tokio::test]
async fn a_copy_of_what_somebody_said_elsewhere_lets_everything_else_go_first() {
    let world = World::new().await;
    let hub = world.hub().await;
    let quiet = |effect: &str| {
        let delivery = post(&world, effect, "m1", "x");
        let (text, room) = (words("x"), "ccvo".into());
        let said =
            Message { hub: &hub, delivery: &delivery, room: &room, id: "m1", text: &text, mentions: &[], actions: &[] };
        said.rest().quiet
    };
    assert!(quiet("r.abcdefghijklmnopqrstuv"));
    assert!(!quiet("abcdef.17"), "behind it somebody may be called");
}
