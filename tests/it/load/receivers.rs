//! A provider of telephony and a receiver of webhooks in one, both strict, which stamp what comes in.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use http_body_util::{BodyExt as _, Full};
use hyper::{
    Request, Response,
    body::{Bytes, Incoming},
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use standardwebhooks::Webhook;
use tokio::{net::TcpListener, time::Instant};

use crate::telephone::refusal;

/// What webhooks are signed with.
pub const SECRET: &str = "whsec_bm9vZGtsb2stbm9vZGtsb2stbm9vZGtsb2s=";

/// One request, as it came in.
#[derive(Debug, Clone)]
pub struct Arrived {
    /// When its head was there, before anybody looked at it.
    pub at: Instant,
    /// The number, or the path.
    pub to: String,
    /// What it says.
    pub text: String,
    /// Its id, of a webhook.
    pub id: Option<String>,
    /// What was answered.
    pub status: u16,
}

/// What is answered to something that is as it should be.
#[derive(Debug, Clone, Copy)]
pub enum Verdict {
    /// It is taken.
    Take,
    /// So many seconds later, please.
    PutOff(u64),
    /// It is taken, after this long.
    Hang(Duration),
}

type Judge = Arc<dyn Fn(&Arrived) -> Verdict + Send + Sync>;

/// See the module.
#[derive(Clone)]
pub struct Receivers {
    pub at: SocketAddr,
    arrived: Arc<Mutex<Vec<Arrived>>>,
    judge: Arc<Mutex<Judge>>,
}

impl Receivers {
    /// On loopback, within a runtime; everything is taken.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let at = listener.local_addr().expect("an address");
        let all: Judge = Arc::new(|_: &Arrived| Verdict::Take);
        let receivers = Self { at, arrived: Arc::default(), judge: Arc::new(Mutex::new(all)) };
        let serving = receivers.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let ours = serving.clone();
                let service = service_fn(move |request| ours.clone().answer(request));
                tokio::spawn(
                    hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(socket), service),
                );
            }
        });
        receivers
    }

    /// From now on this is answered.
    pub fn judge(&self, judge: impl Fn(&Arrived) -> Verdict + Send + Sync + 'static) {
        *self.judge.lock().expect("nobody panics") = Arc::new(judge);
    }

    /// Everything that came in.
    pub fn arrived(&self) -> Vec<Arrived> {
        self.arrived.lock().expect("nobody panics").clone()
    }

    /// What was taken, in the order in which it came.
    pub fn taken(&self) -> Vec<Arrived> {
        self.arrived().into_iter().filter(|arrived| arrived.status < 300).collect()
    }

    async fn answer(self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, hyper::Error> {
        let at = Instant::now();
        let (head, body) = request.into_parts();
        let body = body.collect().await?.to_bytes();
        let mut arrived = Arrived { at, to: String::new(), text: String::new(), id: None, status: 201 };
        let refused = if head.uri.path().starts_with("/2010-04-01/") {
            let form: BTreeMap<String, String> = url::form_urlencoded::parse(&body).into_owned().collect();
            arrived.to = form.get("To").cloned().unwrap_or_default();
            arrived.text = form.get("Body").cloned().unwrap_or_default();
            refusal(&head, &body)
        } else {
            head.uri.path().clone_into(&mut arrived.to);
            arrived.text = String::from_utf8_lossy(&body).into_owned();
            arrived.id = head.headers.get("webhook-id").and_then(|id| id.to_str().ok()).map(str::to_owned);
            let signed = Webhook::new(SECRET).expect("a secret").verify(&body, &head.headers);
            signed.is_err().then_some(401)
        };
        let judge = Arc::clone(&self.judge.lock().expect("nobody panics"));
        let verdict = judge(&arrived);
        arrived.status = match (refused, verdict) {
            (Some(status), _) => status,
            (None, Verdict::PutOff(_)) => 429,
            (None, _) => 201,
        };
        let status = arrived.status;
        self.arrived.lock().expect("nobody panics").push(arrived);
        let mut response = Response::builder().status(status);
        match verdict {
            Verdict::PutOff(seconds) => response = response.header("Retry-After", seconds),
            Verdict::Hang(long) => tokio::time::sleep(long).await,
            Verdict::Take => {}
        }
        Ok(response.body(Full::new("{}".into())).expect("a response"))
    }
}
