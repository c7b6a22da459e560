//! Only what changed is sent.

use std::sync::Arc;

use serde_json::json;
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{method, path, query_param},
};

use super::*;
use crate::{
    domain::organisation::Language,
    platform::{clock::Simulated, relay::Relay, words::Words},
    settings::discord::{Category, Discord, SecretFile},
};

const APPLICATION: &str = "/api/v10/oauth2/applications/@me";
const COMMANDS: &str = "/api/v10/applications/77/guilds/1234/commands";

fn hub(api: &str) -> Hub {
    let settings = Discord {
        token: SecretFile::at("none".into()),
        guild: 1234,
        api: Some(api.to_owned()),
        category: Category::default(),
        people: BTreeMap::new(),
        teams: BTreeMap::new(),
        rooms: BTreeMap::new(),
        reads_everything: false,
    };
    let (words, clock) = (Words::embedded(Language::Nl).unwrap(), Arc::new(Simulated::starting(None, None)));
    let relay = Relay::off(words.clone(), clock.clone());
    Hub::new(settings, words, clock, relay)
}

/// As Discord gives them back.
fn given_back(words: &Words) -> Vec<Value> {
    fn answered(value: &mut Value) {
        let Some(map) = value.as_object_mut() else { return };
        // What says nothing is left out of an option, and null in a command.
        map.retain(|_, value| {
            !matches!(value, Value::Null | Value::Bool(false)) && *value != json!([]) && *value != json!({})
        });
        for key in ["options", "choices"] {
            map.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten().for_each(answered);
        }
    }
    let commands = registration::commands(words);
    let mut commands: Vec<Value> = commands.iter().map(|command| serde_json::to_value(command).unwrap()).collect();
    for (n, command) in commands.iter_mut().enumerate() {
        answered(command);
        let map = command.as_object_mut().unwrap();
        map.extend([
            ("id".to_owned(), json!((100 + n).to_string())),
            ("application_id".to_owned(), json!("77")),
            ("guild_id".to_owned(), json!("1234")),
            ("version".to_owned(), json!("9")),
            ("nsfw".to_owned(), json!(false)),
            ("integration_types".to_owned(), json!([0])),
            ("default_member_permissions".to_owned(), Value::Null),
        ]);
        map.entry("description").or_insert(json!(""));
        map.entry("name_localizations").or_insert(Value::Null);
    }
    commands
}

/// What was sent beside questions, where Discord has these commands: method, path, names.
async fn sent(there: &[Value]) -> (Changed, Vec<(String, String, usize)>) {
    let server = MockServer::start().await;
    let answer = |body: &Value| ResponseTemplate::new(200).set_body_json(body);
    Mock::given(method("GET")).and(path(APPLICATION)).respond_with(answer(&json!({"id": "77"}))).mount(&server).await;
    Mock::given(method("GET"))
        .and(path(COMMANDS))
        .and(query_param("with_localizations", "true"))
        .respond_with(answer(&json!(there)))
        .mount(&server)
        .await;
    for verb in ["POST", "PUT", "DELETE"] {
        Mock::given(method(verb)).respond_with(answer(&json!([]))).mount(&server).await;
    }
    let changed = sync(&hub(&server.uri())).await.unwrap();
    let requests = server.received_requests().await.unwrap().into_iter();
    let requests = requests.filter(|request| request.method.as_str() != "GET").map(|request| {
        let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        let count = body.as_array().map_or(usize::from(body.is_object()), Vec::len);
        (request.method.to_string(), request.url.path().to_owned(), count)
    });
    (changed, requests.collect())
}

#[tokio::test]
async fn nothing_is_sent_where_nothing_differs() {
    let words = Words::embedded(Language::Nl).unwrap();
    assert_eq!(sent(&given_back(&words)).await, (Changed::default(), Vec::new()));
}

#[tokio::test]
async fn one_difference_is_one_call_for_that_command() {
    let words = Words::embedded(Language::Nl).unwrap();
    let there = given_back(&words);
    let mut changed = there.clone();
    let group = changed.iter_mut().find(|command| command["name"] == "incident").unwrap();
    group["options"][0]["options"][2]["name_localizations"]["nl"] = json!("bouwsel");
    let (result, calls) = sent(&changed).await;
    assert_eq!((result.written, result.deleted), (vec!["incident".to_owned()], Vec::new()));
    assert_eq!(calls, [("POST".to_owned(), COMMANDS.to_owned(), 1)]);

    let (result, calls) = sent(&there[1..]).await;
    assert_eq!((result.written.len(), calls), (1, vec![("POST".to_owned(), COMMANDS.to_owned(), 1)]));

    let mut more = there.clone();
    more.push(json!({"id": "5", "type": 2, "name": "incident", "description": "", "application_id": "77"}));
    let (result, calls) = sent(&more).await;
    assert_eq!(result, Changed { written: Vec::new(), deleted: vec!["incident".to_owned()] });
    assert_eq!(calls, [("DELETE".to_owned(), format!("{COMMANDS}/5"), 0)]);
}

#[tokio::test]
async fn several_differences_are_one_call_with_everything() {
    let words = Words::embedded(Language::Nl).unwrap();
    let all = given_back(&words).len();
    let (result, calls) = sent(&[]).await;
    assert_eq!((result.written.len(), calls), (all, vec![("PUT".to_owned(), COMMANDS.to_owned(), all)]));
    let mut other = given_back(&words);
    other[0]["name"] = json!("old");
    let (result, calls) = sent(&other).await;
    assert_eq!(result.deleted, ["old"]);
    assert_eq!(calls, [("PUT".to_owned(), COMMANDS.to_owned(), all)]);
}

#[test]
fn the_order_of_options_and_what_is_required_matter() {
    let words = Words::embedded(Language::Nl).unwrap();
    let wanted: Vec<Value> =
        registration::commands(&words).iter().map(|one| serde_json::to_value(one).unwrap()).collect();
    let written = |change: &dyn Fn(&mut Value)| {
        let mut there = given_back(&words);
        change(there.iter_mut().find(|command| command["name"] == "log").unwrap());
        Difference::between(&there, &wanted).written.len()
    };
    assert_eq!(written(&|_| {}), 0);
    assert_eq!(written(&|log| log["version"] = json!("10")), 0);
    assert_eq!(written(&|log| log["options"][0]["options"].as_array_mut().unwrap().reverse()), 1);
    assert_eq!(written(&|log| log["options"][0]["options"][0]["required"] = json!(false)), 1);
    assert_eq!(written(&|log| log["options"][0]["options"][1]["choices"][0]["value"] = json!("other")), 1);
    assert_eq!(written(&|log| log["default_member_permissions"] = json!("8")), 1);
    assert_eq!(written(&|log| log["contexts"] = json!([0, 1])), 1);
}

#[tokio::test]
async fn a_missing_scope_is_told_so_that_it_can_be_mended() {
    let server = MockServer::start().await;
    let own = ResponseTemplate::new(200).set_body_json(json!({"id": "77"}));
    Mock::given(path(APPLICATION)).respond_with(own).mount(&server).await;
    let refusal = ResponseTemplate::new(403).set_body_json(json!({"code": 50001, "message": "Missing Access"}));
    Mock::given(path(COMMANDS)).respond_with(refusal).mount(&server).await;
    let failed = sync(&hub(&server.uri())).await.unwrap_err();
    assert_eq!(explained(&failed), Line::DiscordScopeMissing {});
    let away = Failed::Away("x".to_owned());
    assert_eq!(explained(&away), Line::DiscordCommandsRefused { reason: "Discord does not answer: x".to_owned() });
}
