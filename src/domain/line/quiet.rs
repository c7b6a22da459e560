//! What is said of people who are left alone, and to them when their quiet hours are over.

macro_rules! with_quiet {
    ($($before:tt)*) => {
        with_answers! {
            $($before)*
            // Lines.
            LeftAlone { people: Vec<PersonId>, until: Due },
            LeftAloneUnless { command: Invocation },
            CaughtUp { incident: IncidentId, title: TextId, person: PersonId },
            CaughtUpMore { count: i64 },
            CaughtUpAll { command: Invocation },
            RecheckWaits { seq: i64, text: TextId },
            EntryLeftAlone { people: Vec<PersonId>, until: Timestamp },
            EntryCaughtUp { person: PersonId },
            EntryWaitsUpdate {},
            EntryWaitsTask { task: TaskId },
            EntryWaitsPublic { number: i64 },
            EntryWaitsRecheck { number: i64 },
        }
    };
}
