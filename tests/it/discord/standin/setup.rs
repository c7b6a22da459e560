//! What the owner of a guild sets up before anything happens, and changes meanwhile.

use std::collections::BTreeSet;

use super::{
    Standin,
    channel::{Channel, Overwrite, kind},
    permissions::VIEW_CHANNEL,
    state::{Id, Role, State, User},
};

impl Standin {
    /// Somebody joins the guild, with a client in Dutch.
    pub fn person(&self, name: &str, id: Id) {
        let guild = self.guild();
        self.shared.change(|state| {
            let user = User { id, name: name.to_owned(), bot: false, locale: "nl".to_owned() };
            assert!(state.users.insert(id, user).is_none(), "{id} is somebody already");
            state.joins(guild, id);
        });
    }

    /// Somebody's client speaks this, such as `en-GB`.
    pub fn speaks(&self, name: &str, locale: &str) {
        self.shared.change(|state| {
            let id = state.named(name).id;
            locale.clone_into(&mut state.users.get_mut(&id).expect("just found").locale);
        });
    }

    /// Somebody leaves the guild.
    pub fn leaves(&self, name: &str) {
        let guild = self.guild();
        self.shared.change(|state| {
            let id = state.named(name).id;
            state.leaves(guild, id);
        });
    }

    /// The application's owner switches these privileged intents on, and all others off.
    pub fn privileged(&self, intents: u64) {
        self.shared.change(|state| state.me.privileged = intents);
    }

    /// One more guild with the bot in it.
    pub fn another_guild(&self, name: &str) -> Id {
        self.shared.change(|state| {
            let owner = state.named("owner").id;
            state.add_guild(name, owner)
        })
    }

    /// A role that whoever has it may do this with, in the whole guild.
    pub fn role(&self, name: &str, permissions: u64) -> Id {
        let guild = self.guild();
        self.shared.change(|state| {
            let id = state.fresh_id();
            let role = Role { id, name: name.to_owned(), permissions, mentionable: false, managed: false };
            state.guilds.get_mut(&guild).expect("the guild").roles.insert(id, role);
            id
        })
    }

    /// Somebody has a role.
    pub fn give(&self, role: Id, name: &str) {
        let guild = self.guild();
        self.shared.change(|state| {
            let id = state.named(name).id;
            let members = &mut state.guilds.get_mut(&guild).expect("the guild").members;
            members.get_mut(&id).expect("a member").insert(role);
            state.member_changed(guild, id);
        });
    }

    /// What everybody may do in the whole guild.
    pub fn everybody_may(&self, permissions: u64) {
        let guild = self.guild();
        self.role_may(guild, permissions);
    }

    /// What the bot may do in the whole guild beyond what everybody may.
    pub fn bot_may(&self, permissions: u64) {
        let guild = self.guild();
        let own = self.shared.state().guilds[&guild].roles.values().find(|role| role.managed).map(|role| role.id);
        self.role_may(own.expect("the bot's own role"), permissions);
    }

    fn role_may(&self, role: Id, permissions: u64) {
        let guild = self.guild();
        self.shared.change(|state| {
            let roles = &mut state.guilds.get_mut(&guild).expect("the guild").roles;
            roles.get_mut(&role).expect("a role").permissions = permissions;
        });
    }

    /// A text channel that everybody sees.
    pub fn text_channel(&self, name: &str) -> Id {
        self.add_channel(name, kind::TEXT, Vec::new())
    }

    /// A text channel that everybody sees, in a category.
    pub fn text_channel_in(&self, category: Id, name: &str) -> Id {
        let id = self.text_channel(name);
        self.shared.change(|state| state.channels.get_mut(&id).expect("just made").parent = Some(category));
        id
    }

    /// A category that everybody sees.
    pub fn category(&self, name: &str) -> Id {
        self.add_channel(name, kind::CATEGORY, Vec::new())
    }

    /// A text channel that only these people and the bot see.
    pub fn private_channel(&self, name: &str, who: &[&str]) -> Id {
        let guild = self.guild();
        let state = self.shared.state();
        let members = who.iter().map(|name| state.named(name).id).chain([state.me.id]);
        let see = |id| Overwrite { id, member: true, allow: VIEW_CHANNEL, deny: 0 };
        let hidden = Overwrite { id: guild, member: false, allow: 0, deny: VIEW_CHANNEL };
        let overwrites = members.map(see).chain([hidden]).collect();
        drop(state);
        self.add_channel(name, kind::TEXT, overwrites)
    }

    fn add_channel(&self, name: &str, kind: u8, overwrites: Vec<Overwrite>) -> Id {
        let guild = self.guild();
        self.shared.change(|state| {
            let id = state.fresh_id();
            state.add_channel(Channel { overwrites, ..Channel::new(id, Some(guild), kind, name) });
            id
        })
    }

    /// An administrator sets one overwrite of a channel.
    pub fn overwrite(&self, channel: Id, overwrite: Overwrite) {
        self.shared.change(|state| {
            let overwrites = &mut state.channels.get_mut(&channel).expect("a channel").overwrites;
            overwrites.retain(|there| there.id != overwrite.id);
            overwrites.push(overwrite);
            state.channel_changed(channel);
        });
    }

    /// An administrator deletes a channel.
    pub fn delete_channel(&self, channel: Id) {
        self.shared.change(|state| state.remove_channel(channel));
    }
}

impl State {
    /// Somebody is a member from now on.
    fn joins(&mut self, guild: Id, user: Id) {
        self.guilds.get_mut(&guild).expect("the guild").members.insert(user, BTreeSet::new());
        self.member_joined(guild, user);
    }

    fn leaves(&mut self, guild: Id, user: Id) {
        self.guilds.get_mut(&guild).expect("the guild").members.remove(&user);
        self.member_left(guild, user);
    }
}
