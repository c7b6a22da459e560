//! The identity that signs the bot's device, and the recovery key with which a later device takes it over.

use matrix_sdk::{
    encryption::recovery::RecoveryError,
    ruma::api::client::uiaa::{AuthData, MatrixUserIdentifier, Password, UserIdentifier},
};
use secrecy::{ExposeSecret as _, SecretString};

use super::{
    device::RecoveryKey,
    failure::{Failure, SessionError, about_secret, verbatim},
    session::Session,
};
use crate::{
    domain::line::Line,
    platform::operator::Operator,
    settings::matrix::{Login, SecretFile},
};

impl Session {
    /// To be called once when the homeserver answers, before the first sync: signs the device, or takes an identity over
    /// with the configured recovery key, and hands the operator a recovery key when they have had none. What does not
    /// work here is told, and no reason to stay silent in a crisis.
    ///
    /// # Errors
    /// The account or device cannot be used, as with [`Session::check`].
    pub async fn secure(&self, out: &dyn Operator) -> Result<(), SessionError> {
        self.check(out).await?;
        let encryption = self.client.encryption();
        encryption.wait_for_e2ee_initialization_tasks().await;
        let has_storage = encryption.secret_storage().is_enabled().await.map_err(|error| self.away(&error))?;
        if let Err(line) = self.sign().await {
            out.tell(&line);
        }
        let complete = || async { encryption.cross_signing_status().await.is_some_and(|status| status.is_complete()) };
        if has_storage && !complete().await {
            match &self.settings.recovery_key {
                Some(file) => self.recover(file, out).await,
                None => out.tell(&self.not_signed()),
            }
        } else if !complete().await {
            out.tell(&self.not_signed());
        }
        if complete().await && wants_key(self.kept.kept().recovery, has_storage) {
            self.give_recovery_key(has_storage, out).await;
        }
        Ok(())
    }

    fn not_signed(&self) -> Line {
        Line::MatrixNotSigned { user: verbatim(&self.settings.user) }
    }

    fn away(&self, error: &matrix_sdk::Error) -> SessionError {
        match error {
            matrix_sdk::Error::Http(error) => Failure::of(error).about(&self.settings.homeserver),
            other => SessionError::failed(other),
        }
    }

    /// Makes the identity where the account has none, with the password where the homeserver asks for it.
    async fn sign(&self) -> Result<(), Line> {
        let encryption = self.client.encryption();
        let refused = |reason: String| {
            let user = verbatim(&self.settings.user);
            Line::MatrixSigningRefused { user, reason: verbatim(reason) }
        };
        let Err(error) = encryption.bootstrap_cross_signing_if_needed(None).await else { return Ok(()) };
        let Some(asked) = error.as_uiaa_response() else { return Err(refused(error.to_string())) };
        let Login::Password(file) = &self.settings.login else { return Err(refused(error.to_string())) };
        let password = file.read().map_err(|error| about_secret(&error))?;
        let identifier = UserIdentifier::Matrix(MatrixUserIdentifier::new(self.settings.user.clone()));
        let mut answer = Password::new(identifier, password.expose_secret().to_owned());
        answer.session.clone_from(&asked.session);
        let signed = encryption.bootstrap_cross_signing(Some(AuthData::Password(answer))).await;
        signed.map_err(|error| refused(error.to_string()))
    }

    async fn recover(&self, file: &SecretFile, out: &dyn Operator) {
        let key = match file.read() {
            Ok(key) => key,
            Err(error) => return out.tell(&about_secret(&error)),
        };
        match self.client.encryption().recovery().recover_and_fix_backup(key.expose_secret()).await {
            Ok(()) => {
                out.tell(&Line::MatrixRecovered { user: verbatim(&self.settings.user) });
                self.note(RecoveryKey::Known, out);
            }
            Err(error) => {
                let file = verbatim(file.path().display());
                out.tell(&Line::MatrixRecoveryKeyWrong { file, reason: verbatim(error) });
            }
        }
    }

    /// Makes a recovery key; where one was made and a crash came before it was shown, another one in its stead.
    async fn give_recovery_key(&self, has_storage: bool, out: &dyn Operator) {
        if !self.note(RecoveryKey::Begun, out) {
            return;
        }
        let recovery = self.client.encryption().recovery();
        let made: Result<String, RecoveryError> =
            if has_storage { recovery.reset_key().await } else { recovery.enable().await };
        match made {
            Ok(key) => {
                let key = SecretString::from(key);
                out.hand_over(&Line::MatrixRecoveryKey { user: verbatim(&self.settings.user) }, &key);
                self.note(RecoveryKey::Known, out);
            }
            Err(error) => out.tell(&Line::MatrixRecoveryFailed { reason: verbatim(error) }),
        }
    }

    /// Keeps how far the recovery key has come; false when that cannot be kept.
    fn note(&self, recovery: RecoveryKey, out: &dyn Operator) -> bool {
        let written = self.kept.update(|kept| kept.recovery = recovery);
        written
            .map_err(|error| {
                let (path, reason) = (verbatim(self.kept.path().display()), verbatim(error));
                out.tell(&Line::MatrixFileFailed { path, reason });
            })
            .is_ok()
    }
}

/// A key that the operator may hold is never replaced: the one on their paper would open nothing any more.
const fn wants_key(recovery: RecoveryKey, has_storage: bool) -> bool {
    match recovery {
        RecoveryKey::None => !has_storage,
        RecoveryKey::Begun => true,
        RecoveryKey::Known => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recovery_key_that_somebody_may_hold_is_never_replaced() {
        assert!(wants_key(RecoveryKey::None, false));
        assert!(!wants_key(RecoveryKey::None, true), "somebody else made it");
        assert!(wants_key(RecoveryKey::Begun, true), "a crash came before it was shown");
        assert!(wants_key(RecoveryKey::Begun, false));
        assert!(!wants_key(RecoveryKey::Known, true) && !wants_key(RecoveryKey::Known, false));
    }
}
