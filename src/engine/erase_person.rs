//! Erases what one person wrote, while nothing else works in the folder: every free text of theirs in every record,
//! and what they typed. Each line gets its own entry in the log, so that the chain says what is gone and since when.

use std::path::Path;

use super::{
    StartError, copies,
    core::{Core, Product, Sight},
    desk::Desk,
    port::{Chance, Payload},
    turn::{Bench, Turn},
};
use crate::{
    catalog::Seal,
    domain::{
        actor::Actor,
        event::{Envelope, Stream},
        ids::IncidentId,
        line::Line,
        log::Redacted,
        organisation::Organisation,
        quotes, texts,
        time::Timestamp,
    },
    store::{
        Store, StoreError,
        codec::from_json,
        lock::Lock,
        reader::Reader,
        redact::{Erasure, Quoting, Redaction},
    },
};

/// How many names of streams are read at once.
const PAGE: u64 = 256;

/// What was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ErasedPerson {
    /// So many lines of logs.
    pub lines: usize,
    /// In so many records.
    pub records: usize,
    /// So many messages as they were typed, beside those of the lines.
    pub typed: u64,
    /// They did something in a record, whether or not there was text in it.
    pub known: bool,
}

/// What it works with.
#[derive(Clone, Copy)]
pub struct Tools<'a> {
    /// The configuration.
    pub organisation: &'a Organisation,
    /// Business time.
    pub now: Timestamp,
    /// Chance.
    pub chance: &'a dyn Chance,
}

/// Erases the free texts of a person, or of an account that nobody knows, in a database that is there.
///
/// # Errors
/// Another process works in the folder, or the database cannot be used.
pub async fn erase_person(database: &Path, id: &str, tools: Tools<'_>) -> Result<ErasedPerson, StartError> {
    let core = Product::embedded().map_err(StartError::Broken)?;
    let folder = database.parent().map(Path::to_path_buf).unwrap_or_default();
    let _lock = Lock::take(&folder)?;
    let failed = |error| StartError::Store(database.to_owned(), error);
    let incidents = records(database).await.map_err(failed)?;
    let mut store = Store::open(database).await.map_err(failed)?;
    let erased = erase(&mut store, &core, &incidents, id, tools).await;
    // The log beside the database still holds the words; closing empties it.
    let closed = store.close().await;
    let erased = erased.map_err(failed)?;
    closed.map_err(failed)?;
    Ok(erased)
}

async fn records(database: &Path) -> Result<Vec<IncidentId>, StoreError> {
    let mut reader = Reader::open(database).await?;
    let (mut found, mut after) = (Vec::new(), String::new());
    loop {
        let streams = reader.streams(&after, PAGE).await?;
        let Some(last) = streams.last() else { break };
        after = last.to_string();
        found.extend(streams.into_iter().filter_map(|stream| match stream {
            Stream::Incident(id) => Some(id),
            Stream::Organisation => None,
        }));
    }
    reader.close().await?;
    Ok(found)
}

async fn erase(
    store: &mut Store,
    core: &dyn Core,
    incidents: &[IncidentId],
    id: &str,
    tools: Tools<'_>,
) -> Result<ErasedPerson, StoreError> {
    let who = [Actor::Person(id.into()), Actor::Outsider(id.to_owned())];
    let boot = super::boot(tools.chance);
    // Time in the log never runs backwards.
    let now = store.marks().await?.last.map_or(tools.now, |last| last.max(tools.now));
    let bench = Bench { core, organisation: tools.organisation, chance: tools.chance, now, boot: &boot };
    let desk = Desk::load(store, core).await?;
    // First, so that what is said anew below holds nothing of it any more.
    let mut desk = unrecorded(store, desk, bench, &who).await?;
    let mut erased = ErasedPerson::default();
    for incident in incidents {
        desk.fetch(*incident, store, core).await?;
        let mut lines = Vec::new();
        for event in store.stream_events(Stream::Incident(*incident)).await? {
            let envelope = event.envelope()?;
            if who.contains(&envelope.actor) {
                erased.known = true;
                lines.push((event.version, texts::of(&envelope.event)));
            }
        }
        let gone = desk.state.incident(*incident).map(|incident| incident.redacted.clone()).unwrap_or_default();
        lines.retain(|(seq, texts)| !texts.is_empty() && !gone.contains_key(seq));
        if lines.is_empty() {
            continue;
        }
        erased.lines = erased.lines.saturating_add(lines.len());
        erased.records = erased.records.saturating_add(1);
        let mut turn = Turn::new(bench, desk);
        for (seq, texts) in lines {
            let reason = turn.sealer.seal(&reason(bench, &turn.desk));
            let event = Redacted { seq, texts, reason }.into();
            let stream = Stream::Incident(*incident);
            let envelope = Envelope { stream, at: now, said_at: now, actor: Actor::Bot, event };
            core.apply(&mut turn.desk.state, &envelope);
            turn.event(&envelope, &format!("erase-person:{boot}"))?;
        }
        turn.head(Stream::Incident(*incident));
        let texts = std::mem::take(&mut turn.erasures).into_iter().flat_map(|erasure| erasure.texts).collect();
        let found = store.redaction(&Erasure { incident: *incident, texts, at: now }).await?;
        for post in found.posts.clone() {
            turn.rewrite(post)?;
        }
        turn.batch.remember(copies::without(store, found.inputs()).await?);
        turn.batch.redaction(found);
        turn.keep_texts();
        store.commit(turn.batch).await?;
        desk = turn.desk;
    }
    for actor in &who {
        erased.typed = erased.typed.saturating_add(store.forget_typed(actor).await?);
    }
    Ok(erased)
}

/// Takes out of the bot's own posts what they typed and no record keeps: a word that was no command, a line that a
/// button hands on.
async fn unrecorded(store: &mut Store, desk: Desk, bench: Bench<'_>, who: &[Actor]) -> Result<Desk, StoreError> {
    let mut turn = Turn::new(bench, desk);
    let mut found = Redaction::default();
    for actor in who {
        for said in store.said_then(actor).await? {
            let payloads: Vec<Payload> = said.payloads.iter().map(|text| from_json(text)).collect::<Result<_, _>>()?;
            let typed: Vec<&str> = payloads.iter().filter_map(Payload::text).collect();
            let typed = typed.join(" ");
            let mut shown = None;
            for (seq, body) in said.bodies {
                shown = body.message().and_then(|(room, message)| {
                    let message = quotes::without(message, &typed)?;
                    Some(Quoting { post: said.post, incident: said.incident, room: room.clone(), message })
                });
                if let Some(left) = &shown {
                    found.replace(seq, &body.saying(left.message.clone()))?;
                }
            }
            // Where a later edit shows something else, the room shows nothing of it any more.
            if let Some(post) = shown {
                if let Some(incident) = post.incident {
                    turn.desk.fetch(incident, store, bench.core).await?;
                }
                turn.rewrite(post)?;
            }
        }
    }
    for actor in who {
        let typed = store.typed_by(actor).await?;
        turn.batch.remember(copies::without(store, &typed).await?);
    }
    turn.batch.redaction(found);
    store.commit(turn.batch).await?;
    Ok(turn.desk)
}

/// Why, as it stands in the log.
fn reason(bench: Bench<'_>, desk: &Desk) -> String {
    let Bench { core, organisation, now, .. } = bench;
    let sight = Sight { language: organisation.language, now, exercise: false, organisation, texts: desk };
    core.line(&Line::ErasePersonReason {}, &sight)
}
