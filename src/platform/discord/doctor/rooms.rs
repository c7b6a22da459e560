//! The channels of the standing rooms: whether they are there, and who may do what in them.

use std::collections::BTreeMap;

use super::{Look, named};
use crate::{
    domain::{
        ids::{PersonId, RoomId},
        line::Line,
        organisation::RoomKind,
    },
    platform::{
        discord::rooms::permissions::{Channel, Member, Right, SEND_MESSAGES, STANDING, Server, VIEW_CHANNEL},
        finding::verbatim,
    },
};

const TEXT: u8 = 0;
/// What somebody needs who is called there.
const TO_ANSWER: [Right; 2] = [VIEW_CHANNEL, SEND_MESSAGES];

impl Look<'_> {
    pub(super) fn rooms(
        &mut self,
        server: &Server,
        own: &Member,
        channels: &[Channel],
        members: &BTreeMap<PersonId, Member>,
    ) {
        for (room, id) in &self.settings.rooms {
            let named = verbatim(room.as_str());
            match channels.iter().find(|channel| channel.id.get() == *id) {
                None => self.find(Line::DoctorDiscordRoomGone { room: named, channel: verbatim(id) }),
                Some(channel) if channel.kind != TEXT => {
                    self.find(Line::DoctorDiscordRoomKind { room: named, channel: verbatim(&channel.name) });
                }
                Some(channel) => self.room(server, own, room, channel, members),
            }
        }
    }

    fn room(
        &mut self,
        server: &Server,
        own: &Member,
        room: &RoomId,
        channel: &Channel,
        members: &BTreeMap<PersonId, Member>,
    ) {
        let name = || verbatim(room.as_str());
        let missing = server.allows_in(channel, own).lack(&STANDING);
        if missing.is_empty() {
            self.fine(Line::DoctorDiscordRoom { room: name(), channel: verbatim(format!("#{}", channel.name)) });
        } else {
            self.find(Line::DoctorDiscordRoomLacks { room: name(), missing: named(&missing) });
        }
        let Some(about) = self.organisation.rooms.get(room) else { return };
        if about.kind == RoomKind::Ccvo && server.allows_everybody(channel).has(VIEW_CHANNEL) {
            self.warn(Line::DoctorDiscordRoomOpen { room: name() });
        }
        if about.kind == RoomKind::Info {
            return;
        }
        let belongs = |person: &PersonId| {
            self.organisation.people.get(person).is_some_and(|person| person.entity == about.entity)
        };
        let dark = |member: &Member| !server.allows_in(channel, member).lack(&TO_ANSWER).is_empty();
        let dark = members.iter().filter(|(person, member)| belongs(person) && dark(member));
        let people: Vec<PersonId> = dark.map(|(person, _)| person.clone()).collect();
        if !people.is_empty() {
            self.warn(Line::DoctorDiscordRoomDark { room: name(), people });
        }
    }
}
