//! `[matrix]`, and the accounts of people and rooms.

use super::Copy;
use crate::settings::matrix::{Login, UnsignedDevices};

const NOODKLOK: &str = "noodklok.toml";
const ORGANISATION: &str = "organisation.toml";

/// The example with this in `[matrix]`, beside what must be there.
fn table(more: &str) -> Copy {
    let needed = [("homeserver", "https://matrix.host"), ("user", "@noodklok:host"), ("password_file", "password")];
    let mut rest = String::new();
    for (key, value) in needed {
        let instead = key == "password_file" && (more.contains("access_token_file") || more.contains("# no login"));
        if !instead && !more.lines().any(|line| line.starts_with(key)) {
            rest.extend([key, " = \"", value, "\"\n"]);
        }
    }
    Copy::new().append(NOODKLOK, &format!("\n[matrix]\n{rest}{more}\n")).secret("password", "x", 0o600)
}

/// One table gives exactly this one line.
#[track_caller]
fn one(more: &str, expected: &str) {
    let says = table(more).of_the_table();
    assert_eq!(says.len(), 1, "{more}: {says:#?}");
    assert!(says[0].starts_with(NOODKLOK) && says[0].contains(expected), "{more}: {says:#?}");
}

#[test]
fn what_is_not_said_has_a_default() {
    let copy = table("");
    assert_eq!(copy.of_the_table(), Vec::<String>::new());
    let matrix = copy.load().unwrap().matrix.unwrap();
    assert_eq!((matrix.homeserver.as_str(), matrix.user.as_str()), ("https://matrix.host", "@noodklok:host"));
    assert!(matches!(&matrix.login, Login::Password(file) if file.path() == copy.0.path().join("password")));
    assert!(matrix.encryption && matrix.passphrase.is_none() && matrix.recovery_key.is_none());
    assert_eq!((matrix.unsigned_devices, matrix.room_version), (UnsignedDevices::Confirm, None));
    assert!(Copy::new().load().unwrap().matrix.is_none());
}

#[test]
fn everything_that_is_said_is_kept() {
    let copy = table(
        "access_token_file = \"token\"\ndevice_id = \"DEVICE\"\nstore_passphrase_file = \"pass\"\n\
         recovery_key_file = \"key\"\nencryption = false\nunsigned_devices = \"deny\"\nroom_version = \"11\"",
    );
    let copy = copy.secret("token", "x", 0o600).secret("pass", "x", 0o600).secret("key", "x y z\n", 0o600);
    let copy = copy.with(ORGANISATION, "name = \"Melder noord\"", "name = \"M\"\nmatrix = \"@m:host\"").with(
        ORGANISATION,
        "kind = \"report\"\nentity = \"noord\"",
        "kind = \"report\"\nentity = \"noord\"\nmatrix = \"!opaque\"",
    );
    assert_eq!(copy.of_the_table(), Vec::<String>::new());
    let matrix = copy.load().unwrap().matrix.unwrap();
    assert!(matches!(&matrix.login, Login::Token { device, .. } if device == "DEVICE"));
    assert!(!matrix.encryption && matrix.passphrase.is_some() && matrix.recovery_key.is_some());
    assert_eq!((matrix.unsigned_devices, matrix.room_version.as_deref()), (UnsignedDevices::Deny, Some("11")));
    let people: Vec<_> = matrix.people.iter().map(|(person, id)| (person.as_str(), id.as_str())).collect();
    let rooms: Vec<_> = matrix.rooms.iter().map(|(room, id)| (room.as_str(), id.as_str())).collect();
    assert_eq!((people, rooms), (vec![("noord.melder", "@m:host")], vec![("meldingen-noord", "!opaque")]));
}

#[test]
fn addresses() {
    for wrong in ["ftp://host", "https://", "https://host?x=1", "host name", "", "host:", "a..b", "https://ho st"] {
        let says = table(&format!("homeserver = \"{wrong}\"")).of_the_table();
        assert!(says.len() == 1 && !says[0].contains("password"), "{wrong}: {says:#?}");
    }
    let says = table("homeserver = \"https://me:geheim@host\"").of_the_table();
    assert!(says.len() == 1 && says[0].contains("password stands in the address"), "{says:#?}");
    assert!(!says[0].contains("geheim"), "{says:#?}");
    for right in
        ["host.be", "host.be:8448", "[::1]:8008", "https://host/base", "http://127.0.0.1:8008", "http://localhost"]
    {
        assert_eq!(table(&format!("homeserver = \"{right}\"")).of_the_table(), Vec::<String>::new(), "{right}");
    }
    let plain = table("homeserver = \"http://host.be\"");
    assert!(plain.of_the_table()[0].contains("unencrypted") && plain.load().is_ok());
    assert!(table("homeserver = \"http://10.0.0.1\"").of_the_table()[0].contains("unencrypted"));
}

#[test]
fn a_login_is_one_of_two() {
    one("# no login", "`password_file` is missing");
    one("password_file = \"password\"\naccess_token_file = \"password\"\n", "are both there");
    one("access_token_file = \"password\"\n", "`device_id` is missing beside");
    one("device_id = \"X\"\n", "`device_id` belongs to");
}

#[test]
fn values() {
    one("user = \"noodklok\"", "Allowed: an id such as");
    one("user = \"@noodklok\"", "Allowed: an id such as");
    one("user = \"@Noodklok:host\"", "Did you mean `@noodklok:host`?");
    one(&format!("user = \"@{}:host\"", "x".repeat(250)), "Allowed: an id such as");
    one("encryption = \"yes\"", "must be true or false");
    one("unsigned_devices = \"den\"", "Did you mean `deny`?");
    one("room_version = \"7\"", "Allowed: `8` or higher");
    one("room_version = 12", "must be a text in quotes");
    one("homesever = \"x\"", "`homesever` is not a key here");
    let says = Copy::new().append(NOODKLOK, "\n[matrix]\n").of_the_table();
    for key in ["homeserver", "user", "password_file"] {
        assert!(says.iter().any(|line| line.contains(&format!("`{key}` is missing"))), "{says:#?}");
    }
    assert_eq!(says.len(), 3, "{says:#?}");
    let says = Copy::new().with(NOODKLOK, "language = \"nl\"", "matrix = 1").of_the_table();
    assert!(says.len() == 1 && says[0].contains("must be a table"), "{says:#?}");
}

#[test]
fn a_secret_that_cannot_be_used_here_is_a_warning() {
    let missing = table("recovery_key_file = \"nowhere\"");
    let says = missing.of_the_table();
    assert!(says.len() == 1 && says[0].contains("`recovery_key_file`: the file ") && says[0].contains("not there"));
    assert!(missing.load().is_ok());
    let empty = table("").secret("password", "\n", 0o600).of_the_table();
    assert!(empty.len() == 1 && empty[0].contains("is empty"), "{empty:#?}");
    let open = table("").secret("password", "geheim", 0o644).of_the_table();
    assert!(open.len() == 1 && open[0].contains("everybody on this machine can read"), "{open:#?}");
    assert!(!open[0].contains("geheim"), "{open:#?}");
}

#[test]
fn an_account_stands_for_one_person_and_a_room_for_one_room() {
    let account = |copy: Copy, person: &str, id: &str| {
        let name = format!("name = \"{person}\"");
        copy.with(ORGANISATION, &name, &format!("{name}\nmatrix = \"{id}\""))
    };
    let twice = account(account(Copy::new(), "Melder noord", "@a:host"), "Melder zuid", "@A:host");
    let says = twice.says();
    assert!(says.iter().any(|line| line.contains("`@A:host` stands with person `noord.melder` already")), "{says:#?}");
    assert!(twice.load().is_err());
    let bot = account(table(""), "Melder noord", "@noodklok:host");
    let says = bot.of_the_table();
    assert!(says.len() == 1 && says[0].contains("account of noodklok itself"), "{says:#?}");
    let mut rooms = Copy::new();
    for entity in ["noord", "zuid"] {
        let room = format!("kind = \"report\"\nentity = \"{entity}\"");
        rooms = rooms.with(ORGANISATION, &room, &format!("{room}\nmatrix = \"#m:host\""));
    }
    let says = rooms.says();
    assert!(says.len() == 1 && says[0].contains("`#m:host` stands with room `meldingen-noord` already"), "{says:#?}");
    for wrong in ["#m", "!", "m:host", "#:host", "!a b"] {
        let room = "kind = \"report\"\nentity = \"noord\"";
        let says = Copy::new().with(ORGANISATION, room, &format!("{room}\nmatrix = \"{wrong}\"")).says();
        assert!(says.len() == 1 && says[0].contains("does not have the right form"), "{wrong}: {says:#?}");
    }
}

#[test]
fn who_is_called_and_has_no_account_is_named() {
    let copy = table("");
    let says = copy.says();
    assert_eq!(says.len(), 2, "{says:#?}");
    assert!(says[0].contains("has no account on Matrix: ") && says[0].contains("`noord.voorzitter`"), "{says:#?}");
    assert!(says[1].contains("not on Matrix: ") && says[1].contains("`meldingen-noord`"), "{says:#?}");
    assert!(copy.load().is_ok(), "both are warnings");
    assert_eq!(Copy::new().says(), Vec::<String>::new(), "without the table nobody needs an account");
}
