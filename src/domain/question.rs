//! The questions after a report: one at a time, three at most, then only when somebody asks for more.

use serde::{Deserialize, Serialize};

use super::{
    draft::Draft,
    fact::{Answer as Said, Capacity, Fact, Impact, Malicious, Other, Statement},
    ids::IncidentId,
    incident::Incident,
    line::Line,
    message::{Action, Effect, Invocation, Message, Slot},
    organisation::Organisation,
    words::Place,
};

/// How many questions are asked before the bot waits to be asked for more.
const BATCH: usize = 3;

/// What the reporter can be asked, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the options of `incident impact`")]
pub enum Question {
    Entity,
    Health,
    Capacity,
    Malicious,
    Impact,
    Reputation,
    Nbc,
    Societal,
    Other,
}

/// The reporter is asked this now; none ends the asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// What.
    pub question: Option<Question>,
}

impl Asked {
    pub(super) fn apply(&self, incident: &mut Incident) {
        incident.question = self.question;
        match self.question {
            Some(question) => {
                // A question after the bot fell silent begins a new batch.
                incident.batch = if incident.batch >= BATCH { 1 } else { incident.batch.saturating_add(1) };
                incident.asked.push(question);
            }
            None => incident.batch = BATCH,
        }
    }
}

const ORDER: [Question; 9] = [
    Question::Entity,
    Question::Health,
    Question::Capacity,
    Question::Malicious,
    Question::Impact,
    Question::Reputation,
    Question::Nbc,
    Question::Societal,
    Question::Other,
];

/// Asks the next question of this batch, or none.
pub(super) fn next(draft: &mut Draft<'_>, id: IncidentId) {
    let Some(incident) = draft.find(id) else { return };
    let question = if incident.batch >= BATCH { None } else { unasked(incident) };
    if question.is_some() || incident.question.is_some() {
        draft.record(id, Asked { question });
    }
}

/// Begins a new batch. False when everything was asked or is known.
pub(super) fn more(draft: &mut Draft<'_>, id: IncidentId) -> bool {
    let question = draft.find(id).and_then(unasked);
    if question.is_some() {
        draft.record(id, Asked { question: None });
        draft.record(id, Asked { question });
    }
    question.is_some()
}

/// Goes on after an answer: the post that asked shows the next question, or that there is none.
pub(super) fn answered(draft: &mut Draft<'_>, id: IncidentId, statements: &[Statement], located: bool) {
    let Some(incident) = draft.find(id) else { return };
    let Some(question) = incident.question else { return };
    // What is said of another entity answers nothing that was asked of the meldpunt.
    let about = |statement: &&Statement| statement.entity.is_none() || statement.entity == incident.meldpunt;
    let said = statements.iter().filter(about).any(|statement| answers(question, &statement.fact));
    if !(said || (question == Question::Entity && located)) {
        return;
    }
    next(draft, id);
    let Some(incident) = draft.find(id) else { return };
    let head = Message::of(Line::Head { incident: id, title: incident.title.clone(), site: incident.site(true) });
    let message = put(head.and(super::level::now(incident)), incident, draft.organisation());
    let room = incident.origin.clone();
    draft.effect(id, Effect::Edit { room, slot: Slot::Question, message });
}

fn unasked(incident: &Incident) -> Option<Question> {
    // Without an entity nobody can be called: that question comes back until it is answered.
    let again = |question: Question| question == Question::Entity;
    let open = |question: &Question| again(*question) || !incident.asked.contains(question);
    ORDER.into_iter().find(|question| open(question) && !known(incident, *question))
}

fn known(incident: &Incident, question: Question) -> bool {
    let general = &incident.facts.general;
    let meldpunt = incident.meldpunt.as_ref().and_then(|entity| incident.facts.entities.get(entity));
    let ours = |entity: &Option<super::ids::EntityId>| entity.is_none() || *entity == incident.meldpunt;
    let claims = incident.claims.iter().filter(|claim| ours(&claim.statement.entity));
    let claimed = claims.into_iter().any(|claim| answers(question, &claim.statement.fact));
    claimed
        || match question {
            Question::Entity => incident.meldpunt.is_some(),
            Question::Health => meldpunt.is_some_and(|facts| facts.health != Said::Unknown),
            Question::Capacity => meldpunt.is_some_and(|facts| facts.capacity != Capacity::Unknown),
            Question::Impact => meldpunt.is_some_and(|facts| facts.impact != Impact::Unknown),
            Question::Malicious => general.malicious != Malicious::Unknown,
            Question::Reputation => general.reputation != Said::Unknown,
            Question::Nbc => general.nbc != Said::Unknown,
            Question::Societal => general.societal != Said::Unknown,
            Question::Other => general.other != Other::Unknown,
        }
}

fn answers(question: Question, fact: &Fact) -> bool {
    matches!(
        (question, fact),
        (Question::Health, Fact::Health(_))
            | (Question::Capacity, Fact::Capacity(_))
            | (Question::Impact, Fact::Impact(_))
            | (Question::Malicious, Fact::Malicious(_))
            | (Question::Reputation, Fact::Reputation(_))
            | (Question::Nbc, Fact::Nbc(_))
            | (Question::Societal, Fact::Societal(_))
            | (Question::Other, Fact::Other(_))
    )
}

/// Adds the question that is open, with its buttons and the line to type; or the button for more.
pub(super) fn put(message: Message, incident: &Incident, organisation: &Organisation) -> Message {
    let impact = Invocation::new("incident impact").about(incident.id);
    let Some(question) = incident.question else {
        if unasked(incident).is_none() {
            return message;
        }
        return message.and(Line::MoreQuestions { command: impact.clone() }).button(Action::new("more", impact));
    };
    let place = Place(incident.meldpunt.clone());
    let (line, option, choices): (Line, &str, &[(&str, &str)]) = match question {
        Question::Entity => {
            let example = organisation.entities.keys().next();
            let command = impact.clone().with("entity", example.map_or("", |entity| entity.as_str()));
            let mut message = message.and(Line::AskEntity {}).and(Line::OrType { command });
            for entity in organisation.entities.keys() {
                let button = Action::new("entity", impact.clone().with("entity", entity)).about(entity);
                message = message.button(button);
            }
            return message;
        }
        Question::Health => (Line::AskHealth { place }, "health", YES_NO),
        Question::Capacity => (
            Line::AskCapacity {},
            "capacity",
            &[("one-team", "one-team"), ("several-teams", "several-teams"), ("beyond", "beyond")],
        ),
        Question::Malicious => (
            Line::AskMalicious {},
            "malicious",
            &[("yes", "yes"), ("suspected", "suspected"), ("no", "no"), ("dont-know", "unknown")],
        ),
        Question::Impact => {
            (Line::AskImpact { place }, "impact", &[("yes", "negative"), ("no", "none"), ("dont-know", "unknown")])
        }
        Question::Reputation => (Line::AskReputation {}, "reputation", YES_NO),
        Question::Nbc => (Line::AskNbc {}, "nbc", YES_NO),
        Question::Societal => (Line::AskSocietal {}, "societal", YES_NO),
        Question::Other => {
            (Line::AskOther {}, "other", &[("no", "no"), ("other-vooralarm", "vooralarm"), ("other-alarm", "alarm")])
        }
    };
    let example = choices.first().map_or("yes", |(_, value)| *value);
    let mut message = message.and(line).and(Line::OrType { command: impact.clone().with(option, example) });
    for (label, value) in choices {
        message = message.button(Action::new(label, impact.clone().with(option, value)));
    }
    message
}

const YES_NO: &[(&str, &str)] = &[("yes", "yes"), ("no", "no"), ("dont-know", "unknown")];
