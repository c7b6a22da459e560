//! Through serenity's client, against a small gateway.

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::{
    WebSocketStream, accept_hdr_async,
    tungstenite::{
        Message,
        handshake::server::{Request, Response},
        protocol::{CloseFrame, frame::coding::CloseCode},
    },
};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

use super::*;

/// One connection, and the path that it asked for.
struct Connection(WebSocketStream<TcpStream>, String);

struct Gateway {
    listener: TcpListener,
    api: MockServer,
}

impl Gateway {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let api = MockServer::start().await;
        // Where nobody listens: the address that is handed in counts.
        let elsewhere = ResponseTemplate::new(200).set_body_json(json!({"url": "ws://127.0.0.1:1"}));
        Mock::given(any()).respond_with(elsewhere).mount(&api).await;
        Self { listener, api }
    }

    fn address(&self) -> String {
        format!("ws://{}", self.listener.local_addr().unwrap())
    }

    fn open(&self, stop: &Stop) -> (tokio::task::JoinHandle<Ended>, mpsc::UnboundedReceiver<Event>) {
        let (events, received) = mpsc::unbounded_channel();
        let opening = Opening {
            token: "token".to_owned().into(),
            api: Some(self.api.uri()),
            address: self.address(),
            intents: GatewayIntents::GUILDS,
            events,
            link: Arc::default(),
            stop: stop.clone(),
        };
        (tokio::spawn(run(opening)), received)
    }

    #[expect(clippy::result_large_err, reason = "the callback's own type")]
    async fn accept(&self) -> Connection {
        let (stream, _) = self.listener.accept().await.unwrap();
        let mut path = String::new();
        let socket = accept_hdr_async(stream, |request: &Request, response: Response| {
            path = request.uri().path().to_owned();
            Ok(response)
        });
        let socket = socket.await.unwrap();
        let mut connection = Connection(socket, path);
        connection.say(json!({"op": 10, "d": {"heartbeat_interval": 45_000}})).await;
        connection
    }
}

impl Connection {
    async fn say(&mut self, what: Value) {
        self.0.send(Message::Text(what.to_string())).await.unwrap();
    }

    /// The next that is said with this number.
    async fn hear(&mut self, op: u64) -> Value {
        loop {
            let Some(Ok(Message::Text(said))) = self.0.next().await else { panic!("nothing with {op}") };
            let said: Value = serde_json::from_str(&said).unwrap();
            if said["op"] == op {
                return said;
            }
        }
    }

    async fn close(&mut self, code: u16) {
        let frame = CloseFrame { code: CloseCode::from(code), reason: "".into() };
        self.0.close(Some(frame)).await.unwrap();
    }

    async fn ready(&mut self, again: &str) {
        let user = json!({"id": "7", "username": "noodklok", "discriminator": "0000", "avatar": null, "bot": true,
            "verified": true, "mfa_enabled": false, "email": null});
        let ready = json!({"v": 10, "user": user, "guilds": [], "session_id": "s", "resume_gateway_url": again,
            "shard": [0, 1], "application": {"id": "8", "flags": 0}});
        self.say(json!({"op": 0, "s": 1, "t": "READY", "d": ready})).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_is_taken_up_again_where_discord_says_and_never_begun_anew() {
    let gateway = Gateway::start().await;
    let (ended, mut events) = gateway.open(&Stop::default());
    let mut first = gateway.accept().await;
    assert_eq!(first.hear(2).await["d"]["intents"], GatewayIntents::GUILDS.bits());
    first.ready(&format!("{}/again", gateway.address())).await;
    assert!(matches!(events.recv().await, Some(Event::Ready(_))));
    // The gate closes behind the first connection within two of its looks.
    tokio::time::sleep(KNOCK * 3).await;
    drop(first);

    let mut second = gateway.accept().await;
    assert_eq!(second.1, "/again");
    assert_eq!(second.hear(6).await["d"]["seq"], 1);
    second.say(json!({"op": 0, "s": 2, "t": "RESUMED", "d": {}})).await;
    assert!(matches!(events.recv().await, Some(Event::Resumed(_))));
    second.say(json!({"op": 9, "d": false})).await;
    let third = tokio::time::timeout(Duration::from_secs(20), async {
        tokio::select! {
            ended = ended => Some(ended.unwrap()),
            _ = gateway.accept() => None,
        }
    });
    assert_eq!(third.await.unwrap(), Some(Ended::Lost), "a new session is begun by whoever counts them");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_only_a_person_can_mend_ends_it_at_once() {
    for (code, expected) in [(4004, Ended::Token), (4013, Ended::Intents), (4014, Ended::Intents)] {
        let gateway = Gateway::start().await;
        let (ended, _events) = gateway.open(&Stop::default());
        let mut connection = gateway.accept().await;
        connection.hear(2).await;
        connection.close(code).await;
        assert_eq!(ended.await.unwrap(), expected, "{code}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_orderly_stop_says_goodbye_and_events_keep_their_order() {
    let gateway = Gateway::start().await;
    let stop = Stop::default();
    let (ended, mut events) = gateway.open(&stop);
    let mut connection = gateway.accept().await;
    connection.hear(2).await;
    connection.ready("").await;
    for n in 2..1_002_u64 {
        let deleted = json!({"id": n.to_string(), "channel_id": "5", "guild_id": "1"});
        connection.say(json!({"op": 0, "s": n, "t": "MESSAGE_DELETE", "d": deleted})).await;
    }
    let mut seen = Vec::new();
    while seen.len() < 1_000 {
        if let Event::MessageDelete(deleted) = events.recv().await.unwrap() {
            seen.push(deleted.message_id.get());
        }
    }
    assert!(seen.is_sorted(), "{seen:?}");
    stop.ask();
    let closed = async {
        loop {
            if let Some(Ok(Message::Close(frame))) = connection.0.next().await {
                break frame.map(|frame| u16::from(frame.code));
            }
        }
    };
    assert_eq!(closed.await, Some(1000));
    assert_eq!(ended.await.unwrap(), Ended::Asked);
}
