//! Words out: posts, edits, and what is said without being stored. The nonces come from the effects, so that what is
//! tried again is one message.
//!
//! A picture stays plain text in as many messages as it takes: an embed would hold more, but a person can switch embeds
//! off, and without the right to embed Discord drops it silently.

use serenity::{
    http::{LightMethod, Route},
    model::id::{ChannelId, InteractionId, MessageId},
};

use super::{
    answer::{self, Sent, Way, is_over},
    body::Body,
    buttons::{self, Row},
    pin,
    read_back::Back,
    render::{self, Called, Part},
    trouble::Halt,
};
use crate::{
    domain::ids::{PersonId, RoomId},
    engine::port::{Button, Delivery, Note},
    platform::{
        discord::{
            api::rest::{Failed, Rest},
            hub::Hub,
        },
        relay::is_copy,
    },
    text::reply::{Reply, Span},
};

/// Kind of note: message of ours to the channel in which it is; of one that only whoever asked sees, to the interaction
/// that it answers.
const WHERE: &str = "where";
/// Nonce to the message that was sent with it, for as long as the program runs: an attempt goes on where the last ended.
const SENT: &str = "sent";
/// Of [`WHERE`]: it was for whoever asked.
const ASIDE: &str = "aside";
/// Of [`WHERE`]: only whoever asked sees it, though it is for everybody.
const HIDDEN: &str = "hidden";
/// The code of a message that is not there.
pub const NO_MESSAGE: i64 = 10_008;

/// A message of ours on its way.
pub struct Message<'a> {
    /// What all share.
    pub hub: &'a Hub,
    /// What it is a part of.
    pub delivery: &'a Delivery,
    /// Where.
    pub room: &'a RoomId,
    /// What it is called, such as `m17`.
    pub id: &'a str,
    /// What it says.
    pub text: &'a Reply,
    /// Whom it calls.
    pub mentions: &'a [PersonId],
    /// Its buttons.
    pub actions: &'a [Button],
}

impl Message<'_> {
    /// Says it.
    ///
    /// # Errors
    /// What stopped it.
    pub async fn post(&self) -> Result<Vec<Note>, Halt> {
        if let Some(way) = Way::of(self.hub, self.delivery) {
            match self.by(way).await {
                Err(Halt::Failed(failed)) if way.interaction().is_some() && is_over(&failed) => {
                    self.by(way.without_token()).await
                }
                result => result,
            }
        } else {
            self.anew().await
        }
    }

    /// Says it in its room.
    async fn anew(&self) -> Result<Vec<Note>, Halt> {
        let channel = self.hub.channel(self.room).ok_or(Halt::Nowhere)?;
        self.by(Way::Channel { channel, reply: None, by: None }).await
    }

    async fn by(&self, way: Way) -> Result<Vec<Note>, Halt> {
        let parts = self.parts(way);
        let mut back = None;
        let mut sent: Vec<Sent> = Vec::new();
        for (n, part) in parts.iter().enumerate() {
            let rows = self.rows(n, parts.len());
            let hidden = sent.first().is_some_and(|first| first.is_hidden());
            sent.push(self.once(way, (n, part), rows, &mut back, hidden).await?);
        }
        Ok(self.notes(way, &sent))
    }

    /// Sends a part, unless it was.
    async fn once(
        &self,
        way: Way,
        (n, part): (usize, &Part),
        rows: Vec<Row>,
        back: &mut Option<Back>,
        hidden: bool,
    ) -> Result<Sent, Halt> {
        let (hub, nonce) = (self.hub, nonce(&self.delivery.effect, n));
        if let Some(sent) = hub.memory.get(SENT, &nonce).await?.as_deref().and_then(read) {
            return Ok(sent);
        }
        let said = match (way, back.as_mut()) {
            (Way::Channel { .. }, Some(back)) => back.take(part, &rows),
            (Way::Channel { channel, .. }, None) => {
                let mut read = Back::read(hub, channel, self.delivery.at).await?;
                let said = read.take(part, &rows);
                *back = Some(read);
                said
            }
            _ => None,
        };
        let body = Body::of(part, rows);
        let sent = match (said, way) {
            (Some(id), _) => Sent { id, flags: 0 },
            (None, Way::Channel { channel, reply, .. }) => {
                let body = body.once(&nonce).answering(reply.filter(|_| n == 0));
                answer::post(&self.rest(), channel, &body).await?
            }
            (None, Way::Original { interaction, .. }) if n == 0 => answer::fill(hub, interaction, &body).await?,
            (None, Way::Original { interaction, .. }) => {
                answer::follow_up(hub, interaction, &body.aside(hidden)).await?
            }
            (None, Way::Aside { interaction, .. }) => answer::follow_up(hub, interaction, &body.aside(true)).await?,
        };
        // Known here and never handed in.
        let _ = hub.memory.noted(SENT, &nonce, Some(format!("{} {}", sent.id, sent.flags)));
        Ok(sent)
    }

    /// Replaces what it says. One that is not known or not there any more, because the database is older than the chat
    /// or somebody deleted it, is said anew.
    ///
    /// # Errors
    /// What stopped it.
    pub async fn edit(&self) -> Result<Vec<Note>, Halt> {
        let memory = &self.hub.memory;
        let there = memory.get(WHERE, self.id).await?.unwrap_or_default();
        let mut known = Vec::new();
        for part in memory.parts(self.id).await? {
            known.extend(message_id(&part));
        }
        let replaced = match (there.split_once(' '), there.parse::<ChannelId>()) {
            _ if known.is_empty() => None,
            (_, Ok(channel)) => Some(self.replace(channel, known).await),
            (Some((kind, interaction)), _) => match self.whispered(interaction, &known).await {
                // Nobody is shown what somebody asked for themselves alone; their own client forgets it.
                Err(Halt::Failed(failed)) if is_over(&failed) && kind == ASIDE => return Ok(Vec::new()),
                result => Some(result),
            },
            (None, Err(_)) => None,
        };
        let mut notes = match replaced {
            Some(Err(Halt::Failed(failed))) if is_over(&failed) => self.anew().await?,
            Some(result) => result?,
            None => self.anew().await?,
        };
        notes.extend(pin::again(self.hub, self.id).await?);
        Ok(notes)
    }

    async fn replace(&self, channel: ChannelId, mut known: Vec<MessageId>) -> Result<Vec<Note>, Halt> {
        let (rest, channel_id) = (self.rest(), channel);
        let way = Way::Channel { channel, reply: None, by: None };
        let parts = self.parts(way);
        let mut back = None;
        for (n, part) in parts.iter().enumerate() {
            let rows = self.rows(n, parts.len());
            if let Some(message_id) = known.get(n).copied() {
                let route = Route::ChannelMessage { channel_id, message_id };
                let _: Sent = rest.send(LightMethod::Patch, route, &Body::of(part, rows)).await?;
            } else {
                known.push(self.once(way, (n, part), rows, &mut back, false).await?.id);
            }
        }
        for message_id in known.split_off(parts.len().min(known.len())) {
            let route = Route::ChannelMessage { channel_id, message_id };
            let deleted: Result<Option<()>, Failed> =
                rest.call(serenity::http::Request::new(route, LightMethod::Delete)).await;
            if let Err(failed) = deleted
                && failed.code() != Some(NO_MESSAGE)
            {
                return Err(failed.into());
            }
        }
        let sent: Vec<Sent> = known.into_iter().map(|id| Sent { id, flags: 0 }).collect();
        Ok(self.notes(way, &sent))
    }

    /// Replaces what only whoever asked sees, as long as the token works.
    async fn whispered(&self, interaction: &str, known: &[MessageId]) -> Result<Vec<Note>, Halt> {
        let interaction: InteractionId = interaction.parse().map_err(|_| Halt::Nowhere)?;
        let parts = render::parts(
            self.text,
            buttons::fitting(self.actions).1,
            &self.hub.people,
            &Called::default(),
            &self.lead(),
        );
        for (n, (part, message)) in parts.iter().zip(known).enumerate() {
            let rows = self.rows(n, parts.len());
            answer::edit(self.hub, interaction, *message, &Body::of(part, rows)).await?;
        }
        Ok(Vec::new())
    }

    fn parts(&self, way: Way) -> Vec<Part> {
        let roles = self.hub.roles(self.mentions);
        let called = Called { people: self.mentions, roles, by: way.names() };
        render::parts(self.text, buttons::fitting(self.actions).1, &self.hub.people, &called, &self.lead())
    }

    /// A copy of what somebody said elsewhere lets everything else go first. Nothing else does: behind it in its lane
    /// somebody may be called.
    fn rest(&self) -> Rest {
        if is_copy(self.delivery) { self.hub.rest.quiet() } else { self.hub.rest.clone() }
    }

    /// Further parts say that they are of an exercise too.
    fn lead(&self) -> String {
        self.hub.words.in_room(self.room).lead(self.delivery.exercise)
    }

    /// The buttons are under the last part, where their text forms stand.
    fn rows(&self, n: usize, parts: usize) -> Vec<Row> {
        if n.saturating_add(1) == parts { buttons::rows(self.actions) } else { Vec::new() }
    }

    /// What must be known of it later.
    fn notes(&self, way: Way, sent: &[Sent]) -> Vec<Note> {
        let memory = &self.hub.memory;
        let ids: Vec<String> = sent.iter().map(|sent| sent.id.to_string()).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let hidden = sent.first().is_some_and(|first| first.is_hidden());
        let place = match way.interaction().filter(|_| hidden) {
            Some(interaction) => format!("{} {interaction}", if self.delivery.aside { ASIDE } else { HIDDEN }),
            None => way.channel().to_string(),
        };
        let mut notes = memory.posted(self.id, &ids);
        notes.push(memory.noted(WHERE, self.id, Some(place)));
        notes
    }
}

/// The nonce of the n-th part of an effect.
#[must_use]
pub fn nonce(effect: &str, n: usize) -> String {
    if n == 0 { effect.to_owned() } else { format!("{effect}.{}", n.saturating_add(1)) }
}

/// A message's id as it was noted.
#[must_use]
pub fn message_id(noted: &str) -> Option<MessageId> {
    noted.parse().ok()
}

fn read(sent: &str) -> Option<Sent> {
    let (id, flags) = sent.split_once(' ')?;
    Some(Sent { id: message_id(id)?, flags: flags.parse().ok()? })
}

/// The channel in which a message of ours is seen by everybody.
///
/// # Errors
/// The database failed.
pub async fn channel_of(hub: &Hub, message: &str) -> Result<Option<ChannelId>, Halt> {
    let there = hub.memory.get(WHERE, message).await?;
    Ok(there.and_then(|there| there.parse().ok()))
}

/// Says something of the network's own in a channel, which calls nobody; with the same nonce it is the same message.
///
/// # Errors
/// What stopped it.
pub async fn quietly(
    hub: &Hub,
    channel: ChannelId,
    nonce: Option<&str>,
    text: &Reply,
    lead: &str,
) -> Result<(), Failed> {
    for (n, part) in render::parts(text, &[], &hub.people, &Called::default(), lead).iter().enumerate() {
        let nonce = nonce.map(|nonce| self::nonce(nonce, n));
        let body = Body::of(part, Vec::new());
        let body = match &nonce {
            Some(nonce) => body.once(nonce),
            None => body,
        };
        answer::post(&hub.rest, channel, &body).await?;
    }
    Ok(())
}

/// A sentence of the network's own.
#[must_use]
pub fn sentence(text: String) -> Reply {
    Reply { spans: vec![Span::Plain(text)] }
}

#[cfg(test)]
#[path = "say_tests.rs"]
mod tests;
