//! What stories of a crisis channel share: a report, the order that opens it, and everything that must be there then.

use std::time::Duration;

use super::{
    standin::{channel::kind, interaction::Interaction, message::Message, state::State},
    world::{Plan, World},
};

/// Where it was reported.
pub const REPORTS: &str = "meldingen-noord";
/// The channel of the crisis team.
pub const CRISIS: &str = "crisis-inc-2026-0001-noord";
/// The record.
pub const ID: &str = "INC-2026-0001";
/// Those of the crisis team who have an account.
pub const TEAM: [&str; 3] = ["noord.voorzitter", "noord.kernlid1", "noord.kernlid2"];
/// What only the call of the team says.
pub const CALL: &str = "kom je?";
/// What only the picture says.
pub const PICTURE: &str = "nog niets van";
/// What only the report room is told.
pub const ACTIVATED: &str = "CMT noord geactiveerd";
/// What only the channel is told, of those who are not in it.
pub const ABSENT: &str = "Niet in dit kanaal";

/// With nothing reported yet. What an attempt to open a channel may have made is looked for only once it must have been
/// made: that takes its time.
pub fn quiet_world() -> World {
    let mut cast = vec!["noord.melder"];
    cast.extend(TEAM);
    let mut world = World::started(&Plan { cast, ..Plan::default() });
    world.be_patient(Duration::from_mins(2));
    world
}

/// Somebody reports, and whoever comes first is called.
pub fn report(world: &mut World) {
    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "rook in de kelder")]);
    world.discord.acknowledged(&asked);
    world.hears("noord.melder", REPORTS, &[ID, "genoteerd om"]);
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, "Gemeld om"]);
}

/// The order that opens the channel.
pub fn activate(world: &World) -> Interaction {
    world.slash("noord.voorzitter", REPORTS, "cmt activate", &[("incident", ID)])
}

/// What the bot said anywhere for everybody to see.
fn said<'s>(state: &'s State, part: &str) -> Vec<&'s Message> {
    let own = state.messages.values().filter(|message| message.author == state.me.id && message.only_for.is_none());
    own.filter(|message| message.says(&[part])).collect()
}

/// Waits until all is done, stops it, and looks at what there is: one channel that the team sees and nobody else does,
/// one call of the whole team, one pinned picture, and one word of it where the report came in.
pub fn whole(mut world: World) {
    let call = world.until("the crisis channel is whole", |state| {
        let channel = state.channels.values().find(|channel| channel.name == CRISIS)?;
        let inside = TEAM.iter().all(|who| state.sees(channel, state.named(who).id));
        let pinned = said(state, PICTURE).iter().any(|picture| picture.pinned.is_some());
        let told = !said(state, ACTIVATED).is_empty() && !said(state, ABSENT).is_empty();
        said(state, CALL).first().filter(|_| inside && pinned && told).map(|call| call.channel)
    });
    // A call does not wait for a room that takes long to open: then it was made where the report came in.
    let room = [CRISIS, REPORTS].into_iter().find(|room| world.room(room) == call).expect("a room of this incident");
    world.calls("noord.kernlid1", room, &TEAM, &[ID, CALL]);
    // What is under way is done before it ends.
    world.service.stop();
    let channels = world.discord.channels();
    let named = channels.iter().filter(|channel| channel.name == CRISIS);
    assert_eq!(named.count(), 1, "one channel\n{}", world.discord.story());
    let categories = channels.iter().filter(|channel| channel.kind == kind::CATEGORY);
    assert_eq!(categories.count(), 1, "one category\n{}", world.discord.story());
    for part in [CALL, PICTURE, ACTIVATED, ABSENT] {
        let often = world.until(part, |state| Some(said(state, part).len()));
        assert_eq!(often, 1, "once: {part}\n{}", world.discord.story());
    }
    assert!(!world.discord.visible_to("noord.melder").contains(&world.room(CRISIS)));
    assert_eq!(world.logged(ID, "activeerde het CMT"), 1, "recorded once");
    // That the team was called stands in the log with its receipt: both or neither, and so once.
    let there = format!("de oproep van {} staat in de chat op Discord", TEAM.join(", "));
    assert_eq!(world.logged(ID, &there), 1, "{:#}", world.record(ID)["log"]);
    world.close();
}
