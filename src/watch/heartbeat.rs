//! The dead man's handle: a beat goes out only while what is said is really stored, so that a bot that hangs falls
//! silent and whoever receives the beats raises the alarm. Time here is technical.

use std::time::Duration;

use http_client::{Client, StatusCode, redirect::Policy};
use tokio::time::Instant;

use crate::{
    engine::pulse::Pulse,
    platform::{finding::with_causes, stop::Stop},
    settings::heartbeat::{Heartbeat, Method},
};

/// The first pause after a beat that did not arrive; each further one is twice as long, up to the usual interval.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// How long one beat may take.
const CALL: Duration = Duration::from_secs(10);

/// Beats until it is asked to stop.
pub async fn run(settings: Heartbeat, pulse: Pulse, stop: Stop) {
    let client = match client(&settings) {
        Ok(client) => client,
        Err(error) => {
            tracing::error!(%error, "no heartbeat can be sent");
            return;
        }
    };
    let mut failures = 0_u32;
    // Before the first one nobody was told anything yet.
    let mut silent = true;
    let mut next = Instant::now();
    loop {
        tokio::select! {
            () = stop.asked() => return,
            () = tokio::time::sleep_until(next) => {}
        }
        if !pulse.stored(settings.every) {
            if !std::mem::replace(&mut silent, true) {
                tracing::warn!("no heartbeat goes out until something is stored");
            }
            // Looked at more often than beats go out, so that the first one after an outage does not wait.
            next = Instant::now() + settings.every.min(FIRST_PAUSE);
            continue;
        }
        silent = false;
        let began = Instant::now();
        let beaten = tokio::select! {
            () = stop.asked() => return,
            beaten = beat(&client, &settings) => beaten,
        };
        next = match beaten {
            Ok(()) => {
                if failures > 0 {
                    tracing::warn!(failures, "the heartbeat arrives again");
                }
                failures = 0;
                began + settings.every
            }
            Err(reason) => {
                failures = failures.saturating_add(1);
                let pause = pause(failures, settings.every);
                // The log of a long outage stays readable.
                if failures.is_power_of_two() {
                    tracing::warn!(reason, failures, ?pause, "a heartbeat did not arrive; it is sent again");
                }
                Instant::now() + pause
            }
        };
    }
}

/// Where it is sent, and nowhere else: the page behind a redirect is no receiver, and would read the address.
fn client(settings: &Heartbeat) -> Result<Client, http_client::Error> {
    let client = Client::builder().timeout(CALL.min(settings.every));
    client.redirect(Policy::none()).referer(false).no_proxy().build()
}

/// One beat. The address is in no message: whoever knows it can pretend that the bot lives.
async fn beat(client: &Client, settings: &Heartbeat) -> Result<(), String> {
    let url = settings.target.url().map_err(|error| error.to_string())?;
    let url = url.ok_or_else(|| "what stands in url_file is no address".to_owned())?;
    let request = match settings.method {
        Method::Get => client.get(url),
        Method::Post => client.post(url),
    };
    let answer = request.send().await.map_err(|error| with_causes(&error.without_url()))?;
    let status: StatusCode = answer.status();
    if status.is_success() { Ok(()) } else { Err(format!("it answers {status}")) }
}

fn pause(failures: u32, longest: Duration) -> Duration {
    let factor = 1_u32.checked_shl(failures.saturating_sub(1).min(16)).unwrap_or(u32::MAX);
    FIRST_PAUSE.saturating_mul(factor).min(longest)
}
