//! Whatever comes in from outside: nothing of it breaks the server, and nothing that is not signed answers anything.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};

use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};

use super::{
    super::{
        Watched,
        alerts::Alerts,
        api::Api,
        tests::{Chat, engine, listening},
    },
    Answers,
};
use crate::{
    domain::{
        answering::{Asked, of_number, rang_at},
        chase::ChaseKind,
        ids::PersonId,
        organisation::{Language, Organisation},
        time::{Span, Timestamp},
    },
    platform::{
        answering::{Answering, Key},
        clock::Real,
        words::Words,
    },
    settings::{Source, load, secret::SecretFile, telephone::Telephone},
    store::reader::Reader,
};

const CASES: u32 = 200;

/// A request with any bytes as its body; the status, which is there whatever they are.
fn ask(at: SocketAddr, head: &str, body: &[u8]) -> u16 {
    let mut socket = TcpStream::connect(at).unwrap();
    let head = format!("{head}\r\nHost: noodklok\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
    // One that was refused already may not read the rest.
    let _ = socket.write_all(&[head.as_bytes(), body].concat());
    let mut answer = Vec::new();
    let _ = socket.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer).into_owned();
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_else(|| panic!("{head}: {answer}"))
}

/// A header or a path may hold these.
fn visible() -> impl Strategy<Value = String> {
    "[!-~]{0,80}"
}

#[tokio::test(flavor = "multi_thread")]
async fn no_bytes_from_outside_answer_anything() {
    let folder = tempfile::tempdir().unwrap();
    let (database, token) = (folder.path().join("noodklok.db"), folder.path().join("token"));
    std::fs::write(&token, "geheim").unwrap();
    let (network, clock) = (Arc::new(Chat("matrix", AtomicBool::new(true))), Arc::new(Real::starting()));
    let engine = engine(&database, network.clone(), clock.clone()).await;
    let (server, at) = listening().await;
    let answering = Answering {
        public_url: format!("http://{at}"),
        key: Key::of(&[7; 32]),
        words: Words::embedded(Language::Nl).unwrap(),
    };
    let provider = Telephone {
        api: "https://api.server.be".parse().unwrap(),
        account: "AC01".to_owned(),
        token: SecretFile::at(token),
        from: "+3220000000".to_owned(),
    };
    let reader = Reader::open(&database).await.unwrap().into();
    let (pulse, fresh) = (engine.pulse(None), Duration::from_secs(3));
    let answers = Some(Answers { answering, provider: Some(provider) });
    let words = Words::embedded(Language::Nl).unwrap();
    let (alerts, api) = (Alerts::new(Vec::new(), words.clone()), Api::new(Vec::new(), words, Language::Nl));
    server.watch(Watched {
        engine: engine.clone(),
        pulse,
        fresh,
        networks: vec![network],
        reader,
        clock,
        alerts,
        api,
        answers,
    });

    let asking = std::thread::spawn(move || {
        let bytes = prop::collection::vec(any::<u8>(), 0..400);
        let form = "(AccountSid=AC01&)?(MessageSid=SM1&)?(CallSid=CA1&)?(Body|Digits|From|answer)=[ -~]{0,40}";
        let bodies = prop_oneof![bytes, form.prop_map(String::into_bytes)];
        let paths = prop_oneof![
            Just("/telephone/sms".to_owned()),
            "[A-Za-z0-9_%.-]{1,90}".prop_map(|token| format!("/a/{token}")),
            "[A-Za-z0-9_%.-]{1,90}".prop_map(|token| format!("/telephone/voice/{token}/keys")),
        ];
        let mut runner = TestRunner::new(Config { cases: CASES, failure_persistence: None, ..Config::default() });
        let outcome = runner.run(&(paths, visible(), bodies), |(path, signature, body)| {
            let status = ask(at, &format!("POST {path} HTTP/1.1\r\nX-Twilio-Signature: {signature}"), &body);
            prop_assert!([400, 403, 404].contains(&status), "{} for {}", status, path);
            Ok(())
        });
        outcome.unwrap();
        let field = || "[ -~\u{e9}\u{1f525}]{0,40}";
        let fields = (field(), field(), field(), field(), prop::option::of(field()));
        let paths = prop_oneof![
            Just("/telephone/sms".to_owned()),
            "[a-z0-9.]{1,40}".prop_map(|effect| format!("/telephone/status/{effect}")),
            "[A-Za-z0-9_-]{1,90}".prop_map(|token| format!("/telephone/voice/{token}/keys")),
        ];
        let mut number = 0;
        let number = std::cell::RefCell::new(&mut number);
        let outcome = runner.run(&(paths, fields), |(path, (body, from, digits, status, twice))| {
            **number.borrow_mut() += 1;
            let sid = format!("S{}", number.borrow());
            let named = ["MessageSid", "CallSid"].map(|name| (name, sid.as_str()));
            let fields = [("Body", &body), ("From", &from), ("Digits", &digits), ("CallStatus", &status)];
            let mut form = vec![("AccountSid", "AC01")];
            form.extend(named);
            form.extend(fields.map(|(name, value)| (name, value.as_str())));
            form.extend(twice.as_deref().map(|value| ("From", value)));
            let owned: Vec<_> = form.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
            let signature = super::signature::of("geheim", &format!("http://{at}{path}"), &owned);
            let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
            let status = ask(at, &format!("POST {path} HTTP/1.1\r\nX-Twilio-Signature: {signature}"), body.as_bytes());
            // A text of somebody who is not known is taken, and tells them nothing.
            let wanted = if path == "/telephone/sms" { 200 } else { 403 };
            prop_assert_eq!(status, wanted, "{}", path);
            Ok(())
        });
        outcome.unwrap();
        // Too long to be a form of anybody.
        let long = vec![b'a'; super::LONGEST + 1];
        assert_eq!(ask(at, "POST /telephone/sms HTTP/1.1", &long), 400);
    });
    tokio::task::spawn_blocking(|| asking.join()).await.unwrap().unwrap();
    assert_eq!(engine.figures().inputs, 0, "nothing was handed in");
    engine.stop().await;
    server.stop().await;
}

fn organisation() -> Organisation {
    let mut organisation = load(Source::Embedded).unwrap().organisation;
    organisation.exercise_phone = vec!["+32 2 000 00 99".to_owned()];
    organisation
}

#[test]
fn a_call_of_an_exercise_rings_at_its_number_and_a_real_one_at_their_own() {
    let (organisation, person) = (organisation(), PersonId::from("noord.voorzitter"));
    for (number, exercise, rang) in [
        ("+3220000012", false, true),
        ("+3220000012", true, false),
        ("+3220000099", true, true),
        ("+3220000099", false, false),
        ("+3220000013", false, false),
    ] {
        assert_eq!(rang_at(&organisation, &person, exercise, number), rang, "{number}, exercise: {exercise}");
    }
}

#[test]
fn the_number_of_the_crisis_centre_is_nobodys_own() {
    let (mut organisation, person) = (organisation(), PersonId::from("noord.voorzitter"));
    let number = organisation.people[&person].phone.clone().unwrap();
    assert_eq!(of_number(&organisation, &number), [&person]);
    organisation.ccvo.phone.clone_from(&number);
    assert_eq!(of_number(&organisation, &number), Vec::<&PersonId>::new());
    assert!(!rang_at(&organisation, &person, false, &number));
}

#[test]
fn a_link_ends_a_week_after_its_call_began() {
    let mut words = Words::embedded(Language::Nl).unwrap();
    words.organisation = Arc::new(organisation());
    let answering = Answering { public_url: String::new(), key: Key::of(&[7; 32]), words };
    let since = Timestamp(1_795_694_400_000);
    let incident = "INC-2026-0001".parse().unwrap();
    let asked = Asked { incident, kind: ChaseKind::Page(1), since, person: "noord.voorzitter".into() };
    let token = answering.token(&asked);
    let week = since.plus(Span::hours(7 * 24));
    assert!(answering.read(&token, week.minus(Span(1))).unwrap().fresh);
    assert!(!answering.read(&token, week).unwrap().fresh);
}
