//! The scripted console: one JSON object a line in, one a line out.

use std::{io::Read, sync::Arc, time::Duration};

use tokio::{sync::mpsc, task::JoinHandle};

use super::{
    input::{self, Entry, Mistake, unknown_incident},
    lines::{self, Content, Raw},
    output,
    printer::Printer,
    running::Running,
};
use crate::{
    domain::{ids::IncidentId, line::Line},
    engine::port::Input,
    engine::ticket::{Progress, Ticket},
};

/// How long the end of the input waits for lines that could not be stored yet; the engine tries every 5 s.
const LAST_CHANCE: Duration = Duration::from_secs(11);

/// The console of one script.
pub struct Script {
    running: Arc<Running>,
    printer: Arc<Printer>,
    later: Later,
}

/// What became of a line.
enum Taken {
    /// It is dealt with.
    Done,
    /// It goes on beside the lines that follow.
    Later,
}

/// Lines that wait for the storage, in order; at the end, how many were not stored.
struct Later {
    sender: mpsc::UnboundedSender<(u64, Ticket)>,
    lost: JoinHandle<usize>,
}

impl Script {
    /// Reads nothing yet.
    #[must_use]
    pub fn new(running: Arc<Running>, printer: Arc<Printer>) -> Self {
        let (sender, waiting) = mpsc::unbounded_channel();
        let lost = tokio::spawn(stored_at_last(running.clone(), printer.clone(), waiting));
        Self { running, printer, later: Later { sender, lost } }
    }

    /// Takes line after line until the input ends or somebody asks to stop, and stops the engine; how many lines were
    /// not stored then.
    pub async fn run(mut self, input: impl Read + Send + 'static) -> usize {
        self.running.catch_up().await;
        self.printer.print(&output::done(0));
        let mut lines = lines::reading(input);
        while let Some(raw) = self.next(&mut lines).await {
            self.take(raw).await;
        }
        self.end().await
    }

    async fn next(&mut self, lines: &mut mpsc::Receiver<Raw>) -> Option<Raw> {
        tokio::select! {
            biased;
            () = self.running.stop.asked() => None,
            line = lines.recv() => line,
        }
    }

    async fn end(self) -> usize {
        let Later { sender, mut lost } = self.later;
        drop(sender);
        let early = tokio::select! {
            lost = &mut lost => Some(lost),
            () = self.running.stop.asked() => None,
            () = tokio::time::sleep(LAST_CHANCE) => None,
        };
        self.running.stop.ask();
        self.running.close().await;
        let lost = match early {
            Some(lost) => lost,
            None => lost.await,
        };
        lost.unwrap_or(0)
    }

    async fn take(&mut self, raw: Raw) {
        let line = raw.number;
        let entry = match &raw.content {
            Content::Whole(bytes) => input::read(bytes),
            Content::TooLong => Err(too_long()),
        };
        let taken = match entry {
            Ok(None) => return,
            Ok(Some(entry)) => self.answer(entry, line).await,
            Err(mistake) => Err(mistake),
        };
        match taken {
            Ok(Taken::Later) => return,
            Ok(Taken::Done) => {}
            Err(mistake) => complain(&self.running, &self.printer, line, &mistake),
        }
        self.printer.print(&output::done(line));
    }

    async fn answer(&mut self, entry: Entry, line: u64) -> Result<Taken, Mistake> {
        match entry {
            Entry::Advance(span) => self.running.advance(span).await?,
            Entry::Show(incident) => self.show(incident).await?,
            entry @ (Entry::Said { .. } | Entry::Pressed { .. }) => {
                if let Some(input) = self.running.input_of(entry, line)? {
                    return self.submit(input, line).await;
                }
            }
        }
        Ok(Taken::Done)
    }

    async fn show(&self, incident: IncidentId) -> Result<(), Mistake> {
        match self.running.records.document(incident).await {
            Ok(Some(document)) => {
                self.printer.print(&output::state(&document));
                Ok(())
            }
            Ok(None) => Err(unknown_incident(&incident.to_string())),
            Err(problem) => Err(Mistake::new("unreadable", Line::ConsoleUnreadable { problem })),
        }
    }

    /// Waits until the input is committed and what it caused was attempted. While the storage is down that goes on
    /// beside the lines that follow.
    async fn submit(&mut self, input: Input, line: u64) -> Result<Taken, Mistake> {
        let mut ticket = self.running.engine.submit(input);
        let progress = ticket.next().await;
        if matches!(progress, Some(Progress::NotStored)) {
            // The other end lives until this one is dropped.
            let _ = self.later.sender.send((line, ticket));
            return Ok(Taken::Later);
        }
        self.running.checked(progress)?;
        Ok(Taken::Done)
    }
}

async fn stored_at_last(
    running: Arc<Running>,
    printer: Arc<Printer>,
    mut waiting: mpsc::UnboundedReceiver<(u64, Ticket)>,
) -> usize {
    let mut lost = 0;
    while let Some((line, ticket)) = waiting.recv().await {
        match ticket.done().await {
            Progress::Stopped | Progress::NotStored => lost += 1,
            // Its effects go out at the next start.
            _ if running.stop.is_asked() => {}
            progress => {
                if let Err(mistake) = running.checked(Some(progress)) {
                    complain(&running, &printer, line, &mistake);
                }
                printer.print(&output::done(line));
            }
        }
    }
    lost
}

fn complain(running: &Running, printer: &Printer, line: u64, mistake: &Mistake) {
    let text = running.words.error(&mistake.line, running.clock.now());
    printer.print(&output::error(line, mistake.code, &text));
}

fn too_long() -> Mistake {
    let limit = i64::try_from(lines::LIMIT).unwrap_or(i64::MAX);
    Mistake::new("line_too_long", Line::ConsoleLineTooLong { limit })
}
