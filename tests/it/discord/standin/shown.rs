//! How the state looks to the bot, and changes of it that the gateway tells.

use serde_json::{Value, json};

use super::{
    channel::{Channel, kind, thread_member},
    gateway::intents,
    message::Message,
    state::{Id, State, now, partial_member},
};

impl State {
    /// A channel as the bot sees it.
    pub fn channel_json(&self, channel: &Channel) -> Value {
        let with = channel.with.and_then(|with| self.users.get(&with)).map(super::state::User::json);
        channel.json(with, self.me.id)
    }

    /// A message as the bot sees it over HTTP.
    pub fn message_json(&self, message: &Message) -> Value {
        let user = |id: &Id| self.users.get(id).map(super::state::User::json);
        let author = user(&message.author).unwrap_or_default();
        let mentioned: Vec<_> = message.mentions.users.iter().filter_map(user).collect();
        let mut json = message.json(&author, &mentioned);
        if message.reference.is_some() {
            let referenced = message.reference.and_then(|id| self.messages.get(&id));
            json["referenced_message"] =
                referenced.map_or(Value::Null, |message| message.json(&user(&message.author).unwrap_or_default(), &[]));
        }
        if let Some(record) = message.interaction.and_then(|id| self.interactions.get(&id)) {
            json["application_id"] = json!(self.me.id.to_string());
            json["webhook_id"] = json!(self.me.id.to_string());
            json["interaction_metadata"] = json!({
                "id": record.id.to_string(), "type": record.kind, "user": user(&record.person),
                "authorizing_integration_owners": {"0": message.guild.map(|guild| guild.to_string())},
            });
            if record.kind == super::interaction::kind::MODAL {
                let mut opened = json["interaction_metadata"].clone();
                opened["type"] = json!(super::interaction::kind::COMMAND);
                json["interaction_metadata"]["triggering_interaction_metadata"] = opened;
            }
            if let Some(source) = record.source {
                json["interaction_metadata"]["interacted_message_id"] = json!(source.to_string());
            }
        }
        if let Some(thread) = self.channels.get(&message.id) {
            json["thread"] = self.channel_json(thread);
        }
        json
    }

    /// A message as an event has it: with the member, and without what the bot's intents do not let it read.
    fn message_event(&self, message: &Message, may_read: bool) -> Value {
        let mut json = self.message_json(message);
        if let Some(guild) = message.guild {
            json["guild_id"] = json!(guild.to_string());
            let roles = self.guilds.get(&guild).and_then(|guild| guild.members.get(&message.author));
            if let Some(roles) = roles {
                json["member"] = partial_member(roles);
            }
        }
        let me = self.me.id;
        let direct = message.guild.is_none() || message.author == me || message.mentions.users.contains(&me);
        if !may_read && !direct {
            for (field, nothing) in [("content", json!("")), ("embeds", json!([])), ("components", json!([]))] {
                json[field] = nothing;
            }
        }
        json
    }

    /// Tells each session of a message of which its intents let it know.
    fn tell_message(&mut self, kind: &str, id: Id) {
        let Some(message) = self.messages.get(&id) else { return };
        let there = &self.channels[&message.channel];
        if message.only_for.is_some() || !self.sees(there, self.me.id) {
            return;
        }
        let needs = if there.guild.is_some() { intents::GUILD_MESSAGES } else { intents::DIRECT_MESSAGES };
        let (readable, blind) = (self.message_event(message, true), self.message_event(message, false));
        self.emit(needs | intents::MESSAGE_CONTENT, kind, &readable);
        self.emit_without(needs, intents::MESSAGE_CONTENT, kind, &blind);
    }

    /// Something was said.
    pub fn add_message(&mut self, message: Message) {
        let id = message.id;
        self.channels.get_mut(&message.channel).expect("a channel").last_message = Some(id);
        self.messages.insert(id, message);
        self.tell_message("MESSAGE_CREATE", id);
    }

    /// A message was changed as an edit changes it; whom it mentions was seen to.
    pub fn message_edited(&mut self, id: Id) {
        if let Some(message) = self.messages.get_mut(&id) {
            message.edited = Some(now().to_string());
        }
        self.message_changed(id);
    }

    /// A message looks different without having been edited.
    pub fn message_changed(&mut self, id: Id) {
        self.tell_message("MESSAGE_UPDATE", id);
    }

    /// A message is gone.
    pub fn remove_message(&mut self, id: Id) {
        let Some(message) = self.messages.remove(&id) else { return };
        if message.only_for.is_some() {
            return;
        }
        let guild = message.guild.map(|guild| guild.to_string());
        let needs = if guild.is_some() { intents::GUILD_MESSAGES } else { intents::DIRECT_MESSAGES };
        let gone = json!({"id": id.to_string(), "channel_id": message.channel.to_string(), "guild_id": guild});
        self.emit(needs, "MESSAGE_DELETE", &gone);
    }

    /// Somebody put a reaction on a message.
    pub fn reacted(&mut self, id: Id, user: Id, emoji: &str) {
        let message = &self.messages[&id];
        let (guild, author) = (message.guild, message.author);
        let mut data = json!({
            "user_id": user.to_string(), "channel_id": message.channel.to_string(), "message_id": id.to_string(),
            "emoji": {"id": null, "name": emoji}, "message_author_id": author.to_string(), "burst": false, "type": 0,
        });
        let needs = if let Some(guild) = guild {
            data["guild_id"] = json!(guild.to_string());
            data["member"] = self.member(guild, user).unwrap_or_default();
            intents::GUILD_MESSAGE_REACTIONS
        } else {
            intents::DIRECT_MESSAGE_REACTIONS
        };
        self.emit(needs, "MESSAGE_REACTION_ADD", &data);
    }

    fn tell_channel(&mut self, what: &str, id: Id) {
        let Some(channel) = self.channels.get(&id) else { return };
        let family = if channel.is_thread() { "THREAD" } else { "CHANNEL" };
        let data = self.channel_json(channel);
        if channel.guild.is_some() && self.sees(channel, self.me.id) {
            self.emit(intents::GUILDS, &format!("{family}_{what}"), &data);
        }
    }

    /// A channel or a thread was made.
    pub fn add_channel(&mut self, channel: Channel) {
        let id = channel.id;
        self.channels.insert(id, channel);
        self.tell_channel("CREATE", id);
    }

    /// A channel or a thread looks different.
    pub fn channel_changed(&mut self, id: Id) {
        self.tell_channel("UPDATE", id);
    }

    /// A channel is gone, with its threads and everything that was said; of a category only itself.
    pub fn remove_channel(&mut self, id: Id) {
        let category = self.channels.get(&id).is_some_and(|channel| channel.kind == kind::CATEGORY);
        let inside = self.channels.values().filter(|other| other.parent == Some(id)).map(|other| other.id);
        // Threads go before their channel, without which nobody sees them.
        for inside in inside.collect::<Vec<_>>() {
            if category {
                self.channels.get_mut(&inside).expect("just listed").parent = None;
                self.channel_changed(inside);
            } else {
                self.remove_channel(inside);
            }
        }
        self.tell_channel("DELETE", id);
        self.channels.remove(&id);
        self.messages.retain(|_, message| message.channel != id);
    }

    /// Somebody was added to a thread, or taken out.
    pub fn thread_members_changed(&mut self, thread: Id, added: Option<Id>, removed: Option<Id>) {
        let channel = &self.channels[&thread];
        let (guild, count) = (channel.guild, channel.thread.as_ref().map_or(0, |thread| thread.members.len()));
        let seen = self.sees(channel, self.me.id) || removed == Some(self.me.id);
        let data = json!({
            "id": thread.to_string(), "guild_id": guild.map(|guild| guild.to_string()), "member_count": count,
            "added_members": added.map(|user| thread_member(thread, user)).into_iter().collect::<Vec<_>>(),
            "removed_member_ids": removed.map(|user| user.to_string()).into_iter().collect::<Vec<_>>(),
        });
        if seen {
            self.emit(intents::GUILDS, "THREAD_MEMBERS_UPDATE", &data);
        }
    }

    /// What is pinned in a channel changed.
    pub fn pins_changed(&mut self, id: Id) {
        let channel = &self.channels[&id];
        let (guild, last) = (channel.guild, channel.last_pin.clone());
        let mut data = json!({"channel_id": id.to_string(), "last_pin_timestamp": last});
        if let Some(guild) = guild {
            data["guild_id"] = json!(guild.to_string());
        }
        let needs = if guild.is_some() { intents::GUILDS } else { intents::DIRECT_MESSAGES };
        self.emit(needs, "CHANNEL_PINS_UPDATE", &data);
    }

    fn tell_member(&mut self, what: &str, guild: Id, mut data: Value) {
        data["guild_id"] = json!(guild.to_string());
        self.emit(intents::GUILD_MEMBERS, what, &data);
    }

    /// Somebody is a member from now on.
    pub fn member_joined(&mut self, guild: Id, user: Id) {
        let member = self.member(guild, user).unwrap_or_default();
        self.tell_member("GUILD_MEMBER_ADD", guild, member);
    }

    /// Somebody has other roles.
    pub fn member_changed(&mut self, guild: Id, user: Id) {
        let member = self.member(guild, user).unwrap_or_default();
        self.tell_member("GUILD_MEMBER_UPDATE", guild, member);
    }

    /// Somebody is no longer a member.
    pub fn member_left(&mut self, guild: Id, user: Id) {
        let user = self.users.get(&user).map(super::state::User::json);
        self.tell_member("GUILD_MEMBER_REMOVE", guild, json!({"user": user}));
    }

    /// The direct messages with somebody, begun if there were none.
    pub fn direct_channel(&mut self, user: Id) -> Id {
        let there = self.channels.values().find(|channel| channel.with == Some(user)).map(|channel| channel.id);
        there.unwrap_or_else(|| {
            let id = self.fresh_id();
            self.channels.insert(id, Channel { with: Some(user), ..Channel::new(id, None, kind::DIRECT, "") });
            id
        })
    }
}
