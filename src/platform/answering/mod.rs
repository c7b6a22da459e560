//! How somebody answers who is called outside the chat: where, with which proof that it is them, and in which words they
//! are asked. See [`crate::domain::answering`] for what such an answer can do.

mod token;
#[cfg(test)]
mod token_tests;

pub use self::token::Key;
use super::words::Words;
use crate::{
    domain::{
        answering::{Asked, Asks, spoken_by},
        line::Line,
        message::Action,
        time::{Span, Timestamp},
        words::Verbatim,
    },
    engine::port::Delivery,
};

/// How long after the first call its link can be used. A call that lasts longer is answered in the chat.
const LIVES: Span = Span::hours(7 * 24);

/// See the module.
#[derive(Clone)]
pub struct Answering {
    /// How it is reached from outside, without a slash at the end.
    pub public_url: String,
    /// What its links are signed with.
    pub key: Key,
    /// In any language.
    pub words: Words,
}

/// What a link proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Who is asked what.
    pub asked: Asked,
    /// It can still be used.
    pub fresh: bool,
}

impl Answering {
    /// What stands in a link: nobody can make one up, and nobody can read from it who it is for.
    #[must_use]
    pub fn token(&self, asked: &Asked) -> String {
        self.key.token(asked)
    }

    /// The link of a page on which this can be answered; none once it would have expired.
    #[must_use]
    pub fn link(&self, delivery: &Delivery) -> Option<String> {
        let asked = self.asked(delivery)?;
        Some(format!("{}/a/{}", self.public_url, self.token(asked)))
    }

    /// What a delivery asks, unless its link would have expired.
    #[must_use]
    pub fn asked<'a>(&self, delivery: &'a Delivery) -> Option<&'a Asked> {
        delivery.asks.as_ref().map(|asks| &asks.asked).filter(|asked| is_fresh(asked, delivery.at))
    }

    /// Where the telephone provider tells which key somebody pressed who was called for this.
    #[must_use]
    pub fn keys(&self, asked: &Asked) -> String {
        format!("{}/telephone/voice/{}/keys", self.public_url, self.token(asked))
    }

    /// Where the telephone provider tells what became of a message or call that it took.
    #[must_use]
    pub fn status(&self, delivery: &Delivery) -> String {
        format!("{}/telephone/status/{}", self.public_url, delivery.effect)
    }

    /// Reads what a link proves; none of what was not made here.
    #[must_use]
    pub fn read(&self, token: &str, now: Timestamp) -> Option<Proof> {
        let asked = self.key.read(token, self.words.organisation.people.keys())?;
        let fresh = is_fresh(&asked, now);
        Some(Proof { asked, fresh })
    }

    /// Words in the language of whoever is asked.
    #[must_use]
    pub fn speaking_to(&self, asked: &Asked) -> Words {
        self.words.in_language(spoken_by(&self.words.organisation, &asked.person))
    }
}

fn is_fresh(asked: &Asked, now: Timestamp) -> bool {
    now.since(asked.since) < LIVES
}

/// How somebody answers a text message.
#[must_use]
pub fn by_text(words: &Words, asks: &Asks) -> Line {
    let (yes, no) = both(words, asks);
    match no {
        Some(no) => Line::AnswerByTextOr { yes, no },
        None => Line::AnswerByText { yes },
    }
}

/// How somebody answers who is called.
#[must_use]
pub fn by_key(words: &Words, asks: &Asks) -> Line {
    let (yes, no) = both(words, asks);
    match no {
        Some(no) => Line::AnswerByKeyOr { yes, no },
        None => Line::AnswerByKey { yes },
    }
}

fn both(words: &Words, asks: &Asks) -> (Verbatim, Option<Verbatim>) {
    let label = |action: &Action| Verbatim(words.label(action));
    (label(&asks.yes), asks.no.as_ref().map(label))
}
