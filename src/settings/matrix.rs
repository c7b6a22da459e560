//! The Matrix network: `[matrix]` in `noodklok.toml`, and the accounts of people and rooms in `organisation.toml`.

use std::{collections::BTreeMap, path::Path};

use url::Url;

pub use super::secret::{SecretError, SecretFile, SecretProblem};
use super::{
    accounts::{Account, Accounts},
    faults::{matrix as faults, unseen, value},
    reading::{Place, Reading},
    section::{Field, NAME, Section},
    value::is_loopback,
};
use crate::domain::ids::{PersonId, RoomId};

/// How to reach and use a homeserver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// Its address (http or https), or a server name of which the address is to be discovered.
    pub homeserver: String,
    /// The account of the bot, such as `@noodklok:server.be`.
    pub user: String,
    /// How it logs in.
    pub login: Login,
    /// What the store of keys is encrypted with; none: made at the first start and kept in the data folder.
    pub passphrase: Option<SecretFile>,
    /// With which a new device takes the existing identity over.
    pub recovery_key: Option<SecretFile>,
    /// Rooms that it opens are encrypted.
    pub encryption: bool,
    /// What happens with a message from a device that its owner has not verified.
    pub unsigned_devices: UnsignedDevices,
    /// The version of rooms that it opens; none: the homeserver's default.
    pub room_version: Option<String>,
    /// Accounts of people.
    pub people: BTreeMap<PersonId, String>,
    /// Ids (`!…`) or aliases (`#…`) of standing rooms.
    pub rooms: BTreeMap<RoomId, String>,
}

/// How the bot proves who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Login {
    /// It logs in once, and keeps the session.
    Password(SecretFile),
    /// Somebody logged in for it.
    Token {
        /// The access token.
        token: SecretFile,
        /// The device that the token belongs to.
        device: String,
    },
}

/// What happens with a message from a device that its owner has not verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UnsignedDevices {
    /// It is asked back before it takes effect.
    #[default]
    Confirm,
    /// It takes effect, with a warning.
    Warn,
    /// It does not take effect.
    Deny,
}

const UNSIGNED: [(&str, UnsignedDevices); 3] =
    [("confirm", UnsignedDevices::Confirm), ("warn", UnsignedDevices::Warn), ("deny", UnsignedDevices::Deny)];

/// The specification's limit of an id, in bytes.
const LONGEST_ID: usize = 255;

/// The first room version in which members of a Space may join by themselves.
const FIRST_VERSION: u32 = 8;

/// The table, as far as it stands in one file, and where the bot's own account stands.
pub(super) struct Connection {
    pub(super) place: Place,
    user: Option<Account<String>>,
    matrix: Option<Matrix>,
}

pub(super) fn read(field: Field<'_>, config: &Path) -> Option<Connection> {
    if !cfg!(feature = "matrix") {
        field.add(value::not_built("matrix"));
        return None;
    }
    let place = field.place.clone();
    let mut section = field.table()?;
    let homeserver = section.must("homeserver").and_then(|field| homeserver(&field));
    let user = section.must("user").and_then(|field| field.matrix_user());
    let login = login(&mut section, config);
    let mut secret_file = |key| section.may(key).and_then(|field| field.secret(config));
    let (passphrase, recovery_key) = (secret_file("store_passphrase_file"), secret_file("recovery_key_file"));
    let encryption = section.may("encryption").is_none_or(|field| field.flag().unwrap_or(true));
    let unsigned = section.may("unsigned_devices").and_then(|field| field.one_of(&UNSIGNED));
    let room_version = section.may("room_version").and_then(|field| room_version(&field));
    section.finish();
    let name = user.as_ref().map(|user| user.id.clone());
    let matrix = homeserver.zip(name).zip(login).map(|((homeserver, user), login)| Matrix {
        homeserver,
        user,
        login,
        passphrase,
        recovery_key,
        encryption,
        unsigned_devices: unsigned.unwrap_or_default(),
        room_version,
        people: BTreeMap::new(),
        rooms: BTreeMap::new(),
    });
    Some(Connection { place, user, matrix })
}

fn login(section: &mut Section<'_>, config: &Path) -> Option<Login> {
    let (password, token) = (section.may("password_file"), section.may("access_token_file"));
    let device = section.may("device_id");
    match (password, token) {
        (Some(password), None) => {
            if let Some(device) = device {
                device.add(faults::device_without_token());
            }
            password.secret(config).map(Login::Password)
        }
        (None, Some(token)) => {
            let token_file = token.secret(config);
            if device.is_none() {
                token.add(faults::token_without_device());
            }
            Some(Login::Token { token: token_file?, device: device?.text(NAME)? })
        }
        (Some(_), Some(token)) => {
            token.add(faults::two_logins());
            None
        }
        (None, None) => {
            if !section.reading.is_broken(section.place.file) {
                section.reading.add(section.place.clone(), faults::no_login());
            }
            None
        }
    }
}

fn homeserver(field: &Field<'_>) -> Option<String> {
    let given = field.text(300)?;
    if !given.contains("://") {
        if !is_server_name(&given) {
            field.add(faults::bad_homeserver(&given));
            return None;
        }
        return Some(given);
    }
    let url = Url::parse(&given).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    let Some(url) = url.filter(|url| url.query().is_none() && url.fragment().is_none()) else {
        field.add(faults::bad_homeserver(&given));
        return None;
    };
    if !url.username().is_empty() || url.password().is_some() {
        // It is not repeated: a password may stand in it.
        field.add(faults::homeserver_with_password());
        return None;
    }
    if url.scheme() == "http" && !is_loopback(&url) {
        field.add(faults::plain_http(&given));
    }
    Some(given)
}

/// A name or address, with a port where there is one.
fn is_server_name(name: &str) -> bool {
    let plain = |host: &str| {
        host.split('.').all(|label| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
    };
    let port = |port: &str| (1..=5).contains(&port.len()) && port.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(rest) = name.strip_prefix('[') {
        let Some((address, rest)) = rest.split_once(']') else { return false };
        return address.parse::<std::net::Ipv6Addr>().is_ok()
            && (rest.is_empty() || rest.strip_prefix(':').is_some_and(port));
    }
    match name.split_once(':') {
        Some((host, number)) => plain(host) && port(number),
        None => plain(name),
    }
}

fn room_version(field: &Field<'_>) -> Option<String> {
    let given = field.text(32)?;
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte);
    if !given.bytes().all(plain) || given.parse::<u32>().is_ok_and(|version| version < FIRST_VERSION) {
        field.add(faults::bad_room_version(&given, FIRST_VERSION));
        return None;
    }
    Some(given)
}

impl Field<'_> {
    /// The id of an account.
    pub(super) fn matrix_user(&self) -> Option<Account<String>> {
        let id = self.raw()?;
        let parts = id.strip_prefix('@').and_then(|rest| rest.split_once(':'));
        if !fits(id) || !parts.is_some_and(|(name, server)| !name.is_empty() && is_server_name(server)) {
            self.add(value::bad_account(self.key, "@naam:server.be"));
            return None;
        }
        if id.contains(char::is_uppercase) {
            self.add(faults::upper_case(id));
        }
        Some(self.account(id))
    }

    /// The id or alias of a room. Ids of newer rooms name no server.
    pub(super) fn matrix_room(&self) -> Option<Account<String>> {
        let id = self.raw()?;
        let whole = |rest: &str| match rest.split_once(':') {
            Some((name, server)) => !name.is_empty() && is_server_name(server),
            None => !rest.is_empty() && id.starts_with('!'),
        };
        if !fits(id) || !id.strip_prefix(['!', '#']).is_some_and(whole) {
            self.add(value::bad_account(self.key, "#meldingen-noord:server.be"));
            return None;
        }
        Some(self.account(id))
    }

    fn account(&self, id: &str) -> Account<String> {
        Account { id: id.to_owned(), place: self.place.clone() }
    }
}

fn fits(id: &str) -> bool {
    id.len() <= LONGEST_ID && !id.contains(|letter: char| letter.is_whitespace() || unseen(letter))
}

/// Puts the parts together. The bot is nobody of the organisation.
pub(super) fn join(reading: &Reading<'_>, connection: Connection, accounts: Accounts<String>) -> Option<Matrix> {
    let bot = connection.user.map(|user| user.id.to_lowercase());
    for (_, account) in accounts.people.iter().filter(|(_, account)| bot == Some(account.id.to_lowercase())) {
        reading.add(account.place.clone(), faults::account_of_the_bot(&account.id));
    }
    let people = accounts.people.into_iter().map(|(person, account)| (person, account.id)).collect();
    let rooms = accounts.rooms.into_iter().map(|(room, account)| (room, account.id)).collect();
    connection.matrix.map(|matrix| Matrix { people, rooms, ..matrix })
}
