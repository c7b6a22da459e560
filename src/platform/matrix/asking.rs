//! What is asked of the homeserver in each round.

use std::time::Duration;

use matrix_sdk::{
    config::SyncSettings,
    ruma::{
        UInt,
        api::client::{
            filter::{FilterDefinition, LazyLoadOptions},
            sync::sync_events::v3::Filter,
        },
        presence::PresenceState,
    },
};

/// How many events of a room come along; older ones are read back.
const EVENTS: u32 = 1_000;

/// Nothing but what was said and done in rooms: no presence, no typing, no receipts.
#[must_use]
pub fn settings(poll: Duration) -> SyncSettings {
    let mut filter = FilterDefinition::empty();
    filter.presence.types = Some(Vec::new());
    filter.room.ephemeral.types = Some(Vec::new());
    filter.room.timeline.limit = Some(UInt::from(EVENTS));
    filter.room.state.lazy_load_options = LazyLoadOptions::Enabled { include_redundant_members: false };
    SyncSettings::new().timeout(poll).set_presence(PresenceState::Offline).filter(Filter::FilterDefinition(filter))
}
