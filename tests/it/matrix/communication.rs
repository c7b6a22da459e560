//! What is decided, and what is said to whom. Each in Dutch and in English, with reactions as buttons.

use super::first_hour::{BOTH, NOORD, PLAIN, report};
use crate::running::Service;

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
fn an_update_reaches_its_audience_and_nobody_else() {
    for l in BOTH {
        let mut world = l.world();
        report(&mut world, l, PLAIN);
        let asks = l.say("!stand INC-2026-0001", "!update INC-2026-0001");
        // For the team alone, as it is without saying so.
        for (text, audience) in [("noord een", ""), ("noord twee", l.say(" doelgroep:team", " audience:team"))] {
            world.say("noord.voorzitter", NOORD, &format!("{asks} {text}{audience}"));
            world.hears("noord.melder", NOORD, &["INC-2026-0001", text]);
        }
        let ccvo = l.say("doelgroep:ccvo", "audience:ccvo");
        world.say("noord.voorzitter", NOORD, &format!("{asks} noord drie {ccvo}"));
        world.hears("noord.melder", NOORD, &["INC-2026-0001", "noord drie"]);
        world.hears("ccvo.wacht1", "ccvo", &["INC-2026-0001", "noord drie"]);
        // A text for the public is nowhere but where it is confirmed.
        let public = l.say("doelgroep:publiek", "audience:public");
        world.say("noord.voorzitter", NOORD, &format!("{asks} noord vier {public}"));
        world.calls("noord.communicatie", NOORD, &["noord.communicatie"], &["INC-2026-0001", "noord vier"]);
        let elsewhere: Vec<_> = world.messages("ccvo").iter().map(|seen| seen.body().to_owned()).collect();
        let kept = |text: &str| !elsewhere.iter().any(|said| said.contains(text));
        assert!(["noord een", "noord twee", "noord vier"].into_iter().all(kept), "{elsewhere:?}");
        world.close();
    }
}
