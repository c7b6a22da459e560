//! Against a small server that counts as Discord does.

use std::{collections::BTreeMap, sync::Mutex};

use futures_util::future::join_all;
use serde_json::{Value, json};
use serenity::model::id::{ApplicationId, ChannelId, InteractionId};
use wiremock::{Mock, MockServer, Request as Asked, Respond, ResponseTemplate, matchers::any};

use super::*;
use crate::settings::discord::{Category, SecretFile};

/// Counts calls in a bucket of five a second for each path, and fifty a second over everything.
#[derive(Default)]
struct Counting {
    all: Mutex<Vec<Instant>>,
    buckets: Mutex<std::collections::HashMap<String, (Instant, u32)>>,
    mistakes: Arc<Mutex<Vec<String>>>,
}

const LIMIT: u32 = 5;
const WINDOW: Duration = Duration::from_secs(1);

impl Respond for Counting {
    fn respond(&self, asked: &Asked) -> ResponseTemplate {
        let (now, path) = (Instant::now(), asked.url.path().to_owned());
        if !path.contains("/interactions/") {
            let mut all = self.all.lock().unwrap();
            all.push(now);
            if all.iter().filter(|at| now - **at < WINDOW).count() > 50 {
                self.mistakes.lock().unwrap().push(format!("over everything: {path}"));
            }
        }
        let mut buckets = self.buckets.lock().unwrap();
        let bucket = buckets.entry(path.clone()).or_insert((now, 0));
        if now - bucket.0 >= WINDOW {
            *bucket = (now, 0);
        }
        bucket.1 += 1;
        let reset = WINDOW.saturating_sub(now - bucket.0).as_secs_f64();
        if bucket.1 > LIMIT {
            self.mistakes.lock().unwrap().push(path);
            let body = json!({"message": "You are being rate limited.", "retry_after": reset, "global": false});
            return ResponseTemplate::new(429).set_body_json(body);
        }
        ResponseTemplate::new(200)
            .set_body_json(json!({"id": "1"}))
            .insert_header("X-RateLimit-Bucket", "messages")
            .insert_header("X-RateLimit-Limit", LIMIT.to_string())
            .insert_header("X-RateLimit-Remaining", (LIMIT - bucket.1).to_string())
            .insert_header("X-RateLimit-Reset-After", format!("{reset:.3}"))
    }
}

async fn server(respond: impl Respond + 'static) -> (MockServer, Rest) {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(respond).mount(&server).await;
    let rest = rest(Some(server.uri()));
    (server, rest)
}

fn rest(api: Option<String>) -> Rest {
    let settings = Settings {
        token: SecretFile::at("none".into()),
        guild: 1,
        api,
        category: Category::default(),
        people: BTreeMap::default(),
        teams: BTreeMap::default(),
        rooms: BTreeMap::default(),
        reads_everything: false,
    };
    Rest::new(&settings)
}

async fn post(rest: &Rest, channel: u64) -> Result<Value, Failed> {
    rest.send(LightMethod::Post, Route::ChannelMessages { channel_id: ChannelId::new(channel) }, &json!({})).await
}

/// As a lane does: again, when it is asked to.
async fn until_through(rest: &Rest, channel: u64) {
    loop {
        match post(rest, channel).await {
            Ok(_) => return,
            Err(Failed::Limited { after }) => tokio::time::sleep(after).await,
            Err(other) => panic!("{other}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_calls_at_once_break_no_limit() {
    let counting = Counting::default();
    let mistakes = Arc::clone(&counting.mistakes);
    let (_server, rest) = server(counting).await;
    let began = Instant::now();
    join_all((0..200).map(|n| until_through(&rest, n % 40 + 1))).await;
    assert_eq!(*mistakes.lock().unwrap(), Vec::<String>::new());
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}

#[tokio::test]
async fn whoever_would_wait_long_is_told_instead() {
    let answer = json!({"message": "slow", "retry_after": 30.5, "global": false});
    let (_server, rest) = server(ResponseTemplate::new(429).set_body_json(answer)).await;
    let Err(Failed::Limited { after }) = post(&rest, 1).await else { panic!("no wait") };
    assert!(after > Duration::from_secs(29) && after < Duration::from_secs(31), "{after:?}");
}

#[tokio::test]
async fn one_that_came_too_early_is_made_again() {
    let server = MockServer::start().await;
    let early = json!({"message": "slow", "retry_after": 0.05, "global": true});
    let early = ResponseTemplate::new(429).set_body_json(early).insert_header("X-RateLimit-Global", "true");
    Mock::given(any()).respond_with(early).up_to_n_times(1).mount(&server).await;
    Mock::given(any()).respond_with(ResponseTemplate::new(204)).mount(&server).await;
    assert_eq!(post(&rest(Some(server.uri())), 1).await, Ok(Value::Null));
    assert_eq!(server.received_requests().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_server_in_trouble_is_away_and_a_refusal_is_one() {
    let (_server, rest) = server(ResponseTemplate::new(502)).await;
    assert!(matches!(post(&rest, 1).await, Err(Failed::Away(_))));
    let refusal = ResponseTemplate::new(403).set_body_json(json!({"code": 50013, "message": "Missing Permissions"}));
    let (_server, rest) = server(refusal).await;
    assert_eq!(post(&rest, 1).await.unwrap_err().code(), Some(50_013));
}

#[tokio::test]
async fn a_token_that_is_not_known_is_not_tried_again() {
    let refusal = ResponseTemplate::new(401).set_body_json(json!({"code": 0, "message": "401: Unauthorized"}));
    let (server, rest) = server(refusal).await;
    for _ in 0..3 {
        assert!(matches!(post(&rest, 1).await, Err(Failed::Refused { status: 401, .. })));
    }
    rest.refused().await;
    assert_eq!(server.received_requests().await.unwrap().len(), 1);
}

#[tokio::test]
async fn no_error_shows_a_token() {
    let token = "aSecretOfAnInteraction";
    let (_server, answering) = server(ResponseTemplate::new(404).set_body_json(json!({"code": 10062}))).await;
    let (_server, broken) = server(ResponseTemplate::new(200).set_body_string("no json")).await;
    for rest in [answering, broken, rest(Some("http://127.0.0.1:1".to_owned())), rest(Some("no address".to_owned()))] {
        let routes = [
            Route::InteractionResponse { interaction_id: InteractionId::new(1), token },
            Route::WebhookOriginalInteractionResponse { application_id: ApplicationId::new(1), token },
        ];
        for route in routes {
            let failed = rest.send::<Value>(LightMethod::Post, route, &json!({})).await.unwrap_err();
            let shown = format!("{failed} {failed:?} {:?}", failed.outcome());
            assert!(!shown.contains(token), "{shown}");
        }
    }
}

#[tokio::test]
async fn a_call_that_hangs_and_is_given_up_holds_up_no_other() {
    let (_server, rest) = server(ResponseTemplate::new(200).set_delay(DEADLINE * 4)).await;
    let given_up = tokio::time::timeout(Duration::from_millis(50), post(&rest, 1)).await;
    assert!(given_up.is_err());
    let request = Request::new(Route::ChannelMessages { channel_id: ChannelId::new(1) }, LightMethod::Post);
    assert!(rest.shared.limits.take(Call::of(&request, false), Instant::now()).is_ok());
}
