//! Commands of the application in a guild.

use serde_json::{Value, json};

use super::super::{
    command_form::{self, kind},
    refusal::Refusal,
    request::{Answer, Done, Request},
    state::{Id, State},
};

fn guild(state: &State, request: &Request) -> Result<Id, Refusal> {
    if request.id("application_id") != state.me.id {
        return Err(Refusal::new(403, 20012, "You are not authorized to perform this action on this application"));
    }
    let guild = request.id("guild_id");
    if state.guilds.contains_key(&guild) { Ok(guild) } else { Err(Refusal::missing_access()) }
}

fn unknown() -> Refusal {
    Refusal::new(404, 10063, "Unknown application command")
}

/// What Discord adds to a form; the id of an earlier one of the same name and kind stays.
fn registered(state: &mut State, guild: Id, form: &Value) -> Value {
    let same = |other: &&Value| other["name"] == form["name"] && kind(other) == kind(form);
    let earlier = state.commands.get(&guild).into_iter().flatten().find(same).map(|command| command["id"].clone());
    let mut command = json!({
        "type": 1, "description": "", "default_member_permissions": null, "nsfw": false, "options": [],
        "name_localizations": null, "description_localizations": null, "contexts": null, "integration_types": [0],
        "dm_permission": true,
    });
    for (field, value) in form.as_object().into_iter().flatten() {
        command[field] = value.clone();
    }
    without_nulls(&mut command["options"]);
    command["default_member_permissions"] = match &command["default_member_permissions"] {
        Value::Number(bits) => json!(bits.to_string()),
        other => other.clone(),
    };
    command["id"] = earlier.unwrap_or_else(|| json!(state.fresh_id().to_string()));
    command["version"] = json!(state.fresh_id().to_string());
    command["application_id"] = json!(state.me.id.to_string());
    command["guild_id"] = json!(guild.to_string());
    command
}

/// Options with what was said of them only.
fn without_nulls(options: &mut Value) {
    if let Some(fields) = options.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
        fields.values_mut().for_each(without_nulls);
    } else if let Some(options) = options.as_array_mut() {
        options.iter_mut().for_each(without_nulls);
    }
}

/// A command without what is only shown on demand.
fn shown(mut command: Value, with_localizations: bool) -> Value {
    fn strip(part: &mut Value) {
        if let Some(fields) = part.as_object_mut() {
            fields.retain(|name, _| !name.ends_with("_localizations"));
            fields.values_mut().for_each(strip);
        } else if let Some(parts) = part.as_array_mut() {
            parts.iter_mut().for_each(strip);
        }
    }
    if !with_localizations {
        strip(&mut command);
    }
    command
}

/// All of them.
pub fn list(state: &mut State, request: &Request) -> Done {
    let guild = guild(state, request)?;
    let with = request.query.get("with_localizations").is_some_and(|with| with == "true");
    let commands = state.commands.get(&guild).cloned().unwrap_or_default();
    Answer::ok(commands.into_iter().map(|command| shown(command, with)).collect())
}

/// All of them at once: those that are not named are gone.
pub fn replace(state: &mut State, request: &Request) -> Done {
    let guild = guild(state, request)?;
    let forms = request.body.as_array().cloned().unwrap_or_default();
    command_form::check_all(&forms)?;
    let commands: Vec<_> = forms.iter().map(|form| registered(state, guild, form)).collect();
    state.commands.insert(guild, commands.clone());
    Answer::ok(commands.into())
}

/// One, in place of one with the same name.
pub fn create(state: &mut State, request: &Request) -> Done {
    let guild = guild(state, request)?;
    let command = registered(state, guild, &request.body);
    let mut commands = state.commands.get(&guild).cloned().unwrap_or_default();
    let before = commands.len();
    commands.retain(|other| other["id"] != command["id"]);
    let replaced = commands.len() < before;
    commands.push(command.clone());
    command_form::check_all(&commands)?;
    state.commands.insert(guild, commands);
    if replaced { Answer::ok(command) } else { Answer::created(command) }
}

/// A part of one.
pub fn update(state: &mut State, request: &Request) -> Done {
    let guild = guild(state, request)?;
    let mut commands = state.commands.get(&guild).cloned().unwrap_or_default();
    let id = request.id("command_id").to_string();
    let command = commands.iter_mut().find(|command| command["id"] == *id).ok_or_else(unknown)?;
    for (field, value) in request.body.as_object().into_iter().flatten() {
        command[field] = value.clone();
    }
    command["version"] = json!(state.fresh_id().to_string());
    let changed = command.clone();
    command_form::check_all(&commands)?;
    state.commands.insert(guild, commands);
    Answer::ok(changed)
}

/// One is gone.
pub fn delete(state: &mut State, request: &Request) -> Done {
    let guild = guild(state, request)?;
    let id = request.id("command_id").to_string();
    let commands = state.commands.entry(guild).or_default();
    let before = commands.len();
    commands.retain(|command| command["id"] != *id);
    if commands.len() < before { Answer::none() } else { Err(unknown()) }
}
