//! Whether the bot can do its work on Discord: looked at with plain calls, beside a `run` that is connected.

mod application;
mod people;
mod rooms;
mod server;

use serde::de::DeserializeOwned;
use serenity::{http::Route, model::id::GuildId};
use tokio::time::Instant;

use super::{
    api::rest::{Failed, Rest},
    rooms::permissions::{Channel, Right},
};
use crate::{
    domain::{line::Line, organisation::Organisation, time::Timestamp, words::Verbatim},
    platform::{
        finding::{Check, about_secret, verbatim},
        skew,
    },
    settings::discord::Discord as Settings,
};

/// What is looked at, and what was found.
struct Look<'a> {
    rest: Rest,
    settings: &'a Settings,
    organisation: &'a Organisation,
    checks: Vec<Check>,
}

/// Looks at everything; `now` is the time of this machine.
pub async fn examine(settings: &Settings, organisation: &Organisation, now: Timestamp) -> Vec<Check> {
    let mut look = Look { rest: Rest::new(settings), settings, organisation, checks: Vec::new() };
    look.everything(now).await;
    look.checks
}

impl Look<'_> {
    async fn everything(&mut self, now: Timestamp) {
        if !self.token() || !self.reach(now).await {
            return;
        }
        let Some(bot) = self.account().await else { return };
        if let Some(application) = self.application().await {
            self.commands(application).await;
        }
        self.starts().await;
        let Some((server, own)) = self.server(&bot).await else { return };
        self.roles(&server, &own);
        let members = self.people(bot.id).await;
        let channels: Option<Vec<Channel>> = self.see(Route::GuildChannels { guild_id: self.guild() }).await;
        if let Some(channels) = channels {
            self.room_left(&channels);
            self.rooms(&server, &own, &channels, &members);
        }
    }

    fn guild(&self) -> GuildId {
        GuildId::new(self.settings.guild.max(1))
    }

    fn fine(&mut self, line: Line) {
        self.checks.push(Check::fine(line));
    }

    fn warn(&mut self, line: Line) {
        self.checks.push(Check::warning(line));
    }

    fn find(&mut self, line: Line) {
        self.checks.push(Check::finding(line));
    }

    /// Asks; what cannot be seen is told by its path.
    async fn see<T: DeserializeOwned>(&mut self, route: Route<'_>) -> Option<T> {
        let path = route.path();
        let what = path.rsplit_once("/api").map_or_else(String::new, |(_, path)| path.to_owned());
        match self.rest.get(route, Vec::new()).await {
            Ok(answer) => Some(answer),
            Err(error) => {
                self.find(Line::DoctorDiscordUnseen { what: verbatim(what), reason: reason(&error) });
                None
            }
        }
    }

    /// Whether there is a token, which nobody else can read.
    fn token(&mut self) -> bool {
        let file = &self.settings.token;
        if let Err(error) = file.read() {
            self.find(about_secret(&error));
            return false;
        }
        if file.open_to_all() {
            self.find(Line::DoctorOpen { file: verbatim(file.path().display()) });
        } else {
            self.fine(Line::DoctorPrivate {});
        }
        true
    }

    async fn reach(&mut self, now: Timestamp) -> bool {
        let started = Instant::now();
        match self.rest.reach().await {
            Ok(date) => {
                let ms = i64::try_from(started.elapsed().as_millis()).unwrap_or(i64::MAX);
                self.fine(Line::DoctorDiscordReached { ms });
                self.checks.extend(date.and_then(|date| skew::clock(&date, now, "Discord")));
                true
            }
            Err(error) => {
                self.find(Line::DoctorDiscordAway { reason: reason(&error) });
                false
            }
        }
    }
}

/// In Discord's words, where it gave any.
fn reason(error: &Failed) -> Verbatim {
    match error {
        Failed::Refused { status, code, message } => verbatim(format!("{status} {code} {message}").trim_end()),
        Failed::Limited { after } => verbatim(format!("429, {} s", after.as_secs())),
        Failed::Away(why) => verbatim(why),
    }
}

/// Rights by name, each with its bit.
fn named(rights: &[Right]) -> Verbatim {
    let names: Vec<String> = rights.iter().map(|right| format!("{} (1<<{})", right.name, right.bit)).collect();
    verbatim(names.join(", "))
}

#[cfg(test)]
mod tests;
