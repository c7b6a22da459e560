//! What people say and do with their messages, as it is shown on the other networks of a room.

use super::{event::Event, intake::key, reading};
use crate::{
    catalog,
    domain::{actor::Actor, ids::RoomId},
    platform::relay::{Heard, What},
};

/// What is not text is shown by its name.
const ATTACHMENTS: [&str; 4] = ["m.file", "m.image", "m.audio", "m.video"];

/// What somebody did with a message of theirs; none where there is nothing to show.
#[must_use]
pub fn heard(event: &Event, room: &RoomId, actor: &Actor, reading: reading::Reading<'_>) -> Option<Heard> {
    let (of, what) = match &*event.kind {
        "m.room.message" => {
            let replaces = reading::relation(&event.content).replaces;
            let content = if replaces.is_some() { reading::new_content(&event.content) } else { &event.content };
            let text = reading::said(content, reading).or_else(|| {
                let kind = super::event::text(content, &["msgtype"])?;
                let name = super::event::text(content, &["body"])?;
                ATTACHMENTS.contains(&kind).then(|| format!("\u{1F4CE} {name}"))
            })?;
            match replaces {
                Some(original) => (original, What::Edited(text)),
                None => (event.id.clone(), What::Said(text)),
            }
        }
        "m.room.redaction" => (event.redacts.clone()?, What::Deleted),
        _ => return None,
    };
    let to_bot = matches!(&what, What::Said(text) | What::Edited(text) if catalog::is_addressed(text));
    Some(Heard {
        network: super::memory::NETWORK.to_owned(),
        room: room.clone(),
        key: key(&of),
        change: key(&event.id),
        by: actor.to_string(),
        to_bot,
        what,
        at: event.at.0,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::platform::matrix::people::People;

    fn of(event: &serde_json::Value) -> Option<Heard> {
        let event = Event::read(&event.to_string()).unwrap();
        let (people, me) = (People::default(), matrix_sdk::ruma::user_id!("@noodklok:host").to_owned());
        let reading = reading::Reading { me: &me, name: Some("Noodklok"), people: &people };
        heard(&event, &"ccvo".into(), &Actor::Person("noord.melder".into()), reading)
    }

    fn event(kind: &str, content: &serde_json::Value) -> serde_json::Value {
        json!({"type": kind, "event_id": "$new", "sender": "@m:host", "origin_server_ts": 5, "content": content})
    }

    #[test]
    fn what_is_said_changed_and_deleted_names_the_message_that_it_is_about() {
        let said = of(&event("m.room.message", &json!({"msgtype": "m.text", "body": "alles rustig"}))).unwrap();
        assert_eq!((said.what, said.to_bot), (What::Said("alles rustig".to_owned()), false));
        assert_eq!((said.key, said.by.as_str()), ("matrix:$new".to_owned(), "noord.melder"));
        let line = of(&event("m.room.message", &json!({"msgtype": "m.text", "body": "!status"}))).unwrap();
        assert!(line.to_bot);
        let edit = json!({"msgtype": "m.text", "body": "* b", "m.new_content": {"msgtype": "m.text", "body": "b"},
            "m.relates_to": {"rel_type": "m.replace", "event_id": "$old"}});
        let edited = of(&event("m.room.message", &edit)).unwrap();
        assert_eq!(
            (edited.what, edited.key, edited.change),
            (What::Edited("b".to_owned()), "matrix:$old".to_owned(), "matrix:$new".to_owned())
        );
        let mut deleted = event("m.room.redaction", &json!({}));
        deleted["redacts"] = json!("$old");
        assert_eq!(of(&deleted).unwrap().what, What::Deleted);
    }

    #[test]
    fn what_is_no_text_is_named_and_what_a_bot_notes_is_not_shown() {
        let picture = of(&event("m.room.message", &json!({"msgtype": "m.image", "body": "kelder.jpg"}))).unwrap();
        assert_eq!(picture.what, What::Said("\u{1F4CE} kelder.jpg".to_owned()));
        assert_eq!(of(&event("m.room.message", &json!({"msgtype": "m.notice", "body": "x"}))), None);
        assert_eq!(of(&event("m.reaction", &json!({}))), None);
    }
}
