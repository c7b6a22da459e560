//! A channel that fails: the next one follows, whoever runs the bot reads what is wrong, and each attempt stands in the log.

use std::{fs, time::Duration};

use tokio::time::Instant;

use crate::{
    answering::{AWAY, AWAY_PHONE, ID, REPORTS, mail, paged, plan, told::Told},
    channels::{SOON, logged},
    discord::standin::faults::{Fault, Rule},
    mail::server::Server,
    webhook,
};

const AWAY_MAIL: &str = "kernlid1.noord@noodklok.invalid";

#[test]
fn what_is_refused_for_good_gives_way_at_once() {
    let mut told = Told::new(&plan(), &[(AWAY, "channels = [\"sms\", \"phone\"]")]);
    told.provider.answers("Messages", 400);
    let began = Instant::now();
    paged(&mut told.world, AWAY, "one");
    assert!(told.taken(AWAY_PHONE, |_| true).contains("<Response>"), "it rings");
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    let wanted =
        ["sms verstuurd", "sms mislukt", "telefoonoproep verstuurd", "telefoonoproep aanvaard door het kanaal"];
    logged(&mut told, &wanted);
    told.world.service.operator_reads(&["an effect will never work", "telephone", "400"]);
    let asked = told.world.slash("noord.voorzitter", REPORTS, "incident show", &[("incident", ID)]);
    let shown = told.world.answer(&asked);
    assert!(
        shown.says(&["noord.kernlid1 opgeroepen: sms om", "(mislukt)", "telefoonoproep om", "(aanvaard)"]),
        "{shown}"
    );
    // Whose telephone rang hears by a message that it is over.
    told.provider.recovers();
    told.world.slash("noord.voorzitter", REPORTS, "page stop", &[("incident", ID)]);
    let over = told.taken(AWAY_PHONE, |said| !said.contains("<Response>"));
    assert!(over.contains(ID) && over.contains("Deze oproep is voorbij: ze vervalt."), "{over}");
    assert!(!over.contains("Antwoord op dit bericht"), "it asks for nothing: {over}");
    told.close();
}

#[test]
fn an_account_that_the_provider_refuses_gives_way_at_once_and_is_told() {
    let mut server = Server::start("starttls");
    let mut told = Told::with(&plan(), &[(AWAY, "channels = [\"sms\", \"phone\", \"mail\"]")], &mail(&server));
    fs::write(told.provider.settings.token.path(), "fout").expect("a file");
    let began = Instant::now();
    paged(&mut told.world, AWAY, "one");
    let mail = server.until("mail");
    assert_eq!(mail["to"][0], AWAY_MAIL);
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    let said = told.world.service.operator_reads(&["an effect will never work", "telephone", "401"]);
    assert!(!said.contains("fout"), "the secret is told to nobody");
    let [sms, phone] = ["sms", "telefoonoproep"].map(|word| [format!("{word} verstuurd"), format!("{word} mislukt")]);
    let lines: Vec<&str> = sms.iter().chain(&phone).map(String::as_str).collect();
    logged(&mut told, &[&lines[..], &["mail verstuurd", "mail aanvaard door het kanaal"]].concat());
    told.close();
}

#[test]
fn a_pager_that_is_gone_gives_way_at_once() {
    let mut receiver = webhook::receiver(webhook::SECRET);
    let host = format!("127.0.0.1:{}", receiver.port);
    let lines = format!("webhook = \"http://{host}/gone\"\nchannels = [\"webhook\", \"sms\"]");
    let secret = receiver.file("secret").display().to_string();
    let table = format!("[webhook]\nsecret_file = {secret:?}\nallow = [{host:?}]\n");
    let mut told = Told::with(&plan(), &[(AWAY, &lines)], &table);
    let began = Instant::now();
    paged(&mut told.world, AWAY, "one");
    told.taken(AWAY_PHONE, |_| true);
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    assert_eq!(receiver.count("told"), 1);
    told.world.service.operator_reads(&["an effect will never work", "webhook", "410"]);
    logged(&mut told, &["webhook verstuurd", "webhook mislukt", "sms verstuurd", "sms aanvaard door het kanaal"]);
    told.close();
}

#[test]
fn what_is_down_is_tried_again_while_the_next_follows_in_time() {
    let mut told = Told::new(&plan(), &[(AWAY, "channels = [\"sms\", \"phone\"]")]);
    told.configured("escalation.toml", &[("next_channel = \"1m\"", "next_channel = \"3s\"")]);
    told.provider.answers("Messages", 503);
    let began = Instant::now();
    paged(&mut told.world, AWAY, "one");
    assert!(told.taken(AWAY_PHONE, |_| true).contains("<Response>"), "it rings");
    assert!(began.elapsed() > Duration::from_secs(2), "not before its time: {:?}", began.elapsed());
    logged(&mut told, &["sms verstuurd", "telefoonoproep verstuurd", "telefoonoproep aanvaard door het kanaal"]);
    told.world.service.operator_reads(&["a lane is down; it is tried again", "503", "telephone"]);
    told.provider.recovers();
    let text = told.taken(AWAY_PHONE, |said| !said.contains("<Response>"));
    assert!(text.contains(ID), "{text}");
    logged(
        &mut told,
        &[
            "sms verstuurd",
            "telefoonoproep verstuurd",
            "telefoonoproep aanvaard door het kanaal",
            "sms aanvaard door het kanaal",
        ],
    );
    told.close();
}

#[test]
fn a_chat_that_is_down_gives_way_at_once_and_the_call_waits_there() {
    let mut told = Told::new(&plan(), &[("noord.voorzitter", "channels = [\"sms\"]")]);
    told.world.discord.order(Rule::next(100, "^POST /channels/[^/]+/messages$", Fault::Status(503)));
    let began = Instant::now();
    let options = [("text", "Brand op de derde verdieping")];
    let asked = told.world.slash("noord.melder", REPORTS, "incident report", &options);
    assert!(told.world.answer(&asked).says(&[ID]));
    assert!(told.taken("+3220000012", |_| true).contains(ID));
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    told.world.discord.order_nothing();
    told.world.calls("noord.melder", REPORTS, &["noord.voorzitter"], &[ID, "Brand op de derde verdieping"]);
    assert_eq!(told.world.logged(ID, "de oproep van noord.voorzitter in de chat komt niet aan op Discord"), 1);
    let deadline = Instant::now() + SOON;
    while told.world.logged(ID, "de oproep van noord.voorzitter staat in de chat op Discord") == 0 {
        assert!(Instant::now() < deadline, "that it stands there is logged");
        std::thread::sleep(Duration::from_millis(100));
    }
    let asked = told.world.slash("noord.voorzitter", REPORTS, "incident show", &[("incident", ID)]);
    let shown = told.world.answer(&asked);
    assert!(shown.says(&["noord.voorzitter opgeroepen:", "sms om", "Discord om", "(aanvaard)"]), "{shown}");
    assert_eq!(told.provider.taken(), [], "nothing is sent twice");
    told.close();
}

/// Mail first, then a text message, with the address of the person at this name.
fn mailed(server: &Server, name: &str, extra: &str, next: &str) -> Told {
    let tables = format!("{}{extra}", mail(server));
    let mut told = Told::with(&plan(), &[(AWAY, "channels = [\"mail\", \"sms\"]")], &tables);
    told.configured("organisation.toml", &[(AWAY_MAIL, &format!("{name}@noodklok.invalid"))]);
    told.configured("escalation.toml", &[("next_channel = \"1m\"", &format!("next_channel = \"{next}\""))]);
    told
}

#[test]
fn a_mail_server_that_takes_it_and_then_refuses_gives_way_at_once() {
    let mut server = Server::start("starttls");
    let mut told = mailed(&server, "liar", "", "1m");
    let began = Instant::now();
    paged(&mut told.world, AWAY, "one");
    told.taken(AWAY_PHONE, |_| true);
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    server.until("lied");
    told.world.service.operator_reads(&["an effect will never work", "mail", "554", "refused after all"]);
    logged(&mut told, &["mail verstuurd", "mail mislukt", "sms verstuurd", "sms aanvaard door het kanaal"]);
    told.close();
}

#[test]
fn a_mail_server_that_talks_nonsense_or_refuses_the_account_is_tried_again_while_the_next_follows() {
    let cases = [(None, "babble", "babbled", "mail"), (Some("juist"), "kernlid1.noord", "login", "535")];
    for (password, name, event, reason) in cases {
        let mut server = match password {
            Some(password) => Server::with_password("starttls", password),
            None => Server::start("starttls"),
        };
        let wrong = server.file("wrong");
        fs::write(&wrong, "fout").expect("a file");
        let login = format!("user = \"noodklok\"\npassword_file = {:?}\n", wrong.display().to_string());
        let mut told = mailed(&server, name, password.map_or("", |_| &login), "3s");
        paged(&mut told.world, AWAY, "one");
        server.until(event);
        told.taken(AWAY_PHONE, |_| true);
        server.until(event);
        let said = told.world.service.operator_reads(&["a lane is down; it is tried again", reason]);
        assert!(!said.contains("fout"), "the secret is told to nobody");
        logged(&mut told, &["mail verstuurd", "sms verstuurd", "sms aanvaard door het kanaal"]);
        told.close();
    }
}
