//! Killed while a mail server holds its answer: whether it took the mail nobody knows then, so that it is sent again, under
//! the id that it had.
//!
//! A mail is so short that all of it is on its way when the server has read its head; what is held in the middle of it is
//! that the server reads on.

use serde_json::Value;

use super::{
    running::{ID, REPORTS, danger},
    server::Server,
};
use crate::{
    answering::{AWAY, mail, paged, plan, told::Told},
    channels::logged,
    discord::world::{Plan, World},
};

const AWAY_MAIL: &str = "kernlid1.noord@noodklok.invalid";
/// Where the server holds it, and how often it is there as a whole in the end: which mail programs show once.
const MOMENTS: [(&str, usize); 2] = [("held", 2), ("half", 1)];

/// What was read of a mail.
fn read(event: &Value) -> String {
    event["raw"].as_str().expect("text").to_owned()
}

/// Kills it while the server holds its answer and starts it again: the same mail arrives.
fn killed(server: &mut Server, world: &mut World) {
    let held = read(&server.until("holds"));
    assert!(held.contains("Message-ID: <"), "{held}");
    assert_eq!(server.count("left"), 0, "the answer is waited for");
    world.service.kill();
    server.until("left");
    world.start();
    let arrived = read(&server.until("mail"));
    assert!(arrived.starts_with(&held), "{arrived}\nis not the same as\n{held}");
}

#[test]
fn somebody_who_is_called_is_mailed_again_and_the_log_says_that_it_was_taken_once() {
    for (name, times) in MOMENTS {
        let mut server = Server::start("starttls");
        let mut told = Told::with(&plan(), &[(AWAY, "channels = [\"mail\"]")], &mail(&server));
        told.configured("organisation.toml", &[(AWAY_MAIL, &format!("{name}@noodklok.invalid"))]);
        paged(&mut told.world, AWAY, "one");
        killed(&mut server, &mut told.world);
        let lines = ["mail verstuurd", "mail aanvaard door het kanaal"];
        logged(&mut told, &lines);
        told.world.service.stop();
        told.world.start();
        logged(&mut told, &lines);
        told.close();
        assert_eq!((server.count("rcpt"), server.count("mail")), (2, times), "{name}");
    }
}

#[test]
fn the_crisis_centre_is_mailed_again() {
    for (name, times) in MOMENTS {
        let mut server = Server::start("starttls");
        let mut world = danger(&server, &format!("{name}@noodklok.invalid"), &Plan::default());
        killed(&mut server, &mut world);
        world.service.stop();
        world.start();
        world.hears("noord.melder", REPORTS, &[ID, "V1"]);
        world.service.stop();
        assert_eq!(world.logged(ID, "mail aan het CCVO aanvaard"), 1, "{name}");
        assert_eq!((server.count("rcpt"), server.count("mail")), (2, times), "{name}");
        world.discord.close();
    }
}
