//! A world with a stand-in of the telephone provider, which takes what it is told and tells what people send and press.

use std::{fs, net::SocketAddr, thread, time::Duration};

use tokio::{runtime::Runtime, time::Instant};

use super::world;
use crate::{
    asking::{Answer, post},
    discord::world::{Plan, World},
    telephone::{ACCOUNT, OURS, Provider, signed},
};

const PATIENCE: Duration = Duration::from_mins(1);

/// What the provider took.
#[derive(Debug)]
struct Taken {
    to: String,
    said: String,
    /// The path at which it is to tell what became of it.
    status: String,
}

/// A world with a provider; its texts and calls go there.
pub struct Told {
    pub world: World,
    pub at: SocketAddr,
    pub provider: Provider,
    /// What the provider took and the story did not speak of yet.
    waiting: Vec<Taken>,
    #[expect(dead_code, reason = "held: the provider runs on it")]
    runtime: Runtime,
}

impl Told {
    pub fn new(plan: &Plan, channels: &[(&str, &str)]) -> Self {
        Self::with(plan, channels, "")
    }

    /// With these tables of `noodklok.toml` too.
    pub fn with(plan: &Plan, channels: &[(&str, &str)], tables: &str) -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let provider = runtime.block_on(Provider::start());
        let token = provider.settings.token.path().display().to_string();
        let table = format!(
            "{tables}[telephone]\napi = \"{}\"\naccount = \"{ACCOUNT}\"\ntoken_file = {token:?}\nfrom = \"{OURS}\"\n",
            provider.settings.api
        );
        let (world, at) = world(plan, channels, &table);
        Self { world, at, provider, waiting: Vec::new(), runtime }
    }

    /// The next of what the provider took to this number that fits; it fails on what goes to the crisis centre.
    pub fn taken(&mut self, number: &str, fits: impl Fn(&str) -> bool) -> String {
        self.next(number, fits).said
    }

    /// The path at which the provider tells what became of the next of what it took to this number.
    pub fn status(&mut self, number: &str) -> String {
        self.next(number, |_| true).status
    }

    fn next(&mut self, number: &str, fits: impl Fn(&str) -> bool) -> Taken {
        let deadline = Instant::now() + PATIENCE;
        loop {
            for (_, form) in self.provider.taken() {
                assert!(!form["To"].ends_with("22170112"), "the crisis centre is telephoned by people: {form:?}");
                let said = form.get("Body").or_else(|| form.get("Twiml")).expect("it says something").clone();
                let status = form["StatusCallback"].strip_prefix(&format!("http://{}", self.at));
                let status = status.expect("it is at the public address").to_owned();
                self.waiting.push(Taken { to: form["To"].clone(), said, status });
            }
            if let Some(at) = self.waiting.iter().position(|taken| taken.to == number && fits(&taken.said)) {
                return self.waiting.remove(at);
            }
            assert!(Instant::now() < deadline, "nothing was sent to {number}: {:#?}", self.waiting);
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// As the provider tells it, with a signature of its own.
    pub fn tells(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let signature = signed(&format!("http://{}{path}", self.at), fields);
        post(self.at, path, &[("X-Twilio-Signature", &signature)], fields)
    }

    pub fn text(&self, sid: &str, from: &str, body: &str) -> Answer {
        self.tells("/telephone/sms", &texted(sid, from, body))
    }

    /// Stops it, changes a file of its configuration, and starts it again.
    pub fn configured(&mut self, file: &str, changes: &[(&str, &str)]) {
        self.world.service.stop();
        let file = self.world.service.config().join(file);
        let mut text = fs::read_to_string(&file).expect("the configuration");
        for (from, to) in changes {
            assert!(text.contains(from), "it holds {from}");
            text = text.replace(from, to);
        }
        fs::write(&file, text).expect("a file");
        self.world.start();
    }

    pub fn close(mut self) {
        self.world.service.stop();
        self.world.discord.close();
    }
}

pub fn texted<'a>(sid: &'a str, from: &'a str, body: &'a str) -> [(&'a str, &'a str); 5] {
    [("AccountSid", ACCOUNT), ("Body", body), ("From", from), ("MessageSid", sid), ("To", OURS)]
}

pub fn pressed<'a>(sid: &'a str, to: &'a str, digits: &'a str) -> [(&'a str, &'a str); 6] {
    let fixed = [("AccountSid", ACCOUNT), ("CallSid", sid), ("Digits", digits)];
    let [account, call, digits] = fixed;
    [account, call, ("Direction", "outbound-api"), digits, ("From", OURS), ("To", to)]
}

/// The path of the address that the provider tells keys to.
pub fn keys(twiml: &str) -> String {
    let (_, rest) = twiml.split_once("action=\"http://").expect("keys are asked for");
    let address = rest.split('"').next().expect("it ends");
    address[address.find('/').expect("a path")..].to_owned()
}
