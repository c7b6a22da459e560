//! What is said after Noodklok itself was away.

macro_rules! with_away {
    ($($before:tt)*) => {
        with_redact! {
            $($before)*
            // Lines.
            AwayTold { since: Timestamp, until: Timestamp, length: Span },
            AwaySaid { count: i64 },
            AwayCalls { count: i64, records: Verbatim, more: i64 },
            AwayAgain {},
            EntryAway { since: Timestamp, length: Span },
        }
    };
}
