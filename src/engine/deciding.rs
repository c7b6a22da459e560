//! What the writer decides in one transaction: each input on the desk that the one before it left.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    copies,
    desk::Desk,
    job::Job,
    outbox::Item,
    turn::Turn,
    work::What,
    write::Why,
    writer::{Made, Writer, bench},
};
use crate::{
    domain::{
        event::Stream,
        ids::{IncidentId, RoomId},
        line::Line,
        log_page,
        message::{Effect, Message},
        time::{Span, Timestamp},
    },
    store::{Store, StoreError, codec::Body},
};

impl Writer {
    /// Decides every job, one after the other. One that erases something ends the transaction and begins a new one.
    pub(super) async fn decide(&mut self, jobs: &[Option<Job>]) -> Result<(Made, Desk, usize), StoreError> {
        let now = self.parts.clock.now();
        let (mut made, mut desk) = (Made::default(), self.desk.clone());
        let mut back: BTreeMap<RoomId, Vec<(Line, Option<IncidentId>)>> = BTreeMap::new();
        for room in &self.warned {
            back.entry(room.clone()).or_default();
        }
        let mut taken = 0_usize;
        for (job, waiting) in jobs.iter().zip(&self.queue) {
            let (core, chance) = (Arc::clone(&self.core), Arc::clone(&self.parts.chance));
            let bench = bench(&self.parts, core.as_ref(), chance.as_ref(), now, &self.boot);
            let mut turn = Turn::new(bench, desk.clone());
            if let Some(job) = job {
                turn.take(job)?;
                if let Some(incident) = turn.wanted.take() {
                    // What stands before it in this transaction cannot be read yet.
                    if !made.batch.is_empty() {
                        break;
                    }
                    let message = log(&mut self.store, &turn.desk, incident).await?;
                    turn.show(job, incident, message)?;
                }
            }
            let erasures = std::mem::take(&mut turn.erasures);
            if !erasures.is_empty() && !made.batch.is_empty() {
                break;
            }
            for erasure in &erasures {
                let found = self.store.redaction(erasure).await?;
                for post in found.posts.clone() {
                    turn.rewrite(post)?;
                }
                made.erased.extend(found.effects());
                let copies = copies::without(&mut self.store, found.inputs()).await?;
                made.copies |= !copies.is_empty();
                turn.batch.remember(copies);
                turn.batch.redaction(found);
            }
            if let Some(incident) = turn.incident {
                waiting.stub.about(incident);
            }
            if let (Some(room), What::Input(input), Some(_)) = (&waiting.told, &waiting.what, job) {
                let line = match turn.incident {
                    Some(incident) => Line::StorageBack { at: input.said_at, incident },
                    None => Line::StorageBackDone { at: input.said_at },
                };
                back.entry(room.clone()).or_default().push((line, turn.incident));
            }
            let quiet = self.outbox.quiet();
            if turn.items.iter().any(Item::answers) {
                waiting.stub.answer();
            }
            let items = turn.items.into_iter();
            made.items.extend(items.map(|item| item.holding(quiet.token(Some(waiting.stub.clone())))));
            made.batch.absorb(turn.batch);
            if let What::Tried(_, Some(signed)) = &waiting.what {
                made.batch.receipts([signed.receipt.clone()]);
            }
            desk = turn.desk;
            taken = taken.saturating_add(1);
            if !erasures.is_empty() {
                break;
            }
        }
        self.back(back, &mut made, &mut desk, now)?;
        Ok((made, desk, taken))
    }

    /// "Storage works again", one post for each room that was told.
    fn back(
        &self,
        rooms: BTreeMap<RoomId, Vec<(Line, Option<IncidentId>)>>,
        made: &mut Made,
        desk: &mut Desk,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        for (room, said) in rooms {
            let bench = bench(&self.parts, self.core.as_ref(), self.parts.chance.as_ref(), now, &self.boot);
            let mut turn = Turn::new(bench, desk.clone());
            let incident = said.first().and_then(|(_, incident)| *incident);
            let mut lines: Vec<Line> = said.into_iter().map(|(line, _)| line).collect();
            if lines.is_empty() {
                lines.push(Line::StorageWorks {});
            }
            lines.extend(self.storage_was_down(now));
            let message = Message { lines, actions: Vec::new() };
            turn.effect(&Body::Effect(Effect::quiet(room, message)), incident, Why::News, None)?;
            let quiet = self.outbox.quiet();
            made.items.extend(turn.items.into_iter().map(|item| item.holding(quiet.token(None))));
            made.batch.absorb(turn.batch);
            *desk = turn.desk;
        }
        Ok(())
    }

    /// For how long nothing could be stored; a moment is nobody's business.
    fn storage_was_down(&self, now: Timestamp) -> Option<Line> {
        let since = self.down_since?;
        let length = now.since(since);
        (length >= Span::minutes(1)).then_some(Line::StorageWasDown { since, until: now, length })
    }
}

/// The end of a record's log.
async fn log(store: &mut Store, desk: &Desk, incident: IncidentId) -> Result<Message, StoreError> {
    let stream = Stream::Incident(incident);
    let after = desk.sheet(stream).version.saturating_sub(log_page::LINES);
    let events = store.events_after(stream, after, log_page::LINES).await?;
    let rows = events.iter().map(|event| Ok((event.version, event.envelope()?)));
    Ok(log_page::page(incident, &rows.collect::<Result<Vec<_>, StoreError>>()?))
}
