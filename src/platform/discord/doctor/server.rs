//! The server: what the bot may do on it, the roles of the teams, and how many channels there is room for.

use std::collections::BTreeMap;

use serenity::{http::Route, model::id::ChannelId};

use super::{Look, named, reason};
use crate::{
    domain::line::Line,
    platform::{
        discord::rooms::permissions::{ADMINISTRATOR, Account, Channel, MENTION_EVERYONE, Member, NEEDED, Server},
        finding::verbatim,
    },
};

/// How many channels a server, and a category of it, can have.
const MOST: usize = 500;
const MOST_IN_CATEGORY: usize = 50;
/// With fewer left somebody should clear old ones away.
const FEW: usize = 25;
const FEW_IN_CATEGORY: usize = 5;

const CATEGORY: u8 = 4;

impl Look<'_> {
    /// Whether the bot is on it, with what it needs.
    pub(super) async fn server(&mut self, bot: &Account) -> Option<(Server, Member)> {
        let guild_id = self.guild();
        let seen = match self.rest.get::<Server>(Route::Guild { guild_id }, Vec::new()).await {
            Ok(server) => {
                let own = Route::GuildMember { guild_id, user_id: bot.id };
                self.rest.get::<Member>(own, Vec::new()).await.map(|own| (server, own))
            }
            Err(error) => Err(error),
        };
        let (server, own) = match seen {
            Ok(seen) => seen,
            Err(error) => {
                self.find(Line::DoctorDiscordNoServer { server: verbatim(guild_id), reason: reason(&error) });
                return None;
            }
        };
        self.fine(Line::DoctorDiscordServer { name: verbatim(&server.name) });
        let rights = server.allows(&own);
        let missing = rights.lack(&NEEDED);
        if missing.is_empty() {
            self.fine(Line::DoctorDiscordAllowed {});
        } else {
            self.find(Line::DoctorDiscordLacks { missing: named(&missing) });
        }
        if rights.has(ADMINISTRATOR) {
            self.warn(Line::DoctorDiscordAdministrator {});
        }
        Some((server, own))
    }

    /// The roles of the teams. The bot gives nobody a role and changes none, so that it does not matter which of them stand
    /// above its own; it only mentions them, and lets them read.
    pub(super) fn roles(&mut self, server: &Server, own: &Member) {
        let mentions_all = server.allows(own).has(MENTION_EVERYONE);
        let mut right = !self.settings.teams.is_empty();
        for (team, id) in &self.settings.teams {
            let team = verbatim(team.as_str());
            let role = server.roles.iter().find(|role| role.id.get() == *id);
            let line = match role {
                None => Line::DoctorDiscordRoleGone { team, role: verbatim(id) },
                Some(role) if !role.mentionable && !mentions_all => {
                    self.warn(Line::DoctorDiscordRoleSilent { team, role: verbatim(&role.name) });
                    right = false;
                    continue;
                }
                Some(_) => continue,
            };
            self.find(line);
            right = false;
        }
        if right {
            self.fine(Line::DoctorDiscordRoles {});
        }
    }

    /// How many channels can be added to the server, and to the categories in which the bot makes them: those carry the
    /// name of the organisation.
    pub(super) fn room_left(&mut self, channels: &[Channel]) {
        let left = MOST.saturating_sub(channels.len());
        let count = i64::try_from(left).unwrap_or(i64::MAX);
        if left < FEW {
            self.warn(Line::DoctorDiscordFull { left: count });
        } else {
            self.fine(Line::DoctorDiscordChannels { left: count });
        }
        let mut held: BTreeMap<ChannelId, usize> = BTreeMap::new();
        for channel in channels {
            if let Some(parent) = channel.parent_id {
                let held = held.entry(parent).or_default();
                *held = held.saturating_add(1);
            }
        }
        let organisation = self.organisation;
        let ours = |channel: &Channel| channel.kind == CATEGORY && channel.name.contains(&organisation.name);
        for category in channels.iter().filter(|channel| ours(channel)) {
            let left = MOST_IN_CATEGORY.saturating_sub(held.get(&category.id).copied().unwrap_or(0));
            if left < FEW_IN_CATEGORY {
                let left = i64::try_from(left).unwrap_or(i64::MAX);
                self.warn(Line::DoctorDiscordCategoryFull { category: verbatim(&category.name), left });
            }
        }
    }
}
