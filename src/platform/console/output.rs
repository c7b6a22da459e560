//! The lines that a script gets: one JSON object each, with the fields of the contract in its order.

use serde::Serialize;

use crate::{
    domain::{
        ids::{IncidentId, PersonId, RoomId},
        time::Timestamp,
    },
    engine::port::{Act, Button, Delivery},
    text::brussels,
};

/// A button as shown.
#[derive(Serialize)]
struct ShownButton<'a> {
    id: &'a str,
    label: &'a str,
}

/// The fields of each kind of effect, after those that all have.
#[derive(Serialize)]
#[serde(untagged)]
enum Shown<'a> {
    Post {
        id: &'a str,
        room: &'a RoomId,
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentId>,
        text: String,
        mentions: &'a [PersonId],
        actions: Vec<ShownButton<'a>>,
    },
    Edit {
        room: &'a RoomId,
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentId>,
        target: &'a str,
        text: String,
        actions: Vec<ShownButton<'a>>,
        mentions: &'a [PersonId],
    },
    Pin {
        room: &'a RoomId,
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentId>,
        target: &'a str,
    },
    OpenRoom {
        room: &'a RoomId,
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentId>,
        name: &'a str,
        members: &'a [PersonId],
    },
    ArchiveRoom {
        room: &'a RoomId,
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentId>,
    },
    Mail {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentId>,
        to: &'a str,
        subject: &'a str,
        text: String,
    },
    Told {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentId>,
        to: &'a str,
        text: String,
    },
}

#[derive(Serialize)]
struct Effect<'a> {
    at: String,
    kind: &'static str,
    #[serde(rename = "effect")]
    id: &'a str,
    #[serde(flatten)]
    shown: Shown<'a>,
}

/// One effect.
#[must_use]
pub fn effect(delivery: &Delivery) -> String {
    let (kind, shown) = shown(&delivery.act, delivery.incident);
    json(&Effect { at: brussels(delivery.at), kind, id: &delivery.effect, shown })
}

fn shown(act: &Act, incident: Option<IncidentId>) -> (&'static str, Shown<'_>) {
    match act {
        Act::Post { room, id, text, mentions, actions } => {
            let (text, actions) = (text.plain(), buttons(actions));
            ("post", Shown::Post { id, room, incident, text, mentions, actions })
        }
        Act::Edit { room, target, text, mentions, actions } => {
            let (text, actions) = (text.plain(), buttons(actions));
            ("edit", Shown::Edit { room, incident, target, text, actions, mentions })
        }
        Act::Pin { room, target } => ("pin", Shown::Pin { room, incident, target }),
        Act::OpenRoom { room, name, members, topic: _ } => {
            ("open_room", Shown::OpenRoom { room, incident, name, members })
        }
        Act::ArchiveRoom { room } => ("archive_room", Shown::ArchiveRoom { room, incident }),
        Act::Mail { to, subject, text } => {
            ("mail", Shown::Mail { incident, to: to.shown(), subject, text: text.plain() })
        }
        Act::Text { to, text, .. } => ("sms", Shown::Told { incident, to: to.shown(), text: text.plain() }),
        Act::Webhook { to, text, person: _, over: _ } => {
            ("webhook", Shown::Told { incident, to: to.shown(), text: text.plain() })
        }
        Act::Call { to, text, language: _ } => ("call", Shown::Told { incident, to: to.shown(), text: text.plain() }),
    }
}

fn buttons(actions: &[Button]) -> Vec<ShownButton<'_>> {
    actions.iter().map(|button| ShownButton { id: &button.id, label: &button.label }).collect()
}

/// Something said without a record of it: it has no effect id of the store, so it gets one of this start.
#[must_use]
pub fn notice(at: Timestamp, id: &str, room: &RoomId, text: String) -> String {
    let shown = Shown::Post { id, room, incident: None, text, mentions: &[], actions: Vec::new() };
    json(&Effect { at: brussels(at), kind: "post", id, shown })
}

/// A line of the script could not be taken.
#[must_use]
pub fn error(line: u64, code: &str, text: &str) -> String {
    #[derive(Serialize)]
    struct Error<'a> {
        kind: &'static str,
        line: u64,
        code: &'a str,
        text: &'a str,
    }
    json(&Error { kind: "error", line, code, text })
}

/// Everything that a line of the script caused was attempted.
#[must_use]
pub fn done(line: u64) -> String {
    format!(r#"{{"kind":"done","line":{line}}}"#)
}

/// The state document of a record, which comes as a JSON object.
#[must_use]
pub fn state(document: &str) -> String {
    let fields = document.trim_start().strip_prefix('{').unwrap_or("}");
    format!(r#"{{"kind":"state",{fields}"#)
}

fn json(value: &impl Serialize) -> String {
    // Strings, numbers and lists of them always have a JSON form.
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
#[path = "output_tests.rs"]
mod tests;
