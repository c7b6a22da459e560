//! What can come next on the line: the console's own words, and the commands of the catalogue.

use std::sync::{Arc, Mutex, PoisonError};

use reedline::{Completer, CompletionResult, Span, Suggestion};

use super::{place::Place, typed::WORDS};
use crate::{
    catalog::{Seal, Situation},
    domain::ids::{PersonId, RoomId, TextId},
    platform::console::{rooms, running::Running},
};

/// Completes for whoever sits at the terminal now.
#[derive(Clone)]
pub struct Completion {
    /// The running console.
    pub running: Arc<Running>,
    /// Who, and where.
    pub place: Arc<Mutex<Place>>,
}

impl Completion {
    fn candidates(&self, line: &str) -> Vec<String> {
        if !line.starts_with(':') {
            return self.situated(|situation| self.running.words.catalogue.complete(line, situation));
        }
        let view = self.running.engine.view();
        let organisation = &self.running.words.organisation;
        let people = organisation.people.keys().map(PersonId::as_str);
        let rooms = rooms::all(organisation, &view.state);
        own_words(line, people, rooms.iter().map(RoomId::as_str))
    }

    /// Whether nothing in the line is kept as free text of a record, so that it may stand in a file of its own.
    #[must_use]
    pub fn is_free_of_text(&self, line: &str) -> bool {
        if line.trim_start().starts_with(':') {
            return true;
        }
        let mut kept = Kept(false);
        let bound = self.situated(|situation| self.running.words.catalogue.bind(line, situation, &mut kept));
        matches!(bound, Some(Ok(_))) && !kept.0
    }

    fn situated<T>(&self, then: impl FnOnce(&Situation<'_>) -> T) -> T {
        let view = self.running.engine.view();
        let place = self.place.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let now = self.running.clock.now();
        then(&Situation {
            state: &view.state,
            organisation: &self.running.words.organisation,
            actor: &self.running.actor(&place.from),
            room: &place.room,
            about: None,
            pressed: false,
            now,
            said_at: now,
        })
    }
}

/// Notices that a text would be kept.
struct Kept(bool);

impl Seal for Kept {
    fn seal(&mut self, text: &str) -> TextId {
        self.0 = true;
        text.into()
    }
}

/// What the last word could become.
fn own_words<'a>(
    line: &str,
    people: impl Iterator<Item = &'a str>,
    rooms: impl Iterator<Item = &'a str>,
) -> Vec<String> {
    let Some((word, value)) = line.split_once(' ') else {
        return WORDS.iter().filter(|word| word.starts_with(line)).map(|word| (*word).to_owned()).collect();
    };
    let values: Vec<&str> = match word {
        ":als" | ":as" => people.collect(),
        ":kamer" | ":room" => rooms.collect(),
        _ => return Vec::new(),
    };
    let fits = values.into_iter().filter(|name| name.starts_with(value.trim_start()));
    fits.map(str::to_owned).collect()
}

impl Completer for Completion {
    fn complete(&mut self, line: &str, pos: usize) -> CompletionResult {
        let before = line.get(..pos).unwrap_or(line);
        let blank = before.char_indices().rev().find(|(_, letter)| letter.is_whitespace());
        let start = blank.map_or(0, |(at, letter)| at.saturating_add(letter.len_utf8()));
        let suggestions = self.candidates(before).into_iter().map(|value| Suggestion {
            append_whitespace: !value.ends_with(':'),
            value,
            span: Span::new(start, before.len()),
            ..Suggestion::default()
        });
        CompletionResult::fresh(suggestions.collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_people_and_rooms() {
        let complete = |line: &str| {
            let people = ["noord.melder", "noord.voorzitter"].into_iter();
            own_words(line, people, ["ccvo"].into_iter())
        };
        assert_eq!(complete(":kam"), [":kamer", ":kamers"]);
        assert_eq!(complete(":als noord.v"), ["noord.voorzitter"]);
        assert_eq!(complete(":room "), ["ccvo"]);
        assert!(complete(":advance 1").is_empty() && complete(":xyz").is_empty());
    }
}
