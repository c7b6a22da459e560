use super::*;
use crate::platform::discord::testing::{CHANNEL, GUILD, REPORTER, hub};

fn interaction(kind: u8, channel: u64, data: &Value) -> Interaction {
    let user = json!({"id": REPORTER.to_string(), "username": "melder", "discriminator": "0", "avatar": null});
    let mut value = json!({
        "id": "77", "application_id": "8", "type": kind, "token": "secret", "version": 1, "locale": "nl",
        "guild_id": GUILD.to_string(), "channel_id": channel.to_string(), "entitlements": [],
        "authorizing_integration_owners": {}, "attachment_size_limit": 1000, "data": data,
        "member": {"user": user, "roles": [], "joined_at": null, "deaf": false, "mute": false, "flags": 0,
            "permissions": "0"},
    });
    if kind == 3 {
        value["message"] = json!({"id": "99", "channel_id": channel.to_string(), "content": "", "author": user,
            "timestamp": "2026-01-01T00:00:00Z", "edited_timestamp": null, "tts": false, "mention_everyone": false,
            "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "pinned": false, "type": 0});
    }
    serde_json::from_value(value).unwrap()
}

fn option(name: &str, value: &str) -> Value {
    json!({"name": name, "type": 3, "value": value})
}

/// What `incident report` is called where a command cannot also be a group, with these options.
fn report(options: &[Value]) -> Value {
    json!({"id": "1", "name": "incident", "type": 1, "options": [
        {"name": "report", "type": 1, "options": options},
    ]})
}

fn said(plan: &Plan) -> &str {
    plan.payload.as_ref().and_then(Payload::text).unwrap()
}

#[test]
fn a_report_is_acknowledged_where_all_see_it_and_becomes_a_line() {
    let hub = hub("http://127.0.0.1:1");
    let command = interaction(2, CHANNEL, &report(&[option("text", "brand in de kelder")]));
    let (asked, plan) = read(&hub, &command).unwrap();
    assert_eq!(plan.first, json!({"type": 5, "data": {"flags": 0}}));
    assert!(said(&plan).contains("brand in de kelder"), "{}", said(&plan));
    assert_eq!((asked.stand, asked.room), (Stand::Thinking, Some("meldingen-noord".into())));
    assert_eq!(asked.from, Actor::Person("noord.melder".into()));
    let place = plan.payload.as_ref().and_then(Payload::place).and_then(Place::read);
    assert!(matches!(place, Some(Place::Command { interaction, .. }) if interaction.get() == 77));
}

#[test]
fn a_report_without_text_opens_a_form() {
    let (asked, plan) = read(&hub(""), &interaction(2, CHANNEL, &report(&[]))).unwrap();
    assert_eq!((plan.first["type"].as_u64(), asked.stand, plan.payload), (Some(9), Stand::Over, None));
}

#[test]
fn a_command_of_another_version_is_handed_in_all_the_same() {
    let unknown = json!({"id": "1", "name": "brandje", "type": 1, "options": [option("tekst", "rook op zolder")]});
    let (_, plan) = read(&hub(""), &interaction(2, CHANNEL, &unknown)).unwrap();
    assert!(said(&plan).contains("rook op zolder"));
    assert_eq!(plan.first, json!({"type": 5, "data": {"flags": ALONE}}));
}

#[test]
fn a_form_of_another_version_is_a_report_and_an_empty_one_is_told() {
    let form = |value: &str| {
        let input = json!({"type": 4, "custom_id": "old", "value": value});
        json!({"custom_id": "form-of-old", "components": [{"type": 1, "components": [input]}]})
    };
    let (_, plan) = read(&hub(""), &interaction(5, CHANNEL, &form("rook\nop zolder"))).unwrap();
    assert!(said(&plan).contains("rook") && said(&plan).contains("op zolder"));
    let (asked, plan) = read(&hub(""), &interaction(5, CHANNEL, &form(" "))).unwrap();
    assert_eq!((plan.first["type"].as_u64(), asked.stand, plan.payload), (Some(4), Stand::Over, None));
}

#[test]
fn a_button_is_pressed_wherever_it_stands() {
    let press = interaction(3, 12_345, &json!({"custom_id": "abcdef.12.3-1", "component_type": 2}));
    let (asked, plan) = read(&hub(""), &press).unwrap();
    assert_eq!((plan.first, asked.stand), (json!({"type": 6}), Stand::Pressed));
    let Some(Payload::Pressed { action, place }) = plan.payload else { panic!("no press") };
    assert_eq!(action, "abcdef.12.3-1");
    assert!(matches!(Place::read(&place.unwrap()), Some(Place::Button { message, .. }) if message.get() == 99));
}

#[test]
fn elsewhere_it_is_said_which_rooms_there_are() {
    let (_, plan) = read(&hub(""), &interaction(2, 12_345, &report(&[option("text", "x")]))).unwrap();
    let content = plan.first["data"]["content"].as_str().unwrap();
    assert!(content.contains("<#501>") && content.contains("<#502>"), "{content}");
    assert_eq!(plan.first["data"]["flags"], ALONE);
    assert_eq!(plan.first["data"]["allowed_mentions"], json!({"parse": []}));
    assert!(plan.payload.is_none());
}

#[test]
fn the_token_stands_in_no_debug_text() {
    let (asked, plan) = read(&hub(""), &interaction(2, CHANNEL, &report(&[option("text", "x")]))).unwrap();
    assert!(!format!("{asked:?} {plan:?}").contains("secret"));
}

#[test]
fn a_mention_that_is_typed_into_an_option_is_the_person_and_a_strangers_stays_a_number() {
    let assign = |person: &str| {
        let options = [option("task", "T-1"), option("person", person)];
        let command = json!({"id": "1", "name": "task", "type": 1, "options": [
            {"name": "assign", "type": 1, "options": options},
        ]});
        let (_, plan) = read(&hub(""), &interaction(2, CHANNEL, &command)).unwrap();
        said(&plan).to_owned()
    };
    assert_eq!(assign("<@12>"), assign("noord.melder"));
    assert_eq!(assign("<@!12>"), assign("noord.melder"));
    assert_eq!(assign("<@13>"), assign("@13"));
    let (_, plan) = read(&hub(""), &interaction(2, CHANNEL, &report(&[option("text", "gezien door <@12>")]))).unwrap();
    assert!(said(&plan).ends_with("gezien door noord.melder"), "{}", said(&plan));
}
