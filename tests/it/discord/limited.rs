//! Discord limits, breaks, hangs and cuts: everything arrives, once, and no limit is passed.

use std::time::Duration;

use super::{
    crisis::{ABSENT, ACTIVATED, CALL, ID, PICTURE, REPORTS, activate, quiet_world, report, whole},
    standin::{
        faults::{Fault, Rule},
        journal::Asked,
        message::Message,
    },
    world::{Plan, World, side_by_side},
};

const SAID: &str = "^POST /channels/[^/]+/messages$";
const MADE: &str = "^POST /guilds/[^/]+/channels$";
/// How long Discord asks to wait, and what of it a request may use that was under way already.
const AFTER: Duration = Duration::from_millis(900);
const UNDER_WAY: Duration = Duration::from_millis(100);
/// Across all routes.
const GLOBAL: usize = 50;

#[test]
fn whatever_fails_for_a_while_arrives_once() {
    let limited = |global| Fault::Limited { after: AFTER, global };
    let faults = [
        limited(false),
        limited(true),
        Fault::Status(500),
        Fault::Status(502),
        Fault::StatusAfter(503),
        Fault::CutBefore,
        Fault::CutAfter,
    ];
    // All that is asked for between a report and a crisis channel that is open, with its team and its picture.
    let routes = [
        (SAID, ""),
        (SAID, CALL),
        (SAID, ABSENT),
        (SAID, PICTURE),
        ("^PATCH /webhooks/", ACTIVATED),
        ("^GET /guilds/[^/]+/channels$", ""),
        (MADE, ""),
        ("^PATCH /channels/[^/]+$", ""),
        ("^GET /guilds/[^/]+/members/", ""),
        ("^PUT /channels/[^/]+/pins/", ""),
    ];
    side_by_side(&faults, |fault| {
        let mut world = quiet_world();
        for (route, saying) in routes {
            world.discord.order(Rule::next(1, route, fault.clone()).saying(saying));
        }
        report(&mut world);
        activate(&world);
        world.until("the channel is open", |state| {
            state.messages.values().any(|message| message.pinned.is_some()).then_some(())
        });
        let pending = world.discord.pending_faults();
        assert!(pending.is_empty(), "each of them was made: {pending:?}");
        if let Fault::Limited { global, .. } = fault {
            waited(&world.discord.asked(), *global);
        }
        whole(world);
    });
}

/// Answers to interactions stand outside of the limit for everything.
fn own_token(asked: &Asked) -> bool {
    ["/interactions/", "/webhooks/"].iter().any(|part| asked.path.contains(part))
}

/// Once Discord asked to wait, nothing of it came before that was over: of the same route, or of any.
fn waited(asked: &[Asked], global: bool) {
    let refused: Vec<_> = asked.iter().filter(|asked| asked.status == Some(429)).collect();
    assert!(!refused.is_empty());
    for refused in refused {
        let (from, until) = (refused.arrived + UNDER_WAY, refused.arrived + AFTER);
        let early = asked.iter().filter(|asked| (from..until).contains(&asked.arrived));
        let early = early.filter(|asked| if global { !own_token(asked) } else { asked.path == refused.path });
        let early: Vec<_> = early.map(|asked| &asked.path).collect();
        assert!(early.is_empty(), "after {} was limited, global {global}: {early:?}", refused.path);
    }
}

#[test]
fn what_is_never_answered_arrives_once() {
    // It did not take effect, or it did.
    let faults = [Fault::Hang, Fault::DelayAnswer(Duration::from_mins(5))];
    let steps = [(SAID, ABSENT, 0), (SAID, CALL, 0), (SAID, PICTURE, 0), (MADE, "", 0), (MADE, "", 1)];
    let cases: Vec<_> = steps.iter().flat_map(|step| faults.iter().map(move |fault| (step, fault))).collect();
    side_by_side(&cases, |((route, saying, after), fault)| {
        let mut world = quiet_world();
        report(&mut world);
        world.discord.order(Rule::next(1, route, (*fault).clone()).after(*after).saying(saying));
        activate(&world);
        world.until("it hangs", |state| state.faults.pending().is_empty().then_some(()));
        whole(world);
    });
}

#[test]
fn a_burst_of_two_hundred_calls_passes_neither_the_limit_of_a_bucket_nor_the_one_for_everything() {
    // Once the bucket is narrower than the limit for everything, and once it is wider.
    side_by_side(&[20, 500], |bucket| burst(*bucket));
}

fn burst(bucket: u32) {
    let mut world = quiet_world();
    report(&mut world);
    world.discord.limit(SAID, bucket, Duration::from_secs(1));
    say(&world, 200);
    world.until("all are answered", |state| {
        (0..200).all(|n| state.messages.values().any(|message| answers(message, n))).then_some(())
    });
    assert_eq!(world.discord.throttled(), 0, "Discord never had to refuse");
    let asked = world.discord.asked();
    let mut arrived: Vec<_> = asked.iter().filter(|asked| !own_token(asked)).map(|asked| asked.arrived).collect();
    arrived.sort_unstable();
    // Discord's own seconds begin when it likes: in none, whenever it begins, are there too many.
    let most = arrived
        .iter()
        .map(|first| arrived.iter().filter(|other| (*first..*first + Duration::from_secs(1)).contains(other)).count());
    let most = most.max().unwrap_or_default();
    println!("at a bucket of {bucket}: {most} requests in the fullest second");
    assert!(most <= GLOBAL, "{most} in a second");
    world.service.stop();
    for n in 0..200 {
        assert_eq!(world.messages(REPORTS).iter().filter(|message| answers(message, n)).count(), 1, "once: {n}");
        assert_eq!(world.logged(ID, &format!("regel {n}.")), 1, "once in the log: {n}");
    }
    world.close();
}

/// So many lines for the log, by mention: each is answered in the room.
fn say(world: &World, lines: usize) {
    let (channel, bot) = (world.room(REPORTS), world.discord.bot());
    for n in 0..lines {
        world.discord.say("noord.melder", channel, &format!("<@{bot}> log {ID} regel {n}."));
    }
}

fn answers(message: &Message, n: usize) -> bool {
    message.says(&["(notitie)", &format!("regel {n}.")])
}

#[test]
fn a_call_overtakes_a_hundred_quiet_posts_that_wait() {
    const WAITING: usize = 100;
    let cast = vec!["noord.melder", "noord.voorzitter", "ccvo.wacht1"];
    let mut world = World::started(&Plan { cast, ..Plan::default() });
    world.be_patient(Duration::from_mins(1));
    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "rook in de kelder")]);
    let answer = world.answer(&asked);
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, "Gemeld om"]);
    // In the room where it was reported Discord's limit stays: five messages in five seconds. In the one of the crisis
    // centre, of which everything that is decided is told there too, there may be more.
    world.discord.limit(&format!("^POST /channels/{}/messages$", world.room("ccvo")), 100, Duration::from_secs(1));
    let quiet = |message: &Message| message.says(&[ID, "(ccvo.wacht1) · rook"]);
    let told = |world: &World| world.messages(REPORTS).iter().filter(|message| quiet(message)).count();
    let mut decided = 0;
    while decided - told(&world) < WAITING {
        assert!(decided < 2 * WAITING, "five in five seconds");
        let asked = world.slash("ccvo.wacht1", "ccvo", "ccvo vooralarm", &[("incident", ID)]);
        assert!(world.answer(&asked).says(&["vooralarm: het CCVO volgt dit op"]));
        let asked = world.slash("ccvo.wacht1", "ccvo", "ccvo end", &[("incident", ID)]);
        let sure = world.answer(&asked);
        world.discord.press("ccvo.wacht1", sure.id, "Ja, zeker");
        decided += 2;
    }
    world.discord.press("noord.melder", answer.id, "Ja");
    let before = told(&world);
    world.calls("noord.melder", REPORTS, &["noord.melder"], &[ID, "V1", "02 217 0 112"]);
    let first = told(&world) - before;
    assert!(first <= 5, "{first} quiet posts went first, of {} that waited", decided - before);
    // The rest need not take as long as Discord would let it.
    world.discord.limit(SAID, 100, Duration::from_secs(1));
    world.calls("ccvo.wacht1", "ccvo", &["ccvo.wacht1"], &[ID, "V1", "02 217 0 112"]);
    world.until("the rest is told", |state| {
        let told = state.messages.values().filter(|message| message.channel == answer.channel && quiet(message));
        (told.count() == decided).then_some(())
    });
    assert_eq!(world.discord.throttled(), 0, "Discord never had to refuse");
    world.service.stop();
    assert_eq!(told(&world), decided, "each once");
    world.close();
}
