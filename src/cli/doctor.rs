//! `noodklok doctor`: whether everything works, one line for each thing that was looked at.

use std::{path::Path, sync::Arc};

use tokio::runtime::Runtime;

use super::{
    Common, Exit,
    setup::{Setup, tell},
    streams::out,
};
use crate::{
    domain::{line::Line, time::Timestamp, words::Verbatim},
    engine::{StartError, port::Clock as _},
    notify::{mail::Mail, telephone::Telephone},
    platform::{
        self,
        clock::Real,
        finding::{Check, Verdict},
        operator::Stderr,
    },
    store::{
        lock::{Lock, NotLocked},
        reader::Reader,
    },
    watch::calendars::{self, Shelf},
};

/// Tells what it found; something that does not work is a finding, a configuration that cannot be used wrong usage.
pub fn doctor(common: &Common) -> Exit {
    let prepared = Setup::load(common).and_then(|setup| {
        let data = setup.data()?;
        let database = setup.database(&data)?;
        Ok((setup, data, database))
    });
    let (setup, data, database) = match prepared {
        Ok(prepared) => prepared,
        Err(exit) => return exit,
    };
    tell(&setup.warnings, setup.organisation.language);
    let runtime = match Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            setup.complain(&Line::CliOutput { problem: error.to_string() });
            return Exit::Finding;
        }
    };
    let checks = runtime.block_on(examine(&setup, &data, &database));
    let worst = checks.iter().any(|check| check.verdict == Verdict::Finding);
    out(&table(&setup, &checks));
    if worst { Exit::Finding } else { Exit::Fine }
}

async fn examine(setup: &Setup, data: &Path, database: &Path) -> Vec<Check> {
    let name = Verbatim(setup.organisation.name.clone());
    let mut checks = vec![Check::fine(Line::CliConfigurationRight { name })];
    checks.push(running(data));
    stored(database, &mut checks).await;
    networks(setup, data, &mut checks).await;
    outside(setup, data, &mut checks).await;
    checks
}

/// Only whether another one holds the folder: it is let go of at once.
fn running(data: &Path) -> Check {
    Check::fine(match Lock::take(data) {
        Err(NotLocked::Taken(..)) => Line::DoctorRunning {},
        _ => Line::DoctorNotRunning {},
    })
}

async fn stored(database: &Path, checks: &mut Vec<Check>) {
    let path = Verbatim(database.display().to_string());
    if !database.is_file() {
        checks.push(Check::warning(Line::DoctorDatabaseNone { path }));
        return;
    }
    let broken = |error| Check::finding(StartError::Store(database.to_owned(), error).line());
    let mut reader = match Reader::open(database).await {
        Ok(reader) => reader,
        Err(error) => return checks.push(broken(error)),
    };
    checks.push(match reader.sound().await {
        Ok(()) => Check::fine(Line::DoctorDatabase { path }),
        Err(error) => broken(error),
    });
    if let Some(count) = i64::try_from(platform::matrix::unread(&mut reader).await).ok().filter(|count| *count > 0) {
        checks.push(Check::warning(Line::DoctorUnread { count }));
    }
    // It was only read.
    let _ = reader.close().await;
}

async fn networks(setup: &Setup, data: &Path, checks: &mut Vec<Check>) {
    let now = Real::starting().now();
    if let Some(matrix) = &setup.matrix {
        let folder = data.join("matrix");
        checks.extend(platform::matrix::examine(matrix, &setup.organisation, &folder, now).await);
    }
    if let Some(discord) = &setup.discord {
        checks.extend(platform::discord::examine(discord, &setup.organisation, now).await);
    }
    if setup.matrix.is_none() && setup.discord.is_none() {
        checks.push(Check::warning(Line::DoctorNoNetwork {}));
    }
}

/// What reaches people outside the chat, and what says who is on duty. Nobody is called and nothing is sent.
async fn outside(setup: &Setup, data: &Path, checks: &mut Vec<Check>) {
    if let Some(mail) = &setup.mail {
        checks.push(Mail::new(mail.clone()).examine().await);
    }
    if let Some(telephone) = &setup.telephone {
        checks.push(Telephone::new(telephone.clone(), setup.words.clone()).examine().await);
    }
    let shelf = Shelf {
        folder: calendars::folder(data),
        organisation: setup.organisation.clone(),
        clock: Arc::new(Real::starting()),
        operator: Arc::new(Stderr(setup.words.clone())),
    };
    checks.extend(calendars::examine(&setup.calendars, &shelf).await);
}

/// The verdict in words, then what was found.
fn table(setup: &Setup, checks: &[Check]) -> String {
    let say = |line: &Line| setup.words.say(line, Timestamp::default()).trim_end().to_owned();
    let labels = [Line::DoctorFine {}, Line::DoctorWarning {}, Line::DoctorFinding {}].map(|line| say(&line));
    let width = labels.iter().map(|label| label.chars().count()).max().unwrap_or(0);
    let [fine, warning, finding] = &labels;
    let row = |check: &Check| {
        let label = match check.verdict {
            Verdict::Fine => fine,
            Verdict::Warning => warning,
            Verdict::Finding => finding,
        };
        format!("{label:width$}  {}", say(&check.line))
    };
    checks.iter().map(row).collect::<Vec<String>>().join("\n")
}
