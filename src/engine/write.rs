//! What a turn writes down: events with their links, effects with their words and buttons, texts.

use super::{
    outbox::Item,
    turn::{Bench, Turn},
    words::{self, Speaker},
};
use crate::{
    domain::{
        event::{Envelope, Event, Stream},
        ids::{IncidentId, RoomId},
        incident::Incident,
        message::{Effect, Message},
        time::Span,
    },
    store::{
        StoreError,
        batch::{ActionRow, EffectRow, EventRow, HeadRow},
        codec::{Body, json},
        redact::{Erasure, Quoting},
    },
    text::Texts,
};

/// Why something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// It happened.
    News,
    /// It answers what was done.
    Answer,
    /// It answers a question, or says why nothing was done: nobody else needs to see it.
    Aside,
}

/// How long a button is good where it says nothing else.
const BUTTON: Span = Span::hours(24);

impl Turn<'_> {
    /// Appends an event.
    pub(super) fn event(&mut self, envelope: &Envelope, cause: &str) -> Result<(), StoreError> {
        let desk = &mut self.desk;
        let mut sheet = desk.sheet(envelope.stream);
        let (actor, body) = (json(&envelope.actor)?, json(&envelope.event)?);
        desk.pos = desk.pos.saturating_add(1);
        sheet.version = sheet.version.saturating_add(1);
        let mut row = EventRow {
            pos: desk.pos,
            stream: envelope.stream.to_string(),
            version: sheet.version,
            at: envelope.at.0,
            said_at: envelope.said_at.0,
            kind: envelope.event.kind(),
            v: envelope.event.version(),
            actor,
            cause: cause.to_owned(),
            body,
            h_stream: sheet.h_stream,
            h_all: desk.h_all,
        };
        row.h_stream = sheet.h_stream.stream(row.links());
        row.h_all = desk.h_all.all(row.h_stream);
        sheet.h_stream = row.h_stream;
        desk.h_all = row.h_all;
        desk.put(envelope.stream, sheet);
        self.sealer.refer(&row.body, envelope.stream);
        self.batch.event(row);
        if let (Event::Redacted(redacted), Stream::Incident(incident)) = (&envelope.event, envelope.stream) {
            let texts = redacted.texts.iter();
            let texts = texts.map(|id| (id.clone(), self.desk.content(id).map(|text| text.to_string()))).collect();
            redacted.texts.iter().for_each(|id| self.desk.erase(id));
            self.erasures.push(Erasure { incident, texts, at: self.bench.now });
        }
        Ok(())
    }

    /// Moves the end of a stream.
    pub(super) fn head(&mut self, stream: Stream) {
        let sheet = self.desk.sheet(stream);
        let open = match stream {
            Stream::Organisation => true,
            Stream::Incident(id) => {
                self.desk.keep(id);
                self.desk.state.incident(id).is_some_and(Incident::is_open)
            }
        };
        self.batch.head(stream.to_string(), HeadRow { version: sheet.version, h_stream: sheet.h_stream, open });
    }

    /// Adds an effect: its row, its words, its buttons.
    ///
    /// # Errors
    /// Something of ours cannot be written down.
    pub(super) fn effect(
        &mut self,
        body: &Body,
        incident: Option<IncidentId>,
        why: Why,
        target: Option<u64>,
    ) -> Result<(), StoreError> {
        let stream = incident.map_or(Stream::Organisation, Stream::Incident);
        let slotted = |slot| self.desk.post(stream, slot);
        let target = match body {
            Body::Effect(Effect::Edit { slot, .. } | Effect::Pin { slot, .. }) => {
                let Some(post) = slotted(slot) else {
                    tracing::error!(?incident, ?slot, "an edit or pin of a post that was never made");
                    return Ok(());
                };
                Some(post)
            }
            _ => target,
        };
        self.desk.seq = self.desk.seq.saturating_add(1);
        let answer = why != Why::News;
        let exercise = self.bench.organisation.demo
            || incident.and_then(|id| self.desk.state.incident(id)).is_some_and(|incident| incident.exercise);
        let (kind, v, form) = body.write()?;
        let (room, urgent) = match body {
            Body::Effect(Effect::Post { room, mentions, .. }) => (Some(room), answer || !mentions.is_empty()),
            // Pages wait for the room, so that it must not wait behind anything quiet.
            Body::Effect(Effect::OpenRoom { room, .. }) => (Some(room), true),
            Body::Effect(Effect::Edit { room, .. } | Effect::Pin { room, .. } | Effect::ArchiveRoom { room })
            | Body::Rewrite { room, .. } => (Some(room), false),
            Body::Effect(Effect::MailCcvo { .. } | Effect::Reach { .. } | Effect::ReachOver { .. }) => (None, true),
        };
        let mut row = EffectRow {
            seq: self.desk.seq,
            id: format!("{}.{}.{}", self.bench.boot, self.desk.pos, self.desk.seq),
            at: self.bench.now.0,
            incident: incident.map(|id| id.to_string()),
            exercise,
            urgent,
            target,
            room: room.map(ToString::to_string),
            kind,
            v,
            body: form,
            rendered: None,
            answers: self.answers.clone().filter(|_| answer),
            aside: why == Why::Aside,
        };
        debug_assert!(row.id.len() <= 25, "an effect id must fit a Discord nonce");
        if let Body::Effect(Effect::Post { slot: Some(slot), .. }) = body {
            self.desk.name(stream, slot.clone(), row.seq);
            self.batch.slot(stream.to_string(), json(slot)?, row.seq);
        }
        self.sealer.refer(&row.body, stream);
        self.keep_words();
        let rendered = self.speaker().render(&row, body);
        row.rendered = Some(rendered.write()?);
        self.buttons(&row, body, incident);
        self.batch.effect(&row);
        let delivery = self.speaker().delivery(&row, body, rendered)?;
        self.items.push(Item::new(&row, body, delivery));
        Ok(())
    }

    /// Nothing was changed; there may be nothing to say either.
    pub(super) fn aside(
        &mut self,
        room: &RoomId,
        message: Message,
        about: Option<IncidentId>,
    ) -> Result<(), StoreError> {
        if message.lines.is_empty() {
            return Ok(());
        }
        self.effect(&Body::Effect(Effect::quiet(room.clone(), message)), about, Why::Aside, None)
    }

    fn speaker(&self) -> Speaker<'_> {
        let Bench { core, organisation, now, .. } = self.bench;
        Speaker { core, organisation, state: &self.desk.state, texts: &self.desk, now }
    }

    fn buttons(&mut self, row: &EffectRow, body: &Body, incident: Option<IncidentId>) {
        let Some((room, message)) = body.message() else { return };
        for (n, action) in message.actions.iter().enumerate() {
            let command = self.speaker().command(action, room, incident);
            self.batch.action(ActionRow {
                id: words::action_id(&row.id, n),
                effect: row.seq,
                room: room.to_string(),
                incident: row.incident.clone(),
                command,
                only: action.only.as_ref().map(ToString::to_string),
                except: action.except.as_ref().map(ToString::to_string),
                until: action.until.unwrap_or_else(|| self.bench.now.plus(BUTTON)).0,
            });
        }
    }

    /// Says a post anew, because a text in it was erased.
    ///
    /// # Errors
    /// Something of ours cannot be written down.
    pub fn rewrite(&mut self, quoting: Quoting) -> Result<(), StoreError> {
        let body = Body::Rewrite { room: quoting.room, message: quoting.message };
        self.effect(&body, quoting.incident, Why::News, Some(quoting.post))
    }

    /// Makes the texts that are sealed so far readable for the words of this turn.
    fn keep_words(&mut self) {
        for (id, content) in self.sealer.fresh() {
            self.desk.remember(id, &content);
        }
    }

    /// Writes the texts to which an event or effect of this turn refers; the others are forgotten.
    pub(super) fn keep_texts(&mut self) {
        for sealed in self.sealer.finish() {
            match sealed.stream {
                Some(stream) => {
                    let mut sheet = self.desk.sheet(stream);
                    sheet.texts.push_front_mut(sealed.id.clone());
                    self.desk.put(stream, sheet);
                    self.desk.remember(sealed.id.clone(), &sealed.content);
                    self.batch.text(sealed.id.as_str(), stream.to_string(), sealed.salt, &sealed.content);
                }
                None => self.desk.erase(&sealed.id),
            }
        }
    }
}
