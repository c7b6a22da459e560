use matrix_sdk::ruma::{RoomVersionId, user_id};

use super::*;
use crate::domain::organisation::Team;

fn version(id: &str) -> Version {
    Version::known(&RoomVersionId::try_from(id).unwrap()).unwrap()
}

fn offered(default: &str, available: &[(&str, RoomVersionStability)]) -> RoomVersionsCapability {
    let id = |id: &str| RoomVersionId::try_from(id).unwrap();
    RoomVersionsCapability::new(
        id(default),
        available.iter().map(|(version, stability)| (id(version), stability.clone())).collect(),
    )
}

fn usual() -> RoomVersionsCapability {
    use RoomVersionStability::{Stable, Unstable};
    offered("12", &[("6", Stable), ("10", Stable), ("11", Stable), ("12", Stable), ("org.example.new", Unstable)])
}

fn chosen(asked: Option<&str>, offered: &RoomVersionsCapability) -> (String, bool) {
    let choice = choose(asked, offered).unwrap();
    (choice.version.id.to_string(), choice.refused)
}

#[test]
fn the_version_is_what_was_asked_or_the_default() {
    let is = |asked, version: &str, refused| assert_eq!(chosen(asked, &usual()), (version.to_owned(), refused));
    is(None, "12", false);
    is(Some("11"), "11", false);
    is(Some("99"), "12", true);
    is(Some("org.example.new"), "12", true);
    // Members of a Space cannot be let in there.
    is(Some("6"), "12", true);
}

#[test]
fn an_old_or_strange_default_gives_way_to_what_is_known() {
    use RoomVersionStability::Stable;
    let old = offered("6", &[("6", Stable), ("9", Stable), ("10", Stable)]);
    assert_eq!(chosen(None, &old), ("10".to_owned(), false));
    let strange = offered("org.example.new", &[("org.example.new", Stable), ("11", Stable)]);
    assert_eq!(chosen(None, &strange), ("11".to_owned(), false));
    let ancient = offered("6", &[("6", Stable)]);
    let choice = choose(None, &ancient).unwrap();
    assert!(!choice.version.restricted && choice.version.id == RoomVersionId::V6);
    assert_eq!(choose(None, &offered("org.example.new", &[("org.example.new", Stable)])), None);
}

#[test]
fn the_creator_is_listed_until_version_11_and_never_after() {
    let me = user_id!("@noodklok:x");
    let chair = user_id!("@voorzitter:x").to_owned();
    let eleven = crisis(&version("11"), me, std::slice::from_ref(&chair));
    assert_eq!(eleven["users"], json!({ "@noodklok:x": 100, "@voorzitter:x": 50 }));
    assert_eq!(eleven["events"]["m.room.tombstone"], 100);
    let twelve = crisis(&version("12"), me, &[chair, me.to_owned()]);
    assert_eq!(twelve["users"], json!({ "@voorzitter:x": 50 }));
    assert_eq!(twelve["events"]["m.room.tombstone"], 150);
    assert_eq!(space(&version("12"), me)["users"], json!({}));
    assert_eq!(space(&version("10"), me)["users"], json!({ "@noodklok:x": 100 }));
}

#[test]
fn everybody_talks_and_reacts_and_chairs_keep_the_room() {
    let levels = crisis(&version("12"), user_id!("@noodklok:x"), &[]);
    assert_eq!((&levels["events_default"], &levels["users_default"]), (&json!(0), &json!(0)));
    assert_eq!(levels["events"].get("m.reaction"), None);
    for kept in ["m.room.topic", "m.room.pinned_events", "m.room.name"] {
        assert_eq!(levels["events"][kept], 50, "{kept}");
    }
    for made in ["m.room.encryption", "m.room.join_rules", "m.room.power_levels", "m.room.history_visibility"] {
        assert_eq!(levels["events"][made], 100, "{made}");
    }
    assert_eq!(levels["invite"], 50);
}

#[test]
fn an_archived_room_is_read_only_and_stays_so() {
    let me = user_id!("@noodklok:x");
    for id in ["11", "12"] {
        let before = crisis(&version(id), me, &[user_id!("@voorzitter:x").to_owned()]);
        assert!(!is_archived(&before));
        let after = archived(&before);
        assert!(is_archived(&after));
        let chair = after["users"]["@voorzitter:x"].as_i64().unwrap();
        let needed = after["events"].as_object().unwrap().values().filter_map(Value::as_i64);
        assert!(needed.min().unwrap() > chair);
        for key in ["events_default", "state_default", "invite", "kick", "ban", "redact"] {
            assert!(after[key].as_i64().unwrap() > chair, "{key}");
        }
        assert_eq!(archived(&after), after);
        assert_eq!(after["users"], before["users"]);
    }
}

#[test]
fn chair_and_deputies_of_a_crisis_team_lead_where_they_belong() {
    let mut organisation = Organisation::default();
    let team = |id: &str, kind, chair: &str| Team {
        id: id.into(),
        kind,
        entity: None,
        chair: Some(chair.into()),
        deputies: vec!["noord.plaatsvervanger".into()],
        members: vec!["noord.kernlid1".into()],
        duty: Vec::new(),
    };
    organisation.teams.insert("noord.cmt".into(), team("noord.cmt", TeamKind::Cmt, "noord.voorzitter"));
    organisation.teams.insert("andere".into(), team("andere", TeamKind::Own, "noord.kernlid1"));
    let members = ["noord.kernlid1".into(), "noord.plaatsvervanger".into()];
    assert_eq!(chairs(&organisation, &members), BTreeSet::from(["noord.plaatsvervanger".into()]));
}

#[test]
fn what_is_there_counts_and_what_is_more_stays() {
    let there = json!({ "users": { "a": 100, "b": 50 }, "historical": 100 });
    assert!(covers(&there, &json!({ "users": { "a": 100 } })));
    assert!(!covers(&there, &json!({ "users": { "a": 50 } })));
    assert!(!covers(&there, &json!({ "ban": 50 })));
    let laid = laid_over(&there, &json!({ "users": { "b": 0 }, "ban": 50 }));
    assert_eq!(laid, json!({ "users": { "a": 100, "b": 0 }, "historical": 100, "ban": 50 }));
}
