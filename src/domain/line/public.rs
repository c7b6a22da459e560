//! What is said about texts for the public.

macro_rules! with_public {
    ($($before:tt)*) => {
        with_discord_commands! {
            $($before)*
            // Lines.
            PublicNobody { incident: IncidentId },
            PublicWaits { incident: IncidentId, people: Vec<PersonId> },
            PublicProposed { incident: IncidentId, by: Actor, text: TextId },
            PublicQuestion {},
            PublicNone { incident: IncidentId },
            PublicWasReleased { incident: IncidentId, by: Actor, at: Timestamp },
            PublicReplaced { incident: IncidentId },
            PublicIsReleased { incident: IncidentId, by: Actor },
            PublicOut { incident: IncidentId, by: Actor, text: TextId },
            PublicText { incident: IncidentId, text: TextId },
            PublicTextWaits { text: TextId },
            EntryPublic { number: i64 },
            EntryPublicAsked { actor: Actor, text: TextId },
            EntryPublicReminded { people: Vec<PersonId> },
            EntryPublicReleased { actor: Actor, text: TextId },
        }
    };
}
