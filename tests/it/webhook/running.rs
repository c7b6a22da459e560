//! A pager is told by the running binary, and answered by the link in what it was told.

use std::net::SocketAddr;

use super::{SECRET, receiver, told};
use crate::{
    asking::post,
    beside::Beside,
    discord::world::{Plan, World},
    ports::free,
};

const REPORTS: &str = "meldingen-noord";
const ID: &str = "INC-2026-0001";
/// Has no account on any network, so that their own channels are reached at once.
const AWAY: &str = "noord.kernlid1";
/// What the log says once the receiver took it.
const TAKEN: &str = "webhook aan noord.kernlid1 aanvaard";

/// Somebody whose pager is there, after a report; started.
fn world(receiver: &Beside, path: &str, exercise: Option<&str>, plan: &Plan) -> (World, SocketAddr) {
    let at = free();
    let mut world = World::new(plan);
    let address = format!("http://127.0.0.1:{}/{path}", receiver.port);
    let lines = format!("webhook = {address:?}\nchannels = [\"webhook\"]");
    world.configuration.people.insert(AWAY.to_owned(), lines);
    world.configuration.tables = format!(
        "[webhook]\nsecret_file = {:?}\nallow = [\"127.0.0.1:{}\"]\n[http]\nlisten = \"{at}\"\npublic_url = \"http://{at}\"\n",
        receiver.file("secret").display().to_string(),
        receiver.port
    );
    world.configure();
    if let Some(path) = exercise {
        let file = world.service.config().join("organisation.toml");
        let text = std::fs::read_to_string(&file).expect("the configuration");
        let table = format!("[exercise]\nwebhook = [\"http://127.0.0.1:{}/{path}\"]\n\n[[entity]]", receiver.port);
        std::fs::write(&file, text.replacen("[[entity]]", &table, 1)).expect("a file");
    }
    world.start();
    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "Brand op de derde verdieping")]);
    assert!(world.answer(&asked).says(&[ID]));
    let options = [("who", AWAY), ("text", "kom"), ("mode", "one")];
    let asked = world.slash("noord.voorzitter", REPORTS, "page start", &options);
    assert!(world.answer(&asked).says(&[ID, AWAY]));
    (world, at)
}

fn plan(demo: bool) -> Plan {
    Plan { cast: vec!["noord.melder", "noord.voorzitter", "ccvo.wacht1"], demo, ..Plan::default() }
}

#[test]
fn a_pager_is_told_once_it_can_be_and_answers_by_its_link() {
    let mut receiver = receiver(SECRET);
    let (mut world, at) = world(&receiver, "put.off", None, &plan(false));
    let (first, second) = (told(&mut receiver), told(&mut receiver));
    assert_eq!((&first["id"], &first["body"]), (&second["id"], &second["body"]), "the same, after it was put off");
    let data = &second["data"]["data"];
    assert_eq!((data["incident"].as_str(), data["person"].as_str()), (Some(ID), Some(AWAY)));
    let text = data["text"].as_str().expect("text");
    assert!(text.contains("Brand op de derde verdieping") && text.contains("Je wordt opgeroepen"), "{text}");
    let link = data["answer_url"].as_str().expect("a link");
    let path = link.strip_prefix(&format!("http://{at}")).expect("of ours");
    assert_eq!(post(at, path, &[], &[("answer", "take-page")]).status, 200);
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, AWAY, "neemt dit op"]);
    assert_eq!(world.logged(ID, TAKEN), 1);
    world.service.stop();
    assert_eq!(receiver.count("told"), 2);
    world.discord.close();
}

#[test]
fn what_waits_to_be_told_again_is_told_to_nobody_once_it_is_answered() {
    let mut receiver = receiver(SECRET);
    let (mut world, at) = world(&receiver, "later", None, &plan(false));
    let first = told(&mut receiver);
    told(&mut receiver);
    let link = first["data"]["data"]["answer_url"].as_str().expect("a link");
    let path = link.strip_prefix(&format!("http://{at}")).expect("of ours");
    assert_eq!(post(at, path, &[], &[("answer", "take-page")]).status, 200);
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, AWAY, "neemt dit op"]);
    // Longer than the receiver asked to be left alone.
    std::thread::sleep(std::time::Duration::from_secs(5));
    assert_eq!(receiver.count("told"), 2);
    assert_eq!(world.logged(ID, "mislukt"), 0, "what was not sent did not fail");
    world.service.stop();
    world.discord.close();
}

#[test]
fn killed_while_it_is_put_off_it_is_told_after_the_start_under_the_same_id() {
    let mut receiver = receiver(SECRET);
    let (mut world, _) = world(&receiver, "put.off", None, &plan(false));
    let first = told(&mut receiver);
    world.service.kill();
    world.start();
    assert_eq!(told(&mut receiver)["id"], first["id"]);
    world.service.stop();
    world.discord.close();
}

#[test]
fn killed_while_the_receiver_holds_its_answer_it_is_told_again_under_the_same_id() {
    let mut receiver = receiver(SECRET);
    let (mut world, _) = world(&receiver, "held", None, &plan(false));
    let first = told(&mut receiver);
    receiver.until("holds");
    assert_eq!(receiver.count("left"), 0, "the answer is waited for");
    world.service.kill();
    receiver.until("left");
    assert_eq!(world.logged(ID, TAKEN), 0);
    world.start();
    let second = told(&mut receiver);
    assert_eq!((&second["id"], &second["body"]), (&first["id"], &first["body"]));
    // It was taken, and is not told again by a start after that.
    world.service.stop();
    world.start();
    let asked = world.slash("noord.voorzitter", REPORTS, "log show", &[("incident", ID)]);
    assert!(world.answer(&asked).says(&[TAKEN]));
    world.service.stop();
    assert_eq!(world.logged(ID, TAKEN), 1);
    assert_eq!(receiver.count("told"), 2);
    world.discord.close();
}

#[test]
fn an_exercise_tells_only_the_addresses_for_exercises() {
    let mut receiver = receiver(SECRET);
    let (mut world, _) = world(&receiver, "real", None, &plan(true));
    world.hears("noord.voorzitter", REPORTS, &["OEFENING", "webhook aan noord.kernlid1 getoond"]);
    world.service.stop();
    assert_eq!(receiver.count("told"), 0);
    world.discord.close();

    let (mut world, _) = self::world(&receiver, "real", Some("drill"), &plan(true));
    let drill = told(&mut receiver);
    assert_eq!((drill["path"].as_str(), drill["data"]["data"]["exercise"].as_bool()), (Some("/drill"), Some(true)));
    assert!(drill["data"]["data"]["text"].as_str().is_some_and(|text| text.starts_with("OEFENING")));
    world.service.stop();
    assert_eq!(receiver.count("told"), 1);
    world.discord.close();
}
