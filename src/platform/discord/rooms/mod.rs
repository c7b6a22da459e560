//! Crisis rooms: opened once whatever happens, with everybody who can be let in; read-only in the end.

pub mod once;
pub mod permissions;
pub mod shape;

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};
use serenity::{
    http::{LightMethod, Request, Route},
    model::id::{ChannelId, RoleId, UserId},
};

use self::{
    once::{Opened, Wanted},
    shape::Channel,
};
use super::{
    api::rest::Failed,
    hub::Hub,
    outgoing::{
        render,
        say::{quietly, sentence},
        trouble::{Halt, NO_CHANNEL},
    },
};
use crate::{
    domain::{
        ids::{PersonId, RoomId},
        line::Line,
    },
    engine::port::{Delivery, Note, Outcome},
    platform::phones::with_phones,
    settings::discord::Category,
    text::year_in_brussels,
};

/// The codes of an account that is not there, or not on the server.
const NOBODY: [i64; 2] = [10_007, 10_013];
/// The code of a role that is not there.
const NO_ROLE: i64 = 10_011;
/// The code of somebody who does not see the channel of a thread.
const NO_ACCESS: i64 = 50_001;

/// Opens a crisis room, or takes over the one that an earlier attempt made.
///
/// # Errors
/// What stopped it.
pub async fn open(
    hub: &Hub,
    delivery: &Delivery,
    room: &RoomId,
    name: &str,
    topic: &str,
    members: &[PersonId],
) -> Result<Vec<Note>, Halt> {
    Opening { hub, delivery, room, members }.open(name, topic, once::SETTLED).await
}

/// A room that is being opened.
pub(super) struct Opening<'a> {
    pub hub: &'a Hub,
    pub delivery: &'a Delivery,
    pub room: &'a RoomId,
    pub members: &'a [PersonId],
}

impl Opening<'_> {
    /// As [`open`]; `settled`: how long after an attempt is what it did there to be seen.
    pub async fn open(&self, name: &str, topic: &str, settled: Duration) -> Result<Vec<Note>, Halt> {
        let Self { hub, room, .. } = *self;
        let home = hub.home(self.delivery.incident, room);
        let wanted = Wanted {
            effect: &self.delivery.effect,
            room,
            name,
            topic: &render::line(topic),
            category: &self.category(),
            home: home.as_ref().and_then(|home| hub.channel(home)),
        };
        let opened = match once::opened(hub, &wanted, settled).await {
            Err(Halt::Nowhere) => {
                hub.operator(&Line::DiscordFull { room: room.clone() });
                let reason = "the server is full, and there is no channel for a thread".to_owned();
                return Err(Halt::Outcome(Outcome::Retry { after: Some(FULL_AGAIN), reason }));
            }
            opened => opened?,
        };
        let absent = if opened.thread { self.bring_in(opened).await? } else { self.let_in(opened.channel).await? };
        if let (true, Some(home)) = (opened.thread, &home) {
            self.announce(home).await?;
        }
        self.tell(opened.channel, absent).await?;
        Ok(vec![hub.memory.bind(room, &opened.channel.to_string())])
    }

    fn category(&self) -> String {
        let name = &self.hub.organisation.name;
        match self.hub.settings.category {
            Category::Organisation => name.clone(),
            Category::Year => {
                let year = self.delivery.incident.map(|incident| incident.year);
                format!("{name} {}", year.unwrap_or_else(|| year_in_brussels(self.hub.clock.now())))
            }
        }
    }

    /// Those with an account.
    fn accounts(&self) -> Vec<(PersonId, UserId)> {
        let people = &self.hub.people;
        self.members.iter().filter_map(|person| Some((person.clone(), people.account(person)?))).collect()
    }

    /// Lets everybody into a channel, all at once; who is not on the server.
    async fn let_in(&self, channel: ChannelId) -> Result<Vec<PersonId>, Halt> {
        let (mut accounts, mut roles) = (self.accounts(), self.hub.roles(self.members));
        let mut away = None;
        loop {
            let users: Vec<UserId> = accounts.iter().map(|(_, account)| *account).collect();
            match self.overwrite(channel, &users, &roles).await {
                Ok(()) => break,
                // Nobody is kept out for the sake of somebody who is not there.
                Err(failed) if failed.code().is_some_and(|code| NOBODY.contains(&code)) && away.is_none() => {
                    let gone = self.away(&accounts).await;
                    accounts.retain(|(person, _)| !gone.contains(person));
                    away = Some(gone);
                }
                Err(failed) if failed.code() == Some(NO_ROLE) && !roles.is_empty() => {
                    self.hub.operator(&Line::DiscordRoleMissing { room: self.room.clone() });
                    roles.clear();
                }
                Err(failed) => return Err(failed.into()),
            }
        }
        Ok(match away {
            Some(away) => away,
            None => self.away(&accounts).await,
        })
    }

    async fn overwrite(&self, channel_id: ChannelId, people: &[UserId], roles: &[RoleId]) -> Result<(), Failed> {
        let me = self.hub.me.user(&self.hub.rest).await?;
        let overwrites = shape::open_to(self.hub.guild(), me, people, roles);
        let body = json!({ "permission_overwrites": overwrites });
        self.hub.rest.send::<Value>(LightMethod::Patch, Route::Channel { channel_id }, &body).await.map(drop)
    }

    /// Who is not on the server. Whoever cannot be asked after counts as there.
    async fn away(&self, accounts: &[(PersonId, UserId)]) -> Vec<PersonId> {
        let asked = accounts.iter().map(|(person, user_id)| async move {
            let route = Route::GuildMember { guild_id: self.hub.guild(), user_id: *user_id };
            let member = self.hub.rest.get::<Value>(route, Vec::new()).await;
            let gone = member.is_err_and(|failed| failed.code().is_some_and(|code| NOBODY.contains(&code)));
            gone.then(|| person.clone())
        });
        join_all(asked).await.into_iter().flatten().collect()
    }

    /// Brings everybody into a thread, one by one; who could not be.
    async fn bring_in(&self, opened: Opened) -> Result<Vec<PersonId>, Halt> {
        let mut absent = Vec::new();
        for (person, user_id) in self.accounts() {
            let route = Route::ChannelThreadMember { channel_id: opened.channel, user_id };
            match self.hub.rest.call::<Option<()>>(Request::new(route, LightMethod::Put)).await {
                Ok(_) => {}
                Err(failed) if failed.code().is_some_and(|code| NOBODY.contains(&code) || code == NO_ACCESS) => {
                    absent.push(person);
                }
                Err(failed) => return Err(failed.into()),
            }
        }
        Ok(absent)
    }

    /// Says where the thread is, and why there is one.
    async fn announce(&self, home: &RoomId) -> Result<(), Halt> {
        let line = Line::DiscordThread { room: self.room.clone() };
        self.hub.operator(&line);
        let words = self.hub.words.in_room(home);
        let text = words.drilled(&line, self.hub.clock.now(), self.delivery.exercise);
        let Some(channel) = self.hub.channel(home) else { return Ok(()) };
        self.say(channel, "d", text).await
    }

    /// Says in the room who is not in it, with the telephone.
    async fn tell(&self, channel: ChannelId, mut absent: Vec<PersonId>) -> Result<(), Halt> {
        let hub = self.hub;
        absent.extend(self.members.iter().filter(|person| hub.people.account(person).is_none()).cloned());
        if absent.is_empty() {
            return Ok(());
        }
        let line = Line::DiscordNotLetIn { people: absent.clone() };
        let (words, now) = (hub.words.in_room(self.room), hub.clock.now());
        self.say(channel, "t", with_phones(&words, &line, &absent, now, self.delivery.exercise)).await
    }

    /// Says something beside the effect, which is tried again as long as Discord does not answer. That it refuses this
    /// holds up nobody who waits for the room.
    async fn say(&self, channel: ChannelId, mark: &str, text: String) -> Result<(), Halt> {
        let nonce = format!("{}{mark}", self.delivery.effect);
        let lead = self.hub.words.in_room(self.room).lead(self.delivery.exercise);
        match quietly(self.hub, channel, Some(&nonce), &sentence(text.clone()), &lead).await {
            Err(failed @ Failed::Refused { .. }) => tracing::error!(%channel, %failed, "not said: {text}"),
            said => said?,
        }
        Ok(())
    }
}

/// A server that is full is looked at again after this long.
const FULL_AGAIN: Duration = Duration::from_secs(30);

/// Makes a room read-only, for everybody but the bot.
///
/// # Errors
/// What stopped it.
pub async fn archive(hub: &Hub, room: &RoomId) -> Result<Vec<Note>, Halt> {
    let channel_id = hub.channel(room).ok_or(Halt::Nowhere)?;
    let route = Route::Channel { channel_id };
    let there: Channel = match hub.rest.get(route, Vec::new()).await {
        // One that somebody deleted is as quiet as it can be.
        Err(failed) if failed.code() == Some(NO_CHANNEL) => return Ok(Vec::new()),
        there => there?,
    };
    let body = if let Some(thread) = there.thread_metadata {
        if thread.archived && thread.locked {
            return Ok(Vec::new());
        }
        json!({ "archived": true, "locked": true })
    } else {
        let after = shape::read_only(&there.permission_overwrites, hub.me.user(&hub.rest).await?);
        if after == there.permission_overwrites {
            return Ok(Vec::new());
        }
        json!({ "permission_overwrites": after })
    };
    let _: Value = hub.rest.send(LightMethod::Patch, route, &body).await?;
    Ok(Vec::new())
}

#[cfg(test)]
mod tests;
