//! What is said when somebody takes back what they did.

macro_rules! with_undo {
    ($($before:tt)*) => {
        with_handover! {
            $($before)*
            // Lines.
            ActUndone { incident: IncidentId, title: TextId, what: Word, by: Actor, at: Timestamp },
            NothingToUndo { incident: IncidentId },
            UndoNotYours { incident: IncidentId, what: Word, by: Actor, at: Timestamp },
            UndoTooLate { incident: IncidentId, what: Word, at: Timestamp, until: Timestamp },
            UndoUntil { command: Invocation, until: Timestamp },
            EntryUndone { actor: Actor, what: Word, at: Timestamp },
        }
    };
}
