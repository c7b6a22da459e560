//! Stand-ins for the parts that are built at the same time; this file goes away when they land.
#![allow(missing_docs, dead_code, clippy::pedantic)]
#![allow(clippy::needless_pass_by_value, clippy::unused_self, clippy::missing_panics_doc)]

pub mod settings {
    use std::{fmt, path::Path};

    use crate::domain::organisation::{Language, Organisation};

    pub struct Loaded {
        pub organisation: Organisation,
        pub storage: String,
        pub hash: String,
        pub warnings: Vec<Mistake>,
    }
    #[derive(Clone, Copy)]
    pub enum Source<'a> {
        Folder(&'a Path),
        Embedded,
    }
    pub struct Mistake {
        pub file: String,
        pub line: usize,
        pub column: usize,
        pub text: String,
        pub help: Option<String>,
    }
    impl fmt::Display for Mistake {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{}:{}: {}", self.file, self.line, self.text)
        }
    }
    pub fn report(mistakes: &[Mistake], _language: Language, _colours: bool) -> String {
        mistakes.iter().map(|mistake| format!("{mistake}\n")).collect()
    }
    pub fn language(_source: Source<'_>) -> Language {
        Language::Nl
    }
    pub fn load(_source: Source<'_>) -> Result<Loaded, Vec<Mistake>> {
        let organisation = Organisation { name: "voorbeeld".to_owned(), demo: true, ..Organisation::default() };
        Ok(Loaded { organisation, storage: "sqlite:noodklok.db".to_owned(), hash: String::new(), warnings: Vec::new() })
    }
}

pub mod catalog {
    use crate::domain::{
        actor::Actor, ids::IncidentId, ids::RoomId, ids::TextId, message::Invocation, message::Message,
        organisation::Language, organisation::Organisation, state::State, time::Timestamp,
    };

    pub struct Catalogue;
    #[derive(Debug)]
    pub struct Fault;
    pub struct Situation<'a> {
        pub state: &'a State,
        pub organisation: &'a Organisation,
        pub actor: &'a Actor,
        pub room: &'a RoomId,
        pub about: Option<IncidentId>,
        pub pressed: bool,
        pub now: Timestamp,
        pub said_at: Timestamp,
    }
    pub trait Seal {
        fn seal(&mut self, text: &str) -> TextId;
    }
    impl Catalogue {
        pub fn bind(
            &self,
            _text: &str,
            _situation: &Situation<'_>,
            _seal: &mut dyn Seal,
        ) -> Option<Result<(), Message>> {
            None
        }
        pub fn embedded() -> Result<Self, Vec<Fault>> {
            Ok(Self)
        }
        pub fn complete(&self, _line: &str, _situation: &Situation<'_>) -> Vec<String> {
            Vec::new()
        }
        pub fn print(&self, invocation: &Invocation, _language: Language, _hint: &dyn Fn(&str) -> String) -> String {
            format!("!{} {}", invocation.path, invocation.text.clone().unwrap_or_default())
        }
    }
}

pub mod text {
    use std::sync::Arc;

    use crate::{
        domain::{ids::TextId, line::Line, organisation::Language, organisation::Organisation, time::Timestamp},
        shim::catalog::Catalogue,
    };

    pub struct Lexicon;
    #[derive(Debug)]
    pub struct Broken;
    pub trait Texts {
        fn content(&self, id: &TextId) -> Option<Arc<str>>;
    }
    pub struct Reader<'a> {
        pub language: Language,
        pub now: Timestamp,
        pub exercise: bool,
        pub organisation: &'a Organisation,
        pub catalogue: &'a Catalogue,
        pub texts: &'a dyn Texts,
    }
    impl Lexicon {
        pub fn embedded() -> Result<Self, Broken> {
            Ok(Self)
        }
        pub fn line(&self, line: &Line, _reader: &Reader<'_>) -> String {
            format!("{} {:?}", line.name(), line.args())
        }
    }
    pub fn brussels(at: Timestamp) -> String {
        let zone = jiff::tz::TimeZone::get("Europe/Brussels").unwrap_or(jiff::tz::TimeZone::UTC);
        let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default().to_zoned_datetime(zone);
        at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }
    pub fn clock(at: Timestamp) -> String {
        brussels(at).chars().skip(11).take(5).collect()
    }
}

pub mod engine {
    use std::{
        path::{Path, PathBuf},
        sync::Arc,
    };

    use crate::{
        domain::{organisation::Organisation, state::State, time::Timestamp},
        engine::port::{Chance, Clock, Input, Platform},
    };

    pub struct Parts {
        pub database: PathBuf,
        pub organisation: Arc<Organisation>,
        pub configuration_hash: String,
        pub platform: Arc<dyn Platform>,
        pub clock: Arc<dyn Clock>,
        pub chance: Arc<dyn Chance>,
    }
    pub struct Engine;
    #[derive(Debug, thiserror::Error)]
    #[error("cannot start")]
    pub struct StartError;
    pub struct Reader;
    impl Reader {
        pub async fn open(_path: &Path) -> Result<Self, StartError> {
            Ok(Self)
        }
        pub async fn last_instant(&mut self) -> Result<Option<Timestamp>, StartError> {
            Ok(None)
        }
        pub async fn close(self) -> Result<(), StartError> {
            Ok(())
        }
    }
    pub struct Ticket;
    pub enum Progress {
        NotStored,
        Done,
    }
    pub struct View {
        pub state: State,
    }
    impl Ticket {
        pub async fn next(&mut self) -> Option<Progress> {
            None
        }
    }
    impl Engine {
        pub async fn start(_parts: Parts) -> Result<Self, StartError> {
            Ok(Self)
        }
        pub fn submit(&self, _input: Input) -> Ticket {
            Ticket
        }
        pub async fn settle(&self) {}
        pub fn next_due(&self) -> Option<Timestamp> {
            None
        }
        pub async fn fire_due(&self) {}
        pub fn run_timers(&self) {}
        pub fn view(&self) -> Arc<View> {
            Arc::new(View { state: State::default() })
        }
        pub async fn stop(&self) {}
    }
}

pub mod export {
    use std::path::Path;

    use crate::domain::ids::IncidentId;

    pub async fn document(_database: &Path, _incident: IncidentId) -> Result<Option<String>, String> {
        Ok(None)
    }
}
