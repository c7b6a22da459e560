//! An interaction: what is answered at once, before anything else is done, and what the engine is to do about it. Nothing
//! here waits, and nothing reaches the database.

use secrecy::SecretString;
use serde_json::{Value, json};
use serenity::model::{
    application::{ActionRowComponent, CommandInteraction, ComponentInteraction, Interaction, ModalInteraction},
    id::{ApplicationId, ChannelId, GuildId, InteractionId, UserId},
};

use super::{
    autocomplete, form,
    line::{self, Misfit},
    locale, menu,
};
use crate::{
    catalog::model::{Definition, Visibility},
    domain::{actor::Actor, ids::RoomId, line::Line, organisation::Language},
    engine::port::Payload,
    platform::{
        discord::{hub::Hub, outgoing::speech, place::Place},
        words::Words,
    },
};

/// Seen by whoever asked alone.
pub const ALONE: u64 = 1 << 6;
/// The command of a form that is none of ours as they are now: what was written in it is no less a report.
const REPORT: &str = "incident report";

/// Kinds of answers, as Discord numbers them.
mod kind {
    pub const MESSAGE: u8 = 4;
    pub const THINKING: u8 = 5;
    pub const LATER: u8 = 6;
    pub const CHOICES: u8 = 8;
    pub const FORM: u8 = 9;
}

/// How an interaction stands to be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// Discord shows that the bot is thinking: something must take the place of that.
    Thinking,
    /// A button: nothing is shown.
    Pressed,
    /// It was answered.
    Over,
}

/// An interaction, as far as whoever answers it must know it.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Which.
    pub id: InteractionId,
    /// Of the bot, as interactions call it.
    pub application: ApplicationId,
    /// With which it is answered.
    pub token: SecretString,
    /// Where.
    pub room: Option<RoomId>,
    /// Who.
    pub from: Actor,
    /// In which language they are spoken to.
    pub language: Language,
    /// How it stands once it is acknowledged.
    pub stand: Stand,
}

/// What is done with an interaction.
#[derive(Debug)]
pub struct Plan {
    /// The answer that goes at once.
    pub first: Value,
    /// For the engine.
    pub payload: Option<Payload>,
    /// Everybody in the room sees the answer.
    pub seen: bool,
}

/// What both kinds of interactions tell of themselves.
struct Head<'a> {
    id: InteractionId,
    application: ApplicationId,
    token: &'a str,
    guild: Option<GuildId>,
    channel: ChannelId,
    by: UserId,
    locale: &'a str,
}

/// Reads an interaction; none is of a kind that asks for nothing.
#[must_use]
pub fn read(hub: &Hub, interaction: &Interaction) -> Option<(Asked, Plan)> {
    let head = head(interaction)?;
    let from = hub.people.actor(head.by);
    let room = hub.room(head.channel).filter(|_| head.guild == Some(hub.guild()));
    let language = locale::language(head.locale, room.as_ref(), &hub.organisation);
    let reading = Reading { hub, head: &head, words: hub.words.in_language(language), from: &from };
    let (stand, plan) = match (interaction, &room) {
        (Interaction::Autocomplete(command), room) => {
            let choices = autocomplete::choices(hub, &from, room.as_ref(), language, &command.data);
            (Stand::Over, Plan { first: json!({"type": kind::CHOICES, "data": choices}), payload: None, seen: false })
        }
        // The message knows its record, wherever it stands.
        (Interaction::Component(press), _) => reading.press(press),
        (Interaction::Command(command), Some(room)) => reading.command(command, room),
        (Interaction::Modal(sent), Some(room)) => reading.form(sent, room),
        _ => reading.say(&[speech::no_room(hub)]),
    };
    let asked = Asked {
        id: head.id,
        application: head.application,
        token: head.token.to_owned().into(),
        room,
        from,
        language,
        stand,
    };
    Some((asked, plan))
}

fn head(interaction: &Interaction) -> Option<Head<'_>> {
    macro_rules! head {
        ($it:expr) => {
            Head {
                id: $it.id,
                application: $it.application_id,
                token: &$it.token,
                guild: $it.guild_id,
                channel: $it.channel_id,
                by: $it.user.id,
                locale: &$it.locale,
            }
        };
    }
    match interaction {
        Interaction::Command(it) | Interaction::Autocomplete(it) => Some(head!(it)),
        Interaction::Component(it) => Some(head!(it)),
        Interaction::Modal(it) => Some(head!(it)),
        _ => None,
    }
}

struct Reading<'a> {
    hub: &'a Hub,
    head: &'a Head<'a>,
    words: Words,
    from: &'a Actor,
}

impl Reading<'_> {
    fn command(&self, command: &CommandInteraction, room: &RoomId) -> (Stand, Plan) {
        if let Some((definition, message)) = menu::chosen(&self.words.catalogue, &command.data) {
            return match menu::line(&self.words, definition, &message.content) {
                Ok(line) => self.think(room, definition.visibility, line),
                Err(why) => self.misfit(room, why),
            };
        }
        let data = line::naming(command.data.clone(), &self.hub.people);
        match line::spoken(&self.words.catalogue, &data, self.words.language) {
            Ok(spoken) if spoken.opens_form() => {
                let form = form::open(&self.words, spoken.definition, &spoken.given);
                (Stand::Over, Plan { first: json!({"type": kind::FORM, "data": form}), payload: None, seen: false })
            }
            Ok(spoken) => self.think(room, spoken.definition.visibility, spoken.line),
            Err(why) => self.misfit(room, why),
        }
    }

    /// It is none of the commands as they are now.
    fn misfit(&self, room: &RoomId, why: Misfit) -> (Stand, Plan) {
        match why {
            Misfit::Unknown { line } => self.think(room, Visibility::Person, line),
            Misfit::Refused(why) => self.say(&why),
        }
    }

    fn form(&self, sent: &ModalInteraction, room: &RoomId) -> (Stand, Plan) {
        if let Some((definition, line)) = form::line(&self.words, &sent.data) {
            let definition: &Definition = definition;
            return self.think(room, definition.visibility, line);
        }
        let fields = sent.data.components.iter().flat_map(|row| &row.components);
        let values = fields.filter_map(|field| match field {
            ActionRowComponent::InputText(input) => input.value.as_deref(),
            _ => None,
        });
        let text = values.map(str::trim).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
        if text.is_empty() {
            return self.say(&[Line::DiscordOtherVersion {}]);
        }
        self.think(room, Visibility::Room, self.words.command(REPORT, &text))
    }

    fn press(&self, press: &ComponentInteraction) -> (Stand, Plan) {
        let place = Place::Button {
            interaction: self.head.id,
            channel: self.head.channel,
            message: press.message.id,
            by: self.head.by,
        };
        let payload = Payload::Pressed { action: press.data.custom_id.clone(), place: place.write() };
        (Stand::Pressed, Plan { first: json!({"type": kind::LATER}), payload: Some(payload), seen: false })
    }

    /// The answer follows.
    fn think(&self, room: &RoomId, visibility: Visibility, text: String) -> (Stand, Plan) {
        let flags = if visibility == Visibility::Person { ALONE } else { 0 };
        let place = Place::Command { interaction: self.head.id, channel: self.head.channel, by: self.head.by }.write();
        let payload = Payload::Said { room: room.clone(), text, reply_to: None, place };
        let first = json!({"type": kind::THINKING, "data": {"flags": flags}});
        (Stand::Thinking, Plan { first, payload: Some(payload), seen: visibility == Visibility::Room })
    }

    /// Nothing follows.
    fn say(&self, lines: &[Line]) -> (Stand, Plan) {
        let text = speech::text(self.hub, &self.words, lines);
        tracing::debug!(from = %self.from, "an interaction is answered without the engine");
        let first = json!({"type": kind::MESSAGE, "data": speech::alone(&text)});
        (Stand::Over, Plan { first, payload: None, seen: false })
    }
}

#[cfg(test)]
#[path = "asked_tests.rs"]
mod tests;
