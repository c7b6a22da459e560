//! The commands that Discord has for the server, made equal to those of the catalogue.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use serde_json::{Map, Value};
use serenity::{
    http::{LightMethod, Route},
    model::id::{ApplicationId, CommandId},
};

use super::registration;
use crate::{
    domain::line::Line,
    platform::{
        discord::{
            api::rest::{Failed, Rest},
            hub::Hub,
        },
        operator::Operator,
        words::Words,
    },
};

/// The bot was invited without the scope applications.commands.
const MISSING_ACCESS: i64 = 50001;
/// The first pause before it is tried again; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// The longest.
const LONGEST_PAUSE: Duration = Duration::from_mins(5);

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changed {
    /// Commands that are new or otherwise than before.
    pub written: Vec<String>,
    /// Commands that are gone.
    pub deleted: Vec<String>,
}

/// Makes them equal. Where one command differs, one call says so; where several do, one call writes them all at once:
/// then nobody sees half of a version, and a command that was there keeps its id and what the server's administrators
/// allowed. Nothing is sent where nothing differs.
///
/// # Errors
/// Why a call gave nothing; see [`explained`].
pub async fn sync(hub: &Hub) -> Result<Changed, Failed> {
    let application = application(hub).await?;
    let guild = hub.guild();
    let all = Route::GuildCommands { application_id: application, guild_id: guild };
    let (there, wanted) = both(&hub.rest, &hub.words, all).await?;
    let difference = Difference::between(&there, &wanted);
    let changed = difference.changed();
    let _: Value = match (difference.written.as_slice(), difference.gone.as_slice()) {
        ([], []) => return Ok(changed),
        // A command with the name of one that is there takes its place.
        ([one], []) => hub.rest.send(LightMethod::Post, all, one).await?,
        ([], [Gone { id: Some(id), .. }]) => {
            let one = Route::GuildCommand { application_id: application, guild_id: guild, command_id: *id };
            hub.rest.call(serenity::http::Request::new(one, LightMethod::Delete)).await?
        }
        _ => hub.rest.send(LightMethod::Put, all, &wanted).await?,
    };
    Ok(changed)
}

/// How the commands of the server stand to those of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// How many are there.
    pub count: usize,
    /// Commands of the catalogue that are not there.
    pub missing: Vec<String>,
    /// Commands that are otherwise than in the catalogue.
    pub different: Vec<String>,
    /// Commands that the catalogue does not have.
    pub extra: Vec<String>,
}

/// Compares them as [`sync`] does, and changes nothing.
///
/// # Errors
/// Why the call gave nothing.
pub async fn compare(rest: &Rest, words: &Words, all: Route<'_>) -> Result<Standing, Failed> {
    let (there, wanted) = both(rest, words, all).await?;
    let difference = Difference::between(&there, &wanted);
    let is_there = |command: &&&Value| there.iter().any(|other| key(other) == key(command));
    let (different, missing): (Vec<&Value>, Vec<&Value>) = difference.written.iter().partition(is_there);
    let named = |commands: Vec<&Value>| commands.into_iter().map(|command| key(command).1.to_owned()).collect();
    let (missing, different, extra) = (named(missing), named(different), difference.changed().deleted);
    Ok(Standing { count: there.len(), missing, different, extra })
}

/// The commands that are there, and those that should be.
async fn both(rest: &Rest, words: &Words, all: Route<'_>) -> Result<(Vec<Value>, Vec<Value>), Failed> {
    let there = rest.get(all, vec![("with_localizations", "true".to_owned())]).await?;
    let wanted = registration::commands(words).iter().map(serde_json::to_value).collect::<Result<_, _>>();
    Ok((there, wanted.map_err(|error| Failed::Away(error.to_string()))?))
}

/// Makes them equal, however long that takes; the operator hears what stands in the way, once.
pub async fn keep(hub: Arc<Hub>, operator: Arc<dyn Operator>) {
    let (mut pause, mut told) = (FIRST_PAUSE, false);
    loop {
        match sync(&hub).await {
            Ok(changed) => {
                tracing::info!(?changed, "the commands on Discord are those of this version");
                return;
            }
            Err(failed) => {
                tracing::warn!(%failed, ?pause, "the commands on Discord are not those of this version");
                if failed.code().is_some() && !std::mem::replace(&mut told, true) {
                    operator.tell(&explained(&failed));
                }
            }
        }
        tokio::time::sleep(pause).await;
        pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
    }
}

/// What the operator is told of commands that could not be made equal.
#[must_use]
pub fn explained(failed: &Failed) -> Line {
    if failed.code() == Some(MISSING_ACCESS) {
        return Line::DiscordScopeMissing {};
    }
    Line::DiscordCommandsRefused { reason: failed.to_string() }
}

/// The bot's application. It has another id than the bot's account where the application is old.
async fn application(hub: &Hub) -> Result<ApplicationId, Failed> {
    #[derive(serde::Deserialize)]
    struct Application {
        id: ApplicationId,
    }
    let own: Application = hub.rest.get(Route::Oauth2ApplicationCurrent, Vec::new()).await?;
    Ok(own.id)
}

/// A command that is there and should not be.
#[derive(Debug, PartialEq)]
struct Gone {
    name: String,
    id: Option<CommandId>,
}

/// What differs between what is there and what should be.
#[derive(Debug, PartialEq)]
struct Difference<'w> {
    written: Vec<&'w Value>,
    gone: Vec<Gone>,
}

impl<'w> Difference<'w> {
    fn between(there: &[Value], wanted: &'w [Value]) -> Self {
        let before: BTreeMap<(u64, &str), &Value> = there.iter().map(|command| (key(command), command)).collect();
        let same = |command: &&Value| before.get(&key(command)).is_some_and(|there| bare(there) == bare(command));
        let written = wanted.iter().filter(|command| !same(command)).collect();
        let stays = |known: &(u64, &str)| wanted.iter().any(|command| key(command) == *known);
        let gone = before.iter().filter(|(known, _)| !stays(known)).map(|((_, name), command)| Gone {
            name: (*name).to_owned(),
            id: command.get("id").and_then(|id| serde_json::from_value(id.clone()).ok()),
        });
        Self { written, gone: gone.collect() }
    }

    fn changed(&self) -> Changed {
        Changed {
            written: self.written.iter().map(|command| key(command).1.to_owned()).collect(),
            deleted: self.gone.iter().map(|gone| gone.name.clone()).collect(),
        }
    }
}

/// Two commands may have one name where one is in the menu of a message.
fn key(command: &Value) -> (u64, &str) {
    let kind = command.get("type").and_then(Value::as_u64).unwrap_or(1);
    (kind, command.get("name").and_then(Value::as_str).unwrap_or_default())
}

/// What is ours in a command, without what Discord adds and without what says nothing: an empty list is no list.
fn bare(value: &Value) -> Value {
    const OURS: [&str; 10] = [
        "name",
        "name_localizations",
        "description",
        "description_localizations",
        "options",
        "choices",
        "required",
        "autocomplete",
        "contexts",
        "default_member_permissions",
    ];
    /// Beside those: the texts of a localization by locale, and what must be compared whatever it is.
    fn ours(key: &str) -> bool {
        OURS.contains(&key) || ["type", "value", registration::DUTCH].contains(&key)
    }
    fn says_nothing(value: &Value) -> bool {
        match value {
            Value::Null | Value::Bool(false) => true,
            Value::String(text) => text.is_empty(),
            Value::Array(list) => list.is_empty(),
            Value::Object(map) => map.is_empty(),
            Value::Bool(true) | Value::Number(_) => false,
        }
    }
    match value {
        Value::Array(list) => Value::Array(list.iter().map(bare).collect()),
        Value::Object(map) => {
            let kept = map.iter().map(|(key, value)| (key.clone(), bare(value)));
            let kept: Map<String, Value> = kept.filter(|(key, value)| ours(key) && !says_nothing(value)).collect();
            Value::Object(kept)
        }
        other => other.clone(),
    }
}

#[cfg(test)]
#[path = "sync_tests.rs"]
mod tests;
