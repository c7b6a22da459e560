//! What is erased must not live on in what other networks show of it: the copies of a message of which the words are
//! gone, and the words that still wait to be shown.

use std::collections::BTreeSet;

use super::port::Payload;
use crate::store::{
    Store, StoreError,
    codec::from_json,
    memory::{Note, RELAY, WAITING, erased},
};

/// What is to be noted and forgotten with what erases these inputs.
///
/// # Errors
/// The database failed, or is damaged.
pub async fn without(store: &mut Store, inputs: &[String]) -> Result<Vec<Note>, StoreError> {
    let (mut notes, mut messages) = (Vec::new(), BTreeSet::new());
    for key in inputs {
        let Some(typed) = store.typed(key).await? else { continue };
        let (message, room) = match from_json(&typed)? {
            Payload::Said { room, .. } => (key.clone(), room),
            Payload::Edited { room, of, .. } => (of, room),
            Payload::Pressed { .. } | Payload::Deleted { .. } | Payload::Alerted { .. } => continue,
        };
        messages.insert(message.clone());
        notes.push(erased(message, room.to_string()));
    }
    for (key, waits) in store.memory(RELAY, WAITING).await? {
        let waits: serde_json::Value = from_json(&waits)?;
        if waits.get("key").and_then(serde_json::Value::as_str).is_some_and(|of| messages.contains(of)) {
            notes.push(Note { network: RELAY, kind: WAITING, key, value: None });
        }
    }
    Ok(notes)
}
