//! A world in which many are called at once: each report is at a building of its own and calls somebody without any chat,
//! by text message in the one entity and by webhook in the other.

use std::{fmt::Write as _, fs, net::SocketAddr, os::unix::fs::PermissionsExt as _, sync::Arc, time::Duration};

use http_client::Client;
use serde_json::{Value, json};
use standardwebhooks::Webhook;
use tokio::{runtime::Runtime, sync::Semaphore, time::Instant};

use super::receivers::{Receivers, SECRET};
use crate::{
    asking::ask,
    discord::world::{Plan, World},
    ports::free,
    telephone::{ACCOUNT, OURS, TOKEN},
};

/// Whom a text message reaches.
pub const TEXTED: &str = "+3220000012";
/// Where a pager is told.
pub const PAGER: &str = "/pager";
/// One of the team of noord, who has a pager and is in the chat too.
pub const EVERYWHERE: &str = "noord.kernlid2";
/// Where theirs is told.
pub const PAGER_OF_ONE: &str = "/pager-of-one";
/// What the programs sign with.
const KEY: &str = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";
/// How many connections report at once.
const AT_ONCE: usize = 64;
const PATIENCE: Duration = Duration::from_secs(40);

/// One report that was taken.
#[derive(Debug, Clone)]
pub struct Reported {
    /// Its record.
    pub incident: String,
    /// When it was handed in.
    pub from: Instant,
    /// When it was said that it is stored.
    pub until: Instant,
}

/// See the module.
pub struct Load {
    pub world: World,
    pub at: SocketAddr,
    pub receivers: Receivers,
    pub runtime: Arc<Runtime>,
    client: Client,
    free: Arc<Semaphore>,
}

impl Load {
    /// With this many buildings; started.
    pub fn started(buildings: usize) -> Self {
        let runtime = Arc::new(Runtime::new().expect("a runtime"));
        let receivers = runtime.block_on(Receivers::start());
        let at = free();
        let cast = vec!["noord.melder", "zuid.melder", "ccvo.wacht1", EVERYWHERE];
        let mut world = World::new(&Plan { cast, ..Plan::default() });
        let pager = |path| format!("webhook = \"http://{}{path}\"\nchannels = [\"webhook\", \"chat\"]", receivers.at);
        let pagers = [("zuid.voorzitter", pager(PAGER).replace(", \"chat\"", "")), (EVERYWHERE, pager(PAGER_OF_ONE))];
        world.configuration.people.insert("noord.voorzitter".to_owned(), "channels = [\"sms\"]".to_owned());
        world.configuration.people.extend(pagers.map(|(who, lines)| (who.to_owned(), lines)));
        for who in ["noord.plaatsvervanger", "noord.kernlid1"] {
            world.configuration.people.insert(who.to_owned(), "channels = [\"sms\"]".to_owned());
        }
        world.configuration.tables = tables(at, receivers.at);
        world.configure();
        for (name, secret) in [("token", TOKEN), ("webhook-secret", SECRET), ("api-secret", KEY)] {
            let file = world.service.config().join(name);
            fs::write(&file, secret).expect("a file");
            fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("a file of ours");
        }
        // Everybody of a team is paged at once.
        let file = world.service.config().join("escalation.toml");
        let text = fs::read_to_string(&file).expect("the example");
        let (before, page) = text.split_once("[page]").expect("the ladder of pages");
        let (_, after) = page.split_once("then_every").expect("its end");
        let all = format!("{before}[page]\nsteps = [{{ after = \"0m\", call = [\"all\"] }}]\nthen_every{after}");
        fs::write(file, all).expect("a file");
        let file = world.service.config().join("assembly_points.toml");
        let mut text = fs::read_to_string(&file).expect("the example");
        for n in 0..buildings {
            for entity in ["noord", "zuid"] {
                write!(
                    text,
                    "\n[[building]]\nid = \"{entity}-{n}\"\nname = {{ nl = \"{entity} {n}\", en = \"{entity} {n}\" }}\n\
                     entities = [\"{entity}\"]\nplace = {{ nl = \"het plein\", en = \"the square\" }}\n\
                     instruction = {{ nl = \"Ga.\", en = \"Go.\" }}\n"
                )
                .expect("a text");
            }
        }
        fs::write(file, text).expect("a file");
        // The channels of Discord are not what is looked at here.
        world.discord.limit("^(POST|PATCH) /channels/[^/]+/messages", 100_000, Duration::from_secs(1));
        let client = Client::builder().no_proxy().build().expect("a client");
        let free = Arc::new(Semaphore::new(AT_ONCE));
        let mut load = Self { world, at, receivers, runtime, client, free };
        load.start();
        load
    }

    /// Starts the binary and waits until it takes reports.
    pub fn start(&mut self) {
        self.world.start();
        let deadline = Instant::now() + PATIENCE;
        while ask(self.at, "GET", "/readyz", &[], "").status != 200 {
            assert!(Instant::now() < deadline, "it is ready");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Hands a report in, at the building of this number; repeated under the same id until it is stored.
    pub fn report(&self, entity: &'static str, n: usize) -> tokio::task::JoinHandle<Reported> {
        let (client, free, at) = (self.client.clone(), Arc::clone(&self.free), self.at);
        self.runtime.spawn(async move {
            let from = Instant::now();
            let _turn = free.acquire().await.expect("it is never closed");
            let body = json!({"text": format!("rook {n}"), "entity": entity, "building": format!("{entity}-{n}")});
            let incident = handed_in(&client, at, entity, &format!("{entity}-{n}"), &body.to_string()).await;
            Reported { incident, from, until: Instant::now() }
        })
    }

    /// Many at once, of both entities by turns: the numbers from the one to the other.
    pub fn reports(&self, numbers: std::ops::Range<usize>) -> Vec<tokio::task::JoinHandle<Reported>> {
        numbers.flat_map(|n| [self.report("noord", n), self.report("zuid", n)]).collect()
    }

    /// Waits until these are stored.
    pub fn stored(&self, reports: Vec<tokio::task::JoinHandle<Reported>>) -> Vec<Reported> {
        let all = futures_util::future::join_all(reports);
        self.runtime.block_on(all).into_iter().map(|report| report.expect("it is stored")).collect()
    }

    /// Waits until this many were taken by the receivers.
    pub fn until_taken(&mut self, count: usize, patience: Duration) {
        let deadline = Instant::now() + patience;
        while self.receivers.taken().len() < count {
            self.world.service.must_run();
            let taken = self.receivers.taken().len();
            assert!(Instant::now() < deadline, "{taken} of {count} were taken:\n{}", self.world.service.said());
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

async fn handed_in(client: &Client, at: SocketAddr, entity: &str, id: &str, body: &str) -> String {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let now = now();
        let signed = format!("POST /api/v1/reports\n{body}");
        let signature = Webhook::new(KEY).expect("a secret").sign(id, now, signed.as_bytes()).expect("it signs");
        let asked = client
            .post(format!("http://{at}/api/v1/reports"))
            .header("noodklok-client", entity)
            .header("webhook-id", id)
            .header("webhook-timestamp", now)
            .header("webhook-signature", signature)
            .body(body.to_owned());
        // While it is down or has too much to do, whoever reports comes back.
        if let Ok(answer) = asked.send().await {
            let status = answer.status().as_u16();
            let text = answer.text().await.unwrap_or_default();
            if matches!(status, 200 | 201) {
                let answer: Value = serde_json::from_str(&text).expect("JSON");
                return answer["incident"].as_str().expect("a record").to_owned();
            }
            assert_eq!(status, 503, "{text}");
        }
        assert!(Instant::now() < deadline, "{id} is not stored");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[expect(clippy::disallowed_methods, reason = "both sides of a connection look at the real clock")]
fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::SystemTime::UNIX_EPOCH).expect("after 1970");
    i64::try_from(since.as_secs()).expect("before the year 292277026596")
}

/// The tables of `noodklok.toml`.
fn tables(at: SocketAddr, receivers: SocketAddr) -> String {
    let client = |entity: &str| {
        format!(
            "[[api.client]]\nid = \"{entity}\"\nsecret_file = \"api-secret\"\nperson = \"{entity}.melder\"\n\
             room = \"meldingen-{entity}\"\n"
        )
    };
    format!(
        "[http]\nlisten = \"{at}\"\npublic_url = \"http://{at}\"\n\
         [telephone]\napi = \"http://{receivers}/\"\naccount = \"{ACCOUNT}\"\ntoken_file = \"token\"\nfrom = \"{OURS}\"\n\
         [webhook]\nsecret_file = \"webhook-secret\"\nallow = [\"{receivers}\"]\n{}{}",
        client("noord"),
        client("zuid")
    )
}
