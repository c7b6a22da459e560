use std::sync::Mutex;

use super::*;
use crate::{
    domain::{organisation::Organisation, time::Timestamp},
    engine::recipients::Recipients,
    text::reply::Span,
};

/// A chat network that remembers what it was given.
#[derive(Default)]
struct Chat {
    name: &'static str,
    /// The rooms that are on it; none: all.
    rooms: Vec<&'static str>,
    given: Mutex<Vec<Delivery>>,
    /// What it says of a notice.
    heard: Option<Outcome>,
}

impl Network for Chat {
    fn name(&self) -> &'static str {
        self.name
    }

    fn carries(&self, room: &RoomId) -> bool {
        self.rooms.is_empty() || self.rooms.contains(&room.as_str())
    }

    fn asked(&self, place: &str) -> bool {
        place.starts_with(self.name)
    }

    fn knows<'a>(&'a self, _: &'a str) -> Pin<Box<dyn Future<Output = bool> + Send + 'a>> {
        Box::pin(async { true })
    }

    fn standing(&self) -> Standing {
        Standing::default()
    }

    fn prepare(&self, _: Arc<Engine>, _: Reader) -> Ending<'_, StoreError> {
        Box::pin(async { Ok(()) })
    }

    fn run<'a>(&'a self, _: &'a Path, _: &'a Stop) -> Ending<'a, Vec<Line>> {
        Box::pin(async { Ok(()) })
    }

    fn lane(&self, delivery: &Delivery) -> String {
        match &delivery.act {
            Act::Post { room, .. } => room.to_string(),
            _ => "other".to_owned(),
        }
    }

    fn deliver<'a>(&'a self, delivery: &'a Delivery) -> Attempt<'a> {
        self.given.lock().unwrap().push(delivery.clone());
        Box::pin(async { Outcome::Delivered })
    }

    fn notice<'a>(&'a self, _: &'a RoomId, _: &'a Reply) -> Attempt<'a> {
        Box::pin(async { self.heard.clone().unwrap_or(Outcome::Delivered) })
    }
}

/// One that shows nothing.
fn relay() -> Arc<Relay> {
    let words = crate::platform::words::Words::embedded(crate::domain::organisation::Language::Nl).unwrap();
    Relay::off(words, Arc::new(crate::platform::clock::Real::starting()))
}

fn mail(exercise: bool, fallback: Option<(RoomId, String)>) -> Delivery {
    let mut organisation = Organisation::default();
    organisation.ccvo.mail = "ccvo@echt.invalid".to_owned();
    Delivery {
        effect: "abc234.7.12".to_owned(),
        at: Timestamp(0),
        incident: None,
        exercise,
        urgent: true,
        answers: None,
        aside: false,
        asks: None,
        again: false,
        fallback,
        act: Act::Mail {
            to: Recipients::of(exercise, &organisation),
            subject: "OEFENING · INC-2026-0001 · rook".to_owned(),
            text: Reply::default(),
        },
    }
}

#[tokio::test]
async fn the_mail_of_an_exercise_that_names_no_address_is_shown_in_the_room() {
    let chat = Arc::new(Chat { name: "chat", ..Chat::default() });
    let networks = Networks::new(vec![chat.clone()], relay(), Vec::new());
    let shown = mail(true, Some(("ccvo".into(), "mail niet verstuurd".to_owned())));
    assert_eq!(networks.ways(&shown), [Way { network: "chat", lane: "ccvo".to_owned() }]);
    assert_eq!(networks.deliver("chat", &shown).await, Outcome::Delivered);
    let posts = chat.given.lock().unwrap().clone();
    let [Delivery { effect, urgent: false, act: Act::Post { room, id, text, mentions, actions }, .. }] =
        posts.as_slice()
    else {
        panic!("{posts:?}");
    };
    assert_eq!((effect.as_str(), room.as_str(), id.as_str()), ("abc234.7.12", "ccvo", "m12"));
    assert_eq!(text.plain(), "OEFENING · INC-2026-0001 · rook · mail niet verstuurd");
    assert_eq!(text.spans.first(), Some(&Span::User("OEFENING · INC-2026-0001 · rook".to_owned())));
    assert!(mentions.is_empty() && actions.is_empty(), "it calls nobody");
}

#[tokio::test]
async fn other_mail_is_no_post() {
    let chat = Arc::new(Chat { name: "chat", ..Chat::default() });
    let networks = Networks::new(vec![chat.clone()], relay(), Vec::new());
    let real = mail(false, None);
    assert_eq!(networks.ways(&real), [Way { network: "nowhere", lane: "nowhere".to_owned() }]);
    assert!(matches!(networks.deliver("nowhere", &real).await, Outcome::Permanent { .. }));
    assert!(chat.given.lock().unwrap().is_empty());
}

fn post(room: &str, answers: Option<&str>, aside: bool) -> Delivery {
    let act = Act::Post {
        room: room.into(),
        id: "m1".to_owned(),
        text: Reply::default(),
        mentions: Vec::new(),
        actions: Vec::new(),
    };
    Delivery { act, answers: answers.map(ToOwned::to_owned), aside, ..mail(false, None) }
}

/// Two networks, of which the second has only one of the standing rooms.
fn two() -> Networks {
    let one = Chat { name: "one", ..Chat::default() };
    let two = Chat { name: "two", rooms: vec!["ccvo"], ..Chat::default() };
    Networks::new(vec![Arc::new(one), Arc::new(two)], relay(), Vec::new())
}

fn by(networks: &Networks, delivery: &Delivery) -> Vec<&'static str> {
    networks.ways(delivery).iter().map(|way| way.network).collect()
}

#[test]
fn what_is_said_in_a_room_goes_to_every_network_that_has_it() {
    assert_eq!(by(&two(), &post("ccvo", None, false)), ["one", "two"]);
    assert_eq!(by(&two(), &post("meldingen-noord", None, false)), ["one"]);
    let only = Networks::new(
        vec![Arc::new(Chat { name: "two", rooms: vec!["ccvo"], ..Chat::default() })],
        relay(),
        Vec::new(),
    );
    assert_eq!(
        by(&only, &post("meldingen-noord", None, false)),
        ["two"],
        "it waits until the configuration says where"
    );
}

#[test]
fn what_changed_is_told_to_both_and_what_did_not_only_where_it_was_asked() {
    assert_eq!(by(&two(), &post("ccvo", Some("two:7"), false)), ["one", "two"]);
    assert_eq!(by(&two(), &post("ccvo", Some("two:7"), true)), ["two"]);
    assert_eq!(by(&two(), &post("ccvo", Some("elsewhere"), true)), ["one", "two"]);
}

#[tokio::test]
async fn a_notice_is_heard_when_one_network_says_it() {
    let never = Outcome::Permanent { reason: "down".to_owned() };
    let down = |name| Arc::new(Chat { name, heard: Some(never.clone()), ..Chat::default() });
    let networks =
        Networks::new(vec![down("one"), Arc::new(Chat { name: "two", ..Chat::default() })], relay(), Vec::new());
    assert_eq!(networks.notice(&"ccvo".into(), &Reply::default()).await, Outcome::Delivered);
    let networks = Networks::new(vec![down("one"), down("two")], relay(), Vec::new());
    assert_eq!(networks.notice(&"ccvo".into(), &Reply::default()).await, never);
}
