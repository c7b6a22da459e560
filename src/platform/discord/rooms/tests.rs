use std::collections::BTreeSet;

use serde_json::json;

use super::*;
use crate::{
    engine::port::Act,
    platform::discord::{
        fake_test::{CCVO, CHAIR, Fault, GUILD, ME, MEMBER, REPORT, ROLE, World, delivery},
        outgoing::{out, trouble},
    },
    text::reply::{Reply, Span as Piece},
};

const ROOM: &str = "crisis-INC-2026-0042-noord";
const EFFECT: &str = "abc234.17.12";

fn members() -> Vec<PersonId> {
    ["noord.voorzitter", "noord.kern1", "noord.weg", "noord.zonder"].map(Into::into).to_vec()
}

fn opening(world: &World) -> Delivery {
    let act = Act::OpenRoom {
        room: ROOM.into(),
        name: format!("OEFENING {ROOM}"),
        topic: "INC-2026-0042 · rook_in_de_kelder".to_owned(),
        members: members(),
    };
    delivery(world, EFFECT, act)
}

/// One attempt, that waits for nothing.
async fn attempt(hub: &Hub, delivery: &Delivery) -> Result<Vec<Note>, Halt> {
    let Act::OpenRoom { room, name, topic, members } = &delivery.act else { panic!() };
    Opening { hub, delivery, room, members }.open(name, topic, Duration::ZERO).await
}

async fn open(world: &World, hub: &Hub) -> u64 {
    let opening = opening(world);
    world.noted(hub, Outcome::Noted(attempt(hub, &opening).await.unwrap())).await;
    hub.channel(&ROOM.into()).unwrap().get()
}

fn seen_by(channel: &Value) -> Vec<u64> {
    let all = channel["permission_overwrites"].as_array().unwrap();
    let seen = all.iter().filter(|one| one["allow"].as_str().unwrap().parse::<u64>().unwrap() & (1 << 10) != 0);
    seen.map(|one| one["id"].as_str().unwrap().parse().unwrap()).collect()
}

#[tokio::test]
async fn a_channel_of_the_people_of_the_room_in_the_category_of_the_organisation() {
    let world = World::new().await;
    let hub = world.hub().await;
    let id = open(&world, &hub).await;
    let opened = world.fake.opened();
    assert_eq!(opened.len(), 1);
    let [(category, name)] = &world.fake.categories()[..] else { panic!() };
    assert_eq!(name, "Voorbeeld");
    assert_eq!(opened[0]["id"], id.to_string());
    assert_eq!(opened[0]["name"], "oefening-crisis-inc-2026-0042-noord");
    assert_eq!(opened[0]["topic"], "INC-2026-0042 · rook\\_in\\_de\\_kelder (abc234.17.12)");
    assert_eq!(opened[0]["parent_id"], category.to_string());
    assert_eq!(seen_by(&opened[0]), [ME, ROLE, CHAIR, MEMBER]);
    let everybody = &opened[0]["permission_overwrites"][0];
    assert_eq!((&everybody["id"], &everybody["deny"]), (&json!(GUILD.to_string()), &json!("1024")));
    // It was made for the bot alone.
    let made = world.fake.sent("POST guilds");
    let first = made.iter().find(|body| body["type"] == 0).unwrap();
    assert_eq!(first["permission_overwrites"].as_array().unwrap().len(), 2);
    let said = world.fake.words(id);
    assert_eq!(
        said,
        ["Niet in dit kanaal, want niet op deze server of zonder account: noord.weg, noord.zonder. Bel hen.\n\
          noord.weg · telefoon: +32 2 000 00 00\nnoord.zonder · telefoon: +32 2 000 00 00"]
    );
}

#[tokio::test]
async fn the_role_of_a_team_comes_in_only_where_everybody_of_it_does() {
    let world = World::new().await;
    let hub = world.hub().await;
    let mut opening = opening(&world);
    if let Act::OpenRoom { members, .. } = &mut opening.act {
        members.truncate(1);
    }
    attempt(&hub, &opening).await.unwrap();
    assert_eq!(seen_by(&world.fake.opened()[0]), [ME, CHAIR]);
    assert!(world.fake.words(hub.channel(&ROOM.into()).unwrap().get()).is_empty(), "nobody is missing");
}

/// How many requests an opening makes that nothing stops.
async fn steps() -> usize {
    let world = World::new().await;
    let hub = world.hub().await;
    open(&world, &hub).await;
    world.fake.sent("").len()
}

#[tokio::test]
async fn killed_between_any_two_steps_there_is_one_channel() {
    let steps = steps().await;
    assert!(steps > 5, "{steps}");
    for step in 0..steps {
        for fault in [Fault::Cut, Fault::Lost] {
            for restarts in [true, false] {
                let world = World::new().await;
                let mut hub = world.hub().await;
                let mut faults = vec![Fault::None; step];
                faults.push(fault);
                world.fake.faults(&faults);
                let opening = opening(&world);
                let mut tries = 0;
                let notes = loop {
                    match attempt(&hub, &opening).await {
                        Ok(notes) => break notes,
                        Err(halt) => assert!(
                            matches!(trouble::outcome(&hub, &opening, halt).await, Outcome::Retry { .. }),
                            "{step} {fault:?}"
                        ),
                    }
                    tries += 1;
                    assert!(tries < 3, "{step} {fault:?}");
                    if restarts {
                        hub = world.hub().await;
                    }
                };
                world.noted(&hub, Outcome::Noted(notes)).await;
                let opened = world.fake.opened();
                assert_eq!(opened.len(), 1, "step {step}, {fault:?}, restarts {restarts}");
                assert_eq!(seen_by(&opened[0]), [ME, ROLE, CHAIR, MEMBER], "step {step}, {fault:?}");
                assert_eq!(opened[0]["id"], hub.channel(&ROOM.into()).unwrap().to_string());
                assert!(world.fake.categories().len() <= 2);
                let shown = world.fake.requests().into_iter().filter(|request| request.starts_with("PATCH channels/"));
                assert_eq!(shown.collect::<BTreeSet<_>>().len(), 1, "nobody is let into two");
                // Killed before the receipt, it is done again and nothing changes.
                let restarted = world.hub().await;
                attempt(&restarted, &opening).await.unwrap();
                assert_eq!(world.fake.opened(), opened);
            }
        }
    }
}

#[tokio::test]
async fn of_several_that_were_made_the_first_is_taken_and_the_others_are_deleted() {
    let world = World::new().await;
    let hub = world.hub().await;
    world.fake.faults(&[Fault::None, Fault::None, Fault::None, Fault::Lost]);
    assert!(attempt(&hub, &opening(&world)).await.is_err());
    for id in [2_000, 2_001] {
        world.fake.put_channel(id, json!({ "type": 0, "name": "x", "topic": format!("x ({EFFECT})") }));
    }
    world.fake.put_channel(2_002, json!({ "type": 0, "name": "x", "topic": "y (abc234.17.13)" }));
    assert_eq!(open(&world, &world.hub().await).await, 2_000);
    let left: Vec<_> = world.fake.opened().iter().map(|channel| channel["id"].clone()).collect();
    assert_eq!(left, ["2000", "2002"]);
}

#[tokio::test]
async fn a_category_that_is_full_is_followed_by_the_next() {
    let world = World::new().await;
    for (n, name) in ["Voorbeeld", "Voorbeeld 2"].into_iter().enumerate() {
        let category = 10 + u64::try_from(n).unwrap();
        world.fake.put_channel(category, json!({ "type": 4, "name": name }));
        for inside in 0..50 {
            let id = category * 1_000 + inside;
            world.fake.put_channel(id, json!({ "type": 0, "name": "oud", "parent_id": category.to_string() }));
        }
    }
    let hub = world.hub().await;
    open(&world, &hub).await;
    let (id, name) = world.fake.categories().pop().unwrap();
    assert_eq!(name, "Voorbeeld 3");
    assert_eq!(world.fake.opened().last().unwrap()["parent_id"], id.to_string());
}

#[tokio::test]
async fn in_a_server_that_is_full_a_private_thread_is_the_way_out() {
    let world = World::new().await;
    world.fake.fill();
    let hub = world.hub().await;
    let thread = open(&world, &hub).await;
    let opened = world.fake.opened();
    assert_eq!(opened.len(), 1);
    assert_eq!((&opened[0]["type"], &opened[0]["parent_id"]), (&json!(12), &json!(REPORT.to_string())));
    assert_eq!(opened[0]["name"], format!("OEFENING {ROOM}"));
    assert_eq!(world.fake.thread_members(thread), [CHAIR, MEMBER]);
    let said = world.fake.words(REPORT);
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("privéthread"), "{said:?}");
    let archive = delivery(&world, "abc234.18.1", Act::ArchiveRoom { room: ROOM.into() });
    assert_eq!(out::deliver(&hub, &archive).await, Outcome::Delivered);
    assert_eq!(world.fake.opened()[0]["thread_metadata"], json!({ "archived": true, "locked": true }));
    // What must still change in it, such as words that are erased, takes it out first.
    world.fake.faults(&[Fault::Refused(400, 50_083)]);
    let outcome = out::deliver(&hub, &page(&world, "abc234.18.2")).await;
    assert!(matches!(outcome, Outcome::Retry { .. }), "{outcome:?}");
    assert_eq!(world.fake.opened()[0]["thread_metadata"]["archived"], false);
}

#[tokio::test]
async fn a_thread_is_opened_once_too() {
    let world = World::new().await;
    world.fake.fill();
    let opening = opening(&world);
    let hub = world.hub().await;
    // Who we are, the list, the category that does not fit, the thread.
    world.fake.faults(&[Fault::None, Fault::None, Fault::None, Fault::Cut]);
    assert!(attempt(&hub, &opening).await.is_err());
    assert_eq!(world.fake.opened().len(), 1);
    let thread = open(&world, &world.hub().await).await;
    assert_eq!(world.fake.opened().len(), 1);
    assert_eq!(world.fake.opened()[0]["id"], thread.to_string());
}

#[tokio::test]
async fn an_archived_channel_is_read_only_and_keeps_its_name() {
    let world = World::new().await;
    let hub = world.hub().await;
    let id = open(&world, &hub).await;
    let before = world.fake.opened()[0].clone();
    let archive = delivery(&world, "abc234.18.1", Act::ArchiveRoom { room: ROOM.into() });
    assert_eq!(out::deliver(&hub, &archive).await, Outcome::Delivered);
    let after = world.fake.opened()[0].clone();
    assert_eq!(after["name"], before["name"]);
    for one in after["permission_overwrites"].as_array().unwrap() {
        let bits = |field: &str| one[field].as_str().unwrap().parse::<u64>().unwrap() & (1 << 11);
        let silent = one["id"].as_str().unwrap() != ME.to_string().as_str();
        assert_eq!((bits("allow") == 0, bits("deny") != 0), (silent, silent), "{one}");
    }
    assert_eq!(seen_by(&after), seen_by(&before), "who saw it sees it still");
    let requests = world.fake.requests().len();
    assert_eq!(out::deliver(&hub, &archive).await, Outcome::Delivered);
    assert_eq!(world.fake.requests().len(), requests + 1, "it is looked at and left");
    world.fake.delete_channel(id);
    assert_eq!(out::deliver(&hub, &archive).await, Outcome::Delivered);
}

fn page(world: &World, effect: &str) -> Delivery {
    let act = Act::Post {
        room: ROOM.into(),
        id: "m9".to_owned(),
        text: Reply { spans: vec![Piece::Mention("noord.voorzitter".into()), Piece::Plain(" · kom".to_owned())] },
        mentions: vec!["noord.voorzitter".into()],
        actions: Vec::new(),
    };
    let fallback = Some(("meldingen-noord".into(), "De crisiskamer is niet open.".to_owned()));
    Delivery { fallback, ..delivery(world, effect, act) }
}

#[tokio::test]
async fn a_page_into_a_channel_that_is_gone_is_heard_in_the_report_room_and_its_people_are_told_once() {
    let world = World::new().await;
    let hub = world.hub().await;
    let id = open(&world, &hub).await;
    world.fake.delete_channel(id);
    for n in 0..2 {
        let mut page = page(&world, &format!("abc234.19.{n}"));
        if let Act::Post { id, .. } = &mut page.act {
            *id = format!("m{n}");
        }
        world.noted(&hub, out::deliver(&hub, &page).await).await;
    }
    let said = world.fake.words(REPORT);
    assert_eq!(
        said,
        [
            format!(
                "Het Discord-kanaal van {ROOM} is verwijderd en komt niet terug. Oproepen staan vanaf nu hier; spreek verder hier."
            ),
            format!("<@{CHAIR}> · kom\nDe crisiskamer is niet open."),
            format!("<@{CHAIR}> · kom\nDe crisiskamer is niet open."),
        ]
    );
    // What calls nobody is not said there.
    let mut quiet = page(&world, "abc234.19.5");
    quiet.fallback = None;
    assert!(matches!(out::deliver(&hub, &quiet).await, Outcome::Permanent { .. }));
    assert!(world.fake.words(CCVO).is_empty());
}

#[tokio::test]
async fn what_is_for_a_room_that_was_opened_before_discord_has_no_place() {
    let world = World::new().await;
    let hub = world.hub().await;
    let mut quiet = page(&world, "abc234.19.5");
    quiet.fallback = None;
    let Outcome::Permanent { reason } = out::deliver(&hub, &quiet).await else { panic!() };
    assert_eq!(reason, format!("no channel on Discord stands for {ROOM}"));
    world.noted(&hub, out::deliver(&hub, &page(&world, "abc234.19.6")).await).await;
    assert_eq!(world.fake.words(REPORT).len(), 1);
}
