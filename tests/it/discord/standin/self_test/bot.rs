//! A small bot on the real library, which does as a test tells it and keeps what it was told.

use std::{
    future::Future,
    sync::{Arc, Condvar, Mutex, PoisonError},
};

use serenity::{
    all::{
        ChannelId, ClientBuilder, Context, CreateCommand, Event, EventHandler, GatewayIntents, GuildId, Http,
        HttpBuilder, HttpError, Interaction, Message, RawEventHandler, Ready, ResumedEvent, ShardManager,
    },
    async_trait,
};
use tokio::{runtime::Runtime, task::JoinHandle};

use super::super::{PATIENCE, Standin, state::Id};

/// What it was told, in order.
#[derive(Default)]
pub struct Book {
    /// How often it was ready.
    pub ready: usize,
    /// How often it was resumed.
    pub resumed: usize,
    /// Interactions.
    pub interactions: Vec<Interaction>,
    /// Messages.
    pub messages: Vec<Message>,
    /// Every event by its name, as far as the library can read it.
    pub events: Vec<String>,
}

/// The book, and whoever waits for it.
#[derive(Default)]
struct Shelf {
    book: Mutex<Book>,
    changed: Condvar,
}

impl Shelf {
    fn note(&self, note: impl FnOnce(&mut Book)) {
        note(&mut self.book.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify_all();
    }
}

struct Handler(Arc<Shelf>);

#[async_trait]
impl EventHandler for Handler {
    async fn ready(&self, _: Context, _: Ready) {
        self.0.note(|book| book.ready += 1);
    }

    async fn resume(&self, _: Context, _: ResumedEvent) {
        self.0.note(|book| book.resumed += 1);
    }

    async fn message(&self, _: Context, message: Message) {
        self.0.note(|book| book.messages.push(message));
    }

    async fn interaction_create(&self, _: Context, interaction: Interaction) {
        self.0.note(|book| book.interactions.push(interaction));
    }
}

#[async_trait]
impl RawEventHandler for Handler {
    async fn raw_event(&self, _: Context, event: Event) {
        let name = event.name().unwrap_or_else(|| format!("unreadable: {event:?}"));
        self.0.note(|book| book.events.push(name));
    }
}

/// See the module.
pub struct Bot {
    /// For requests.
    pub http: Arc<Http>,
    shelf: Arc<Shelf>,
    runtime: Runtime,
    client: Option<JoinHandle<Result<(), serenity::Error>>>,
    shards: Option<Arc<ShardManager>>,
}

/// The library, aimed at a stand-in.
fn http(discord: &Standin) -> Http {
    let http = HttpBuilder::new(discord.token()).proxy(discord.base_url()).ratelimiter_disabled(true).build();
    http.set_application_id(discord.bot().into());
    http
}

impl Bot {
    /// Only requests, no gateway.
    pub fn quiet(discord: &Standin) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let http = Arc::new(http(discord));
        Self { http, shelf: Arc::default(), runtime: runtime.expect("threads"), client: None, shards: None }
    }

    /// Connected, with these intents.
    pub fn start(discord: &Standin, intents: GatewayIntents) -> Self {
        let bot = Self::started(discord, intents);
        discord.connected();
        bot
    }

    /// As `start`, connected or not.
    pub fn started(discord: &Standin, intents: GatewayIntents) -> Self {
        let mut bot = Self::quiet(discord);
        let (made, shelf) = (http(discord), Arc::clone(&bot.shelf));
        let client = bot.runtime.block_on(async {
            ClientBuilder::new_with_http(made, intents)
                .event_handler(Handler(Arc::clone(&shelf)))
                .raw_event_handler(Handler(shelf))
                .await
                .expect("a client")
        });
        bot.shards = Some(Arc::clone(&client.shard_manager));
        bot.client = Some(bot.runtime.spawn(async move {
            let mut client = client;
            client.start().await
        }));
        bot
    }

    /// Registers these commands in the guild.
    pub fn registers(&self, discord: &Standin, commands: Vec<CreateCommand>) {
        self.asks(GuildId::new(discord.guild()).set_commands(&self.http, commands)).expect("commands");
    }

    /// Waits for what a request brings.
    pub fn asks<T>(&self, request: impl Future<Output = T>) -> T {
        self.runtime.block_on(request)
    }

    /// Waits until it was told something.
    pub fn until<T>(&self, what: &str, mut ask: impl FnMut(&mut Book) -> Option<T>) -> T {
        let mut found = None;
        let book = self.shelf.book.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.shelf.changed.wait_timeout_while(book, PATIENCE, |book| {
            found = ask(book);
            found.is_none()
        });
        drop(waited);
        found.unwrap_or_else(|| panic!("the bot is not told: {what}"))
    }

    /// The next interaction that it was told.
    pub fn interaction(&self) -> Interaction {
        self.until("an interaction", |book| {
            if book.interactions.is_empty() { None } else { Some(book.interactions.remove(0)) }
        })
    }

    /// Why its connection ended for good.
    pub fn ended(&mut self) -> serenity::Error {
        let client = self.client.take().expect("it was started");
        self.runtime.block_on(client).expect("no panic").expect_err("it ends only when something is wrong")
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        if let Some(shards) = self.shards.take() {
            self.runtime.block_on(shards.shutdown_all());
        }
    }
}

/// The status and the code with which a request was refused.
pub fn refused<T: std::fmt::Debug>(result: Result<T, serenity::Error>) -> (u16, isize) {
    match result.expect_err("it is refused") {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(why)) => (why.status_code.as_u16(), why.error.code),
        other => panic!("not refused but {other}"),
    }
}

/// A channel for the library.
pub fn channel(id: Id) -> ChannelId {
    ChannelId::new(id)
}
