use serde_json::json;

use super::{
    account::{Signed, signed},
    people::readers,
    room::{Powers, State},
    server::exempt,
};

#[test]
fn only_a_signature_of_the_accounts_own_identity_counts() {
    let answer = |signer: &str| {
        json!({
            "device_keys": {"@n:h": {"D": {"signatures": {"@n:h": {"ed25519:D": "x", signer: "y"}}}}},
            "self_signing_keys": {"@n:h": {"keys": {"ed25519:SELF": "SELF"}}},
        })
    };
    assert_eq!(signed(&answer("ed25519:SELF"), "@n:h", "D"), Signed::Yes);
    assert_eq!(signed(&answer("ed25519:OLD"), "@n:h", "D"), Signed::No);
    assert_eq!(signed(&answer("ed25519:SELF"), "@n:h", "E"), Signed::NoKeys);
    assert_eq!(signed(&json!({}), "@n:h", "D"), Signed::NoKeys);
}

#[test]
fn powers_are_those_of_the_room() {
    let state = |version: &str, users: serde_json::Value| {
        State::of(&json!([
            {"type": "m.room.create", "sender": "@maker:h", "content": {"room_version": version}},
            {"type": "m.room.encryption", "content": {}},
            {"type": "m.room.join_rules", "content": {"join_rule": "invite"}},
            {"type": "m.room.power_levels", "content": {"users": users, "events": {"m.room.encrypted": 10}}},
        ]))
    };
    let plain = state("11", json!({"@n:h": 50}));
    assert!(plain.encrypted && plain.join_rule == "invite");
    assert_eq!(Powers::of(&plain, "@n:h"), Powers { own: 50, speak: 10, manage: 50 });
    assert_eq!(Powers::of(&plain, "@maker:h").own, 0, "before version 12 a creator stands in the list");
    assert_eq!(Powers::of(&state("12", json!({})), "@maker:h").own, i64::MAX);
}

#[test]
fn who_has_no_device_cannot_read() {
    let answer = json!({"device_keys": {"@a:h": {"D": {}}, "@b:h": {}}});
    assert_eq!(readers(&answer).into_iter().collect::<Vec<_>>(), ["@a:h"]);
    assert!(exempt(&json!({"messages_per_second": 0, "burst_count": 0})) && !exempt(&json!({})));
}
