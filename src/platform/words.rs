//! What the console says by itself, in the language of whoever sits at it.

use std::sync::Arc;

use crate::{
    catalog::Catalogue,
    domain::{
        ids::{RoomId, TextId},
        line::Line,
        message::{Action, Invocation},
        organisation::{Language, Organisation},
        time::Timestamp,
    },
    text::{Lexicon, Reader, Texts},
};

/// The lexicon, the catalogue and a language.
#[derive(Clone)]
pub struct Words {
    /// The words themselves.
    pub lexicon: Arc<Lexicon>,
    /// The commands, for printing and completing them.
    pub catalogue: Arc<Catalogue>,
    /// Whose names are used.
    pub organisation: Arc<Organisation>,
    /// In which the console speaks.
    pub language: Language,
}

/// The console's own lines quote nothing that is kept apart.
pub struct NoTexts;

impl Texts for NoTexts {
    fn content(&self, _: &TextId) -> Option<Arc<str>> {
        None
    }
}

impl Words {
    /// The words built into the program.
    ///
    /// # Errors
    /// The words or the commands of this build do not fit together.
    pub fn embedded(language: Language) -> Result<Self, String> {
        let lexicon = Lexicon::embedded().map_err(|broken| format!("{broken:?}"))?;
        let catalogue = Catalogue::embedded().map_err(|faults| format!("{faults:?}"))?;
        let organisation = Arc::new(Organisation::default());
        Ok(Self { lexicon: Arc::new(lexicon), catalogue: Arc::new(catalogue), organisation, language })
    }

    /// The same words for an organisation.
    #[must_use]
    pub fn of(&self, organisation: Arc<Organisation>) -> Self {
        let language = organisation.language;
        Self { organisation, language, ..self.clone() }
    }

    /// The same words in another language.
    #[must_use]
    pub fn in_language(&self, language: Language) -> Self {
        Self { language, ..self.clone() }
    }

    /// The line of a command with a text: nothing in the text is read as a word of the command.
    #[must_use]
    pub fn command(&self, path: &str, text: &str) -> String {
        self.catalogue.print(&Invocation::new(path).saying(text.trim()), self.language, &|_| String::new())
    }

    /// A command as it is typed: a line that reads back as the same, whatever its text and options hold.
    #[must_use]
    pub fn typed(&self, command: &Invocation) -> String {
        self.catalogue.print(command, self.language, &|hint| self.lexicon.hint(self.language, hint))
    }

    /// What stands on a button.
    #[must_use]
    pub fn label(&self, action: &Action) -> String {
        self.lexicon.label(action, &self.reader(Timestamp::default(), false, &NoTexts))
    }

    /// One line with words of people in it, marked where it is about an exercise.
    #[must_use]
    pub fn quoting(&self, line: &Line, now: Timestamp, exercise: bool, texts: &dyn Texts) -> String {
        self.lexicon.line(line, &self.reader(now, exercise || self.organisation.demo, texts))
    }

    /// The same words in the language of a room: its own, its entity's, the organisation's.
    #[must_use]
    pub fn in_room(&self, room: &RoomId) -> Self {
        let organisation = &self.organisation;
        let standing = organisation.rooms.get(room);
        let entity =
            standing.and_then(|room| room.entity.as_ref()).and_then(|entity| organisation.entities.get(entity));
        let language = standing.and_then(|room| room.language).or_else(|| entity.and_then(|entity| entity.language));
        Self { language: language.unwrap_or(organisation.language), ..self.clone() }
    }

    /// What each further part of a long message begins with: that it is an exercise, where it is one.
    #[must_use]
    pub fn lead(&self, exercise: bool) -> String {
        if !exercise {
            return String::new();
        }
        let word = self.lexicon.words(self.language, "exercise", &[]);
        format!("{} · ", word.unwrap_or_else(|_| "OEFENING".to_owned()))
    }

    /// One line that a network says by itself, marked where it is about an exercise.
    #[must_use]
    pub fn drilled(&self, line: &Line, now: Timestamp, exercise: bool) -> String {
        self.spoken(line, now, exercise || self.organisation.demo)
    }

    /// One line about the console itself.
    #[must_use]
    pub fn say(&self, line: &Line, now: Timestamp) -> String {
        self.spoken(line, now, false)
    }

    /// One line that a script reads among the others; marked as an exercise like those.
    #[must_use]
    pub fn error(&self, line: &Line, now: Timestamp) -> String {
        self.spoken(line, now, self.organisation.demo)
    }

    fn spoken(&self, line: &Line, now: Timestamp, exercise: bool) -> String {
        self.lexicon.line(line, &self.reader(now, exercise, &NoTexts))
    }

    fn reader<'a>(&'a self, now: Timestamp, exercise: bool, texts: &'a dyn Texts) -> Reader<'a> {
        Reader {
            language: self.language,
            now,
            exercise,
            organisation: &self.organisation,
            catalogue: &self.catalogue,
            texts,
        }
    }
}
