use super::*;
use crate::{domain::time::Timestamp, engine::port::Act, text::reply::Reply};

fn delivery(effect: &str, urgent: bool) -> Delivery {
    let act = Act::ArchiveRoom { room: "r".into() };
    let effect = effect.to_owned();
    Delivery {
        effect,
        at: Timestamp(0),
        incident: None,
        exercise: false,
        urgent,
        answers: None,
        aside: false,
        asks: None,
        again: false,
        fallback: None,
        act,
    }
}

fn call(effect: &str) -> Delivery {
    let (room, id, mentions) = ("r".into(), "m1".to_owned(), vec!["ccvo.wacht1".into()]);
    let act = Act::Post { room, id, text: Reply::default(), mentions, actions: Vec::new() };
    Delivery { act, ..delivery(effect, true) }
}

fn limited(limits: &Limits, seconds: u64) {
    limits.state().until = Instant::now().checked_add(Duration::from_secs(seconds));
}

fn was_limited(limits: &Limits, ago: Duration) {
    limits.state().until = Instant::now().checked_sub(ago);
}

async fn try_it(limits: &Limits, delivery: &Delivery, outcome: Outcome) -> Outcome {
    limits.attempt(delivery, async { outcome }).await
}

fn later() -> Outcome {
    Outcome::Retry { after: Some(Duration::from_secs(4)), reason: "429".to_owned() }
}

#[tokio::test]
async fn pages_go_first_while_the_account_is_limited() {
    let limits = Limits::default();
    let (page, quiet) = (delivery("a.1.0", true), delivery("a.1.1", false));
    assert_eq!(try_it(&limits, &quiet, Outcome::Delivered).await, Outcome::Delivered);
    limited(&limits, 4);
    assert!(matches!(try_it(&limits, &quiet, Outcome::Delivered).await, Outcome::Retry { after: Some(HELD_BACK), .. }));
    assert_eq!(try_it(&limits, &page, later()).await, later());
    // The limit has passed, but the page is not through.
    was_limited(&limits, HEAD_START);
    assert!(matches!(try_it(&limits, &quiet, Outcome::Delivered).await, Outcome::Retry { .. }));
    assert_eq!(try_it(&limits, &page, Outcome::Delivered).await, Outcome::Delivered);
    assert_eq!(try_it(&limits, &quiet, Outcome::Delivered).await, Outcome::Delivered);
}

#[tokio::test]
async fn an_answer_lets_a_call_of_another_room_go_first_while_the_account_is_limited() {
    let limits = Limits::default();
    let (call, answer) = (call("a.1.0"), delivery("a.1.1", true));
    limited(&limits, 4);
    assert_eq!(try_it(&limits, &answer, later()).await, later(), "nobody is called: it tries");
    assert_eq!(try_it(&limits, &call, later()).await, later());
    assert!(matches!(
        try_it(&limits, &answer, Outcome::Delivered).await,
        Outcome::Retry { after: Some(HELD_BACK), .. }
    ));
    // Another call waits for none.
    assert_eq!(try_it(&limits, &self::call("a.1.2"), Outcome::Delivered).await, Outcome::Delivered);
    assert_eq!(try_it(&limits, &call, Outcome::Delivered).await, Outcome::Delivered);
    assert_eq!(try_it(&limits, &answer, Outcome::Delivered).await, Outcome::Delivered);
    // A call that does not get through silences nobody for longer than the limit lasts.
    assert_eq!(try_it(&limits, &call, later()).await, later());
    was_limited(&limits, HEAD_START);
    assert_eq!(try_it(&limits, &answer, Outcome::Delivered).await, Outcome::Delivered);
}

#[tokio::test]
async fn a_page_that_cannot_go_out_silences_the_others_no_longer_than_a_minute() {
    let limits = Limits::default();
    limited(&limits, 4);
    assert_eq!(try_it(&limits, &delivery("a.1.0", true), later()).await, later());
    was_limited(&limits, CAREFUL);
    let quiet = delivery("a.1.1", false);
    assert_eq!(try_it(&limits, &quiet, Outcome::Delivered).await, Outcome::Delivered);
}

#[tokio::test]
async fn a_page_that_fails_for_another_reason_holds_up_nobody() {
    let limits = Limits::default();
    assert_eq!(try_it(&limits, &delivery("a.1.0", true), later()).await, later());
    assert_eq!(limits.reactions_wait(), None);
}

#[tokio::test]
async fn reactions_wait_a_minute_after_a_limit_and_for_every_page() {
    let limits = Limits::default();
    let page = delivery("a.1.0", true);
    let meanwhile = async {
        assert!(limits.reactions_wait().is_some());
        Outcome::Delivered
    };
    assert_eq!(limits.attempt(&page, meanwhile).await, Outcome::Delivered);
    assert_eq!(limits.reactions_wait(), None);
    limited(&limits, 4);
    assert!(limits.reactions_wait().is_some_and(|wait| wait > CAREFUL));
}

#[test]
fn a_limit_without_an_end_ends() {
    let mut limit = LimitExceededErrorData::new();
    assert_eq!(length(&limit), UNSAID_LIMIT);
    limit.retry_after = Some(RetryAfter::Delay(Duration::MAX));
    assert_eq!(length(&limit), LONGEST_LIMIT);
}
