//! Where a mail, a text message or a call goes. Only the two functions here make one, and each must be told whether this
//! is an exercise: so nothing of an exercise can reach somebody whom the configuration does not name for exercises.

use crate::domain::{
    organisation::Organisation,
    reach::{Channel, Reach},
};

/// Addresses, or numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipients {
    sent: Vec<String>,
    shown: String,
}

impl Recipients {
    /// Of a mail to the crisis centre.
    #[must_use]
    pub fn of(exercise: bool, organisation: &Organisation) -> Self {
        Self::among(exercise, &organisation.exercise_mail, Some(&organisation.ccvo.mail))
    }

    /// Of somebody who is called by a channel of their own.
    #[must_use]
    pub fn person(exercise: bool, organisation: &Organisation, reach: &Reach) -> Self {
        let person = organisation.people.get(&reach.person);
        match reach.channel {
            Channel::Mail => {
                Self::among(exercise, &organisation.exercise_mail, person.and_then(|person| person.mail.as_ref()))
            }
            Channel::Webhook => {
                let address = person.and_then(|person| person.webhook.as_ref());
                Self::among(exercise, &organisation.exercise_webhook, address)
            }
            Channel::Sms | Channel::Phone => {
                let number = person.and_then(|person| person.phone.as_ref());
                let mut to = Self::among(exercise, &organisation.exercise_phone, number);
                // K4: the crisis centre is telephoned person to person, whosever number somebody wrote down.
                to.sent.retain(|number| !is_same(number, &organisation.ccvo.phone));
                to
            }
        }
    }

    fn among(exercise: bool, drill: &[String], real: Option<&String>) -> Self {
        let real: Vec<String> = real.into_iter().cloned().collect();
        let sent = if exercise { drill.to_vec() } else { real.clone() };
        // What nobody is sent is still shown as what it would be.
        let shown = if sent.is_empty() { real.join(", ") } else { sent.join(", ") };
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

/// Whether two numbers ring at the same place, one of them perhaps with the code of the country: `02 217 0 112`.
fn is_same(one: &str, other: &str) -> bool {
    let national = |number: &str| {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        digits.trim_start_matches('0').to_owned()
    };
    let (one, other) = (national(one), national(other));
    !one.is_empty() && !other.is_empty() && (one.ends_with(&other) || other.ends_with(&one))
}
