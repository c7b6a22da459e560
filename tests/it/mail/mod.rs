//! Mail through a real SMTP server.

#[cfg(feature = "discord")]
mod killed;
#[cfg(feature = "discord")]
mod running;
pub mod server;

use noodklok::{
    domain::{line::Line, organisation::Organisation},
    engine::port::{Act, Channel as _, Delivery, Outcome, Recipients},
    notify::mail::Mail,
    platform::finding::{Check, Verdict},
    settings::{
        mail::{Login, Mail as Settings, Tls},
        secret::SecretFile,
    },
    text::reply::{Reply, Span},
};

use self::server::Server;
use crate::{delivering::delivery, ports::free};

/// As the configuration would say it for this server.
fn settings(server: &Server, tls: Tls) -> Settings {
    let secret = server.file("password");
    let login = secret.exists().then(|| Login { user: "noodklok".to_owned(), password: SecretFile::at(secret) });
    Settings {
        server: if tls == Tls::None { "127.0.0.1".to_owned() } else { "localhost".to_owned() },
        port: server.port,
        tls,
        from: "noodklok@noodklok.invalid".to_owned(),
        login,
        authority: Some(server.file("authority.pem")),
    }
}

/// A mail to the crisis centre at this address.
fn to(address: &str) -> Delivery {
    let mut organisation = Organisation::default();
    address.clone_into(&mut organisation.ccvo.mail);
    delivery(Act::Mail {
        to: Recipients::of(false, &organisation),
        subject: "INC-2026-0001 · rook in de kelder\r\nBcc: vreemde@noodklok.invalid".to_owned(),
        text: Reply { spans: vec![Span::Plain("Gemeld om 14:30\n.\nétage".to_owned())] },
    })
}

/// One attempt.
fn send(settings: Settings, delivery: &Delivery) -> Outcome {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(Mail::new(settings).deliver(delivery))
}

#[track_caller]
fn put_off(outcome: &Outcome) -> &str {
    let Outcome::Retry { reason, .. } = outcome else { panic!("it is worth another try: {outcome:?}") };
    reason
}

/// What the doctor finds.
fn examined(settings: Settings) -> Check {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(Mail::new(settings).examine())
}

#[test]
fn the_doctor_tells_of_a_server_that_would_take_no_mail_and_sends_none() {
    let mut server = Server::start("starttls");
    let right = settings(&server, Tls::StartTls);
    assert_eq!(examined(right.clone()).verdict, Verdict::Fine);
    let wrong = |settings: Settings| {
        let found = examined(settings);
        assert_eq!(found.verdict, Verdict::Finding, "{found:?}");
        let Line::DoctorMailWrong { reason, .. } = found.line else { panic!("{:?}", found.line) };
        reason
    };
    let stranger = Settings { authority: None, ..right.clone() };
    assert!(wrong(stranger).contains("certificate"));
    wrong(Settings { port: free().port(), ..right.clone() });
    let account = Server::with_password("starttls", "juist");
    let other = account.file("other");
    std::fs::write(&other, "fout").expect("a file");
    let login = Some(Login { user: "noodklok".to_owned(), password: SecretFile::at(other) });
    let refused = wrong(Settings { login, ..settings(&account, Tls::StartTls) });
    assert!(refused.contains("535") && !refused.contains("fout"), "{refused}");
    assert_eq!(examined(settings(&account, Tls::StartTls)).verdict, Verdict::Fine);
    assert_eq!(server.count("mail"), 0);
}

#[test]
fn a_mail_arrives_encrypted_and_says_that_a_machine_wrote_it() {
    for (mode, tls) in [("starttls", Tls::StartTls), ("tls", Tls::Implicit), ("plain", Tls::None)] {
        let mut server = Server::start(mode);
        assert_eq!(send(settings(&server, tls), &to("ccvo@noodklok.invalid")), Outcome::Delivered, "{mode}");
        let asked = server.until("rcpt");
        assert_eq!(asked["tls"], tls != Tls::None, "{mode}");
        let mail = server.until("mail");
        assert_eq!(mail["to"], serde_json::json!(["ccvo@noodklok.invalid"]), "the subject adds nobody");
        let raw = mail["raw"].as_str().expect("text");
        let (head, body) = raw.split_once("\r\n\r\n").expect("a head and a body");
        for line in ["Message-ID: <abcdef.12.34@noodklok.invalid>", "Auto-Submitted: auto-generated"] {
            assert!(head.lines().any(|there| there == line), "{line}\n{head}");
        }
        assert!(head.lines().all(|line| !line.starts_with("Bcc:")), "{head}");
        assert!(
            body.contains("Gemeld om 14:30") && body.contains("\u{e9}tage") || body.contains("=C3=A9tage"),
            "{body}"
        );
    }
}

#[test]
fn a_server_that_does_not_encrypt_or_is_another_is_told_nothing() {
    let mut plain = Server::start("plain");
    put_off(&send(settings(&plain, Tls::StartTls), &to("ccvo@noodklok.invalid")));
    assert_eq!(plain.count("rcpt"), 0);
    let mut other = Server::start("tls");
    let unknown = Settings { authority: None, ..settings(&other, Tls::Implicit) };
    assert!(put_off(&send(unknown, &to("ccvo@noodklok.invalid"))).contains("certificate"));
    assert_eq!(other.count("rcpt"), 0);
    let gone = Settings { authority: Some(other.file("gone.pem")), ..settings(&other, Tls::Implicit) };
    assert!(put_off(&send(gone, &to("ccvo@noodklok.invalid"))).contains("gone.pem"));
}

#[test]
fn a_server_that_is_not_there_is_tried_again() {
    let server = Server::start("plain");
    let settings = settings(&server, Tls::None);
    drop(server);
    put_off(&send(settings, &to("ccvo@noodklok.invalid")));
}

#[test]
fn an_account_that_is_refused_is_tried_again_with_the_password_of_then() {
    let mut server = Server::with_password("starttls", "juist");
    let wrong = server.file("wrong");
    std::fs::write(&wrong, "fout").expect("a file");
    let mut settings = settings(&server, Tls::StartTls);
    settings.login = Some(Login { user: "noodklok".to_owned(), password: SecretFile::at(wrong.clone()) });
    assert!(put_off(&send(settings.clone(), &to("ccvo@noodklok.invalid"))).contains("535"));
    assert_eq!(server.until("login")["fits"], false);
    std::fs::write(&wrong, "juist\n").expect("a file");
    assert_eq!(send(settings, &to("ccvo@noodklok.invalid")), Outcome::Delivered);
    assert_eq!(server.until("login")["fits"], true);
}

#[test]
fn what_is_put_off_or_cut_is_tried_again_and_what_is_refused_is_not() {
    let mut server = Server::start("plain");
    for name in ["put.off", "cut", "lost"] {
        let delivery = to(&format!("{name}@noodklok.invalid"));
        put_off(&send(settings(&server, Tls::None), &delivery));
        assert_eq!(send(settings(&server, Tls::None), &delivery), Outcome::Delivered, "{name}");
    }
    // What was taken and never said so comes twice, under one id, by which a mail program shows it once.
    (0..4).for_each(|_| drop(server.until("mail")));
    let refused = send(settings(&server, Tls::None), &to("refused@noodklok.invalid"));
    assert!(matches!(&refused, Outcome::Permanent { reason } if reason.contains("550")), "{refused:?}");
    assert_eq!(server.count("mail"), 4);
}
