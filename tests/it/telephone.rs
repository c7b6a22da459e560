//! Text messages and calls, against a strict stand-in of a provider: it refuses whatever the API would refuse.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex},
};

use data_encoding::BASE64;
use hmac::{Hmac, KeyInit, Mac as _};
use http_body_util::{BodyExt as _, Full};
use hyper::{Request, Response, body::Incoming, service::service_fn};
use hyper_util::rt::TokioIo;
use noodklok::{
    domain::{
        chase::ChaseKind,
        line::Line,
        organisation::{Language, Organisation, Person},
        reach::{self, Reach},
    },
    engine::port::{Act, Channel as _, Delivery, Outcome, Recipients},
    notify::telephone::Telephone,
    platform::{finding::Verdict, words::Words},
    settings::{secret::SecretFile, telephone::Telephone as Settings},
    text::reply::{Reply, Span},
};
use sha1::Sha1;
use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::{delivering::delivery, ports::free};

pub const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
pub const TOKEN: &str = "geheim";
pub const OURS: &str = "+3220000000";

/// What the provider accepted: the resource and its form.
pub type Taken = Arc<Mutex<Vec<(String, BTreeMap<String, String>)>>>;
/// What it answers next instead, with a header.
pub type Next = Arc<Mutex<VecDeque<(u16, Option<(&'static str, String)>)>>>;
/// What it answers to everything of a resource, as long as that stands here.
pub type Always = Arc<Mutex<BTreeMap<&'static str, u16>>>;
/// Instead of a status: it takes what it is told, and does not say so.
pub const SILENT: u16 = 0;

/// See the module.
pub struct Provider {
    pub settings: Settings,
    taken: Taken,
    next: Next,
    always: Always,
    #[expect(dead_code, reason = "held: the token lies in it")]
    folder: TempDir,
}

impl Provider {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let api = format!("http://{}/", listener.local_addr().expect("an address"));
        let (taken, next, always) = (Taken::default(), Next::default(), Always::default());
        let (seen, queue, rule) = (taken.clone(), next.clone(), always.clone());
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let (seen, queue, rule) = (seen.clone(), queue.clone(), rule.clone());
                let service = service_fn(move |request| answer(request, seen.clone(), queue.clone(), rule.clone()));
                tokio::spawn(
                    hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(socket), service),
                );
            }
        });
        let folder = TempDir::new().expect("a temporary folder");
        let secret = folder.path().join("token");
        std::fs::write(&secret, TOKEN).expect("a file");
        let settings = Settings {
            api: api.parse().expect("an address"),
            account: ACCOUNT.to_owned(),
            token: SecretFile::at(secret),
            from: OURS.to_owned(),
        };
        Self { settings, taken, next, always, folder }
    }

    /// From now on it answers so to everything of a resource, such as `Messages`.
    pub fn answers(&self, resource: &'static str, status: u16) {
        self.always.lock().expect("nobody panics").insert(resource, status);
    }

    /// From now on it answers as it should.
    pub fn recovers(&self) {
        self.always.lock().expect("nobody panics").clear();
    }

    pub fn taken(&self) -> Vec<(String, BTreeMap<String, String>)> {
        std::mem::take(&mut self.taken.lock().expect("nobody panics"))
    }

    async fn send(&self, act: Act) -> Outcome {
        self.telephone().deliver(&delivery(act)).await
    }

    fn telephone(&self) -> Telephone {
        channel(self.settings.clone())
    }
}

fn channel(settings: Settings) -> Telephone {
    Telephone::new(settings, Words::embedded(Language::Nl).expect("the words of this build"))
}

/// As the provider signs what it tells: by other code than that which checks it.
pub fn signed(address: &str, fields: &[(&str, &str)]) -> String {
    let sorted: BTreeMap<&str, &str> = fields.iter().copied().collect();
    let mut mac = <Hmac<Sha1> as KeyInit>::new_from_slice(TOKEN.as_bytes()).expect("any length");
    mac.update(address.as_bytes());
    for (key, value) in sorted {
        mac.update(key.as_bytes());
        mac.update(value.as_bytes());
    }
    BASE64.encode(&mac.finalize().into_bytes())
}

async fn answer(
    request: Request<Incoming>,
    taken: Taken,
    next: Next,
    always: Always,
) -> Result<Response<Full<hyper::body::Bytes>>, hyper::Error> {
    let (head, body) = request.into_parts();
    let body = body.collect().await?.to_bytes();
    let (status, header) = if let Some(status) = refusal(&head, &body) {
        // Whoever only asks for the account may be told something else too.
        let other = if status == 200 { next.lock().expect("nobody panics").pop_front() } else { None };
        other.unwrap_or((status, None))
    } else {
        let resource = head.uri.path().rsplit('/').next().unwrap_or_default().to_owned();
        let rule = always.lock().expect("nobody panics").get(resource.trim_end_matches(".json")).copied();
        let other = rule.map(|status| (status, None)).or_else(|| next.lock().expect("nobody panics").pop_front());
        if other.as_ref().is_none_or(|(status, _)| *status == SILENT) {
            let form = url::form_urlencoded::parse(&body).into_owned().collect();
            taken.lock().expect("nobody panics").push((resource, form));
        }
        other.unwrap_or((201, None))
    };
    if status == SILENT {
        std::future::pending::<()>().await;
    }
    let mut response = Response::builder().status(status);
    if let Some((name, value)) = header {
        response = response.header(name, value);
    }
    Ok(response.body(Full::new(format!("{{\"status\": {status}}}").into())).expect("a response"))
}

/// Why the API would refuse it; whoever only asks for the account is answered too.
pub fn refusal(head: &hyper::http::request::Parts, body: &[u8]) -> Option<u16> {
    let login = format!("Basic {}", BASE64.encode(format!("{ACCOUNT}:{TOKEN}").as_bytes()));
    if head.headers.get("authorization").is_none_or(|given| given.as_bytes() != login.as_bytes()) {
        return Some(401);
    }
    if head.method == "GET" && head.uri.path() == format!("/2010-04-01/Accounts/{ACCOUNT}.json") {
        return Some(200);
    }
    if head.method != "POST" {
        return Some(405);
    }
    let form: BTreeMap<String, String> = url::form_urlencoded::parse(body).into_owned().collect();
    let wanted = match head.uri.path().strip_prefix(&format!("/2010-04-01/Accounts/{ACCOUNT}/")) {
        Some("Messages.json") => "Body",
        Some("Calls.json") => "Twiml",
        _ => return Some(404),
    };
    let dialled = |key: &str| {
        let digits = form.get(key).and_then(|number| number.strip_prefix('+'));
        digits.is_some_and(|digits| (8..=15).contains(&digits.len()) && digits.bytes().all(|d| d.is_ascii_digit()))
    };
    let text = form.get(wanted).filter(|text| !text.is_empty() && text.chars().count() <= 1_600);
    // Where it is to tell what became of it must be an address that it can reach.
    let status = form.get("StatusCallback").map(|url| url::Url::parse(url).is_ok_and(|url| url.has_host()));
    let fields = if status == Some(true) { 4 } else { 3 };
    let right = form.len() == fields && dialled("To") && dialled("From") && text.is_some();
    let named = head.headers.get("content-type").is_some_and(|kind| kind == "application/x-www-form-urlencoded");
    (!right || !named).then_some(400)
}

fn somebody(id: &str, number: &str) -> Person {
    Person {
        id: id.into(),
        name: id.to_owned(),
        entity: None,
        phone: Some(number.to_owned()),
        mail: None,
        language: None,
        chats: vec!["matrix".to_owned()],
        before_chat: 0,
        webhook: None,
        channels: Vec::new(),
        quiet: Vec::new(),
    }
}

/// Of the chair of noord, who has this number.
fn to(number: &str, channel: reach::Channel) -> Recipients {
    let mut organisation = Organisation::default();
    organisation.people.insert("noord.voorzitter".into(), somebody("noord.voorzitter", number));
    let reach = Reach { kind: ChaseKind::Ping, person: "noord.voorzitter".into(), channel };
    Recipients::person(false, &organisation, &reach)
}

fn said(text: &str) -> Reply {
    Reply { spans: vec![Span::User(text.to_owned())] }
}

fn text(number: &str, words: &str) -> Act {
    Act::Text { to: to(number, reach::Channel::Sms), text: said(words), language: Language::Nl }
}

fn call(words: &str, language: Language) -> Act {
    Act::Call { to: to("+32 2 000 00 12", reach::Channel::Phone), text: said(words), language }
}

#[tokio::test]
async fn a_text_message_is_one_form_to_one_number() {
    let provider = Provider::start().await;
    assert_eq!(provider.send(text("+32 2 000 00 12", "rook & vuur")).await, Outcome::Delivered);
    let (resource, form) = provider.taken().remove(0);
    let fields = [("Body", "rook & vuur"), ("From", OURS), ("To", "+3220000012")];
    assert_eq!(resource, "Messages.json");
    assert_eq!(form, fields.map(|(key, value)| (key.to_owned(), value.to_owned())).into());
    // The longest that the API takes has 1,600 characters.
    assert_eq!(provider.send(text("+32 2 000 00 12", &"é".repeat(3_000))).await, Outcome::Delivered);
}

#[tokio::test]
async fn a_call_is_spoken_in_the_language_of_the_person_and_words_are_no_orders() {
    let provider = Provider::start().await;
    let hostile = "rook</Say><Dial>+3222170112</Dial><Say>\u{0}&";
    for (language, voice) in [(Language::Nl, "nl-NL"), (Language::En, "en-GB")] {
        assert_eq!(provider.send(call(hostile, language)).await, Outcome::Delivered);
        let (resource, form) = provider.taken().remove(0);
        assert_eq!(resource, "Calls.json");
        let twiml = &form["Twiml"];
        assert!(twiml.contains(&format!("language=\"{voice}\"")), "{twiml}");
        assert_eq!(twiml.matches('<').count(), 4, "nothing but Response and Say: {twiml}");
        assert!(twiml.ends_with("&lt;Say&gt;&amp;</Say></Response>"), "{twiml}");
    }
}

#[tokio::test]
async fn what_the_provider_says_decides_whether_it_is_tried_again() {
    let provider = Provider::start().await;
    for (status, after) in [(429, Some(7)), (500, None), (503, Some(3)), (408, None)] {
        let header = after.map(|seconds: u64| ("Retry-After", seconds.to_string()));
        provider.next.lock().expect("nobody panics").push_back((status, header));
        let outcome = provider.send(text("+32 2 000 00 12", "rook")).await;
        let Outcome::Retry { after: seen, .. } = outcome else { panic!("{status}: {outcome:?}") };
        assert_eq!(seen.map(|after| after.as_secs()), after, "{status}");
    }
    for status in [400, 403, 404] {
        provider.next.lock().expect("nobody panics").push_back((status, None));
        let outcome = provider.send(text("+32 2 000 00 12", "rook")).await;
        assert!(
            matches!(&outcome, Outcome::Permanent { reason } if reason.contains(&status.to_string())),
            "{outcome:?}"
        );
    }
    // A number that is none, as the provider sees it; and an account that is refused.
    assert!(matches!(provider.send(text("100", "rook")).await, Outcome::Permanent { .. }));
    let wrong = provider.settings.token.path().with_file_name("wrong");
    std::fs::write(&wrong, "fout").expect("a file");
    for token in [wrong.clone(), wrong.with_file_name("gone")] {
        let settings = Settings { token: SecretFile::at(token), ..provider.settings.clone() };
        let outcome = channel(settings).deliver(&delivery(text("+32 2 000 00 12", "rook"))).await;
        let Outcome::Permanent { reason } = outcome else { panic!("{outcome:?}") };
        assert!(!reason.contains("fout"), "the secret is in no reason: {reason}");
    }
    assert_eq!(provider.taken(), []);
}

#[tokio::test]
async fn a_redirect_takes_neither_the_token_nor_the_number_anywhere() {
    let provider = Provider::start().await;
    let elsewhere = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    elsewhere.set_nonblocking(true).expect("a socket of ours");
    let away = format!("http://{}/2010-04-01/", elsewhere.local_addr().expect("an address"));
    let own = format!("{}2010-04-01/Accounts/{ACCOUNT}/Messages.json", provider.settings.api);
    for (status, to) in [301, 302, 303, 307, 308].into_iter().flat_map(|status| [(status, &away), (status, &own)]) {
        let redirect = (status, Some(("Location", to.clone())));
        provider.next.lock().expect("nobody panics").extend(std::iter::repeat_n(redirect, 3));
        let written = provider.send(text("+32 2 000 00 12", "rook")).await;
        let called = provider.send(call("rook", Language::Nl)).await;
        let examined = provider.telephone().examine().await;
        let nobody = elsewhere.accept().map_err(|error| error.kind());
        assert!(matches!(nobody, Err(std::io::ErrorKind::WouldBlock)), "{status}: {nobody:?} came where it led");
        assert_eq!(provider.taken(), [], "{status}: nothing was sent where it led");
        for outcome in [written, called] {
            let Outcome::Permanent { reason } = &outcome else { panic!("{status}: {outcome:?}") };
            assert!(reason.contains(&status.to_string()), "{reason}");
        }
        assert_eq!(examined.verdict, Verdict::Finding, "{status}: {examined:?}");
    }
}

#[tokio::test]
async fn what_may_have_rung_already_says_so_in_the_language_of_the_person() {
    let provider = Provider::start().await;
    let telephone = provider.telephone();
    let acts = |language| {
        let Act::Text { to, text, .. } = text("+32 2 000 00 12", "rook") else { panic!("it is one") };
        [Act::Text { to, text, language }, call("rook", language)]
    };
    for (language, sentence) in [(Language::Nl, "Dit kan een herhaling zijn."), (Language::En, "This may be a repeat.")]
    {
        for act in acts(language) {
            let says = || {
                let (_, form) = provider.taken().pop().expect("it was taken");
                ["Body", "Twiml"].iter().any(|key| form.get(*key).is_some_and(|text| text.contains(sentence)))
            };
            // The first time, also after the provider refused to take it at all.
            provider.next.lock().expect("nobody panics").push_back((429, None));
            for _ in 0..2 {
                telephone.deliver(&delivery(act.clone())).await;
            }
            assert!(!says(), "{act:?}");
            // It broke after it may have rung.
            provider.next.lock().expect("nobody panics").push_back((500, None));
            for _ in 0..2 {
                telephone.deliver(&delivery(act.clone())).await;
            }
            assert!(says(), "{act:?}");
            // The program ended before it knew.
            telephone.deliver(&Delivery { again: true, ..delivery(act.clone()) }).await;
            assert!(says(), "{act:?}");
            telephone.deliver(&delivery(act.clone())).await;
            assert!(!says(), "another one is no repeat: {act:?}");
        }
    }
}

#[tokio::test]
async fn the_doctor_tells_of_an_account_that_is_refused_and_calls_nobody() {
    let provider = Provider::start().await;
    assert_eq!(provider.telephone().examine().await.verdict, Verdict::Fine);
    let wrong = provider.settings.token.path().with_file_name("wrong");
    std::fs::write(&wrong, "fout").expect("a file");
    let settings = Settings { token: SecretFile::at(wrong), ..provider.settings.clone() };
    let found = channel(settings).examine().await;
    assert_eq!(found.verdict, Verdict::Finding);
    let Line::DoctorTelephoneWrong { reason, .. } = found.line else { panic!("{:?}", found.line) };
    assert!(reason.contains("401"), "{reason}");
    // A gateway of one's own that only sends.
    let api = format!("{}elsewhere/", provider.settings.api).parse().expect("an address");
    let found = channel(Settings { api, ..provider.settings.clone() }).examine().await;
    assert_eq!(found.verdict, Verdict::Warning, "{found:?}");
    assert_eq!(provider.taken(), []);
}

#[tokio::test]
async fn a_provider_that_is_not_there_is_tried_again() {
    let provider = Provider::start().await;
    let settings =
        Settings { api: format!("http://{}", free()).parse().expect("an address"), ..provider.settings.clone() };
    let outcome = channel(settings).deliver(&delivery(text("+32 2 000 00 12", "rook"))).await;
    assert!(matches!(&outcome, Outcome::Retry { reason, .. } if !reason.contains(ACCOUNT)), "{outcome:?}");
}

#[tokio::test]
async fn the_number_of_the_crisis_centre_is_never_dialled() {
    let provider = Provider::start().await;
    for channel in [reach::Channel::Sms, reach::Channel::Phone] {
        let mut organisation = Organisation::default();
        "02 217 0 112".clone_into(&mut organisation.ccvo.phone);
        organisation.exercise_phone = vec!["+3222170112".to_owned()];
        organisation.people.insert("ccvo.wacht1".into(), somebody("ccvo.wacht1", "+32-2-217.01.12"));
        let reach = Reach { kind: ChaseKind::Call, person: "ccvo.wacht1".into(), channel };
        for exercise in [false, true] {
            let to = Recipients::person(exercise, &organisation, &reach);
            let act = match channel {
                reach::Channel::Phone => Act::Call { to, text: said("rook"), language: Language::Nl },
                _ => Act::Text { to, text: said("rook"), language: Language::Nl },
            };
            assert!(matches!(provider.send(act).await, Outcome::Permanent { .. }));
        }
    }
    assert_eq!(provider.taken(), []);
}
