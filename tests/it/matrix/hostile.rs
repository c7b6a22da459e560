//! What people and their clients can write: it is data, it calls nobody, and it stops nothing.

use std::time::Duration;

use serde_json::{Value, json};

use super::world::{Plan, World};

const ROOM: &str = "meldingen-noord";

/// Texts that somewhere once were executed, formatted, or rang a telephone.
fn texts(account: &str) -> Vec<String> {
    let link = format!("<a href=\"https://matrix.to/#/{account}\">x</a>");
    let mut texts = vec![
        "@room".to_owned(),
        format!("{account} @room"),
        link.clone(),
        format!("[x](https://matrix.to/#/{account})"),
        "<b onmouseover=alert(1)>vet</b><script>1</script><img src=x>".to_owned(),
        "</blockquote></mx-reply><h1>x</h1>".to_owned(),
        "**x** _x_ `x` ~~x~~ > x # x | x | $\\frac{1}{2}$".to_owned(),
        "\u{202e}drow mu\u{202c} \u{2066}x\u{2069}\u{200b}\u{feff}\u{200d}".to_owned(),
        "{ $incident } { -term } {\"x\"} %s %n {} {0}".to_owned(),
        "'; DROP TABLE events; --".to_owned(),
        "\u{0}\u{1}\u{7}\u{1b}[31mrood".to_owned(),
        "a\u{300}\u{301}\u{302}".repeat(200),
        "😀👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿".repeat(50),
        "!log !log !log".to_owned(),
        "x".repeat(60_000),
        format!("{} {link}", "ü".repeat(20_000)),
        "regel\nregel\r\n\n\n!cmt activeer\n".to_owned(),
        "https://example.invalid/?a=1&b=<2>".to_owned(),
        "noord.kernlid1 voorzitter noord.voorzitter".to_owned(),
        "&lt;b&gt; &amp; &#64;room".to_owned(),
    ];
    let short: Vec<_> = texts.iter().filter(|text| text.len() < 2_000).cloned().collect();
    texts.extend(short.iter().cycle().take(160 - texts.len()).enumerate().map(|(n, text)| format!("{text} {n}")));
    texts
}

/// Contents that no client should send, and that a homeserver hands on all the same.
fn contents() -> Vec<(&'static str, Value)> {
    vec![
        ("m.room.message", json!({})),
        ("m.room.message", json!({"msgtype": 7, "body": {"x": []}})),
        ("m.room.message", json!({"msgtype": "m.text", "body": "!ping", "m.relates_to": "x"})),
        ("m.room.message", json!({"msgtype": "m.text", "body": "!ping", "m.relates_to": {"rel_type": "m.replace"}})),
        (
            "m.room.message",
            json!({"msgtype": "m.text", "body": "!ping", "m.relates_to": {"rel_type": "m.thread", "event_id": "?"}}),
        ),
        ("m.room.message", json!({"msgtype": "m.image", "body": "!meld x", "url": 3})),
        ("m.room.message", json!({"msgtype": "m.text", "body": "!ping", "m.mentions": "everybody"})),
        ("m.reaction", json!({})),
        ("m.reaction", json!({"m.relates_to": {"rel_type": "m.annotation", "event_id": "$x", "key": 1}})),
        (
            "m.reaction",
            json!({"m.relates_to": {"rel_type": "m.annotation", "event_id": "$x", "key": "x".repeat(5_000)}}),
        ),
        ("m.room.encrypted", json!({})),
        ("m.room.encrypted", json!({"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "x", "session_id": "x"})),
        ("m.room.redaction", json!({})),
        ("m.poll.start", json!({"x": 1})),
        ("org.matrix.msc4391.command", json!({"command": 7})),
        ("x".repeat(200).leak(), json!({"x": "y"})),
    ]
}

/// States that are no use to anybody.
fn states() -> Vec<(&'static str, Value)> {
    vec![
        ("m.room.name", json!({"name": "<b>@room</b>\u{202e}x"})),
        ("m.room.name", json!({"name": 7})),
        ("m.room.topic", json!({"topic": "x".repeat(30_000)})),
        ("m.room.topic", json!({"topic": ["x"]})),
        ("m.room.pinned_events", json!({"pinned": "x"})),
        ("m.room.canonical_alias", json!({})),
        ("m.room.avatar", json!({"url": 4})),
        ("m.room.join_rules", json!({"join_rule": "restricted", "allow": "x"})),
        ("m.room.history_visibility", json!({"history_visibility": "x"})),
        ("m.space.child", json!({"via": 1})),
    ]
}

#[test]
fn hostile_names_and_bodies_call_nobody_and_stop_nothing() {
    let cast = vec!["noord.melder", "noord.voorzitter", "noord.kernlid1"];
    let mut world = World::started(Plan { cast, ..Plan::default() });
    world.say("noord.melder", ROOM, "!meld lek in het dak");
    world.calls("noord.melder", ROOM, &["noord.voorzitter"], &["INC-2026-0001"]);
    world.say("noord.voorzitter", ROOM, "!ontvangen INC-2026-0001");
    world.hears("noord.melder", ROOM, &["volgt dit op"]);

    let (room, account) = (world.room(ROOM), world.account("noord.kernlid1").to_owned());
    let melder = world.account("noord.melder").to_owned();
    for name in ["@room", "<b>noodklok</b>", account.as_str(), "\u{202e}tob", "a\u{300}\u{301}"] {
        let path = format!("/_matrix/client/v3/profile/{melder}/displayname");
        let request = json!({"method": "PUT", "path": path, "body": {"displayname": name}, "who": "noord.melder"});
        world.people.ask("api", request);
        world.say("noord.melder", ROOM, &format!("!log INC-2026-0001 {name}"));
    }
    let texts = texts(&account);
    let bodies: Vec<_> = texts.iter().map(|text| format!("!log INC-2026-0001 {text}")).collect();
    world.people.ask("say_all", json!({"who": "noord.melder", "room": room, "bodies": bodies}));
    for (kind, content) in contents() {
        // What the homeserver refuses reaches nobody.
        let _ = world
            .people
            .try_ask("send_bare", json!({"who": "noord.melder", "room": room, "type": kind, "content": content}));
    }
    for (kind, content) in states() {
        let _ = world
            .people
            .try_ask("state", json!({"who": "noord.melder", "room": room, "type": kind, "content": content}));
    }
    let last = world.say("noord.voorzitter", ROOM, "!ping");
    let bot = world.bot().to_owned();
    world.until_within(Duration::from_mins(1), &format!("an answer after all that, to {last}"), |book| {
        book.all().iter().rev().find(|seen| seen.sender == bot && seen.says(&["Ik ben er"])).map(|_| ())
    });
    harmless(&world, &["noord.kernlid1", "noord.melder"]);
    world.close();
}

/// Nothing that the bot said rings for these people, names anybody as mentioned, or holds the markup of others.
pub fn harmless(world: &World, people: &[&str]) {
    let bot = world.bot().to_owned();
    let rang = world.people.book(|book| {
        let theirs = book.all().iter().filter(|seen| seen.sender == bot && people.contains(&seen.who.as_str()));
        theirs.filter(|seen| seen.push == "highlight").map(ToString::to_string).collect::<Vec<_>>()
    });
    assert!(rang.is_empty(), "these rang:\n{}", rang.join("\n"));
    for message in world.messages(ROOM) {
        assert!(message.content["m.mentions"].is_object(), "without m.mentions the text may ring: {message}");
        let html = message.html();
        for markup in
            ["<script", "<img", "onmouseover=alert(1)>", "<h1>x", "</mx-reply>", "matrix.to/#/@noord-kernlid1"]
        {
            let escaped = markup.starts_with("matrix.to") && !html.contains(&format!("href=\"https://{markup}"));
            assert!(escaped || !html.contains(markup), "`{markup}` of a person in the HTML: {message}\n{html}");
        }
    }
}

#[test]
fn strangers_are_not_joined_and_not_obeyed() {
    let cast = vec!["noord.melder", "noord.voorzitter"];
    let mut world = World::started(Plan { cast, ..Plan::default() });
    let tail = world.bot().trim_start_matches('@').split(':').next().expect("a name").to_owned();
    world.people.ask("person", json!({"who": "stranger", "user": format!("stranger-{tail}")}));
    let own = world.people.ask("create", json!({"who": "stranger", "invite": [world.bot()], "name": "val"}));
    let invited = json!({"method": "POST", "who": "noord.melder",
        "path": format!("/_matrix/client/v3/rooms/{}/invite", world.room(ROOM)),
        "body": {"user_id": format!("@stranger-{tail}:localhost")}});
    let answer = world.people.ask("api", invited);
    assert_eq!(answer["status"], 200, "{answer}");
    world.people.ask("in_room", json!({"who": "stranger", "room": world.room(ROOM)}));
    world.people.ask("say", json!({"who": "stranger", "room": world.room(ROOM), "body": "!cmt activeer"}));
    // What comes after it is answered: then it was seen, and the invite too.
    world.say("noord.melder", ROOM, "!ping");
    world.hears("noord.melder", ROOM, &["Ik ben er"]);
    let bot = world.bot().to_owned();
    let joined = world.people.book(|book| {
        let mut theirs =
            book.all().iter().filter(|seen| json!(seen.room) == own && seen.is_state("m.room.member", &bot));
        theirs.any(|seen| seen.content["membership"] == "join")
    });
    assert!(!joined, "it accepts invites only from people of the organisation");
    let active = world.messages(ROOM).into_iter().find(|seen| seen.says(&["geactiveerd"]));
    assert!(active.is_none(), "a stranger activates nothing: {}", active.expect("just seen"));
    world.close();
}
