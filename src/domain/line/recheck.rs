//! What is said about looking again: at what was decided, and at a record that ended.

macro_rules! with_recheck {
    ($($before:tt)*) => {
        with_matrix_session! {
            $($before)*
            // Lines.
            RecheckAt { due: Due },
            RecheckNot {},
            RecheckDue { incident: IncidentId, log: LogKind, seq: i64, by: Actor, at: Timestamp, text: TextId },
            RecheckQuestion { command: Invocation },
            FactsAfter { incident: IncidentId, other: IncidentId, status: Status, at: Timestamp },
            WithdrawLed { incident: IncidentId },
            EntryRecheckSet { number: i64, at: Timestamp },
            EntryRechecked { actor: Actor, number: i64, text: TextId },
        }
    };
}
