//! A report as a program sends it. Unlike a line that somebody types, whatever is wrong in it is refused: a program can
//! be mended.

use serde::Deserialize;
use serde_json::Value;

use super::super::refusal::Refusal;
use crate::{domain::message::Invocation, platform::words::Words};

/// The longest text, in characters.
const LONGEST: usize = 10_000;

/// The options are those of `incident report`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewReport {
    text: String,
    entity: Option<String>,
    building: Option<String>,
    impact: Option<String>,
    capacity: Option<String>,
    health: Option<String>,
    malicious: Option<String>,
    #[serde(default)]
    process: Vec<String>,
    reputation: Option<String>,
    nbc: Option<String>,
    societal: Option<String>,
    other: Option<String>,
    #[serde(default)]
    exercise: bool,
}

impl NewReport {
    /// Reads it.
    ///
    /// # Errors
    /// What is missing or unknown, never what was sent.
    pub(super) fn read(body: &Value) -> Result<Self, Refusal> {
        let known = ["`text` is missing or a field has the wrong form; docs: /api/v1/openapi.json"];
        Self::deserialize(body).map_err(|_| Refusal::Nonsense(known.concat()))
    }

    /// As a command.
    ///
    /// # Errors
    /// Which field cannot be so.
    pub(super) fn invocation(self, words: &Words) -> Result<Invocation, Refusal> {
        let seen = |letter: char| !letter.is_whitespace() && !letter.is_control();
        if !self.text.chars().any(seen) || self.text.chars().nth(LONGEST).is_some() {
            return Err(Refusal::Nonsense(format!("`text` has 1 to {LONGEST} characters")));
        }
        let organisation = &words.organisation;
        let mut unknown: Vec<&str> = Vec::new();
        if self.entity.as_ref().is_some_and(|id| !organisation.entities.contains_key(&id.as_str().into())) {
            unknown.push("entity");
        }
        if self.building.as_ref().is_some_and(|id| !organisation.buildings.contains_key(&id.as_str().into())) {
            unknown.push("building");
        }
        if self.process.iter().any(|id| !organisation.processes.contains_key(&id.as_str().into())) {
            unknown.push("process");
        }
        let options = [
            ("entity", self.entity),
            ("building", self.building),
            ("impact", self.impact),
            ("capacity", self.capacity),
            ("health", self.health),
            ("malicious", self.malicious),
            ("process", (!self.process.is_empty()).then(|| self.process.join(","))),
            ("reputation", self.reputation),
            ("nbc", self.nbc),
            ("societal", self.societal),
            ("other", self.other),
            ("exercise", self.exercise.then(|| "yes".to_owned())),
        ];
        let mut invocation = Invocation::new("incident report").saying(&self.text);
        for (name, value) in options {
            let Some(value) = value else { continue };
            let alone = Invocation::new("incident report").with(name, &value);
            if !unknown.contains(&name) && words.catalogue.check_invocation(&alone).is_err() {
                unknown.push(name);
            }
            invocation = invocation.with(name, &value);
        }
        match unknown.first() {
            Some(field) => Err(Refusal::Nonsense(format!("`{field}` cannot be this"))),
            None => Ok(invocation),
        }
    }
}

#[cfg(test)]
#[path = "report_tests.rs"]
mod tests;
