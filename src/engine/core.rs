//! What the engine needs of catalogue, core and words. The engine moves things and knows none of their meaning, so
//! that its own tests can put a small world of theirs in this place.

use std::sync::Arc;

use crate::{
    catalog::{Bound, Catalogue, Seal, Situation},
    domain::{
        command::{Command, Query},
        event::Envelope,
        ids::{IncidentId, PersonId},
        line::Line,
        message::{Action, Message},
        organisation::{Language, Organisation},
        query,
        state::State,
        time::Timestamp,
        turn::{self, Context, Decision},
    },
    text::{Lexicon, Reader, Texts, reply::Reply, time::year_in_brussels},
};

/// For whom something is put into words.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    /// In which language.
    pub language: Language,
    /// Business time.
    pub now: Timestamp,
    /// A drill.
    pub exercise: bool,
    /// Names and numbers.
    pub organisation: &'a Organisation,
    /// The free texts.
    pub texts: &'a dyn Texts,
}

/// Everything that has meaning.
pub trait Core: Send + Sync {
    /// The records that a text names.
    fn mentions(&self, text: &str) -> Vec<IncidentId>;
    /// Reads a line; none is chatter.
    fn bind(&self, text: &str, at: &Situation<'_>, seal: &mut dyn Seal) -> Option<Result<Bound, Message>>;
    /// Why somebody may not.
    fn refusal(&self, bound: &Bound, at: &Situation<'_>) -> Message;
    /// Decides.
    ///
    /// # Errors
    /// What was not done, why, and who can do it.
    fn decide(&self, state: &State, command: &Command, context: &Context<'_>) -> Result<Decision, Message>;
    /// Answers without changing anything.
    fn answer(&self, query: &Query, at: &Situation<'_>, context: &Context<'_>) -> Message;
    /// Folds a stored event.
    fn apply(&self, state: &mut State, envelope: &Envelope);
    /// Puts a message into words.
    fn render(&self, message: &Message, mentions: &[PersonId], sight: &Sight<'_>) -> Reply;
    /// Puts one line into words.
    fn line(&self, line: &Line, sight: &Sight<'_>) -> String;
    /// The label of a button.
    fn label(&self, action: &Action, sight: &Sight<'_>) -> String;
    /// The command of a button, as it is read when it is pressed.
    fn command(&self, action: &Action, language: Language) -> String;
    /// The calendar year in Brussels.
    fn year(&self, at: Timestamp) -> u16;
}

/// The real one.
pub struct Product {
    catalogue: Arc<Catalogue>,
    lexicon: Arc<Lexicon>,
}

impl Product {
    /// The embedded commands and words.
    ///
    /// # Errors
    /// They do not fit together; a test of this repository would have shown it.
    pub fn embedded() -> Result<Self, String> {
        let catalogue = Catalogue::embedded().map_err(|faults| format!("{faults:?}"))?;
        let lexicon = Lexicon::embedded().map_err(|error| format!("{error:?}"))?;
        Ok(Self { catalogue: Arc::new(catalogue), lexicon: Arc::new(lexicon) })
    }

    fn reader<'a>(&'a self, sight: &Sight<'a>) -> Reader<'a> {
        Reader {
            language: sight.language,
            now: sight.now,
            exercise: sight.exercise,
            organisation: sight.organisation,
            catalogue: &self.catalogue,
            texts: sight.texts,
        }
    }
}

impl Core for Product {
    fn mentions(&self, text: &str) -> Vec<IncidentId> {
        self.catalogue.mentions_incidents(text)
    }

    fn bind(&self, text: &str, at: &Situation<'_>, seal: &mut dyn Seal) -> Option<Result<Bound, Message>> {
        self.catalogue.bind(text, at, seal)
    }

    fn refusal(&self, bound: &Bound, at: &Situation<'_>) -> Message {
        self.catalogue.refusal(bound, at)
    }

    fn decide(&self, state: &State, command: &Command, context: &Context<'_>) -> Result<Decision, Message> {
        turn::decide(state, command, context)
    }

    fn answer(&self, query: &Query, at: &Situation<'_>, context: &Context<'_>) -> Message {
        match query {
            // Help lists what this person may use, which only the catalogue knows.
            Query::Help(path) => self.catalogue.help(path.as_deref(), at),
            query => query::answer(at.state, query, context),
        }
    }

    fn apply(&self, state: &mut State, envelope: &Envelope) {
        turn::apply(state, envelope);
    }

    fn render(&self, message: &Message, mentions: &[PersonId], sight: &Sight<'_>) -> Reply {
        self.lexicon.render(message, mentions, &self.reader(sight))
    }

    fn line(&self, line: &Line, sight: &Sight<'_>) -> String {
        self.lexicon.line(line, &self.reader(sight))
    }

    fn label(&self, action: &Action, sight: &Sight<'_>) -> String {
        self.lexicon.label(action, &self.reader(sight))
    }

    fn command(&self, action: &Action, language: Language) -> String {
        let mut command = action.command.clone();
        if let Some(phrase) = command.phrase.take() {
            command.text = Some(self.lexicon.phrase(language, &phrase));
        }
        self.catalogue.print(&command, language, &|hint| self.lexicon.hint(language, hint))
    }

    fn year(&self, at: Timestamp) -> u16 {
        year_in_brussels(at)
    }
}
