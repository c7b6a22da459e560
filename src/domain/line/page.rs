//! What is said about pages and who is on duty, in posts, answers and the log.

macro_rules! with_page {
    ($($before:tt)*) => {
        with_public! {
            $($before)*
            // Lines.
            OncallGap { due: Due },
            OncallNext { person: PersonId, due: Due },
            OncallNobody { whose: Verbatim },
            OncallNothing {  },
            OncallNow { whose: Verbatim, person: PersonId, phone: PhoneOf },
            OncallOrder { team: Verbatim, people: Vec<PersonId> },
            OncallStays {  },
            PagedAnswer { incident: IncidentId, number: i64, person: PersonId, answer: Coming },
            PagedCallCcvo { phone: Verbatim },
            PagedCallDeputy { person: PersonId },
            PagedCallEntity { entity: EntityId, phone: Verbatim },
            PagedComplete {  },
            PagedEach {  },
            PagedFor { number: i64, by: Actor, text: TextId },
            PagedIsCalled { people: Vec<PersonId>, room: RoomId },
            PagedIsStopped { incident: IncidentId, number: i64 },
            PagedListed { number: i64, who: Paged, mode: PageMode, by: Actor, called: Vec<PersonId> },
            PagedNoDeputy {  },
            PagedNobody { incident: IncidentId, who: Paged },
            PagedNobodyCan { incident: IncidentId, number: i64, who: Paged },
            PagedNoneOpen { incident: IncidentId },
            PagedNotOpen { incident: IncidentId, number: i64 },
            PagedNotYours { incident: IncidentId, number: i64 },
            PagedOne {  },
            PagedSent { incident: IncidentId, number: i64, who: Paged, mode: PageMode },
            PagedSilent { incident: IncidentId, number: i64 },
            PagedStopBy { command: Invocation },
            PagedStoppedForAll { incident: IncidentId, number: i64, by: Actor },
            PagedTaken { incident: IncidentId, number: i64, person: PersonId },
            PagedTakenBefore { incident: IncidentId, number: i64, person: PersonId },
            PagedWithout { people: Vec<PersonId> },
            EntryChasePage { number: i64 },
            RotaEnds { whose: Verbatim, from: Timestamp },
            RotaGap { whose: Verbatim, from: Timestamp, until: Timestamp },
            RotaGapDo {  },
            RotaGapMeanwhile {  },
            RotaGapsMore { count: i64 },
            EntryRotaGap { whose: Verbatim, from: Timestamp },
            EntryPageAnswered { number: i64, person: PersonId, answer: Coming },
            EntryPageDeputy { person: PersonId },
            EntryPageOpened { actor: Actor, number: i64, who: Paged, mode: PageMode },
            EntryPageStopped { actor: Actor, number: i64 },
        }
    };
}
