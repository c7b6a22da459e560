//! A program reports, lists and shows for somebody, each answer as `docs/openapi.json` says.

use std::{
    collections::BTreeSet,
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    thread,
};

use serde_json::{Value, json};
use standardwebhooks::Webhook;
use tokio::time::Instant;

use super::{ID, REPORTS, SECRET, http, http::now, keep};
use crate::discord::{
    watched::Held,
    world::{Plan, World},
};

const REPORT: &str = "/api/v1/reports";
const LIST: &str = "/api/v1/incidents";

/// The description, and which of its answers were seen.
struct Described {
    document: Value,
    seen: BTreeSet<(String, String, String)>,
    at: SocketAddr,
    /// Every message has an id of its own.
    count: u32,
}

/// One request, as it is signed.
struct Request<'a> {
    lead: &'a str,
    body: &'a str,
    id: String,
    at: i64,
    secret: &'a str,
    client: &'a str,
}

impl Described {
    fn at(at: SocketAddr) -> Self {
        let document: Value = serde_json::from_str(include_str!("../../../docs/openapi.json")).expect("JSON");
        Self { document, seen: BTreeSet::new(), at, count: 0 }
    }

    fn request<'a>(&mut self, lead: &'a str, body: &'a str) -> Request<'a> {
        self.count += 1;
        Request { lead, body, id: format!("msg_{}", self.count), at: now(), secret: SECRET, client: "balie" }
    }

    /// Sends it; the answer is one that the description knows, and has its form.
    fn send(&mut self, request: &Request<'_>) -> (u16, Value) {
        let content = format!("{}\n{}", request.lead, request.body);
        let webhook = Webhook::new(request.secret).expect("a secret");
        let signature = webhook.sign(&request.id, request.at, content.as_bytes()).expect("it signs");
        let at = request.at.to_string();
        let headers = [
            ("noodklok-client", request.client),
            ("webhook-id", request.id.as_str()),
            ("webhook-timestamp", at.as_str()),
            ("webhook-signature", signature.as_str()),
        ];
        let (status, body) = http::ask(self.at, request.lead, &headers, request.body.as_bytes()).expect("answered");
        self.conforms(request.lead, status, &body)
    }

    fn conforms(&mut self, lead: &str, status: u16, body: &str) -> (u16, Value) {
        let body: Value = serde_json::from_str(body).unwrap_or_else(|why| panic!("{lead} {status}: {why}: {body}"));
        let (method, path) = lead.split_once(' ').expect("a method and a path");
        let path = path.split('?').next().expect("a path");
        let (method, status_word) = (method.to_lowercase(), status.to_string());
        let paths = self.document["paths"].as_object().expect("paths");
        let template = if paths.contains_key(path) { path } else { "/api/v1/incidents/{id}" };
        let answer = &self.document["paths"][template][&method]["responses"][&status_word];
        assert!(!answer.is_null(), "{lead} answers {status}, which is not described: {body}");
        let mut schema = answer["content"]["application/json"]["schema"].clone();
        schema["components"] = self.document["components"].clone();
        let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
        let wrong: Vec<String> =
            validator.iter_errors(&body).map(|error| format!("{error} at {}", error.instance_path())).collect();
        assert_eq!(wrong, Vec::<String>::new(), "{lead} {status}: {body:#}");
        self.seen.insert((template.to_owned(), method, status_word));
        (status, body)
    }

    fn ask(&mut self, lead: &str, body: &str) -> (u16, Value) {
        let request = self.request(lead, body);
        self.send(&request)
    }

    /// Every answer that is described was seen.
    fn finish(self) {
        let mut described = BTreeSet::new();
        for (path, methods) in self.document["paths"].as_object().expect("paths") {
            for (method, operation) in methods.as_object().expect("methods") {
                for status in operation["responses"].as_object().expect("answers").keys() {
                    described.insert((path.clone(), method.clone(), status.clone()));
                }
            }
        }
        assert_eq!(described, self.seen, "described, and seen");
    }
}

fn world(at: SocketAddr) -> World {
    let mut world = World::new(&Plan { cast: vec!["noord.melder", "noord.voorzitter"], ..Plan::default() });
    world.configuration.tables = format!(
        "[http]\nlisten = \"{at}\"\n[[api.client]]\nid = \"balie\"\nsecret_file = \"balie-secret\"\n\
         person = \"noord.melder\"\nroom = \"meldingen-noord\"\n"
    );
    world.configure();
    keep(&world, "balie-secret", SECRET);
    world.start();
    http::until(at, "/readyz", |status, _| status == 200);
    world
}

/// Says how long the body is, and never sends it.
fn never_ends(at: SocketAddr, described: &mut Described) -> u16 {
    let mut socket = TcpStream::connect(at).expect("it listens");
    write!(socket, "POST {REPORT} HTTP/1.1\r\nHost: n\r\nnoodklok-client: balie\r\nContent-Length: 9\r\n\r\nx")
        .expect("sent");
    socket.set_read_timeout(Some(http::PATIENCE)).expect("a time");
    let mut answer = String::new();
    // It does not wait for the rest to close.
    let _ = socket.read_to_string(&mut answer);
    let (head, body) = answer.split_once("\r\n\r\n").expect("an answer");
    let status = head.split(' ').nth(1).expect("a status").parse().expect("a number");
    described.conforms(&format!("POST {REPORT}"), status, body).0
}

#[test]
fn a_program_reports_lists_and_shows_and_every_answer_is_as_described() {
    let at = crate::ports::free();
    let mut world = world(at);
    let mut api = Described::at(at);
    let (status, served) = http::get(at, "/api/v1/openapi.json", &[]).expect("answered");
    let (_, served) = api.conforms("GET /api/v1/openapi.json", status, &served);
    assert_eq!(served, api.document, "it serves its own description");

    assert_eq!(api.ask(&format!("GET {LIST}"), "").1, json!({"incidents": [], "more": 0}));
    let post = format!("POST {REPORT}");
    let body = json!({"text": "rook in de kelder\nderde deur links", "health": "no", "process": ["noord.noodlijn"]})
        .to_string();
    let first = api.request(&post, &body);
    assert_eq!(api.send(&first), (201, json!({"incident": ID})));
    world.hears("noord.melder", REPORTS, &[ID, "genoteerd om", "rook in de kelder"]);
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, "melder"]);
    // Sent again, because the answer got lost, or by somebody who overheard it: the same record.
    assert_eq!(api.send(&first), (200, json!({"incident": ID})));
    world.service.kill();
    world.start();
    http::until(at, "/readyz", |status, _| status == 200);
    assert_eq!(api.send(&first), (200, json!({"incident": ID})));

    let (status, listed) = api.ask(&format!("GET {LIST}"), "");
    assert_eq!((status, listed["incidents"].as_array().map(Vec::len)), (200, Some(1)));
    assert_eq!(listed["incidents"][0]["title"], "rook in de kelder");
    let (status, shown) = api.ask(&format!("GET {LIST}/{ID}"), "");
    assert_eq!((status, &shown), (200, &world.record(ID)), "what export prints");
    assert_eq!(shown["description"], "derde deur links");
    assert_eq!(shown["facts"]["entities"]["noord"]["processes"][0]["id"], "noord.noodlijn");
    assert_eq!(api.ask(&format!("GET {LIST}/INC-2026-0009"), "").0, 404);
    assert_eq!(api.ask(&format!("GET {LIST}/alles"), "").0, 404);

    for wrong in [
        "geheim",
        "{}",
        "{\"text\":\"\"}",
        "{\"text\":\"rook\",\"health\":\"misschien\"}",
        "{\"text\":\"rook\",\"x\":1}",
    ] {
        let (status, said) = api.ask(&post, wrong);
        assert_eq!((status, said.to_string().contains("geheim")), (422, false), "{wrong}: {said}");
    }
    let large = json!({"text": "x".repeat(256 * 1024)}).to_string();
    assert_eq!(api.ask(&post, &large).0, 413);
    assert_eq!(never_ends(at, &mut api), 408);

    let second = api.request(&post, "{\"text\":\"nog iets\"}");
    let held = Held::of(&world);
    assert_eq!(api.send(&second).0, 503);
    held.let_go();
    let deadline = Instant::now() + http::PATIENCE;
    while api.send(&second).0 == 503 {
        assert!(Instant::now() < deadline, "storage works again");
        thread::sleep(std::time::Duration::from_millis(200));
    }
    assert_eq!(api.ask(&format!("GET {LIST}"), "").1["incidents"].as_array().map(Vec::len), Some(2), "it counted once");

    strangers(&mut api, &post);
    api.finish();
    world.close();
}

/// What is forged, old or sent again does nothing and shows nothing.
fn strangers(api: &mut Described, post: &str) {
    let (list, show) = (format!("GET {LIST}"), format!("GET {LIST}/{ID}"));
    let body = "{\"text\":\"vals alarm\"}";
    for (lead, body) in [(post, body), (list.as_str(), ""), (show.as_str(), "")] {
        let forged = Request { secret: "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI0", ..api.request(lead, body) };
        assert_eq!(api.send(&forged).0, 401, "{lead}: forged");
        let stranger = Request { client: "elders", ..api.request(lead, body) };
        assert_eq!(api.send(&stranger).0, 401, "{lead}: nobody knows it");
        let old = Request { at: now() - 301, ..api.request(lead, body) };
        assert_eq!(api.send(&old).0, 401, "{lead}: old");
        let (status, said) = http::ask(api.at, lead, &[], body.as_bytes()).expect("answered");
        assert_eq!(api.conforms(lead, status, &said).0, 401, "{lead}: without anything");
    }
    let once = api.request(&list, "");
    assert_eq!((api.send(&once).0, api.send(&once).0), (200, 401), "what was overheard shows nobody anything");
    // A signature is good for no other address.
    let request = api.request(&show, "");
    let content = format!("{list}\n");
    let signature =
        Webhook::new(SECRET).expect("a secret").sign(&request.id, request.at, content.as_bytes()).expect("it signs");
    let at = request.at.to_string();
    let headers = [
        ("noodklok-client", "balie"),
        ("webhook-id", request.id.as_str()),
        ("webhook-timestamp", &at),
        ("webhook-signature", &signature),
    ];
    assert_eq!(http::ask(api.at, &show, &headers, b"").expect("answered").0, 401);
}
