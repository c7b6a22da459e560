//! One connection of the gateway: hello, heartbeats, and what goes back and forth.

use std::{
    sync::{Arc, mpsc},
    time::Duration,
};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{
        mpsc::{UnboundedSender, unbounded_channel},
        watch,
    },
    time::{Instant, timeout_at},
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        Message,
        protocol::{CloseFrame, frame::coding::CloseCode},
    },
};

use super::{
    super::{Shared, state::State},
    Line, close,
    session::payload,
};

/// A connection may send so much in `WINDOW`.
const MOST: usize = 120;
const WINDOW: Duration = Duration::from_mins(1);
/// The longest payload.
const LONGEST: usize = 4096;

/// One connection's side of the state.
struct Connection {
    shared: Arc<Shared>,
    line: UnboundedSender<Line>,
    session: Option<String>,
    sent: Vec<Instant>,
}

/// Takes connections until it is told to end; then cuts them.
pub(in super::super) async fn serve(
    shared: Arc<Shared>,
    listener: TcpListener,
    mut until: watch::Receiver<bool>,
    ended: mpsc::Sender<()>,
) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = until.changed() => break,
        };
        let Ok((stream, _)) = accepted else { continue };
        let _ = stream.set_nodelay(true);
        let (shared, mut until, ended) = (Arc::clone(&shared), until.clone(), ended.clone());
        tokio::spawn(async move {
            let (line, lines) = unbounded_channel();
            let mut connection = Connection { shared, line, session: None, sent: Vec::new() };
            tokio::select! {
                () = connection.talk(stream, lines) => {}
                _ = until.changed() => {}
            }
            if let Some(session) = &connection.session {
                connection.shared.change(|state| state.hung_up(session, &connection.line));
            }
            drop(ended);
        });
    }
}

impl Connection {
    /// Until one side has enough.
    async fn talk(&mut self, stream: TcpStream, mut lines: tokio::sync::mpsc::UnboundedReceiver<Line>) {
        let Ok(mut socket) = tokio_tungstenite::accept_async(stream).await else { return };
        let interval = self.shared.state().gateway.interval;
        let milliseconds = u64::try_from(interval.as_millis()).unwrap_or(u64::MAX);
        if !send(&mut socket, &payload(10, &json!({"heartbeat_interval": milliseconds}))).await {
            return;
        }
        // Discord waits for one and a half intervals.
        let patience = interval + interval / 2;
        let mut alive_until = Instant::now() + patience;
        loop {
            let (closes, goes_on) = tokio::select! {
                // What was sent first goes first: a close must not overtake events.
                line = lines.recv() => match line {
                    Some(Line::Send(value)) => (None, send(&mut socket, &value).await),
                    Some(Line::Close(code)) => (Some(code), false),
                    Some(Line::Cut) | None => (None, false),
                },
                came = timeout_at(alive_until, socket.next()) => match came {
                    Err(_) => (Some(close::TIMED_OUT), false),
                    Ok(Some(Ok(Message::Text(text)))) => {
                        alive_until = Instant::now() + patience;
                        let closes = self.hears(&text).err();
                        (closes, closes.is_none())
                    }
                    Ok(Some(Ok(Message::Ping(_) | Message::Pong(_)))) => (None, true),
                    Ok(Some(Ok(Message::Binary(_)))) => (Some(close::DECODE), false),
                    Ok(Some(Ok(Message::Close(_) | Message::Frame(_)) | Err(_)) | None) => (None, false),
                },
            };
            if let Some(code) = closes {
                let frame = CloseFrame { code: CloseCode::from(code), reason: "".into() };
                let _ = socket.close(Some(frame)).await;
                // The other side says goodbye too, or goes.
                let goodbye = async { while let Some(Ok(_)) = socket.next().await {} };
                let _ = tokio::time::timeout(Duration::from_secs(1), goodbye).await;
            }
            if !goes_on {
                return;
            }
        }
    }

    /// What the bot says; the code with which the connection is closed where that is wrong.
    fn hears(&mut self, text: &str) -> Result<(), u16> {
        let now = Instant::now();
        self.sent.retain(|sent| now.duration_since(*sent) < WINDOW);
        self.sent.push(now);
        let shared = Arc::clone(&self.shared);
        shared.change(|state| {
            if self.sent.len() > MOST {
                state.journal.complain(format!("more than {MOST} payloads to the gateway in a minute"));
                return Err(close::RATE_LIMITED);
            }
            let read = if text.len() > LONGEST { None } else { serde_json::from_str::<Value>(text).ok() };
            let Some(came) = read else {
                state.journal.complain(format!("the gateway was told what it cannot read: {text}"));
                return Err(close::DECODE);
            };
            self.does(state, &came)
        })
    }

    fn does(&mut self, state: &mut State, came: &Value) -> Result<(), u16> {
        let data = &came["d"];
        match (came["op"].as_u64(), &self.session) {
            (Some(1), _) => {
                if state.gateway.acknowledges {
                    let _ = self.line.send(Line::Send(payload(11, &Value::Null)));
                }
            }
            (Some(2 | 6), Some(_)) => return Err(close::ALREADY_AUTHENTICATED),
            (Some(2), None) => self.session = Some(state.identify(data, &self.line)?),
            (Some(6), None) => match state.resume(data, &self.line) {
                Ok(session) => self.session = Some(session),
                Err(Some(code)) => return Err(code),
                Err(None) => {
                    let _ = self.line.send(Line::Send(payload(9, &json!(false))));
                }
            },
            // Its presence: nobody sees it here.
            (Some(3), Some(_)) => {}
            (_, None) => return Err(close::NOT_AUTHENTICATED),
            (op, Some(_)) => {
                state.journal.complain(format!("the gateway was told something it does not know here, {op:?}: {came}"));
                return Err(close::UNKNOWN);
            }
        }
        Ok(())
    }
}

async fn send(socket: &mut WebSocketStream<TcpStream>, value: &Value) -> bool {
    socket.send(Message::Text(value.to_string())).await.is_ok()
}
