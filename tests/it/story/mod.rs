//! The language of `tests/scenarios/*.txt`: who says what, how time passes, and what is seen by whom.
//!
//! ```text
//! # A comment.
//! organisation: real                         (header) the example organisation, but not a demo
//! language: en                               (header) it speaks English
//! config escalation.toml: update_every = "60m" => update_every = "5m"      (header) one change in a file
//! noord.melder in meldingen-noord: !meld …   somebody says something; without a room, where they last were
//!   | a further line of the same message
//! noord.melder: (Ja)                         presses the newest button whose label begins so
//! ccvo.wacht1, said 20m ago: …               reached the bot late
//! ccvo.wacht1, in reply to "Aanbeveling": …  answers the newest message that holds this
//! given …                                    what is seen by it is told in another story
//! +15m                                       time passes
//! restart · kill                             orderly, or with kill -9; then started again
//! away 40m                                   orderly, and started again so much later
//! state INC-2026-0001: level = crisis, log ~ "words", cmts.# = 1, cmts[entity=noord].active = true
//!   > meldingen-noord: "words" not "words" [Button] [Button…]     a post there; buttons, if any is named, are all named
//!   > 14:33 ccvo calls ccvo.wacht1: "words"                       at that time, mentioning exactly these people
//!   > meldingen-noord edited: … · ccvo pinned · opens ROOM for a, b · archives ROOM · mail: "words"
//!   > sms to +32 …: "words" · call to +32 …: "words"                by a channel of somebody's own
//!   >> ccvo calls ccvo.wacht1: "words"                            again and again, at least once, among the others
//!       "more words of the expectation above"
//! ```
//! Whatever a step shows and no line expects fails the story, and so does what is expected and not shown.

mod parse;
mod run;
mod state;

pub use parse::parse;
pub use run::{caught, run};

use jiff::SignedDuration;

/// A parsed story.
#[derive(Debug)]
pub struct Story {
    /// Its file.
    pub file: String,
    /// The organisation is no demo.
    pub real: bool,
    /// What is changed in the example's files.
    pub changes: Vec<Change>,
    /// In order.
    pub steps: Vec<Step>,
}

/// One change in a file of the example organisation.
#[derive(Debug)]
pub struct Change {
    /// The file.
    pub file: String,
    /// What stands there.
    pub old: String,
    /// What is to stand there.
    pub new: String,
}

/// One line that does something, and what is seen by it.
#[derive(Debug)]
pub struct Step {
    /// Line number in the file.
    pub line: usize,
    /// The line as written.
    pub text: String,
    /// What it does.
    pub deed: Deed,
    /// What is seen by it is told elsewhere.
    pub given: bool,
    /// What is seen by it.
    pub expected: Vec<Expected>,
}

/// What a step does.
#[derive(Debug)]
pub enum Deed {
    /// Somebody says something.
    Say {
        who: String,
        room: Option<String>,
        text: String,
        ago: Option<SignedDuration>,
        reply: Option<String>,
        key: Option<String>,
    },
    /// Somebody presses a button.
    Press { who: String, room: Option<String>, label: String },
    /// Time passes.
    Advance(SignedDuration),
    /// Ended in order and started again.
    Restart,
    /// Ended in order and started again so much later.
    Away(SignedDuration),
    /// Killed and started again.
    Kill,
    /// The state document is looked at.
    State { incident: String, checks: Vec<Check> },
}

/// One condition on the state document.
#[derive(Debug)]
pub struct Check {
    /// Where to look.
    pub path: String,
    /// How to compare.
    pub compare: Compare,
    /// With what.
    pub value: String,
}

/// How a condition compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// The same.
    Is,
    /// Another.
    IsNot,
    /// Holds the words.
    Holds,
    /// Does not hold the words.
    Lacks,
}

/// What is expected to be seen.
#[derive(Debug)]
pub struct Expected {
    /// Line number in the file.
    pub line: usize,
    /// The line as written.
    pub text: String,
    /// At this clock time in Brussels.
    pub clock: Option<String>,
    /// What kind of output.
    pub kind: String,
    /// The room, or the mail address where one is named.
    pub place: Option<String>,
    /// Exactly these people, where it says so; a post that names none calls none.
    pub people: Option<Vec<String>>,
    /// Words that it holds.
    pub holds: Vec<String>,
    /// Words that it lacks.
    pub lacks: Vec<String>,
    /// All its buttons, where any is named.
    pub buttons: Option<Vec<String>>,
    /// Comes again and again.
    pub repeats: bool,
}
