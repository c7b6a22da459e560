//! What somebody hears whose line waits.

use crate::domain::{
    ids::{PersonId, RoomId},
    line::Line,
    organisation::Organisation,
    words::Verbatim,
};

/// That it takes longer, with whom to call.
#[must_use]
pub fn busy(organisation: &Organisation, room: Option<&RoomId>, person: Option<&PersonId>) -> Line {
    let ccvo = Verbatim(organisation.ccvo.phone.clone());
    match organisation.duty_line(room, person) {
        Some((entity, phone)) => Line::NetworkBusyEntity { ccvo, entity, phone: Verbatim(phone) },
        None => Line::NetworkBusy { ccvo },
    }
}

/// That it is not kept, with whom to call.
#[must_use]
pub fn not_stored(organisation: &Organisation, room: Option<&RoomId>, person: Option<&PersonId>) -> Line {
    let ccvo = Verbatim(organisation.ccvo.phone.clone());
    match organisation.duty_line(room, person) {
        Some((entity, phone)) => Line::NotStoredEntity { ccvo, entity, phone: Verbatim(phone) },
        None => Line::NotStored { ccvo },
    }
}
