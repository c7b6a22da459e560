//! What Discord's client lets somebody send: commands, options and choices that are registered, and forms filled in.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::state::{Id, State};

/// Kinds of options, by Discord's numbers.
mod kind {
    pub const SUBCOMMAND: u64 = 1;
    pub const GROUP: u64 = 2;
    pub const STRING: u64 = 3;
    pub const INTEGER: u64 = 4;
    pub const BOOLEAN: u64 = 5;
    pub const USER: u64 = 6;
    pub const CHANNEL: u64 = 7;
    pub const ROLE: u64 = 8;
    pub const MENTIONABLE: u64 = 9;
    pub const NUMBER: u64 = 10;
}

/// Options with their values, and the one that is still being typed.
pub struct Typed<'a> {
    /// In the order in which they were typed.
    pub options: &'a [(&'a str, &'a str)],
    /// None where the command is sent.
    pub focused: Option<&'a str>,
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The command of this name and kind, as somebody in a channel is offered it.
fn registered<'a>(
    state: &'a State,
    (user, channel): (Id, Id),
    name: &str,
    kind: u64,
) -> Result<(Id, &'a Value), String> {
    let guild = state.channels[&channel].guild.ok_or("commands are registered in guilds")?;
    let commands = state.commands.get(&guild);
    let mut there = commands.into_iter().flatten();
    let found = there.find(|command| command["name"] == name && command["type"].as_u64() == Some(kind));
    let names =
        || commands.into_iter().flatten().map(|command| command["name"].to_string()).collect::<Vec<_>>().join(", ");
    let command = found.ok_or_else(|| format!("no such command is registered, only {}", names()))?;
    let needs = command["default_member_permissions"].as_str().and_then(|bits| bits.parse().ok()).unwrap_or(0);
    if state.permissions(&state.channels[&channel], user) & needs != needs {
        return Err(format!("it is offered to whoever has the permissions {needs}"));
    }
    Ok((guild, command))
}

fn data(guild: Id, command: &Value) -> Value {
    json!({"id": command["id"], "name": command["name"], "type": command["type"], "guild_id": guild.to_string()})
}

/// A slash command, by whom and where.
pub fn slash(state: &State, by: (Id, Id), command: &str, typed: &Typed<'_>) -> Result<Value, String> {
    let mut words = command.split(' ');
    let (guild, root) = registered(state, by, words.next().unwrap_or_default(), 1)?;
    let mut path = vec![root];
    for word in words {
        let last = path[path.len() - 1];
        let inner = list(&last["options"]).find(|option| {
            option["name"] == word && matches!(option["type"].as_u64(), Some(kind::SUBCOMMAND | kind::GROUP))
        });
        path.push(inner.ok_or_else(|| format!("{} has no subcommand {word}", last["name"]))?);
    }
    let last = path[path.len() - 1];
    if list(&last["options"]).any(|option| matches!(option["type"].as_u64(), Some(kind::SUBCOMMAND | kind::GROUP))) {
        return Err(format!("{} has subcommands, and none was typed", last["name"]));
    }
    let mut resolved = Map::new();
    let mut options = leaf(state, guild, last, typed, &mut resolved)?;
    for level in path[1..].iter().rev() {
        options = vec![json!({"name": level["name"], "type": level["type"], "options": options})];
    }
    let mut data = data(guild, root);
    data["options"] = json!(options);
    if !resolved.is_empty() {
        data["resolved"] = resolved.into();
    }
    Ok(data)
}

/// The options of one command or subcommand.
fn leaf(
    state: &State,
    guild: Id,
    command: &Value,
    typed: &Typed<'_>,
    resolved: &mut Map<String, Value>,
) -> Result<Vec<Value>, String> {
    let named: BTreeSet<_> = typed.options.iter().map(|(name, _)| *name).collect();
    if named.len() < typed.options.len() {
        return Err("an option is typed once".to_owned());
    }
    let missing = list(&command["options"])
        .find(|option| option["required"] == true && !named.contains(option["name"].as_str().unwrap_or_default()));
    if let (Some(missing), None) = (missing, typed.focused) {
        return Err(format!("the option {} is required", missing["name"]));
    }
    let mut options = Vec::new();
    for (name, value) in typed.options {
        let option = list(&command["options"]).find(|option| option["name"] == *name);
        let option = option.ok_or_else(|| format!("{} has no option {name}", command["name"]))?;
        let focused = typed.focused == Some(name);
        if focused && option["autocomplete"] != true {
            return Err(format!("{name} has no choices that the bot makes"));
        }
        let value = if focused { json!(value) } else { read(state, guild, option, value, resolved)? };
        let mut sent = json!({"name": name, "type": option["type"], "value": value});
        if focused {
            sent["focused"] = json!(true);
        }
        options.push(sent);
    }
    match typed.focused {
        Some(focused) if !named.contains(focused) => Err(format!("{focused} is not among the options")),
        _ => Ok(options),
    }
}

/// A value as the client sends it, within the limits of its option.
fn read(
    state: &State,
    guild: Id,
    option: &Value,
    value: &str,
    resolved: &mut Map<String, Value>,
) -> Result<Value, String> {
    let name = &option["name"];
    let choices: Vec<_> = list(&option["choices"]).collect();
    if !choices.is_empty() {
        let text = |choice: &Value| choice.as_str().map_or_else(|| choice.to_string(), str::to_owned);
        let found = choices.iter().find(|choice| choice["name"] == value || text(&choice["value"]) == value);
        return Ok(found.ok_or_else(|| format!("{name} has no choice {value} but {choices:?}"))?["value"].clone());
    }
    let within = |number: f64, least: &str, most: &str| {
        option[least].as_f64().is_none_or(|least| number >= least)
            && option[most].as_f64().is_none_or(|most| number <= most)
    };
    let outside = || format!("{name} does not take {value}: {option}");
    let kind = option["type"].as_u64().unwrap_or_default();
    match kind {
        kind::STRING => {
            let length = u32::try_from(value.chars().count()).map_err(|_| outside())?;
            let fits = length <= 6000 && within(length.into(), "min_length", "max_length");
            if fits { Ok(json!(value)) } else { Err(outside()) }
        }
        kind::INTEGER => {
            let number: i32 = value.parse().map_err(|_| outside())?;
            if within(number.into(), "min_value", "max_value") { Ok(json!(number)) } else { Err(outside()) }
        }
        kind::NUMBER => {
            let number: f64 = value.parse().map_err(|_| outside())?;
            if within(number, "min_value", "max_value") { Ok(json!(number)) } else { Err(outside()) }
        }
        kind::BOOLEAN => value.parse::<bool>().map(|value| json!(value)).map_err(|_| outside()),
        kind::USER | kind::CHANNEL | kind::ROLE | kind::MENTIONABLE => {
            let id = resolve(state, guild, kind, value, resolved).ok_or_else(outside)?;
            Ok(json!(id.to_string()))
        }
        _ => Err(format!("the stand-in knows no options of kind {kind}")),
    }
}

/// Somebody or something by name, which goes along in `resolved`.
fn resolve(state: &State, guild: Id, kind: u64, value: &str, resolved: &mut Map<String, Value>) -> Option<Id> {
    let mut keep = |what: &str, id: Id, json: Value| {
        resolved.entry(what).or_insert_with(|| json!({}))[id.to_string()] = json;
    };
    let people = matches!(kind, kind::USER | kind::MENTIONABLE);
    if let Some(user) = state.users.values().find(|user| people && (user.name == value || user.id.to_string() == value))
    {
        let (user_json, member) = state.resolved_user(guild, user.id)?;
        keep("users", user.id, user_json);
        keep("members", user.id, member);
        return Some(user.id);
    }
    if kind == kind::CHANNEL {
        let mut there = state.channels.values().filter(|channel| channel.guild == Some(guild));
        let channel = there.find(|channel| channel.name == value || channel.id.to_string() == value)?;
        keep("channels", channel.id, state.channel_json(channel));
        return Some(channel.id);
    }
    let role =
        state.guilds.get(&guild)?.roles.values().find(|role| role.name == value || role.id.to_string() == value)?;
    keep("roles", role.id, role.json());
    Some(role.id)
}

/// A command from the menu of a message, by whom and where.
pub fn context_menu(state: &State, by: (Id, Id), command: &str, message: Id) -> Result<Value, String> {
    let (guild, command) = registered(state, by, command, 3)?;
    let mut data = data(guild, command);
    data["target_id"] = json!(message.to_string());
    data["resolved"] = json!({"messages": {message.to_string(): state.message_json(&state.messages[&message])}});
    Ok(data)
}

/// A form, with texts for its fields by their `custom_id`.
pub fn modal(modal: &Value, fields: &[(&str, &str)]) -> Result<Value, String> {
    let inputs: Vec<_> = list(&modal["components"]).flat_map(|row| list(&row["components"])).collect();
    if let Some((unknown, _)) = fields.iter().find(|(name, _)| !inputs.iter().any(|input| input["custom_id"] == *name))
    {
        return Err(format!("the form has no field {unknown}"));
    }
    let mut rows = Vec::new();
    for input in inputs {
        let typed = fields.iter().find(|(name, _)| input["custom_id"] == *name).map(|(_, text)| *text);
        let text = typed.or(input["value"].as_str()).unwrap_or_default();
        let length = u64::try_from(text.chars().count()).map_err(|_| "too long")?;
        let empty = length == 0 && input["required"] == false;
        let least = input["min_length"].as_u64().unwrap_or(1).max(1);
        if !empty && !(least..=input["max_length"].as_u64().unwrap_or(4000)).contains(&length) {
            return Err(format!("{} is not as long as {text:?}", input["custom_id"]));
        }
        let sent = json!({"type": 4, "id": 2, "custom_id": input["custom_id"], "value": text});
        rows.push(json!({"type": 1, "id": 1, "components": [sent]}));
    }
    Ok(json!({"custom_id": modal["custom_id"], "components": rows}))
}
