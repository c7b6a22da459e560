//! `[discord]`, the accounts, roles and channels, and what is repeated between networks.

use super::Copy;
use crate::{
    domain::ids::RoomId,
    settings::{discord::Category, relay::Extent},
};

const NOODKLOK: &str = "noodklok.toml";

/// The example with this in `[discord]`, beside what must be there.
fn table(more: &str) -> Copy {
    let mut rest = String::new();
    for (key, value) in [("token_file", "\"token\""), ("guild", "1234")] {
        if !more.lines().any(|line| line.starts_with(key)) {
            rest.extend([key, " = ", value, "\n"]);
        }
    }
    Copy::new().append(NOODKLOK, &format!("\n[discord]\n{rest}{more}\n")).secret("token", "x", 0o600)
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
    let discord = copy.load().unwrap().discord.unwrap();
    assert_eq!(discord.token.path(), copy.0.path().join("token"));
    assert_eq!((discord.guild, discord.api, discord.category), (1234, None, Category::Organisation));
    assert!(!discord.reads_everything && discord.people.is_empty() && discord.rooms.is_empty());
    assert!(Copy::new().load().unwrap().discord.is_none());
}

#[test]
fn the_example_in_the_comments_can_be_used() {
    let text = std::fs::read_to_string(Copy::new().0.path().join(NOODKLOK)).unwrap();
    let block = |header: &str| {
        let (_, rest) = text.split_once(&format!("# {header}\n")).unwrap();
        let lines = rest.lines().map_while(|line| line.strip_prefix("# ")).collect::<Vec<_>>();
        // Of what may be left out, the # within is taken away too.
        let inner = |line: &&str| line.strip_prefix("# ").filter(|rest| rest.contains(" = \"")).map(str::to_owned);
        let lines: Vec<String> = lines.iter().map(|line| inner(line).unwrap_or_else(|| (*line).to_owned())).collect();
        format!("\n{header}\n{}\n", lines.join("\n"))
    };
    let copy = Copy::new().append(NOODKLOK, &block("[discord]")).append(NOODKLOK, &block("[relay]"));
    let copy = copy.secret("discord-token", "x", 0o600);
    assert_eq!(copy.of_the_table(), Vec::<String>::new());
    let discord = copy.load().unwrap().discord.unwrap();
    assert_eq!((discord.category, discord.api.as_deref()), (Category::Organisation, Some("http://127.0.0.1:9000")));
}

#[test]
fn everything_that_is_said_is_kept() {
    let copy = table("api = \"http://127.0.0.1:9000\"\ncategory = \"year\"")
        .at("noord.melder", "discord = 11")
        .at("noord.cmt", "discord = 12")
        .at("meldingen-noord", "discord = 13");
    assert_eq!(copy.of_the_table(), Vec::<String>::new());
    let discord = copy.load().unwrap().discord.unwrap();
    assert_eq!((discord.api.as_deref(), discord.category), (Some("http://127.0.0.1:9000"), Category::Year));
    assert_eq!(discord.people.into_iter().collect::<Vec<_>>(), [("noord.melder".into(), 11)]);
    assert_eq!(discord.teams.into_iter().collect::<Vec<_>>(), [("noord.cmt".into(), 12)]);
    assert_eq!(discord.rooms.into_iter().collect::<Vec<_>>(), [("meldingen-noord".into(), 13)]);
}

#[test]
fn the_token_goes_to_no_other_machine() {
    for right in ["http://127.0.0.1:9000", "https://localhost/", "http://[::1]:1"] {
        assert_eq!(table(&format!("api = \"{right}\"")).of_the_table(), Vec::<String>::new(), "{right}");
    }
    for wrong in ["https://discord.com", "http://10.0.0.1", "127.0.0.1:9000", "ws://127.0.0.1", "http://x@127.0.0.1"] {
        let copy = table(&format!("api = \"{wrong}\""));
        let says = copy.of_the_table();
        assert!(says.len() == 1 && says[0].contains("is not an address on this machine"), "{wrong}: {says:#?}");
        assert!(copy.load().is_err(), "{wrong}");
    }
}

#[test]
fn values() {
    one("guild = \"1234\"", "must be a whole number");
    one("guild = 0", "Allowed: an id such as");
    one("guild = 9223372036854775808", "Allowed: an id such as");
    one("category = \"jaar\"", "Allowed: `organisation`, `year`");
    one("token = \"x\"", "`token` is not a key here");
    let says = Copy::new().append(NOODKLOK, "\n[discord]\n").of_the_table();
    assert!(says.len() == 2 && says[0].contains("`token_file` is missing"), "{says:#?}");
    assert!(says[1].contains("`guild` is missing"), "{says:#?}");
}

#[test]
fn a_token_that_cannot_be_used_here_is_a_warning() {
    let missing = table("token_file = \"nowhere\"");
    let says = missing.of_the_table();
    assert!(says.len() == 1 && says[0].contains("`token_file`: the file ") && says[0].contains("not there"));
    assert!(missing.load().is_ok());
    let open = table("").secret("token", "geheim", 0o644).of_the_table();
    assert!(open.len() == 1 && open[0].contains("everybody on this machine can read"), "{open:#?}");
    assert!(!open[0].contains("geheim"), "{open:#?}");
}

#[test]
fn a_number_stands_for_one_person_one_team_or_one_room() {
    for (what, first, second) in [
        ("person", "noord.melder", "zuid.melder"),
        ("team", "noord.cmt", "zuid.cmt"),
        ("room", "meldingen-noord", "meldingen-zuid"),
    ] {
        let says = Copy::new().at(first, "discord = 7").at(second, "discord = 7").says();
        assert_eq!(says.len(), 1, "{says:#?}");
        assert!(says[0].contains(&format!("`7` stands with {what} `{first}` already")), "{says:#?}");
    }
    let says = table("").at("noord.cmt", "discord = 1234").of_the_table();
    assert!(says.len() == 1 && says[0].contains("the role of everybody"), "{says:#?}");
}

#[test]
fn who_is_called_and_has_no_account_is_named() {
    let copy = table("").at("noord.voorzitter", "discord = 5").at("ccvo", "discord = 6");
    let says = copy.says();
    assert_eq!(says.len(), 2, "{says:#?}");
    assert!(says[0].contains("has no account on Discord: ") && says[0].contains("`noord.kernlid1`"), "{says:#?}");
    assert!(!says[0].contains("`noord.voorzitter`") && says[0].contains("`discord = "), "{says:#?}");
    assert!(says[1].contains("rooms that are not on Discord: `meldingen-noord`, `meldingen-zuid`"), "{says:#?}");
    assert!(copy.load().is_ok(), "both are warnings");
}

#[test]
fn without_two_networks_nothing_is_repeated() {
    let copy = table("").at("meldingen-noord", "discord = 5\nmatrix = \"#m:host\"\nrelay = \"all\"");
    let copy = copy.append(NOODKLOK, "\n[relay]\ncrisis = \"bot\"\n");
    let says = copy.of_the_table();
    assert_eq!(says.len(), 2, "{says:#?}");
    assert!(says.iter().all(|line| line.contains("there is nothing to relay")), "{says:#?}");
    let loaded = copy.load().unwrap();
    let standing: RoomId = "meldingen-noord".into();
    assert_eq!((loaded.relay.of(&standing), loaded.relay.of(&"crisis-x".into())), (Extent::Off, Extent::Off));
    assert!(!loaded.discord.unwrap().reads_everything);
    for (wrong, expected) in [("crisis = \"on\"", "`off`, `bot`, `all`"), ("", "`crisis` is missing")] {
        let says = Copy::new().append(NOODKLOK, &format!("\n[relay]\n{wrong}\n")).says();
        assert!(says.len() == 1 && says[0].contains(expected), "{says:#?}");
    }
}

#[cfg(feature = "matrix")]
mod with_matrix {
    use super::*;

    /// Both networks, with this in `[matrix]`.
    fn both(more: &str) -> Copy {
        let matrix = "homeserver = \"https://host\"\nuser = \"@n:host\"\npassword_file = \"token\"";
        table("").append(NOODKLOK, &format!("\n[matrix]\n{matrix}\n{more}\n"))
    }

    const ON_BOTH: &str = "discord = 5\nmatrix = \"#m:host\"";

    #[test]
    fn one_network_is_enough_unless_the_call_is_made_on_the_other() {
        let copy = both("")
            .at("meldingen-noord", ON_BOTH)
            .at("meldingen-zuid", "discord = 6")
            .at("ccvo", "matrix = \"#c:host\"")
            .at("noord.voorzitter", "matrix = \"@v:host\"")
            .at("zuid.voorzitter", "matrix = \"@z:host\"")
            .at("ccvo.wacht1", "discord = 8");
        let says = copy.says();
        assert_eq!(says.len(), 3, "{says:#?}");
        assert!(says[0].contains("has no account on Matrix or Discord: "), "{says:#?}");
        for reached in ["noord.voorzitter", "zuid.voorzitter", "ccvo.wacht1"] {
            assert!(!says[0].contains(&format!("`{reached}`")), "{says:#?}");
        }
        let elsewhere = |room: &str, person: &str| {
            let words = format!("who is called in room `{room}` and is not on its network: `{person}`.");
            says.iter().any(|line| line.contains(&words))
        };
        assert!(elsewhere("meldingen-zuid", "zuid.voorzitter") && elsewhere("ccvo", "ccvo.wacht1"), "{says:#?}");
    }

    #[test]
    fn what_leaves_the_encryption_is_written_out_and_warned_of() {
        let extents = |table: &str, relay: &str, room: &str| {
            let copy = both(table).append(NOODKLOK, relay).at("meldingen-noord", &format!("{ON_BOTH}\n{room}"));
            let says = copy.of_the_table();
            let loaded = copy.load().unwrap();
            let standing = loaded.relay.of(&"meldingen-noord".into());
            (standing, loaded.relay.crisis, loaded.discord.unwrap().reads_everything, says)
        };
        let crisis = |extent: &str| format!("[relay]\ncrisis = \"{extent}\"\n");
        let (room, crisis_room, everything, says) = extents("", "", "");
        assert_eq!((room, crisis_room, everything, says.len()), (Extent::Off, Extent::Off, false, 0));
        let (room, crisis_room, everything, says) = extents("", &crisis("bot"), "relay = \"bot\"");
        assert_eq!((room, crisis_room, everything, says.len()), (Extent::Bot, Extent::Bot, false, 0));
        let (room, crisis_room, everything, says) = extents("", &crisis("all"), "relay = \"all\"");
        assert_eq!((room, crisis_room, everything, says.len()), (Extent::All, Extent::All, true, 2));
        assert!(says.iter().all(|line| line.contains("leaves its encryption")), "{says:#?}");
        let (_, crisis_room, everything, says) = extents("encryption = false", &crisis("all"), "");
        assert_eq!((crisis_room, everything, says.len()), (Extent::All, true, 0));
    }
}
