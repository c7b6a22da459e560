//! The gateway to whoever talks to it otherwise than the library does.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{net::TcpStream, runtime::Runtime};
use tokio_tungstenite::{WebSocketStream, client_async, tungstenite::Message};

use super::super::{
    Standin,
    gateway::{close, intents},
};

/// One connection, past its hello.
struct Socket {
    runtime: Runtime,
    stream: WebSocketStream<TcpStream>,
}

impl Socket {
    fn open(discord: &Standin) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let url = super::raw::ask(discord, "GET /gateway", "").body["url"].as_str().expect("an address").to_owned();
        let stream = runtime.block_on(async {
            let stream = TcpStream::connect(url.trim_start_matches("ws://")).await.expect("it is up");
            client_async(url, stream).await.expect("a gateway").0
        });
        let mut socket = Self { runtime, stream };
        assert_eq!(socket.hears().map(|hello| hello["op"].clone()), Ok(json!(10)));
        socket
    }

    fn says(&mut self, op: u8, data: &Value) {
        let text = json!({"op": op, "d": data}).to_string();
        // It may be closed already: then what it hears says why.
        let _ = self.runtime.block_on(self.stream.send(Message::Text(text)));
    }

    /// The next payload, or the code with which it is closed.
    fn hears(&mut self) -> Result<Value, u16> {
        match self.runtime.block_on(self.stream.next()) {
            Some(Ok(Message::Text(text))) => Ok(serde_json::from_str(&text).expect("JSON")),
            Some(Ok(Message::Close(Some(frame)))) => Err(frame.code.into()),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn whoever_does_it_wrong_is_told_how() {
    let discord = Standin::start();
    let good = json!({"token": discord.token(), "intents": intents::GUILDS, "properties": {}});
    let with = |field: &str, value: Value| {
        let mut data = good.clone();
        data[field] = value;
        data
    };
    let checks = [
        (2, with("token", json!("wrong")), close::BAD_TOKEN),
        (2, with("intents", json!(1_u64 << 40)), close::INVALID_INTENTS),
        (2, with("intents", json!(intents::MESSAGE_CONTENT)), close::DISALLOWED_INTENTS),
        (3, json!({}), close::NOT_AUTHENTICATED),
        (6, json!({"token": "wrong", "session_id": "none", "seq": 0}), close::BAD_TOKEN),
    ];
    for (op, data, code) in checks {
        let mut socket = Socket::open(&discord);
        socket.says(op, &data);
        assert_eq!(socket.hears(), Err(code), "{op} {data}");
    }
    let mut socket = Socket::open(&discord);
    socket.says(6, &json!({"token": discord.token(), "session_id": "none", "seq": 0}));
    assert_eq!(socket.hears().map(|came| (came["op"].clone(), came["d"].clone())), Ok((json!(9), json!(false))));
    socket.says(2, &good);
    let ready = socket.hears().expect("ready");
    assert_eq!((&ready["t"], &ready["s"]), (&json!("READY"), &json!(1)));
    assert_eq!(socket.hears().map(|guild| guild["t"].clone()), Ok(json!("GUILD_CREATE")));
    socket.says(2, &good);
    assert_eq!(socket.hears(), Err(close::ALREADY_AUTHENTICATED));
    let mut again = Socket::open(&discord);
    again.says(6, &json!({"token": discord.token(), "session_id": ready["d"]["session_id"], "seq": 9}));
    assert_eq!(again.hears(), Err(close::INVALID_SEQUENCE));
    let mut again = Socket::open(&discord);
    again.says(6, &json!({"token": discord.token(), "session_id": ready["d"]["session_id"], "seq": 1}));
    let missed = [again.hears(), again.hears()].map(|came| came.map(|came| came["t"].clone()));
    assert_eq!(missed, [Ok(json!("GUILD_CREATE")), Ok(json!("RESUMED"))]);
    discord.close();
}

#[test]
fn whoever_talks_too_much_is_cut_off() {
    let discord = Standin::start();
    let mut socket = Socket::open(&discord);
    for _ in 0..121 {
        socket.says(1, &Value::Null);
    }
    let closed = (0..121).find_map(|_| socket.hears().err());
    assert_eq!(closed, Some(close::RATE_LIMITED));
    let mut socket = Socket::open(&discord);
    let _ = socket.runtime.block_on(socket.stream.send(Message::Text("{".into())));
    assert_eq!(socket.hears(), Err(close::DECODE));
    assert_eq!(discord.take_complaints().len(), 2);
}
