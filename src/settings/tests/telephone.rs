//! `[telephone]`, and the channels of people.

use super::Copy;
use crate::{domain::reach::Channel, settings::Network};

const NOODKLOK: &str = "noodklok.toml";
const RIGHT: &str =
    "api = \"https://api.server.be\"\naccount = \"AC01\"\ntoken_file = \"token\"\nfrom = \"+32 2 000 00 00\"";

fn table(lines: &str) -> Copy {
    Copy::new().append(NOODKLOK, &format!("\n[telephone]\n{lines}\n")).secret("token", "x", 0o600)
}

/// The chair of noord with these channels.
fn channels(copy: Copy, channels: &str) -> Copy {
    let mail = "mail = \"voorzitter.noord@noodklok.invalid\"";
    copy.with("organisation.toml", mail, &format!("{mail}\nchannels = {channels}"))
}

#[test]
fn a_provider_is_an_address_an_account_a_token_and_a_number() {
    let copy = table(RIGHT);
    assert_eq!(copy.of_the_table(), Vec::<String>::new());
    let telephone = copy.load().unwrap().telephone.unwrap();
    assert_eq!((telephone.account.as_str(), telephone.from.as_str()), ("AC01", "+3220000000"));
    for (from, to, expected) in [
        ("https://api", "http://api", "http://api.server.be"),
        ("https://api.server.be", "https://een:geheim@api.server.be", "api"),
        ("https://api.server.be", "https://api.server.be/?sleutel=1", "sleutel"),
        ("AC01", "AC/../01", "AC/../01"),
        ("+32 2 000 00 00", "noord", "noord"),
        ("account = \"AC01\"\n", "", "account"),
        ("token_file", "token", "token"),
    ] {
        let says = table(&RIGHT.replace(from, to)).of_the_table();
        assert!(!says.is_empty() && says.iter().any(|line| line.contains(expected)), "{to}: {says:#?}");
    }
}

#[test]
fn people_have_channels_in_an_order_and_only_those_that_can_be() {
    let copy = channels(table(RIGHT), "[\"phone\", \"sms\"]");
    let organisation = copy.load().unwrap().organisation;
    assert_eq!(organisation.people[&"noord.voorzitter".into()].channels, [Channel::Phone, Channel::Sms]);
    for (wrong, expected) in [("[\"fax\"]", "fax"), ("[\"sms\", \"sms\"]", "sms"), ("\"sms\"", "channels")] {
        let says = channels(table(RIGHT), wrong).says();
        assert_eq!(says.iter().filter(|line| line.contains(expected)).count(), 1, "{wrong}: {says:#?}");
    }
    // The chat has a place among them, once, for whoever has an account.
    let account = "channels = [\"phone\", \"chat\", \"sms\"]\nmatrix = \"@voorzitter:noord.be\"";
    let chair = table(RIGHT).at("noord.voorzitter", account).load().unwrap().organisation.people
        [&"noord.voorzitter".into()]
        .clone();
    assert_eq!((chair.channels, chair.before_chat), (vec![Channel::Phone, Channel::Sms], 1));
    assert_eq!(chair.chats, [Network::Matrix.id()]);
    let says = table(RIGHT).at("noord.voorzitter", &account.replace("phone", "chat")).says();
    assert!(says.iter().any(|line| line.contains("chat")), "{says:#?}");
    let says = channels(table(RIGHT), "[\"phone\", \"chat\"]").says();
    assert!(says.iter().any(|line| line.contains("`matrix` / `discord`")), "{says:#?}");
    // Nothing is there to send it with: it can be used, and is told.
    let copy = channels(Copy::new(), "[\"mail\", \"sms\"]");
    let warnings = copy.load().unwrap().warnings;
    assert!(warnings.iter().any(|warning| warning.to_string().contains("[mail]")), "{warnings:#?}");
    let copy = Copy::new().with("organisation.toml", "phone = \"+32 2 000 00 12\"\n", "channels = [\"sms\"]\n");
    let says = copy.says();
    assert!(says.iter().any(|line| line.contains("`phone`")), "{says:#?}");
}

#[test]
fn an_exercise_has_one_number_and_one_address_and_whoever_is_called_can_be_found() {
    let exercise = |lines: &str| Copy::new().append("organisation.toml", &format!("\n[exercise]\n{lines}\n"));
    let right = exercise(
        "phone = [\"+32 2 000 00 99\"]\nwebhook = [\"https://pager.be/\"]\nmail = [\"een@x.invalid\", \"twee@x.invalid\"]",
    );
    let organisation = right.load().unwrap().organisation;
    assert_eq!((organisation.exercise_phone.len(), organisation.exercise_mail.len()), (1, 2));
    for lines in [
        "phone = [\"+32 2 000 00 98\", \"+32 2 000 00 99\"]",
        "webhook = [\"https://pager.be/\", \"https://pager.be/twee\"]",
    ] {
        let says = exercise(lines).says();
        assert_eq!(says.iter().filter(|line| line.contains("[exercise]")).count(), 1, "{lines}: {says:#?}");
    }
    let nowhere = Copy::new().with("organisation.toml", "phone = \"+32 2 000 00 12\"\n", "").with(
        "organisation.toml",
        "mail = \"voorzitter.noord@noodklok.invalid\"\n",
        "",
    );
    let says = nowhere.says();
    assert_eq!(says.iter().filter(|line| line.contains("noord.voorzitter")).count(), 1, "{says:#?}");
}
