//! Calls told to a pager over HTTP, or to whatever stands for one, in the form of the Standard Webhooks: signed, with an id
//! that stays the same when it is sent again.

use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use aws_lc_rs::hmac;
use data_encoding::BASE64;
use http_client::{Client, Response, redirect::Policy};
use secrecy::ExposeSecret as _;
use serde::Serialize;
use tokio::net::lookup_host;
use url::{Host, Url};

use super::answered;
use crate::{
    engine::port::{Act, Attempt, Channel, Clock, Delivery, Gate, Outcome},
    platform::{answering::Answering, finding::with_causes},
    settings::{
        public::are_public,
        webhook::{Webhook as Settings, place},
    },
};

/// How long looking up the name, and then the receiver, may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many requests are under way at once to one receiver: one that hangs holds up no other.
const AT_ONCE: usize = 64;
/// The longest text of a call, in characters.
const LONGEST: usize = 4_000;
/// What it is, as the receiver reads it.
const KIND: &str = "call.reached";
/// Whoever was called is not called any more.
const OVER: &str = "call.over";

/// Where calls are told.
pub struct Webhook {
    settings: Settings,
    clock: Arc<dyn Clock>,
    answering: Option<Answering>,
    /// By the place, as many as people have: a client keeps connections, and reading what the system trusts takes long.
    clients: Mutex<HashMap<String, Known>>,
}

/// A client that reaches nothing but these addresses.
struct Known {
    /// Sorted.
    addresses: Vec<SocketAddr>,
    client: Client,
}

/// What the receiver reads.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    /// When it was decided.
    timestamp: String,
    data: Call<'a>,
}

#[derive(Serialize)]
struct Call<'a> {
    incident: Option<String>,
    exercise: bool,
    person: &'a str,
    text: String,
    /// A page on which it can be answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    answer_url: Option<String>,
}

impl Webhook {
    /// With this secret, read when it is needed, so that a new one needs no restart.
    #[must_use]
    pub fn new(settings: Settings, clock: Arc<dyn Clock>) -> Self {
        Self { settings, clock, answering: None, clients: Mutex::default() }
    }

    /// Whoever is called can answer by a link.
    #[must_use]
    pub fn answering(mut self, answering: Option<Answering>) -> Self {
        self.answering = answering;
        self
    }

    async fn send(&self, delivery: &Delivery) -> Outcome {
        self.attempt(delivery).await.unwrap_or_else(|outcome| outcome)
    }

    async fn attempt(&self, delivery: &Delivery) -> Result<Outcome, Outcome> {
        let Act::Webhook { to, person, text, over } = &delivery.act else { return Err(never("it is for no webhook")) };
        let [address] = to.sent() else { return Err(never("there is no address, or not one alone")) };
        let url = Url::parse(address).map_err(|_| never("it is no address"))?;
        let data = Call {
            incident: delivery.incident.map(|incident| incident.to_string()),
            exercise: delivery.exercise,
            person: person.as_str(),
            text: text.plain().chars().take(LONGEST).collect(),
            answer_url: self.answering.as_ref().and_then(|answering| answering.link(delivery)),
        };
        let timestamp = jiff::Timestamp::from_millisecond(delivery.at.0).unwrap_or_default().to_string();
        let told = Told { kind: if *over { OVER } else { KIND }, timestamp, data };
        let body = serde_json::to_string(&told).map_err(|error| never(&error.to_string()))?;
        // Receivers refuse what was signed long ago, so that each try has its own moment.
        let now = self.clock.now().0.div_euclid(1_000);
        let signature = self.sign(&url, &format!("{}.{now}.{body}", delivery.effect))?;
        let client = self.client(&url).await?;
        let asked = client
            .post(url)
            .header("content-type", "application/json")
            .header("webhook-id", &delivery.effect)
            .header("webhook-timestamp", now)
            .header("webhook-signature", format!("v1,{signature}"))
            .body(body);
        match asked.send().await {
            Ok(response) => Ok(judge(&response)),
            // Whoever knows the address can often write there.
            Err(error) => Err(later(&with_causes(&error.without_url()))),
        }
    }

    fn sign(&self, receiver: &Url, signed: &str) -> Result<String, Outcome> {
        let key = self.settings.key(receiver).map_err(|error| never(&error.to_string()))?;
        let key = key.ok_or_else(|| never("the file of the secret holds none"))?;
        let key = hmac::Key::new(hmac::HMAC_SHA256, key.expose_secret());
        Ok(BASE64.encode(hmac::sign(&key, signed.as_bytes()).as_ref()))
    }

    /// One that reaches nothing but the addresses that were looked at, follows no redirect and takes no proxy.
    async fn client(&self, url: &Url) -> Result<Client, Outcome> {
        let place = place(url).ok_or_else(|| never("it names no host"))?;
        let allowed = self.settings.allow.contains(&place);
        if url.scheme() != "https" && !allowed {
            return Err(never("it is not encrypted"));
        }
        let port = url.port_or_known_default().unwrap_or_default();
        let addresses = match url.host() {
            Some(Host::Ipv4(address)) => vec![SocketAddr::new(IpAddr::V4(address), port)],
            Some(Host::Ipv6(address)) => vec![SocketAddr::new(IpAddr::V6(address), port)],
            Some(Host::Domain(name)) => {
                let found = tokio::time::timeout(PATIENCE, lookup_host((name, port))).await;
                let found = found.map_err(|_| later("looking up the name takes too long"))?;
                found.map_err(|error| later(&error.to_string()))?.collect()
            }
            None => Vec::new(),
        };
        if !allowed && !are_public(&addresses) {
            return Err(never("it is inside the own network, and `allow` does not name it"));
        }
        if addresses.is_empty() {
            return Err(later("the name has no address"));
        }
        // A name is answered with its addresses in any order.
        let mut sorted = addresses.clone();
        sorted.sort_unstable();
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = clients.get(&place).filter(|known| known.addresses == sorted) {
            return Ok(known.client.clone());
        }
        let mut client = Client::builder().timeout(PATIENCE).redirect(Policy::none()).no_proxy().https_only(!allowed);
        if let Some(Host::Domain(name)) = url.host() {
            client = client.resolve_to_addrs(name, &addresses);
        }
        let client = client.build().map_err(|error| never(&error.to_string()))?;
        clients.insert(place, Known { addresses: sorted, client: client.clone() });
        Ok(client)
    }
}

impl Channel for Webhook {
    fn name(&self) -> &'static str {
        "webhook"
    }

    fn carries(&self, act: &Act) -> bool {
        matches!(act, Act::Webhook { .. })
    }

    fn lane(&self, delivery: &Delivery) -> String {
        // One for each: a receiver that is down holds up no other.
        format!("webhook {}", delivery.effect)
    }

    fn gate(&self, delivery: &Delivery) -> Gate {
        let place = match &delivery.act {
            Act::Webhook { to, .. } => to.sent().first().and_then(|address| place(&Url::parse(address).ok()?)),
            _ => None,
        };
        Gate { name: format!("{} {}", self.name(), place.unwrap_or_default()), at_once: AT_ONCE }
    }

    fn deliver<'a>(&'a self, delivery: &'a Delivery) -> Attempt<'a> {
        Box::pin(self.send(delivery))
    }
}

fn never(reason: &str) -> Outcome {
    Outcome::Permanent { reason: reason.to_owned() }
}

fn later(reason: &str) -> Outcome {
    Outcome::Retry { after: None, reason: reason.to_owned() }
}

/// What the status means; what the receiver says beside it is not read, however long it is.
fn judge(response: &Response) -> Outcome {
    let status = response.status();
    if status.is_success() {
        return Outcome::Delivered;
    }
    answered::refused(status, answered::after(response.headers()), status.to_string())
}
