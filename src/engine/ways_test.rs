//! A room that is on two networks: what is said goes out on both, and neither waits for the other.

use std::time::Duration;

use super::{
    port::{Act, Outcome},
    ticket::Progress,
    world_test::{Rooms, World, room_of},
};
use crate::store::Store;

const BOTH: [&str; 2] = ["here", "there"];

fn mirrored() -> Rooms {
    Rooms { networks: BOTH.to_vec(), ..Rooms::default() }
}

/// What got through on a network: what kind of thing, in which room.
fn through(world: &World, network: &str) -> Vec<String> {
    let through = world.rooms.through.lock().unwrap();
    let there = through.iter().filter(|(by, _)| *by == network);
    there.map(|(_, delivery)| format!("{} {}", kind(&delivery.act), room_of(delivery))).collect()
}

fn kind(act: &Act) -> &'static str {
    match act {
        Act::Post { mentions, .. } if !mentions.is_empty() => "call",
        Act::Post { .. } => "post",
        Act::Edit { .. } => "edit",
        Act::Pin { .. } => "pin",
        Act::OpenRoom { .. } => "open",
        Act::ArchiveRoom { .. } => "archive",
        Act::Mail { .. } | Act::Text { .. } | Act::Call { .. } | Act::Webhook { .. } => "mail",
    }
}

/// Until so much got through on a network.
async fn until(world: &World, network: &str, count: usize) {
    let all = async {
        while through(world, network).len() < count {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), all).await.expect("it gets through");
}

/// In the crisis room: opened before anything else, the picture there before it is pinned.
fn in_order(world: &World, network: &str) {
    let all = through(world, network);
    let crisis: Vec<&str> = all
        .iter()
        .filter_map(|one| one.split_once(' '))
        .filter(|(_, room)| room.starts_with("crisis"))
        .map(|(kind, _)| kind)
        .collect();
    assert_eq!(crisis[0], "open", "{all:?}");
    let place = |kind| crisis.iter().position(|one| *one == kind);
    assert!(place("post") < place("pin"), "{all:?}");
}

#[tokio::test]
async fn what_a_network_missed_is_caught_up_and_the_other_never_waited() {
    let mut world = World::with(mirrored()).await;
    world.rooms.down.lock().unwrap().push("there");
    assert_eq!(world.say("k1", "!report fire open page quiet").await, Progress::Done, "nobody waits for what is down");
    until(&world, "here", 7).await;
    in_order(&world, "here");
    assert_eq!(through(&world, "there"), Vec::<String>::new());
    let first = through(&world, "here");

    // Nor is it said again where it was said, after a restart.
    world.restart().await;
    world.say("k2", "!report smoke").await;
    until(&world, "here", 8).await;
    assert_eq!(through(&world, "here")[..7], first[..]);

    world.rooms.down.lock().unwrap().clear();
    until(&world, "there", 8).await;
    in_order(&world, "there");
    world.engine.settle().await;
    let (mut here, mut there) = (through(&world, "here"), through(&world, "there"));
    here.sort();
    there.sort();
    assert_eq!(here, there, "both saw the same, once");
    world.restart().await;
    world.engine.settle().await;
    assert_eq!(world.rooms.through.lock().unwrap().len(), 16, "nothing is left");
}

#[tokio::test]
async fn what_cannot_be_done_on_one_network_counts_as_done_by_the_other_and_failed_only_by_both() {
    let world = World::with(mirrored()).await;
    let never = |reason: &str| Outcome::Permanent { reason: reason.to_owned() };
    world.rooms.outcomes.lock().unwrap().push(("meldingen-noord".into(), never("gone")));
    assert_eq!(world.say("k1", "!report fire").await, Progress::Done);
    world
        .rooms
        .outcomes
        .lock()
        .unwrap()
        .extend([("meldingen-noord".into(), never("gone here")), ("meldingen-noord".into(), never("gone there"))]);
    assert_eq!(world.say("k2", "!report smoke").await, Progress::Done);
    assert_eq!(through(&world, "here").len() + through(&world, "there").len(), 1);
    world.engine.stop().await;
    let mut store = Store::open(&world.database()).await.unwrap();
    assert!(store.waiting().await.unwrap().is_empty());
    assert!(store.ways().await.unwrap().is_empty(), "what was kept of the ways is forgotten");
    let count = |condition| format!("SELECT COUNT(*) FROM effect WHERE {condition}");
    assert_eq!(store.number(&count("state = 1 AND reason IS NULL")).await, 1);
    let both = "state = 2 AND reason LIKE '%gone here%' AND reason LIKE '%gone there%'";
    assert_eq!(store.number(&count(both)).await, 1);
}
