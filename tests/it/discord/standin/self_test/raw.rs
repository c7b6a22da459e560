//! Requests that no library makes.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use serde_json::Value;

use super::super::Standin;

/// What came back.
#[derive(Debug)]
pub struct Came {
    /// The status; 0 where the connection ended without an answer.
    pub status: u16,
    /// Status line and headers, in small letters.
    pub head: String,
    /// The body; null without one.
    pub body: Value,
}

impl Came {
    /// One of its headers.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// One request with the bot's token, on a connection of its own.
pub fn ask(discord: &Standin, request: &str, body: &str) -> Came {
    ask_as(discord, &format!("Bot {}", discord.token()), request, body)
}

/// As `ask`, with something else for a token.
pub fn ask_as(discord: &Standin, token: &str, request: &str, body: &str) -> Came {
    let Some((method, path)) = request.split_once(' ') else { panic!("method and path") };
    let mut stream = TcpStream::connect(discord.base_url().trim_start_matches("http://")).expect("it is up");
    let kind = if body.is_empty() { "" } else { "Content-Type: application/json\r\n" };
    let head = format!(
        "{method} /api/v10{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: {token}\r\n"
    );
    let _ = write!(stream, "{head}{kind}Content-Length: {}\r\n\r\n{body}", body.len());
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
    let head = head.to_lowercase();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
    Came { status, head, body: serde_json::from_str(body).unwrap_or_default() }
}
