//! The calendars of duty rotas: read again and again, and the last good copy kept in the data folder, so that it is known
//! who is on duty also after a start without a network. Time between two readings is technical.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use futures_util::future::join_all;
use http_client::Client;

use crate::{
    domain::{
        ids::PersonId,
        line::Line,
        on_duty::unfit,
        organisation::Organisation,
        rota::{Shift, Turns},
        words::Verbatim,
    },
    engine::{Engine, port::Clock},
    platform::{
        finding::{Check, with_causes},
        operator::Operator,
        stop::Stop,
    },
    settings::calendar::{self, Calendar, LARGEST, Origin, Problem},
};

/// How long one reading may take.
const CALL: Duration = Duration::from_secs(20);
/// How soon it is tried again when it did not work, at most.
const AGAIN: Duration = Duration::from_mins(1);

/// What every calendar needs.
#[derive(Clone)]
pub struct Shelf {
    /// Where the copies are, in the data folder.
    pub folder: PathBuf,
    /// Whose mail addresses and names stand in them.
    pub organisation: Arc<Organisation>,
    /// Business time.
    pub clock: Arc<dyn Clock>,
    /// Who is told when one cannot be used.
    pub operator: Arc<dyn Operator>,
}

impl Shelf {
    /// The organisation with what the last good copies say, where the configuration alone does not know it.
    #[must_use]
    pub fn known(&self, calendars: &[Calendar]) -> Arc<Organisation> {
        let mut organisation = Arc::clone(&self.organisation);
        for calendar in calendars {
            let unknown = organisation.rotas.get(&calendar.rota).is_some_and(|rota| rota.turns.is_unknown());
            let Some(shifts) = unknown.then(|| self.kept(calendar)).flatten() else { continue };
            if let Some(rota) = Arc::make_mut(&mut organisation).rotas.get_mut(&calendar.rota) {
                rota.turns = Turns::Calendar(shifts);
            }
        }
        organisation
    }

    fn path(&self, calendar: &Calendar) -> PathBuf {
        self.folder.join(format!("{}.ics", calendar.rota))
    }

    fn kept(&self, calendar: &Calendar) -> Option<Arc<[Shift]>> {
        let bytes = calendar::file(&self.path(calendar)).ok()?;
        self.read(calendar, &bytes).ok()
    }

    fn read(&self, calendar: &Calendar, bytes: &[u8]) -> Result<Arc<[Shift]>, Problem> {
        let shifts = calendar::shifts(bytes, &self.organisation.people, Some(self.clock.now()));
        let shifts = shifts.map_err(|problems| problems.into_iter().next().unwrap_or(Problem::NotACalendar))?;
        let rota = self.organisation.rotas.get(&calendar.rota);
        let unfit = |person: &PersonId| Some((person.clone(), unfit(&self.organisation, rota?, person)?));
        match shifts.iter().find_map(|shift| unfit(&shift.person)) {
            Some((person, why)) => Err(Problem::Unfit(person, why)),
            None => Ok(shifts),
        }
    }

    /// Whole or not at all: a copy that is half written would be the last one.
    fn keep(&self, calendar: &Calendar, bytes: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let path = self.path(calendar);
        let new = path.with_extension("new");
        fs::write(&new, bytes)?;
        fs::rename(new, path)
    }
}

/// Reads each of them until it is asked to stop.
pub fn follow(calendars: &[Calendar], shelf: &Shelf, engine: &Arc<Engine>, stop: &Stop) {
    for calendar in calendars {
        let mut reader = Reader::new(calendar.clone(), shelf.clone());
        let (engine, stop) = (Arc::clone(engine), stop.clone());
        tokio::spawn(async move {
            loop {
                let looked = tokio::select! {
                    () = stop.asked() => return,
                    looked = reader.look() => looked,
                };
                if let Some(shifts) = looked {
                    drop(engine.shifts(reader.calendar.rota.clone(), shifts).await);
                }
                let pause =
                    if reader.trouble.is_some() { reader.calendar.every.min(AGAIN) } else { reader.calendar.every };
                tokio::select! {
                    () = stop.asked() => return,
                    () = tokio::time::sleep(pause) => {}
                }
            }
        });
    }
}

/// Whether each of them can be used as it is now, also those at an address.
pub async fn examine(calendars: &[Calendar], shelf: &Shelf) -> Vec<Check> {
    let looked = calendars.iter().map(|calendar| async {
        let rota = Verbatim(calendar.rota.to_string());
        match Reader::new(calendar.clone(), shelf.clone()).read().await {
            Ok(_) => Check::fine(Line::DoctorCalendar { rota }),
            Err(problem) => {
                let problem = problem.say(shelf.organisation.language);
                Check::finding(Line::DoctorCalendarWrong { rota, problem })
            }
        }
    });
    join_all(looked).await
}

/// One calendar.
struct Reader {
    calendar: Calendar,
    shelf: Shelf,
    /// What was read last and could be used.
    last: Option<Vec<u8>>,
    /// What was wrong with it the last time, as whoever runs the bot was told.
    trouble: Option<String>,
}

impl Reader {
    fn new(calendar: Calendar, shelf: Shelf) -> Self {
        Self { calendar, shelf, last: None, trouble: None }
    }

    /// Its turns, with what they were read from.
    async fn read(&self) -> Result<(Arc<[Shift]>, Vec<u8>), Problem> {
        let bytes = match &self.calendar.origin {
            Origin::File(path) => file(path.clone()).await,
            Origin::Url(target) => match target.url() {
                Ok(Some(url)) => fetch(url).await,
                Ok(None) => Err(Problem::NotACalendar),
                Err(error) => Err(Problem::Unreadable(error.to_string())),
            },
        }?;
        Ok((self.shelf.read(&self.calendar, &bytes)?, bytes))
    }

    /// Reads it once; its turns when they are others than before.
    async fn look(&mut self) -> Option<Arc<[Shift]>> {
        let rota = || Verbatim(self.calendar.rota.to_string());
        let (shifts, bytes) = match self.read().await {
            Ok(read) => read,
            Err(problem) => {
                let problem = problem.say(self.shelf.organisation.language);
                if self.trouble.as_ref() != Some(&problem) {
                    let known = self.last.is_some() || self.shelf.path(&self.calendar).exists();
                    let said = problem.clone();
                    self.shelf.operator.tell(&if known {
                        Line::CalendarKept { rota: rota(), problem: said }
                    } else {
                        Line::CalendarUnknown { rota: rota(), problem: said }
                    });
                    self.trouble = Some(problem);
                }
                return None;
            }
        };
        if self.trouble.is_some() {
            self.shelf.operator.tell(&Line::CalendarWorks { rota: rota() });
            self.trouble = None;
        }
        if self.last.as_ref() == Some(&bytes) {
            return None;
        }
        if let Err(error) = self.shelf.keep(&self.calendar, &bytes) {
            tracing::warn!(%error, rota = %self.calendar.rota, "no copy of the calendar can be kept; it is used all the same");
        }
        self.last = Some(bytes);
        Some(shifts)
    }
}

/// A share of somebody else may take long to answer.
async fn file(path: PathBuf) -> Result<Vec<u8>, Problem> {
    let read = tokio::task::spawn_blocking(move || calendar::file(&path)).await;
    read.unwrap_or_else(|error| Err(Problem::Unreadable(error.to_string())))
}

/// The address is in no message: whoever knows it can read the calendar.
async fn fetch(url: url::Url) -> Result<Vec<u8>, Problem> {
    let unreadable = |error: http_client::Error| Problem::Unreadable(with_causes(&error.without_url()));
    let safe = url.scheme() == "https";
    let client = Client::builder().timeout(CALL).https_only(safe).build().map_err(unreadable)?;
    let mut answer = client.get(url).send().await.map_err(unreadable)?;
    if !answer.status().is_success() {
        return Err(Problem::Unreadable(answer.status().to_string()));
    }
    let limit = usize::try_from(LARGEST).unwrap_or(usize::MAX);
    let mut bytes = Vec::new();
    while let Some(part) = answer.chunk().await.map_err(unreadable)? {
        bytes.extend_from_slice(&part);
        if bytes.len() > limit {
            return Err(Problem::TooLarge(LARGEST));
        }
    }
    Ok(bytes)
}

/// Where the copies are, in the data folder.
#[must_use]
pub fn folder(data: &Path) -> PathBuf {
    data.join("calendars")
}

#[cfg(test)]
#[path = "calendars_test.rs"]
mod tests;
