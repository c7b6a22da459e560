use matrix_sdk::ruma::{RoomVersionId, room_id, user_id};

use super::*;

fn shape(encrypted: bool) -> Shape {
    let version = Version::known(&RoomVersionId::V12).unwrap();
    Shape {
        alias: "noodklok-abc123.7.0".to_owned(),
        name: "INC-2026-0042".to_owned(),
        topic: "rook".to_owned(),
        is_space: false,
        invite: ["@a:x", "@b:x", "@c:x", "@d:x"].map(|user| UserId::parse(user).unwrap()).to_vec(),
        power: power::crisis(&version, user_id!("@noodklok:x"), &[]),
        version,
        state: closed(Some(room_id!("!space:x")), encrypted),
    }
}

fn event(kind: &str, key: &str, content: &Value) -> Value {
    json!({ "type": kind, "state_key": key, "sender": "@noodklok:x", "content": content })
}

fn finished(shape: &Shape) -> Current {
    let mut events: Vec<Value> = shape.state.iter().map(|state| event(state.kind, "", &state.content)).collect();
    events.push(event("m.room.create", "", &json!({ "room_version": "12" })));
    events.push(event("m.room.name", "", &json!({ "name": shape.name })));
    events.push(event("m.room.topic", "", &json!({ "topic": shape.topic, "m.topic": {} })));
    events.push(event("m.room.power_levels", "", &shape.power));
    Current(events)
}

#[test]
fn a_finished_room_lacks_nothing() {
    let shape = shape(true);
    assert_eq!(shape.lacking(&finished(&shape)), []);
}

#[test]
fn a_half_made_room_gets_everything_and_encryption_first() {
    let shape = shape(true);
    let there = Current(vec![event("m.room.create", "", &json!({}))]);
    let lacking: Vec<&str> = shape.lacking(&there).iter().map(|state| state.kind).collect();
    let wanted = [
        "m.room.encryption",
        "m.room.join_rules",
        "m.room.history_visibility",
        "m.room.guest_access",
        "m.room.power_levels",
        "m.room.name",
        "m.room.topic",
    ];
    assert_eq!(lacking, wanted);
    assert!(there.is_made_by(user_id!("@noodklok:x")) && !there.is_made_by(user_id!("@vreemd:x")));
}

#[test]
fn power_that_is_wrong_is_laid_over_what_is_there() {
    let shape = shape(false);
    let mut there = finished(&shape);
    let last = there.0.last_mut().unwrap();
    last["content"]["events_default"] = json!(100);
    last["content"]["users"]["@voorzitter:x"] = json!(50);
    let lacking = shape.lacking(&there);
    assert_eq!(lacking.len(), 1);
    assert_eq!(lacking[0].content["events_default"], 0);
    assert_eq!(lacking[0].content["users"]["@voorzitter:x"], 50);
}

#[test]
fn only_who_was_never_asked_is_invited() {
    let shape = shape(false);
    let mut there = finished(&shape);
    for (user, membership) in [("@a:x", "join"), ("@b:x", "leave"), ("@c:x", "ban")] {
        there.0.push(event("m.room.member", user, &json!({ "membership": membership })));
    }
    assert_eq!(shape.uninvited(&there), ["@d:x"]);
}

#[test]
fn the_request_says_everything_at_once() {
    let request = shape(true).request("noodklok-abc123.7.0", &[]);
    assert_eq!(request.room_alias_name.as_deref(), Some("noodklok-abc123.7.0"));
    assert_eq!(request.preset, Some(RoomPreset::PrivateChat));
    assert!(request.invite.is_empty() && request.power_level_content_override.is_some());
    let kinds: Vec<String> =
        request.initial_state.iter().map(|raw| raw.get_field::<String>("type").unwrap().unwrap()).collect();
    assert_eq!(kinds, ["m.room.encryption", "m.room.join_rules", "m.room.history_visibility", "m.room.guest_access"]);
    let plain = shape(false).request("x", &[]);
    assert!(
        plain
            .initial_state
            .iter()
            .all(|raw| { raw.get_field::<String>("type").unwrap().as_deref() != Some("m.room.encryption") })
    );
}

#[test]
fn an_encrypted_room_keeps_the_algorithm_that_it_has() {
    let shape = shape(true);
    let mut there = finished(&shape);
    there.0[0]["content"]["algorithm"] = json!("m.megolm.v2");
    assert_eq!(shape.lacking(&there), []);
}
