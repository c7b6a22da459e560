//! What is said about erasing: what was erased already, and what is not there to be erased.

macro_rules! with_redact {
    ($($before:tt)*) => {
        with_exercise! {
            $($before)*
            // Lines.
            RedactedBefore { incident: IncidentId, seq: i64, by: Actor, at: Timestamp },
            RedactNoLine { incident: IncidentId, seq: i64, last: i64 },
            ErasedPerson { person: Verbatim, lines: i64, records: i64 },
            ErasePersonNothing { person: Verbatim },
            ErasePersonUnknown { person: Verbatim },
            ErasePersonReason {},
        }
    };
}
