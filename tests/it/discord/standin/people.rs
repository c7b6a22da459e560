//! What people do with their clients.

use serde_json::{Value, json};
use tokio::time::Instant;

use super::{
    Standin,
    interaction::{Interaction, kind},
    message::Message,
    permissions::{ADD_REACTIONS, SEND_MESSAGES, USE_APPLICATION_COMMANDS},
    picked::{self, Typed},
    state::{Id, State},
};

/// One of the choices that somebody is shown while they type.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What they read.
    pub name: String,
    /// What is sent when they take it.
    pub value: Value,
}

impl Standin {
    /// Somebody types a slash command, such as `incident report`, with values for its options. What Discord's client
    /// would not let them send panics: an unknown command, option or choice, or a missing one.
    pub fn slash(&self, person: &str, channel: Id, command: &str, options: &[(&str, &str)]) -> Interaction {
        self.types(person, channel, command, &Typed { options, focused: None })
    }

    /// Somebody sends a command as their client knows it from another version of the bot, whatever it is; `data` lacks only
    /// which server.
    pub fn slash_old(&self, person: &str, channel: Id, mut data: Value) -> Interaction {
        data["guild_id"] = json!(self.guild().to_string());
        self.shared.change(|state| {
            let user = state.may(person, channel, USE_APPLICATION_COMMANDS);
            state.interact(kind::COMMAND, user, channel, None, &data)
        })
    }

    /// Somebody is typing the option `focused`, among others that they have typed already, and sees choices.
    pub fn autocomplete(
        &self,
        person: &str,
        channel: Id,
        command: &str,
        options: &[(&str, &str)],
        focused: &str,
    ) -> Vec<Choice> {
        let asked = self.types(person, channel, command, &Typed { options, focused: Some(focused) });
        let choices = self.until(&format!("choices for {focused} of /{command}"), |state| {
            state.interactions[&asked.id].choices.clone()
        });
        let choice = |choice: &Value| Choice {
            name: choice["name"].as_str().expect("checked by the schema").to_owned(),
            value: choice["value"].clone(),
        };
        choices.iter().map(choice).collect()
    }

    fn types(&self, person: &str, channel: Id, command: &str, typed: &Typed<'_>) -> Interaction {
        self.shared.change(|state| {
            let user = state.may(person, channel, USE_APPLICATION_COMMANDS);
            let data = picked::slash(state, (user, channel), command, typed);
            let data = data.unwrap_or_else(|why| panic!("{person} cannot send /{command} {:?}: {why}", typed.options));
            let kind = if typed.focused.is_some() { kind::AUTOCOMPLETE } else { kind::COMMAND };
            state.interact(kind, user, channel, None, &data)
        })
    }

    /// Somebody picks a command from the menu of a message.
    pub fn context_menu(&self, person: &str, message: Id, command: &str) -> Interaction {
        self.shared.change(|state| {
            let channel = state.seen_by(person, message).channel;
            let user = state.may(person, channel, USE_APPLICATION_COMMANDS);
            let data = picked::context_menu(state, (user, channel), command, message);
            let data = data.unwrap_or_else(|why| panic!("{person} cannot pick {command}: {why}"));
            state.interact(kind::COMMAND, user, channel, None, &data)
        })
    }

    /// Somebody presses the button with this label, or this `custom_id`.
    pub fn press(&self, person: &str, message: Id, button: &str) -> Interaction {
        self.shared.change(|state| {
            let seen = state.seen_by(person, message);
            let (channel, buttons) = (seen.channel, seen.buttons());
            let fits = |other: &&super::message::Button| other.label == button || other.custom_id == button;
            let Some(found) = buttons.iter().find(fits) else {
                panic!("{person} sees no button {button} but {buttons:?} in\n{seen}");
            };
            assert!(!found.disabled && found.style < 5, "{person} cannot press {found:?}");
            let data = json!({"custom_id": found.custom_id, "component_type": 2, "id": 1});
            let user = state.named(person).id;
            state.interact(kind::COMPONENT, user, channel, Some(message), &data)
        })
    }

    /// Somebody presses a button of a message that an earlier version sent, whatever its `custom_id`.
    pub fn press_old(&self, person: &str, message: Id, custom_id: &str) -> Interaction {
        self.shared.change(|state| {
            let channel = state.seen_by(person, message).channel;
            let user = state.named(person).id;
            let data = json!({"custom_id": custom_id, "component_type": 2, "id": 1});
            state.interact(kind::COMPONENT, user, channel, Some(message), &data)
        })
    }

    /// Somebody fills in the form that an interaction of theirs opened, once it has.
    pub fn submit_modal(&self, person: &str, opened: &Interaction, fields: &[(&str, &str)]) -> Interaction {
        let modal = self.modal_of(opened);
        let data = picked::modal(&modal, fields);
        let data = data.unwrap_or_else(|why| panic!("{person} cannot send {fields:?} in {modal}: {why}"));
        self.shared.change(|state| {
            let user = state.named(person).id;
            let record = &state.interactions[&opened.id];
            assert_eq!(record.person, user, "only whoever it was opened for sees it");
            let (channel, source) = (record.channel, record.source);
            state.interact(kind::MODAL, user, channel, source, &data)
        })
    }

    /// Somebody sends a form of another version, which the bot no longer opens.
    pub fn submit_old(&self, person: &str, channel: Id, custom_id: &str, fields: &[(&str, &str)]) -> Interaction {
        let row = |(name, text): &(&str, &str)| json!({"type": 1, "id": 1, "components": [{"type": 4, "id": 2, "custom_id": name, "value": text}]});
        let rows: Vec<Value> = fields.iter().map(row).collect();
        let data = json!({"custom_id": custom_id, "components": rows});
        self.shared.change(|state| {
            let user = state.may(person, channel, USE_APPLICATION_COMMANDS);
            state.interact(kind::MODAL, user, channel, None, &data)
        })
    }

    /// Somebody says something; its id.
    pub fn say(&self, person: &str, channel: Id, text: &str) -> Id {
        self.says(person, channel, text, None)
    }

    /// Somebody answers a message, which mentions its author; the answer's id.
    pub fn reply(&self, person: &str, message: Id, text: &str) -> Id {
        let channel = self.message(message).channel;
        self.says(person, channel, text, Some(message))
    }

    fn says(&self, person: &str, channel: Id, text: &str, answers: Option<Id>) -> Id {
        assert!(!text.is_empty() && text.chars().count() <= 2000, "Discord's client does not send this: {text}");
        self.shared.change(|state| {
            let author = state.may(person, channel, SEND_MESSAGES);
            let (there, id) = (state.channels[&channel].clone(), state.fresh_id());
            let answered = answers.and_then(|id| state.messages.get(&id)).map(|message| message.author);
            let mentions = state.mentions(&there, author, text, &Value::Null, answered).expect("nothing is restricted");
            let notified = mentions.clone();
            let content = text.to_owned();
            let kind = if answers.is_some() { 19 } else { 0 };
            let plain = Message::new(id, channel, there.guild, author);
            state.add_message(Message { kind, content, mentions, notified, reference: answers, ..plain });
            id
        })
    }

    /// Somebody writes to the bot alone; the message's id.
    pub fn say_directly(&self, person: &str, text: &str) -> Id {
        let channel = self.shared.change(|state| {
            let user = state.named(person).id;
            state.direct_channel(user)
        });
        self.say(person, channel, text)
    }

    /// Somebody edits what they said.
    pub fn edit(&self, person: &str, message: Id, text: &str) {
        self.shared.change(|state| {
            let user = state.named(person).id;
            let there = state.messages.get_mut(&message).expect("a message");
            assert_eq!(there.author, user, "people edit their own messages");
            text.clone_into(&mut there.content);
            state.message_edited(message);
        });
    }

    /// A message is deleted, by its author or a moderator.
    pub fn delete(&self, message: Id) {
        self.shared.change(|state| state.remove_message(message));
    }

    /// Somebody puts a reaction on a message.
    pub fn react(&self, person: &str, message: Id, emoji: &str) {
        self.shared.change(|state| {
            let channel = state.seen_by(person, message).channel;
            let user = state.may(person, channel, ADD_REACTIONS);
            let reactions = &mut state.messages.get_mut(&message).expect("just seen").reactions;
            reactions.entry(emoji.to_owned()).or_default().push(user);
            state.reacted(message, user, emoji);
        });
    }

    /// An interaction is to be taken for older than it is.
    pub fn age(&self, asked: &Interaction, by: std::time::Duration) {
        self.shared.change(|state| state.interactions.get_mut(&asked.id).expect("it was sent").aged += by);
    }

    /// The few minutes in which a nonce is remembered are over for everything that was sent until now.
    pub fn forget_nonces(&self) {
        self.shared.change(|state| state.nonces_since = state.fresh_id());
    }

    /// The same interaction or message comes once more, as after a resume.
    pub fn redeliver(&self, id: Id) {
        self.shared.change(|state| state.redeliver(id));
    }
}

impl State {
    /// Somebody, who may do this there; else their client would not let them.
    fn may(&self, person: &str, channel: Id, bits: u64) -> Id {
        let user = self.named(person).id;
        let there = self.channels.get(&channel).unwrap_or_else(|| panic!("there is no channel {channel}"));
        let have = self.permissions(there, user);
        assert!(have & bits == bits, "{person} may not do that in {}", there.name);
        user
    }

    /// A message that somebody sees.
    fn seen_by(&self, person: &str, message: Id) -> &Message {
        let user = self.named(person).id;
        let found = self.messages.get(&message).unwrap_or_else(|| panic!("there is no message {message}"));
        let sees = self.sees(&self.channels[&found.channel], user) && found.only_for.is_none_or(|only| only == user);
        assert!(sees, "{person} does not see {found}");
        found
    }

    /// Hands an interaction to the gateway.
    fn interact(&mut self, kind: u8, user: Id, channel: Id, source: Option<Id>, data: &Value) -> Interaction {
        let id = self.fresh_id();
        let record = super::interaction::Record {
            id,
            token: format!("aW50ZXJhY3Rpb246{id}"),
            kind,
            person: user,
            channel,
            source,
            sent: Instant::now(),
            aged: std::time::Duration::ZERO,
            arrived: None,
            acknowledged: None,
            original: None,
            followups: Vec::new(),
            modal: None,
            choices: None,
        };
        let payload = self.payload(&record, data);
        self.interactions.insert(id, record);
        self.emit(0, "INTERACTION_CREATE", &payload);
        Interaction { id, person: self.users[&user].name.clone(), channel }
    }
}
