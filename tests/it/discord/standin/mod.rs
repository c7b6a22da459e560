//! A stand-in of Discord on loopback: its HTTP API and its gateway, with the state behind them.
//!
//! It checks every request against the schemas that Discord publishes (`NOODKLOK_DISCORD_SCHEMAS`; `tests/run` makes the
//! file), refuses what Discord refuses, and counts what Discord counts. Whatever a test did not expect is a complaint:
//! an unknown route, a request that fits no schema, a refusal that the test did not announce by `expects`. `close`, and
//! dropping it, fail on complaints.
//!
//! Tests speak of people by name and of everything else by snowflake:
//! ```ignore
//! let discord = Standin::start();
//! discord.person("noord.melder", 9012);
//! let room = discord.text_channel("meldingen-noord");
//! // … the bot connects to discord.base_url() with discord.token() …
//! let asked = discord.slash("noord.melder", room, "incident report", &[("text", "Brand in de kelder")]);
//! assert!(discord.answer_to(&asked).says(&["INC-2026-0001"]));
//! discord.close();
//! ```

pub mod buckets;
pub mod channel;
pub mod faults;
pub mod gateway;
pub mod interaction;
pub mod journal;
pub mod mentions;
pub mod message;
pub mod people;
pub mod permissions;
pub mod state;

mod command_form;
mod http;
mod message_form;
mod payload;
mod picked;
mod refusal;
mod request;
mod routes;
mod schema;
mod server;
mod setup;
mod shown;
mod views;

#[cfg(test)]
mod self_test;

use std::{
    net::{Ipv4Addr, TcpListener},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc},
    time::Duration,
};

use tokio::{runtime::Runtime, sync::watch};

use self::{
    faults::Rule,
    state::{Id, Me, State},
};

/// What a test waits for comes within this, also on a loaded machine; it is only waited out when something is wrong.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// The bot's first token.
const TOKEN: &str = "MTAwMA.only.for-these-tests";

/// The application, and its bot.
const APPLICATION: Id = 1000;

/// See the module.
pub struct Standin {
    shared: Arc<Shared>,
    // Its threads end when it is dropped.
    runtime: Option<Runtime>,
    up: Mutex<Option<Up>>,
}

/// What its two listeners share with the harness.
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    http: u16,
    gateway: u16,
}

/// A time in which it listens.
struct Up {
    ends: watch::Sender<bool>,
    ended: mpsc::Receiver<()>,
}

impl Shared {
    /// The state, also after a test panicked while it held it: then the failure is reported elsewhere.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state, and wakes whoever waits for a change.
    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let changed = change(&mut self.state());
        self.changed.notify_all();
        changed
    }
}

impl Standin {
    /// With the bot in one guild, no privileged intents and nobody else.
    pub fn start() -> Self {
        Self::with_privileged(0)
    }

    /// With these privileged intents switched on by the application's owner.
    pub fn with_privileged(privileged: u64) -> Self {
        // Read before anything is started: without the schemas there is no stand-in.
        schema::Schemas::shared();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("discord")
            .enable_all()
            .build()
            .expect("threads can be started");
        let (http, gateway) = (listener(0), listener(0));
        let port = |listener: &TcpListener| listener.local_addr().expect("it is bound").port();
        let me = Me { token: TOKEN.to_owned(), id: APPLICATION, privileged };
        let shared = Shared {
            state: Mutex::new(State::new(me, port(&gateway))),
            changed: Condvar::new(),
            http: port(&http),
            gateway: port(&gateway),
        };
        let standin = Self { shared: Arc::new(shared), runtime: Some(runtime), up: Mutex::new(None) };
        standin.listen(http, gateway);
        standin
    }

    /// Where the HTTP API is: what `HttpBuilder::proxy` wants.
    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.shared.http)
    }

    /// The bot's token; others are refused.
    pub fn token(&self) -> String {
        self.shared.state().me.token.clone()
    }

    /// The application's owner makes a new token; the old one is no longer good for anything.
    pub fn revoke_token(&self) {
        self.shared.change(|state| state.me.token.push_str("-renewed"));
        self.close_gateway(gateway::close::BAD_TOKEN);
    }

    /// The application, and its bot.
    pub fn bot(&self) -> Id {
        self.shared.state().me.id
    }

    /// The guild, or the first of several.
    pub fn guild(&self) -> Id {
        *self.shared.state().guilds.keys().next().expect("the bot is in one")
    }

    /// Everything is down: nothing listens any more and every connection is cut.
    pub fn down(&self) {
        let up = self.up.lock().unwrap_or_else(PoisonError::into_inner).take().expect("it is up");
        let _ = up.ends.send(true);
        // Both listeners and every connection hold the other end until they are closed.
        while up.ended.recv_timeout(PATIENCE).is_ok() {}
    }

    /// Up again, on the same ports and with what it knew.
    pub fn up(&self) {
        self.listen(listener(self.shared.http), listener(self.shared.gateway));
    }

    fn listen(&self, http: TcpListener, gateway: TcpListener) {
        let (ends, until) = watch::channel(false);
        let (ended, has_ended) = mpsc::channel();
        let runtime = self.runtime.as_ref().expect("taken only when dropped").handle();
        let _entered = runtime.enter();
        let listener = |listener: TcpListener| {
            listener.set_nonblocking(true).expect("a socket");
            tokio::net::TcpListener::from_std(listener).expect("a runtime was entered")
        };
        runtime.spawn(server::serve(Arc::clone(&self.shared), listener(http), until.clone(), ended.clone()));
        runtime.spawn(gateway::serve(Arc::clone(&self.shared), listener(gateway), until, ended));
        *self.up.lock().unwrap_or_else(PoisonError::into_inner) = Some(Up { ends, ended: has_ended });
    }

    /// From now on this goes wrong too.
    pub fn order(&self, rule: Rule) {
        self.shared.change(|state| state.faults.order(rule));
    }

    /// Nothing that was ordered goes wrong any more; what hangs is let go of.
    pub fn order_nothing(&self) {
        self.shared.change(|state| state.faults.clear());
    }

    /// Faults that were ordered and have not happened as often as they should.
    pub fn pending_faults(&self) -> Vec<Rule> {
        self.shared.state().faults.pending()
    }

    /// From now on routes that fit, such as `^POST /channels/[^/]+/messages$`, have this rate limit; or those of one
    /// channel.
    pub fn limit(&self, route: &str, count: u32, window: Duration) {
        self.shared.change(|state| state.buckets.limit(route, count, window));
    }

    /// So many requests to a route that fits will be refused with this code of Discord's, or this status.
    pub fn expects(&self, route: &str, number: u32, times: usize) {
        self.shared.change(|state| state.journal.expect(route, number, times));
    }

    /// Requests to a route that fits may be refused so, and need not be: for what a test cannot foresee.
    pub fn allows(&self, route: &str, number: u32) {
        self.shared.change(|state| state.journal.allow(route, number));
    }

    /// What nobody expected until now, and what was announced and did not come.
    pub fn complaints(&self) -> Vec<String> {
        self.shared.state().journal.complaints()
    }

    /// The complaints until now, which are forgotten: for a test of what is complained of.
    pub fn take_complaints(&self) -> Vec<String> {
        self.shared.change(|state| state.journal.take_complaints())
    }

    /// Ends it; nothing was unexpected.
    pub fn close(self) {
        let complaints = self.complaints();
        assert!(complaints.is_empty(), "Discord complains:\n{}\n{}", complaints.join("\n"), self.story());
    }
}

impl Drop for Standin {
    fn drop(&mut self) {
        // Not waited for, as a test may drop it within a runtime of its own.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
        if !std::thread::panicking() {
            let complaints = self.complaints();
            assert!(complaints.is_empty(), "Discord complains:\n{}", complaints.join("\n"));
        }
    }
}

/// On loopback; a port of 0 is any that is free.
fn listener(port: u16) -> TcpListener {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).unwrap_or_else(|why| panic!("port {port} of loopback: {why}"))
}
