//! The people of the organisation: whether they are on the server.

use std::collections::BTreeMap;

use serenity::{http::Route, model::id::UserId};

use super::{Look, reason};
use crate::{
    domain::{ids::PersonId, line::Line},
    platform::{
        discord::{api::rest::Failed, rooms::permissions::Member},
        finding::verbatim,
    },
};

/// Discord's own codes of somebody who is not on the server, or nowhere.
const UNKNOWN: [i64; 2] = [10_007, 10_013];

impl Look<'_> {
    /// Those who are.
    pub(super) async fn people(&mut self, bot: UserId) -> BTreeMap<PersonId, Member> {
        let (mut members, mut absent, mut robots) = (BTreeMap::new(), Vec::new(), Vec::new());
        for (person, id) in &self.settings.people {
            let user_id = UserId::new((*id).max(1));
            let route = Route::GuildMember { guild_id: self.guild(), user_id };
            match self.rest.get::<Member>(route, Vec::new()).await {
                Ok(member) if member.user.bot || user_id == bot => robots.push(person.clone()),
                Ok(member) => drop(members.insert(person.clone(), member)),
                Err(error) if error.code().is_some_and(|code| UNKNOWN.contains(&code)) => absent.push(person.clone()),
                // Whoever asks too much or gets no answer would get none for the others.
                Err(error @ (Failed::Limited { .. } | Failed::Away(_))) => {
                    self.find(Line::DoctorDiscordUnseen { what: verbatim(person.as_str()), reason: reason(&error) });
                    return members;
                }
                Err(error) => {
                    self.find(Line::DoctorDiscordUnseen { what: verbatim(person.as_str()), reason: reason(&error) });
                }
            }
        }
        if members.len() == self.settings.people.len() {
            self.fine(Line::DoctorDiscordPeople {});
        }
        if !absent.is_empty() {
            self.find(Line::DoctorDiscordAbsent { people: absent });
        }
        if !robots.is_empty() {
            self.find(Line::DoctorDiscordRobot { people: robots });
        }
        members
    }
}
