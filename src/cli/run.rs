//! `noodklok run`: connects to the chat networks and keeps watch.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use futures_util::future::join_all;
use tokio::runtime::Runtime;

use super::{
    Common, Exit,
    setup::{Setup, tell},
    watched,
};
use crate::{
    domain::line::Line,
    engine::{
        Engine, PATIENCE, Parts, RETRY_EVERY, StartError,
        port::{Channel, Clock},
    },
    notify::{mail::Mail, telephone::Telephone, webhook::Webhook},
    platform::{
        self,
        answering::Answering,
        chance::System,
        clock::Real,
        networks::{Network, Networks},
        operator::Stderr,
        relay::Relay,
        stop::Stop,
    },
    store::reader::Reader,
    watch::calendars::{self, Shelf},
};

/// Keeps watch until it is asked to stop.
pub fn run(common: &Common) -> Exit {
    Setup::watch(common).and_then(|setup| watch(&setup)).unwrap_or_else(|exit| exit)
}

fn watch(setup: &Setup) -> Result<Exit, Exit> {
    tell(&setup.warnings, setup.organisation.language);
    let clock = Arc::new(Real::starting());
    let relay = Relay::new(setup.relay.clone(), setup.words.clone(), clock.clone());
    let networks = networks(setup, &clock, &relay);
    if networks.is_empty() {
        setup.complain(&Line::CliNoNetwork {});
        return Err(Exit::Usage);
    }
    let data = setup.made_data()?;
    let database = setup.database(&data)?;
    let runtime = Runtime::new().map_err(|error| {
        setup.complain(&Line::CliOutput { problem: error.to_string() });
        Exit::Finding
    })?;
    let ended = runtime.block_on(keep_watch(setup, (&networks, &relay), clock, &data, database));
    // An attempt may still hang; it is made again at the next start.
    runtime.shutdown_background();
    ended
}

/// Those of the configuration that are built in.
fn networks(setup: &Setup, clock: &Arc<Real>, relay: &Arc<Relay>) -> Vec<Arc<dyn Network>> {
    let matrix = setup.matrix.clone();
    let words = || setup.words.clone();
    let matrix = matrix.and_then(|matrix| platform::matrix::network(matrix, words(), clock.clone(), relay.clone()));
    let discord = setup.discord.clone();
    let discord =
        discord.and_then(|discord| platform::discord::network(discord, words(), clock.clone(), relay.clone()));
    matrix.into_iter().chain(discord).collect()
}

/// What reaches people outside them.
fn channels(setup: &Setup, answering: Option<&Answering>, clock: &Arc<Real>) -> Vec<Arc<dyn Channel>> {
    let mail = setup.mail.clone().map(|mail| Mail::new(mail).answering(answering.cloned()));
    let mail = mail.map(|mail| Arc::new(mail) as Arc<dyn Channel>);
    let telephone = setup.telephone.clone().map(|telephone| {
        let telephone = Telephone::new(telephone, setup.words.clone()).answering(answering.cloned());
        Arc::new(telephone) as Arc<dyn Channel>
    });
    let webhook = setup.webhook.clone().map(|webhook| {
        let webhook = Webhook::new(webhook, clock.clone()).answering(answering.cloned());
        Arc::new(webhook) as Arc<dyn Channel>
    });
    mail.into_iter().chain(telephone).chain(webhook).collect()
}

async fn keep_watch(
    setup: &Setup,
    (networks, relay): (&[Arc<dyn Network>], &Arc<Relay>),
    clock: Arc<Real>,
    data: &Path,
    database: PathBuf,
) -> Result<Exit, Exit> {
    let stop = Stop::default();
    stop.on_signals();
    // First of all: where something else listens already, nothing has been touched.
    let server = watched::listen(setup).await?;
    let answering = watched::answering(setup, data)?;
    let shelf = Shelf {
        folder: calendars::folder(data),
        organisation: setup.organisation.clone(),
        clock: clock.clone(),
        operator: Arc::new(Stderr(setup.words.clone())),
    };
    let parts = Parts {
        database: database.clone(),
        organisation: shelf.known(&setup.calendars),
        configuration_hash: setup.configuration_hash.clone(),
        platform: Arc::new(Networks::new(
            networks.to_vec(),
            relay.clone(),
            channels(setup, answering.as_ref(), &clock),
        )),
        clock: clock.clone(),
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
    for network in networks {
        let reader = Reader::open(&database).await.map_err(unreadable)?;
        network.prepare(engine.clone(), reader).await.map_err(unreadable)?;
    }
    relay.start(networks.to_vec(), engine.clone(), &database).await.map_err(unreadable)?;
    // From here on what lies from before goes out, and timers go off, whether or not the network is there.
    engine.run_timers();
    calendars::follow(&setup.calendars, &shelf, &engine, &stop);
    let beside = (database.as_path(), clock.clone() as Arc<dyn Clock>, &stop);
    let server_with = (server.as_ref(), answering);
    watched::begin(setup, server_with, &engine, networks, beside).await.map_err(unreadable)?;
    // One that only a person can mend is told, and the others go on.
    let running = networks.iter().map(|network| async {
        network.run(data, &stop).await.inspect_err(|lines| lines.iter().for_each(|line| setup.complain(line)))
    });
    let ended = join_all(running).await;
    // Where every network gave up, nobody asked yet.
    stop.ask();
    if let Some(server) = server {
        server.stop().await;
    }
    engine.stop().await;
    Ok(if ended.iter().all(Result::is_ok) { Exit::Fine } else { Exit::Usage })
}
