//! What the network says by itself, to one person or to a room.

use serde_json::{Value, json};

use crate::{
    domain::{line::Line, words::Verbatim},
    platform::{
        discord::{hub::Hub, interactions::asked::ALONE},
        words::Words,
    },
};

/// The longest that a message can be, in characters.
const LONGEST: usize = 2_000;

/// These lines as a text.
#[must_use]
pub fn text(hub: &Hub, words: &Words, lines: &[Line]) -> String {
    let now = hub.clock.now();
    let said = lines.iter().map(|line| words.error(line, now).trim_end().to_owned());
    said.collect::<Vec<_>>().join("\n").chars().take(LONGEST).collect()
}

/// A message that mentions nobody and is seen by whoever asked alone.
#[must_use]
pub fn alone(text: &str) -> Value {
    json!({"content": text, "flags": ALONE, "allowed_mentions": {"parse": []}})
}

/// That a channel stands for no room, and which ones do.
#[must_use]
pub fn no_room(hub: &Hub) -> Line {
    let rooms: Vec<String> = hub.settings.rooms.values().map(|channel| format!("<#{channel}>")).collect();
    Line::DiscordNoRoom { rooms: Verbatim(rooms.join(" ")) }
}
