//! `[http]` and `[heartbeat]`.

use std::time::Duration;

use super::Copy;
use crate::settings::heartbeat::{Method, Target};

const NOODKLOK: &str = "noodklok.toml";

fn with(table: &str) -> Copy {
    Copy::new().append(NOODKLOK, &format!("\n{table}\n"))
}

#[track_caller]
fn one(table: &str, expected: &str) {
    let says = with(table).says();
    assert_eq!(says.len(), 1, "{table}: {says:#?}");
    assert!(says[0].starts_with(NOODKLOK) && says[0].contains(expected), "{table}: {says:#?}");
}

#[test]
fn nothing_is_watched_unless_it_is_said() {
    let loaded = Copy::new().load().unwrap();
    assert_eq!((loaded.http, loaded.heartbeat), (None, None));
}

#[test]
fn what_is_not_said_has_a_default() {
    let copy = with("[http]\n[heartbeat]\nurl = \"https://beats.server.be/abc\"");
    assert_eq!(copy.says(), Vec::<String>::new());
    let loaded = copy.load().unwrap();
    assert_eq!(loaded.http.unwrap().listen, "127.0.0.1:8080".parse().unwrap());
    let heartbeat = loaded.heartbeat.unwrap();
    assert_eq!((heartbeat.every, heartbeat.method), (Duration::from_mins(1), Method::Get));
    assert_eq!(heartbeat.target.url().unwrap().unwrap().as_str(), "https://beats.server.be/abc");
}

#[test]
fn the_examples_in_the_comments_can_be_used() {
    let text = std::fs::read_to_string(Copy::new().0.path().join(NOODKLOK)).unwrap();
    let block = |header: &str| {
        let (_, rest) = text.split_once(&format!("# {header}\n")).unwrap();
        let lines = rest.lines().map_while(|line| line.strip_prefix("# "));
        // Of what may be left out, the # within is taken away too.
        let inner = |line: &str| line.strip_prefix("# ").filter(|rest| rest.contains(" = \"")).map(str::to_owned);
        let lines: Vec<String> = lines.map(|line| inner(line).unwrap_or_else(|| line.to_owned())).collect();
        format!("{header}\n{}\n", lines.join("\n"))
    };
    let copy = with(&format!("{}{}", block("[http]"), block("[heartbeat]")));
    let copy = copy.secret("heartbeat-url", "https://beats.server.be/abc\n", 0o600);
    assert_eq!(copy.says(), Vec::<String>::new());
    let heartbeat = copy.load().unwrap().heartbeat.unwrap();
    assert_eq!((heartbeat.every, heartbeat.method), (Duration::from_mins(1), Method::Post));
    assert!(matches!(heartbeat.target, Target::File(_)));
    assert_eq!(heartbeat.target.url().unwrap().unwrap().as_str(), "https://beats.server.be/abc");
}

#[test]
fn people_reach_it_where_nobody_reads_along() {
    let at = |given: &str| with(&format!("[http]\npublic_url = \"{given}\"")).load().unwrap().http.unwrap().public_url;
    assert_eq!(with("[http]").load().unwrap().http.unwrap().public_url, None);
    assert_eq!(at("https://noodklok.organisatie.be/").as_deref(), Some("https://noodklok.organisatie.be"));
    assert_eq!(at("https://organisatie.be/noodklok").as_deref(), Some("https://organisatie.be/noodklok"));
    assert_eq!(at("http://127.0.0.1:8080").as_deref(), Some("http://127.0.0.1:8080"));
    for wrong in [
        "http://noodklok.organisatie.be",
        "noodklok.organisatie.be",
        "https://a:b@c.be",
        "https://c.be/?x=1",
        "ftp://c.be",
    ] {
        one(&format!("[http]\npublic_url = \"{wrong}\""), "is not a safe address at which people reach noodklok");
    }
}

#[test]
fn an_address_must_be_one_and_one_that_others_reach_is_warned_of() {
    one("[http]\nlisten = \"8080\"", "`8080` is not an address with a port");
    one("[http]\nlisten = \":8080\"", "`:8080` is not an address with a port");
    one("[http]\nlisten = \"localhost:8080\"", "is not an address with a port");
    one("[http]\nlisten = 8080", "`listen` must be a text in quotes");
    one("[http]\nlisten = \"0.0.0.0:8080\"", "at `0.0.0.0:8080` everybody on the network can ask");
    one("[http]\nlisten = \"[::]:8080\"", "everybody on the network can ask");
    one("[http]\nport = 8080", "`port` is not a key here");
    assert!(with("[http]\nlisten = \"0.0.0.0:8080\"").load().is_ok());
    assert!(with("[http]\nlisten = \"8080\"").load().is_err());
    assert_eq!(with("[http]\nlisten = \"[::1]:9090\"").says(), Vec::<String>::new());
}

#[test]
fn whom_it_tells_that_it_lives_must_be_somebody() {
    let url = "url = \"https://beats.server.be/abc\"";
    one("[heartbeat]", "`url_file` is missing");
    one("[heartbeat]\nurl = \"beats.server.be\"", "not an address for a sign of life");
    one("[heartbeat]\nurl = \"ftp://beats.server.be\"", "not an address for a sign of life");
    one(&format!("[heartbeat]\n{url}\nurl_file = \"none\""), "`url` and `url_file` are both there");
    one(&format!("[heartbeat]\n{url}\nevery = \"0s\""), "`every` must not be zero");
    one(&format!("[heartbeat]\n{url}\nmethod = \"put\""), "`put` is not a value of `method`");
    one("[heartbeat]\nurl_file = \"none\"", "is not there");
    let secret = with("[heartbeat]\nurl_file = \"beats\"").secret("beats", "hunter2", 0o600);
    let says = secret.says();
    assert!(says.len() == 1 && says[0].contains("not an address") && !says[0].contains("hunter2"), "{says:#?}");
}
