//! The configuration: read from a folder or from the example organisation that is built in, checked across its files,
//! and refused with every mistake at once.

mod accounts;
pub mod alerts;
pub mod api;
pub mod calendar;
mod check;
pub mod discord;
mod doctrine;
mod escalation;
mod example;
mod faults;
mod files;
mod general;
pub mod heartbeat;
pub mod http;
pub mod mail;
pub mod matrix;
mod mistake;
mod organisation;
mod places;
pub mod public;
mod quiet;
mod reading;
pub mod relay;
mod report;
mod rotas;
pub mod secret;
mod section;
mod teams;
pub mod telephone;
#[cfg(test)]
mod tests;
mod value;
pub mod webhook;

use std::{collections::BTreeSet, path::Path};

use toml::{Spanned, de::DeTable};

use self::{
    accounts::Everywhere,
    files::{FILES, File},
    general::General,
    reading::{Place, Reading},
    section::Section,
};
pub use self::{
    accounts::Network,
    mistake::Mistake,
    report::report,
    secret::{SecretError, SecretFile, SecretProblem},
};
use crate::domain::{
    organisation::{Language, Organisation},
    time::Timestamp,
};

/// Where the configuration comes from.
#[derive(Debug, Clone, Copy)]
pub enum Source<'a> {
    /// A folder with all the files.
    Folder(&'a Path),
    /// The example organisation that is built in.
    Embedded,
}

impl Source<'_> {
    /// The folder beside whose files others are looked for; the example refers to none.
    fn folder(&self) -> &Path {
        match self {
            Self::Folder(folder) => folder,
            Self::Embedded => Path::new(""),
        }
    }
}

/// What a configuration is read for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Occasion {
    /// Business time, where there is one: what is over by then in a calendar is nobody's business.
    pub now: Option<Timestamp>,
    /// To be used at once: what other people keep, such as a calendar, does not hold it up, and is only warned of.
    pub starting: bool,
}

/// A configuration without mistakes.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// What it says about the organisation.
    pub organisation: Organisation,
    /// Where records are kept, such as `sqlite:noodklok.db`: a file in the data folder.
    pub storage: String,
    /// How to reach Matrix; none: it is not connected to.
    pub matrix: Option<matrix::Matrix>,
    /// How to reach Discord; none: it is not connected to.
    pub discord: Option<discord::Discord>,
    /// How mail is sent; none: it is not.
    pub mail: Option<mail::Mail>,
    /// How text messages and calls are made; none: they are not.
    pub telephone: Option<telephone::Telephone>,
    /// How pagers are told of calls; none: they are not.
    pub webhook: Option<webhook::Webhook>,
    /// What people write in rooms on both, and is repeated on the other.
    pub relay: relay::Relay,
    /// The calendars that say who is on duty.
    pub calendars: Vec<calendar::Calendar>,
    /// Where whatever watches the bot asks it; none: nowhere.
    pub http: Option<http::Http>,
    /// Whom it tells that it lives; none: nobody.
    pub heartbeat: Option<heartbeat::Heartbeat>,
    /// Which systems may report.
    pub sources: Vec<alerts::Source>,
    /// Which programs may report and look.
    pub clients: Vec<api::Client>,
    /// SHA-256 over all its files, in hexadecimal.
    pub hash: String,
    /// What is odd, but no reason to refuse it.
    pub warnings: Vec<Mistake>,
}

/// Of a file that is not TOML at all, the parser finds something wrong nearly everywhere.
const MOST_SYNTAX: usize = 10;

/// Reads and checks everything.
///
/// # Errors
/// Every mistake in every file, in the order of the files and their lines, with the warnings among them.
pub fn load(source: Source<'_>) -> Result<Loaded, Vec<Mistake>> {
    load_for(source, Occasion::default())
}

/// The same for an occasion.
///
/// # Errors
/// Those of [`load`].
pub fn load_for(source: Source<'_>, occasion: Occasion) -> Result<Loaded, Vec<Mistake>> {
    let (texts, mut mistakes) = files::read(source);
    let reading = Reading::new(&texts, occasion);
    let tables: Vec<_> = FILES.iter().filter_map(|file| Some((*file, parse(&reading, *file)?))).collect();
    let mut organisation = Organisation::default();
    let (mut general, mut accounts) = (General::default(), Everywhere::default());
    let (mut climbs, mut calendars) = (Vec::new(), Vec::new());
    for (file, table) in &tables {
        let section = Section::root(&reading, *file, table.get_ref());
        match file {
            File::Noodklok => general = general::read(section, &mut organisation, source.folder()),
            File::Organisation => {
                calendars = organisation::read(section, &mut organisation, &mut accounts, source.folder());
            }
            File::Doctrine => doctrine::read(section, &mut organisation),
            File::Processes => places::processes(section, &mut organisation),
            File::AssemblyPoints => places::buildings(section, &mut organisation),
            File::Escalation => climbs = escalation::read(section, &mut organisation),
        }
    }
    reading.check_references();
    check::all(&reading, &organisation, &climbs);
    example::left_over(&reading, &organisation);
    let (storage, mail, telephone) = (general.storage.take(), general.mail.take(), general.telephone.take());
    let (http, heartbeat, webhook) = (general.http.take(), general.heartbeat.take(), general.webhook.take());
    let (sources, clients) = (std::mem::take(&mut general.sources), std::mem::take(&mut general.clients));
    let (matrix, discord, relay) = networks(&reading, &organisation, general, accounts);
    let there = [("mail", mail.is_some()), ("telephone", telephone.is_some()), ("webhook", webhook.is_some())];
    let there: Vec<&str> = there.into_iter().filter(|(_, there)| *there).map(|(table, _)| table).collect();
    organisation::channels_without(&reading, &organisation, &there);
    if let Some(webhook) = &webhook {
        webhook.check(&reading, &organisation);
    }
    if mail.is_none() && (matrix.is_some() || discord.is_some()) {
        mail::missing(&reading, &organisation);
    }
    mistakes.extend(reading.into_mistakes());
    match storage {
        Some(storage) if mistakes.iter().all(Mistake::is_warning) => {
            let hash = files::hash(&texts);
            Ok(Loaded {
                organisation,
                storage,
                matrix,
                discord,
                mail,
                telephone,
                webhook,
                relay,
                calendars,
                http,
                heartbeat,
                sources,
                clients,
                hash,
                warnings: mistakes,
            })
        }
        _ => Err(mistakes),
    }
}

/// Puts together what the files say of the networks.
fn networks(
    reading: &Reading<'_>,
    organisation: &Organisation,
    general: General,
    accounts: Everywhere,
) -> (Option<matrix::Matrix>, Option<discord::Discord>, relay::Relay) {
    let (on_matrix, on_discord) = (accounts.matrix, accounts.discord);
    on_matrix.only_once(reading);
    on_discord.only_once(reading);
    let matrix = general.matrix.as_ref().map(|table| on_matrix.connected(Network::Matrix, &table.place));
    let discord = general.discord.as_ref().map(|table| on_discord.connected(Network::Discord, &table.place));
    let connected: Vec<_> = matrix.into_iter().chain(discord).collect();
    accounts::unreached(reading, organisation, &connected);
    let matrix = general.matrix.and_then(|table| matrix::join(reading, table, on_matrix));
    let encrypted = matrix.as_ref().is_some_and(|matrix| matrix.encryption);
    let relay = relay::join(reading, organisation, &connected, encrypted, general.crisis, accounts.relay);
    let discord = general.discord.and_then(|table| discord::join(reading, table, on_discord, relay.reads_everything()));
    (matrix, discord, relay)
}

/// The language in which this configuration wants to be spoken to, as far as that can be read: also of one that is
/// refused, so that its mistakes can be told in it.
#[must_use]
pub fn language(source: Source<'_>) -> Language {
    let (texts, _) = files::read(source);
    let reading = Reading::new(&texts, Occasion::default());
    let Some(table) = parse(&reading, File::Noodklok) else { return Language::default() };
    let mut section = Section::root(&reading, File::Noodklok, table.get_ref());
    section.may("language").and_then(|field| field.language()).unwrap_or_default()
}

/// The table of a file, as far as it can be read; none when there is no text.
fn parse<'a>(reading: &Reading<'a>, file: File) -> Option<Spanned<DeTable<'a>>> {
    let (table, errors) = DeTable::parse_recoverable(reading.text(file)?);
    let mut lines = BTreeSet::new();
    for error in &errors {
        let place = Place { file, span: error.span() };
        // The first one on a line is the cause of the others.
        if lines.insert(reading.line_of(&place)) && lines.len() <= MOST_SYNTAX {
            reading.add_syntax(place, faults::file::syntax(error.message()));
        }
    }
    if let Some(more) = lines.len().checked_sub(MOST_SYNTAX).filter(|more| *more > 0) {
        reading.add_syntax(Place::whole(file), faults::file::more_syntax(more));
    }
    Some(table)
}
