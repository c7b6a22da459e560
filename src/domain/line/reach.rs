//! What is said of somebody's own channels.

macro_rules! with_reach {
    ($($before:tt)*) => {
        with_quiet! {
            $($before)*
            // Lines.
            ReachWanted { room: RoomId, command: Invocation },
            EntryReachBegun { person: PersonId, channels: Clauses },
            EntryReachStep { channel: Word, at: Timestamp },
            EntryReached { person: PersonId, channel: Word },
            EntryReachTaken { person: PersonId, channel: Word },
            EntryReachFailed { person: PersonId, channel: Word },
            DrillReachShown { person: PersonId, channel: Word },
        }
    };
}
