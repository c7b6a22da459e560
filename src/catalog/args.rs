//! The options of one line, read as their types.

use super::{
    Situation, clean, complaint,
    model::{Form, Opt},
    parse::Parsed,
    value::{self, Value},
};
use crate::domain::{
    fact::Answer,
    ids::{EntityId, IncidentId, PersonId, RoleId, TaskId},
    line::Line,
    message::{Invocation, Message},
    page::Paged,
    time::Timestamp,
};

/// Options that were read.
#[derive(Debug)]
pub struct Args<'c, 's> {
    /// The line.
    pub parsed: Parsed<'c>,
    /// In which situation it was said.
    pub situation: &'s Situation<'s>,
    values: Vec<(&'c Opt, Vec<Value>)>,
}

impl<'c, 's> Args<'c, 's> {
    /// Reads everything, or says what is wrong first.
    pub fn read(parsed: Parsed<'c>, situation: &'s Situation<'s>) -> Result<Self, Message> {
        complaint::misplaced(&parsed, situation)?;
        let mut values: Vec<(&Opt, Vec<Value>)> = Vec::new();
        for given in &parsed.given {
            if values.iter().any(|(option, _)| *option == given.option) {
                return Err(complaint::twice(&parsed, given.option, situation));
            }
            let mut read = Vec::new();
            for raw in &given.values {
                match value::read(given.option, raw, situation) {
                    Ok(value) => read.push(value),
                    Err(wrong) => return Err(complaint::wrong(&parsed, given.option, raw, &wrong, situation)),
                }
            }
            if read.is_empty() {
                return Err(complaint::missing(&parsed, given.option, situation));
            }
            values.push((given.option, read));
        }
        let args = Self { parsed, situation, values };
        // The other record may stand in the place of the record itself; `which` sorts that out.
        let missing = args.parsed.definition.options.iter().find(|option| option.required && !args.has(option));
        match missing {
            Some(option) if option.form == Form::Rest => Err(complaint::text_missing(&args.parsed, option, situation)),
            Some(option) => Err(complaint::missing(&args.parsed, option, situation)),
            None => Ok(args),
        }
    }

    fn has(&self, option: &Opt) -> bool {
        match option.form {
            Form::Rest => self.text().is_some(),
            Form::Word | Form::Named => self.values.iter().any(|(given, _)| *given == option),
        }
    }

    /// The values of an option.
    pub fn all(&self, name: &str) -> &[Value] {
        let found = self.values.iter().find(|(option, _)| option.name == name);
        found.map(|(_, values)| values.as_slice()).unwrap_or_default()
    }

    fn one(&self, name: &str) -> Option<&Value> {
        self.all(name).first()
    }

    /// A choice by its English word, as one of these.
    pub fn choice<T: Copy>(&self, name: &str, all: &[T], word: fn(T) -> &'static str) -> Option<T> {
        let Some(Value::Choice(chosen)) = self.one(name) else { return None };
        all.iter().copied().find(|one| word(*one) == chosen)
    }

    /// An answer.
    pub fn answer(&self, name: &str) -> Option<Answer> {
        if let Some(Value::Answer(answer)) = self.one(name) { Some(*answer) } else { None }
    }

    /// Whether it is yes.
    pub fn yes(&self, name: &str) -> bool {
        self.answer(name) == Some(Answer::Yes)
    }

    /// The entities that are given, in order, each once.
    pub fn entities(&self) -> Vec<EntityId> {
        let mut entities = Vec::new();
        for value in self.all("entity") {
            if let Value::Entity(entity) = value
                && !entities.contains(entity)
            {
                entities.push(entity.clone());
            }
        }
        entities
    }

    /// One entity.
    pub fn entity(&self, name: &str) -> Option<EntityId> {
        if let Some(Value::Entity(entity)) = self.one(name) { Some(entity.clone()) } else { None }
    }

    /// A person.
    pub fn person(&self, name: &str) -> Option<PersonId> {
        if let Some(Value::Person(person)) = self.one(name) { Some(person.clone()) } else { None }
    }

    /// A person or a team.
    pub fn paged(&self, name: &str) -> Option<Paged> {
        if let Some(Value::Paged(who)) = self.one(name) { Some(who.clone()) } else { None }
    }

    /// A role.
    pub fn role(&self) -> Option<RoleId> {
        if let Some(Value::Role(role)) = self.one("role") { Some(role.clone()) } else { None }
    }

    /// A task.
    pub fn task(&self) -> Option<TaskId> {
        if let Some(Value::Task(task)) = self.one("task") { Some(*task) } else { None }
    }

    /// A record.
    pub fn incident(&self, name: &str) -> Option<IncidentId> {
        if let Some(Value::Incident(incident)) = self.one(name) { Some(*incident) } else { None }
    }

    /// A time.
    pub fn time(&self, name: &str) -> Option<Timestamp> {
        match self.one(name) {
            Some(Value::Time(at) | Value::Tomorrow(at)) => Some(*at),
            _ => None,
        }
    }

    /// A number.
    pub fn number(&self, name: &str) -> Option<u64> {
        if let Some(Value::Number(number)) = self.one(name) { Some(*number) } else { None }
    }

    /// The free text with its further lines; none where nothing can be seen or a placeholder was left standing.
    pub fn text(&self) -> Option<String> {
        let Parsed { text, more, definition, .. } = &self.parsed;
        let whole = format!("{text}\n{more}");
        let whole = whole.trim();
        let placeholder =
            !definition.forgiving && whole.starts_with('<') && whole.ends_with('>') && !whole.starts_with("<@");
        (!clean::is_blank(whole) && !placeholder).then(|| whole.to_owned())
    }

    /// What the answer must say too.
    pub fn notes(&self) -> Vec<Line> {
        let values = self.values.iter().flat_map(|(_, values)| values);
        values
            .filter_map(
                |value| if let Value::Tomorrow(at) = value { Some(Line::MeantTomorrow { at: *at }) } else { None },
            )
            .collect()
    }

    /// What a report could not read as an option, with what it may be.
    pub fn unread(&self) -> Vec<Line> {
        let unread = self.parsed.unread.iter();
        unread
            .map(|(value, option)| Line::OptionKeptAsText {
                option: option.names(),
                value: value.clone(),
                allowed: complaint::allowed(option, self.situation),
            })
            .collect()
    }

    /// The same command again, to be pressed or typed.
    pub fn invocation(&self) -> Invocation {
        self.parsed.invocation(self.situation)
    }
}

impl Parsed<'_> {
    /// The same command again, with ids and English words.
    pub fn invocation(&self, situation: &Situation<'_>) -> Invocation {
        self.again(|option, raw| value::canonical(option, raw, situation))
    }

    /// The same command again, with its values as this says them.
    pub fn again(&self, value: impl Fn(&Opt, &str) -> String) -> Invocation {
        let mut invocation = Invocation::new(&self.definition.path);
        invocation.incident = self.incident;
        for given in &self.given {
            let values: Vec<String> = given.values.iter().map(|raw| value(given.option, raw)).collect();
            invocation = invocation.with(&given.option.name, values.join(","));
        }
        let text = format!("{}\n{}", self.text, self.more);
        if !clean::is_blank(&text) {
            invocation = invocation.saying(text.trim_end().to_owned());
        }
        invocation
    }
}
