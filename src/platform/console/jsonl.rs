//! The scripted console: one JSON object a line in, one a line out.

use std::{io::Read, sync::Arc, time::Duration};

use tokio::{sync::mpsc, task::JoinSet};

use super::{
    input::{self, Entry, Mistake, unknown_incident},
    lines::{self, Content, Raw},
    output,
    printer::Printer,
    session::Session,
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
    session: Arc<Session>,
    printer: Arc<Printer>,
    /// Lines that wait for the storage; each tells at last whether it was stored.
    unstored: JoinSet<bool>,
}

/// What became of a line.
enum Taken {
    /// It is dealt with.
    Done,
    /// It goes on beside the lines that follow.
    Later,
}

impl Script {
    /// Reads nothing yet.
    #[must_use]
    pub fn new(session: Arc<Session>, printer: Arc<Printer>) -> Self {
        Self { session, printer, unstored: JoinSet::new() }
    }

    /// Takes line after line until the input ends or somebody asks to stop, and stops the engine; how many lines were
    /// not stored then.
    pub async fn run(mut self, input: impl Read + Send + 'static) -> usize {
        self.session.catch_up().await;
        self.printer.print(&output::done(0));
        let mut lines = lines::reading(input);
        while let Some(raw) = self.next(&mut lines).await {
            self.take(raw).await;
        }
        self.give_a_last_chance().await;
        self.session.stop.ask();
        self.session.engine.stop().await;
        self.unstored.join_all().await.into_iter().filter(|stored| !stored).count()
    }

    async fn next(&mut self, lines: &mut mpsc::Receiver<Raw>) -> Option<Raw> {
        tokio::select! {
            biased;
            () = self.session.stop.asked() => None,
            line = lines.recv() => line,
        }
    }

    async fn give_a_last_chance(&mut self) {
        let mut lost = Vec::new();
        let all = async {
            while let Some(ended) = self.unstored.join_next().await {
                lost.extend(ended.ok().filter(|stored| !stored));
            }
        };
        tokio::select! {
            () = all => {}
            () = self.session.stop.asked() => {}
            () = tokio::time::sleep(LAST_CHANCE) => {}
        }
        for stored in lost {
            self.unstored.spawn(async move { stored });
        }
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
            Err(mistake) => complain(&self.session, &self.printer, line, &mistake),
        }
        self.printer.print(&output::done(line));
    }

    async fn answer(&mut self, entry: Entry, line: u64) -> Result<Taken, Mistake> {
        match entry {
            Entry::Advance(span) => self.session.advance(span).await?,
            Entry::Show(incident) => self.show(incident).await?,
            entry @ (Entry::Said { .. } | Entry::Pressed { .. }) => {
                if let Some(input) = self.session.input_of(entry, line)? {
                    return self.submit(input, line).await;
                }
            }
        }
        Ok(Taken::Done)
    }

    async fn show(&self, incident: IncidentId) -> Result<(), Mistake> {
        match self.session.records.document(incident).await {
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
        let mut ticket = self.session.engine.submit(input);
        let progress = ticket.next().await;
        if matches!(progress, Some(Progress::NotStored)) {
            self.unstored.spawn(stored_at_last(self.session.clone(), self.printer.clone(), ticket, line));
            return Ok(Taken::Later);
        }
        self.session.checked(progress)?;
        Ok(Taken::Done)
    }
}

/// Whether the line was stored in the end.
async fn stored_at_last(session: Arc<Session>, printer: Arc<Printer>, ticket: Ticket, line: u64) -> bool {
    match ticket.done().await {
        Progress::Stopped | Progress::NotStored => return false,
        // Its effects go out at the next start.
        _ if session.stop.is_asked() => return true,
        progress => {
            if let Err(mistake) = session.checked(Some(progress)) {
                complain(&session, &printer, line, &mistake);
            }
        }
    }
    printer.print(&output::done(line));
    true
}

fn complain(session: &Session, printer: &Printer, line: u64, mistake: &Mistake) {
    let text = session.words.error(&mistake.line, session.clock.now());
    printer.print(&output::error(line, mistake.code, &text));
}

fn too_long() -> Mistake {
    let limit = i64::try_from(lines::LIMIT).unwrap_or(i64::MAX);
    Mistake::new("line_too_long", Line::ConsoleLineTooLong { limit })
}
