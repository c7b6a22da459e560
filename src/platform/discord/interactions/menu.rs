//! The menu of a message: the message becomes a report, or a line in the log.

use serenity::model::{
    application::{CommandData, ResolvedTarget},
    channel::Message,
};

use super::line::Misfit;
use crate::{
    catalog::{Catalogue, model::Definition},
    domain::{line::Line, message::Invocation},
    platform::words::Words,
};

/// What was chosen in the menu of which message; none: another kind of command, or one that we do not have.
#[must_use]
pub fn chosen<'c, 'd>(catalogue: &'c Catalogue, data: &'d CommandData) -> Option<(&'c Definition, &'d Message)> {
    let Some(ResolvedTarget::Message(message)) = data.target() else { return None };
    let named = |definition: &&Definition| definition.menu.as_ref().is_some_and(|menu| menu.en == data.name);
    Some((catalogue.definitions().iter().find(named)?, message))
}

/// The line that says it, with the words of the message as they are: the core cuts its title.
///
/// # Errors
/// The message has no text, only attachments perhaps: what is said to whoever chose it.
pub fn line(words: &Words, definition: &Definition, text: &str) -> Result<String, Misfit> {
    if !text.trim().is_empty() {
        return Ok(words.command(&definition.path, text));
    }
    let mut command = Invocation::new(&definition.path);
    command.hint = definition.rest().and_then(|rest| rest.hint.clone());
    Err(Misfit::Refused(vec![Line::DiscordMenuNoText { command }]))
}

#[cfg(test)]
#[path = "menu_tests.rs"]
mod tests;
