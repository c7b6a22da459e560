//! Answers from outside the chat: by a link in a mail, a text message back, a key of the telephone. They are the buttons
//! by which somebody who is called says that they heard it, and nothing beyond that: what somebody decides, they decide in
//! the chat. The telephone call to the crisis centre (K4) is confirmed by the name of who answered it, so that nothing
//! here closes it.

use super::{
    calling,
    chase::{self, ChaseKind},
    ids::{IncidentId, PersonId, RoomId},
    incident::Incident,
    line::Line,
    message::Action,
    organisation::{Language, Organisation, Person},
    react,
    state::State,
    time::Timestamp,
};

/// One call of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Of which record.
    pub incident: IncidentId,
    /// What they are called for.
    pub kind: ChaseKind,
    /// When people began to be called for it: the next time is another call.
    pub since: Timestamp,
    /// Who.
    pub person: PersonId,
}

/// What somebody says by a key or in a text message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Say {
    /// `1`: the first answer that the call has.
    Yes,
    /// That they follow it online.
    Online,
    /// `2`: that they cannot.
    No,
}

/// A call on its way to somebody, with what they can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asks {
    /// Which.
    pub asked: Asked,
    /// The first answer that it has.
    pub yes: Action,
    /// That they cannot, where it has that.
    pub no: Option<Action>,
}

impl Asks {
    /// None where it takes no answer from outside the chat.
    #[must_use]
    pub fn of(incident: &Incident, asked: Asked) -> Option<Self> {
        let (yes, no) = (asked.meant(incident, Say::Yes)?, asked.meant(incident, Say::No));
        Some(Self { asked, yes, no })
    }
}

impl Asked {
    /// What the person is asked now by this chase, where it takes an answer from outside the chat.
    #[must_use]
    pub fn now(incident: &Incident, kind: &ChaseKind, person: &PersonId) -> Option<Self> {
        let chase = incident.chases.get(kind).filter(|chase| chase.called.contains(person))?;
        let asked = Self { incident: incident.id, kind: kind.clone(), since: chase.opened_at, person: person.clone() };
        asked.waits(incident).then_some(asked).filter(|asked| !asked.answers(incident).is_empty())
    }

    /// Everything that the person is asked now.
    #[must_use]
    pub fn all(state: &State, person: &PersonId) -> Vec<Self> {
        let open = state.incidents().filter(|incident| incident.is_open());
        open.flat_map(|incident| incident.chases.keys().filter_map(|kind| Self::now(incident, kind, person))).collect()
    }

    /// Whether this very call still waits for them.
    #[must_use]
    pub fn waits(&self, incident: &Incident) -> bool {
        let same = |chase: &chase::Chase| chase.opened_at == self.since;
        incident.chases.get(&self.kind).is_some_and(same) && chase::still_calls(incident, &self.kind, &self.person)
    }

    /// The answers that it takes, as the buttons that it has in the chat.
    #[must_use]
    pub fn answers(&self, incident: &Incident) -> Vec<Action> {
        let answers = calling::asked(incident, &self.kind).actions.into_iter();
        answers.filter(|action| matches!(action.command.path.as_str(), "ack" | "ccvo ack")).collect()
    }

    /// The answer that somebody means, where the call has one like it.
    #[must_use]
    pub fn meant(&self, incident: &Incident, say: Say) -> Option<Action> {
        let mut answers = self.answers(incident).into_iter();
        let wanted = match say {
            Say::Yes => return answers.next(),
            Say::Online => "online",
            Say::No => "unable",
        };
        answers.find(|action| action.command.options.iter().any(|(_, value)| value == wanted))
    }

    /// Where they are called.
    #[must_use]
    pub fn room(&self, incident: &Incident) -> RoomId {
        incident.chases.get(&self.kind).map_or_else(|| incident.report_room.clone(), |chase| chase.room.clone())
    }
}

/// What a record is about, in one line.
#[must_use]
pub fn head(incident: &Incident) -> Line {
    react::first_line(incident)
}

/// The language of a person: their own, else that of their entity, else the organisation's.
#[must_use]
pub fn spoken_by(organisation: &Organisation, person: &PersonId) -> Language {
    let known = organisation.people.get(person);
    let entity = || organisation.entities.get(known?.entity.as_ref()?)?.language;
    known.and_then(|person| person.language).or_else(entity).unwrap_or(organisation.language)
}

/// Who has a number from which a message came: nobody, one, or people who share it. It may be written in another way,
/// without the code of the country; the number of the crisis centre is nobody's own (K4).
#[must_use]
pub fn of_number<'a>(organisation: &'a Organisation, number: &str) -> Vec<&'a PersonId> {
    if is_number(&organisation.ccvo.phone, number) {
        return Vec::new();
    }
    let theirs = |person: &&Person| person.phone.as_ref().is_some_and(|phone| is_number(phone, number));
    organisation.people.values().filter(theirs).map(|person| &person.id).collect()
}

/// Whether a call to this number rang at the person; in an exercise, at a number for exercises.
#[must_use]
pub fn rang_at(organisation: &Organisation, person: &PersonId, exercise: bool, number: &str) -> bool {
    let own = organisation.people.get(person).and_then(|person| person.phone.as_deref());
    let drill = organisation.exercise_phone.iter().map(String::as_str).filter(|_| exercise);
    let mut numbers = own.filter(|_| !exercise).into_iter().chain(drill);
    !is_number(&organisation.ccvo.phone, number) && numbers.any(|own| is_number(own, number))
}

/// Two ways to write one number, neither of them short.
fn is_number(one: &str, other: &str) -> bool {
    const SHORTEST: usize = 8;
    let national = |number: &str| {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        digits.trim_start_matches('0').to_owned()
    };
    let (one, other) = (national(one), national(other));
    one.len().min(other.len()) >= SHORTEST && (one.ends_with(&other) || other.ends_with(&one))
}
