//! In which language somebody is spoken to who presses or types something on Discord.

use crate::domain::{
    ids::RoomId,
    organisation::{Language, Organisation},
};

/// That of their Discord, where it is one of ours; else the room's, its entity's, the organisation's.
#[must_use]
pub fn language(locale: &str, room: Option<&RoomId>, organisation: &Organisation) -> Language {
    match locale.split('-').next() {
        Some("nl") => return Language::Nl,
        Some("en") => return Language::En,
        _ => {}
    }
    let room = room.and_then(|room| organisation.rooms.get(room));
    let entity = || organisation.entities.get(room?.entity.as_ref()?)?.language;
    room.and_then(|room| room.language).or_else(entity).unwrap_or(organisation.language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_that_we_do_not_speak_gives_that_of_the_room() {
        let mut organisation = Organisation { language: Language::En, ..Organisation::default() };
        for (locale, expected) in [("nl", Language::Nl), ("en-GB", Language::En), ("fr", Language::En)] {
            assert_eq!(language(locale, None, &organisation), expected);
        }
        organisation.language = Language::Nl;
        assert_eq!(language("fr", Some(&"elsewhere".into()), &organisation), Language::Nl);
    }
}
