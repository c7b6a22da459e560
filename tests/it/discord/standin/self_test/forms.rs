//! Forms that are wrong: by the schemas, and by what those do not say.

use serde_json::{Value, json};

use super::{
    super::{Standin, routes::ROUTES, schema::Schemas},
    raw::{ask, ask_as},
};

/// A row of so many buttons, numbered from `from`.
fn row(from: usize, count: usize) -> Value {
    let button = |number| json!({"type": 2, "style": 1, "label": "knop", "custom_id": format!("knop:{number}")});
    json!({"type": 1, "components": (from..from + count).map(button).collect::<Vec<_>>()})
}

#[test]
fn every_route_is_one_of_discord_s() {
    let unknown: Vec<_> = ROUTES
        .iter()
        .map(|(route, _)| *route)
        .filter(|route| !Schemas::shared().routes().any(|known| known == *route))
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn wrong_messages_are_refused() {
    let discord = Standin::start();
    discord.limit("", 1000, std::time::Duration::from_secs(1));
    let room = discord.text_channel("kamer");
    let field = |name: &str| json!({"name": name, "value": "x"});
    let embed = |length: usize| json!({"description": "x".repeat(length)});
    let checks = [
        (json!({"content": 5}), 50035),
        (json!({"content": "x", "tts": "ja"}), 50035),
        (json!({"content": ""}), 50006),
        (json!({"content": "é".repeat(2001)}), 50035),
        (json!({"content": "x", "nonce": "n".repeat(26)}), 50035),
        (json!({"embeds": [embed(4097)]}), 50035),
        (json!({"embeds": [embed(3001), embed(3000)]}), 50035),
        (json!({"embeds": [{"fields": vec![field("a"); 26]}]}), 50035),
        (json!({"embeds": [{"fields": [field("")]}]}), 50035),
        (json!({"content": "x", "components": vec![row(0, 6)]}), 50035),
        (json!({"content": "x", "components": (0..6).map(|number| row(number * 5, 5)).collect::<Vec<_>>()}), 50035),
        (json!({"content": "x", "components": [row(0, 1), row(0, 1)]}), 50035),
        (
            json!({"content": "x", "components": [{"type": 1, "components": [{"type": 2, "style": 1, "label": "x".repeat(81), "custom_id": "a"}]}]}),
            50035,
        ),
        (
            json!({"content": "x", "components": [{"type": 1, "components": [{"type": 2, "style": 1, "label": "x", "custom_id": "x".repeat(101)}]}]}),
            50035,
        ),
        (
            json!({"content": "x", "components": [{"type": 1, "components": [{"type": 2, "style": 1, "label": "x"}]}]}),
            50035,
        ),
        (json!({"content": "x", "message_reference": {"message_id": "1"}}), 50035),
    ];
    let path = format!("POST /channels/{room}/messages");
    for (body, code) in &checks {
        discord.expects("^POST", *code, 1);
        let came = ask(&discord, &path, &body.to_string());
        assert_eq!(came.body["code"], *code, "{body}: {came:?}");
    }
    for good in [
        json!({"content": "é".repeat(2000)}),
        json!({"embeds": [embed(3000), embed(3000)]}),
        json!({"content": "x", "components": (0..5).map(|number| row(number * 5, 5)).collect::<Vec<_>>()}),
    ] {
        assert_eq!(ask(&discord, &path, &good.to_string()).status, 200);
    }
    discord.close();
}

#[test]
fn wrong_commands_are_refused() {
    let discord = Standin::start();
    let option =
        |name: &str, required: bool| json!({"type": 3, "name": name, "description": "d", "required": required});
    let command = |name: &str, options: Vec<Value>| json!({"name": name, "description": "d", "options": options});
    let choices = |length: usize| {
        let choice =
            |number: usize| json!({"name": format!("{number:03}{}", "n".repeat(90)), "value": "v".repeat(length)});
        json!({"type": 3, "name": "keuze", "description": "d", "choices": (0..25).map(choice).collect::<Vec<_>>()})
    };
    let numbered = |count: usize| (0..count).map(|number| option(&format!("o{number}"), false)).collect::<Vec<_>>();
    let checks = [
        command("Groot", vec![]),
        command("met spatie", vec![]),
        command(&"n".repeat(33), vec![]),
        json!({"name": "zonder"}),
        command("veel", numbered(26)),
        command("dubbel", vec![option("a", false), option("a", false)]),
        command("volgorde", vec![option("a", false), option("b", true)]),
        command("lang", (0..4).map(|number| json!({"type": 3, "name": format!("k{number}"), "description": "d", "choices": choices(10)["choices"]})).collect()),
        json!({"name": "taal", "name_localizations": {"nl": "Hoofd"}, "description": "d"}),
    ];
    let path = format!("PUT /applications/{}/guilds/{}/commands", discord.bot(), discord.guild());
    for bad in &checks {
        discord.expects("^PUT", 50035, 1);
        let came = ask(&discord, &path, &json!([bad]).to_string());
        assert_eq!(came.body["code"], 50035, "{bad}: {came:?}");
    }
    let good = json!([command("veel", numbered(25)), command("lang", vec![choices(100)]), {"type": 3, "name": "Meld als incident"}]);
    assert_eq!(ask(&discord, &path, &good.to_string()).status, 200);
    assert_eq!(discord.commands().len(), 3);
    let listed = ask(&discord, &path.replace("PUT", "GET"), "");
    assert!(listed.body[0].get("name_localizations").is_none(), "only on demand");
    discord.close();
}

#[test]
fn what_nobody_expected_is_complained_of() {
    let discord = Standin::start();
    let room = discord.text_channel("kamer");
    assert_eq!(ask(&discord, "GET /nowhere", "").status, 404);
    assert_eq!(ask(&discord, "POST /users/@me/channels", "{").status, 400);
    assert_eq!(ask(&discord, &format!("GET /channels/{room}?limit=1"), "").body["code"], 50035);
    assert_eq!(ask(&discord, "GET /channels/kamer", "").body["code"], 50035);
    assert_eq!(ask_as(&discord, "Bot wrong", "GET /users/@me", "").status, 401);
    assert_eq!(ask(&discord, &format!("GET /channels/{room}/messages?limit=101"), "").body["code"], 50035);
    let complaints = discord.take_complaints();
    assert!(complaints.len() >= 6, "{complaints:#?}");
    discord.expects("^GET /users/@me$", 401, 2);
    ask_as(&discord, "Bot wrong", "GET /users/@me", "");
    assert_eq!(discord.complaints().len(), 1, "one more was announced");
    ask_as(&discord, "Bot wrong", "GET /users/@me", "");
    discord.close();
}
