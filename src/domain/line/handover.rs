//! What is said when roles change hands, in posts, answers and the log.

macro_rules! with_handover {
    ($($before:tt)*) => {
        with_page! {
            $($before)*
            // Lines.
            Briefing { incident: IncidentId, title: TextId },
            DecisionBy { text: TextId, by: Actor, at: Timestamp },
            DecisionByAgain { text: TextId, by: Actor, at: Timestamp, next: Timestamp },
            DutyLong { incident: IncidentId, role: RoleId, holder: PersonId, since: Due },
            DutyThen { command: Invocation },
            FollowedBy { person: PersonId, since: Timestamp },
            RoleAskedAlready { incident: IncidentId, role: RoleId, by: PersonId, due: Due },
            RoleAskedBy { role: RoleId, by: PersonId, due: Due },
            RoleAskedFor { incident: IncidentId, role: RoleId, holder: PersonId, due: Due },
            RoleChanged { incident: IncidentId, role: RoleId, holder: PersonId, before: PersonId },
            RoleGoesOver { by: PersonId, due: Due },
            RoleHeldSince { role: RoleId, holder: PersonId, since: Due },
            RoleIsKept { incident: IncidentId, role: RoleId, holder: PersonId, by: PersonId },
            RoleList { command: Invocation },
            RoleNotInRecord { incident: IncidentId, role: RoleId, person: PersonId },
            RoleNothingWaits { incident: IncidentId, role: RoleId },
            RoleOfferEnded { incident: IncidentId, role: RoleId, to: PersonId, holder: PersonId },
            RoleOfferOff { command: Invocation },
            RoleOfferOther { command: Invocation },
            RoleOfferedAlready { incident: IncidentId, role: RoleId, to: PersonId },
            RoleOnlyCcvo { incident: IncidentId, role: RoleId, person: PersonId },
            RoleRefused { incident: IncidentId, role: RoleId, to: PersonId, holder: PersonId },
            RoleStays { incident: IncidentId, role: RoleId, holder: PersonId },
            RoleTakenUnanswered { incident: IncidentId, role: RoleId, holder: PersonId, before: PersonId },
            RoleToYourself { incident: IncidentId, role: RoleId },
            RoleUnreachable { incident: IncidentId, role: RoleId, person: PersonId },
            RoleWanted { incident: IncidentId, role: RoleId, by: PersonId, holder: PersonId },
            EntryChaseHandover { role: RoleId },
            EntryRoleUnanswered { role: RoleId, person: PersonId },
            EntryRoleDeclined { actor: Actor, role: RoleId, person: PersonId, holder: PersonId },
            EntryRoleAsked { by: PersonId, role: RoleId, holder: PersonId },
            EntryRoleGoesOver { next: Timestamp },
            EntryRoleKept { holder: PersonId, role: RoleId, by: PersonId },
            EntryDutyWarned { person: PersonId, role: RoleId, since: Timestamp },
        }
    };
}
