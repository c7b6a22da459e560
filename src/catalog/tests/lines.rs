//! What is a command, and how its pieces are read.

use proptest::prelude::*;

use super::world::{NOW, World, record};
use crate::domain::{
    command::{Ask, LogKind, Query},
    ids::{IncidentId, TaskId, TextId},
    incident::Level,
    time::{Span, Timestamp},
};

#[test]
fn chatter_is_left_alone() {
    for text in ["", "goedemorgen", "10:30 vergadering", "@noodklokker meld", "noodklok help", "zie !help", "\n!meld x"]
    {
        assert!(World::one().bind(text).is_none(), "{text:?}");
    }
}

#[test]
fn any_lead_will_do() {
    for text in [
        "!status",
        "/status",
        "! status",
        "!STATUS",
        "  !status  ",
        "@noodklok status",
        "@Noodklok: status",
        "@NOODKLOK, !status",
        "\u{200F}!\u{200B}status\u{202C}",
        "!sta\u{200B}tus",
        "!status:",
    ] {
        assert_eq!(World::one().query(text), Query::Status, "{text:?}");
    }
}

#[test]
fn both_languages_and_mixtures() {
    let world = World::one();
    for text in [
        "!incident show",
        "!incident toon",
        "!toon",
        "!TOON INC-2026-1",
        "/toon inc-2026-0001:",
        "!toon \u{200E}INC-2026-0001\u{200E}",
    ] {
        assert_eq!(world.query(text), Query::Show(IncidentId { year: 2026, n: 1 }), "{text}");
    }
    for text in ["!log show", "!logboek toon", "!log toon INC-2026-0001"] {
        assert_eq!(world.query(text), Query::LogShow(IncidentId { year: 2026, n: 1 }), "{text}");
    }
    assert_eq!(world.query("!help hulp"), Query::Help(Some("help".into())));
    assert_eq!(world.query("!help !meld"), Query::Help(Some("incident report".into())));
    assert_eq!(world.query("!help ccvo"), Query::Help(Some("ccvo".into())));
}

#[test]
fn a_word_list_after_show_is_text_for_the_log() {
    let world = World::one();
    let logged = |text: &str| match world.ask(text) {
        Ask::Log { text, kind, .. } => (text.to_string(), kind),
        other => panic!("{other:?}"),
    };
    assert_eq!(logged("!log toon van het gesprek was rustig").0, "toon van het gesprek was rustig");
    assert_eq!(logged("!besluit vleugel B dicht"), ("vleugel B dicht".into(), LogKind::Decision));
    assert_eq!(logged("!log vleugel dicht soort:vraag"), ("vleugel dicht".into(), LogKind::Question));
    assert_eq!(logged("!log om 10:30 zie https://example.invalid/a:b").0, "om 10:30 zie https://example.invalid/a:b");
    assert_eq!(logged("!log kind: gevonden in de kelder").0, "kind: gevonden in de kelder");
    assert_eq!(logged("!log \"soort:vraag is een optie\"").0, "soort:vraag is een optie");
    assert_eq!(logged("!log hij zei \"soort:vraag\" luid").0, "hij zei \"soort:vraag\" luid");
    assert_eq!(logged("!log eerste\r\ntweede\n\n").0, "eerste\ntweede");
    assert_eq!(logged("!log gezien INC-2026-0009").0, "gezien INC-2026-0009");
    assert_eq!(world.ask("!taak klaar T3"), Ask::TaskDone { task: TaskId(3) });
    let add = |text: &str| Ask::TaskAdd { text: TextId::from(text), due: None, owner: None };
    assert_eq!(world.ask("!taak sleutels halen"), add("sleutels halen"));
    assert_eq!(world.ask("!taak lijst maken van aanwezigen"), add("lijst maken van aanwezigen"));
}

#[test]
fn quotes_of_any_kind() {
    let world = World::one().by("noord.voorzitter");
    for text in [
        "!opschalen niveau:crisis reden:\"twee gebouwen\"",
        "!opschalen niveau:crisis reden:“twee gebouwen”",
        "!opschalen niveau:crisis reden:„twee gebouwen“",
        "!opschalen reden:«twee gebouwen» niveau:crisis",
        "!opschalen crisis twee gebouwen",
        "!opschalen niveau: crisis reden: twee gebouwen",
        "!opschalen niveau:\u{200B}crisis\u{FEFF} reden:\"twee gebouwen",
        "!incident escalate level:\"crisis\" twee  gebouwen",
    ] {
        let Ask::Escalate { level, reason, .. } = world.ask(text) else { panic!("{text}") };
        assert_eq!(level, Some(Level::Crisis), "{text}");
        assert!(reason.expect("reason").as_str().trim_start_matches('"') == "twee gebouwen", "{text}");
    }
}

#[test]
fn times() {
    let world = World::one();
    let due = |text: &str| {
        let bound = world.bound(&format!("!taak bellen tegen:{text}"));
        match bound.what {
            crate::catalog::What::Command(crate::domain::command::Command::Ask(_, Ask::TaskAdd { due, .. })) => {
                (due.expect("due"), bound.notes.len())
            }
            other => panic!("{other:?}"),
        }
    };
    let at = |minutes| NOW.plus(Span::minutes(minutes));
    assert_eq!(due("15m"), (at(15), 0));
    assert_eq!(due("2h"), (at(120), 0));
    assert_eq!(due("1h30m"), (at(90), 0));
    assert_eq!(due("4u"), (at(240), 0));
    assert_eq!(due("2uren"), (at(120), 0));
    assert_eq!(due("\"2 uur\""), (at(120), 0));
    assert_eq!(due("4 uur"), (at(240), 0));
    assert_eq!(due(" 30 min"), (at(30), 0));
    assert_eq!(due("1 uur 30 min"), (at(90), 0));
    assert_eq!(due("2026-11-23 15:00"), (at(30), 0));
    assert_eq!(due("16:00"), (at(90), 0));
    assert_eq!(due("16u00"), (at(90), 0));
    assert_eq!(due("14:00"), (at(24 * 60 - 30), 1));
    assert_eq!(due("14:30"), (at(24 * 60), 1));
    assert_eq!(due("2026-11-23T15:00"), (at(30), 0));
    assert_eq!(due("2026-11-23t15:00:00+01:00"), (at(30), 0));
    assert_eq!(due("2026-11-23T14:00:00Z"), (at(30), 0));
    for (text, line) in [
        ("999999999h", "TimeTooFar"),
        ("99999999999999999999999999h", "TimeTooFar"),
        ("2h99999999999999999999m", "TimeTooFar"),
        ("9999-12-01T23:59", "TimeTooFar"),
        ("9999-12-31T23:59", "OptionWrong"),
        ("0m", "TimeNotFuture"),
        ("2026-11-23T14:00", "TimeNotFuture"),
        ("25:00", "OptionWrong"),
        ("morgen", "OptionWrong"),
        ("h", "OptionWrong"),
        ("2026-13-45T10:00", "OptionWrong"),
        ("-5m", "OptionWrong"),
        ("2026-11-24", "OptionWrong"),
    ] {
        assert_eq!(world.complaint(&format!("!taak bellen tegen:{text}")), [line, "TypeForExample"], "{text}");
    }
    let called = |text: &str| match world.ask(&format!("!gebeld Jan om:{text}")) {
        Ask::CcvoCalled { at, .. } => at.expect("at"),
        other => panic!("{other:?}"),
    };
    assert_eq!(called("14:05"), at(-25));
    assert_eq!(called("15m"), at(-15));
    assert_eq!(called("23:50"), at(-14 * 60 - 40));
    assert_eq!(world.complaint("!gebeld Jan om:2026-11-23T15:00").first(), Some(&"TimeNotPast"));
    assert_eq!(world.complaint("!gebeld Jan om:9999999h").first(), Some(&"TimeTooFar"));
}

#[test]
fn people() {
    let world = World::one();
    for text in ["noord.kernlid1", "@noord.kernlid1", "<@noord.kernlid1>", "@Noord.Kernlid1"] {
        let Ask::TaskAssign { owner, .. } = world.ask(&format!("!taak geef T1 {text}")) else { panic!("{text}") };
        assert_eq!(owner.as_str(), "noord.kernlid1");
    }
    assert_eq!(world.complaint("!taak geef T1 noord.cmt"), ["PersonNotTeam", "TypeForExample"]);
    assert_eq!(world.complaint("!taak geef T1 niemand"), ["OptionWrong", "TypeForExample"]);
}

#[test]
fn complaints_give_a_line_to_send() {
    let world = World::one().by("noord.voorzitter");
    let table = [
        ("!impact gezondhied:ja", "OptionUnknown: gezondhied:ja | gezondheid\nTypeForExample: !impact gezondheid:ja"),
        (
            "!impact capaciteti:overstijgt",
            "OptionUnknown: capaciteti:overstijgt | capaciteit\nTypeForExample: !impact capaciteit:overstijgt",
        ),
        (
            "!stand brand uit volgend:2h",
            "OptionUnknown: volgend:2h | volgende\nTypeForExample: !stand brand uit volgende:2026-11-23T16:30:00+01:00",
        ),
        (
            "!impact gezondheid ja",
            "OptionMissing: gezondheid | ja, nee, onbekend\nTypeForExample: !impact gezondheid:ja",
        ),
        (
            "!impact gezondheid:misschien",
            "OptionWrong: gezondheid | misschien | ja, nee, onbekend\nTypeForExample: !impact gezondheid:ja",
        ),
        ("!impact gezondheid", "OptionMissing: gezondheid | ja, nee, onbekend\nTypeForExample: !impact gezondheid:ja"),
        (
            "!impact sinds:10m",
            "SinceWithoutProcess: \nTypeForExample: !impact sinds:2026-11-23T14:20:00+01:00 proces:noord.loonuitbetaling",
        ),
        ("!impact gezondheid:ja gezondheid:nee", "OptionTwice: gezondheid\nTypeForExample: !impact gezondheid:ja"),
        ("!intrekken", "TextMissing: reden\nTypeForExample: !intrekken <catalogue-reason>"),
        ("!intrekken <waarom>", "TextMissing: reden\nTypeForExample: !intrekken <catalogue-reason>"),
        (
            "!gebeld INC-2026-0001 <naam van wie opnam>",
            "TextMissing: opgenomen\nTypeForExample: !gebeld INC-2026-0001 <catalogue-answered>",
        ),
        ("!taak klaar", "OptionMissing: taak | T1, T2, …\nTypeForExample: !taak klaar T1"),
        ("!taak klaar sleutels", "OptionWrong: taak | sleutels | T1, T2, …\nTypeForExample: !taak klaar T1"),
        (
            "!logboek wis reden",
            "OptionWrong: nummer | reden | 1, 2, …\nTypeForExample: !logboek wis 7 <catalogue-reason>",
        ),
        ("!toon alles", "WordTooMany: alles\nTypeForExample: !toon"),
        ("!toon INC-2026-0099", "UnknownIncident: Incident(IncidentId { year: 2026, n: 99 })"),
        (
            "!incident koppel INC-2026-0001 INC-2026-0001 soort:zelfde",
            "LinkToItself: Incident(IncidentId { year: 2026, n: 1 })\nTypeForExample: !incident koppel INC-2026-0001 INC-2026-0001 soort:zelfde",
        ),
        ("!meld", "ReportWithoutText: \nTypeForExample: !meld <catalogue-what>"),
        ("!meld gezondheid:ja", "ReportWithoutText: \nTypeForExample: !meld <catalogue-what> gezondheid:ja"),
        ("!meld \u{200B}\u{202E} ", "ReportWithoutText: \nTypeForExample: !meld <catalogue-what>"),
        (
            "!",
            "MostNeeded: \nCommandAbout: !meld <catalogue-what> | Meldt wat er gebeurt; één zin is genoeg, de rest wordt gevraagd.\nCommandAbout: !status | Toont de open dossiers met niveau, fase, leiding, woordvoering en ouderdom.\nCommandAbout: !help | Toont wat je kunt typen, of alles over één commando.",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(world.say(&world.refused(text)), expected, "{text}");
    }
    assert_eq!(world.say(&world.refused("!!?")), world.say(&world.refused("!")));
    assert_eq!(world.say(&world.refused("@noodklok")), world.say(&world.refused("!")));
}

#[test]
fn unknown_words() {
    let world = World::one();
    let table = [
        ("!statsu", "UnknownCommand: statsu | !status\n[catalogue-send None] !status"),
        (
            "!medl rook gezondheid:ja",
            "UnknownCommand: medl | !meld rook gezondheid:ja\n[catalogue-send None] !meld rook gezondheid:ja",
        ),
        ("!melding brand", "UnknownCommand: melding | !meld brand\n[catalogue-send None] !meld brand"),
        ("!reprot brand", "UnknownCommand: reprot | !meld brand\n[catalogue-send None] !meld brand"),
        ("!intreken", "UnknownCommand: intreken | !intrekken <catalogue-reason>"),
        ("!incidnt shwo", "UnknownCommand: incidnt shwo | !toon\n[catalogue-send None] !toon"),
        (
            "!brand in de kelder\nook rook",
            "NotACommand: brand\nReportInstead: !meld brand in de kelder\nook rook\n[catalogue-report None] !meld brand in de kelder\nook rook",
        ),
        (
            "!incident brand op zolder",
            "NotACommand: incident brand\nReportInstead: !meld brand op zolder\n[catalogue-report None] !meld brand op zolder",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(world.say(&world.refused(text)), expected, "{text}");
    }
    assert_eq!(world.complaint("!rol zingen"), ["NotACommand", "HelpCommands", "HelpMore"]);
    assert_eq!(world.complaint("!help zingen").first(), Some(&"NotACommand"));
    assert_eq!(
        world.say(&world.refused("!help statsu")),
        "UnknownCommand: statsu | !help status\n[catalogue-send None] !help status"
    );
}

#[test]
fn records_named_in_a_line() {
    let world = World::one();
    let named = |text: &str| world.catalogue.mentions_incidents(text).iter().map(|id| id.n).collect::<Vec<_>>();
    assert_eq!(named("!incident link INC-2026-0001 ander:inc-2026-0002 soort:zelfde"), [1, 2]);
    assert_eq!(named("zie INC-2026-0001"), Vec::<u32>::new());
    assert_eq!(named("!toon INC-2026-0001 INC-2026-1\nINC-2026-0003"), [1]);
}

#[test]
fn which_record() {
    let id = |n| IncidentId { year: 2026, n };
    let shown = |world: &World, text: &str| match world.query(text) {
        Query::Show(id) => id.n,
        other => panic!("{other:?}"),
    };
    let two = || {
        World::one().with(record(2, "noord.kernlid1", "meldingen-noord", "noord")).with(record(
            3,
            "zuid.melder",
            "meldingen-zuid",
            "zuid",
        ))
    };
    // The id given comes first, then the message answered, then the crisis room, the own report, the only one.
    assert_eq!(shown(&two(), "!toon INC-2026-0003"), 3);
    let mut answered = two();
    answered.about = Some(id(2));
    assert_eq!(shown(&answered, "!toon"), 2);
    assert_eq!(shown(&two().crisis_room(2, "noord").room("crisis-INC-2026-0002-noord"), "!toon"), 2);
    assert_eq!(shown(&two(), "!toon"), 1);
    assert_eq!(shown(&two().room("meldingen-zuid"), "!toon"), 3);
    let long_ago = two().change(1, |incident| incident.opened_at = NOW.minus(Span::minutes(61)));
    let message = long_ago.refused("!toon");
    assert_eq!(
        long_ago.say(&message),
        "WhichIncident: \nIncidentChoice: titel | !toon INC-2026-0002\nIncidentChoice: titel | !toon INC-2026-0001\n\
         [catalogue-incident Some(\"INC-2026-0002\")] !toon INC-2026-0002\n[catalogue-incident Some(\"INC-2026-0001\")] !toon INC-2026-0001"
    );
    let asked = two().by("ccvo.wacht1").refused("!stand brand uit\nvleugel B dicht volgende:30m");
    assert_eq!(asked.actions.len(), 2);
    let text = asked.actions.iter().map(|action| action.command.text.clone().unwrap_or_default()).next();
    assert_eq!(text.as_deref(), Some("brand uit\nvleugel B dicht volgende:30m"));
    assert_eq!(World::empty().complaint("!toon"), ["NoOpenIncident", "TypeForExample"]);
    assert_eq!(two().by("zuid.melder").room("ccvo").complaint("!toon"), ["WhichIncident", "IncidentChoice"]);
}

#[test]
fn a_time_keeps_its_meaning_in_a_button() {
    let world = World::one().with(record(2, "noord.kernlid1", "meldingen-noord", "noord")).by("ccvo.wacht1");
    let message = world.refused("!taak bellen tegen:16:00");
    let command = &message.actions.first().expect("a button").command;
    assert_eq!(command.options, [("due".to_owned(), "2026-11-23T16:00:00+01:00".to_owned())]);
}

proptest! {
    #[test]
    fn no_input_panics(bytes in proptest::collection::vec(any::<u8>(), 0..400), lead in "[!/]?(meld|impact|log|taak|help|)? ?") {
        let text = format!("{lead}{}", String::from_utf8_lossy(&bytes));
        let world = World::one();
        let answered = world.bind(&text).is_some();
        let _ = world.catalogue.complete(&text, &world.situation());
        let _ = world.catalogue.mentions_incidents(&text);
        prop_assert!(answered || !text.starts_with(['!', '/']));
    }

    #[test]
    fn no_time_panics(text in "[0-9]{0,30}[hmdu:.T-]{0,3}[0-9]{0,20}", now in any::<i64>()) {
        let mut world = World::one();
        world.state = crate::domain::state::State::default();
        let mut situation = world.situation();
        situation.now = Timestamp(now);
        situation.said_at = Timestamp(now);
        let _ = world.catalogue.bind(&format!("!meld x sinds:{text}"), &situation, &mut super::world::Plain);
        let _ = world.catalogue.bind(&format!("!stand x volgende:{text}"), &situation, &mut super::world::Plain);
    }
}
