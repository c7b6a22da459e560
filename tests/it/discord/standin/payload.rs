//! What the gateway says of an interaction.

use serde_json::{Value, json};

use super::{
    interaction::{Record, kind},
    state::{Id, State},
};

impl State {
    /// The event of a new interaction.
    pub fn payload(&self, record: &Record, data: &Value) -> Value {
        let channel = &self.channels[&record.channel];
        let user = &self.users[&record.person];
        let mut shown = self.channel_json(channel);
        shown["permissions"] = json!(self.permissions(channel, record.person).to_string());
        let mut payload = json!({
            "id": record.id.to_string(), "application_id": self.me.id.to_string(), "type": record.kind, "version": 1,
            "token": record.token, "data": data, "channel_id": record.channel.to_string(), "channel": shown,
            "locale": user.locale, "app_permissions": self.permissions(channel, self.me.id).to_string(),
            "entitlements": [], "attachment_size_limit": 10_485_760,
        });
        if let Some(guild) = channel.guild {
            let mut member = self.member(guild, record.person).expect("only members send interactions");
            member["permissions"] = json!(self.permissions(channel, record.person).to_string());
            payload["member"] = member;
            payload["guild_id"] = json!(guild.to_string());
            payload["guild"] = json!({"id": guild.to_string(), "locale": "nl", "features": []});
            payload["guild_locale"] = json!("nl");
            payload["context"] = json!(0);
            payload["authorizing_integration_owners"] = json!({"0": guild.to_string()});
        } else {
            payload["user"] = user.json();
            payload["context"] = json!(1);
            payload["authorizing_integration_owners"] = json!({"0": "0"});
        }
        let source = record.source.and_then(|id| self.messages.get(&id));
        if let Some(message) = source.filter(|_| record.kind != kind::COMMAND) {
            payload["message"] = self.message_json(message);
        }
        payload
    }

    /// A user and the member, under their id, as `resolved` has them.
    pub fn resolved_user(&self, guild: Id, user: Id) -> Option<(Value, Value)> {
        let mut member = self.member(guild, user)?;
        for field in ["user", "deaf", "mute"] {
            member.as_object_mut()?.remove(field);
        }
        member["permissions"] = json!(self.guild_permissions(guild, user).to_string());
        Some((self.users.get(&user)?.json(), member))
    }
}
