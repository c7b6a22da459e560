use std::time::Duration;

use serenity::model::id::{ApplicationId, InteractionId};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{any, method, path_regex},
};

use super::*;
use crate::{
    domain::{actor::Actor, organisation::Language},
    engine::ticket::Stub,
    platform::discord::testing,
};

fn follow(server: &MockServer, stand: Stand) -> Follow {
    let hub = testing::hub(&server.uri());
    let asked = Asked {
        id: InteractionId::new(77),
        application: ApplicationId::new(8),
        token: "secret".to_owned().into(),
        room: Some("meldingen-noord".into()),
        from: Actor::Outsider("12".to_owned()),
        language: Language::Nl,
        stand,
    };
    Follow { rest: hub.rest.apart(), hub, asked, linger: Duration::ZERO }
}

/// Whatever was asked of the server: method, the end of the path, body.
async fn asked(server: &MockServer) -> Vec<(String, String, Value)> {
    let requests = server.received_requests().await.unwrap();
    let shown = requests.iter().map(|request| {
        let path = request.url.path().rsplit('/').next().unwrap_or_default().to_owned();
        (request.method.to_string(), path, serde_json::from_slice(&request.body).unwrap_or_default())
    });
    shown.collect()
}

fn lost() -> oneshot::Receiver<Ticket> {
    oneshot::channel().1
}

#[tokio::test]
async fn an_acknowledgement_is_tried_again_while_it_counts() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(503)).up_to_n_times(2).mount(&server).await;
    Mock::given(any()).respond_with(ResponseTemplate::new(204)).mount(&server).await;
    follow(&server, Stand::Over).run(json!({"type": 6}), None).await;
    let asked = asked(&server).await;
    assert_eq!(asked.len(), 3);
    assert!(asked.iter().all(|(method, path, body)| method == "POST" && path == "callback" && body["type"] == 6));
}

#[tokio::test]
async fn one_that_was_acknowledged_before_is_no_failure() {
    let server = MockServer::start().await;
    let before = ResponseTemplate::new(400).set_body_json(json!({"code": 40_060, "message": "acknowledged"}));
    Mock::given(any()).respond_with(before).mount(&server).await;
    follow(&server, Stand::Over).run(json!({"type": 5}), None).await;
    assert_eq!(asked(&server).await.len(), 1);
}

#[tokio::test]
async fn what_was_not_stored_is_said_in_place_of_thinking() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(200).set_body_json(json!({}))).mount(&server).await;
    follow(&server, Stand::Thinking).run(json!({"type": 5}), Some(lost())).await;
    let asked = asked(&server).await;
    let (method, path, body) = asked.last().unwrap();
    assert_eq!((method.as_str(), path.as_str()), ("PATCH", "@original"));
    assert!(body["content"].as_str().unwrap().starts_with("NIET OPGESLAGEN"), "{body}");
    assert_eq!(body["allowed_mentions"], json!({"parse": []}));
}

#[tokio::test]
async fn whoever_pressed_hears_it_alone_and_the_message_stays() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(200).set_body_json(json!({}))).mount(&server).await;
    follow(&server, Stand::Pressed).run(json!({"type": 6}), Some(lost())).await;
    let asked = asked(&server).await;
    assert_eq!((asked.len(), asked[1].0.as_str(), &asked[1].2["flags"]), (2, "POST", &json!(64)));
}

#[tokio::test]
async fn an_answer_that_is_there_is_never_overwritten_or_taken_away() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path_regex("callback$"))
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    let follow = follow(&server, Stand::Thinking);
    follow.hub.filled.mark(follow.asked.id);
    follow.end(true).await;
    follow.run(json!({"type": 5}), Some(lost())).await;
    assert_eq!(asked(&server).await.len(), 1);
}

#[tokio::test]
async fn where_nothing_takes_the_place_of_thinking_it_goes_away() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(204)).mount(&server).await;
    follow(&server, Stand::Thinking).end(false).await;
    follow(&server, Stand::Pressed).end(false).await;
    let asked = asked(&server).await;
    assert_eq!((asked.len(), asked[0].0.as_str(), asked[0].1.as_str()), (1, "DELETE", "@original"));
}

#[tokio::test]
async fn whoever_waits_is_told_after_two_seconds() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(200).set_body_json(json!({}))).mount(&server).await;
    let (_kept, ticket) = oneshot::channel();
    let running = follow(&server, Stand::Thinking).run(json!({"type": 5}), Some(ticket));
    assert!(tokio::time::timeout(PATIENCE + Duration::from_millis(500), running).await.is_err());
    let asked = asked(&server).await;
    assert!(asked[1].2["content"].as_str().unwrap().contains("Het is druk"), "{asked:?}");
}

#[tokio::test]
async fn of_what_is_kept_nobody_hears_that_it_is_not() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(200).set_body_json(json!({}))).mount(&server).await;
    let (taken, ticket) = oneshot::channel();
    let (stub, kept) = Stub::new();
    stub.finish();
    taken.send(kept).unwrap();
    // Its answer still waits to go out.
    let running = follow(&server, Stand::Thinking).run(json!({"type": 5}), Some(ticket));
    assert!(tokio::time::timeout(PATIENCE + Duration::from_millis(500), running).await.is_err());
    drop(stub);
    let asked = asked(&server).await;
    assert!(asked[1].2["content"].as_str().unwrap().starts_with("Bewaard."), "{asked:?}");
}
