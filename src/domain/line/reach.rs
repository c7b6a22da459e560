//! What is said of somebody's own channels.

macro_rules! with_reach {
    ($($before:tt)*) => {
        with_quiet! {
            $($before)*
            // Lines.
            ReachWanted { room: RoomId, command: Invocation },
            ReachOverAnswered {},
            ReachOverCalledOff {},
            TriedBy { person: PersonId, tries: Clauses },
            TryUnderWay { channel: Word, at: Timestamp },
            TryTaken { channel: Word, at: Timestamp },
            TryFailed { channel: Word, at: Timestamp },
            EntryReachBegun { person: PersonId, channels: Clauses },
            EntryReachStep { channel: Word, at: Timestamp },
            EntryChatTaken { network: Word, people: Vec<PersonId> },
            EntryChatFailed { network: Word, people: Vec<PersonId> },
            EntryReached { person: PersonId, channel: Word },
            EntryReachTaken { person: PersonId, channel: Word },
            EntryReachFailed { person: PersonId, channel: Word },
            EntryReachLost { person: PersonId, channel: Word, how: Word },
            CcvoMailRefused { phone: Verbatim },
            EntryCcvoMailTaken {},
            EntryCcvoMailFailed {},
            DrillReachShown { person: PersonId, channel: Word },
        }
    };
}
