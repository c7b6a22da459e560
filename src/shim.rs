//! Stand-ins for the parts that are built at the same time; this file goes away when they land.
#![allow(missing_docs, dead_code, clippy::pedantic)]
#![allow(clippy::needless_pass_by_value, clippy::unused_self, clippy::missing_panics_doc)]

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
        Refused { code: &'static str, text: String },
        Busy,
        Stopped,
        Done,
    }
    pub struct View {
        pub state: State,
    }
    impl Ticket {
        pub async fn next(&mut self) -> Option<Progress> {
            None
        }
        pub async fn done(self) -> Progress {
            Progress::Done
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

pub mod catalog {
    use crate::{
        catalog::Catalogue,
        domain::{
            actor::Actor, ids::IncidentId, ids::RoomId, ids::TextId, message::Message, organisation::Organisation,
            state::State, time::Timestamp,
        },
    };

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
        pub fn bind(&self, _: &str, _: &Situation<'_>, _: &mut dyn Seal) -> Option<Result<(), Message>> {
            None
        }
        pub fn complete(&self, _: &str, _: &Situation<'_>) -> Vec<String> {
            Vec::new()
        }
    }
}
