//! Only whoever is called answers, by whatever way, and only what that call asks.

use std::time::Duration;

use tokio::time::Instant;

use super::{
    AWAY, AWAY_PHONE, ID, REPORTS,
    link::look,
    mail, paged, plan,
    told::{Told, keys, pressed},
};
use crate::{asking::post, discord::world::Plan, mail::server::Server};

const ALL: &str = "channels = [\"mail\", \"sms\", \"phone\"]";
const OFFICER: &str = "ccvo.wacht1";
const OFFICER_PHONE: &str = "+3220000032";
const OVER: &str = "er is al geantwoord, of ze is afgeroepen of voorbij";

/// What somebody got by each of their channels.
struct Ways {
    link: String,
    keys: String,
}

/// A world with mail and telephone whose channels follow each other soon.
fn told(server: &Server, plan: &Plan, people: &[&str]) -> Told {
    let channels: Vec<_> = people.iter().map(|person| (*person, ALL)).collect();
    let mut told = Told::with(plan, &channels, &mail(server));
    told.configured("escalation.toml", &[("next_channel = \"1m\"", "next_channel = \"1s\"")]);
    told
}

/// A danger to health, for which an officer without a chat is called.
fn danger(server: &Server) -> Told {
    let cast = Plan { cast: vec!["noord.melder", "noord.voorzitter", "ccvo.hoofd"], ..Plan::default() };
    let mut told = told(server, &cast, &[OFFICER]);
    let options = [("text", "rook in de kelder"), ("health", "yes")];
    let asked = told.world.slash("noord.melder", REPORTS, "incident report", &options);
    assert!(told.world.answer(&asked).says(&[ID]));
    told
}

/// Waits for their own mail, text message and call; the crisis centre is mailed too.
fn reached(told: &mut Told, server: &mut Server, phone: &str) -> Ways {
    let lead = format!("http://{}", told.at);
    let link = loop {
        let mail = server.until("mail");
        let raw = mail["raw"].as_str().expect("text").replace("=\r\n", "").replace("=3D", "=");
        if let Some((_, rest)) = raw.split_once(&lead) {
            break rest.split_whitespace().next().expect("a path").to_owned();
        }
    };
    told.taken(phone, |said| !said.contains("<Response>"));
    let keys = keys(&told.taken(phone, |said| said.contains("<Response>")));
    Ways { link, keys }
}

/// The log of the record, but for what channels did meanwhile.
fn log(told: &Told) -> Vec<String> {
    let record = told.world.record(ID);
    let lines = record["log"].as_array().expect("a log").iter();
    let lines = lines.filter_map(|line| line["text"].as_str()).map(str::to_owned);
    lines
        .filter(|line| {
            !["aanvaard", "verstuurd", "opgeroepen", "zonder antwoord"].iter().any(|word| line.contains(word))
        })
        .collect()
}

#[test]
fn an_officer_who_left_the_team_answers_by_nothing() {
    let mut server = Server::start("starttls");
    let mut told = danger(&server);
    let ways = reached(&mut told, &mut server, OFFICER_PHONE);
    // The answers of that call, and none of what only the chat has.
    let page = look(told.at, &ways.link);
    assert!(page.status == 200 && page.body.matches("<button").count() == 1, "{page:?}");
    for answer in ["alarm", "decline", "decline-alarm", "coming", "take-page", "ccvo alarm"] {
        assert_eq!(post(told.at, &ways.link, &[], &[("answer", answer)]).status, 400, "{answer}");
    }

    told.configured(
        "organisation.toml",
        &[
            ("members = [\"ccvo.wacht1\", \"ccvo.wacht2\"]", "members = [\"ccvo.wacht2\"]"),
            ("duty = [\"ccvo.wacht1\", ", "duty = ["),
        ],
    );
    let before = log(&told);
    let linked = post(told.at, &ways.link, &[], &[("answer", "vooralarm")]);
    assert!(linked.status == 409 && linked.body.contains("niet aanvaard"), "{linked:?}");
    let text = told.text("SM1", OFFICER_PHONE, "1");
    let key = told.tells(&ways.keys, &pressed("CA1", OFFICER_PHONE, "1"));
    for answer in [&text, &key] {
        assert!(answer.status == 200 && answer.body.contains("niet aanvaard"), "{answer:?}");
    }
    assert_eq!(log(&told), before);
    assert_eq!(told.world.record(ID)["ccvo_phase"], "none");

    // Back in the team it is them again: vooralarm, and never more than that.
    let back = [("members = [\"ccvo.wacht2\"]", "members = [\"ccvo.wacht1\", \"ccvo.wacht2\"]")];
    told.configured("organisation.toml", &back);
    let key = told.tells(&ways.keys, &pressed("CA2", OFFICER_PHONE, "1"));
    assert!(key.body.contains("Genoteerd"), "{key:?}");
    let record = told.world.record(ID);
    assert_eq!((&record["ccvo_phase"], &record["ccvo_calls"][0]["open"]), (&"vooralarm".into(), &true.into()));
    told.close();
}

#[test]
fn whoever_is_not_called_answers_nobody_s_page() {
    let mut server = Server::start("starttls");
    let cast =
        Plan { cast: vec!["noord.melder", "noord.voorzitter", "noord.kernlid2", "zuid.melder"], ..Plan::default() };
    let mut told = told(&server, &cast, &[AWAY]);
    paged(&mut told.world, AWAY, "one");
    let ways = reached(&mut told, &mut server, AWAY_PHONE);
    let before = log(&told);
    // By a text: of the same entity, of another, of the crisis centre.
    for (sid, phone) in [("SM1", "+3220000012"), ("SM2", "+3220000024"), ("SM3", OFFICER_PHONE)] {
        for said in ["1", "1 INC-2026-0001", "2"] {
            let reply = told.text(&format!("{sid}{}", said.len()), phone, said);
            assert!(reply.body.contains("wacht geen oproep"), "{phone} {said}: {reply:?}");
        }
    }
    // With the key of somebody else: it rang elsewhere.
    assert_eq!(told.tells(&ways.keys, &pressed("CA1", "+3220000012", "1")).status, 403);
    // In the chat, by its number.
    for (who, room) in [("noord.voorzitter", REPORTS), ("noord.kernlid2", REPORTS), ("zuid.melder", "meldingen-zuid")] {
        let asked = told.world.slash(who, room, "ack", &[("incident", ID), ("page", "1")]);
        let refused = told.world.answer(&asked);
        assert!(refused.says(&["Niet uitgevoerd"]), "{who}: {refused}");
    }
    assert_eq!(log(&told), before);
    // Another who is called for something else answers that alone.
    let options = [("who", "noord.kernlid2"), ("text", "bel mij"), ("mode", "one")];
    let asked = told.world.slash("noord.voorzitter", REPORTS, "page start", &options);
    assert!(told.world.answer(&asked).says(&[ID, "noord.kernlid2"]));
    let asked = told.world.slash("noord.kernlid2", REPORTS, "ack", &[("incident", ID), ("page", "1")]);
    assert!(told.world.answer(&asked).says(&["oproep 1", "is niet aan jou gericht"]));
    assert!(look(told.at, &ways.link).body.contains("<form"), "it still waits");
    told.close();
}

#[test]
fn after_it_was_called_off_or_the_record_ended_no_way_answers() {
    for ends in [&["page stop"][..], &["page stop", "incident close"], &["incident withdraw"]] {
        let mut server = Server::start("starttls");
        let mut told = told(&server, &plan(), &[AWAY]);
        paged(&mut told.world, AWAY, "one");
        let ways = reached(&mut told, &mut server, AWAY_PHONE);
        for end in ends {
            let options: &[_] = match *end {
                "page stop" => &[],
                "incident close" => &[("incident", ID)],
                _ => &[("incident", ID), ("reason", "het is niets")],
            };
            told.world.slash("noord.voorzitter", REPORTS, end, options);
            let said = if *end == "page stop" { "riep oproep 1 af" } else { "noord.voorzitter" };
            let over = |told: &Told| {
                told.world.logged(ID, said) > 0 && (*end == "page stop" || told.world.record(ID)["status"] != "open")
            };
            let deadline = Instant::now() + Duration::from_secs(20);
            while !over(&told) {
                assert!(Instant::now() < deadline, "{end}: {:#?}", log(&told));
                std::thread::sleep(Duration::from_millis(100));
            }
        }
        let before = log(&told);
        let link = post(told.at, &ways.link, &[], &[("answer", "take-page")]);
        assert!(link.status == 410 && link.body.contains(OVER), "{link:?}");
        let text = told.text("SM1", AWAY_PHONE, "1 INC-2026-0001");
        let key = told.tells(&ways.keys, &pressed("CA1", AWAY_PHONE, "1"));
        for answer in [&text, &key] {
            assert!(answer.status == 200 && answer.body.contains(OVER), "{ends:?}: {answer:?}");
        }
        assert_eq!(log(&told), before, "{ends:?}");
        told.close();
    }
}

#[test]
fn an_old_link_or_key_answers_no_call_that_began_anew() {
    let mut server = Server::start("starttls");
    let mut told = danger(&server);
    let old = reached(&mut told, &mut server, OFFICER_PHONE);
    // Another officer takes it up; what asks for alarm begins a call of its own.
    let asked = told.world.slash("ccvo.hoofd", "ccvo", "ccvo ack", &[("incident", ID)]);
    told.world.answer(&asked);
    let options = [("incident", ID), ("nbc", "yes")];
    told.world.slash("noord.voorzitter", REPORTS, "incident impact", &options);
    let new = reached(&mut told, &mut server, OFFICER_PHONE);
    assert!(old.link != new.link && old.keys != new.keys);
    let before = log(&told);
    for answer in ["vooralarm", "stay-vooralarm"] {
        let link = post(told.at, &old.link, &[], &[("answer", answer)]);
        assert!(link.status == 410 && link.body.contains(OVER), "{link:?}");
    }
    let key = told.tells(&old.keys, &pressed("CA1", OFFICER_PHONE, "1"));
    assert!(key.body.contains(OVER), "{key:?}");
    assert_eq!(log(&told), before);
    assert!(look(told.at, &new.link).body.contains("<form"), "the new one waits");
    let key = told.tells(&new.keys, &pressed("CA2", OFFICER_PHONE, "1"));
    assert!(key.body.contains("Genoteerd"), "{key:?}");
    assert_eq!(told.world.record(ID)["ccvo_phase"], "vooralarm", "a key never enters alarm");
    told.close();
}
