//! `noodklok run`: connects to the chat networks and keeps watch.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use tokio::runtime::Runtime;

use super::{
    Common, Exit,
    setup::{Setup, tell},
};
use crate::{
    domain::line::Line,
    engine::{Engine, PATIENCE, Parts, RETRY_EVERY, StartError},
    platform::{
        self,
        chance::System,
        clock::Real,
        networks::{Network, Networks},
        stop::Stop,
    },
    store::reader::Reader,
};

/// Keeps watch until it is asked to stop.
pub fn run(common: &Common) -> Exit {
    Setup::load(common).and_then(|setup| watch(&setup)).unwrap_or_else(|exit| exit)
}

fn watch(setup: &Setup) -> Result<Exit, Exit> {
    tell(&setup.warnings, setup.organisation.language);
    let clock = Arc::new(Real::starting());
    let network = setup.matrix.clone();
    let network = network.and_then(|matrix| platform::network(matrix, setup.words.clone(), clock.clone()));
    let Some(network) = network else {
        setup.complain(&Line::CliNoNetwork {});
        return Err(Exit::Usage);
    };
    let data = setup.made_data()?;
    let database = setup.database(&data)?;
    let runtime = Runtime::new().map_err(|error| {
        setup.complain(&Line::CliOutput { problem: error.to_string() });
        Exit::Finding
    })?;
    let ended = runtime.block_on(keep_watch(setup, network, clock, &data, database));
    // An attempt may still hang; it is made again at the next start.
    runtime.shutdown_background();
    ended
}

async fn keep_watch(
    setup: &Setup,
    network: Arc<dyn Network>,
    clock: Arc<Real>,
    data: &Path,
    database: PathBuf,
) -> Result<Exit, Exit> {
    let stop = Stop::default();
    stop.on_signals();
    let parts = Parts {
        database: database.clone(),
        organisation: setup.organisation.clone(),
        configuration_hash: setup.configuration_hash.clone(),
        platform: Arc::new(Networks::new(network.clone())),
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
    network.prepare(engine.clone(), reader).await.map_err(unreadable)?;
    // From here on what lies from before goes out, and timers go off, whether or not the network is there.
    engine.run_timers();
    let exit = match network.run(data, &stop).await {
        Ok(()) => Exit::Fine,
        Err(lines) => {
            for line in &lines {
                setup.complain(line);
            }
            Exit::Usage
        }
    };
    engine.stop().await;
    Ok(exit)
}
