//! What watches the bot while it runs: the HTTP server, the heartbeat, systemd.

use std::{path::Path, sync::Arc, time::Duration};

use super::{Exit, setup::Setup};
use crate::{
    domain::{line::Line, words::Verbatim},
    engine::{Engine, port::Clock},
    http::{Server, Watched, alerts::Alerts, answers::Answers, api::Api},
    platform::{
        answering::{Answering, Key},
        chance::System,
        networks::Network,
        stop::Stop,
    },
    store::{StoreError, reader::Reader},
    watch::{heartbeat, systemd},
};

/// How often something is stored to see whether that works, at most and at least.
const STORES: Duration = Duration::from_secs(5);
const STORES_OFTEN: Duration = Duration::from_millis(250);
/// How old what the writer did last may be for it to count as alive.
const FRESH: Duration = Duration::from_secs(15);

/// The server, where the configuration wants one.
pub async fn listen(setup: &Setup) -> Result<Option<Server>, Exit> {
    let Some(http) = &setup.http else { return Ok(None) };
    match Server::start(http.listen).await {
        Ok(server) => Ok(Some(server)),
        Err(error) => {
            let address = Verbatim(http.listen.to_string());
            setup.complain(&Line::HttpNotListening { address, problem: error.to_string() });
            Err(Exit::Usage)
        }
    }
}

/// How people answer from outside the chat, where the configuration says how they reach it.
pub fn answering(setup: &Setup, data: &Path) -> Result<Option<Answering>, Exit> {
    let Some(public_url) = setup.http.as_ref().and_then(|http| http.public_url.clone()) else { return Ok(None) };
    let key = Key::kept(data, &System).map_err(|error| {
        let folder = Verbatim(data.display().to_string());
        setup.complain(&Line::CliFolderUnusable { folder, problem: error.to_string() });
        Exit::Usage
    })?;
    Ok(Some(Answering { public_url, key, words: setup.words.clone() }))
}

/// Begins, once the engine has started.
pub async fn begin(
    setup: &Setup,
    (server, answering): (Option<&Server>, Option<Answering>),
    engine: &Arc<Engine>,
    networks: &[Arc<dyn Network>],
    (database, clock, stop): (&Path, Arc<dyn Clock>, &Stop),
) -> Result<(), StoreError> {
    let watchdog = systemd::watchdog();
    if server.is_some() || setup.heartbeat.is_some() || watchdog.is_some() {
        let beats = setup.heartbeat.as_ref().map(|heartbeat| heartbeat.every.checked_div(4).unwrap_or_default());
        let stores = beats.map_or(STORES, |often| often.clamp(STORES_OFTEN, STORES));
        // systemd alone only asks whether the writer turns.
        let pulse = engine.pulse((server.is_some() || beats.is_some()).then_some(stores));
        if let Some(server) = server {
            let reader = Reader::open(database).await?.into();
            let (engine, pulse, networks) = (Arc::clone(engine), pulse.clone(), networks.to_vec());
            let alerts = Alerts::new(setup.sources.clone(), setup.words.clone());
            let api = Api::new(setup.clients.clone(), setup.words.clone(), setup.configured);
            let answers = answering.map(|answering| {
                let provider = setup.telephone.clone();
                Answers { answering, provider }
            });
            server.watch(Watched { engine, pulse, fresh: FRESH, networks, reader, clock, alerts, api, answers });
        }
        systemd::ready();
        if let Some(within) = watchdog {
            tokio::spawn(systemd::alive(within, pulse.clone(), stop.clone()));
        }
        if let Some(settings) = setup.heartbeat.clone() {
            tokio::spawn(heartbeat::run(settings, pulse, stop.clone()));
        }
    } else {
        systemd::ready();
    }
    tokio::spawn(systemd::stopping(stop.clone()));
    Ok(())
}
