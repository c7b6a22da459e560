//! A message that was edited or deleted on its network after it was recorded. What was recorded stays, and the log says
//! what became of the message that it came from.

use super::{
    port::Input,
    turn::{Read, Turn},
};
use crate::{
    catalog::Seal,
    domain::{
        command::{Ask, Command},
        ids::{IncidentId, RoomId},
        line::Line,
        message::Message,
    },
    store::{StoreError, batch::InputRow, codec::json, load::Taken},
};

impl Turn<'_> {
    /// What becomes of it.
    pub(super) fn changed(&mut self, input: &Input, room: &RoomId, taken: &Taken) -> Read {
        let Some(incident) = taken.incident else {
            return Read::Answer(Message::of(Line::EditChangesNothing {}), None);
        };
        let said_at = taken.said_at;
        let ask = match input.payload.text() {
            Some(text) => Ask::Edited { said_at, text: self.sealer.seal(text) },
            None => Ask::Deleted { said_at },
        };
        let context = self.context(&input.from, Some(room.clone()), input.said_at);
        match self.bench.core.decide(&self.desk.state, &Command::Ask(incident, ask), &context) {
            Ok(decision) => Read::Change(Box::new(decision), Some(incident), Vec::new()),
            Err(message) => Read::Answer(message, Some(incident)),
        }
    }

    /// Marks an input as done, under each of its keys.
    pub(super) fn taken(&mut self, input: &Input, incident: Option<IncidentId>) -> Result<(), StoreError> {
        let also = self.also.take();
        for key in std::iter::once(&input.key).chain(&also) {
            self.batch.input(InputRow {
                key,
                actor: json(&input.from)?,
                said_at: input.said_at.0,
                done_at: self.bench.now.0,
                payload: json(&input.payload)?,
                incident: incident.map(|id| id.to_string()),
            });
        }
        Ok(())
    }
}
