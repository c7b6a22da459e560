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
        discord::{permissions::Account, rest::Failed},
        finding::verbatim,
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

    /// Whether people find its commands.
    pub(super) async fn commands(&mut self, application_id: ApplicationId) {
        let route = Route::GuildCommands { application_id, guild_id: self.guild() };
        match self.rest.get::<Vec<serde::de::IgnoredAny>>(route, Vec::new()).await {
            Ok(commands) if commands.is_empty() => self.warn(Line::DoctorDiscordNoCommands {}),
            Ok(commands) => {
                let count = i64::try_from(commands.len()).unwrap_or(i64::MAX);
                self.fine(Line::DoctorDiscordCommands { count });
            }
            Err(error) => self.find(Line::DoctorDiscordCommandsUnseen { reason: reason(&error) }),
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
