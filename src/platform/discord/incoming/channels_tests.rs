use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate, matchers::any};

use super::*;
use crate::platform::discord::testing::{CHANNEL, hub};

pub fn message(id: u64) -> serde_json::Value {
    serde_json::json!({"id": id.to_string(), "channel_id": CHANNEL.to_string(), "content": "x", "pinned": false,
        "author": {"id": "12", "username": "melder", "discriminator": "0", "avatar": null}, "type": 0,
        "timestamp": "2026-01-01T00:00:00Z", "edited_timestamp": null, "tts": false, "mention_everyone": false,
        "mentions": [], "mention_roles": [], "attachments": [], "embeds": []})
}

/// Messages 1 to so many, as Discord pages them: those right after, the newest first.
struct Pages(u64);

impl Respond for Pages {
    fn respond(&self, asked: &Request) -> ResponseTemplate {
        let number = |name: &str| {
            let value = asked.url.query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned();
            value.parse::<u64>().unwrap()
        };
        let (after, limit) = (number("after"), number("limit"));
        let page: Vec<_> = (after + 1..=self.0.min(after + limit)).rev().map(message).collect();
        ResponseTemplate::new(200).set_body_json(page)
    }
}

#[tokio::test]
async fn everything_since_is_read_back_the_oldest_first() {
    for (there, after) in [(250, 0), (200, 0), (7, 3), (0, 0)] {
        let server = MockServer::start().await;
        Mock::given(any()).respond_with(Pages(there)).mount(&server).await;
        let read = read_back(&hub(&server.uri()).rest, ChannelId::new(CHANNEL), after).await;
        let ids: Vec<u64> = read.iter().map(|message| message.id.get()).collect();
        assert_eq!(ids, (after + 1..=there).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_channel_that_the_bot_may_not_read_holds_up_nothing() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(403)).mount(&server).await;
    let hub = hub(&server.uri());
    let mut channels = Channels::recall(&hub.memory, hub.clock.now()).await.unwrap();
    channels.fill(&hub, hub.clock.now());
    assert!(channels.lack());
    while channels.filled().await.is_some() {}
    assert!(!channels.lack());
}

#[tokio::test]
async fn what_comes_meanwhile_waits_and_each_message_is_read_once() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(200).set_body_json(Vec::<()>::new())).mount(&server).await;
    let hub = hub(&server.uri());
    let channel = ChannelId::new(CHANNEL);
    let mut channels = Channels::recall(&hub.memory, hub.clock.now()).await.unwrap();
    let deleted = |id: u64| -> Event {
        let deleted = serde_json::json!({"id": id.to_string(), "channel_id": CHANNEL.to_string()});
        Event::MessageDelete(serde_json::from_value(deleted).unwrap())
    };
    assert!(channels.later(channel, deleted(1)).is_some());
    channels.fill(&hub, hub.clock.now());
    channels.fill(&hub, hub.clock.now());
    assert!(channels.later(channel, deleted(2)).is_none());
    let mut waited = 0;
    while let Some((_, _, events)) = channels.filled().await {
        waited += events.len();
    }
    assert_eq!(waited, 1);
    assert!(channels.read(channel, 10) && !channels.read(channel, 10) && !channels.read(channel, 9));
    let notes: Vec<String> = channels.notes(&hub.memory).into_iter().map(|note| note.key).collect();
    assert_eq!(notes, [CHANNEL.to_string(), FIRST.to_owned()]);
    assert!(channels.notes(&hub.memory).is_empty());
}

#[tokio::test]
async fn a_first_start_begins_now_and_a_new_channel_with_its_first_message() {
    let hub = hub("");
    let now = hub.clock.now();
    let mut channels = Channels::recall(&hub.memory, now).await.unwrap();
    assert_eq!(channels.after(ChannelId::new(CHANNEL), now), snowflake::at(now));
    let young = snowflake::at(now.plus(Span::minutes(3)));
    assert_eq!(channels.after(ChannelId::new(young), now.plus(Span::minutes(4))), young);
    channels.read(ChannelId::new(CHANNEL), young);
    assert_eq!(channels.after(ChannelId::new(CHANNEL), now.plus(Span::hours(1))), young);
    let late = now.plus(Span::hours(24 * 30));
    assert_eq!(channels.after(ChannelId::new(CHANNEL), late), snowflake::at(late.minus(OLDEST)));
}
