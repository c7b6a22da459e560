use std::{collections::BTreeMap, fs, sync::Mutex};

use tempfile::TempDir;

use super::*;
use crate::settings::matrix::UnsignedDevices;

#[derive(Default)]
struct Told(Mutex<Vec<Line>>);

impl Operator for Told {
    fn tell(&self, line: &Line) {
        self.0.lock().unwrap().push(line.clone());
    }

    fn hand_over(&self, about: &Line, _: &SecretString) {
        self.tell(about);
    }
}

/// A homeserver at a port where nothing listens.
fn settings(folder: &Path) -> Matrix {
    fs::write(folder.join("password"), "geheim").unwrap();
    Matrix {
        homeserver: "http://127.0.0.1:9".to_owned(),
        user: "@noodklok:host".to_owned(),
        login: Login::Password(SecretFile::at(folder.join("password"))),
        passphrase: None,
        recovery_key: None,
        encryption: true,
        unsigned_devices: UnsignedDevices::Confirm,
        room_version: None,
        people: BTreeMap::new(),
        rooms: BTreeMap::new(),
    }
}

fn kept(folder: &Path) -> Kept {
    let kept = Kept {
        homeserver: "http://127.0.0.1:9".to_owned(),
        user: "@noodklok:host".to_owned(),
        device: "DEVICE".to_owned(),
        access_token: "token".to_owned(),
        refresh_token: None,
        identity: None,
        recovery: RecoveryKey::None,
    };
    KeptFile::create(&folder.join("session.json"), kept.clone()).unwrap();
    kept
}

async fn refusal(settings: &Matrix, folder: &Path) -> SessionError {
    match open(settings, folder, &Told::default()).await {
        Ok(_) => panic!("it opened"),
        Err(error) => error,
    }
}

/// A store as an earlier start left it.
async fn with_store(folder: &Path) -> Matrix {
    let settings = settings(folder);
    let passphrase = passphrase(None, folder, false).unwrap();
    drop(restore(&kept(folder), &settings, &folder.join("store"), &passphrase).await.unwrap());
    settings
}

#[tokio::test]
async fn a_first_start_without_the_homeserver_is_tried_again() {
    let folder = TempDir::new().unwrap();
    let error = refusal(&settings(folder.path()), folder.path()).await;
    assert!(
        matches!(&error, SessionError::Retry(line) if matches!(**line, Line::MatrixUnreachable { .. })),
        "{error:?}"
    );
    assert!(!folder.path().join("session.json").exists() && !folder.path().join("store").exists());
}

#[tokio::test]
async fn a_later_start_does_not_need_the_homeserver() {
    let folder = TempDir::new().unwrap();
    let settings = with_store(folder.path()).await;
    for _ in 0..2 {
        let session = open(&settings, folder.path(), &Told::default()).await.unwrap();
        assert_eq!(session.client.device_id().unwrap(), "DEVICE");
        assert!(session.kept.kept().identity.is_some());
    }
}

#[tokio::test]
async fn lost_keys_stop_the_start() {
    let folder = TempDir::new().unwrap();
    let settings = with_store(folder.path()).await;
    drop(open(&settings, folder.path(), &Told::default()).await.unwrap());
    fs::rename(folder.path().join("store"), folder.path().join("aside")).unwrap();
    let gone = refusal(&settings, folder.path()).await;
    assert!(matches!(gone.lines(), [Line::MatrixStoreLost { .. }, Line::MatrixStoreLostNext {}]), "{gone:?}");
    // An empty store in its place makes new keys for the old device.
    let passphrase = passphrase(None, folder.path(), true).unwrap();
    let kept = KeptFile::load(&folder.path().join("session.json")).unwrap().unwrap().kept();
    drop(restore(&kept, &settings, &folder.path().join("store"), &passphrase).await.unwrap());
    let other = refusal(&settings, folder.path()).await;
    assert!(matches!(other.lines(), [Line::MatrixStoreLost { .. }, _]), "{other:?}");
}

#[tokio::test]
async fn keys_without_a_session_or_with_another_passphrase_stop_the_start() {
    let folder = TempDir::new().unwrap();
    let settings = with_store(folder.path()).await;
    fs::write(folder.path().join("passphrase"), "another one").unwrap();
    let wrong = refusal(&settings, folder.path()).await;
    assert!(matches!(wrong.lines(), [Line::MatrixPassphraseWrong { .. }]), "{wrong:?}");
    fs::remove_file(folder.path().join("session.json")).unwrap();
    let orphan = refusal(&settings, folder.path()).await;
    assert!(matches!(orphan.lines(), [Line::MatrixStoreOrphaned { .. }]), "{orphan:?}");
}

#[tokio::test]
async fn a_session_of_another_account_or_device_is_not_used() {
    let folder = TempDir::new().unwrap();
    let mut settings = settings(folder.path());
    kept(folder.path());
    settings.user = "@other:host".to_owned();
    let other = refusal(&settings, folder.path()).await;
    assert!(matches!(other.lines(), [Line::MatrixSessionOfOther { .. }]), "{other:?}");
    let token = SecretFile::at(folder.path().join("password"));
    settings = Matrix {
        user: "@noodklok:host".to_owned(),
        login: Login::Token { token, device: "ELSE".to_owned() },
        ..settings
    };
    let other = refusal(&settings, folder.path()).await;
    assert!(matches!(other.lines(), [Line::MatrixWrongDevice { .. }]), "{other:?}");
}

#[test]
fn a_refused_login_says_whether_the_password_is_wrong() {
    let folder = TempDir::new().unwrap();
    let settings = settings(folder.path());
    let refused = |code: &str| Failure::Refused { code: Some(code.to_owned()), reason: "no".to_owned() };
    let wrong = login_refused(refused("M_FORBIDDEN"), &settings);
    assert!(matches!(wrong.lines(), [Line::MatrixWrongPassword { .. }]), "{wrong:?}");
    let deactivated = login_refused(refused("M_USER_DEACTIVATED"), &settings);
    assert!(matches!(deactivated.lines(), [Line::MatrixLoginRefused { .. }]), "{deactivated:?}");
    let unknown = token_refused(&Failure::UnknownToken { soft: false }, &settings, folder.path());
    assert!(matches!(unknown.lines(), [Line::MatrixLoggedOut { .. }]), "{unknown:?}");
}
