use std::sync::Mutex;

use super::*;
use crate::{
    domain::{organisation::Organisation, time::Timestamp},
    engine::recipients::Recipients,
    text::reply::Span,
};

/// A chat network that remembers what it was given.
#[derive(Default)]
struct Chat(Mutex<Vec<Delivery>>);

impl Network for Chat {
    fn name(&self) -> &'static str {
        "chat"
    }

    fn carries(&self, _: &RoomId) -> bool {
        true
    }

    fn asked(&self, _: &str) -> bool {
        false
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
        self.0.lock().unwrap().push(delivery.clone());
        Box::pin(async { Outcome::Delivered })
    }

    fn notice<'a>(&'a self, _: &'a RoomId, _: &'a Reply) -> Attempt<'a> {
        Box::pin(async { Outcome::Delivered })
    }
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
    let chat = Arc::new(Chat::default());
    let networks = Networks::new(vec![chat.clone()]);
    let shown = mail(true, Some(("ccvo".into(), "mail niet verstuurd".to_owned())));
    assert_eq!(networks.ways(&shown), [Way { network: "chat", lane: "ccvo".to_owned() }]);
    assert_eq!(networks.deliver("chat", &shown).await, Outcome::Delivered);
    let posts = chat.0.lock().unwrap().clone();
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
    let chat = Arc::new(Chat::default());
    let networks = Networks::new(vec![chat.clone()]);
    let real = mail(false, None);
    assert_eq!(networks.ways(&real), [Way { network: "mail", lane: "mail".to_owned() }]);
    assert!(matches!(networks.deliver("mail", &real).await, Outcome::Permanent { .. }));
    assert!(chat.0.lock().unwrap().is_empty());
}
