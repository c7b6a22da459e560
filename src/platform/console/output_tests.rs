use super::*;
use crate::platform::clock::SIMULATED_START;
use crate::text::reply::{Reply, Span};

fn reply(text: &str) -> Reply {
    Reply { spans: vec![Span::Plain(text.to_owned())] }
}

fn delivery(incident: bool, act: Act) -> Delivery {
    let incident = incident.then_some(IncidentId { year: 2026, n: 1 });
    Delivery {
        effect: "abc234.17.0".to_owned(),
        at: SIMULATED_START,
        incident,
        exercise: true,
        urgent: false,
        answers: None,
        aside: false,
        asks: None,
        again: false,
        fallback: None,
        act,
    }
}

fn button(id: &str, label: &str) -> Button {
    Button { id: id.to_owned(), label: label.to_owned(), command: String::new() }
}

#[test]
fn a_post_has_the_fields_of_the_contract_in_its_order() {
    let text = Reply {
        spans: vec![
            Span::Mention("ccvo.wacht1".into()),
            Span::Plain(" · \"rook\"\n".to_owned()),
            Span::User("<b>é\u{1b}[31m".to_owned()),
            Span::Command("!ccvo ack".to_owned()),
        ],
    };
    let act = Act::Post {
        room: "ccvo".into(),
        id: "m17".to_owned(),
        text,
        mentions: vec!["ccvo.wacht1".into()],
        actions: vec![button("a1", "Bevestig"), button("a2", "Nee")],
    };
    let expected = concat!(
        r#"{"at":"2026-11-23T14:30:00+01:00","kind":"post","effect":"abc234.17.0","id":"m17","room":"ccvo","#,
        r#""incident":"INC-2026-0001","text":"@ccvo.wacht1 · \"rook\"\n<b>é\u001b[31m!ccvo ack","#,
        r#""mentions":["ccvo.wacht1"],"actions":[{"id":"a1","label":"Bevestig"},{"id":"a2","label":"Nee"}]}"#,
    );
    assert_eq!(effect(&delivery(true, act)), expected);
}

#[test]
fn a_post_about_no_record_has_no_incident_and_keeps_its_empty_lists() {
    let act =
        Act::Post { room: "ccvo".into(), id: "m1".to_owned(), text: reply("x"), mentions: vec![], actions: vec![] };
    let expected = concat!(
        r#"{"at":"2026-11-23T14:30:00+01:00","kind":"post","effect":"abc234.17.0","id":"m1","room":"ccvo","#,
        r#""text":"x","mentions":[],"actions":[]}"#,
    );
    assert_eq!(effect(&delivery(false, act)), expected);
}

#[test]
fn every_other_kind() {
    let room = || RoomId::from("crisis-INC-2026-0001-noord");
    let people = || vec![PersonId::from("noord.voorzitter")];
    let acts = [
        (
            Act::Edit {
                room: room(),
                target: "m1".to_owned(),
                text: reply("x"),
                mentions: people(),
                actions: vec![button("a", "Ja")],
            },
            r#""kind":"edit","effect":"abc234.17.0","room":"crisis-INC-2026-0001-noord","incident":"INC-2026-0001","target":"m1","text":"x","actions":[{"id":"a","label":"Ja"}],"mentions":["noord.voorzitter"]}"#,
        ),
        (
            Act::Pin { room: room(), target: "m1".to_owned() },
            r#""kind":"pin","effect":"abc234.17.0","room":"crisis-INC-2026-0001-noord","incident":"INC-2026-0001","target":"m1"}"#,
        ),
        (
            Act::OpenRoom { room: room(), name: "OEFENING crisis".to_owned(), topic: String::new(), members: people() },
            r#""kind":"open_room","effect":"abc234.17.0","room":"crisis-INC-2026-0001-noord","incident":"INC-2026-0001","name":"OEFENING crisis","members":["noord.voorzitter"]}"#,
        ),
        (
            Act::ArchiveRoom { room: room() },
            r#""kind":"archive_room","effect":"abc234.17.0","room":"crisis-INC-2026-0001-noord","incident":"INC-2026-0001"}"#,
        ),
        (
            Act::Mail { to: to(), subject: "s".to_owned(), text: reply("x") },
            r#""kind":"mail","effect":"abc234.17.0","incident":"INC-2026-0001","to":"ccvo@example.invalid","subject":"s","text":"x"}"#,
        ),
    ];
    for (act, expected) in acts {
        let printed = effect(&delivery(true, act));
        assert_eq!(printed, format!(r#"{{"at":"2026-11-23T14:30:00+01:00",{expected}"#));
        assert!(serde_json::from_str::<serde_json::Value>(&printed).is_ok(), "{printed}");
    }
}

#[test]
fn what_is_no_effect() {
    assert_eq!(done(0), r#"{"kind":"done","line":0}"#);
    assert_eq!(
        error(3, "bad_json", "Geen \"JSON\""),
        r#"{"kind":"error","line":3,"code":"bad_json","text":"Geen \"JSON\""}"#
    );
    assert_eq!(state(r#"{"id":"INC-2026-0001"}"#), r#"{"kind":"state","id":"INC-2026-0001"}"#);
    assert_eq!(
        notice(SIMULATED_START, "abc234.n1", &"ccvo".into(), "NIET OPGESLAGEN".to_owned()),
        concat!(
            r#"{"at":"2026-11-23T14:30:00+01:00","kind":"post","effect":"abc234.n1","id":"abc234.n1","room":"ccvo","#,
            r#""text":"NIET OPGESLAGEN","mentions":[],"actions":[]}"#,
        )
    );
}

fn to() -> crate::engine::port::Recipients {
    let mut organisation = crate::domain::organisation::Organisation::default();
    organisation.ccvo.mail = "ccvo@example.invalid".to_owned();
    crate::engine::port::Recipients::of(false, &organisation)
}
