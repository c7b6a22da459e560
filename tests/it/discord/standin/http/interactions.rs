//! The first answer to an interaction.

use serde_json::{Value, json};

use super::{
    super::{
        interaction::{ACKNOWLEDGE, Acknowledged, Record, callback, kind},
        message::{EPHEMERAL, LOADING, Message, SILENT},
        message_form,
        refusal::Refusal,
        request::{Answer, Done, Request},
        state::{Id, State},
    },
    messages::edit,
};

/// Which answers there are to what.
fn fits(answer: u8, record: &Record) -> bool {
    let component = record.kind == kind::COMPONENT;
    match answer {
        callback::MESSAGE | callback::DEFERRED => record.kind != kind::AUTOCOMPLETE,
        callback::DEFERRED_UPDATE | callback::UPDATE => {
            component || (record.kind == kind::MODAL && record.source.is_some())
        }
        callback::CHOICES => record.kind == kind::AUTOCOMPLETE,
        callback::MODAL => component || record.kind == kind::COMMAND,
        _ => false,
    }
}

/// Within three seconds, and once.
pub fn answer(state: &mut State, request: &Request) -> Done {
    let id = request.id("interaction_id");
    let record = state.interactions.get(&id).ok_or_else(Refusal::unknown_interaction)?.clone();
    if request.parts.get("interaction_token") != Some(&record.token) {
        return Err(Refusal::new(401, 50027, "Invalid Webhook Token"));
    }
    if record.acknowledged.is_some() {
        return Err(Refusal::new(400, 40060, "Interaction has already been acknowledged."));
    }
    if record.age(request.arrived) > ACKNOWLEDGE {
        return Err(Refusal::unknown_interaction());
    }
    let answer = request.body["type"].as_u64().and_then(|answer| u8::try_from(answer).ok()).unwrap_or_default();
    if !fits(answer, &record) {
        return Err(Refusal::form("type", "INTERACTION_RESPONSE_TYPE_INVALID", "Interaction response type is invalid"));
    }
    let data = &request.body["data"];
    let original = perform(state, &record, answer, data)?;
    let record = state.interactions.get_mut(&id).expect("just found");
    record.acknowledged = Some(Acknowledged { at: request.arrived, kind: answer });
    record.original = original;
    match answer {
        callback::MODAL => record.modal = Some(data.clone()),
        callback::CHOICES => record.choices = Some(data["choices"].as_array().cloned().unwrap_or_default()),
        _ => {}
    }
    if request.query.get("with_response").is_none_or(|with| with != "true") {
        return Answer::none();
    }
    let message = original.and_then(|id| state.messages.get(&id)).map(|message| state.message_json(message));
    let mut shown = json!({
        "interaction": {"id": id.to_string(), "type": record_kind(state, id), "response_message_ephemeral": false},
        "resource": {"type": answer},
    });
    if let Some(message) = message {
        shown["interaction"]["response_message_id"] = message["id"].clone();
        shown["resource"]["message"] = message;
    }
    Answer::ok(shown)
}

fn record_kind(state: &State, id: Id) -> u8 {
    state.interactions.get(&id).map_or(0, |record| record.kind)
}

/// What an answer does: the message that it made or changed.
fn perform(state: &mut State, record: &Record, answer: u8, data: &Value) -> Result<Option<Id>, Refusal> {
    match answer {
        callback::MESSAGE => Ok(Some(say(state, record, data)?)),
        callback::DEFERRED => {
            let mut message = blank(state, record, data);
            message.flags |= LOADING;
            let id = message.id;
            state.add_message(message);
            Ok(Some(id))
        }
        callback::UPDATE => {
            let source =
                record.source.and_then(|id| state.messages.get(&id)).ok_or_else(Refusal::unknown_message)?.clone();
            let channel = state.channels[&source.channel].clone();
            edit(state, &channel, source, data)?;
            Ok(record.source)
        }
        callback::DEFERRED_UPDATE => Ok(record.source),
        callback::MODAL => message_form::check_modal(data).map(|()| None),
        _ => Ok(None),
    }
}

/// A message that answers an interaction, with nothing in it yet.
fn blank(state: &mut State, record: &Record, data: &Value) -> Message {
    let guild = state.channels[&record.channel].guild;
    let mut message = Message::new(state.fresh_id(), record.channel, guild, state.me.id);
    message.interaction = Some(record.id);
    message.kind = if record.kind == kind::COMMAND { 20 } else { 0 };
    message.flags = data["flags"].as_u64().unwrap_or(0) & (EPHEMERAL | SILENT);
    message.only_for = message.is_ephemeral().then_some(record.person);
    message
}

/// A new message that answers an interaction; its id.
pub fn say(state: &mut State, record: &Record, data: &Value) -> Result<Id, Refusal> {
    let mut message = blank(state, record, data);
    message_form::fill(&mut message, data)?;
    let channel = state.channels[&record.channel].clone();
    message.mentions = state.mentions(&channel, message.author, &message.content, &data["allowed_mentions"], None)?;
    message.notified = message.mentions.clone();
    let id = message.id;
    state.add_message(message);
    Ok(id)
}
