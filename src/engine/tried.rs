//! What became of a call, as it comes to whoever chases: by a receipt, or later from the channel itself.

use super::{Engine, ticket::Ticket, work::Work};
use crate::domain::{
    ccvo_mail,
    command::Command,
    heard::Heard,
    ids::IncidentId,
    reach::{Lost, Outcome},
};

/// See the module.
#[derive(Debug, Clone)]
pub enum Tried {
    /// A channel of somebody's own took it, or never will.
    Own(Outcome),
    /// A mail to the crisis centre was taken, or never will be.
    Centre(ccvo_mail::Outcome),
    /// How it stands on a chat network.
    Chat(Heard),
    /// A channel that took it says now that it did not get through.
    Lost(Lost),
}

impl Tried {
    /// Of which record.
    #[must_use]
    pub const fn incident(&self) -> IncidentId {
        match self {
            Self::Own(outcome) => outcome.incident,
            Self::Centre(outcome) => outcome.incident,
            Self::Chat(heard) => heard.incident,
            Self::Lost(lost) => lost.incident,
        }
    }

    /// Why something is decided.
    #[must_use]
    pub fn cause(&self) -> String {
        let id = self.incident();
        match self {
            Self::Own(Outcome { reach, .. }) => format!("tried:{id}:{}:{}", reach.person, reach.channel.word()),
            Self::Centre(_) => format!("mailed:{id}"),
            Self::Chat(Heard { network, taken: true, .. }) => format!("heard:{id}:{network}"),
            Self::Chat(Heard { network, .. }) => format!("unheard:{id}:{network}"),
            Self::Lost(Lost { reach, .. }) => format!("lost:{id}:{}:{}", reach.person, reach.channel.word()),
        }
    }

    /// What is to be decided.
    #[must_use]
    pub fn command(&self) -> Command {
        match self {
            Self::Own(outcome) => Command::Tried(outcome.clone()),
            Self::Centre(outcome) => Command::Mailed(*outcome),
            Self::Chat(heard) => Command::Heard(heard.clone()),
            Self::Lost(lost) => Command::Lost(lost.clone()),
        }
    }
}

impl Engine {
    /// A channel that took a call says later that it did not get through. Told again it changes nothing.
    pub async fn lost(&self, lost: Lost) -> Ticket {
        self.shared.hand_in(|stub| Work::Tried(Tried::Lost(lost), stub)).await
    }
}
