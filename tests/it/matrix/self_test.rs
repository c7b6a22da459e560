//! The homeserver, the people and the proxy without a bot: what the stories build on.

use std::time::Duration;

use serde_json::json;

use super::{
    homeserver::{Homeserver, Limits},
    people::People,
    proxy::{Fault, Proxy, Rule},
    seen::Seen,
};

const SOON: Duration = Duration::from_secs(20);

fn room_of(people: &People, tail: &str) -> (String, String) {
    let user = |who: &str| json!({"who": who, "user": format!("{who}-{tail}"), "keys": who != "bare"});
    for who in ["caller", "called", "bare"] {
        people.ask("person", user(who));
    }
    let called = format!("@called-{tail}:localhost");
    let invite = json!([called, format!("@bare-{tail}:localhost")]);
    let room = people.ask("create", json!({"who": "caller", "encrypted": true, "invite": invite}));
    for who in ["called", "bare"] {
        people.ask("in_room", json!({"who": who, "room": room}));
    }
    (room.as_str().expect("a room").to_owned(), called)
}

fn seen(people: &People, who: &str, id: &str, readable: bool) -> Seen {
    let fits = |seen: &&Seen| seen.who == who && seen.id == id && seen.readable == readable;
    let found = people.wait(SOON, |book| book.all().iter().find(fits).cloned());
    found.unwrap_or_else(|| panic!("{who} does not see {id} so: {}", people.trouble()))
}

#[test]
fn people_see_who_is_called_and_who_cannot_read() {
    let people = People::start(Homeserver::shared());
    let (room, called) = room_of(&people, "self");
    people.ask("knows_device", json!({"who": "caller", "user": called}));
    let said = |msgtype: &str| {
        let call = json!({"who": "caller", "room": room, "body": "bel", "msgtype": msgtype, "mentions": [called]});
        people.ask("say", call).as_str().expect("an event").to_owned()
    };
    let (loud, quiet) = (said("m.text"), said("m.notice"));
    let seen_loud = seen(&people, "called", &loud, true);
    assert_eq!((seen_loud.push.as_str(), seen_loud.body(), seen_loud.encrypted), ("highlight", "bel", true));
    assert_eq!(seen(&people, "called", &quiet, true).push, "quiet", "a notice with a mention is silent");
    assert!(!seen(&people, "bare", &loud, false).readable, "whoever has no keys sees only that something was said");
    let plain = people.ask("say", json!({"who": "bare", "room": room, "body": "leesbaar"}));
    assert!(!seen(&people, "called", plain.as_str().expect("an event"), true).encrypted);
}

#[test]
fn a_homeserver_comes_back_with_what_it_knew() {
    let homeserver = Homeserver::start(Limits::DefaultMessages);
    let people = People::start(&homeserver);
    let (room, _) = room_of(&people, "back");
    homeserver.stop();
    homeserver.up();
    let said = people.ask("say", json!({"who": "caller", "room": room, "body": "er nog"}));
    seen(&people, "called", said.as_str().expect("an event"), true);
    homeserver.kill();
    homeserver.up();
    let again = people.ask("say", json!({"who": "called", "room": room, "body": "ook"}));
    seen(&people, "caller", again.as_str().expect("an event"), true);
}

#[test]
fn the_proxy_does_what_it_is_told_and_notes_the_rest() {
    let homeserver = Homeserver::shared();
    let proxy = Proxy::start(homeserver.port());
    let ask = |path: &str| fetch(&proxy.url(), path);
    proxy.keep("versions");
    proxy.script(Rule {
        method: "GET",
        path: "versions".into(),
        after: 1,
        times: 1,
        fault: Fault::limited(Duration::from_millis(4400)),
    });
    proxy.script(Rule { method: "", path: "versions".into(), after: 0, times: 1, fault: Fault::CutAnswer });
    assert!(ask("/_matrix/client/versions").contains("unstable_features"), "the first passes");
    let limited = ask("/_matrix/client/versions");
    assert!(limited.starts_with("HTTP/1.1 429") && limited.contains("\"retry_after_ms\":4400"), "{limited}");
    let cut = ask("/_matrix/client/versions");
    assert!(cut.starts_with("HTTP/1.1 200") && !cut.trim_end().ends_with('}'), "{cut}");
    assert!(proxy.pending().is_empty());
    let stamps = proxy.take_stamps();
    let statuses: Vec<_> = stamps.iter().map(|stamp| stamp.status).collect();
    assert_eq!(statuses, [Some(200), Some(429), None]);
    assert!(stamps[0].ended > stamps[0].began && !stamps[0].body.is_empty());
    proxy.down(true);
    assert_eq!(ask("/_matrix/client/versions"), "");
}

/// One request on a connection of its own; everything that came back. A proxy that is down may close the connection
/// before the request is written out, which is an empty answer just as closing it afterwards is.
fn fetch(url: &str, path: &str) -> String {
    use std::{
        io::{Read, Write},
        net::TcpStream,
    };
    let mut stream = TcpStream::connect(url.trim_start_matches("http://")).expect("the proxy is there");
    let _ = write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}
