//! What most commands need first: the configuration, the words, the data folder.

use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Common, Exit, folder, streams::err};
use crate::{
    domain::{
        line::Line,
        organisation::{Language, Organisation},
        time::Timestamp,
        words::Verbatim,
    },
    engine::port::Clock as _,
    platform::{clock::Real, words::Words},
    settings::{
        self, Mistake, Occasion, Source, alerts, api::Client, calendar::Calendar, discord::Discord,
        heartbeat::Heartbeat, http::Http, mail::Mail, matrix::Matrix, relay::Relay, telephone::Telephone,
        webhook::Webhook,
    },
};

/// A configuration that can be used, and words to speak with.
pub struct Setup {
    /// With the language of the command line, where it gives one.
    pub organisation: Arc<Organisation>,
    /// Over all files of the configuration.
    pub configuration_hash: String,
    /// How to reach Matrix; none: it is not connected to.
    pub matrix: Option<Matrix>,
    /// How to reach Discord; none: it is not connected to.
    pub discord: Option<Discord>,
    /// How mail is sent; none: it is not.
    pub mail: Option<Mail>,
    /// How text messages and calls are made; none: they are not.
    pub telephone: Option<Telephone>,
    /// How pagers are told of calls; none: they are not.
    pub webhook: Option<Webhook>,
    /// Which words of people go from one network to another.
    pub relay: Relay,
    /// The calendars that say who is on duty.
    pub calendars: Vec<Calendar>,
    /// Where whatever watches the bot asks it; none: nowhere.
    pub http: Option<Http>,
    /// Whom it tells that it lives; none: nobody.
    pub heartbeat: Option<Heartbeat>,
    /// Which systems may report.
    pub sources: Vec<alerts::Source>,
    /// Which programs may report and look.
    pub clients: Vec<Client>,
    /// What is odd, but no reason to refuse it.
    pub warnings: Vec<Mistake>,
    /// In that language.
    pub words: Words,
    /// The organisation's own language, in which documents for machines are.
    pub configured: Language,
    storage: String,
    config: Option<PathBuf>,
    data: Option<PathBuf>,
}

impl Setup {
    /// Reads the configuration to work with it; every mistake in it is told.
    pub fn load(common: &Common) -> Result<Self, Exit> {
        Self::load_for(common, Occasion { now: None, starting: true })
    }

    /// Reads it to keep watch from now on.
    pub fn watch(common: &Common) -> Result<Self, Exit> {
        Self::load_for(common, Occasion { now: Some(Real::starting().now()), starting: true })
    }

    /// Reads it to check it: what other people keep must be right too.
    pub fn check(common: &Common) -> Result<Self, Exit> {
        Self::load_for(common, Occasion { now: Some(Real::starting().now()), starting: false })
    }

    fn load_for(common: &Common, occasion: Occasion) -> Result<Self, Exit> {
        let source = source(common);
        let spoken = language(common);
        let words = Words::embedded(spoken).map_err(|broken| {
            err(&broken);
            Exit::Usage
        })?;
        let loaded = settings::load_for(source, occasion).map_err(|mistakes| {
            tell(&mistakes, spoken);
            let wrong = mistakes.iter().filter(|mistake| !mistake.is_warning()).count();
            let count = i64::try_from(wrong).unwrap_or(i64::MAX);
            complain(&words, &Line::CliConfigurationWrong { count });
            Exit::Usage
        })?;
        let mut organisation = loaded.organisation;
        let configured = organisation.language;
        organisation.language = common.language.map_or(organisation.language, Language::from);
        let organisation = Arc::new(organisation);
        Ok(Self {
            words: words.of(organisation.clone()),
            organisation,
            configured,
            configuration_hash: loaded.hash,
            matrix: loaded.matrix,
            discord: loaded.discord,
            mail: loaded.mail,
            telephone: loaded.telephone,
            webhook: loaded.webhook,
            relay: loaded.relay,
            calendars: loaded.calendars,
            http: loaded.http,
            heartbeat: loaded.heartbeat,
            sources: loaded.sources,
            clients: loaded.clients,
            warnings: loaded.warnings,
            storage: loaded.storage,
            config: common.config.clone(),
            data: common.data.clone(),
        })
    }

    /// The configuration folder; none is the example that is built in.
    #[must_use]
    pub fn config(&self) -> Option<&Path> {
        self.config.as_deref()
    }

    /// Says a sentence on stderr.
    pub fn complain(&self, line: &Line) {
        complain(&self.words, line);
    }

    /// The data folder, whether or not it is there.
    pub fn data(&self) -> Result<PathBuf, Exit> {
        let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
        folder::data(self.data.as_deref(), self.config.is_none(), variable).ok_or_else(|| {
            self.complain(&Line::CliNoDataFolder {});
            Exit::Usage
        })
    }

    /// The data folder, made if it is not there.
    pub fn made_data(&self) -> Result<PathBuf, Exit> {
        let data = self.data()?;
        folder::make(&data).map_err(|error| {
            let folder = Verbatim(data.display().to_string());
            self.complain(&Line::CliFolderUnusable { folder, problem: error.to_string() });
            Exit::Usage
        })?;
        Ok(data)
    }

    /// The database file within the data folder.
    pub fn database(&self, data: &Path) -> Result<PathBuf, Exit> {
        match self.storage.strip_prefix("sqlite:") {
            Some(file) if !file.is_empty() => Ok(data.join(file)),
            _ => {
                self.complain(&Line::CliStorageUnknown { storage: Verbatim(self.storage.clone()) });
                Err(Exit::Usage)
            }
        }
    }
}

/// Where the configuration comes from.
pub fn source(common: &Common) -> Source<'_> {
    common.config.as_deref().map_or(Source::Embedded, Source::Folder)
}

/// The language of the command line, else that of the configuration.
pub fn language(common: &Common) -> Language {
    common.language.map_or_else(|| settings::language(source(common)), Language::from)
}

/// Mistakes and warnings, on stderr.
pub fn tell(mistakes: &[Mistake], language: Language) {
    if mistakes.is_empty() {
        return;
    }
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let colours = std::io::stderr().is_terminal() && !refused;
    err(&settings::report(mistakes, language, colours));
}

/// Says a sentence on stderr. No business time is in it.
pub fn complain(words: &Words, line: &Line) {
    err(&words.say(line, Timestamp::default()));
}
