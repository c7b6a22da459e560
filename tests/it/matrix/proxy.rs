//! A proxy on loopback between a client and its homeserver: it makes the faults that no homeserver makes on demand, and
//! notes when each request began and each answer ended. It knows only HTTP/1.1 without encryption, and depends on nothing
//! here, so that benches can include it by path.
#![allow(dead_code, reason = "tests and benches each use a part of it")]

use std::{
    io::{self, BufRead, BufReader, Write},
    net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use tokio::time::Instant;

/// What goes wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It never reaches the homeserver; this is answered, a body of JSON.
    Answer {
        /// Such as 429 or 502.
        status: u16,
        /// The whole body.
        body: String,
    },
    /// It never reaches the homeserver, and nothing is answered while the connection lasts.
    Hang,
    /// It never reaches the homeserver; the connection is closed.
    Refuse,
    /// The homeserver does it; its answer is lost with the connection.
    LoseAnswer,
    /// The homeserver does it; of the answer's body only half arrives.
    CutAnswer,
    /// It reaches the homeserver only after this long.
    Delay(Duration),
    /// The homeserver does it at once; its answer arrives only after this long.
    DelayAnswer(Duration),
}

impl Fault {
    /// The homeserver's own words for "too much, come back later".
    pub fn limited(retry_after: Duration) -> Self {
        let body = format!(
            r#"{{"errcode":"M_LIMIT_EXCEEDED","error":"Too Many Requests","retry_after_ms":{}}}"#,
            retry_after.as_millis()
        );
        Self::Answer { status: 429, body }
    }

    /// What a gateway says whose homeserver is away.
    pub fn gateway(status: u16) -> Self {
        Self::Answer { status, body: "<html>no JSON at all</html>".to_owned() }
    }
}

/// When a fault happens. Of several that fit a request, the one that was set first.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The method, or an empty text for each.
    pub method: &'static str,
    /// A part of path and query.
    pub path: String,
    /// Requests that fit and pass untouched first.
    pub after: usize,
    /// How many after those fail.
    pub times: usize,
    /// How.
    pub fault: Fault,
}

/// One request that was answered, or was not.
#[derive(Debug, Clone)]
pub struct Stamp {
    /// The method.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// The status; none when the answer did not come through whole.
    pub status: Option<u16>,
    /// When the first byte of the request was there.
    pub began: Instant,
    /// When the last byte of the answer was handed to the client.
    pub ended: Instant,
    /// The answer's body as it came over the wire, where `keep` asked for it.
    pub body: Vec<u8>,
}

/// Dropped, it closes every connection.
pub struct Proxy {
    port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    upstream: SocketAddr,
    rules: Mutex<Vec<Rule>>,
    stamps: Mutex<Vec<Stamp>>,
    keeps: Mutex<Option<String>>,
    open: Mutex<Vec<TcpStream>>,
    ended: AtomicBool,
    /// Refuses every new connection and cuts those there are.
    down: AtomicBool,
}

impl Proxy {
    /// Before the homeserver on this port.
    pub fn start(upstream: u16) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback is there");
        let port = listener.local_addr().expect("it is bound").port();
        let shared = Arc::new(Shared {
            upstream: (Ipv4Addr::LOCALHOST, upstream).into(),
            rules: Mutex::default(),
            stamps: Mutex::default(),
            keeps: Mutex::default(),
            open: Mutex::default(),
            ended: AtomicBool::new(false),
            down: AtomicBool::new(false),
        });
        let accepts = Arc::clone(&shared);
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                if accepts.ended.load(Ordering::Acquire) {
                    return;
                }
                let shared = Arc::clone(&accepts);
                thread::spawn(move || shared.serve(&client));
            }
        });
        Self { port, shared }
    }

    /// Where clients find it.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// From now on this goes wrong too.
    pub fn script(&self, rule: Rule) {
        lock(&self.shared.rules).push(rule);
    }

    /// Nothing goes wrong any more; what hangs is let go of.
    pub fn clear(&self) {
        lock(&self.shared.rules).clear();
    }

    /// Faults that were set and have not happened as often as they should.
    pub fn pending(&self) -> Vec<Rule> {
        lock(&self.shared.rules).iter().filter(|rule| rule.times > 0).cloned().collect()
    }

    /// Whether the network is down: new connections are closed, those there are cut.
    pub fn down(&self, down: bool) {
        self.shared.down.store(down, Ordering::Release);
        if down {
            self.shared.cut();
        }
    }

    /// Keeps the bodies of answers to paths that hold this.
    pub fn keep(&self, path: &str) {
        *lock(&self.shared.keeps) = Some(path.to_owned());
    }

    /// Every request until now, in the order in which they ended.
    pub fn stamps(&self) -> Vec<Stamp> {
        lock(&self.shared.stamps).clone()
    }

    /// Forgets the stamps until now, and returns them.
    pub fn take_stamps(&self) -> Vec<Stamp> {
        std::mem::take(&mut *lock(&self.shared.stamps))
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::Release);
        self.shared.cut();
        // The listener waits for one more.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("nobody panics while holding it")
}

/// The head of a request or an answer, and its body as it came over the wire.
struct Message {
    began: Instant,
    first: String,
    head: Vec<u8>,
    framing: Framing,
    /// It is the last of its connection.
    last: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Framing {
    Length(usize),
    Chunked,
    ToTheEnd,
}

impl Shared {
    fn cut(&self) {
        for stream in lock(&self.open).drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    fn serve(&self, client: &TcpStream) {
        if self.down.load(Ordering::Acquire) {
            return;
        }
        let Ok(server) = TcpStream::connect(self.upstream) else { return };
        for stream in [client, &server] {
            let _ = stream.set_nodelay(true);
            if let Ok(copy) = stream.try_clone() {
                lock(&self.open).push(copy);
            }
        }
        // An end of either side, and every fault that needs it, is an end of both.
        let _ = self.exchange(client, &server);
        let _ = client.shutdown(Shutdown::Both);
        let _ = server.shutdown(Shutdown::Both);
    }

    /// Requests and answers until one side has enough.
    fn exchange(&self, client: &TcpStream, server: &TcpStream) -> io::Result<()> {
        let (mut from_client, mut from_server) = (BufReader::new(client), BufReader::new(server));
        let (mut to_client, mut to_server) = (client, server);
        loop {
            let request = read_head(&mut from_client, Framing::Length(0))?;
            let mut whole = request.head.clone();
            copy_body(&mut from_client, request.framing, |part| {
                whole.extend_from_slice(part);
                Ok(())
            })?;
            let mut words = request.first.split(' ');
            let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            let fault = self.fault(method, path);
            let mut stamp = Stamp {
                method: method.to_owned(),
                path: path.to_owned(),
                status: None,
                began: request.began,
                ended: request.began,
                body: Vec::new(),
            };
            let go_on = match &fault {
                Some(Fault::Answer { status, body }) => {
                    let length = body.len();
                    let head = format!("HTTP/1.1 {status} Scripted\r\nContent-Type: application/json\r\n");
                    write!(to_client, "{head}Content-Length: {length}\r\n\r\n{body}")?;
                    stamp.status = Some(*status);
                    true
                }
                Some(Fault::Hang) => {
                    self.hang(client);
                    false
                }
                Some(Fault::Refuse) => false,
                other => {
                    if let Some(Fault::Delay(time)) = other {
                        thread::sleep(*time);
                    }
                    to_server.write_all(&whole)?;
                    self.answer(&mut from_server, &mut to_client, fault.as_ref(), &mut stamp)?
                }
            };
            stamp.ended = Instant::now();
            lock(&self.stamps).push(stamp);
            if !go_on || request.last {
                return Ok(());
            }
        }
    }

    /// Hands one answer on, as far as the fault lets it; whether the connection may go on.
    fn answer(
        &self,
        from: &mut BufReader<&TcpStream>,
        to: &mut &TcpStream,
        fault: Option<&Fault>,
        stamp: &mut Stamp,
    ) -> io::Result<bool> {
        let answer = read_head(from, Framing::ToTheEnd)?;
        let status = answer.first.split(' ').nth(1).and_then(|status| status.parse().ok());
        let keeps = lock(&self.keeps).as_ref().is_some_and(|part| stamp.path.contains(part.as_str()));
        // What is to be held back or cut is read whole; everything else passes as it comes.
        let whole = matches!(fault, Some(Fault::LoseAnswer | Fault::CutAnswer | Fault::DelayAnswer(_)));
        let mut body = Vec::new();
        if !whole {
            to.write_all(&answer.head)?;
        }
        copy_body(from, answer.framing, |part| {
            if keeps || whole {
                body.extend_from_slice(part);
            }
            if whole { Ok(()) } else { to.write_all(part) }
        })?;
        match fault {
            Some(Fault::LoseAnswer) => return Ok(false),
            Some(Fault::CutAnswer) => {
                to.write_all(&answer.head)?;
                to.write_all(&body[..body.len() / 2])?;
                return Ok(false);
            }
            Some(Fault::DelayAnswer(time)) => {
                thread::sleep(*time);
                to.write_all(&answer.head)?;
                to.write_all(&body)?;
            }
            _ => {}
        }
        stamp.status = status;
        if keeps {
            stamp.body = body;
        }
        Ok(!answer.last && answer.framing != Framing::ToTheEnd)
    }

    /// The fault of this request, counted.
    fn fault(&self, method: &str, path: &str) -> Option<Fault> {
        let mut rules = lock(&self.rules);
        let fits = |rule: &&mut Rule| {
            (rule.method.is_empty() || rule.method == method) && path.contains(&rule.path) && rule.times > 0
        };
        let rule = rules.iter_mut().find(fits)?;
        if rule.after > 0 {
            rule.after -= 1;
            return None;
        }
        rule.times -= 1;
        Some(rule.fault.clone())
    }

    /// Until the client gives up, or nothing is to hang any more.
    fn hang(&self, client: &TcpStream) {
        let _ = client.set_read_timeout(Some(Duration::from_millis(50)));
        while !self.ended.load(Ordering::Acquire) && !lock(&self.rules).is_empty() {
            match client.peek(&mut [0]) {
                Err(bad) if matches!(bad.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {}
                _ => return,
            }
        }
    }
}

/// Reads up to the empty line; `otherwise` is how the body is framed where no header says it.
fn read_head(from: &mut BufReader<&TcpStream>, otherwise: Framing) -> io::Result<Message> {
    if from.fill_buf()?.is_empty() {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let began = Instant::now();
    let (mut head, mut first, mut framing, mut last) = (Vec::new(), String::new(), otherwise, false);
    loop {
        let length = head.len();
        if from.read_until(b'\n', &mut head)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let line = String::from_utf8_lossy(&head[length..]).trim_end().to_owned();
        if line.is_empty() {
            break;
        }
        if first.is_empty() {
            first = line;
            continue;
        }
        let (name, value) = line.split_once(':').unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => framing = Framing::Length(value.trim().parse().unwrap_or_default()),
            "transfer-encoding" => framing = Framing::Chunked,
            "connection" => last = value.trim().eq_ignore_ascii_case("close"),
            _ => {}
        }
    }
    let status = first.split(' ').nth(1).unwrap_or_default();
    if first.starts_with("HTTP/") && matches!(status, "204" | "304") {
        framing = Framing::Length(0);
    }
    Ok(Message { began, first, head, framing, last })
}

/// Hands the body on part by part, with its chunk marks where it has those.
fn copy_body(
    from: &mut BufReader<&TcpStream>,
    framing: Framing,
    mut to: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    match framing {
        Framing::Length(length) => copy_length(from, length, &mut to),
        Framing::ToTheEnd => loop {
            let part = from.fill_buf()?;
            let length = part.len();
            if length == 0 {
                return Ok(());
            }
            to(part)?;
            from.consume(length);
        },
        Framing::Chunked => loop {
            let mut mark = Vec::new();
            from.read_until(b'\n', &mut mark)?;
            to(&mark)?;
            let text = String::from_utf8_lossy(&mark);
            let size = text.trim_end().split(';').next().unwrap_or_default();
            let size = usize::from_str_radix(size, 16).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
            copy_length(from, size + 2, &mut to)?;
            if size == 0 {
                return Ok(());
            }
        },
    }
}

fn copy_length(
    from: &mut BufReader<&TcpStream>,
    length: usize,
    to: &mut impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    let mut left = length;
    while left > 0 {
        let part = from.fill_buf()?;
        if part.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let length = part.len().min(left);
        to(&part[..length])?;
        from.consume(length);
        left -= length;
    }
    Ok(())
}
