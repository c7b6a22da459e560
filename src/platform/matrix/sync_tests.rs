//! The loop against a homeserver that answers what a real one does not on demand.

use std::time::Duration;

use matrix_sdk::ruma::RoomId;
use serde_json::{Value, json};
use wiremock::{
    Mock, ResponseTemplate,
    matchers::{method, path, path_regex},
};

use self::world::{NOW, OTHER, ROOM, World, arrival, message, wait};
use crate::platform::matrix::{
    asking::settings,
    memory::{self, kind},
};

#[path = "sync_world_tests.rs"]
mod world;

#[tokio::test]
async fn what_is_said_after_the_bot_came_in_is_taken_once() {
    let mut world = World::new().await;
    world.script.says("b1", &[message("$old", "!meld eerder"), arrival(), message("$a", "!meld Brand boven")]);
    world.script.says(
        "b2",
        &[message("$a", "!meld Brand boven"), message("$b", "gepraat"), message("$c", "!meld Water beneden")],
    );
    world.start().await;
    world.hears(&["Brand boven", "Water beneden"]).await;
    world.settled().await;
    assert_eq!(world.times("eerder"), 0);
    assert_eq!(world.times("INC-2026-0003"), 0, "{:#?}", world.recorded());
    world.stop().await;
}

#[tokio::test]
async fn a_gap_is_read_back_in_order() {
    let mut world = World::new().await;
    world.script.says("b1", &[arrival(), message("$a", "!meld eerste")]);
    let limited = json!({"events": [message("$d", "!meld vierde")], "limited": true, "prev_batch": "p1"});
    world.script.rooms("b2", &json!({ROOM: {"timeline": limited}}));
    world.history(ROOM, Some("p1"), &[message("$c", "!meld derde")], Some("p2")).await;
    world.history(ROOM, Some("p2"), &[message("$b", "!meld tweede"), message("$a", "!meld eerste")], Some("p3")).await;
    world.start().await;
    world.hears(&["eerste", "tweede", "derde", "vierde"]).await;
    world.settled().await;
    let posts = world.recorded();
    let number = |word: &str| {
        let post = posts.iter().find(|post| post.contains(word) && post.contains("INC-")).unwrap();
        post.split("INC-2026-").nth(1).unwrap().chars().take(4).collect::<String>()
    };
    let numbers = ["eerste", "tweede", "derde", "vierde"].map(number);
    assert_eq!(numbers, ["0001", "0002", "0003", "0004"], "{posts:#?}");
    world.stop().await;
}

#[tokio::test]
async fn killed_between_the_answer_and_the_commit_nothing_is_lost() {
    let mut world = World::new().await;
    world.script.says("b1", &[arrival(), message("$a", "!meld eerste")]);
    world.start().await;
    world.hears(&["eerste"]).await;
    world.settled().await;
    world.stop().await;
    // The SDK takes an answer that nobody else ever sees.
    world.script.says("b2", &[message("$b", "!meld tweede")]);
    world.client.sync_once(settings(Duration::ZERO)).await.unwrap();
    world.history(ROOM, None, &[message("$b", "!meld tweede"), message("$a", "!meld eerste")], Some("p")).await;
    world.start().await;
    world.hears(&["tweede"]).await;
    world.settled().await;
    assert_eq!(world.times("INC-2026-0003"), 0);
    world.stop().await;
    // From now on the place is known, and nothing is read back.
    world.server.server().reset().await;
    let sync = Mock::given(method("GET")).and(path("/_matrix/client/v3/sync"));
    sync.respond_with(world.script.clone()).mount(world.server.server()).await;
    world.script.says("b3", &[message("$c", "!meld derde")]);
    world.start().await;
    world.hears(&["derde"]).await;
    let asked = world.server.server().received_requests().await.unwrap();
    assert!(asked.iter().all(|request| !request.url.path().contains("/messages")));
    world.stop().await;
}

#[tokio::test]
async fn a_room_that_is_known_again_while_an_answer_is_under_way_loses_nothing() {
    const THIRD: &str = "!derde:localhost";
    let mut world = World::new().await;
    world.script.says("b1", &[arrival()]);
    world.start().await;
    world.settled().await;
    // Killed after it was read up to here, and before it was kept for which room it stands.
    let read = memory::note(kind::CURSOR, THIRD, Some("$a".to_owned()));
    world.running.as_ref().unwrap().0.arrive(Vec::new(), vec![read]).await;
    world.stop().await;
    let events = [message("$c", "!meld derde"), message("$b", "!meld tweede"), message("$a", "!meld eerste")];
    world.history(THIRD, None, &events, None).await;
    let answer = json!({"next_batch": "b2", "rooms": {"join": {THIRD: {"timeline": {"events": [events[0]]}}}}});
    let long = Duration::from_millis(500);
    world.script.raw(ResponseTemplate::new(200).set_body_json(answer).set_delay(long));
    let hub = world.start().await;
    wait(|| world.script.is_over()).await.expect("it is asked for");
    let _ = hub.memory.bind(&"ccvo".into(), &RoomId::parse(THIRD).unwrap());
    world.hears(&["tweede", "derde"]).await;
    world.settled().await;
    assert_eq!(world.times("eerste"), 0);
    world.stop().await;
}

#[tokio::test]
async fn a_room_that_cannot_be_read_back_holds_up_no_other() {
    let mut world = World::new().await;
    let limited = json!({"events": [message("$x", "!meld zuiden")], "limited": true, "prev_batch": "p1"});
    world.script.says("b1", &[arrival()]);
    world.script.rooms(
        "b2",
        &json!({OTHER: {"timeline": limited}, ROOM: {"timeline": {"events": [message("$a", "!meld noorden")]}}}),
    );
    world.start().await;
    world.hears(&["noorden"]).await;
    // It was never read, and what came before its events is not known: they are not new for certain.
    world.history(OTHER, None, &[message("$x", "!meld zuiden"), arrival()], None).await;
    world.hears(&["zuiden"]).await;
    world.stop().await;
}

#[tokio::test]
async fn bad_events_and_bad_answers_are_passed_over() {
    let mut world = World::new().await;
    let join_rules = |content: Value| {
        json!({"type": "m.room.join_rules", "event_id": "$j", "sender": "@v:localhost", "state_key": "",
        "origin_server_ts": NOW, "content": content})
    };
    let bad = [
        json!({"type": "m.room.message"}),
        json!({"type": "m.room.message", "event_id": "$1", "sender": "nobody", "origin_server_ts": -1, "content": 7}),
        json!({"type": 3, "event_id": [], "sender": {}, "content": null}),
        json!({"type": "m.room.message", "event_id": "$2", "sender": "@v:localhost", "content": {"msgtype": "m.text", "body": ["!meld x"]}}),
        json!({"type": "m.reaction", "event_id": "$3", "sender": "@v:localhost", "content": {"m.relates_to": "x"}}),
        json!({"type": "m.room.redaction", "event_id": "$4", "sender": "@v:localhost", "redacts": 5, "content": {}}),
        json!({"type": "m.room.encrypted", "event_id": "$5", "sender": "@v:localhost", "content": {}}),
        join_rules(json!({"join_rule": {"no": "string"}})),
        join_rules(json!({"join_rule": "restricted", "allow": [{"type": 3}, null]})),
        json!({"type": "m.room.tombstone", "event_id": "$6", "sender": "@v:localhost", "state_key": "", "content": {"replacement_room": 3}}),
        message("$a", "!meld na alles"),
    ];
    // The room was read before, so that only the doubt about the place leads back to what is lacking.
    world.script.says("b1", &[arrival()]);
    world.script.raw(ResponseTemplate::new(502));
    world.script.raw(ResponseTemplate::new(200).set_body_string("<html>"));
    world.script.raw(ResponseTemplate::new(200).set_body_json(json!({"rooms": []})));
    world.script.says("b2", &bad);
    // The SDK gives up on the whole answer, but keeps its place: all of it is read back.
    let newest_first: Vec<Value> = bad.iter().rev().cloned().chain([arrival()]).collect();
    world.history(ROOM, None, &newest_first, None).await;
    world.start().await;
    world.hears(&["na alles"]).await;
    world.stop().await;
}

#[tokio::test]
async fn a_session_that_is_gone_ends_nothing() {
    let mut world = World::new().await;
    let gone = json!({"errcode": "M_UNKNOWN_TOKEN", "error": "gone"});
    world.script.raw(ResponseTemplate::new(401).set_body_json(gone));
    world.start().await;
    world.settled().await;
    assert!(!world.running.as_ref().unwrap().2.is_finished());
    world.stop().await;
}

#[tokio::test]
async fn edits_and_deletions_of_what_was_said_follow_it() {
    let mut world = World::new().await;
    let edit = |id: &str, sender: &str, of: &str, body: &str| {
        json!({"type": "m.room.message", "event_id": id, "sender": sender, "origin_server_ts": NOW, "content": {
            "msgtype": "m.text", "body": format!("* {body}"), "m.new_content": {"msgtype": "m.text", "body": body},
            "m.relates_to": {"rel_type": "m.replace", "event_id": of}}})
    };
    let deletion = json!({"type": "m.room.redaction", "event_id": "$d", "sender": "@melder:localhost", "redacts": "$a",
        "origin_server_ts": NOW, "content": {}});
    world.script.says(
        "b1",
        &[
            arrival(),
            message("$a", "!meld Brand boven"),
            message("$b", "meld iets"),
            edit("$e1", "@melder:localhost", "$a", "!meld Brand beneden"),
            edit("$e2", "@v:localhost", "$a", "!meld vervalst"),
            edit("$e3", "@melder:localhost", "$b", "!meld toch een melding"),
            deletion,
        ],
    );
    world.start().await;
    world.hears(&["Brand boven", "toch een melding", "aangepaste bericht", "verwijderd"]).await;
    assert_eq!(world.times("vervalst"), 0);
    assert_eq!(world.times("INC-2026-0003"), 0);
    world.stop().await;
}

#[tokio::test]
async fn a_message_that_cannot_be_decrypted_is_told_once() {
    let mut world = World::new().await;
    let sealed = json!({"type": "m.room.encrypted", "event_id": "$s", "sender": "@melder:localhost", "origin_server_ts": NOW,
        "content": {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "AwgAEnACgAkLmt6qF84IK++J7UDH2Za1YVchHyprqTqsg",
                    "session_id": "s", "sender_key": "k", "device_id": "D"}});
    world.script.says("b1", &[arrival(), sealed.clone()]);
    let hub = world.start().await;
    world.settled().await;
    assert_eq!(hub.memory.all(kind::UNREAD).await.unwrap().len(), 1);
    let told = || !world.said.notices.lock().unwrap().is_empty();
    wait(told).await.or(wait(told).await).expect("the room is told");
    let notice = world.said.notices.lock().unwrap().join("|");
    assert!(notice.starts_with("meldingen-noord: ") && notice.contains("NIET GELEZEN"), "{notice}");
    assert!(!notice.contains('|'));
    world.stop().await;
    // After a restart its key is there, and it is handled with the time at which it was said.
    let opened = message("$s", "!meld alsnog gelezen");
    let mock = Mock::given(method("GET")).and(path_regex("/rooms/.*/event/"));
    mock.respond_with(ResponseTemplate::new(200).set_body_json(opened)).mount(world.server.server()).await;
    let hub = world.start().await;
    world.hears(&["alsnog gelezen"]).await;
    world.settled().await;
    assert_eq!(hub.memory.all(kind::UNREAD).await.unwrap(), Vec::new());
    world.stop().await;
}

#[tokio::test]
async fn a_pinned_message_goes_into_the_log_once() {
    let mut world = World::new().await;
    let pin = |id: &str| {
        json!({"type": "m.reaction", "event_id": id, "sender": "@v:localhost", "origin_server_ts": NOW, "content": {
            "m.relates_to": {"rel_type": "m.annotation", "event_id": "$t", "key": "\u{1F4CC}\u{FE0F}"}}})
    };
    let mock = Mock::given(method("GET")).and(path_regex("/rooms/.*/event/"));
    let talk = message("$t", "toon \"de deur\" klemt soort:vraag");
    mock.respond_with(ResponseTemplate::new(200).set_body_json(talk)).mount(world.server.server()).await;
    world.script.says(
        "b1",
        &[arrival(), message("$a", "!meld Brand boven"), pin("$p1"), pin("$p2"), message("$l", "!logboek toon")],
    );
    world.start().await;
    world.hears(&["toon \"de deur\" klemt soort:vraag"]).await;
    world.settled().await;
    let log = world.recorded().into_iter().find(|post| post.contains("Logboek van")).unwrap();
    assert_eq!(log.matches("de deur").count(), 1, "{log}");
    world.stop().await;
}

#[tokio::test]
async fn a_room_that_was_replaced_is_followed() {
    let mut world = World::new().await;
    let tombstone = json!({"type": "m.room.tombstone", "event_id": "$6", "sender": "@v:localhost", "state_key": "",
        "origin_server_ts": NOW, "content": {"replacement_room": "!new:localhost", "body": "x"}});
    world.script.rooms(
        "b1",
        &json!({ROOM: {"state": {"events": [tombstone.clone()]}, "timeline": {"events": [arrival(), tombstone]}}}),
    );
    world.start().await;
    wait(|| !world.said.upgrades.lock().unwrap().is_empty()).await.expect("it is followed");
    world.settled().await;
    assert_eq!(*world.said.upgrades.lock().unwrap(), [format!("{ROOM} !new:localhost")]);
    world.stop().await;
}

#[tokio::test]
async fn what_comes_in_long_after_it_was_said_counts_or_is_asked_again() {
    let mut world = World::new().await;
    let long_ago = |id: &str, body: &str| {
        let mut said = message(id, body);
        said["origin_server_ts"] = json!(NOW - 20 * 60_000);
        said
    };
    let events =
        [arrival(), long_ago("$r", "!meld Brand boven"), long_ago("$i", "!impact INC-2026-0001 gezondheid:ja")];
    world.script.says("b1", &events);
    world.start().await;
    world.hears(&["Laat ontvangen: gezegd om", "INC-2026-0001"]).await;
    world.hears(&["Niet uitgevoerd: gezegd om", "nog nodig?"]).await;
    world.stop().await;
}
