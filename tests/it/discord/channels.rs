//! Crisis channels when the crisis is over, and where a category or the server has room for no more of them.

use sqlx::{Connection, SqliteConnection};

use super::{
    standin::{
        channel::kind,
        faults::{Fault, Rule},
        permissions::{SEND_MESSAGES, VIEW_CHANNEL},
    },
    world::{Plan, World},
};

const REPORTS: &str = "meldingen-noord";
const CRISIS: &str = "crisis-INC-2026-0001-noord";
const ID: &str = "INC-2026-0001";
const TEAM: [&str; 2] = ["noord.voorzitter", "noord.kernlid1"];
/// As the example calls itself, and so the first category of crisis channels.
const CATEGORY: &str = "Voorbeeldorganisatie";
/// So many channels are in a category, and so many channels and categories in a server.
const IN_CATEGORY: usize = 50;
const IN_SERVER: usize = 500;
/// Discord's code of a form that does not fit, such as one that names a category in which there are so many.
const INVALID_FORM: u32 = 50_035;

fn world() -> World {
    let mut cast = vec!["noord.melder"];
    cast.extend(TEAM);
    let mut world = World::started(&Plan { cast, ..Plan::default() });
    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "rook in de kelder")]);
    world.answer(&asked);
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, "Gemeld om"]);
    world
}

/// The crisis team works in a room of its own: it is called there, and the picture is pinned.
fn activate(world: &mut World) {
    let asked = world.slash("noord.voorzitter", REPORTS, "cmt activate", &[("incident", ID)]);
    assert!(world.answer(&asked).says(&[ID, CRISIS]));
    world.until("there is a room for the crisis", |state| {
        state.channels.values().any(|channel| channel.name.eq_ignore_ascii_case(CRISIS)).then_some(())
    });
    world.calls("noord.kernlid1", CRISIS, &TEAM, &[ID, "kom je?"]);
    let picture = world.hears("noord.kernlid1", CRISIS, &[ID, "Leiding: CMT noord"]);
    world.until("the picture is pinned", |state| state.messages[&picture.id].pinned.clone());
    let room = world.room(CRISIS);
    assert!(!world.discord.visible_to("noord.melder").contains(&room), "the others do not see it");
}

/// The crisis team is thanked, and the time is over in which that could be taken back.
fn stand_down(world: &mut World) {
    let asked = world.slash("noord.voorzitter", CRISIS, "cmt standdown", &[]);
    let sure = world.answer(&asked);
    world.discord.press("noord.voorzitter", sure.id, "Ja, zeker");
    world.hears("noord.voorzitter", CRISIS, &[ID, "stopgezet"]);
    world.service.stop();
    let_ten_minutes_pass(world);
    world.start();
}

/// While it was stopped: whatever it waits for is due.
fn let_ten_minutes_pass(world: &World) {
    let database = world.service.data().join("noodklok.db");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let passed = runtime.block_on(async {
        let mut database = SqliteConnection::connect(&format!("sqlite:{}", database.display())).await?;
        let passed = sqlx::query("UPDATE timer SET due = due - 600000 WHERE name LIKE '%archive%'");
        let passed = passed.execute(&mut database).await?.rows_affected();
        database.close().await.map(|()| passed)
    });
    assert_eq!(passed.expect("its own database"), 1, "the room waits to be put away");
}

#[test]
fn after_the_crisis_its_channel_can_be_read_and_nobody_speaks_in_it_any_more() {
    let mut world = world();
    activate(&mut world);
    let before = world.discord.channel(&CRISIS.to_lowercase()).expect("it is open");
    for who in TEAM {
        let may = world.until(who, |state| Some(state.permissions(&before, state.named(who).id)));
        assert_eq!(may & SEND_MESSAGES, SEND_MESSAGES, "{who} speaks in it");
    }
    stand_down(&mut world);
    world.until("it is put away", |state| {
        let channel = state.channels.get(&before.id)?;
        let quiet = |who: &&str| {
            let may = state.permissions(channel, state.named(who).id);
            may & VIEW_CHANNEL != 0 && may & SEND_MESSAGES == 0
        };
        let bot = state.permissions(channel, state.me.id) & SEND_MESSAGES != 0;
        (TEAM.iter().all(quiet) && bot).then_some(())
    });
    let after = world.discord.channel(&CRISIS.to_lowercase()).expect("it is there");
    assert_eq!((after.name, after.parent, after.topic), (before.name, before.parent, before.topic));
    assert!(!world.discord.visible_to("noord.melder").contains(&before.id), "whoever did not see it does not now");
    world.close();
}

#[test]
fn where_a_category_is_full_there_is_a_next_one() {
    let mut world = world();
    let full = world.discord.category(CATEGORY);
    for n in 0..IN_CATEGORY {
        world.discord.text_channel_in(full, &format!("vroeger-{n}"));
    }
    activate(&mut world);
    let channel = world.discord.channel(&CRISIS.to_lowercase()).expect("it is open");
    let categories = world.discord.channels().into_iter().filter(|channel| channel.kind == kind::CATEGORY);
    let next: Vec<_> = categories.filter(|category| category.id != full).collect();
    assert_eq!(next.iter().map(|category| &*category.name).collect::<Vec<_>>(), [format!("{CATEGORY} 2")]);
    assert_eq!(channel.parent, Some(next[0].id));
    world.close();
}

#[test]
fn where_a_category_fills_up_at_that_moment_the_channel_stands_beside_it() {
    let mut world = world();
    // The second that is made: after the category the channel.
    let refused = Fault::Refused(400, INVALID_FORM);
    world.discord.order(Rule::next(1, "^POST /guilds/[^/]+/channels$", refused).after(1));
    activate(&mut world);
    let channel = world.discord.channel(&CRISIS.to_lowercase()).expect("it is open");
    assert_eq!((channel.kind, channel.parent), (kind::TEXT, None));
    assert!(world.discord.pending_faults().is_empty());
    world.close();
}

#[test]
fn where_the_server_is_full_the_room_is_a_private_thread_and_that_is_said() {
    let mut world = world();
    // One more channel would fit, but not a category with a channel in it.
    for n in world.discord.channels().len()..IN_SERVER - 1 {
        world.discord.text_channel(&format!("vol-{n}"));
    }
    activate(&mut world);
    world.hears("noord.melder", REPORTS, &[CRISIS, "privéthread", "Verwijder oude kanalen"]);
    world.service.operator_reads(&[CRISIS, "500"]);
    let thread = world.discord.channel(CRISIS).expect("it is open");
    assert_eq!((thread.kind, thread.parent), (kind::PRIVATE_THREAD, Some(world.room(REPORTS))));
    assert_eq!(world.discord.channels().iter().filter(|channel| channel.kind == kind::CATEGORY).count(), 0);
    stand_down(&mut world);
    world.until("it is put away", |state| {
        let thread = state.channels[&thread.id].thread.as_ref()?;
        (thread.archived && thread.locked).then_some(())
    });
    world.close();
}
