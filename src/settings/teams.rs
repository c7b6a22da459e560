//! Teams and rooms of `organisation.toml`.

use super::{
    accounts::Account,
    faults::{
        nearest,
        organisation::{self as faults, What},
        value,
    },
    organisation::{owner, people},
    relay::Wish,
    section::{Field, NAME, Section},
};
use crate::domain::organisation::{Room, RoomKind, Team, TeamKind};

const TEAM_KINDS: [(&str, TeamKind); 3] =
    [("cmt", TeamKind::Cmt), ("communication", TeamKind::Communication), ("ccvo", TeamKind::Ccvo)];

const ROOM_KINDS: [(&str, RoomKind); 3] =
    [("report", RoomKind::Report), ("ccvo", RoomKind::Ccvo), ("info", RoomKind::Info)];

/// The word of a kind in the files.
pub(super) fn team_kind_word(kind: TeamKind) -> Option<&'static str> {
    TEAM_KINDS.iter().find(|(_, other)| *other == kind).map(|(word, _)| *word)
}

/// A team, and its role on Discord.
pub(super) fn team(mut section: Section<'_>) -> (Team, Option<Account<u64>>) {
    let id = section.id(What::Team);
    let kind = section.must("kind").and_then(|field| team_kind(&field)).unwrap_or(TeamKind::Own);
    let mut list = |key| section.may(key).map(|field| people(&field)).unwrap_or_default();
    let (deputies, members, duty) = (list("deputies"), list("members"), list("duty"));
    let chair = match section.may("chair") {
        Some(field) => field.reference(What::Person).map(Into::into),
        // L4, L2, C2: somebody must be there to decide.
        None if kind == TeamKind::Cmt => section.must("chair").and_then(|field| field.text(NAME)).map(Into::into),
        None => None,
    };
    let entity = owner(&mut section);
    let role = section.may("discord").and_then(|field| field.discord());
    match kind {
        TeamKind::Cmt | TeamKind::Communication if entity.is_none() => {
            needs_entity(&mut section, What::Team, team_kind_word(kind).unwrap_or_default());
        }
        TeamKind::Ccvo => no_entity(&mut section, What::Team),
        _ => {}
    }
    section.finish();
    (Team { id: id.into(), kind, entity, chair, deputies, members, duty }, role)
}

/// Any word is a kind of team; one that is very like a kind with a meaning is most likely a spelling mistake.
fn team_kind(field: &Field<'_>) -> Option<TeamKind> {
    let given = field.text(NAME)?;
    let words: Vec<&str> = TEAM_KINDS.iter().map(|(word, _)| *word).collect();
    let kind = |word: &str| TEAM_KINDS.iter().find(|(other, _)| *other == word).map(|(_, kind)| *kind);
    if let Some(kind) = kind(&given) {
        return Some(kind);
    }
    let meant = nearest(&given, &words)
        .filter(|word| strsim::damerau_levenshtein(word, &given.to_lowercase()) <= 1 || word.len() > 4);
    match meant {
        Some(meant) => {
            field.add(value::almost_kind(&given, meant));
            kind(meant)
        }
        None => Some(TeamKind::Own),
    }
}

/// What a room is on the networks, and what is repeated from one to the other.
pub(super) struct There {
    pub(super) matrix: Option<Account<String>>,
    pub(super) discord: Option<Account<u64>>,
    pub(super) relay: Option<Wish>,
}

pub(super) fn room(mut section: Section<'_>) -> Option<(Room, There)> {
    let id = section.id(What::Room);
    if id.starts_with("crisis-") {
        section.reading.add(section.reading.place_of(What::Room, &id, section.place.file), faults::reserved_room(&id));
    }
    let kind = section.must("kind").and_then(|field| field.one_of(&ROOM_KINDS));
    let entity = owner(&mut section);
    let language = section.may("language").and_then(|field| field.language());
    let there = There {
        matrix: section.may("matrix").and_then(|field| field.matrix_room()),
        discord: section.may("discord").and_then(|field| field.discord()),
        relay: section.may("relay").and_then(|field| field.relay()),
    };
    match kind {
        Some(RoomKind::Report) if entity.is_none() => needs_entity(&mut section, What::Room, "report"),
        Some(RoomKind::Ccvo) => no_entity(&mut section, What::Room),
        _ => {}
    }
    section.finish();
    Some((Room { id: id.into(), kind: kind?, entity, language }, there))
}

fn needs_entity(section: &mut Section<'_>, what: What, kind: &str) {
    // One that is there and wrong has been told already.
    if section.may("entity").is_none() && !section.reading.is_broken(section.place.file) {
        section.reading.add(section.place.clone(), faults::needs_entity(what, kind));
    }
}

fn no_entity(section: &mut Section<'_>, what: What) {
    if let Some(field) = section.may("entity") {
        field.add(faults::no_entity_here(what));
    }
}
