//! `[mail]`.

use super::Copy;
use crate::settings::mail::Tls;

const NOODKLOK: &str = "noodklok.toml";

fn table(lines: &str) -> Copy {
    Copy::new().append(NOODKLOK, &format!("\n[mail]\n{lines}\n")).secret("mail-password", "x", 0o600)
}

/// One table gives exactly this one line.
#[track_caller]
fn one(lines: &str, expected: &str) {
    let says = table(lines).of_the_table();
    assert_eq!(says.len(), 1, "{lines}: {says:#?}");
    assert!(says[0].starts_with(NOODKLOK) && says[0].contains(expected), "{lines}: {says:#?}");
}

#[test]
fn what_is_not_said_has_a_default() {
    for (more, tls, port) in [
        ("", Tls::StartTls, 587),
        ("tls = \"tls\"", Tls::Implicit, 465),
        ("tls = \"starttls\"\nport = 2525", Tls::StartTls, 2525),
    ] {
        let copy = table(&format!("server = \"smtp.server.be\"\nfrom = \"noodklok@server.be\"\n{more}"));
        assert_eq!(copy.of_the_table(), Vec::<String>::new());
        let mail = copy.load().unwrap().mail.unwrap();
        assert_eq!((mail.tls, mail.port, mail.login, mail.authority), (tls, port, None, None), "{more}");
    }
    let local = table("server = \"127.0.0.1\"\nfrom = \"noodklok@server.be\"\ntls = \"none\"");
    assert_eq!(local.load().unwrap().mail.unwrap().port, 25);
    assert!(Copy::new().load().unwrap().mail.is_none());
}

#[test]
fn an_account_is_a_name_and_a_password() {
    let lines = "server = \"smtp.server.be\"\nfrom = \"noodklok@server.be\"\n";
    let copy = table(&format!("{lines}user = \"noodklok\"\npassword_file = \"mail-password\""));
    let login = copy.load().unwrap().mail.unwrap().login.unwrap();
    assert_eq!((login.user.as_str(), login.password.path()), ("noodklok", &*copy.0.path().join("mail-password")));
    one(&format!("{lines}user = \"noodklok\""), "password_file");
    one(&format!("{lines}password_file = \"mail-password\""), "user");
    one(&format!("{lines}user = \"noodklok\"\npassword_file = \"gone\""), "gone");
}

#[test]
fn what_is_wrong_is_named() {
    let (server, from) = ("server = \"smtp.server.be\"\n", "from = \"noodklok@server.be\"\n");
    one(from, "server");
    one(server, "from");
    one(&format!("server = \"smtp://server.be\"\n{from}"), "smtp://server.be");
    one(&format!("{server}from = \"noodklok\""), "noodklok");
    one(&format!("{server}{from}tls = \"none\""), "smtp.server.be");
    one(&format!("{server}{from}tls = \"ssl\""), "ssl");
    one(&format!("{server}{from}port = 70000"), "70000");
    one(&format!("{server}{from}authority_file = \"gone.pem\""), "gone.pem");
    one(&format!("{server}{from}secure = true"), "secure");
}
