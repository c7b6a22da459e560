use std::collections::BTreeMap;

use matrix_sdk::ruma::{event_id, user_id};
use serde_json::{Value, json};

use super::{Reading, Relation, new_content, relation, said};
use crate::{
    catalog::is_addressed,
    platform::matrix::{event::Event, people::People, pills::pills},
};

fn people() -> People {
    let accounts = [("noord.voorzitter", "@v:host"), ("noord.melder", "@melder:host")];
    let accounts: BTreeMap<_, _> = accounts.into_iter().map(|(id, account)| (id.into(), account.to_owned())).collect();
    People::new(&accounts)
}

fn read(content: &Value) -> Option<String> {
    let people = people();
    said(content, Reading { me: user_id!("@noodklok.bot:host"), name: Some("Nood Klok"), people: &people })
}

fn text(body: &str) -> Option<String> {
    read(&json!({"msgtype": "m.text", "body": body}))
}

fn pill(body: &str, html: &str) -> Option<String> {
    read(&json!({"msgtype": "m.text", "body": body, "format": "org.matrix.custom.html", "formatted_body": html}))
}

#[test]
fn every_form_of_calling_the_bot_is_read() {
    let me = "<a href=\"https://matrix.to/#/@noodklok.bot:host\">Nood Klok</a>";
    let mentions =
        json!({"msgtype": "m.text", "body": "nood klok help", "m.mentions": {"user_ids": ["@noodklok.bot:host"]}});
    for said in [
        pill("Nood Klok: help", &format!("{me}: help")),
        pill("Nood Klok help", &format!("{me} help")),
        pill("[Nood Klok](https://matrix.to/#/@noodklok.bot:host) help", &format!("{me} help")),
        pill("@noodklok.bot:host help", "<a href='https://matrix.to/#/%40noodklok.bot%3Ahost?via=host'>x</a> help"),
        pill("Klokje: help", "<a href=\"https://matrix.to/#/@noodklok.bot:host\">Klokje</a>: help"),
        text("@noodklok.bot:host: help"),
        text("\u{200B}\u{202E}@Noodklok.Bot:host, help"),
        text("noodklok.bot: help"),
        text("Nood Klok: help"),
        read(&mentions),
    ] {
        assert_eq!(said.as_deref(), Some("@noodklok help"));
    }
    assert_eq!(text("@noodklok help").as_deref(), Some("@noodklok help"));
    assert!(is_addressed(&text("Nood Klok:").unwrap()));
}

#[test]
fn commands_stay_as_they_are() {
    for line in ["!meld brand", "/meld brand", "  !meld brand", "!meld zie > 5 \u{202E}x\nen verder"] {
        assert_eq!(text(line).as_deref(), Some(line));
    }
}

#[test]
fn talk_about_the_bot_is_talk() {
    for line in [
        "Nood Klok werkt niet",
        "noodklok.botten: help",
        "",
        " ",
        "wat doet nood klok: niets",
        "> x",
        "@",
        "[Nood Klok](",
    ] {
        assert!(!is_addressed(&text(line).unwrap()), "{line}");
    }
}

#[test]
fn people_are_called_by_their_ids() {
    let link = |account: &str, name: &str| format!("<a href=\"https://matrix.to/#/{account}\">{name}</a>");
    let voorzitter = link("@v:host", "De &amp; <b>Baas</b>");
    for (body, html) in [
        ("!rol De & Baas logger", format!("!rol {voorzitter} logger")),
        ("!rol @v:host logger", format!("!rol {voorzitter} logger")),
        ("!rol @De & Baas logger", format!("!rol {voorzitter} logger")),
        ("!rol [De & Baas](https://matrix.to/#/@v:host) logger", format!("!rol {voorzitter} logger")),
        ("!rol @v:host logger", String::new()),
    ] {
        assert_eq!(pill(body, &html).as_deref(), Some("!rol @noord.voorzitter logger"), "{body}");
    }
    let two = format!("!x {} en {}", link("@melder:host", "An"), link("@v:host", "An"));
    assert_eq!(pill("!x An en An.", &two).as_deref(), Some("!x @noord.melder en @noord.voorzitter."));
    assert_eq!(pill("!x Anders, An", &link("@melder:host", "An")).as_deref(), Some("!x Anders, @noord.melder"));
    assert_eq!(text("!x mail a@v:host of @wie:elders").as_deref(), Some("!x mail a@v:host of @wie:elders"));
    let both = format!("{}: rol {}", link("@noodklok.bot:host", "Nood Klok"), link("@v:host", "Baas"));
    assert_eq!(pill("Nood Klok: rol Baas", &both).as_deref(), Some("@noodklok rol @noord.voorzitter"));
}

#[test]
fn the_quote_of_a_reply_is_no_part_of_it() {
    let content = |body: &str| {
        json!({"msgtype": "m.text", "body": body, "formatted_body": "<mx-reply><a href=\"https://matrix.to/#/@v:host\">v</a></mx-reply>!meld x",
               "m.relates_to": {"m.in_reply_to": {"event_id": "$a"}}})
    };
    assert_eq!(read(&content("> <@v:host> !ccvo\n> verder\n\n!meld x")).as_deref(), Some("!meld x"));
    assert_eq!(read(&content("!meld x")).as_deref(), Some("!meld x"));
    assert!(!is_addressed(&read(&content("> <@v:host> !ccvo")).unwrap()));
    // Without a reply the sign is the person's own.
    assert_eq!(text("> 5\n!meld x").as_deref(), Some("> 5\n!meld x"));
}

#[test]
fn only_text_is_read() {
    for kind in ["m.notice", "m.emote", "m.image", "m.nonsense"] {
        assert_eq!(read(&json!({"msgtype": kind, "body": "!meld x"})), None);
    }
    for content in
        [json!(null), json!([]), json!("x"), json!({}), json!({"msgtype": "m.text"}), json!({"msgtype": 1, "body": {}})]
    {
        assert_eq!(read(&content), None);
        assert_eq!(relation(&content), Relation::default());
    }
}

#[test]
fn relations_are_found() {
    let thread = json!({"m.relates_to": {"rel_type": "m.thread", "event_id": "$root", "is_falling_back": true, "m.in_reply_to": {"event_id": "$last"}}});
    let root = Some(event_id!("$root").to_owned());
    assert_eq!(relation(&thread), Relation { thread: root.clone(), ..Relation::default() });
    let mut chosen = thread;
    chosen["m.relates_to"]["is_falling_back"] = json!(false);
    let last = Some(event_id!("$last").to_owned());
    assert_eq!(relation(&chosen), Relation { thread: root, answers: last, replaces: None });
    let edit = json!({"body": "* !b", "msgtype": "m.text", "m.new_content": {"body": "!b", "msgtype": "m.text"},
                      "m.relates_to": {"rel_type": "m.replace", "event_id": "$old"}});
    assert_eq!(relation(&edit).replaces.as_deref(), Some(event_id!("$old")));
    assert_eq!(read(new_content(&edit)).as_deref(), Some("!b"));
}

#[test]
fn hostile_markup_neither_stalls_nor_panics() {
    let started = tokio::time::Instant::now();
    for part in [
        "<a ",
        "<a href=\"",
        "<a href=\"https://matrix.to/#/@v:host\">x</a>",
        "%",
        "&amp;",
        "@",
        "[x](",
        "\u{202E}é",
        "> ",
    ] {
        let long = part.repeat(60_000 / part.len());
        text(&long).unwrap();
        pill(&long, &long).unwrap();
        pill(&format!("!x {long}"), &format!("{long}<a href=\"https://matrix.to/#/@v:host%\">{long}</a>")).unwrap();
        assert!(pills(&long).len() <= 100);
    }
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
}

#[test]
fn events_that_are_none_are_none() {
    for json in
        ["", "[]", "{}", "{\"type\":\"m.room.message\"}", "{\"event_id\":\"$a\",\"sender\":\"nobody\",\"type\":\"x\"}"]
    {
        assert_eq!(Event::read(json), None);
    }
    assert_eq!(Event::read(&"[".repeat(100_000)), None);
    let event =
        Event::read(r#"{"event_id":"$a","sender":"@a:b","type":"m.room.message","origin_server_ts":"x"}"#).unwrap();
    assert_eq!((event.at.0, event.content), (0, Value::Null));
}
