//! The command files themselves.

use std::fs;

use super::world::{World, record};

use crate::{
    catalog::Catalogue,
    domain::organisation::{Language, TeamKind},
};

fn faults(text: &str) -> Vec<String> {
    let rights = "[[right]]\nid = \"anyone\"\nnl = \"iedereen\"\nen = \"anyone\"\n".to_owned();
    let files = [("shared.toml".to_owned(), rights), ("a.toml".to_owned(), text.to_owned())];
    Catalogue::from_files(&files).err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

fn command(path: &str, nl: &str, more: &str) -> String {
    format!(
        "[[command]]\npath = \"{path}\"\nnl = \"{nl}\"\nhelp.nl = \"x\"\nhelp.en = \"x\"\nexamples.nl = [\"!a\", \"!a\"]\n\
         examples.en = [\"!a\", \"!a\"]\nwho = [\"anyone\"]\nvisibility = \"room\"\nrecord = \"none\"\n{more}\n"
    )
}

fn option(name: &str, nl: &str, more: &str) -> String {
    format!("[[command.option]]\nname = \"{name}\"\nnl = \"{nl}\"\nhelp.nl = \"x\"\nhelp.en = \"x\"\n{more}\n")
}

#[test]
fn every_mistake_is_found() {
    let long = "x".repeat(101);
    let number = "type = \"number\"";
    let many: String = (0..25).map(|n| option(&format!("o{n}"), &format!("n{n}"), number)).collect();
    let cases: Vec<(String, &str)> = vec![
        ("[[command]\n".to_owned(), "commands/a.toml: TOML parse error"),
        ("[[comand]]\n".to_owned(), "`comand` is not a table"),
        (command("a", "b", "extra = 1"), "a: unknown field `extra`"),
        (command("a", "b", "late = \"never\""), "unknown variant `never`"),
        (command("a", "b", "").replace("\"anyone\"]", "\"everyone\"]"), "`everyone` is no right"),
        (command("a", "b", "").replace("[\"anyone\"]", "[\"ccvo\"]"), "the right `ccvo` has no name"),
        (command("a", "b", "").replace("[\"anyone\"]", "[]"), "nobody may use it"),
        (command("a", "b", "shared = [\"nothing\"]"), "no shared option `nothing`"),
        (command("a", "b c", ""), "same number of words"),
        (command("A", "b", ""), "the name `A`"),
        (command(&"a".repeat(33), "b", ""), "1 to 32 lower-case"),
        (command("a", "b", "").replace("help.nl = \"x\"", &format!("help.nl = \"{long}\"")), "101 characters"),
        (command("a", "b", "").replace("\"!a\", \"!a\"", "\"a\", \"!a\""), "does not begin with"),
        (command("a", "b", &many), "options are too many"),
        (command("a", "b", &(option("x", "y", number) + &*option("y", "z", number))), "`y` could be the option"),
        (command("a", "b", &(option("x", "y", number) + &*option("x", "y", number))), "twice"),
        (command("a", "b", &option("x", "y", "type = \"choice\"")), "a choice has choices"),
        (
            command(
                "a",
                "b",
                &option("x", "y", "type = \"choice\"\nchoices = [{id=\"p\",nl=\"q\"},{id=\"q\",nl=\"r\"}]"),
            ),
            "the word `q` could be two choices",
        ),
        (command("a", "b", &option("x", "y", "type = \"number\"\nform = \"rest\"")), "only a text can take the rest"),
        (command("a", "b", "") + &*command("b", "c", ""), "`b` already stands for `a`"),
        (command("a", "a", "") + &*command("a b", "a c", ""), "it is also a group"),
        (command("a", "b", "aliases = [\"a b c\"]"), "more than two words"),
        (command("a", "b", "[[command.preset]]\nwords = \"c\"\noption = \"x\"\nvalue = \"y\""), "which cannot be"),
        (
            command("a", "b", "[[command.right]]\nwhen = \"crisis\"\nwho = [\"anyone\"]\nneeds = \"x\""),
            "which is no option",
        ),
        (command("a", "b", "needed = 1") + &*command("c", "d", "needed = 1"), "same place in `needed`"),
    ];
    for (text, expected) in cases {
        let faults = faults(&text);
        assert!(faults.iter().any(|fault| fault.contains(expected)), "{expected}: {faults:?}\n{text}");
    }
    assert_eq!(faults(&command("a", "b", "")), Vec::<String>::new());
    let both = command("A", "b", "") + &*command("B", "c d", "");
    assert!(faults(&both).len() >= 3, "all mistakes at once: {:?}", faults(&both));
}

/// What Discord would refuse: one more than each of its limits is a mistake, and the limit itself is none.
#[test]
fn each_limit_of_discord_is_kept() {
    let number = "type = \"number\"";
    let options = |count| (0..count).map(|n| option(&format!("o{n}"), &format!("n{n}"), number)).collect::<String>();
    let choices = |count| {
        let all: Vec<String> = (0..count).map(|n| format!("{{id=\"p{n}\",nl=\"q{n}\"}}")).collect();
        option("x", "y", &format!("type = \"choice\"\nchoices = [{}]", all.join(",")))
    };
    let described = |length| {
        let text = "é".repeat(length);
        command("a", "b", &option("x", "y", number).replace("help.en = \"x\"", &format!("help.en = \"{text}\"")))
    };
    let commands = |count| (0..count).map(|n| command(&format!("c{n}"), &format!("d{n}"), "")).collect::<String>();
    let group = |count| (0..count).map(|n| command(&format!("g c{n}"), &format!("g d{n}"), "")).collect::<String>();
    let menus = |count| {
        let text = option("x", "y", "type = \"text\"\nform = \"rest\"");
        let one = |n| command(&format!("c{n}"), &format!("d{n}"), &format!("menu = {{nl=\"n\",en=\"e\"}}\n{text}"));
        (0..count).map(one).collect::<String>()
    };
    // Each of these options is 100 characters and a name of three; a command adds three or four, and one.
    let sized = |count| {
        let long = "x".repeat(100);
        let many = (0..20).map(|n| option(&format!("o{n:02}"), &format!("n{n:02}"), number)).collect::<String>();
        let many = many.replace("help.nl = \"x\"", &format!("help.nl = \"{long}\""));
        (0..count).map(|n| command(&format!("g c{n}"), &format!("g d{n}"), &many)).collect::<String>()
    };
    let name = |length| command(&"a".repeat(length), "b", "");
    let cases: [(&str, String, String); 8] = [
        ("options are too many: at most 24", command("a", "b", &options(24)), command("a", "b", &options(25))),
        ("26 choices are too many", command("a", "b", &choices(25)), command("a", "b", &choices(26))),
        ("help.en of `x` has 101 characters", described(100), described(101)),
        ("1 to 32 lower-case", name(32), name(33)),
        ("more than 100 commands and groups", commands(100), commands(101)),
        ("the group `g` has 26 commands: at most 25", group(25), group(26)),
        ("more than 5 commands stand in the menu", menus(5), menus(6)),
        ("`g` has 8260 characters with all that is in it: at most 8000", sized(3), sized(4)),
    ];
    for (expected, within, beyond) in cases {
        assert_eq!(faults(&within), Vec::<String>::new(), "{expected}");
        let found = faults(&beyond);
        assert!(!found.is_empty() && found.iter().all(|one| one.contains(expected)), "{expected}: {found:?}");
    }
}

#[test]
fn examples_are_their_own_command() {
    let world = World::one();
    for definition in world.catalogue.definitions() {
        for line in definition.examples.nl.iter().chain(&definition.examples.en) {
            assert_eq!(world.catalogue.reads(line).as_ref(), Ok(&definition.path), "{line}");
        }
    }
}

#[test]
fn every_command_of_the_contract_is_there() {
    let world = World::empty();
    let expected = "incident report|impact|escalate|deescalate|withdraw|list|show|link|close|reopen, cmt activate|standdown|who, \
                    ccvo inform|support|takeover|called|ack|decline|vooralarm|alarm|end, log show|redact, \
                    task add|assign|done|list, role take|assign|handover|decline|list, update release, communication room, page stop";
    let mut paths: Vec<String> = vec![
        "log".into(),
        "update".into(),
        "ack".into(),
        "page".into(),
        "oncall".into(),
        "oncall override".into(),
        "undo".into(),
        "status".into(),
        "help".into(),
        "ping".into(),
    ];
    for group in expected.split(", ") {
        let (group, words) = group.split_once(' ').expect("group");
        paths.extend(words.split('|').map(|word| format!("{group} {word}")));
    }
    let mut there: Vec<String> = world.catalogue.definitions().iter().map(|one| one.path.clone()).collect();
    paths.sort();
    there.sort();
    assert_eq!(there, paths);
    let dutch = "meld, impact, opschalen, opschaal, afschalen, gebeld, intrekken, toon, besluit, stand, taak, ontvangen, oproepen, oproepen stop, wachtdienst, wachtdienst vervang, \
                 incident lijst, incident koppel, incident sluit, incident heropen, cmt activeer, cmt stopzetten, cmt wie, ongedaan, ongedaan maken, \
                 ccvo inlichten, ccvo ondersteuning, ccvo overname, ccvo bevestig, ccvo geenvooralarm, ccvo einde, logboek, \
                 taak nieuw, taak geef, taak klaar, taak lijst, rol neem, rol geef, rol overdragen, rol lijst, task nieuw";
    for phrase in dutch.split(", ") {
        assert!(world.catalogue.reads(&format!("!{phrase}")).is_ok(), "{phrase}");
    }
}

#[test]
fn reference_is_current() {
    let reference = World::empty().catalogue.reference();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/commands.md");
    if std::env::var_os("UPDATE_REFERENCE").is_some() {
        fs::write(path, &reference).expect("written");
    }
    let committed = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(committed, reference, "run the tests once with UPDATE_REFERENCE=1");
}

#[test]
fn keys_have_words() {
    let world = World::empty();
    for language in ["nl", "en"] {
        let path = format!("{}/src/text/{language}/catalogue.ftl", env!("CARGO_MANIFEST_DIR"));
        let words = fs::read_to_string(path).expect("words");
        let options = world.catalogue.definitions().iter().flat_map(|definition| &definition.options);
        let mut keys: Vec<String> =
            options.filter_map(|option| option.hint.as_ref()).map(|hint| format!("hint-{hint}")).collect();
        keys.extend(["report", "send", "incident", "entity"].map(|label| format!("button-catalogue-{label}")));
        for key in keys {
            assert!(words.contains(&format!("\n{key} = ")), "{key} has no words in {language}");
        }
    }
    assert_eq!(world.situation().language(), Language::Nl);
}

#[test]
fn every_example_reaches_the_core() {
    let mut world = World::empty()
        .with(record(42, "noord.melder", "meldingen-noord", "noord"))
        .with(record(43, "zuid.melder", "meldingen-zuid", "zuid"))
        .crisis_room(42, "noord")
        .room("crisis-INC-2026-0042-noord");
    let mut communication = world.organisation.cmt(&"noord".into()).expect("a team").clone();
    communication.kind = TeamKind::Communication;
    world.organisation.teams.insert("noord.communicatie".into(), communication);
    world.organisation.teams.values_mut().for_each(|team| team.deputies.push("noord.melder".into()));
    for definition in world.catalogue.definitions() {
        for line in definition.examples.nl.iter().chain(&definition.examples.en) {
            assert_eq!(world.bound(line).path, definition.path, "{line}");
        }
    }
}
