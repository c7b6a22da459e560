//! The connection by which events come in: one session after the other, never more of them than Discord allows.

use std::{
    path::Path,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use serenity::{
    http::Route,
    model::{
        event::Event,
        gateway::{BotGateway, GatewayIntents},
    },
};
use tokio::sync::mpsc;

use super::{
    budget::Budget,
    door::{self, Came},
    intake::Intake,
    session::{self, Ended, Opening},
};
use crate::{
    domain::{
        line::Line,
        time::{Span, Timestamp},
        words::Verbatim,
    },
    platform::{
        discord::{api::rest::Failed, hub::Hub},
        operator::{Operator, Stderr},
        stop::Stop,
    },
    store::StoreError,
};

/// The first pause before Discord is asked again where the gateway is; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// The longest.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// How often a database that fails is asked.
const AGAIN: Duration = Duration::from_secs(5);
/// How long whoever asked something is still answered once it is asked to stop.
const LAST: Duration = Duration::from_secs(6);

/// Connects and stays so until it is asked to stop.
///
/// # Errors
/// What only a person can mend, in sentences.
pub async fn run(hub: Arc<Hub>, _: &Path, stop: &Stop) -> Result<(), Vec<Line>> {
    let operator: Arc<dyn Operator> = Arc::new(Stderr(hub.words.clone()));
    let told = Arc::new(AtomicBool::new(false));
    let Some((budget, intake)) = recall(&hub, &operator, &told, stop).await else { return Ok(()) };
    let (events, received) = mpsc::unbounded_channel();
    let (on, came) = mpsc::unbounded_channel();
    let opened = door::open(&hub, received, on.clone());
    opened.map_err(|error| vec![Line::DiscordFailed { reason: Verbatim(error.to_string()) }])?;
    let intake = tokio::spawn(intake.run(came));
    let ended = Sessions { hub, operator, told, budget, events, on, stop }.keep().await;
    // Nothing more can come in: what came is handed in, and whoever asked something is answered.
    if tokio::time::timeout(LAST, intake).await.is_err() {
        tracing::warn!("what came in on Discord last may not be handed in; it is read again at the next start");
    }
    ended
}

/// As it was noted; none when it is asked to stop before.
async fn recall(
    hub: &Arc<Hub>,
    operator: &Arc<dyn Operator>,
    told: &Arc<AtomicBool>,
    stop: &Stop,
) -> Option<(Budget, Intake)> {
    loop {
        let recalled = async {
            let budget = Budget::recall(&hub.memory).await?;
            let intake = Intake::recall(Arc::clone(hub), Arc::clone(operator), Arc::clone(told)).await?;
            Ok::<_, StoreError>((budget, intake))
        };
        match recalled.await {
            Ok(recalled) => return Some(recalled),
            Err(error) => tracing::error!(%error, "how far Discord was read cannot be recalled; it is tried again"),
        }
        pause(stop, AGAIN).await?;
    }
}

struct Sessions<'a> {
    hub: Arc<Hub>,
    operator: Arc<dyn Operator>,
    /// The operator knows that there is a connection.
    told: Arc<AtomicBool>,
    budget: Budget,
    events: mpsc::UnboundedSender<Event>,
    on: mpsc::UnboundedSender<Came>,
    stop: &'a Stop,
}

impl Sessions<'_> {
    async fn keep(mut self) -> Result<(), Vec<Line>> {
        loop {
            let Some(address) = self.next().await? else { return Ok(()) };
            match self.session(address).await {
                Ended::Asked => return Ok(()),
                Ended::Lost => tracing::warn!("the session with Discord is over; a new one is begun"),
                Ended::Token => return Err(vec![self.token_refused()]),
                Ended::Intents => return Err(vec![Line::DiscordIntentsRefused {}]),
            }
            self.hub.link.lost();
            // Whoever would take it stopped.
            let _ = self.on.send(Came::Lost);
        }
    }

    /// Waits until a session may be begun, and notes that it is; where the gateway is. None when it is asked to stop.
    async fn next(&mut self) -> Result<Option<String>, Vec<Line>> {
        let mut long = FIRST_PAUSE;
        loop {
            let wait = self.budget.wait(self.hub.clock.now());
            if pause(self.stop, duration(wait)).await.is_none() {
                return Ok(None);
            }
            let asked = tokio::select! {
                asked = self.hub.rest.get::<BotGateway>(Route::GatewayBot, Vec::new()) => asked,
                () = self.stop.asked() => return Ok(None),
            };
            match asked {
                Ok(gateway) if gateway.session_start_limit.remaining == 0 => {
                    self.spent(gateway.session_start_limit.reset_after);
                }
                Ok(gateway) => {
                    self.begin().await;
                    return Ok(Some(gateway.url));
                }
                Err(Failed::Refused { status: 401, .. }) => return Err(vec![self.token_refused()]),
                Err(error) => {
                    tracing::warn!(%error, pause = ?long, "Discord is away; it is tried again");
                    if long == FIRST_PAUSE {
                        self.told.store(false, Ordering::Release);
                        self.operator.tell(&Line::DiscordUnreachable { reason: Verbatim(error.to_string()) });
                    }
                    if pause(self.stop, long).await.is_none() {
                        return Ok(None);
                    }
                    long = long.saturating_mul(2).min(LONGEST_PAUSE);
                }
            }
        }
    }

    /// Discord lets no more be begun for so many milliseconds.
    fn spent(&mut self, reset_after: u64) {
        let reset = Span(i64::try_from(reset_after).unwrap_or(i64::MAX));
        let until: Timestamp = self.hub.clock.now().plus(reset);
        self.budget.spent(until);
        let minutes = reset.0.checked_div(60_000).unwrap_or_default().saturating_add(1);
        self.told.store(false, Ordering::Release);
        self.operator.tell(&Line::DiscordStartsSpent { minutes });
    }

    /// Notes it before it is made. Where nothing can be stored, this process knows it at least.
    async fn begin(&mut self) {
        let note = self.budget.begin(&self.hub.memory, self.hub.clock.now());
        if let Some(engine) = self.hub.engine() {
            engine.arrive(Vec::new(), vec![note]).await.next().await;
        }
    }

    async fn session(&self, address: String) -> Ended {
        let settings = &self.hub.settings;
        let Ok(token) = settings.token.read() else { return Ended::Token };
        // Nothing is asked for that is not needed: what people say only where it is carried to another network.
        let mut intents = GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES;
        intents.set(GatewayIntents::MESSAGE_CONTENT, settings.reads_everything);
        let leave = Stop::default();
        let opening = Opening {
            token,
            api: settings.api.clone(),
            address,
            intents,
            events: self.events.clone(),
            link: Arc::clone(&self.hub.link),
            stop: leave.clone(),
        };
        let mut running = pin!(session::run(opening));
        let ended = tokio::select! {
            ended = &mut running => return ended,
            () = self.stop.asked() => Ended::Asked,
            () = self.hub.rest.refused() => Ended::Token,
        };
        leave.ask();
        if tokio::time::timeout(LAST, running).await.is_err() {
            tracing::warn!("the session with Discord does not end; it is left as it is");
        }
        ended
    }

    fn token_refused(&self) -> Line {
        Line::DiscordTokenRefused { file: Verbatim(self.hub.settings.token.path().display().to_string()) }
    }
}

fn duration(span: Span) -> Duration {
    Duration::from_millis(u64::try_from(span.0).unwrap_or(0))
}

/// None when it is asked to stop meanwhile.
async fn pause(stop: &Stop, long: Duration) -> Option<()> {
    tokio::select! {
        () = stop.asked() => None,
        () = tokio::time::sleep(long) => Some(()),
    }
}
