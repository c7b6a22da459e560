//! Every chase of a record as its log tells it: who was called when, who answered and after how long. A text for the
//! public is one too: crisis communication is asked for it, again and again, until somebody answers.

use super::{LogRow, said};
use crate::domain::{
    actor::Actor,
    chase::ChaseKind,
    closing::StatusChanged,
    command::Coming,
    entry::about,
    event::Event,
    ids::PersonId,
    incident::Status,
    line::Line,
    public::PublicAsked,
    time::{Span, Timestamp},
};

/// What people were asked for.
#[derive(PartialEq, Eq)]
pub(super) enum For {
    /// What a chase is about.
    Chase(ChaseKind),
    /// To confirm the n-th text for the public.
    Public(u32),
}

/// One chase, from its opening; a kind that was opened again is another one.
pub(super) struct Chased<'a> {
    pub what: For,
    pub opened_at: Timestamp,
    /// Each call, and whom it called.
    pub calls: Vec<(Timestamp, &'a [PersonId])>,
    /// In the order in which they came.
    pub answers: Vec<Answer>,
    pub end: Option<End>,
}

/// Somebody's answer to a chase.
pub(super) struct Answer {
    pub who: Actor,
    pub at: Timestamp,
    /// Members of a CMT, and whoever is paged, say whether they come.
    pub coming: Option<Coming>,
}

/// How a chase ended.
pub(super) struct End {
    pub at: Timestamp,
    pub answered: bool,
}

/// What a chase was for one person.
pub(super) struct Called<'a> {
    pub who: Actor,
    /// None: they answered without having been called.
    pub first: Option<Timestamp>,
    pub times: usize,
    pub answer: Option<&'a Answer>,
}

/// The chases of a log, in the order in which they were opened.
pub(super) fn chases(log: &[LogRow]) -> Vec<Chased<'_>> {
    let mut chases: Vec<Chased<'_>> = Vec::new();
    for row in log {
        match &row.event {
            Event::ChaseOpened(body) => chases.push(Chased::opened(For::Chase(body.kind.clone()), row.at)),
            Event::ChaseCalled(body) => {
                if let Some(chase) = last(&mut chases, &For::Chase(body.kind.clone())) {
                    chase.calls.push((row.at, &body.people));
                }
            }
            Event::ChaseEnded(body) => {
                if let Some(chase) = last(&mut chases, &For::Chase(body.kind.clone())) {
                    chase.ended(row, body.answered);
                }
            }
            Event::CmtAnswered(body) => {
                let what = For::Chase(ChaseKind::Cmt(body.entity.clone()));
                if let Some(chase) = last(&mut chases, &what) {
                    chase.coming(row, &body.person, body.answer);
                }
            }
            Event::PageAnswered(body) => {
                if let Some(chase) = last(&mut chases, &For::Chase(ChaseKind::Page(body.n))) {
                    chase.coming(row, &body.person, body.answer);
                }
            }
            Event::PublicAsked(body) => {
                unconfirmed(&mut chases, row);
                chases.push(Chased::public(body, row.at));
            }
            Event::PublicReminded(body) => {
                if let Some(chase) = last(&mut chases, &For::Public(body.n)) {
                    chase.calls.push((row.at, &body.people));
                }
            }
            Event::PublicReleased(body) => {
                if let Some(chase) = last(&mut chases, &For::Public(body.n)) {
                    chase.ended(row, true);
                }
            }
            Event::StatusChanged(StatusChanged { to, .. }) if *to != Status::Open => unconfirmed(&mut chases, row),
            _ => {}
        }
    }
    chases
}

fn last<'c, 'a>(chases: &'c mut [Chased<'a>], what: &For) -> Option<&'c mut Chased<'a>> {
    chases.iter_mut().rfind(|chase| chase.what == *what)
}

/// A text for the public that waits is asked for no more once a newer one stands in its place or the record ends.
fn unconfirmed(chases: &mut [Chased<'_>], row: &LogRow) {
    let waits = |chase: &&mut Chased<'_>| matches!(chase.what, For::Public(_)) && chase.end.is_none();
    for chase in chases.iter_mut().filter(waits) {
        chase.ended(row, false);
    }
}

impl<'a> Chased<'a> {
    const fn opened(what: For, opened_at: Timestamp) -> Self {
        Self { what, opened_at, calls: Vec::new(), answers: Vec::new(), end: None }
    }

    fn public(body: &'a PublicAsked, at: Timestamp) -> Self {
        Self { calls: vec![(at, &body.people)], ..Self::opened(For::Public(body.n), at) }
    }

    fn ended(&mut self, row: &LogRow, answered: bool) {
        self.end = Some(End { at: row.at, answered });
        // The last answer of a CMT ends its chase as well; by itself the bot answers nothing.
        let told = row.actor == Actor::Bot || self.answers.iter().any(|answer| answer.who == row.actor);
        if answered && !told {
            self.answers.push(Answer { who: row.actor.clone(), at: said(row), coming: None });
        }
    }

    fn coming(&mut self, row: &LogRow, person: &PersonId, answer: Coming) {
        let (who, coming) = (Actor::Person(person.clone()), Some(answer));
        self.answers.push(Answer { who, at: said(row), coming });
    }

    /// What it was for, in words.
    pub(super) fn about(&self) -> Line {
        match &self.what {
            For::Chase(kind) => about(kind),
            For::Public(n) => Line::EntryPublic { number: i64::from(*n) },
        }
    }

    /// The first answer of all.
    pub(super) fn first(&self) -> Option<&Answer> {
        self.answers.iter().min_by_key(|answer| answer.at)
    }

    /// How long the first answer took.
    pub(super) fn took(&self) -> Option<Span> {
        self.first().map(|answer| answer.at.since(self.opened_at))
    }

    /// By person, in the order of their first call; then whoever answered uncalled.
    pub(super) fn people(&self) -> Vec<Called<'_>> {
        let mut people: Vec<Called<'_>> = Vec::new();
        for (at, called) in &self.calls {
            for person in *called {
                match people.iter_mut().find(|known| known.who.is(person)) {
                    Some(known) => known.times = known.times.saturating_add(1),
                    None => people.push(Called {
                        who: Actor::Person(person.clone()),
                        first: Some(*at),
                        times: 1,
                        answer: None,
                    }),
                }
            }
        }
        for answer in &self.answers {
            match people.iter_mut().find(|known| known.who == answer.who) {
                Some(known) => known.answer = known.answer.or(Some(answer)),
                None => people.push(Called { who: answer.who.clone(), first: None, times: 0, answer: Some(answer) }),
            }
        }
        people
    }
}

impl Called<'_> {
    /// How long their answer took, from when they were first called.
    pub(super) fn took(&self) -> Option<Span> {
        Some(self.answer?.at.since(self.first?))
    }
}
