//! Asking over HTTP, byte by byte, so that anything can be sent.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    thread,
    time::{Duration, SystemTime},
};

use tokio::time::Instant;

/// What is waited for comes within this, also on a loaded machine.
pub const PATIENCE: Duration = Duration::from_secs(40);

/// Seconds since 1970.
#[expect(clippy::disallowed_methods, reason = "both sides of a connection look at the real clock")]
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970");
    i64::try_from(since.as_secs()).expect("before the year 292277026596")
}

/// Status and body; none where nothing listens, or nothing is answered.
pub fn ask(at: SocketAddr, lead: &str, headers: &[(&str, &str)], body: &[u8]) -> Option<(u16, String)> {
    let mut socket = TcpStream::connect(at).ok()?;
    socket.set_read_timeout(Some(PATIENCE)).ok()?;
    let mut request = format!("{lead} HTTP/1.1\r\nHost: noodklok\r\nConnection: close\r\n");
    for (name, value) in headers {
        request.extend([name, ": ", value, "\r\n"]);
    }
    if !body.is_empty() && !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("transfer-encoding")) {
        request.extend(["Content-Length: ", &body.len().to_string(), "\r\n"]);
    }
    request.push_str("\r\n");
    socket.write_all(request.as_bytes()).ok()?;
    // Whoever refuses it may close before it has read everything.
    let _ = socket.write_all(body);
    let mut answer = Vec::new();
    let _ = socket.read_to_end(&mut answer);
    let answer = String::from_utf8(answer).expect("answers are UTF-8");
    let (head, body) = answer.split_once("\r\n\r\n")?;
    Some((head.split(' ').nth(1)?.parse().expect("a status"), body.to_owned()))
}

/// A GET.
pub fn get(at: SocketAddr, path: &str, headers: &[(&str, &str)]) -> Option<(u16, String)> {
    ask(at, &format!("GET {path}"), headers, b"")
}

/// A POST that is answered.
pub fn post(at: SocketAddr, path: &str, headers: &[(&str, &str)], body: &[u8]) -> (u16, String) {
    ask(at, &format!("POST {path}"), headers, body).unwrap_or_else(|| panic!("{path} is not answered"))
}

/// Waits until it answers this.
pub fn until(at: SocketAddr, path: &str, fits: impl Fn(u16, &str) -> bool) -> String {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let answer = get(at, path, &[]);
        match &answer {
            Some((status, body)) if fits(*status, body) => return body.clone(),
            _ => assert!(Instant::now() < deadline, "{path} answers {answer:?}"),
        }
        thread::sleep(Duration::from_millis(50));
    }
}
