use std::{collections::BTreeSet, time::Duration};

use matrix_sdk::ruma::{RoomVersionId, UserId, user_id};
use serde_json::json;

use super::{
    super::{
        fake_homeserver::{Fake, Fault},
        power::{self, Version},
        shape,
    },
    *,
};

const ALIAS: &str = "#noodklok-abc123.7.0:localhost";

fn shape(version: &RoomVersionId) -> Shape {
    let version = Version::known(version).unwrap();
    Shape {
        alias: "noodklok-abc123.7.0".to_owned(),
        name: "INC-2026-0042".to_owned(),
        topic: "rook".to_owned(),
        is_space: false,
        invite: ["@a:localhost", "@b:localhost"].map(|user| UserId::parse(user).unwrap()).to_vec(),
        power: power::crisis(&version, user_id!("@noodklok:localhost"), &[]),
        version,
        state: shape::closed(None, true),
    }
}

/// Tries until it is there, as a lane would.
async fn opened(fake: &Fake, version: &RoomVersionId) -> Opened {
    let (client, shape) = (fake.start().await, shape(version));
    for _ in 0..3 {
        if let Ok(opened) = open(&client, &shape).await {
            return opened;
        }
    }
    panic!("not opened: {:?}", fake.0.lock().unwrap().calls);
}

fn with(faults: &[Fault]) -> Fake {
    let fake = Fake::default();
    fake.0.lock().unwrap().faults.extend(faults);
    fake
}

/// The one room, whole, with both people invited.
fn assert_whole(fake: &Fake, opened: &Opened) {
    let state = fake.0.lock().unwrap();
    let id = opened.room.room_id().as_str();
    let rooms: BTreeSet<&String> = state.aliases.values().collect();
    assert!(rooms.iter().any(|room| *room == id), "{:?}", state.calls);
    for kind in ["m.room.encryption", "m.room.join_rules", "m.room.power_levels", "m.room.name", "m.room.topic"] {
        assert!(state.content(id, kind, "").is_some(), "{kind}: {:?}", state.calls);
    }
    for user in ["@a:localhost", "@b:localhost"] {
        let there = state.content(id, "m.room.member", user) == Some(json!({ "membership": "invite" }));
        assert_eq!(there, !state.blocked.contains(user), "{user}: {:?}", state.calls);
    }
}

fn creations(fake: &Fake) -> usize {
    fake.0.lock().unwrap().calls.iter().filter(|call| call.ends_with("createRoom")).count()
}

#[tokio::test]
async fn in_the_ordinary_case_one_call_is_enough() {
    for version in [&RoomVersionId::V11, &RoomVersionId::V12] {
        let fake = with(&[]);
        let opened = opened(&fake, version).await;
        assert_whole(&fake, &opened);
        assert_eq!(opened.refused, []);
        let calls = &fake.0.lock().unwrap().calls;
        let about_rooms = calls.iter().filter(|call| !call.contains("keys") && !call.contains("account_data"));
        assert_eq!(about_rooms.collect::<Vec<_>>(), ["POST createRoom"]);
    }
}

#[tokio::test]
async fn a_room_whose_answer_was_lost_is_taken_over() {
    let fake = with(&[Fault::Cut]);
    let opened = opened(&fake, &RoomVersionId::V12).await;
    assert_whole(&fake, &opened);
    assert_eq!(fake.0.lock().unwrap().rooms.len(), 1);
    assert_eq!(creations(&fake), 1);
}

#[tokio::test]
async fn opening_twice_gives_the_same_room() {
    let fake = with(&[]);
    let first = opened(&fake, &RoomVersionId::V11).await;
    let second = opened(&fake, &RoomVersionId::V11).await;
    assert_eq!(first.room.room_id(), second.room.room_id());
    assert_eq!(fake.0.lock().unwrap().rooms.len(), 1);
}

#[tokio::test]
async fn a_half_made_room_is_made_whole() {
    let fake = with(&[Fault::HalfMade]);
    let opened = opened(&fake, &RoomVersionId::V11).await;
    assert_whole(&fake, &opened);
    assert_eq!(fake.0.lock().unwrap().rooms.len(), 1);
}

#[tokio::test]
async fn an_alias_without_a_room_is_removed_and_the_room_opened() {
    let fake = with(&[Fault::AliasOnly]);
    let opened = opened(&fake, &RoomVersionId::V12).await;
    assert_whole(&fake, &opened);
    let calls = fake.0.lock().unwrap().calls.clone();
    assert!(calls.contains(&format!("DELETE directory/room/{ALIAS}")), "{calls:?}");
}

#[tokio::test]
async fn a_room_of_somebody_else_is_never_taken_over() {
    let fake = with(&[Fault::Taken]);
    let opened = opened(&fake, &RoomVersionId::V12).await;
    assert_whole(&fake, &opened);
    assert_ne!(fake.0.lock().unwrap().aliases[ALIAS], opened.room.room_id().as_str());
}

#[tokio::test]
async fn one_who_blocks_invites_keeps_nobody_out() {
    // Refused before anything is made, or with the room already there.
    for faults in [&[Fault::Refused][..], &[]] {
        let fake = with(faults);
        fake.0.lock().unwrap().blocked.insert("@a:localhost".to_owned());
        let opened = opened(&fake, &RoomVersionId::V12).await;
        assert_whole(&fake, &opened);
        let refused: Vec<(&str, bool)> = opened.refused.iter().map(|r| (r.user.as_str(), r.later)).collect();
        assert_eq!(refused, [("@a:localhost", false)]);
        assert_eq!(fake.0.lock().unwrap().rooms.len(), 1);
    }
}

#[tokio::test]
async fn a_limit_is_waited_out_by_the_lane() {
    let fake = with(&[Fault::Limited]);
    let client = fake.start().await;
    let Err(Outcome::Retry { after, .. }) = open(&client, &shape(&RoomVersionId::V12)).await else {
        panic!("it must be tried again");
    };
    assert_eq!(after, Some(Duration::from_millis(60_900)));
    assert_eq!(fake.0.lock().unwrap().rooms.len(), 0);
}
