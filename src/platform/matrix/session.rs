//! Logging in once, and the same device at every later start.
//!
//! A start with a kept session asks the homeserver nothing, so that it works while that is down. A device that has lost
//! its keys is never used again: others would go on encrypting for the keys that are gone.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use matrix_sdk::{
    Client, ClientBuildError, SessionMeta, SessionTokens,
    authentication::matrix::MatrixSession,
    config::RequestConfig,
    encryption::{BackupDownloadStrategy, EncryptionSettings},
    ruma::{
        DeviceId, OwnedDeviceId, UserId,
        api::client::{
            keys::get_keys,
            session::login::v3::{LoginInfo, Password, Request as LoginRequest},
            uiaa::{MatrixUserIdentifier, UserIdentifier},
        },
    },
    store::RoomLoadSettings,
};
use secrecy::{ExposeSecret as _, SecretString};

use super::{
    device::{Kept, KeptFile, RecoveryKey, make_folder, passphrase},
    failure::{Failure, SessionError, about_secret, verbatim},
};
use crate::{
    domain::line::Line,
    platform::operator::Operator,
    settings::matrix::{Login, Matrix, SecretFile},
};

/// An ordinary call takes no longer; whoever called tries again in its own time.
const CALL: Duration = Duration::from_secs(30);

/// What people see as the name of the device.
const DEVICE_NAME: &str = "Noodklok";

/// The file in which the SDK keeps the keys of the device.
const KEYS: &str = "matrix-sdk-crypto.sqlite3";

/// A client that is logged in, with what is kept of it.
pub struct Session {
    /// Logged in; its rooms are those of the store.
    pub client: Client,
    pub(super) kept: Arc<KeptFile>,
    pub(super) settings: Matrix,
    folder: PathBuf,
}

/// Opens the session of the configured account in `folder` (`<data>/matrix`), logging in only when there is none.
///
/// # Errors
/// [`SessionError::Retry`] when the homeserver is needed and away, which can only be at the first start; else what is
/// wrong and what to do about it.
pub async fn open(settings: &Matrix, folder: &Path, out: &dyn Operator) -> Result<Session, SessionError> {
    make_folder(folder)?;
    let (store, path) = (folder.join("store"), folder.join("session.json"));
    let store_is_there = store.join(KEYS).exists();
    let kept = match KeptFile::load(&path)? {
        Some(kept) => {
            fits(&kept, settings)?;
            if !store_is_there {
                return Err(lost(folder, &kept.kept().device));
            }
            kept
        }
        None if store_is_there => {
            let (store, path) = (verbatim(store.display()), verbatim(path.display()));
            return Err(SessionError::refused(Line::MatrixStoreOrphaned { store, path }));
        }
        None => KeptFile::create(&path, first_login(settings, folder).await?)?,
    };
    let passphrase = passphrase(settings.passphrase.as_ref(), folder, store_is_there)?;
    let client = restore(&kept.kept(), settings, &store, &passphrase).await?;
    let session = Session { client, kept: Arc::new(kept), settings: settings.clone(), folder: folder.to_owned() };
    session.same_keys().await?;
    session.keep_tokens(out)?;
    Ok(session)
}

/// A session of another account or device is never used.
fn fits(kept: &KeptFile, settings: &Matrix) -> Result<(), SessionError> {
    let session = kept.kept();
    if session.user != settings.user {
        return Err(SessionError::refused(Line::MatrixSessionOfOther {
            path: verbatim(kept.path().display()),
            kept: verbatim(session.user),
            user: verbatim(&settings.user),
        }));
    }
    match &settings.login {
        Login::Token { device, .. } if *device != session.device => Err(wrong_device(&session.device, device)),
        _ => Ok(()),
    }
}

fn wrong_device(actual: &str, device: &str) -> SessionError {
    SessionError::refused(Line::MatrixWrongDevice { actual: verbatim(actual), device: verbatim(device) })
}

fn lost(folder: &Path, device: &str) -> SessionError {
    let line = Line::MatrixStoreLost { folder: verbatim(folder.display()), device: verbatim(device) };
    SessionError::Refused(vec![line, Line::MatrixStoreLostNext {}])
}

fn secret(file: &SecretFile) -> Result<SecretString, SessionError> {
    file.read().map_err(|error| SessionError::refused(about_secret(&error)))
}

fn calls() -> RequestConfig {
    RequestConfig::new().disable_retry().timeout(CALL)
}

/// The session of a device that is new here.
async fn first_login(settings: &Matrix, folder: &Path) -> Result<Kept, SessionError> {
    let builder = Client::builder().request_config(calls());
    let builder = if settings.homeserver.contains("://") {
        builder.homeserver_url(&settings.homeserver)
    } else {
        builder.server_name_or_homeserver_url(&settings.homeserver)
    };
    let client = builder.build().await.map_err(|error| not_built(&error, settings, folder))?;
    knows_our_matrix(&client, settings).await?;
    let homeserver = client.homeserver().to_string();
    let kept = |device: String, access_token, refresh_token| Kept {
        homeserver,
        user: settings.user.clone(),
        device,
        access_token,
        refresh_token,
        identity: None,
        recovery: RecoveryKey::None,
    };
    match &settings.login {
        Login::Password(file) => {
            let answer = log_in(&client, settings, &secret(file)?, None).await?;
            Ok(kept(answer.device_id.into(), answer.access_token, answer.refresh_token))
        }
        Login::Token { token, device } => {
            let token = secret(token)?.expose_secret().to_owned();
            let kept = kept(device.clone(), token, None);
            set_session(&client, &kept).await?;
            is_ours(&client, settings, folder, device).await?;
            if published(&client, settings, device).await?.is_some() {
                return Err(lost(folder, device));
            }
            Ok(kept)
        }
    }
}

/// Any homeserver of the last years; what is needed beyond that, `doctor` looks at.
async fn knows_our_matrix(client: &Client, settings: &Matrix) -> Result<(), SessionError> {
    let answer = client.fetch_server_versions(None).await;
    let versions = answer.map_err(|error| Failure::of(&error).about(&settings.homeserver))?.versions;
    if versions.iter().any(|version| version.starts_with("v1.")) {
        return Ok(());
    }
    let homeserver = verbatim(&settings.homeserver);
    Err(SessionError::refused(Line::MatrixTooOld { homeserver, versions: verbatim(versions.join(", ")) }))
}

type LoggedIn = matrix_sdk::ruma::api::client::session::login::v3::Response;

/// `device`: the one to log in again; none makes a new one.
async fn log_in(
    client: &Client,
    settings: &Matrix,
    password: &SecretString,
    device: Option<OwnedDeviceId>,
) -> Result<LoggedIn, SessionError> {
    let identifier = UserIdentifier::Matrix(MatrixUserIdentifier::new(settings.user.clone()));
    let password = Password::new(identifier, password.expose_secret().to_owned());
    let mut request = LoginRequest::new(LoginInfo::Password(password));
    request.initial_device_display_name = Some(DEVICE_NAME.to_owned());
    request.device_id = device;
    // A token without an end is sturdier here than one that a crash between renewing and keeping it would lose.
    request.refresh_token = false;
    client.send(request).await.map_err(|error| login_refused(Failure::of(&error), settings))
}

fn login_refused(failure: Failure, settings: &Matrix) -> SessionError {
    let user = verbatim(&settings.user);
    match failure {
        Failure::Refused { code: Some(code), .. } if code == "M_FORBIDDEN" => {
            SessionError::refused(Line::MatrixWrongPassword { user })
        }
        Failure::Refused { reason, .. } => {
            SessionError::refused(Line::MatrixLoginRefused { user, reason: verbatim(reason) })
        }
        other => other.about(&settings.homeserver),
    }
}

/// Whether the token is that of the configured account and device.
async fn is_ours(client: &Client, settings: &Matrix, folder: &Path, device: &str) -> Result<(), SessionError> {
    let answer = client.whoami().await;
    let answer = answer.map_err(|error| token_refused(&Failure::of(&error), settings, folder))?;
    if answer.user_id != settings.user.as_str() {
        return Err(SessionError::refused(Line::MatrixWrongUser {
            actual: verbatim(answer.user_id),
            user: verbatim(&settings.user),
        }));
    }
    match answer.device_id {
        Some(actual) if actual != device => Err(wrong_device(actual.as_str(), device)),
        _ => Ok(()),
    }
}

fn token_refused(failure: &Failure, settings: &Matrix, folder: &Path) -> SessionError {
    let user = verbatim(&settings.user);
    match (failure, &settings.login) {
        (Failure::UnknownToken { .. }, Login::Token { .. }) => SessionError::refused(Line::MatrixTokenUnknown { user }),
        (Failure::UnknownToken { .. }, Login::Password(_)) => {
            SessionError::refused(Line::MatrixLoggedOut { user, folder: verbatim(folder.display()) })
        }
        (other, _) => other.clone().about(&settings.homeserver),
    }
}

/// The public key that the homeserver has of the device.
async fn published(client: &Client, settings: &Matrix, device: &str) -> Result<Option<String>, SessionError> {
    let user = UserId::parse(&settings.user).map_err(SessionError::failed)?;
    let id: &DeviceId = device.into();
    let mut request = get_keys::v3::Request::new();
    request.device_keys.insert(user.clone(), vec![id.to_owned()]);
    let answer = client.send(request).await.map_err(|error| Failure::of(&error).about(&settings.homeserver))?;
    let keys = answer.device_keys.get(&user).and_then(|devices| devices.get(id));
    let Some(keys) = keys.and_then(|keys| keys.deserialize().ok()) else { return Ok(None) };
    Ok(keys.keys.iter().find(|(key, _)| key.as_str().starts_with("ed25519:")).map(|(_, key)| key.clone()))
}

async fn restore(
    kept: &Kept,
    settings: &Matrix,
    store: &Path,
    passphrase: &SecretString,
) -> Result<Client, SessionError> {
    let encryption = EncryptionSettings {
        auto_enable_cross_signing: true,
        auto_enable_backups: true,
        backup_download_strategy: BackupDownloadStrategy::AfterDecryptionFailure,
    };
    let client = Client::builder()
        .homeserver_url(&kept.homeserver)
        .request_config(calls())
        .sqlite_store(store, Some(passphrase.expose_secret()))
        .with_encryption_settings(encryption)
        .handle_refresh_tokens()
        .build()
        .await
        .map_err(|error| not_built(&error, settings, store))?;
    let mut kept = kept.clone();
    if let Login::Token { token, .. } = &settings.login {
        // The file is where the operator puts a new one.
        secret(token)?.expose_secret().clone_into(&mut kept.access_token);
    }
    set_session(&client, &kept).await?;
    Ok(client)
}

async fn set_session(client: &Client, kept: &Kept) -> Result<(), SessionError> {
    let session = MatrixSession {
        meta: SessionMeta {
            user_id: UserId::parse(&kept.user).map_err(SessionError::failed)?,
            device_id: kept.device.as_str().into(),
        },
        tokens: SessionTokens { access_token: kept.access_token.clone(), refresh_token: kept.refresh_token.clone() },
    };
    client.matrix_auth().restore_session(session, RoomLoadSettings::default()).await.map_err(SessionError::failed)
}

fn not_built(error: &ClientBuildError, settings: &Matrix, store: &Path) -> SessionError {
    let homeserver = verbatim(&settings.homeserver);
    match error {
        ClientBuildError::SqliteStore(error) if is_cipher(error) => {
            SessionError::refused(Line::MatrixPassphraseWrong { store: verbatim(store.display()) })
        }
        ClientBuildError::SqliteStore(error) => {
            let (path, reason) = (verbatim(store.display()), verbatim(error));
            SessionError::refused(Line::MatrixFileFailed { path, reason })
        }
        ClientBuildError::Http(error) => Failure::of(error).about(&settings.homeserver),
        ClientBuildError::AutoDiscovery(error) => {
            SessionError::refused(Line::MatrixNoHomeserver { homeserver, reason: verbatim(error) })
        }
        other => SessionError::refused(Line::MatrixNoHomeserver { homeserver, reason: verbatim(other) }),
    }
}

/// The SDK does not give the type of this error out, so that only its name is left to look at.
fn is_cipher(error: &impl std::fmt::Debug) -> bool {
    format!("{error:?}").starts_with("InitCipher")
}

impl Session {
    /// Whether the keys in the store are those that the device had before; those of the first start are noted.
    async fn same_keys(&self) -> Result<(), SessionError> {
        let now = self.client.encryption().ed25519_key().await;
        let kept = self.kept.kept();
        match (&kept.identity, now) {
            (Some(before), now) if now.as_ref() != Some(before) => Err(lost(&self.folder, &kept.device)),
            (None, Some(now)) => self.kept.update(|kept| kept.identity = Some(now)).map_err(SessionError::failed),
            _ => Ok(()),
        }
    }

    /// Keeps every new token before it is used.
    fn keep_tokens(&self, out: &dyn Operator) -> Result<(), SessionError> {
        let (reload, save) = (self.kept.clone(), self.kept.clone());
        let callbacks = self.client.set_session_callbacks(
            Box::new(move |_| {
                let Kept { access_token, refresh_token, .. } = reload.kept();
                Ok(SessionTokens { access_token, refresh_token })
            }),
            Box::new(move |client| {
                let Some(SessionTokens { access_token, refresh_token }) = client.session_tokens() else {
                    return Ok(());
                };
                save.update(|kept| (kept.access_token, kept.refresh_token) = (access_token, refresh_token))?;
                Ok(())
            }),
        );
        callbacks.map_err(|error| {
            let error = SessionError::failed(error);
            error.lines().iter().for_each(|line| out.tell(line));
            error
        })
    }

    /// Looks, once the homeserver answers, whether the account and the device are still ours. A device that has to log in
    /// again does so where there is a password; then the session must be opened anew, which the error says.
    ///
    /// # Errors
    /// As those of [`open`].
    pub async fn check(&self, out: &dyn Operator) -> Result<(), SessionError> {
        let device = self.kept.kept().device;
        if let Err(error) = self.client.whoami().await
            && let Failure::UnknownToken { soft: true } = Failure::of(&error)
            && let Login::Password(file) = &self.settings.login
        {
            return self.log_in_again(file, out).await;
        }
        is_ours(&self.client, &self.settings, &self.folder, &device).await?;
        match published(&self.client, &self.settings, &device).await? {
            Some(theirs) if self.kept.kept().identity.is_some_and(|ours| ours != theirs) => {
                Err(lost(&self.folder, &device))
            }
            _ => Ok(()),
        }
    }

    async fn log_in_again(&self, password: &SecretFile, out: &dyn Operator) -> Result<(), SessionError> {
        let kept = self.kept.kept();
        let builder = Client::builder().request_config(calls()).homeserver_url(&kept.homeserver);
        let client = builder.build().await.map_err(|error| not_built(&error, &self.settings, &self.folder))?;
        let device = Some(kept.device.as_str().into());
        let answer = log_in(&client, &self.settings, &secret(password)?, device).await?;
        let tokens = (answer.access_token, answer.refresh_token);
        let written = self.kept.update(|kept| (kept.access_token, kept.refresh_token) = tokens);
        written.map_err(SessionError::failed)?;
        let renewed = Line::MatrixRenewed { user: verbatim(&self.settings.user) };
        out.tell(&renewed);
        Err(SessionError::retry(renewed))
    }
}

#[cfg(test)]
#[path = "session_tests.rs"]
mod tests;
