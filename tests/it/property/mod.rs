//! Any sequence of commands, presses and waiting, on the core with the real catalogue and the example organisation.
//!
//! After each step: no phase or level was lowered without a person; at most one open room per CMT and entity; every chase
//! ended only by an answer or by being called off, everybody whom it calls is mentioned, and every open one has its next
//! call armed; nothing of an exercise
//! belongs together with something real, no crisis becomes a further report, and no system does what only people do. At
//! the end: every chase that is open can be answered, and nothing is chased or asked for in a record that ended; the events
//! folded on an empty state, with no organisation at all, give the same state; and every command that was printed in any
//! message, in either language, is read back as the same command.

mod checks;
mod ends;
mod stage;
mod systems;

use std::{cell::RefCell, collections::BTreeSet};

use noodklok::domain::event::Event;
use proptest::{prelude::*, test_runner::Config};

use stage::Stage;
use systems::{Said, said};

pub const PEOPLE: &[&str] = &[
    "noord.melder",
    "noord.voorzitter",
    "noord.plaatsvervanger",
    "noord.kernlid1",
    "noord.communicatie",
    "zuid.melder",
    "zuid.voorzitter",
    "zuid.kernlid2",
    "ccvo.wacht1",
    "ccvo.wacht2",
    "ccvo.hoofd",
    "passant",
];

/// What can be said; `@` is a record. Some things only happen in a row: `(Ja)` presses, `+11` waits so many minutes.
pub const LINES: &[&str] = &[
    "!meld rook in de kelder",
    "!meld brand gezondheid:ja",
    "!meld storing proces:noord.loonuitbetaling",
    "!meld water gebouw:gebouw-zuid impact:geen",
    "!meld sabotage kwaadopzet:ja",
    "!meld iets verdachts kwaadopzet:vermoed entiteit:zuid",
    "!meld overbelast capaciteit:overstijgt",
    "!impact @ gezondheid:ja",
    "!impact @ gezondheid:nee",
    "!impact @ gezondheid:onbekend",
    "!impact @ proces:noord.loonuitbetaling,noord.noodlijn",
    "!impact @ proces:zuid.vergunningen",
    "!impact @ hersteld:noord.noodlijn",
    "!impact @ capaciteit:overstijgt",
    "!impact @ capaciteit:een-team impact:geen",
    "!impact @ impact:negatief",
    "!impact @ kwaadopzet:ja",
    "!impact @ kwaadopzet:nee reden:\"een vergissing\"",
    "!impact @ nbc:ja",
    "!impact @ nbc:nee",
    "!impact @ reputatie:ja maatschappelijk:ja",
    "!impact @ andere:alarm",
    "!impact @ entiteit:zuid inplaatsvan:noord",
    "!impact @",
    "!opschalen @",
    "!opschalen @ niveau:incident",
    "!opschalen @ niveau:crisis reden:\"te groot\"",
    "!afschalen @ niveau:incident reden:\"het zakt\"",
    "!afschalen @ niveau:issue reden:\"voorbij\"",
    "!intrekken @ vals alarm",
    "!incident koppel @ INC-2026-0001 soort:same",
    "!incident koppel @ INC-2026-0002 soort:beside",
    "!incident sluit @",
    "!incident heropen @",
    "!incident lijst",
    "!toon @",
    "!cmt activeer @",
    "!cmt activeer @ entiteit:zuid",
    "!cmt stopzetten @",
    "!cmt stopzetten @ entiteit:zuid",
    "!cmt wie @",
    "!ccvo inlichten @ ter informatie",
    "!ccvo ondersteuning @ pompen gevraagd",
    "!ccvo overname @ neem over",
    "!gebeld @ permanentie",
    "!ccvo bevestig @",
    "!ccvo geenvooralarm @ volstaat zo",
    "!ccvo vooralarm @",
    "!ccvo vooralarm entiteit:noord betoging",
    "!ccvo alarm @",
    "!ccvo einde @",
    "!log @ een regel",
    "!besluit @ wij sluiten",
    "!log redact @ 1 op vraag",
    "!taak nieuw @ bel de dakwerker tegen:15m",
    "!taak nieuw @ bel de conciërge; !taak geef @ T1 noord.kernlid1; !taak klaar @ T1",
    "!meld storing proces:noord.noodlijn; +300",
    "!meld brandoefening gezondheid:ja oefening:ja",
    "!meld brandoefening gebouw:gebouw-noord oefening:ja",
    "!meld brandoefening gezondheid:ja oefening:ja; !intrekken INC-2026-0001 gedaan; !impact INC-2026-0001 gezondheid:ja",
    "!ongedaan",
    "!ongedaan @",
    "!ongedaan @",
    "!incident koppel @ INC-2026-0001 soort:zelfde; (Ja)",
    "!meld rook; !meld brand; !opschalen @ niveau:crisis reden:\"te groot\"; !incident koppel INC-2026-0002 INC-2026-0001 soort:zelfde",
    "!intrekken @ vergissing; !ongedaan @",
    "!afschalen @ niveau:incident reden:\"het zakt\"; (Ja); !ongedaan @",
    "!ccvo alarm @; (Ja); +3; !ongedaan @",
    "!ccvo einde @; (Ja); !ongedaan @",
    "!stand @ het is onder controle doelgroep:publiek; !stand vrijgeven @",
    "!besluit @ wij sluiten herbekijk:15m",
    "!rol neem @ logger",
    "!rol neem @ logger; !rol overdragen @ noord.kernlid1 logger",
    "!meld een; !meld twee; !meld drie; !meld vier",
    "!cmt activeer @; !cmt stopzetten @; (Ja); +11",
    "!ccvo alarm @; (Ja); !ccvo einde @; (Ja)",
    "!stand @ het water zakt volgende:30m",
    "!stand @",
    "!ontvangen @",
    "!ontvangen @ niet",
    "!oproepen @ noord.cmt kom naar de ingang",
    "!oproepen @ noord.cmt kom naar de ingang wijze:elk",
    "!oproepen @ noord.voorzitter bel mij; +4; !oproepen stop @",
    "!oproepen @ ccvo wie kan helpen; +30",
    "!status",
    "!",
    "!brand in de kelder",
    "!ccvo alaarm @",
];

#[derive(Debug, Clone)]
pub enum Step {
    Say {
        who: usize,
        line: usize,
        record: u32,
    },
    Press {
        who: usize,
        button: usize,
    },
    /// Whoever spoke last presses the first button that was shown last: yes.
    Yes,
    Wait {
        minutes: i64,
    },
    /// A system reports.
    Alert(Said),
}

pub fn step() -> impl Strategy<Value = Step> {
    let who = 0..PEOPLE.len();
    prop_oneof![
        8 => (who.clone(), 0..LINES.len(), 1_u32..3).prop_map(|(who, line, record)| Step::Say { who, line, record }),
        3 => (who, 0_usize..12).prop_map(|(who, button)| Step::Press { who, button }),
        4 => Just(Step::Yes),
        2 => (1_i64..40).prop_map(|minutes| Step::Wait { minutes }),
    ]
}

/// Systems report in the middle of what people do.
fn step_or_alert() -> impl Strategy<Value = Step> {
    prop_oneof![8 => step(), 1 => said().prop_map(Step::Alert)]
}

fn cases() -> u32 {
    std::env::var("NOODKLOK_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(200)
}

#[test]
fn any_sequence_of_commands() {
    let reached = RefCell::new(BTreeSet::new());
    let config = Config { cases: cases(), failure_persistence: None, ..Config::default() };
    proptest!(config, |(steps in prop::collection::vec(step_or_alert(), 1..60), demo in any::<bool>())| {
        let mut stage = Stage::new(demo);
        for step in &steps {
            stage.step(step);
        }
        stage.replay();
        stage.read_back();
        stage.every_chase_has_an_end();
        stage.no_system_states_facts();
        reached.borrow_mut().extend(stage.envelopes.iter().map(|envelope| envelope.event.kind()));
    });
    // Sequences that reach little would prove little; which few are not reached is chance.
    let all: BTreeSet<_> = Event::TYPES.iter().map(|(kind, _)| *kind).collect();
    let missing: Vec<_> = all.difference(&reached.borrow()).copied().collect();
    assert!(missing.len() <= all.len() / 5, "these events were never reached: {missing:?}");
}
