//! What is said of alerts of other systems.

macro_rules! with_alerts {
    ($($before:tt)*) => {
        with_reach! {
            $($before)*
            // Lines.
            AlertRecorded { incident: IncidentId, at: Timestamp, title: TextId, site: Site, by: Actor },
            AlertNow { by: Actor, text: TextId },
            AlertAgain { incident: IncidentId, title: TextId, by: Actor },
            AlertOver { incident: IncidentId, title: TextId, by: Actor },
            AlertOverNext { command: Invocation },
            AlertsTogether { incident: IncidentId, by: Actor, count: i64 },
            ReportedBySource { at: Timestamp, by: Actor },
            EntryAlert { by: Actor, text: TextId },
            EntryAlertOver { by: Actor, text: TextId },
            EntryAlertHere { by: Actor },
        }
    };
}
