//! How the types of the core become arguments of a line.

use serde::{Deserialize, Serialize};

use super::{
    actor::Actor,
    command::{Audience, Coming, LinkKind, LogKind, RequestKind},
    fact::{Answer, Capacity, Fact, Impact, Malicious, Other},
    ids::{BuildingId, EntityId, PersonId, RuleId},
    incident::{CcvoPhase, Level, RequestAnswer, Status},
    line::Line,
    message::Arg,
    organisation::RulePhase,
    page::{PageMode, Paged},
    question::Question,
    time::Timestamp,
};

/// An instant that is shown with its distance from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Due(pub Timestamp);

/// A person whose telephone number is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PhoneOf(pub PersonId);

/// An entity that may not be known yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Place(pub Option<EntityId>);

impl From<&Place> for Arg {
    fn from(place: &Place) -> Self {
        place.0.clone().map_or_else(|| Self::Word("unknown-entity".to_owned()), Self::Entity)
    }
}

/// Where it happens: entity and building.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// The entity, if it is known.
    pub entity: Option<EntityId>,
    /// The building, if it is known.
    pub building: Option<BuildingId>,
    /// Whether it is said that the building is not known, for whoever must go there.
    pub whole: bool,
}

impl From<&Site> for Arg {
    fn from(site: &Site) -> Self {
        Self::Site(site.clone())
    }
}

/// Somebody who may not be known yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Somebody(pub Option<PersonId>);

impl From<&Somebody> for Arg {
    fn from(somebody: &Somebody) -> Self {
        somebody.0.clone().map_or_else(|| Self::Word("nobody".to_owned()), Self::Person)
    }
}

/// Where a building's people gather.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AssemblyPoint(pub BuildingId);

impl From<&AssemblyPoint> for Arg {
    fn from(point: &AssemblyPoint) -> Self {
        Self::AssemblyPoint(point.0.clone())
    }
}

/// The one line of instruction for a building's evacuation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instruction(pub BuildingId);

impl From<&Instruction> for Arg {
    fn from(instruction: &Instruction) -> Self {
        Self::Instruction(instruction.0.clone())
    }
}

/// Facts, said one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Facts(pub Vec<Fact>);

impl From<&Facts> for Arg {
    fn from(facts: &Facts) -> Self {
        Self::Facts(facts.0.clone())
    }
}

/// Trusted text that is the same in every language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Verbatim(pub String);

/// A word of the closed vocabulary by its text key without `word-`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Word(pub String);

/// Lines as clauses of one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Clauses(pub Vec<Line>);

impl From<&Clauses> for Arg {
    fn from(clauses: &Clauses) -> Self {
        Self::Clauses(clauses.0.clone())
    }
}

impl From<&Timestamp> for Arg {
    fn from(at: &Timestamp) -> Self {
        Self::At(*at)
    }
}

impl From<&Due> for Arg {
    fn from(due: &Due) -> Self {
        Self::Due(due.0)
    }
}

impl From<&PhoneOf> for Arg {
    fn from(phone: &PhoneOf) -> Self {
        Self::PhoneOf(phone.0.clone())
    }
}

impl From<&Verbatim> for Arg {
    fn from(text: &Verbatim) -> Self {
        Self::Verbatim(text.0.clone())
    }
}

impl From<&Word> for Arg {
    fn from(word: &Word) -> Self {
        Self::Word(word.0.clone())
    }
}

impl From<&RuleId> for Arg {
    fn from(rule: &RuleId) -> Self {
        Self::Verbatim(rule.to_string())
    }
}

impl From<&Paged> for Arg {
    fn from(who: &Paged) -> Self {
        match who {
            Paged::Person(person) => Self::Person(person.clone()),
            Paged::Team(team) => Self::Verbatim(team.to_string()),
        }
    }
}

impl From<&Actor> for Arg {
    fn from(actor: &Actor) -> Self {
        match actor {
            Actor::Person(person) => Self::Person(person.clone()),
            Actor::Outsider(account) => Self::Quote(account.clone()),
            Actor::Source(source) => Self::Verbatim(source.to_string()),
            Actor::Bot => Self::Word("bot".to_owned()),
        }
    }
}

macro_rules! words {
    ($($type:ident $prefix:literal { $($variant:ident => $word:literal),+ $(,)? })+) => {
        $(impl $type {
            /// The English choice word.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }
        }

        impl From<&$type> for Arg {
            fn from(value: &$type) -> Self {
                Self::Word(format!("{}-{}", $prefix, value.word()))
            }
        })+

        /// Every word that an argument can be, by its text key without `word-`.
        pub const WORDS: &[&str] = &[$($(concat!($prefix, "-", $word)),+),+, "bot", "unknown-entity", "unknown-building", "nobody"];
    };
}

words! {
    Level "level" { Issue => "issue", Incident => "incident", Crisis => "crisis" }
    CcvoPhase "phase" { None => "none", Vooralarm => "vooralarm", Alarm => "alarm", Ended => "ended" }
    RulePhase "phase" { Vooralarm => "vooralarm", Alarm => "alarm" }
    Status "status" { Open => "open", Closed => "closed", Withdrawn => "withdrawn", Duplicate => "duplicate" }
    Answer "answer" { Unknown => "unknown", No => "no", Yes => "yes" }
    Impact "impact" { Unknown => "unknown", None => "none", Negative => "negative" }
    Capacity "capacity" { Unknown => "unknown", OneTeam => "one-team", SeveralTeams => "several-teams", Beyond => "beyond" }
    Malicious "malicious" { Unknown => "unknown", No => "no", Suspected => "suspected", Yes => "yes" }
    Other "other" { Unknown => "unknown", No => "no", Vooralarm => "vooralarm", Alarm => "alarm" }
    RequestKind "request" { Inform => "inform", Support => "support", Takeover => "takeover" }
    RequestAnswer "reply" { Ack => "ack", Vooralarm => "vooralarm", Alarm => "alarm", Decline => "decline" }
    LinkKind "link" { Same => "same", Beside => "beside", Related => "related" }
    LogKind "log" { Note => "note", Fact => "fact", Judgement => "judgement", Decision => "decision", Question => "question" }
    Question "question" { Entity => "entity", Health => "health", Capacity => "capacity", Malicious => "malicious", Impact => "impact", Reputation => "reputation", Nbc => "nbc", Societal => "societal", Other => "other" }
    Audience "audience" { Team => "team", Ccvo => "ccvo", Public => "public" }
    PageMode "mode" { One => "one", Each => "each" }
    Coming "coming" { Coming => "coming", Online => "online", Unable => "unable" }
}
