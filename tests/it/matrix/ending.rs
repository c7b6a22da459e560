//! How a record ends, and begins again. Each in Dutch and in English, with reactions as buttons.

use super::first_hour::{BOTH, DANGER, NOORD, PLAIN, danger, report};

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
fn closing_is_refused_while_something_stands_and_facts_afterwards_open_it_again() {
    for l in BOTH {
        let mut world = l.world();
        report(&mut world, l, PLAIN);
        let cmt = l.say("!cmt activeer INC-2026-0001", "!cmt activate INC-2026-0001");
        world.say("noord.voorzitter", NOORD, cmt);
        let room = world.enters_new_room("noord.voorzitter");
        let team = ["noord.voorzitter", "noord.kernlid1", "noord.communicatie"];
        world.calls("noord.voorzitter", &room, &team, &["INC-2026-0001"]);
        let close = l.say("!incident sluit INC-2026-0001", "!incident close INC-2026-0001");
        world.say("noord.voorzitter", NOORD, close);
        let stand_down = l.say("!cmt stopzetten INC-2026-0001", "!cmt standdown INC-2026-0001");
        let refused = l.say("Niet uitgevoerd", "Not done");
        world.hears("noord.voorzitter", NOORD, &[refused, "INC-2026-0001", stand_down]);
        world.say("noord.voorzitter", NOORD, stand_down);
        let sure = world.hears("noord.voorzitter", NOORD, &[l.say("Zeker?", "Sure?")]);
        world.press("noord.voorzitter", &sure, l.say("Ja, zeker", "Yes, sure"));
        world.hears("noord.melder", NOORD, &["INC-2026-0001", l.say("stopgezet", "stood down")]);
        world.say("noord.voorzitter", NOORD, close);
        world.hears("noord.melder", NOORD, &["INC-2026-0001", l.say("gesloten", "closed")]);
        // What is said about it then is a report of its own; who may opens the first again with one tap.
        let facts = l.say("!impact INC-2026-0001 impact:negatief", "!impact INC-2026-0001 impact:negative");
        world.say("noord.melder", NOORD, facts);
        let closed = l.say("INC-2026-0001 is gesloten", "INC-2026-0001 is closed");
        let linked = world.hears("noord.melder", NOORD, &["INC-2026-0002", closed]);
        world.calls("noord.melder", NOORD, &["noord.voorzitter"], &["INC-2026-0002"]);
        world.press("noord.voorzitter", &linked, l.say("Heropenen", "Open again"));
        world.hears("noord.melder", NOORD, &["INC-2026-0001", l.say("heropend", "opened again")]);
        // It is called for like a new one.
        world.calls("noord.melder", NOORD, &["noord.voorzitter"], &["INC-2026-0001", "L4b"]);
        world.close();
    }
}
