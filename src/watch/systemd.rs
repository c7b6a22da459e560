//! What systemd is told: that it is ready, that it stops, and between the two that its writer turns. Started by
//! something else, nothing is told to anybody.

use std::time::Duration;

use sd_notify::NotifyState;

use crate::{engine::pulse::Pulse, platform::stop::Stop};

/// How often it wants a sign of life; none: never.
#[must_use]
pub fn watchdog() -> Option<Duration> {
    sd_notify::watchdog_enabled().filter(|within| !within.is_zero())
}

/// Everything that was committed goes out, and timers go off.
pub fn ready() {
    tell(&[NotifyState::Ready]);
}

/// Tells it when the stop begins.
pub async fn stopping(stop: Stop) {
    stop.asked().await;
    tell(&[NotifyState::Stopping]);
}

/// Signs of life, only while the writer turns. That storage is down is no reason to be killed: what waits is in memory,
/// and people are told.
pub async fn alive(within: Duration, pulse: Pulse, stop: Stop) {
    let half = within.checked_div(2).unwrap_or(within);
    let every = within.checked_div(4).unwrap_or(within);
    let mut silent = false;
    loop {
        if pulse.turned(half) {
            silent = false;
            tell(&[NotifyState::Watchdog]);
        } else if !std::mem::replace(&mut silent, true) {
            tracing::error!("the writer does not turn: systemd gets no sign of life");
        }
        tokio::select! {
            () = stop.asked() => return,
            () = tokio::time::sleep(every) => {}
        }
    }
}

fn tell(state: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(state) {
        tracing::warn!(%error, "systemd cannot be told how it goes");
    }
}
