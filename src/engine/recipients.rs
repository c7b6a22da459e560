//! Where a mail goes. Only [`Recipients::of`] makes one, and it must be told whether this is an exercise: so nothing of
//! an exercise can reach somebody whom the configuration does not name for exercises.

use crate::domain::organisation::Organisation;

/// The addresses of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipients {
    sent: Vec<String>,
    shown: String,
}

impl Recipients {
    /// Of a mail to the crisis centre.
    #[must_use]
    pub fn of(exercise: bool, organisation: &Organisation) -> Self {
        let real = &organisation.ccvo.mail;
        let sent = if exercise { organisation.exercise_mail.clone() } else { vec![real.clone()] };
        // What nobody is sent is still shown as what it would be.
        let shown = if sent.is_empty() { real.clone() } else { sent.join(", ") };
        Self { sent, shown }
    }

    /// To whom it may go; nobody: it is only shown.
    #[must_use]
    pub fn sent(&self) -> &[String] {
        &self.sent
    }

    /// As it is printed. Nothing is ever sent to this.
    #[must_use]
    pub fn shown(&self) -> &str {
        &self.shown
    }
}
