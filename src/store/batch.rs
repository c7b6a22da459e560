//! What one transaction writes, gathered first, so that the transaction itself is short.

use std::collections::BTreeMap;

use sqlx::{Any, Arguments, AssertSqlSafe, Connection, any::AnyArguments, query::Query};

pub use super::row::{ActionRow, EffectRow, Ended, EventRow, HeadRow, InputRow, Receipt};
use super::{Counters, Store, StoreError, memory::Note, redact::Redaction, sql};

/// So many statements at most go to SQLite as one text: each way to its thread and back takes as long as the statement.
const TOGETHER: usize = 16;

/// A value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A number.
    Int(i64),
    /// A number, or nothing.
    MaybeInt(Option<i64>),
    /// A text.
    Text(String),
    /// A text, or nothing.
    MaybeText(Option<String>),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// A number of ours as the database keeps it.
#[must_use]
pub fn int(number: u64) -> Value {
    Value::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

/// A statement with its values.
pub(super) fn bind(text: impl Into<String>, values: Vec<Value>) -> Query<'static, Any, AnyArguments> {
    let mut arguments = AnyArguments::default();
    for value in values {
        // These kinds of values always encode.
        let _ = match value {
            Value::Int(value) => arguments.add(value),
            Value::MaybeInt(value) => arguments.add(value),
            Value::Text(value) => arguments.add(value),
            Value::MaybeText(value) => arguments.add(value),
            Value::Bytes(value) => arguments.add(value),
        };
    }
    sqlx::query_with(AssertSqlSafe(text.into()), arguments)
}

/// Everything that one transaction writes.
#[derive(Debug, Default)]
pub struct Batch {
    events: Vec<Vec<Value>>,
    heads: BTreeMap<String, HeadRow>,
    texts: Vec<Vec<Value>>,
    inbox: Vec<Vec<Value>>,
    effects: Vec<Vec<Value>>,
    actions: Vec<Vec<Value>>,
    slots: BTreeMap<(String, String), u64>,
    timers: BTreeMap<(String, String), Option<(u64, i64)>>,
    receipts: Vec<Receipt>,
    pub(super) memory: BTreeMap<(&'static str, &'static str, String), Note>,
    redactions: Vec<Redaction>,
}

impl Batch {
    /// Appends an event.
    pub fn event(&mut self, row: EventRow) {
        self.events.push(vec![
            int(row.pos),
            Value::Text(row.stream),
            int(row.version),
            Value::Int(row.at),
            Value::Int(row.said_at),
            Value::Text(row.kind.to_owned()),
            Value::Int(i64::from(row.v)),
            Value::Text(row.actor),
            Value::Text(row.cause),
            Value::Text(row.body),
            Value::Bytes(row.h_stream.0.to_vec()),
            Value::Bytes(row.h_all.0.to_vec()),
        ]);
    }

    /// Moves the end of a stream.
    pub fn head(&mut self, stream: String, row: HeadRow) {
        self.heads.insert(stream, row);
    }

    /// Keeps a free text.
    pub fn text(&mut self, id: &str, stream: String, salt: Vec<u8>, content: &str) {
        let (id, content) = (Value::Text(id.to_owned()), Value::Text(content.to_owned()));
        self.texts.push(vec![id, Value::Text(stream), Value::Bytes(salt), content]);
    }

    /// Marks an input as done.
    pub fn input(&mut self, row: InputRow<'_>) {
        self.inbox.push(vec![
            Value::Text(row.key.to_owned()),
            Value::Text(row.actor),
            Value::Int(row.said_at),
            Value::Int(row.done_at),
            Value::Text(row.payload),
            Value::MaybeText(row.incident),
        ]);
    }

    /// Adds an effect.
    pub fn effect(&mut self, row: &EffectRow) {
        self.effects.push(vec![
            int(row.seq),
            Value::Text(row.id.clone()),
            Value::Int(row.at),
            Value::MaybeText(row.incident.clone()),
            Value::Int(i64::from(row.exercise)),
            Value::Int(i64::from(row.urgent)),
            Value::MaybeInt(row.target.and_then(|target| i64::try_from(target).ok())),
            Value::MaybeText(row.room.clone()),
            Value::Text(row.kind.clone()),
            Value::Int(i64::from(row.v)),
            Value::Text(row.body.clone()),
            Value::MaybeText(row.rendered.clone()),
            Value::MaybeText(row.answers.clone()),
            Value::Int(i64::from(row.aside)),
            Value::Int(0),
        ]);
    }

    /// Adds a button.
    pub fn action(&mut self, row: ActionRow) {
        self.actions.push(vec![
            Value::Text(row.id),
            int(row.effect),
            Value::Text(row.room),
            Value::MaybeText(row.incident),
            Value::Text(row.command),
            Value::MaybeText(row.only),
            Value::MaybeText(row.except),
            Value::Int(row.until),
        ]);
    }

    /// Names a post for later edits.
    pub fn slot(&mut self, stream: String, slot: String, post: u64) {
        self.slots.insert((stream, slot), post);
    }

    /// Arms a timer, or takes it away.
    pub fn timer(&mut self, stream: String, name: String, armed: Option<(u64, i64)>) {
        self.timers.insert((stream, name), armed);
    }

    /// Marks effects as done.
    pub fn receipts(&mut self, receipts: impl IntoIterator<Item = Receipt>) {
        for mut receipt in receipts {
            self.remember(std::mem::take(&mut receipt.notes));
            self.receipts.push(receipt);
        }
    }

    /// Whether it marks any effect as done.
    #[must_use]
    pub fn has_receipts(&self) -> bool {
        !self.receipts.is_empty()
    }

    /// Erases free texts and everything that quotes them.
    pub fn redaction(&mut self, redaction: Redaction) {
        self.redactions.push(redaction);
    }

    /// Takes in what a turn wants to write.
    pub fn absorb(&mut self, turn: Self) {
        self.events.extend(turn.events);
        self.heads.extend(turn.heads);
        self.texts.extend(turn.texts);
        self.inbox.extend(turn.inbox);
        self.effects.extend(turn.effects);
        self.actions.extend(turn.actions);
        self.slots.extend(turn.slots);
        self.timers.extend(turn.timers);
        self.receipts.extend(turn.receipts);
        self.memory.extend(turn.memory);
        self.redactions.extend(turn.redactions);
    }

    /// Nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        // Whatever else there is comes with an input, an event, an effect, a timer or a receipt.
        self.inbox.is_empty()
            && self.events.is_empty()
            && self.effects.is_empty()
            && self.timers.is_empty()
            && self.receipts.is_empty()
            && self.memory.is_empty()
    }

    /// The statements in order, each with its values and how many rows it writes.
    fn statements(self) -> Vec<(String, Vec<Value>, usize)> {
        let heads = self.heads.into_iter().map(|(stream, head)| {
            let link = Value::Bytes(head.h_stream.0.to_vec());
            vec![Value::Text(stream), int(head.version), link, Value::Int(i64::from(head.open))]
        });
        let slots = self.slots.into_iter();
        let slots = slots.map(|((stream, slot), post)| vec![Value::Text(stream), Value::Text(slot), int(post)]);
        let (mut arm, mut disarm) = (Vec::new(), Vec::new());
        for ((stream, name), armed) in self.timers {
            let key = [Value::Text(stream), Value::Text(name)];
            match armed {
                Some((generation, due)) => {
                    arm.push(key.into_iter().chain([int(generation), Value::Int(due)]).collect());
                }
                None => disarm.push(key.to_vec()),
            }
        }
        let mut statements = Vec::new();
        group(&mut statements, |rows| sql::INBOX.text(rows), self.inbox);
        group(&mut statements, |rows| sql::EVENT.text(rows), self.events);
        group(&mut statements, |rows| sql::HEAD.text(rows), heads.collect());
        group(&mut statements, |rows| sql::TEXT.text(rows), self.texts);
        group(&mut statements, |rows| sql::EFFECT.text(rows), self.effects);
        group(&mut statements, |rows| sql::ACTION.text(rows), self.actions);
        group(&mut statements, |rows| sql::SLOT.text(rows), slots.collect());
        group(&mut statements, |rows| sql::TIMER.text(rows), arm);
        statements.extend(disarm.into_iter().map(|key| (sql::DISARM.to_owned(), key, 1)));
        let mut delivered = Vec::new();
        for receipt in self.receipts {
            match receipt.end {
                Ended::Partly => {}
                Ended::Delivered => delivered.push(vec![int(receipt.seq)]),
                Ended::Failed(reason) => {
                    statements.push((sql::FAILED.to_owned(), vec![int(receipt.seq), Value::Text(reason)], 1));
                }
            }
        }
        group(&mut statements, sql::delivered, delivered);
        let (mut kept, mut forgotten) = (Vec::new(), Vec::new());
        for (mut key, value) in self.memory.into_values().map(Note::row) {
            match value {
                Some(value) => {
                    key.push(value);
                    kept.push(key);
                }
                None => forgotten.push(key),
            }
        }
        group(&mut statements, |rows| sql::MEMORY.text(rows), kept);
        statements.extend(forgotten.into_iter().map(|key| (sql::FORGET_MEMORY.to_owned(), key, 1)));
        statements.extend(self.redactions.into_iter().flat_map(Redaction::statements));
        statements
    }
}

/// Rows in groups of a few sizes.
fn group(statements: &mut Vec<(String, Vec<Value>, usize)>, text: impl Fn(usize) -> String, mut rows: Vec<Vec<Value>>) {
    for size in sql::GROUPS {
        while rows.len() >= size {
            let rest = rows.split_off(size);
            let group = std::mem::replace(&mut rows, rest);
            statements.push((text(size), group.into_iter().flatten().collect(), size));
        }
    }
}

/// Statements as one text, their values numbered on.
fn joined(statements: &[(String, Vec<Value>, usize)]) -> (String, Vec<Value>) {
    let (mut joined, mut all) = (String::new(), Vec::new());
    for (text, values, _) in statements {
        let mut parts = text.split('$');
        joined.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let end = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
            let (number, rest) = part.split_at(end);
            let number = number.parse().unwrap_or(0_usize).saturating_add(all.len());
            joined.push('$');
            joined.push_str(&number.to_string());
            joined.push_str(rest);
        }
        joined.push_str("; ");
        all.extend(values.iter().cloned());
    }
    (joined, all)
}

impl Store {
    /// Writes everything in one transaction, durable when this returns.
    ///
    /// # Errors
    /// Nothing was written, or it is not known whether it was: ask by the keys of the inputs.
    pub async fn commit(&mut self, batch: Batch) -> Result<(), StoreError> {
        super::fault::point("before-begin")?;
        self.in_its_place()?;
        let mut transaction = self.connection.begin().await?;
        let statements = batch.statements();
        // A long batch is better off with each statement prepared once for all batches.
        let size = if statements.len() <= TOGETHER { TOGETHER } else { 1 };
        for group in statements.chunks(size) {
            let (text, values) = joined(group);
            bind(text, values).execute(&mut *transaction).await?;
            Counters::add(&self.counters.statements, group.len());
            Counters::add(&self.counters.written, group.iter().map(|(_, _, rows)| rows).sum());
        }
        super::fault::point("before-commit")?;
        transaction.commit().await?;
        Counters::add(&self.counters.commits, 1);
        super::fault::point("after-commit")?;
        Ok(())
    }
}
