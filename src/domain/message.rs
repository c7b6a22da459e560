//! What is said, to whom and where: typed, without words. The text layer puts it into a language.

use serde::{Deserialize, Serialize};

use super::{
    chase::ChaseKind,
    fact::Fact,
    ids::{BuildingId, EntityId, IncidentId, PersonId, ProcessId, RoleId, RoomId, TaskId, TextId},
    line::Line,
    organisation::Bilingual,
    reach::Reach,
    time::{Span, Timestamp},
    words::Site,
};

/// An argument of a line. The text layer renders each kind in its own way.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// A record, by its id.
    Incident(IncidentId),
    /// An entity, by its configured name.
    Entity(EntityId),
    /// A person, by id; never a mention.
    Person(PersonId),
    /// People, by id, with commas.
    People(Vec<PersonId>),
    /// The telephone number of a person, or the words for "not known".
    PhoneOf(PersonId),
    /// The telephone number of an entity, or the words for "not known".
    PhoneOfEntity(EntityId),
    /// A process, by its configured name.
    Process(ProcessId),
    /// A building, by its configured name.
    Building(BuildingId),
    /// Entity and building, with a comma.
    Site(Site),
    /// Where a building's people gather.
    AssemblyPoint(BuildingId),
    /// The one line of instruction for a building's evacuation.
    Instruction(BuildingId),
    /// A logical room, by id.
    Room(RoomId),
    /// A role, by its name.
    Role(RoleId),
    /// A task, by id.
    Task(TaskId),
    /// Free text of a person, looked up where it is kept; "erased" when it was.
    Text(TextId),
    /// Untrusted text that is not kept apart, such as a word that was mistyped.
    Quote(String),
    /// A clock time in Brussels, with the date when it is another day.
    At(Timestamp),
    /// A clock time with the distance from now: `om 14:45 (over 15 min)`.
    Due(Timestamp),
    /// How long something took: `40 min`.
    Length(Span),
    /// A word of the closed vocabulary: the text key `word-<it>`.
    Word(String),
    /// Facts with commas: each a word of the key `fact-<kind>` with its value as a word.
    Facts(Vec<Fact>),
    /// A number.
    Number(i64),
    /// A text of the configuration.
    Both(Bilingual),
    /// A command as the person can type it.
    Command(Invocation),
    /// Lines as clauses of one.
    Clauses(Vec<Line>),
    /// Trusted text that is the same in every language, such as a telephone number or a rule id.
    Verbatim(String),
}

macro_rules! into_arg {
    ($($from:ty => $variant:ident),+ $(,)?) => {$(
        impl From<&$from> for Arg {
            fn from(value: &$from) -> Self {
                Self::$variant(value.clone())
            }
        }
    )+};
}

into_arg! {
    IncidentId => Incident,
    Span => Length,
    EntityId => Entity,
    PersonId => Person,
    Vec<PersonId> => People,
    ProcessId => Process,
    BuildingId => Building,
    RoomId => Room,
    RoleId => Role,
    TaskId => Task,
    TextId => Text,
    Bilingual => Both,
    Invocation => Command,
    i64 => Number,
    String => Quote,
}

/// A command line before it is put into a language: path, record, options, free text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Invocation {
    /// The English path of the catalogue, such as `incident impact`; empty where `text` is the whole line.
    pub path: String,
    /// The record, printed straight after the command words.
    pub incident: Option<IncidentId>,
    /// Arguments by the English option name; a positional one by its own name. Values are ids or English choice words.
    pub options: Vec<(String, String)>,
    /// Free text, or a hint in angle brackets by its text key when `hint` is set.
    pub text: Option<String>,
    /// Free text by its text key without `phrase-`, in the reader's language.
    pub phrase: Option<String>,
    /// The text key of what the person must still fill in, printed as `<…>`.
    pub hint: Option<String>,
}

impl Invocation {
    /// A command by its English path.
    #[must_use]
    pub fn new(path: &str) -> Self {
        Self { path: path.to_owned(), ..Self::default() }
    }

    /// A whole line as somebody typed it, with its lead.
    #[must_use]
    pub fn typed(line: &str) -> Self {
        Self { text: Some(line.to_owned()), ..Self::default() }
    }

    /// About this record.
    #[must_use]
    pub fn about(mut self, incident: IncidentId) -> Self {
        self.incident = Some(incident);
        self
    }

    /// With this option.
    #[must_use]
    pub fn with(mut self, option: &str, value: impl std::fmt::Display) -> Self {
        self.options.push((option.to_owned(), value.to_string()));
        self
    }

    /// With this free text.
    #[must_use]
    pub fn saying(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// With free text of ours, by its text key without `phrase-`.
    #[must_use]
    pub fn phrasing(mut self, phrase: &str) -> Self {
        self.phrase = Some(phrase.to_owned());
        self
    }

    /// With something that the person must still fill in, by its text key without `hint-`.
    #[must_use]
    pub fn hinting(mut self, hint: &str) -> Self {
        self.hint = Some(hint.to_owned());
        self
    }
}

/// A button: a label and the command that pressing it gives, authorised and decided anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// The text key of the label, without `button-`.
    pub label: String,
    /// An argument of the label, such as an entity or a record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// What pressing it says.
    pub command: Invocation,
    /// Only this person may press it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<PersonId>,
    /// This person may not press it: another pair of eyes is wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub except: Option<PersonId>,
    /// After this it answers with a sentence; none is 24 hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

impl Action {
    /// A button with the label `button-<label>`.
    #[must_use]
    pub fn new(label: &str, command: Invocation) -> Self {
        Self { label: label.to_owned(), about: None, command, only: None, except: None, until: None }
    }

    /// With `{ $about }` in its label.
    #[must_use]
    pub fn about(mut self, about: impl std::fmt::Display) -> Self {
        self.about = Some(about.to_string());
        self
    }
}

/// Lines and buttons.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Message {
    /// One line each.
    pub lines: Vec<Line>,
    /// The affirmative one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
}

impl Message {
    /// One line.
    #[must_use]
    pub fn of(line: Line) -> Self {
        Self { lines: vec![line], actions: Vec::new() }
    }

    /// With one more line.
    #[must_use]
    pub fn and(mut self, line: Line) -> Self {
        self.lines.push(line);
        self
    }

    /// With one more line, where there is one.
    #[must_use]
    pub fn maybe(mut self, line: Option<Line>) -> Self {
        self.lines.extend(line);
        self
    }

    /// With one more button.
    #[must_use]
    pub fn button(mut self, action: Action) -> Self {
        self.actions.push(action);
        self
    }
}

/// A post of a record that is edited later, by what it shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// The question that the reporter is being asked.
    Question,
    /// The pinned picture in the crisis room of an entity.
    Picture(EntityId),
}

/// Something to be done outside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Say something in a room; whoever is in `mentions` is called by it.
    Post {
        /// Where.
        room: RoomId,
        /// What.
        message: Message,
        /// Who is called.
        mentions: Vec<PersonId>,
        /// Under which name it can be edited or pinned later.
        slot: Option<Slot>,
        /// What they are called for, where it is the call of a chase.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        calls: Option<ChaseKind>,
    },
    /// Replace what an earlier post says.
    Edit {
        /// Where that post is.
        room: RoomId,
        /// Which.
        slot: Slot,
        /// What it says from now on.
        message: Message,
    },
    /// Pin an earlier post.
    Pin {
        /// Where that post is.
        room: RoomId,
        /// Which.
        slot: Slot,
    },
    /// Open a crisis room; what is said in it waits until it is there.
    OpenRoom {
        /// Its logical id.
        room: RoomId,
        /// Who belongs in it.
        members: Vec<PersonId>,
    },
    /// Make a crisis room read-only.
    ArchiveRoom {
        /// Which.
        room: RoomId,
    },
    /// A mail to the crisis centre.
    MailCcvo {
        /// Its subject.
        subject: Line,
        /// Its text: title, rule and counts only.
        message: Message,
    },
    /// Calls somebody by a channel of their own beside the chat.
    Reach {
        /// Whom, for what, by which channel.
        reach: Reach,
        /// Its text; the first line is the subject, where the channel has one.
        message: Message,
    },
    /// Tells somebody who was called by a channel of their own that they are not called any more.
    ReachOver {
        /// Whom, of what, by which channel.
        reach: Reach,
        /// Its text; the first line is the subject, where the channel has one.
        message: Message,
    },
}

impl Effect {
    /// A post that calls nobody.
    #[must_use]
    pub const fn quiet(room: RoomId, message: Message) -> Self {
        Self::post(room, message, Vec::new())
    }

    /// A post that alarms whoever is in `mentions`.
    #[must_use]
    pub const fn post(room: RoomId, message: Message, mentions: Vec<PersonId>) -> Self {
        Self::Post { room, message, mentions, slot: None, calls: None }
    }

    /// The post by which a chase calls people.
    #[must_use]
    pub const fn call(kind: ChaseKind, room: RoomId, message: Message, people: Vec<PersonId>) -> Self {
        Self::Post { room, message, mentions: people, slot: None, calls: Some(kind) }
    }
}
