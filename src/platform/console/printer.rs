//! The platform of a script: everything that Noodklok does in any room is printed, flushed, and thereby delivered.

use std::{
    io::{self, Write},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use super::output;
use crate::{
    domain::ids::RoomId,
    engine::port::{Attempt, Clock, Delivery, Outcome, Platform, Way},
    platform::stop::Stop,
    text::reply::Reply,
};

/// Prints one JSON object a line.
pub struct Printer {
    out: Mutex<Box<dyn Write + Send>>,
    clock: Arc<dyn Clock>,
    boot: String,
    notices: AtomicU64,
    stop: Stop,
}

impl Printer {
    /// Prints to `out`; when nobody reads that any more, it asks to stop.
    #[must_use]
    pub fn new(out: Box<dyn Write + Send>, clock: Arc<dyn Clock>, boot: String, stop: Stop) -> Self {
        Self { out: Mutex::new(out), clock, boot, notices: AtomicU64::new(0), stop }
    }

    /// Prints a line and flushes it; whether that worked.
    pub fn print(&self, line: &str) -> bool {
        self.write(line).map_err(|_| self.stop.ask()).is_ok()
    }

    fn write(&self, line: &str) -> io::Result<()> {
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        // One write, so that a reader never sees half a line between two of ours.
        out.write_all(format!("{line}\n").as_bytes())?;
        out.flush()
    }

    fn outcome(&self, line: &str) -> Outcome {
        if self.print(line) {
            return Outcome::Delivered;
        }
        // It stays to be delivered: the next start prints it first.
        Outcome::Retry { after: None, reason: "nobody reads the output".to_owned() }
    }
}

impl Platform for Printer {
    fn ways(&self, _: &Delivery) -> Vec<Way> {
        vec![Way { network: "console", lane: String::new() }]
    }

    fn deliver<'a>(&'a self, _: &'static str, delivery: &'a Delivery) -> Attempt<'a> {
        Box::pin(async move { self.outcome(&output::effect(delivery)) })
    }

    fn notice<'a>(&'a self, room: &'a RoomId, text: &'a Reply) -> Attempt<'a> {
        Box::pin(async move {
            let number = self.notices.fetch_add(1, Ordering::Relaxed);
            let id = format!("{}.n{number}", self.boot);
            self.outcome(&output::notice(self.clock.now(), &id, room, text.plain()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::time::Timestamp, engine::port::Act, platform::clock::Simulated};

    struct Closed;

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn printer(out: impl Write + Send + 'static, stop: &Stop) -> Printer {
        let clock = Arc::new(Simulated::starting(None, None));
        Printer::new(Box::new(out), clock, "abc234".to_owned(), stop.clone())
    }

    fn delivery() -> Delivery {
        let act = Act::ArchiveRoom { room: "r".into() };
        Delivery {
            effect: "abc234.1.0".to_owned(),
            at: Timestamp(0),
            incident: None,
            exercise: false,
            urgent: false,
            answers: None,
            aside: false,
            asks: None,
            again: false,
            fallback: None,
            act,
        }
    }

    #[tokio::test]
    async fn what_was_flushed_is_delivered() {
        let (out, stop) = (Kept::default(), Stop::default());
        let printer = printer(out.clone(), &stop);
        assert_eq!(printer.deliver("console", &delivery()).await, Outcome::Delivered);
        assert_eq!(printer.notice(&"r".into(), &Reply::default()).await, Outcome::Delivered);
        assert_eq!(printer.notice(&"r".into(), &Reply::default()).await, Outcome::Delivered);
        let text = String::from_utf8(out.0.lock().unwrap().clone()).unwrap();
        assert_eq!(text.lines().count(), 3);
        assert!(text.contains("abc234.n0") && text.contains("abc234.n1") && text.ends_with('\n'));
        assert!(!stop.is_asked());
    }

    #[tokio::test]
    async fn a_closed_output_keeps_the_effect_and_asks_to_stop() {
        let stop = Stop::default();
        let printer = printer(Closed, &stop);
        assert!(matches!(printer.deliver("console", &delivery()).await, Outcome::Retry { .. }));
        assert!(stop.is_asked());
    }
}
