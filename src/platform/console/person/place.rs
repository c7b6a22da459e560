//! Who the person at the terminal is now, and in which room.

use crate::domain::{
    ids::{PersonId, RoomId},
    organisation::{Organisation, RoomKind},
    state::State,
};

/// Who, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// A person of the configuration, or a stranger.
    pub from: String,
    /// In which room they speak.
    pub room: RoomId,
}

impl Place {
    /// Somebody who reports, in the first report room.
    #[must_use]
    pub fn first(organisation: &Organisation) -> Self {
        let reports = organisation.rooms.values().find(|room| room.kind == RoomKind::Report);
        let room = reports.or_else(|| organisation.rooms.values().next());
        let entity = room.and_then(|room| room.entity.as_ref());
        let members = || organisation.people.values().filter(|person| person.entity.as_ref() == entity);
        let in_no_team = |id: &PersonId| !organisation.teams.values().any(|team| team.everybody().contains(id));
        let person = members().find(|person| in_no_team(&person.id)).or_else(|| members().next());
        Self {
            from: person.map_or_else(|| "gast".to_owned(), |person| person.id.to_string()),
            room: room.map_or_else(|| "console".into(), |room| room.id.clone()),
        }
    }

    /// Somebody else: in their own room, unless they belong in the crisis room where this is.
    #[must_use]
    pub fn becoming(&self, from: &str, organisation: &Organisation, state: &State) -> Self {
        let person = PersonId::from(from);
        let stays = belongs_in_crisis_room(&person, &self.room, state);
        let own = if stays { None } else { own_room(&person, organisation) };
        Self { from: from.to_owned(), room: own.unwrap_or_else(|| self.room.clone()) }
    }
}

fn belongs_in_crisis_room(person: &PersonId, room: &RoomId, state: &State) -> bool {
    let mut cmts = state.incidents().flat_map(|incident| incident.cmts.values());
    cmts.any(|cmt| cmt.room == *room && cmt.members.iter().any(|(member, _)| member == person))
}

fn own_room(person: &PersonId, organisation: &Organisation) -> Option<RoomId> {
    if organisation.is_ccvo(person) {
        return organisation.ccvo_room().map(|room| room.id.clone());
    }
    let entity = organisation.people.get(person)?.entity.as_ref()?;
    organisation.report_room(entity).map(|room| room.id.clone())
}

/// The one name that is meant: itself, else the only one that holds what was typed.
#[must_use]
pub fn meant<'a>(typed: &str, names: &[&'a str]) -> Option<&'a str> {
    let typed = typed.trim_start_matches(['@', '#']).to_lowercase();
    let exact = names.iter().find(|name| name.to_lowercase() == typed);
    let mut holding = names.iter().filter(|name| !typed.is_empty() && name.to_lowercase().contains(&typed));
    let only = match (holding.next(), holding.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    };
    exact.or(only).copied()
}

/// The name that looks most like what was typed, if any looks like it at all.
#[must_use]
pub fn nearest<'a>(typed: &str, names: &[&'a str]) -> Option<&'a str> {
    let distance = |name: &&&str| strsim::damerau_levenshtein(name, typed);
    let near = names.iter().min_by_key(distance).filter(|name| distance(name) <= 3);
    near.or_else(|| names.iter().find(|name| name.contains(typed))).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_is_in_one_name_only_is_enough() {
        let names = ["noord.voorzitter", "zuid.voorzitter", "ccvo.wacht1", "ccvo.wacht10"];
        assert_eq!(meant("ccvo.wacht1", &names), Some("ccvo.wacht1"));
        assert_eq!(meant("@Noord.Voorzitter", &names), Some("noord.voorzitter"));
        assert_eq!(meant("zuid", &names), Some("zuid.voorzitter"));
        assert_eq!(meant("voorzitter", &names), None);
        assert_eq!(meant("", &names), None);
        assert_eq!(nearest("ccvo.wach1", &names), Some("ccvo.wacht1"));
        assert_eq!(nearest("jan", &names), None);
        assert_eq!(nearest("voorzitter", &names), Some("noord.voorzitter"));
    }
}
