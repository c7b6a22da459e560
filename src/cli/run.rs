//! `noodklok run`: connects to the chat networks and keeps watch.

use super::{Common, Exit, setup::Setup};
use crate::domain::line::Line;

/// Keeps watch until it is asked to stop.
pub fn run(common: &Common) -> Exit {
    let setup = match Setup::load(common) {
        Ok(setup) => setup,
        Err(exit) => return exit,
    };
    if !setup.has_network() {
        setup.complain(&Line::CliNoNetwork {});
        return Exit::Usage;
    }
    #[cfg(feature = "matrix")]
    return watch::watch(setup).unwrap_or_else(|exit| exit);
    #[cfg(not(feature = "matrix"))]
    Exit::Usage
}

#[cfg(feature = "matrix")]
mod watch {
    use std::{path::PathBuf, sync::Arc};

    use tokio::runtime::Runtime;

    use super::{Exit, Setup};
    use crate::{
        domain::line::Line,
        engine::{Engine, PATIENCE, Parts, RETRY_EVERY, StartError},
        platform::{
            chance::System,
            clock::Real,
            matrix::{network::Matrix, operator::Stderr},
            networks::Networks,
            stop::Stop,
        },
        store::reader::Reader,
    };

    pub(super) fn watch(setup: Setup) -> Result<Exit, Exit> {
        let data = setup.made_data()?;
        let database = setup.database(&data)?;
        let runtime = Runtime::new().map_err(|error| {
            setup.complain(&Line::CliOutput { problem: error.to_string() });
            Exit::Finding
        })?;
        let ended = runtime.block_on(keep_watch(setup, data, database));
        // An attempt may still hang; it is made again at the next start.
        runtime.shutdown_background();
        ended
    }

    async fn keep_watch(setup: Setup, data: PathBuf, database: PathBuf) -> Result<Exit, Exit> {
        let stop = Stop::default();
        stop.on_signals();
        let Some(settings) = setup.matrix.clone() else { return Ok(Exit::Usage) };
        let clock = Arc::new(Real::starting());
        let matrix = Arc::new(Matrix::new(settings, setup.words.clone(), clock.clone()));
        let parts = Parts {
            database: database.clone(),
            organisation: setup.organisation.clone(),
            configuration_hash: setup.configuration_hash.clone(),
            platform: Arc::new(Networks::new(matrix.clone())),
            clock,
            chance: Arc::new(System),
            retry_every: RETRY_EVERY,
            patience: PATIENCE,
        };
        let refused = |error: StartError| {
            setup.complain(&error.line());
            Exit::Usage
        };
        let unreadable = |error| refused(StartError::Store(database.clone(), error));
        let engine = Arc::new(Engine::start(parts).await.map_err(refused)?);
        let reader = Reader::open(&database).await.map_err(unreadable)?;
        matrix.prepare(engine.clone(), reader).await.map_err(unreadable)?;
        // From here on what lies from before goes out, and timers go off, whether or not a network is there.
        engine.run_timers();
        let operator = Arc::new(Stderr(setup.words.clone()));
        let exit = match matrix.run(&data.join("matrix"), operator, &stop).await {
            Ok(()) => Exit::Fine,
            Err(error) => {
                error.lines().iter().for_each(|line| setup.complain(line));
                Exit::Usage
            }
        };
        engine.stop().await;
        Ok(exit)
    }
}
