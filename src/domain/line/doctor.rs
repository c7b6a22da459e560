//! What `noodklok doctor` finds.

macro_rules! with_doctor {
    ($($before:tt)*) => {
        with_edges! {
            $($before)*
            // Lines.
            // What the doctor finds, and what to do about it.
            DoctorFine {},
            DoctorWarning {},
            DoctorFinding {},
            SecretMissing { file: Verbatim },
            SecretEmpty { file: Verbatim },
            SecretOther { file: Verbatim },
            SecretUnreadable { file: Verbatim, reason: Verbatim },
            DoctorDatabase { path: Verbatim },
            DoctorDatabaseNone { path: Verbatim },
            DoctorRunning {},
            DoctorNotRunning {},
            DoctorNoNetwork {},
            DoctorUnread { count: i64 },
            DoctorNoSession {},
            DoctorPrivate {},
            DoctorOpen { file: Verbatim },
            DoctorAway { homeserver: Verbatim, reason: Verbatim },
            DoctorReached { homeserver: Verbatim, newest: Verbatim, ms: i64 },
            DoctorClock { whose: Verbatim },
            DoctorClockOff { seconds: i64, whose: Verbatim },
            DoctorAccount { user: Verbatim },
            DoctorRefused { user: Verbatim, reason: Verbatim },
            DoctorLimitsLifted {},
            DoctorLimited {},
            DoctorLimitsUnseen {},
            DoctorRoomVersion { version: Verbatim },
            DoctorRoomVersionUnknown { version: Verbatim, known: Verbatim },
            DoctorSigned { device: Verbatim },
            DoctorNoKeys { device: Verbatim },
            DoctorBackup {},
            DoctorNoBackup {},
            DoctorRecovery {},
            DoctorNoRecovery {},
            DoctorRoomGone { room: Verbatim, reference: Verbatim, reason: Verbatim },
            DoctorRoomNotJoined { room: Verbatim, user: Verbatim },
            DoctorRoomEncrypted { room: Verbatim },
            DoctorRoomPlain { room: Verbatim },
            DoctorRoomPublic { room: Verbatim },
            DoctorRoomSilent { room: Verbatim, own: i64, needed: i64 },
            DoctorRoomPower { room: Verbatim, own: i64, needed: i64 },
            DoctorNoAccount { people: Vec<PersonId> },
            DoctorReaders {},
            DoctorNoDevice { people: Vec<PersonId> },
        }
    };
}
