//! The first hour: people err, repeat, leave and come back. Each in Dutch and in English, with reactions as buttons.

use super::world::{Plan, World};
use crate::erasing::holding;
use crate::running::Service;

const NOORD: &str = "meldingen-noord";
const CAST: [&str; 6] =
    ["noord.melder", "noord.voorzitter", "noord.kernlid1", "noord.communicatie", "ccvo.wacht1", "ccvo.wacht2"];

/// What is typed and read in one of the two languages.
#[derive(Clone, Copy)]
struct In(&'static str);

impl In {
    const fn say<'a>(self, nl: &'a str, en: &'a str) -> &'a str {
        if self.0.len() == 2 && self.0.as_bytes()[0] == b'n' { nl } else { en }
    }

    fn world(self) -> World {
        World::started(Plan { cast: CAST.to_vec(), language: self.0, ..Plan::default() })
    }
}

const BOTH: [In; 2] = [In("nl"), In("en")];

/// A first record, taken up by its first responder.
fn report(world: &mut World, l: In, text: (&str, &str)) {
    world.say("noord.melder", NOORD, l.say(text.0, text.1));
    world.calls("noord.melder", NOORD, &["noord.voorzitter"], &["INC-2026-0001"]);
    world.say("noord.voorzitter", NOORD, l.say("!ontvangen INC-2026-0001", "!ack INC-2026-0001"));
    world.hears("noord.melder", NOORD, &["INC-2026-0001", l.say("volgt dit op", "takes this up")]);
}

const DANGER: (&str, &str) =
    ("!meld rook in de kelder gezondheid:ja", "!incident report smoke in the cellar health:yes");
const PLAIN: (&str, &str) = ("!meld rook in de kelder", "!incident report smoke in the cellar");

/// The calls that a danger to health gives in the first record.
fn danger(world: &mut World, l: In) {
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
fn a_false_alarm_and_second_thoughts() {
    for l in BOTH {
        let mut world = l.world();
        report(&mut world, l, DANGER);
        danger(&mut world, l);
        let withdraw = l.say("!intrekken INC-2026-0001 het was stoom", "!incident withdraw INC-2026-0001 it was steam");
        world.say("noord.voorzitter", NOORD, withdraw);
        let withdrawn = l.say("INGETROKKEN", "WITHDRAWN");
        let both = ["noord.melder", "noord.voorzitter"];
        let told = world.calls("noord.melder", NOORD, &both, &["INC-2026-0001", withdrawn]);
        world.calls("ccvo.wacht1", "ccvo", &["ccvo.wacht1"], &["INC-2026-0001", withdrawn]);
        let task = l.say("Bel het CCVO af", "Call the CCVO off");
        world.calls("noord.voorzitter", NOORD, &["noord.voorzitter"], &["T1", task]);
        // Somebody else's reaction takes nothing back.
        world.press("noord.kernlid1", &told, l.say("Ongedaan maken", "Undo"));
        world.hears("noord.kernlid1", NOORD, &[l.say("Niet uitgevoerd", "Not done"), "noord.voorzitter"]);
        world.press("noord.voorzitter", &told, l.say("Ongedaan maken", "Undo"));
        let undone = l.say("ONGEDAAN GEMAAKT", "UNDONE");
        world.calls("noord.melder", NOORD, &both, &["INC-2026-0001", undone]);
        world.calls("ccvo.wacht1", "ccvo", &["ccvo.wacht1"], &["INC-2026-0001", undone]);
        world.calls("ccvo.wacht1", "ccvo", &["ccvo.wacht1"], &["INC-2026-0001", "V1"]);
        // Withdrawn after all; what is said about it then is a report of its own.
        world.say("noord.voorzitter", NOORD, withdraw);
        world.calls("noord.melder", NOORD, &both, &["INC-2026-0001", withdrawn]);
        world.calls("ccvo.wacht1", "ccvo", &["ccvo.wacht1"], &["INC-2026-0001", withdrawn]);
        world.calls("noord.voorzitter", NOORD, &["noord.voorzitter"], &["T2", task]);
        world.say(
            "noord.melder",
            NOORD,
            l.say("!impact INC-2026-0001 impact:negatief", "!impact INC-2026-0001 impact:negative"),
        );
        world.hears("noord.melder", NOORD, &["INC-2026-0002", "INC-2026-0001"]);
        world.calls("noord.melder", NOORD, &["noord.voorzitter"], &["INC-2026-0002"]);
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

#[test]
fn decisions_and_texts_for_the_public() {
    for l in BOTH {
        let mut world = l.world();
        report(&mut world, l, PLAIN);
        let decision = l.say(
            "!besluit INC-2026-0001 het gebouw blijft dicht",
            "!log INC-2026-0001 kind:decision the building stays closed",
        );
        world.say("noord.voorzitter", NOORD, decision);
        world.hears("noord.voorzitter", NOORD, &["INC-2026-0001", l.say("(besluit)", "(decision)")]);
        let task =
            l.say("!taak INC-2026-0001 lijst van wie binnen was", "!task add INC-2026-0001 list of who was inside");
        world.say("noord.voorzitter", NOORD, task);
        world.hears(
            "noord.voorzitter",
            NOORD,
            &["INC-2026-0001", l.say("lijst van wie binnen was", "list of who was inside")],
        );
        let text = l.say(
            "!stand INC-2026-0001 iedereen is veilig doelgroep:publiek",
            "!update INC-2026-0001 everybody is safe audience:public",
        );
        world.say("noord.voorzitter", NOORD, text);
        let asked = world.calls(
            "noord.communicatie",
            NOORD,
            &["noord.communicatie"],
            &["INC-2026-0001", l.say("iedereen is veilig", "everybody is safe")],
        );
        // Only the communication team lets it out.
        world.say("noord.kernlid1", NOORD, l.say("!stand vrijgeven INC-2026-0001", "!update release INC-2026-0001"));
        world.hears("noord.kernlid1", NOORD, &[l.say("Niet uitgevoerd", "Not done")]);
        world.press("noord.communicatie", &asked, l.say("Ja, vrijgeven", "Yes, release"));
        world.hears(
            "noord.melder",
            NOORD,
            &[l.say(
                "vrijgegeven voor het publiek door noord.communicatie",
                "released for the public by noord.communicatie",
            )],
        );
        world.stop();
        // Afterwards the page of the record reads as the factual part of an evaluation.
        let mut export = Service::command();
        export.args(["export", "INC-2026-0001", "--format", "md", "--config"]).arg(world.config());
        let page = export.arg("--data").arg(world.data()).output().expect("the binary was built with the tests");
        let page = String::from_utf8_lossy(&page.stdout).into_owned();
        let decided = l.say("het gebouw blijft dicht", "the building stays closed");
        assert!(page.matches(decided).count() >= 2, "in the log, and among the decisions:\n{page}");
        let inside = l.say("lijst van wie binnen was", "list of who was inside");
        for (section, tells) in [
            (l.say("Tijd tot het eerste antwoord", "Time to first answer"), ""),
            (l.say("Wie opgeroepen is, en wie antwoordde", "Who was called, and who answered"), "noord.voorzitter"),
            // Whoever had to confirm a text for the public was asked for it as well.
            (l.say("Wie opgeroepen is, en wie antwoordde", "Who was called, and who answered"), "noord.communicatie"),
            (l.say("Besluiten", "Decisions"), decided),
            (l.say("Taken", "Tasks"), inside),
            (l.say("Wat nog open is", "What is still open"), inside),
            (l.say("Tijdlijn", "Timeline"), l.say("CCVO: geen fase", "CCVO: no phase")),
        ] {
            let told = page.split("\n## ").find(|part| part.starts_with(section));
            assert!(told.is_some_and(|told| told.contains(tells)), "{section}, with {tells}:\n{page}");
        }
        world.close();
    }
}

#[test]
fn a_communication_room_is_opened_and_closes_with_the_record() {
    for l in BOTH {
        let mut world = l.world();
        report(&mut world, l, PLAIN);
        let open = l.say("!communicatie kamer INC-2026-0001", "!communication room INC-2026-0001");
        world.say("noord.voorzitter", NOORD, open);
        let room = world.enters_new_room("noord.communicatie");
        assert_eq!(world.enters_new_room("noord.voorzitter"), room);
        let both = ["noord.communicatie", "noord.voorzitter"];
        world.calls(
            "noord.communicatie",
            &room,
            &both,
            &["INC-2026-0001", l.say("communicatiekamer", "communication room")],
        );
        let text = l.say("blijf uit de buurt", "keep away");
        let asks = l.say("!stand INC-2026-0001", "!update INC-2026-0001");
        let audience = l.say("doelgroep:publiek", "audience:public");
        world.say("noord.voorzitter", NOORD, &format!("{asks} {text} {audience}"));
        let asked = world.calls("noord.communicatie", &room, &["noord.communicatie"], &["INC-2026-0001", text]);
        world.press("noord.communicatie", &asked, l.say("Ja, vrijgeven", "Yes, release"));
        let out = l.say("vrijgegeven voor het publiek door", "released for the public by");
        world.hears("noord.communicatie", &room, &[out, text]);
        world.hears("noord.melder", NOORD, &[out, text]);
        world.say("noord.voorzitter", NOORD, l.say("!incident sluit INC-2026-0001", "!incident close INC-2026-0001"));
        let over = l.say("Deze kamer kan alleen nog gelezen worden", "can only be read from now on");
        world.hears("noord.communicatie", &room, &[over]);
        // Nobody but the bot may speak in it any more.
        world.sees("noord.communicatie", &room, "the room is read-only", |seen| {
            seen.is_state("m.room.power_levels", "") && seen.content["events_default"].as_i64() > Some(0)
        });
        world.close();
    }
}

#[test]
fn what_is_erased_is_gone_from_the_posts_that_quoted_it() {
    for l in BOTH {
        let mut world = l.world();
        report(&mut world, l, PLAIN);
        let secret = l.say("het slachtoffer heet Q7xZ4kW", "the victim is called Q7xZ4kW");
        world.say("noord.kernlid1", NOORD, &format!("!log INC-2026-0001 {secret}"));
        let quoting = world.hears("noord.kernlid1", NOORD, &["INC-2026-0001", secret]);
        let said = quoting.body().to_owned();
        let number: String = said
            .split(l.say("logboek ", "log "))
            .nth(1)
            .map(|rest| rest.chars().take_while(char::is_ascii_digit).collect())
            .expect("the answer gives the number of the line");
        let wipe = l.say("!log wis INC-2026-0001", "!log redact INC-2026-0001");
        world.say("noord.voorzitter", NOORD, &format!("{wipe} {number} privacy"));
        // The post that quoted it says now that it was erased.
        let edited =
            world.sees("noord.kernlid1", NOORD, "the post is edited", |seen| seen.edits() == Some(quoting.id.as_str()));
        assert!(!edited.content.to_string().contains("Q7xZ4kW"), "{edited}");
        let gone = l.say("gewist", "erased");
        assert!(edited.content["m.new_content"]["body"].as_str().is_some_and(|body| body.contains(gone)), "{edited}");
        world.stop();
        // And in no file of the bot's is it left.
        let mut verify = Service::command();
        let verified = verify.arg("verify").arg("--data").arg(world.data()).output().expect("it was built");
        assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
        let left = holding(&world.data(), "Q7xZ4kW");
        assert!(left.is_empty(), "the words are left in {left:?}");
        world.close();
    }
}
