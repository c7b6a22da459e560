//! What is said about logging in to Matrix, the keys of the device and the recovery key.

macro_rules! with_matrix_session {
    ($($before:tt)*) => {
        with_discord_doctor! {
            $($before)*
            // Lines.
            // Logging in to Matrix, and the keys of the device.
            MatrixUnreachable { homeserver: Verbatim, reason: Verbatim },
            MatrixNoHomeserver { homeserver: Verbatim, reason: Verbatim },
            MatrixTooOld { homeserver: Verbatim, versions: Verbatim },
            MatrixWrongPassword { user: Verbatim },
            MatrixLoginRefused { user: Verbatim, reason: Verbatim },
            MatrixTokenUnknown { user: Verbatim },
            MatrixLoggedOut { user: Verbatim, folder: Verbatim },
            MatrixRenewed { user: Verbatim },
            MatrixWrongUser { actual: Verbatim, user: Verbatim },
            MatrixWrongDevice { actual: Verbatim, device: Verbatim },
            MatrixSessionOfOther { path: Verbatim, kept: Verbatim, user: Verbatim },
            MatrixFileFailed { path: Verbatim, reason: Verbatim },
            MatrixSessionBroken { path: Verbatim },
            MatrixStoreLost { folder: Verbatim, device: Verbatim },
            MatrixStoreLostNext {},
            MatrixStoreOrphaned { store: Verbatim, path: Verbatim },
            MatrixPassphraseWrong { store: Verbatim },
            MatrixPassphraseGone { path: Verbatim, store: Verbatim },
            MatrixFailed { reason: Verbatim },
            MatrixRecoveryKey { user: Verbatim },
            MatrixRecovered { user: Verbatim },
            MatrixRecoveryKeyWrong { file: Verbatim, reason: Verbatim },
            MatrixNotSigned { user: Verbatim },
            MatrixSigningRefused { user: Verbatim, reason: Verbatim },
            MatrixRecoveryFailed { reason: Verbatim },
        }
    };
}
