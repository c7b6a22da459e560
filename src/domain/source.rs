//! What became of the message from which something was recorded: edited or deleted in its chat. What was recorded stays.

use serde::{Deserialize, Serialize};

use super::{
    draft::Draft,
    ids::{IncidentId, TextId},
    line::Line,
    message::Message,
    time::Timestamp,
};

/// A message that was recorded says something else now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceEdited {
    /// When the message was said.
    pub said_at: Timestamp,
    /// What it says now.
    pub text: TextId,
}

/// A message that was recorded was deleted in its chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceDeleted {
    /// When the message was said.
    pub said_at: Timestamp,
}

/// The log follows; nothing is done anew.
pub(super) fn edited(draft: &mut Draft<'_>, id: IncidentId, said_at: Timestamp, text: &TextId) -> Message {
    draft.record(id, SourceEdited { said_at, text: text.clone() });
    Message::of(Line::EditNoted { incident: id, at: said_at }).and(Line::EditTypeAnew {})
}

/// The log follows; nothing is undone.
pub(super) fn deleted(draft: &mut Draft<'_>, id: IncidentId, said_at: Timestamp) -> Message {
    draft.record(id, SourceDeleted { said_at });
    Message::of(Line::DeletionNoted { incident: id, at: said_at })
}
