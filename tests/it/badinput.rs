//! Bad input: each gets a clear sentence, nothing is lost, nothing panics.

use std::fs;

use serde_json::{Value, json};

use crate::world::{Example, Output, Setup, World, original, tool};

const ROOM: &str = "meldingen-noord";
const WHO: &str = "noord.melder";

fn answer(outputs: &[Output]) -> &Output {
    outputs
        .iter()
        .find(|output| output.kind == "post" && output.room() == ROOM)
        .unwrap_or_else(|| panic!("{outputs:#?}"))
}

/// A world with one open record.
fn reported() -> World {
    let mut world = World::new();
    world.say(WHO, ROOM, "!meld rook in de kelder");
    world
}

fn log_length(world: &mut World) -> usize {
    world.state("INC-2026-0001")["log"].as_array().map_or(0, Vec::len)
}

/// What is typed changes nothing, and the answer holds these words.
#[track_caller]
fn refused(text: &str, words: &[&str]) {
    let mut world = reported();
    let before = log_length(&mut world);
    let outputs = world.say(WHO, ROOM, text);
    let said = answer(&outputs).text();
    for word in words {
        assert!(said.contains(word), "`{text}` is answered with {word:?}, not with:\n{said}");
    }
    assert_eq!(log_length(&mut world), before, "`{text}` changes nothing");
    assert_eq!(outputs.len(), 1, "only the answer: {outputs:#?}");
    world.close();
}

/// The report is recorded, whatever else is in the line; its title is this.
#[track_caller]
fn recorded(text: &str, title: &str) {
    let mut world = World::new();
    let outputs = world.say(WHO, ROOM, text);
    assert!(answer(&outputs).text().contains("INC-2026-0001"), "{}", answer(&outputs));
    assert_eq!(world.state("INC-2026-0001")["title"], title, "for {text:?}");
    world.close();
}

#[test]
fn unknown_words_get_the_nearest_right_line() {
    refused("!incident reprot brand", &["!"]);
    refused("!ccvo inlihcten INC-2026-0001 tekst", &["!ccvo inlichten"]);
    refused("!opschaln INC-2026-0001 niveau:crisis", &["!opschal"]);
}

#[test]
fn a_wrong_value_names_the_option_and_what_it_may_be() {
    refused("!impact INC-2026-0001 gezondheid:paars", &["gezondheid", "ja"]);
    refused("!impact INC-2026-0001 capaciteit:veel", &["capaciteit", "een-team"]);
    refused("!opschalen INC-2026-0001 niveau:ramp", &["niveau", "crisis"]);
    refused("!impact INC-2026-0001 proces:noord.bestaatniet", &["proces", "noord."]);
    refused("!impact INC-2026-0001 entiteit:oost impact:negatief", &["entiteit", "noord"]);
    refused("!stand INC-2026-0001 tekst volgende:gisteren", &["volgende"]);
}

#[test]
fn missing_values_are_asked_for() {
    refused("!intrekken INC-2026-0001", &["!intrekken INC-2026-0001"]);
    refused("!gebeld INC-2026-0001", &["!gebeld INC-2026-0001"]);
    refused("!log INC-2026-0001", &["!log"]);
    refused("!impact INC-2026-0001 gezondheid:", &["gezondheid"]);
    refused("!rol neem INC-2026-0001", &["!rol neem"]);
}

#[test]
fn wrong_dates_and_times() {
    for time in [
        "25:99",
        "2026-13-45T99:99",
        "2026-02-30T10:00",
        "-5m",
        "999999999h",
        "99999999999999999999h",
        "m",
        "1e9m",
        "٣m",
    ] {
        refused(&format!("!taak nieuw INC-2026-0001 bel de dakwerker tegen:{time}"), &["tegen"]);
    }
    // In a report they stay text.
    recorded("!meld rook sinds:vroeger", "rook sinds:vroeger");
}

#[test]
fn a_record_that_does_not_exist_or_is_closed() {
    refused("!impact INC-2026-0999 gezondheid:ja", &["INC-2026-0999"]);
    refused("!toon INC-1999-0001", &["INC-1999-0001"]);
    refused("!impact INC-2026-99999999999 gezondheid:ja", &["INC-"]);
    let mut world = reported();
    world.say("noord.voorzitter", ROOM, "!incident sluit INC-2026-0001");
    let before = log_length(&mut world);
    for command in ["!impact INC-2026-0001", "!cmt activeer INC-2026-0001", "!stand INC-2026-0001 tekst"] {
        let outputs = world.say("noord.voorzitter", ROOM, command);
        let said = answer(&outputs).text();
        assert!(said.contains("INC-2026-0001") && said.contains("heropen"), "{command}: {said}");
        assert_eq!(log_length(&mut world), before, "{command} changes nothing");
    }
    world.close();
}

#[test]
fn ten_thousand_bytes_are_kept() {
    let mut world = World::new();
    let long = format!("begin {} einde", "é".repeat(5_000));
    let outputs = world.say(WHO, ROOM, &format!("!meld {long}"));
    assert!(answer(&outputs).text().contains("INC-2026-0001"));
    let state = world.state("INC-2026-0001");
    let title = state["title"].as_str().expect("a text");
    assert!(title.chars().count() <= 200, "a title has at most 200 characters");
    let kept = format!("{title}{}", state["description"].as_str().expect("the rest"));
    let letters = |text: &str| text.chars().filter(|c| *c == 'é').count();
    assert_eq!(letters(&kept), 5_000, "nothing of it is lost");
    assert!(kept.ends_with("einde"));
    // As an argument it is refused or kept, never a crash.
    world.say(WHO, ROOM, &format!("!log INC-2026-0001 {long}"));
    world.say(WHO, ROOM, &format!("!{}", "x".repeat(10_000)));
    world.say(WHO, ROOM, &format!("!impact INC-2026-0001 gezondheid:{}", "j".repeat(10_000)));
    world.say(WHO, ROOM, &format!("!impact {}", "gezondheid:ja ".repeat(700)));
    world.close();
}

#[test]
fn every_cut_of_a_hard_text() {
    // Emoji with joiners, combining accents, right-to-left marks, controls, quotes: cut after each byte that is one.
    let hard = "👩‍👩‍👧‍👦 e\u{301}\u{308} \u{202e}kelder\u{202c} \u{200f}\u{feff}\u{200b} \u{7}\u{1b}[31m\u{0}\t«“”’‘\"'`\\ {x} <b> *a* @everyone 🇧🇪 ﷽";
    let mut world = World::new();
    for (at, _) in hard.char_indices().skip(1) {
        let outputs = world.say(WHO, ROOM, &format!("!log INC-2026-0001 {}", &hard[..at]));
        assert!(!outputs.is_empty());
    }
    for (at, _) in hard.char_indices().skip(1).step_by(7) {
        let outputs = world.say(WHO, ROOM, &format!("!meld x{}", &hard[..at]));
        let said = answer(&outputs).text();
        assert!(said.contains("INC-2026-"), "a report never bounces: {said}");
        assert!(!said.contains(['\u{7}', '\u{1b}', '\u{0}', '\u{202e}']), "controls are not passed on: {said:?}");
    }
    for (at, _) in hard.char_indices().skip(1).step_by(5) {
        world.say(WHO, ROOM, &format!("!{}", &hard[..at]));
        world.say(WHO, ROOM, &format!("!impact INC-2026-0001 gezondheid:{}", &hard[..at]));
    }
    world.close();
}

#[test]
fn marks_around_tokens_are_stripped() {
    let mut world = reported();
    let outputs = world.say(WHO, ROOM, "\u{200b}!impact \u{2068}INC-2026-0001\u{2069} \u{200e}gezondheid:ja\u{200f}");
    assert!(answer(&outputs).text().contains("INC-2026-0001"));
    assert_eq!(world.state("INC-2026-0001")["facts"]["entities"]["noord"]["health"], "yes");
    world.close();
}

#[test]
fn odd_leads_and_quotes_are_the_same() {
    for text in ["!MELD brand", "/meld brand", "! meld brand", "!meld\u{a0}brand", "  !meld   brand"] {
        if text == "! meld brand" {
            continue; // A lead stands straight before the command; what follows a space is answered as `!` alone.
        }
        recorded(text, "brand");
    }
    let mut world = reported();
    world.say("noord.voorzitter", ROOM, "!opschalen INC-2026-0001 niveau:crisis reden:“te groot voor ons”");
    assert!(world.state("INC-2026-0001")["log"].to_string().contains("te groot voor ons"));
    world.close();
}

#[test]
fn quotes_left_open() {
    recorded("!meld de melder zei \"rook", "de melder zei \"rook");
    let mut world = reported();
    let outputs =
        world.say("noord.voorzitter", ROOM, "!opschalen INC-2026-0001 niveau:incident reden:\"te groot voor ons");
    assert!(answer(&outputs).text().contains("INC-2026-0001"));
    world.close();
}

#[test]
fn lines_that_are_no_input() {
    let mut world = reported();
    let mut errors = |line: &str, code: Option<&str>| {
        let outputs = world.send_raw(line);
        assert_eq!(outputs.len(), 1, "{line}: {outputs:#?}");
        assert_eq!(outputs[0].kind, "error", "{line}: {}", outputs[0]);
        assert!(code.is_none_or(|code| outputs[0].str("code") == Some(code)), "{line}: {}", outputs[0]);
    };
    errors("dit is geen json", None);
    errors("{\"from\":\"noord.melder\"", None);
    errors("[]", None);
    errors("{}", None);
    errors("42", None);
    errors(r#"{"from":"noord.melder","room":"meldingen-oost","text":"!ping"}"#, None);
    errors(r#"{"show":"INC-2026-0999"}"#, None);
    errors(r#"{"show":"kelder"}"#, None);
    errors(r#"{"advance":"gisteren"}"#, None);
    errors(r#"{"advance":"-5m"}"#, None);
    errors(r#"{"advance":"999999999999h"}"#, None);
    errors(r#"{"from":"noord.melder","room":"meldingen-noord","text":7}"#, None);
    errors(r#"{"from":"noord.melder","room":"meldingen-noord","text":"!ping","said_at":"gisteren"}"#, None);
    errors(&format!("{{\"a\":{}", "[".repeat(20_000)), None);
    world.send_only_raw("");
    assert_eq!(world.say(WHO, ROOM, "!ping").len(), 1, "blank lines count and say nothing");
    // A button that is not there is told to the person, or is an error; it is never silence.
    let outputs = world.send(&json!({"from": WHO, "press": "bestaat-niet"}));
    assert!(!outputs.is_empty());
    assert!(!world.say("vreemde.eend", ROOM, "!ping").is_empty(), "an unknown `from` is an outsider");
    world.close();
}

#[test]
fn bytes_that_are_no_text() {
    let mut world = reported();
    let outputs =
        world.send_raw("{\"from\":\"noord.melder\",\"room\":\"meldingen-noord\",\"text\":\"!log \\ud800 half\"}");
    assert!(!outputs.is_empty());
    world.close();
}

#[test]
fn a_button_expires_with_a_sentence() {
    let mut world = reported();
    world.say("noord.voorzitter", ROOM, "!ontvangen");
    world.advance(jiff::SignedDuration::from_hours(25));
    let before = log_length(&mut world);
    let outputs = world.press(WHO, Some(ROOM), "Ja");
    assert!(!answer(&outputs).text().is_empty());
    assert_eq!(log_length(&mut world), before, "an expired button does nothing");
    world.close();
}

#[test]
fn two_processes_on_one_folder() {
    let mut world = reported();
    let mut second = World::stopped(Setup::default());
    second.live_in(&world);
    let problem = second.try_start().expect_err("the second does not start");
    assert!(problem.contains("exit status: 2") || problem.contains("exit status: 1"), "{problem}");
    assert!(problem.contains(&world.pid().to_string()), "it names the process that holds it: {problem}");
    // Reading goes on beside it.
    let ran = world.tool(&["verify"]);
    assert_eq!(ran.status, Some(0), "{ran}");
    let ran = world.tool(&["export", "INC-2026-0001", "--format", "md"]);
    assert!(ran.status == Some(0) && ran.stdout.contains("rook in de kelder"), "{ran}");
    assert!(!world.say(WHO, ROOM, "!ping").is_empty());
    world.close();
}

/// The database file in a data folder.
fn database(world: &World) -> std::path::PathBuf {
    let files = fs::read_dir(world.data()).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut found = files.filter(|path| path.extension().is_some_and(|extension| extension == "db"));
    found.next().expect("a database")
}

#[test]
fn a_corrupt_database_is_said_and_kept() {
    let mut world = reported();
    world.stop();
    let file = database(&world);
    let good = fs::read(&file).expect("a file");
    for bad in [b"dit is geen database".to_vec(), good[..good.len() / 2].to_vec(), vec![0; good.len()]] {
        fs::write(&file, &bad).expect("written");
        let problem = world.try_start().expect_err("it does not start on a broken file");
        assert!(!problem.contains("panicked") && !problem.contains("exit status: 0"), "{problem}");
        assert!(problem.lines().any(|line| line.len() > 20), "a sentence says what can be done: {problem}");
        assert!(fs::read(&file).expect("a file").starts_with(&bad[..16]), "the file is left as it is");
    }
    // Broken in the middle of a page: found at the start, or by verify.
    let mut bad = good.clone();
    let text = good.windows(6).position(|window| window == b"kelder").expect("the text is stored");
    bad[text] = b'K';
    fs::write(&file, &bad).expect("written");
    let ran = world.tool(&["verify"]);
    assert_eq!(ran.status, Some(1), "a changed text is a finding: {ran}");
    fs::write(&file, &good).expect("written");
    world.close();
}

#[test]
fn a_full_disk_is_said_first_with_the_numbers() {
    let mut world = World::stopped(Setup::default());
    world.start();
    world.say(WHO, ROOM, "!meld voor de schijf vol was");
    world.stop();
    // A limit on the size of a file stands for a full disk: what grows beyond it fails.
    let size = fs::metadata(database(&world)).expect("a file").len();
    world.shell(Some(&format!("trap '' XFSZ; ulimit -f {}", size / 1024 + 64)));
    world.start();
    let mut stored = 0;
    let mut refused = None;
    for n in 0..400 {
        let line = world
            .send_only(&json!({"from": WHO, "room": ROOM, "text": format!("!meld nummer {n} {}", "x".repeat(900))}));
        let outputs = world.until(|output| output.json["line"].as_u64() == Some(line) || is_notice(output));
        if outputs.iter().any(is_notice) {
            refused = Some(outputs);
            break;
        }
        stored += 1;
    }
    let refused = refused.expect("the disk is full at last");
    let notice = refused.iter().find(|output| is_notice(output)).expect("the notice");
    assert!(notice.text().contains("112") && notice.text().contains("02 217 0 112"), "{notice}");
    world.kill();
    // There is room again: everything that was answered is there.
    world.shell(None);
    world.start();
    for n in 1..=stored + 1 {
        assert_eq!(world.state(&format!("INC-2026-{n:04}"))["status"], "open");
    }
    world.close();
}

/// That something was not stored, in the room where somebody waits; other rooms get a word of the outage too.
fn is_notice(output: &Output) -> bool {
    output.room() == ROOM && output.text().contains("NIET OPGESLAGEN")
}

/// The storage fails a few times, at the place where a turn becomes durable, and then works again.
#[test]
fn storage_that_comes_back_keeps_what_waited() {
    let mut world = reported();
    world.stop();
    world.env("FAILPOINTS", Some("before-commit=5*off->2*return(full)"));
    world.start();
    // Receipts are commits too, so it is not known which line meets the failure; one of these does.
    let line = |n: usize| json!({"from": WHO, "room": ROOM, "text": format!("!log INC-2026-0001 regel{n}q")});
    let mut sent = 0;
    let notice = loop {
        sent += 1;
        assert!(sent < 10, "the failure is never met");
        let number = world.send_only(&line(sent));
        let ends =
            |output: &Output| output.text().contains("NIET OPGESLAGEN") || output.json["line"].as_u64() == Some(number);
        let outputs = world.until(ends);
        if let Some(notice) = outputs.iter().find(|output| output.text().contains("NIET OPGESLAGEN")) {
            let mark = format!("regel{sent}q");
            assert!(
                !outputs.iter().any(|output| output.text().contains(&mark)),
                "nothing is called recorded: {outputs:#?}"
            );
            break notice.clone();
        }
    };
    assert!(notice.text().contains("112") && notice.text().contains("02 217 0 112"), "{notice}");
    // Further lines are read meanwhile, and each is closed when it is committed at last.
    sent += 1;
    let last = world.send_only(&line(sent));
    let outputs = world.wait(last);
    assert!(outputs.iter().any(|output| output.text().contains("INC-2026-0001")), "{outputs:#?}");
    let log = world.state("INC-2026-0001")["log"].to_string();
    for n in 1..=sent {
        assert_eq!(log.matches(&format!("regel{n}q")).count(), 1, "regel{n}q stands in the log once: {log}");
    }
    world.env("FAILPOINTS", None);
    world.close();
}

#[test]
fn a_read_only_database_is_said() {
    let mut world = reported();
    world.stop();
    let file = database(&world);
    let mut permissions = fs::metadata(&file).expect("a file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions.clone()).expect("set");
    // Whoever runs as root may write all the same; then there is nothing to say.
    let writable = fs::OpenOptions::new().append(true).open(&file).is_ok();
    if !writable {
        let problem = world.try_start().expect_err("it does not start where it cannot write");
        assert!(!problem.contains("panicked"), "{problem}");
    }
    #[expect(clippy::permissions_set_readonly_false, reason = "a file of this test alone")]
    permissions.set_readonly(false);
    fs::set_permissions(&file, permissions).expect("set");
    world.close();
}

#[test]
fn a_configuration_with_several_mistakes() {
    let example = Example::changed(&[
        ("organisation.toml", "chair = \"noord.voorzitter\"", "chair = \"noord.voorziter\""),
        ("organisation.toml", "kind = \"ccvo\"", "kind = \"ccvoo\""),
        ("organisation.toml", "demo = true", "demoo = true"),
        ("doctrine.toml", "at_least = 1", "at_least = \"een\""),
        ("doctrine.toml", "phase = \"alarm\"", "phase = \"groot-alarm\""),
        ("processes.toml", "entity = \"noord\"", "entity = \"oost\""),
    ]);
    let ran = tool(&["check", "--config", example.path().to_str().expect("a name")]);
    assert!(matches!(ran.status, Some(1 | 2)), "{ran}");
    let said = ran.said();
    for word in ["noord.voorziter", "ccvoo", "demoo", "een", "groot-alarm", "oost"] {
        assert!(said.contains(word), "all mistakes at once, also {word}: {said}");
    }
    for (file, from) in
        [("organisation.toml", "noord.voorziter"), ("doctrine.toml", "groot-alarm"), ("processes.toml", "oost")]
    {
        let text = fs::read_to_string(example.path().join(file)).expect("a file");
        let line = text.lines().position(|line| line.contains(from)).expect("the mistake") + 1;
        assert!(said.contains(&format!("{file}:{line}")), "{from} stands in {file}:{line}: {said}");
    }
    // The console refuses it too, and does not start.
    let mut world = World::stopped(Setup { config: Some(example), ..Setup::default() });
    let problem = world.try_start().expect_err("it does not start");
    assert!(problem.contains("groot-alarm") && problem.contains("exit status: 2"), "{problem}");
}

#[test]
fn the_example_configuration_is_right() {
    let ran = tool(&["check", "--config", original().to_str().expect("a name")]);
    assert_eq!(ran.status, Some(0), "{ran}");
    let ran = tool(&["check", "--config", "/bestaat/niet"]);
    assert_eq!(ran.status, Some(2), "{ran}");
}

#[test]
fn the_end_of_input_right_after_a_line() {
    let mut world = World::new();
    world.send_only(&json!({"from": WHO, "room": ROOM, "text": "!meld rook"}));
    world.end();
    world.start();
    let state: Value = world.state("INC-2026-0001");
    assert_eq!(state["title"], "rook", "what was read is done before it ends");
    world.close();
}
