//! The crisis centre is mailed what it is told, by the running binary.

use super::server::Server;
use crate::discord::world::{Plan, World};

pub(super) const REPORTS: &str = "meldingen-noord";
pub(super) const ID: &str = "INC-2026-0001";

/// A report with danger to health, so that vooralarm is recommended (V1).
pub(super) fn danger(server: &Server, address: &str, plan: &Plan) -> World {
    let mut world = World::new(plan);
    world.configuration.ccvo_mail = Some(address.to_owned());
    world.configuration.tables = format!(
        "[mail]\nserver = \"localhost\"\nport = {}\nfrom = \"noodklok@server.be\"\nauthority_file = \"{}\"\n",
        server.port,
        server.file("authority.pem").display()
    );
    world.configure();
    world.start();
    let options = [("text", "rook in de kelder, bel Jan"), ("health", "yes")];
    let asked = world.slash("noord.melder", REPORTS, "incident report", &options);
    assert!(world.answer(&asked).says(&[ID]));
    world
}

#[test]
fn the_crisis_centre_is_mailed_the_title_the_rule_and_the_number() {
    let mut server = Server::start("starttls");
    let mut world = danger(&server, "ccvo@noodklok.invalid", &Plan::default());
    let mail = server.until("mail");
    let raw = mail["raw"].as_str().expect("text");
    assert!(raw.contains("From: noodklok@server.be") && raw.contains("To: ccvo@noodklok.invalid"), "{raw}");
    assert!(raw.contains("Auto-Submitted: auto-generated"), "{raw}");
    world.service.stop();
    assert_eq!(world.logged(ID, "mail aan het CCVO aanvaard"), 1);
    assert_eq!(server.count("mail"), 1);
    world.discord.close();
}

#[test]
fn killed_while_a_mail_is_put_off_it_is_sent_once_after_the_start() {
    let mut server = Server::start("starttls");
    let mut world = danger(&server, "put.off@noodklok.invalid", &Plan::default());
    server.until("rcpt");
    world.service.kill();
    world.start();
    server.until("mail");
    world.service.stop();
    world.start();
    world.hears("noord.melder", REPORTS, &[ID, "V1"]);
    world.service.stop();
    assert_eq!(server.count("mail"), 1);
    world.discord.close();
}

#[test]
fn a_mail_to_the_crisis_centre_that_is_refused_is_said_to_whoever_works_on_it() {
    let mut server = Server::start("starttls");
    let mut world = danger(&server, "refused@noodklok.invalid", &Plan::default());
    world.hears("noord.melder", REPORTS, &[ID, "De mail aan het CCVO is niet vertrokken", "02 217 0 112"]);
    let asked = world.slash("noord.melder", REPORTS, "incident show", &[("incident", ID)]);
    assert!(world.answer(&asked).says(&["mail aan het CCVO om", "(mislukt)"]));
    world.service.stop();
    assert_eq!(world.logged(ID, "mail aan het CCVO mislukt"), 1);
    assert_eq!(server.count("mail"), 0);
    world.discord.close();
}

#[test]
fn the_mail_of_an_exercise_is_shown_and_reaches_nobody() {
    let mut server = Server::start("starttls");
    let mut world = danger(&server, "ccvo@noodklok.invalid", &Plan { demo: true, ..Plan::default() });
    world.hears("ccvo.wacht1", "ccvo", &["OEFENING", "mail"]);
    world.service.stop();
    assert_eq!(server.count("rcpt"), 0);
    assert_eq!(world.logged(ID, "mail aan het CCVO"), 0, "what is shown is no mail");
    world.discord.close();
}
