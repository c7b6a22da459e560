//! The link in a mail: looking at it changes nothing, the form on its page answers.

use std::net::SocketAddr;

use super::{AWAY, ID, REPORTS, mail, paged, plan, world};
use crate::{
    asking::{Answer, ask, post},
    config::Pace,
    discord::world::{Plan, World},
    mail::server::Server,
};

const MAILED: &str = "channels = [\"mail\"]";

/// The path of the link in the next mail to somebody.
fn linked(server: &mut Server, at: SocketAddr) -> String {
    let mail = server.until("mail");
    let raw = mail["raw"].as_str().expect("text").replace("=\r\n", "").replace("=3D", "=");
    let lead = format!("http://{at}");
    let (_, rest) = raw.split_once(&lead).unwrap_or_else(|| panic!("no link in\n{raw}"));
    rest.split_whitespace().next().expect("a path").to_owned()
}

pub fn look(at: SocketAddr, path: &str) -> Answer {
    ask(at, "GET", path, &[], "")
}

/// Nothing was answered: the page still asks, and the record knows of no answer.
fn still_asks(world: &World, at: SocketAddr, path: &str) {
    let page = look(at, path);
    assert_eq!(page.status, 200, "{page:?}");
    assert!(page.body.contains("<form method=\"post\">"), "{page:?}");
    assert_eq!(world.logged(ID, "neemt dit op") + world.logged(ID, "kan niet"), 0);
}

#[test]
fn a_scanner_that_opens_every_link_answers_nothing_and_the_form_stops_the_call() {
    let mut server = Server::start("starttls");
    let (mut world, at) = world(&plan(), &[(AWAY, MAILED)], &mail(&server));
    paged(&mut world, AWAY, "one");
    let path = linked(&mut server, at);

    for method in ["GET", "HEAD", "GET", "OPTIONS", "PUT", "DELETE"] {
        let purpose = [("Purpose", "prefetch"), ("Sec-Purpose", "prefetch;prerender")];
        ask(at, method, &path, &purpose, "");
    }
    ask(at, "GET", &format!("{path}?answer=take-page"), &[], "answer=take-page");
    still_asks(&world, at, &path);
    for fields in [&[][..], &[("answer", "")], &[("answer", "alarm")], &[("answer", "take-page"), ("answer", "unable")]]
    {
        assert_eq!(post(at, &path, &[], fields).status, 400, "{fields:?}");
    }
    still_asks(&world, at, &path);

    let page = look(at, &path);
    for said in
        ["lang=\"nl\"", ID, "Brand op de derde verdieping", "Je wordt opgeroepen", "Ik neem dit op", "Ik kan niet"]
    {
        assert!(page.body.contains(said), "{said} is not in {page:?}");
    }
    assert!(!page.body.contains("meldkamer"), "words of people stay in the rooms: {page:?}");
    for (name, value) in
        [("cache-control", "no-store"), ("referrer-policy", "no-referrer"), ("x-frame-options", "DENY")]
    {
        assert_eq!(page.header(name), Some(value), "{name}");
    }
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");

    let noted = post(at, &path, &[], &[("answer", "take-page")]);
    assert_eq!(noted.status, 200, "{noted:?}");
    assert!(noted.body.contains("Genoteerd: Ik neem dit op"), "{noted:?}");
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, AWAY, "neemt dit op"]);
    // Once is once: the page says so, and another answer comes too late.
    assert_eq!(look(at, &path).status, 410);
    for answer in ["take-page", "unable"] {
        let late = post(at, &path, &[], &[("answer", answer)]);
        assert_eq!(late.status, 410, "{late:?}");
        assert!(late.body.contains("er is al geantwoord"), "{late:?}");
    }
    assert_eq!(world.logged(ID, "kan niet"), 0);
    world.service.stop();
    assert_eq!(server.count("mail"), 1, "nothing more goes out once it is answered");
    world.discord.close();
}

#[test]
fn a_link_is_for_one_person_and_one_call_and_stays_over_a_restart() {
    let mut server = Server::start("starttls");
    let channels = [(AWAY, MAILED), ("noord.kernlid2", "channels = [\"mail\"]\nlanguage = \"en\"")];
    let (mut world, at) = world(&plan(), &channels, &mail(&server));
    paged(&mut world, AWAY, "one");
    let first = linked(&mut server, at);
    let options = [("who", "noord.kernlid2"), ("text", "bel mij"), ("mode", "each")];
    let asked = world.slash("noord.voorzitter", REPORTS, "page start", &options);
    assert!(world.answer(&asked).says(&[ID]));
    let second = linked(&mut server, at);
    assert_ne!(first, second);

    // Cut, turned round, or of another: not one of ours, and nothing says what would have been.
    let (cut, made_up) = (&second[..second.len() - 1], format!("/a/{}", "A".repeat(60)));
    for forged in [cut, made_up.as_str(), "/a/x", "/a/%ff%fe", &format!("{second}A")] {
        assert!([400, 404].contains(&look(at, forged).status), "{forged}");
        assert!([400, 404].contains(&post(at, forged, &[], &[("answer", "coming")]).status), "{forged}");
    }
    world.service.kill();
    world.start();
    let page = look(at, &second);
    assert!(page.body.contains("lang=\"en\"") && page.body.contains("I follow online"), "{page:?}");
    let noted = post(at, &second, &[], &[("answer", "online")]);
    assert!(noted.status == 200 && noted.body.contains("Noted: I follow online"), "{noted:?}");
    world.hears("noord.voorzitter", REPORTS, &[ID, "noord.kernlid2", "volgt online"]);
    assert_eq!(look(at, &second).status, 410);
    still_asks(&world, at, &first);

    // Called off: the link says so.
    world.slash("noord.voorzitter", REPORTS, "page stop", &[]);
    world.hears("noord.melder", REPORTS, &[ID, "oproep 1", "afgeroepen"]);
    let over = post(at, &first, &[], &[("answer", "take-page")]);
    assert!(over.status == 410 && over.body.contains("afgeroepen"), "{over:?}");
    assert_eq!(world.logged(ID, "neemt dit op"), 0);
    world.service.stop();
    world.discord.close();
}

#[test]
fn without_an_address_from_outside_a_mail_says_what_to_type_as_before() {
    let mut server = Server::start("starttls");
    let mut world = World::new(&plan());
    world.configuration.people.insert(AWAY.to_owned(), MAILED.to_owned());
    world.configuration.tables = mail(&server);
    world.configure();
    world.start();
    paged(&mut world, AWAY, "one");
    let raw = server.until("mail")["raw"].as_str().expect("text").to_owned();
    assert!(raw.contains("!ontvangen INC-2026-0001") && !raw.contains("http"), "{raw}");
    assert!(!world.service.data().join("answer-key").exists());
    world.service.stop();
    world.discord.close();
}

#[test]
fn the_number_of_the_crisis_centre_is_confirmed_by_name_and_by_no_link() {
    let mut server = Server::start("starttls");
    let plan = Plan { cast: vec!["noord.voorzitter", "ccvo.wacht1"], pace: Pace::Quick, ..Plan::default() };
    let (mut world, at) = world(&plan, &[(AWAY, MAILED)], &mail(&server));
    let options = [("text", "rook in de kelder"), ("health", "yes")];
    let asked = world.slash("noord.voorzitter", REPORTS, "incident report", &options);
    assert!(world.answer(&asked).says(&[ID]));
    let asks_to_telephone = loop {
        let mail = server.until("mail");
        let raw = mail["raw"].as_str().expect("text").replace("=\r\n", "");
        if raw.contains("!gebeld INC-2026-0001") {
            break raw;
        }
    };
    assert!(asks_to_telephone.contains("To: kernlid1.noord@noodklok.invalid"), "{asks_to_telephone}");
    assert!(!asks_to_telephone.contains(&format!("http://{at}")), "K4 is answered by no link: {asks_to_telephone}");
    world.service.stop();
    world.discord.close();
}
