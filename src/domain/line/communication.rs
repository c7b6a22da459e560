//! What is said about the communication room.

macro_rules! with_communication {
    ($($before:tt)*) => {
        with_alerts! {
            $($before)*
            // Lines.
            CommunicationNobody { incident: IncidentId, entity: EntityId },
            CommunicationIsOpen { incident: IncidentId, entity: EntityId, room: RoomId },
            CommunicationRoom { incident: IncidentId, title: TextId },
            CommunicationHere {},
            CommunicationOver { incident: IncidentId, status: Status },
            EntryCommunicationOpened { actor: Actor, entity: EntityId, people: Vec<PersonId> },
            EntryCommunicationArchived { entity: EntityId },
        }
    };
}
