//! What `commands/*.toml` holds, as types.

use serde::Deserialize;

use crate::domain::{
    ids::RoleId,
    organisation::{Bilingual, Language},
    permission::Who,
};

/// A right as the files spell it, such as `cmt(entity)`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Right {
    /// As spelled.
    pub id: String,
    /// What it means.
    pub who: Who,
}

impl TryFrom<String> for Right {
    type Error = String;

    fn try_from(id: String) -> Result<Self, Self::Error> {
        let who = match id.as_str() {
            "anyone" => Who::Anyone,
            "known" => Who::Known,
            "known_in(record)" => Who::KnownInRecord,
            "member(entity)" => Who::Member,
            "reporter(own)" => Who::Reporter,
            "cmt(entity)" => Who::Cmt,
            "chair(entity)" => Who::Chair,
            "communication(entity)" => Who::Communication,
            "ccvo" => Who::Ccvo,
            "owner(task)" => Who::Owner,
            "called" => Who::Called,
            other => {
                let role = other.strip_prefix("role(").and_then(|rest| rest.strip_suffix(')'));
                let Some(role) = role.filter(|role| !role.is_empty()) else {
                    return Err(format!("`{other}` is no right; the closed set is that of `domain::permission::Who`"));
                };
                Who::Role(RoleId::from(role))
            }
        };
        Ok(Self { id, who })
    }
}

/// Where the answer is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Visibility {
    /// By everybody in the room.
    Room,
    /// By the person who asked, where the platform can.
    Person,
}

/// What the platform opens first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Opens {
    /// A form, where no text was given.
    Modal,
}

/// Whether a command is about a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Record {
    /// It is not; an INC-… in it is text.
    None,
    /// It is about one; its id stands straight after the command words.
    One,
}

/// What becomes of a command that reaches the bot long after it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Late {
    /// It is taken and marked: it reports, logs, acknowledges or confirms a call.
    Taken,
    /// The person is asked whether it is still wanted.
    #[default]
    AskedAgain,
}

/// The type of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Yes, no or unknown.
    Answer,
    /// Yes or no.
    YesNo,
    /// One of `choices`.
    Choice,
    /// An entity.
    Entity,
    /// A building.
    Building,
    /// A time-critical process.
    Process,
    /// One person.
    Person,
    /// One person, or a team.
    PersonOrTeam,
    /// One of `choices`, or a word of one's own.
    Role,
    /// A record.
    Incident,
    /// A task of the record.
    Task,
    /// A time that is still to come.
    Future,
    /// A time that is past.
    Past,
    /// A whole number.
    Number,
    /// Free text.
    Text,
}

/// How an option stands in a line. By name it can always be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// Only by name.
    #[default]
    Named,
    /// Also as a bare word, in the order of the file.
    Word,
    /// Also as everything that is left.
    Rest,
}

/// One word of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The English word, which is also its id.
    pub id: String,
    /// The Dutch word.
    pub nl: String,
}

/// An option of a command.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opt {
    /// The English name, which is also its id.
    pub name: String,
    /// The Dutch name.
    pub nl: String,
    /// What it may be.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// How it stands in a line.
    #[serde(default)]
    pub form: Form,
    /// The command does nothing without it.
    #[serde(default)]
    pub required: bool,
    /// Takes several values.
    #[serde(default)]
    pub many: bool,
    /// The words of a choice; the usual ones of a role.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// The text key of what an example shows in its place, without `hint-`.
    pub hint: Option<String>,
    /// One sentence.
    pub help: Bilingual,
}

impl Opt {
    /// Its name in a language.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        match language {
            Language::Nl => &self.nl,
            Language::En => &self.name,
        }
    }

    /// Its name in both.
    #[must_use]
    pub fn names(&self) -> Bilingual {
        Bilingual { nl: self.nl.clone(), en: self.name.clone() }
    }
}

/// The preferred short form of a command in a language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Short {
    /// Dutch.
    pub nl: Option<String>,
    /// English.
    pub en: Option<String>,
}

/// Words that stand for a command with one of its options filled in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preset {
    /// What is typed.
    pub words: String,
    /// The English option name.
    pub option: String,
    /// Its value.
    pub value: String,
}

/// When other rights hold than the usual ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// The level asked for is crisis.
    Crisis,
    /// Malicious intent stands and becomes anything else (L2).
    MaliciousLifted,
    /// The link is of kind same.
    SameEvent,
    /// The crisis centre leads the coordination, and speaks across entities.
    Alarm,
}

/// Other rights in a special case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Special {
    /// In which case.
    pub when: When,
    /// Any one is enough.
    pub who: Vec<Right>,
    /// An option that is then required.
    pub needs: Option<String>,
}

/// Two lines to copy, in each language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Examples {
    /// Dutch.
    pub nl: [String; 2],
    /// English.
    pub en: [String; 2],
}

/// A command.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The English words, which are also its id.
    pub path: String,
    /// The Dutch words.
    pub nl: String,
    /// The preferred short form.
    #[serde(default)]
    pub short: Short,
    /// More words for it, in either language.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Words for it with an option filled in.
    #[serde(default)]
    pub preset: Vec<Preset>,
    /// Its path where a command cannot also be a group (Discord).
    pub slash: Option<Bilingual>,
    /// What the menu of a message calls it, where the message is its text (Discord).
    pub menu: Option<Bilingual>,
    /// One line.
    pub help: Bilingual,
    /// Lines to copy.
    pub examples: Examples,
    /// Any one is enough.
    pub who: Vec<Right>,
    /// Where the answer is seen.
    pub visibility: Visibility,
    /// What the platform opens first.
    pub opens: Option<Opens>,
    /// Whether it is about a record.
    pub record: Record,
    /// What becomes of it when it comes long after it was said.
    #[serde(default)]
    pub late: Late,
    /// The task that it leaves behind where something remains to be done outside.
    pub leaves: Option<Bilingual>,
    /// A wrong option stays part of the text, and nothing is refused.
    #[serde(default)]
    pub forgiving: bool,
    /// Its place among the most needed commands.
    pub needed: Option<u8>,
    /// Names of shared options that it has too.
    #[serde(default)]
    pub shared: Vec<String>,
    /// Its options, the shared ones last once loaded.
    #[serde(default, rename = "option")]
    pub options: Vec<Opt>,
    /// Special cases.
    #[serde(default, rename = "right")]
    pub rights: Vec<Special>,
    /// The name of its file, without the ending.
    #[serde(skip)]
    pub topic: String,
}

impl Definition {
    /// The option that takes everything that is left.
    #[must_use]
    pub fn rest(&self) -> Option<&Opt> {
        self.options.iter().find(|option| option.form == Form::Rest)
    }

    /// The options that may stand as bare words.
    pub fn words(&self) -> impl Iterator<Item = &Opt> {
        self.options.iter().filter(|option| option.form == Form::Word)
    }

    /// An option by its English name.
    #[must_use]
    pub fn option(&self, name: &str) -> Option<&Opt> {
        self.options.iter().find(|option| option.name == name)
    }

    /// An option by either name, lower case.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Opt> {
        self.options.iter().find(|option| option.name == name || option.nl == name)
    }

    /// The words that are printed for it.
    #[must_use]
    pub fn print_words(&self, language: Language) -> &str {
        match language {
            Language::Nl => self.short.nl.as_deref().unwrap_or(&self.nl),
            Language::En => self.short.en.as_deref().unwrap_or(&self.path),
        }
    }

    /// Its words where a command cannot also be a group.
    #[must_use]
    pub fn slash_words(&self, language: Language) -> &str {
        let own = match language {
            Language::Nl => &self.nl,
            Language::En => &self.path,
        };
        self.slash.as_ref().map_or(own, |slash| slash.get(language))
    }

    /// Every phrase that stands for it: English and Dutch words in any mixture, short forms, aliases.
    #[must_use]
    pub fn phrases(&self) -> Vec<String> {
        let mut phrases = vec![String::new()];
        let (en, nl): (Vec<&str>, Vec<&str>) = (self.path.split(' ').collect(), self.nl.split(' ').collect());
        for (en, nl) in en.iter().zip(&nl) {
            let words = if en == nl { vec![*en] } else { vec![*en, *nl] };
            let longer = |phrase: &String, word: &str| format!("{phrase} {word}").trim_start().to_owned();
            phrases = phrases.iter().flat_map(|phrase| words.iter().map(move |word| longer(phrase, word))).collect();
        }
        let short = self.short.nl.iter().chain(&self.short.en);
        for phrase in short.chain(&self.aliases) {
            if !phrases.contains(phrase) {
                phrases.push(phrase.clone());
            }
        }
        phrases
    }
}

/// The name of a right, for people.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RightName {
    /// As the commands spell it.
    pub id: String,
    /// Dutch.
    pub nl: String,
    /// English.
    pub en: String,
}
