//! Everything after the first answer to an interaction, by its token.

use super::{
    super::{
        interaction::{LIVES, Record},
        message::{LOADING, Message},
        refusal::Refusal,
        request::{Answer, Done, Request},
        state::{Id, State},
    },
    interactions::say,
    messages::edit,
};

/// The interaction of a token that is still good.
fn record(state: &State, request: &Request) -> Result<Record, Refusal> {
    let unknown = || Refusal::new(404, 10015, "Unknown Webhook");
    if request.id("webhook_id") != state.me.id {
        return Err(unknown());
    }
    let token = request.parts.get("webhook_token");
    let record = state.interactions.values().find(|record| Some(&record.token) == token);
    let record = record.ok_or_else(|| Refusal::new(401, 50027, "Invalid Webhook Token"))?;
    if record.age(request.arrived) >= LIVES {
        return Err(Refusal::new(401, 50027, "Invalid Webhook Token"));
    }
    if record.is_alive(request.arrived) { Ok(record.clone()) } else { Err(unknown()) }
}

/// The message of the path, which belongs to the interaction.
fn found(state: &State, record: &Record, request: &Request) -> Result<Message, Refusal> {
    let id = match request.parts.get("message_id") {
        Some(_) => Some(request.id("message_id")).filter(|id| owns(record, *id)),
        None => record.original,
    };
    id.and_then(|id| state.messages.get(&id)).cloned().ok_or_else(Refusal::unknown_message)
}

fn owns(record: &Record, id: Id) -> bool {
    record.original == Some(id) || record.followups.contains(&id)
}

/// A further message; or the first one, where the answer is still "thinking".
pub fn follow_up(state: &mut State, request: &Request) -> Done {
    let record = record(state, request)?;
    let thinking = record.original.and_then(|id| state.messages.get(&id)).filter(|message| message.is_loading());
    if let Some(original) = thinking.cloned() {
        return finish(state, original, request);
    }
    let id = say(state, &record, &request.body)?;
    state.interactions.get_mut(&record.id).expect("just found").followups.push(id);
    Answer::ok(state.message_json(&state.messages[&id]))
}

/// "Thinking" ends. Nobody is notified, as of every edit: whom an answer is to ring it must be sent to anew.
fn finish(state: &mut State, mut message: Message, request: &Request) -> Done {
    let thinking = message.is_loading();
    message.flags &= !LOADING;
    let channel = state.channels.get(&message.channel).ok_or_else(Refusal::unknown_channel)?.clone();
    let id = message.id;
    let mut answer = edit(state, &channel, message, &request.body)?;
    if thinking {
        // It is no edit to whoever looks at it.
        let message = state.messages.get_mut(&id).expect("just edited");
        message.edited = None;
        answer.body = Some(state.message_json(&state.messages[&id]));
    }
    Ok(answer)
}

/// A message that answers the interaction.
pub fn get(state: &mut State, request: &Request) -> Done {
    let record = record(state, request)?;
    Answer::ok(state.message_json(&found(state, &record, request)?))
}

/// It changes.
pub fn update(state: &mut State, request: &Request) -> Done {
    let record = record(state, request)?;
    let message = found(state, &record, request)?;
    finish(state, message, request)
}

/// It is deleted.
pub fn delete(state: &mut State, request: &Request) -> Done {
    let record = record(state, request)?;
    let id = found(state, &record, request)?.id;
    state.remove_message(id);
    Answer::none()
}
