use serenity::{
    http::{LightMethod, Request, Route},
    model::id::{ChannelId, InteractionId, MessageId},
};

use super::*;

fn to(channel: u64) -> Call {
    let route = Route::ChannelMessages { channel_id: ChannelId::new(channel) };
    Call::of(&Request::new(route, LightMethod::Post), false)
}

fn callback(interaction: u64, token: &str) -> Call {
    let route = Route::InteractionResponse { interaction_id: InteractionId::new(interaction), token };
    Call::of(&Request::new(route, LightMethod::Post), false)
}

fn quiet(call: Call) -> Call {
    Call { quiet: true, ..call }
}

fn said(limit: u32, remaining: u32, reset: u64) -> Answer {
    Answer {
        status: 200,
        bucket: Some(7),
        limit: Some(limit),
        remaining: Some(remaining),
        reset_after: Some(Duration::from_millis(reset)),
        ..Answer::default()
    }
}

fn too_early(after: u64, global: bool) -> Answer {
    Answer { status: 429, retry_after: Some(Duration::from_millis(after)), global, ..Answer::default() }
}

const fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}

/// How many calls get through at this moment.
fn through(limits: &Limits, call: Call, now: Instant) -> Vec<Pass> {
    std::iter::from_fn(|| limits.take(call, now).ok()).take(1_000).collect()
}

#[test]
fn one_call_finds_out_and_then_as_many_go_as_are_left() {
    let (limits, now) = (Limits::default(), Instant::now());
    let first = limits.take(to(1), now).unwrap();
    assert!(limits.take(to(1), now).is_err());
    assert!(limits.take(to(2), now).is_ok(), "another channel has a bucket of its own");
    limits.answered(first, &said(5, 4, 2_000), now);
    let later = now + ms(500);
    assert_eq!(through(&limits, to(1), later).len(), 4);
    let wait = limits.take(to(1), later).unwrap_err();
    assert!(wait.long >= ms(1_500) && wait.long <= ms(1_510) && wait.on.is_some(), "{wait:?}");
}

#[test]
fn after_the_reset_it_is_the_limit_again_less_what_is_under_way() {
    let (limits, now) = (Limits::default(), Instant::now());
    let first = limits.take(to(1), now).unwrap();
    limits.answered(first, &said(5, 4, 1_000), now);
    let under_way = through(&limits, to(1), now + ms(200));
    assert_eq!(under_way.len(), 4);
    for pass in under_way.iter().take(2) {
        limits.answered(*pass, &said(5, 0, 800), now + ms(200));
    }
    let reset = now + ms(1_010);
    let anew = through(&limits, to(1), reset);
    assert_eq!(anew.len(), 3, "two of the former ones were not answered");
    limits.answered(anew[0], &said(5, 4, 1_000), reset);
    assert_eq!(through(&limits, to(1), reset + ms(200)).len(), 0, "they are counted here, whatever overtakes");
}

#[test]
fn routes_with_the_same_bucket_share_it() {
    let (limits, now) = (Limits::default(), Instant::now());
    let message = Route::ChannelMessage { channel_id: ChannelId::new(1), message_id: MessageId::new(4) };
    let edit = Call::of(&Request::new(message, LightMethod::Patch), false);
    for call in [to(1), edit] {
        let pass = limits.take(call, now).unwrap();
        limits.answered(pass, &said(5, 1, 1_000), now);
    }
    limits.take(to(1), now + ms(100)).unwrap();
    assert!(limits.take(edit, now + ms(100)).is_err());
}

#[test]
fn a_call_that_came_too_early_empties_its_bucket_only() {
    let (limits, now) = (Limits::default(), Instant::now());
    let pass = limits.take(to(1), now).unwrap();
    limits.answered(pass, &too_early(700, false), now);
    let wait = limits.take(to(1), now).unwrap_err();
    assert!(wait.long >= ms(700), "{wait:?}");
    assert!(limits.take(to(2), now).is_ok());
    assert!(limits.take(to(1), now + ms(710)).is_ok());
}

#[test]
fn one_that_means_everything_stops_everything_but_answers_to_interactions() {
    let (limits, now) = (Limits::default(), Instant::now());
    let pass = limits.take(to(1), now).unwrap();
    limits.answered(pass, &too_early(2_000, true), now);
    let wait = limits.take(to(2), now).unwrap_err();
    assert!(wait.long >= ms(2_000) && wait.on.is_none(), "{wait:?}");
    assert!(limits.take(callback(9, "a"), now).is_ok());
    assert!(limits.take(to(2), now + ms(2_010)).is_ok());
}

#[test]
fn no_second_sees_fifty_calls() {
    let (limits, start) = (Limits::default(), Instant::now());
    let mut at = Vec::new();
    for step in 0..3_000_u64 {
        let now = start + ms(step);
        // Each to a channel of its own, so that no bucket is in the way.
        while limits.take(to(at.len() as u64 + 1), now).is_ok() {
            at.push(step);
        }
    }
    let busiest = at.iter().map(|from| at.iter().filter(|one| (*from..from + 1_000).contains(one)).count()).max();
    assert!(busiest.is_some_and(|count| (40..50).contains(&count)), "{busiest:?}");
}

#[test]
fn interactions_have_buckets_of_their_own_and_no_pace() {
    let (limits, now) = (Limits::default(), Instant::now());
    for interaction in 1..=200 {
        limits.take(callback(interaction, &format!("token{interaction}")), now).unwrap();
    }
    assert!(limits.take(to(1), now).is_ok());
}

#[test]
fn what_is_only_said_lets_whoever_is_called_go_first() {
    let (limits, now) = (Limits::default(), Instant::now());
    let first = limits.take(to(1), now).unwrap();
    limits.answered(first, &said(5, 4, 1_000), now);
    let later = now + ms(900);
    let on = limits.take(to(1), later).map(|pass| pass.bucket).ok();
    limits.waits(on);
    assert!(limits.take(quiet(to(1)), later).is_err());
    assert!(limits.take(quiet(to(2)), later).is_ok());
    limits.waited(on);
    assert!(limits.take(quiet(to(1)), later).is_ok());
    limits.waits(None);
    assert!(limits.take(quiet(to(3)), later).is_err());
    assert!(limits.take(to(3), later).is_ok());
}

#[test]
fn refused_calls_slow_everything_down_long_before_the_door_closes() {
    let (limits, start) = (Limits::default(), Instant::now());
    let refusal = Answer { status: 403, ..Answer::default() };
    let mut refused = 0_u32;
    for step in 0..60_000_u64 {
        let now = start + ms(step * 10);
        while let Ok(pass) = limits.take(to(step + 1), now) {
            limits.answered(pass, &refusal, now);
            refused += 1;
        }
    }
    assert!((2_000..9_000).contains(&refused), "{refused}");
    assert!(limits.take(to(1), start + Duration::from_mins(30)).is_ok());
    assert_eq!(through(&limits, quiet(to(3)), start + Duration::from_mins(45)).len(), 1);
}

#[test]
fn what_is_over_is_forgotten() {
    let (limits, now) = (Limits::default(), Instant::now());
    for interaction in 0..10_000 {
        let pass = limits.take(callback(interaction + 1, "x"), now).unwrap();
        limits.answered(pass, &said(5, 4, 10), now);
    }
    limits.take(to(1), now + ms(100)).unwrap();
    limits.take(to(1), now + ms(200)).unwrap_err();
    assert!(limits.state().buckets.len() < 10);
    assert!(limits.state().names.len() < 10);
}

#[test]
fn an_answer_that_was_lost_lets_the_next_one_find_out() {
    let (limits, now) = (Limits::default(), Instant::now());
    let pass = limits.take(to(1), now).unwrap();
    limits.unanswered(pass);
    assert!(limits.take(to(1), now).is_ok());
}
