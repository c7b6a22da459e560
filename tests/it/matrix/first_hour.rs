//! The first hour: people err, repeat, leave and come back. Each in Dutch and in English, with reactions as buttons.
//! How it ends, what is said to whom, and what is erased stand beside this (`ending`, `communication`, `privacy`).

use super::world::{Plan, World};

pub const NOORD: &str = "meldingen-noord";
const CAST: [&str; 6] =
    ["noord.melder", "noord.voorzitter", "noord.kernlid1", "noord.communicatie", "ccvo.wacht1", "ccvo.wacht2"];

/// What is typed and read in one of the two languages.
#[derive(Clone, Copy)]
pub struct In(&'static str);

impl In {
    pub const fn say<'a>(self, nl: &'a str, en: &'a str) -> &'a str {
        if self.0.len() == 2 && self.0.as_bytes()[0] == b'n' { nl } else { en }
    }

    pub fn world(self) -> World {
        World::started(Plan { cast: CAST.to_vec(), language: self.0, ..Plan::default() })
    }
}

pub const BOTH: [In; 2] = [In("nl"), In("en")];

/// A first record, taken up by its first responder.
pub fn report(world: &mut World, l: In, text: (&str, &str)) {
    world.say("noord.melder", NOORD, l.say(text.0, text.1));
    world.calls("noord.melder", NOORD, &["noord.voorzitter"], &["INC-2026-0001"]);
    world.say("noord.voorzitter", NOORD, l.say("!ontvangen INC-2026-0001", "!ack INC-2026-0001"));
    world.hears("noord.melder", NOORD, &["INC-2026-0001", l.say("volgt dit op", "takes this up")]);
}

pub const DANGER: (&str, &str) =
    ("!meld rook in de kelder gezondheid:ja", "!incident report smoke in the cellar health:yes");
pub const PLAIN: (&str, &str) = ("!meld rook in de kelder", "!incident report smoke in the cellar");

/// The calls that a danger to health gives in the first record.
pub fn danger(world: &mut World, l: In) {
    world.calls("noord.melder", NOORD, &["noord.melder"], &["INC-2026-0001", "V1"]);
    world.calls("ccvo.wacht1", "ccvo", &["ccvo.wacht1"], &["INC-2026-0001", "V1"]);
    world.say(
        "noord.melder",
        NOORD,
        l.say("!gebeld INC-2026-0001 permanentie", "!ccvo called INC-2026-0001 permanence"),
    );
    world.hears("noord.melder", NOORD, &["INC-2026-0001", "permanen"]);
}

#[test]
fn two_reports_of_one_event_become_one_and_apart_again() {
    for l in BOTH {
        let mut world = l.world();
        report(&mut world, l, DANGER);
        danger(&mut world, l);
        let again =
            l.say("!meld brand in het archief gezondheid:ja", "!incident report fire in the archive health:yes");
        world.say("noord.communicatie", NOORD, again);
        let like = l.say("Lijkt op INC-2026-0001", "Looks like INC-2026-0001");
        let question = world.hears("noord.communicatie", NOORD, &["INC-2026-0002", like]);
        let quiet = world.hears("ccvo.wacht1", "ccvo", &["INC-2026-0002", "INC-2026-0001"]);
        assert!(quiet.mentions().is_empty(), "the crisis centre is not called twice for one event: {quiet}");
        world.press("noord.communicatie", &question, l.say("Ja, zelfde", "Yes, same"));
        let further = l.say("verdere melding van INC-2026-0001", "further report of INC-2026-0001");
        let merged = world.hears("noord.kernlid1", NOORD, &["INC-2026-0002", further]);
        assert!(merged.mentions().is_empty(), "nobody was called for it: {merged}");
        // It was a mistake, and the one who made it takes it back.
        world.press("noord.communicatie", &merged, l.say("Ongedaan maken", "Undo"));
        let apart = l.say("staat weer apart van INC-2026-0001", "stands apart from INC-2026-0001");
        world.hears("noord.melder", NOORD, &["INC-2026-0002", apart]);
        world.calls("ccvo.wacht1", "ccvo", &["ccvo.wacht1"], &["INC-2026-0002", "V1"]);
        world.calls("noord.melder", NOORD, &["noord.communicatie"], &["INC-2026-0002", "V1"]);
        // Nobody had answered for it yet.
        world.calls("noord.melder", NOORD, &["noord.voorzitter"], &["INC-2026-0002", "L4b"]);
        world.close();
    }
}

#[test]
fn what_comes_in_long_after_it_was_said_counts_late_or_is_asked_again() {
    for l in BOTH {
        let mut world = l.world();
        let late = l.say("Laat ontvangen: gezegd om", "Received late: said at");
        world.said_ago("noord.melder", NOORD, l.say(PLAIN.0, PLAIN.1), 20);
        world.hears("noord.melder", NOORD, &["INC-2026-0001", late]);
        world.calls("noord.melder", NOORD, &["noord.voorzitter"], &["INC-2026-0001"]);
        world.said_ago("noord.voorzitter", NOORD, l.say("!ontvangen INC-2026-0001", "!ack INC-2026-0001"), 16);
        world.hears("noord.melder", NOORD, &["INC-2026-0001", l.say("volgt dit op", "takes this up"), late]);
        let health = l.say("!impact INC-2026-0001 gezondheid:ja", "!impact INC-2026-0001 health:yes");
        world.said_ago("noord.melder", NOORD, health, 16);
        let still = l.say("terwijl ik weg was; nog nodig?", "while I was away; still wanted?");
        let asked = world.hears("noord.melder", NOORD, &[l.say("Niet uitgevoerd", "Not done"), still]);
        world.said_ago("noord.kernlid1", NOORD, l.say("!toon INC-2026-0001", "!show INC-2026-0001"), 180);
        let shown = world.hears("noord.kernlid1", NOORD, &["INC-2026-0001", "· CCVO:"]);
        assert!(!shown.body().contains(late) && !shown.body().contains(still), "{shown}");
        // Whoever said it says that it still holds, and only then it is done.
        world.press("noord.melder", &asked, l.say("Ja, nog nodig", "Yes, still wanted"));
        danger(&mut world, l);
        // A quarter of an hour is soon enough.
        world.said_ago(
            "noord.voorzitter",
            NOORD,
            l.say("!taak nieuw INC-2026-0001 pers", "!task add INC-2026-0001 press"),
            14,
        );
        let soon = world.hears("noord.kernlid1", NOORD, &["INC-2026-0001", l.say("pers", "press")]);
        assert!(!soon.body().contains(late) && !soon.body().contains(still), "{soon}");
        world.close();
    }
}

#[test]
fn a_role_is_handed_over_with_a_briefing() {
    for l in BOTH {
        let mut world = l.world();
        report(&mut world, l, DANGER);
        danger(&mut world, l);
        world.say("ccvo.wacht1", "ccvo", l.say("!ccvo bevestig INC-2026-0001", "!ccvo ack INC-2026-0001"));
        world.hears("ccvo.wacht1", "ccvo", &["vooralarm", "ccvo.wacht1"]);
        // The officer who acknowledged follows it, and hands over at the end of the shift.
        let offer = l.say(
            "!rol overdragen INC-2026-0001 ccvo.wacht2 volger",
            "!role handover INC-2026-0001 ccvo.wacht2 follower",
        );
        world.say("ccvo.wacht1", "ccvo", offer);
        let asked = world.calls("ccvo.wacht2", "ccvo", &["ccvo.wacht2"], &["INC-2026-0001", "ccvo.wacht1"]);
        world.hears("ccvo.wacht2", "ccvo", &["INC-2026-0001", l.say("overdracht", "handover"), "vooralarm"]);
        world.press("ccvo.wacht2", &asked, l.say("Ja, ik neem de rol", "Yes, I take the role"));
        world.calls("ccvo.wacht1", "ccvo", &["ccvo.wacht1"], &["INC-2026-0001", "ccvo.wacht2"]);
        // A role that somebody holds is asked for.
        world.say(
            "noord.voorzitter",
            NOORD,
            l.say("!rol neem INC-2026-0001 logger", "!role take INC-2026-0001 logger"),
        );
        world.hears(
            "noord.voorzitter",
            NOORD,
            &["INC-2026-0001", "noord.voorzitter", l.say("logboekhouder:", "log keeper:")],
        );
        world.say("noord.kernlid1", NOORD, l.say("!rol neem INC-2026-0001 logger", "!role take INC-2026-0001 logger"));
        world.calls("noord.kernlid1", NOORD, &["noord.voorzitter"], &["INC-2026-0001", "noord.kernlid1"]);
        world.close();
    }
}

#[test]
fn a_drill_says_so_everywhere_and_never_joins_what_is_real() {
    for l in BOTH {
        let mut world = l.world();
        report(&mut world, l, PLAIN);
        let drill = l.say("!meld brandoefening oefening:ja", "!incident report fire drill exercise:yes");
        world.say("noord.communicatie", NOORD, drill);
        world.calls("noord.melder", NOORD, &["noord.voorzitter"], &["OEFENING", "INC-2026-0002"]);
        let crisis = l.say(
            "!opschalen INC-2026-0002 niveau:crisis reden:oefening",
            "!incident escalate INC-2026-0002 level:crisis reason:drill",
        );
        world.say("noord.voorzitter", NOORD, crisis);
        let room = world.enters_new_room("noord.voorzitter");
        let team = ["noord.voorzitter", "noord.kernlid1", "noord.communicatie"];
        world.calls("noord.voorzitter", &room, &team, &["OEFENING", "INC-2026-0002"]);
        world.until("the name of the crisis room says that it is a drill", |book| {
            let mut names = book.all().iter().filter(|seen| seen.room == room && seen.kind == "m.room.name");
            names
                .find(|seen| seen.content["name"].as_str().is_some_and(|name| name.starts_with("OEFENING")))
                .map(|_| ())
        });
        let link = l.say(
            "!incident koppel INC-2026-0002 INC-2026-0001 soort:zelfde",
            "!incident link INC-2026-0002 INC-2026-0001 kind:same",
        );
        world.say("noord.voorzitter", NOORD, link);
        world.hears("noord.voorzitter", NOORD, &[l.say("Niet uitgevoerd: een oefening", "Not done: an exercise")]);
        world.close();
    }
}
