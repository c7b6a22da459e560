//! People in Matrix rooms, on a client that shares no line with ours (tests/matrix/people.py).

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{
        Arc, Condvar, Mutex, MutexGuard,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

use serde_json::{Value, json};

use super::{
    homeserver::{Homeserver, SECRET, python, script},
    seen::{Book, Seen},
};

/// Longer than anything that a person does takes, also on a loaded machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A process with any number of people in it.
pub struct People {
    child: Child,
    stdin: Mutex<Option<ChildStdin>>,
    next: AtomicU64,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    answers: BTreeMap<u64, Result<Value, String>>,
    book: Book,
    /// What the process itself complained of.
    trouble: String,
    ended: bool,
}

impl People {
    /// Starts the process; nobody is in it yet.
    pub fn start(homeserver: &Homeserver) -> Self {
        let mut child = Command::new(python())
            .arg(script("people.py"))
            .args([&homeserver.url(), SECRET])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("python starts");
        let shared = Arc::new(Shared::default());
        let stdout = BufReader::new(child.stdout.take().expect("piped"));
        let mut stderr = child.stderr.take().expect("piped");
        let reads = Arc::clone(&shared);
        thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                reads.take_in(&line);
            }
            reads.lock().ended = true;
            reads.changed.notify_all();
        });
        let complains = Arc::clone(&shared);
        thread::spawn(move || {
            let mut text = Vec::new();
            let _ = stderr.read_to_end(&mut text);
            complains.lock().trouble.push_str(&String::from_utf8_lossy(&text));
        });
        Self { stdin: Mutex::new(child.stdin.take()), child, next: AtomicU64::new(1), shared }
    }

    /// Has something done, and waits until it is; panics where it cannot be done.
    pub fn ask(&self, word: &str, request: Value) -> Value {
        self.try_ask(word, request).unwrap_or_else(|why| panic!("{why}"))
    }

    /// Has something done, and waits until it is.
    pub fn try_ask(&self, word: &str, request: Value) -> Result<Value, String> {
        let number = self.begin(word, request);
        self.end(number)
    }

    /// Has something done, without waiting for it; the number is for `end`.
    pub fn begin(&self, word: &str, mut request: Value) -> u64 {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        request["id"] = json!(number);
        request["do"] = json!(word);
        let mut stdin = self.stdin.lock().expect("nobody panics while writing");
        let stdin = stdin.as_mut().expect("it is not ended");
        writeln!(stdin, "{request}").and_then(|()| stdin.flush()).expect("the people still run");
        number
    }

    /// Waits for what was begun.
    pub fn end(&self, number: u64) -> Result<Value, String> {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        let mut state = self.shared.lock();
        loop {
            if let Some(answer) = state.answers.remove(&number) {
                return answer;
            }
            assert!(!state.ended, "the people ended: {}", state.trouble);
            let left = deadline.saturating_duration_since(tokio::time::Instant::now());
            assert!(!left.is_zero(), "the people do not answer within {PATIENCE:?}");
            state = self.shared.changed.wait_timeout(state, left).expect("nobody panics while holding it").0;
        }
    }

    /// Asks the book, again after everything that is seen, until it has an answer or time is up.
    pub fn wait<T>(&self, limit: Duration, mut ask: impl FnMut(&mut Book) -> Option<T>) -> Option<T> {
        let deadline = tokio::time::Instant::now() + limit;
        let mut state = self.shared.lock();
        loop {
            if let Some(found) = ask(&mut state.book) {
                return Some(found);
            }
            // What comes in a burst is asked about once, not once an event.
            drop(state);
            thread::sleep(Duration::from_millis(5));
            state = self.shared.lock();
            if let Some(found) = ask(&mut state.book) {
                return Some(found);
            }
            let left = deadline.saturating_duration_since(tokio::time::Instant::now());
            if left.is_zero() {
                return None;
            }
            state = self.shared.changed.wait_timeout(state, left).expect("nobody panics while holding it").0;
        }
    }

    /// What was seen until now.
    pub fn book<T>(&self, read: impl FnOnce(&mut Book) -> T) -> T {
        read(&mut self.shared.lock().book)
    }

    /// What the process complained of by itself.
    pub fn trouble(&self) -> String {
        self.shared.lock().trouble.clone()
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nobody panics while holding it")
    }

    fn take_in(&self, line: &str) {
        let mut state = self.lock();
        match serde_json::from_str::<Value>(line) {
            Ok(mut object) if object.get("saw").is_some() => state.book.add(Seen::read(object["saw"].take())),
            Ok(mut object) if object["id"].is_u64() => {
                let number = object["id"].as_u64().expect("a number");
                let answer = match object.get("error").and_then(Value::as_str) {
                    Some(error) => Err(error.to_owned()),
                    None => Ok(object["ok"].take()),
                };
                state.answers.insert(number, answer);
            }
            _ => {
                state.trouble.push_str(line);
                state.trouble.push('\n');
            }
        }
        self.changed.notify_all();
    }
}

impl Drop for People {
    fn drop(&mut self) {
        if let Ok(mut stdin) = self.stdin.lock() {
            drop(stdin.take());
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
