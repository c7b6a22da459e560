//! Who could not be reached in a room, with their telephones.

use super::words::Words;
use crate::domain::{ids::PersonId, line::Line, time::Timestamp, words::PhoneOf};

/// How many people are listed with their telephone: more is not read.
const LISTED: usize = 8;

/// A sentence, and under it the telephone of each of these people; `words` are in the language of the room.
#[must_use]
pub fn with_phones(words: &Words, line: &Line, people: &[PersonId], now: Timestamp, exercise: bool) -> String {
    let say = |line: &Line| words.drilled(line, now, exercise);
    let phones = people.iter().take(LISTED).map(|person| {
        let line = Line::CallByPhone { person: person.clone(), phone: PhoneOf(person.clone()) };
        say(&line)
    });
    let more = people.len().saturating_sub(LISTED);
    let more = i64::try_from(more).ok().filter(|more| *more > 0);
    let more = more.map(|count| say(&Line::CallByPhoneMore { count }));
    let lines = std::iter::once(say(line)).chain(phones).chain(more);
    lines.map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}
