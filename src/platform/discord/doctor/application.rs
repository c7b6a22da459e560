//! The account of the bot, its application, its commands, and how often it may still log in.

use serde::Deserialize;
use serenity::{
    http::Route,
    model::{application::ApplicationFlags, id::ApplicationId},
};

use super::{Look, reason};
use crate::{
    domain::line::Line,
    platform::{
        discord::{
            api::rest::Failed,
            commands::sync::{self, Standing},
            rooms::permissions::Account,
        },
        finding::verbatim,
        words::Words,
    },
};

/// From here on somebody should look why it logs in so often. After none Discord takes the token away.
const FEW_STARTS: i64 = 100;

/// An application as its own bot sees it.
#[derive(Deserialize)]
struct Application {
    id: ApplicationId,
    #[serde(default)]
    flags: u64,
    #[serde(default)]
    bot_public: bool,
    #[serde(default)]
    interactions_endpoint_url: Option<String>,
}

#[derive(Deserialize)]
struct Gateway {
    session_start_limit: Starts,
}

#[derive(Deserialize)]
struct Starts {
    remaining: i64,
}

/// Intents that must be granted, each with the two flags that say so: of an application that Discord knows, and of one
/// on few servers.
const PRIVILEGED: [(&str, ApplicationFlags); 3] = [
    ("PRESENCE", ApplicationFlags::GATEWAY_PRESENCE.union(ApplicationFlags::GATEWAY_PRESENCE_LIMITED)),
    ("GUILD_MEMBERS", ApplicationFlags::GATEWAY_GUILD_MEMBERS.union(ApplicationFlags::GATEWAY_GUILD_MEMBERS_LIMITED)),
    (
        "MESSAGE_CONTENT",
        ApplicationFlags::GATEWAY_MESSAGE_CONTENT.union(ApplicationFlags::GATEWAY_MESSAGE_CONTENT_LIMITED),
    ),
];

impl Look<'_> {
    /// Whose token it is.
    pub(super) async fn account(&mut self) -> Option<Account> {
        match self.rest.get::<Account>(Route::UserMe, Vec::new()).await {
            Ok(bot) => {
                self.fine(Line::DoctorDiscordBot { name: verbatim(&bot.username), id: verbatim(bot.id) });
                Some(bot)
            }
            Err(error @ Failed::Refused { .. }) => {
                self.find(Line::DoctorDiscordToken { reason: reason(&error) });
                None
            }
            Err(error) => {
                self.find(Line::DoctorDiscordAway { reason: reason(&error) });
                None
            }
        }
    }

    /// What it is granted beside rights.
    pub(super) async fn application(&mut self) -> Option<ApplicationId> {
        let application: Application = self.see(Route::Oauth2ApplicationCurrent).await?;
        let flags = ApplicationFlags::from_bits_truncate(application.flags);
        let granted = PRIVILEGED.iter().filter(|(_, either)| flags.intersects(*either)).map(|(name, _)| *name);
        let (content, surplus): (Vec<&str>, Vec<&str>) =
            granted.partition(|name| *name == "MESSAGE_CONTENT" && self.settings.reads_everything);
        match (self.settings.reads_everything, content.is_empty()) {
            (true, true) => self.find(Line::DoctorDiscordNoContent {}),
            (true, false) => self.fine(Line::DoctorDiscordContent {}),
            (false, _) => {}
        }
        if surplus.is_empty() {
            self.fine(Line::DoctorDiscordIntents {});
        } else {
            self.warn(Line::DoctorDiscordSurplus { intents: verbatim(surplus.join(", ")) });
        }
        if application.bot_public {
            self.warn(Line::DoctorDiscordPublic {});
        }
        if application.interactions_endpoint_url.is_some_and(|url| !url.is_empty()) {
            self.find(Line::DoctorDiscordEndpoint {});
        }
        Some(application.id)
    }

    /// Whether people find the commands of this version, and no others.
    pub(super) async fn commands(&mut self, application_id: ApplicationId) {
        let words = match Words::embedded(self.organisation.language) {
            Ok(words) => words,
            Err(why) => return self.find(Line::DoctorDiscordCommandsUnseen { reason: verbatim(why) }),
        };
        let route = Route::GuildCommands { application_id, guild_id: self.guild() };
        let standing = match sync::compare(&self.rest, &words, route).await {
            Ok(standing) if standing.count == 0 => return self.warn(Line::DoctorDiscordNoCommands {}),
            Ok(standing) => standing,
            Err(error) => return self.find(Line::DoctorDiscordCommandsUnseen { reason: reason(&error) }),
        };
        let Standing { count, missing, different, extra } = standing;
        let all = |names: &[String]| verbatim(names.join(", "));
        if !missing.is_empty() {
            self.warn(Line::DoctorDiscordCommandsMissing { commands: all(&missing) });
        }
        if !different.is_empty() {
            self.warn(Line::DoctorDiscordCommandsDifferent { commands: all(&different) });
        }
        if !extra.is_empty() {
            self.warn(Line::DoctorDiscordCommandsExtra { commands: all(&extra) });
        }
        if missing.is_empty() && different.is_empty() && extra.is_empty() {
            self.fine(Line::DoctorDiscordCommands { count: i64::try_from(count).unwrap_or(i64::MAX) });
        }
    }

    /// How often it may still begin a session.
    pub(super) async fn starts(&mut self) {
        let Some(gateway) = self.see::<Gateway>(Route::GatewayBot).await else { return };
        let left = gateway.session_start_limit.remaining;
        match left {
            ..=0 => self.find(Line::DoctorDiscordFewStarts { left }),
            1..FEW_STARTS => self.warn(Line::DoctorDiscordFewStarts { left }),
            _ => self.fine(Line::DoctorDiscordStarts { left }),
        }
    }
}
