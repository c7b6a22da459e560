//! A world for one story: accounts and rooms on a homeserver, the organisation that names them, the binary, and people.

use std::{collections::BTreeMap, fs, path::PathBuf, time::Duration};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{
    homeserver::Homeserver,
    people::People,
    proxy::Proxy,
    seen::{Book, Seen},
};
use crate::{
    config::{Configuration, Network, Pace},
    running::Service,
};

/// What a person waits for comes within this, also on a loaded machine; it is only waited out when something is wrong.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a story starts from.
#[derive(Clone)]
pub struct Plan {
    /// Who has an account. Each is in the rooms of their entity, or of the crisis centre.
    pub cast: Vec<&'static str>,
    /// Those of them whose client knows no encryption.
    pub keyless: Vec<&'static str>,
    /// The standing rooms are encrypted, and those that the bot opens.
    pub encrypted: bool,
    /// `nl` or `en`.
    pub language: &'static str,
    /// Everything is an exercise.
    pub demo: bool,
    /// The ladders.
    pub pace: Pace,
    /// Further lines of `[matrix]`.
    pub matrix: Vec<String>,
    /// The bot reaches its homeserver through a proxy.
    pub proxied: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            cast: vec!["noord.melder", "noord.voorzitter", "noord.kernlid1", "ccvo.wacht1"],
            keyless: Vec::new(),
            encrypted: false,
            language: "nl",
            demo: false,
            pace: Pace::AsWritten,
            matrix: Vec::new(),
            proxied: false,
        }
    }
}

/// A homeserver that tests share, or one of this test's own.
enum Host {
    Shared(&'static Homeserver),
    Own(Homeserver),
}

/// See the module.
pub struct World {
    /// The people, for what has no shorter word here.
    pub people: People,
    /// What is written into the example organisation; `configure` writes it again.
    pub configuration: Configuration,
    plan: Plan,
    bot: String,
    /// The binary.
    pub service: Service,
    proxy: Option<Proxy>,
    admin: String,
    patience: Duration,
    #[expect(dead_code, reason = "held: it goes with the world")]
    folder: TempDir,
    // Dropped last: everybody else lives in it.
    host: Host,
}

impl World {
    /// On the homeserver that tests share, with the binary not started yet.
    pub fn new(plan: Plan) -> Self {
        Self::on(Host::Shared(Homeserver::shared()), plan)
    }

    /// On a homeserver of its own.
    pub fn on_own(homeserver: Homeserver, plan: Plan) -> Self {
        Self::on(Host::Own(homeserver), plan)
    }

    /// As `new`, started, and the bot is in its rooms.
    pub fn started(plan: Plan) -> Self {
        let mut world = Self::new(plan);
        world.start();
        world.settle();
        world
    }

    fn on(host: Host, plan: Plan) -> Self {
        let homeserver = match &host {
            Host::Shared(homeserver) => homeserver,
            Host::Own(homeserver) => homeserver,
        };
        let people = People::start(homeserver);
        let folder = tempfile::Builder::new().prefix("noodklok-").tempdir().expect("a temporary folder");
        // The folder's own name differs from that of every other test.
        let tail = folder.path().file_name().expect("a name").to_string_lossy().to_lowercase();
        let tail = tail.trim_start_matches("noodklok-").to_owned();
        let account = |who: &str| format!("{}-{tail}", who.replace('.', "-"));
        let password = format!("password of {tail}");
        let register = |word: &str, login: bool| json!({"user": account(word), "password": password, "login": login, "admin": login, "name": word});
        let bot = people.ask("register", register("noodklok", false));
        let admin =
            people.ask("register", register("admin", true))["access_token"].as_str().expect("a token").to_owned();
        // With only a user id, as there is no login yet.
        let bot = bot["user_id"].as_str().expect("an account").to_owned();
        let begun: Vec<_> = plan
            .cast
            .iter()
            .map(|who| {
                let keys = !plan.keyless.contains(who);
                (who, people.begin("person", json!({"who": who, "user": account(who), "keys": keys, "name": who})))
            })
            .collect();
        let mut accounts = BTreeMap::new();
        for (who, number) in begun {
            let person = people.end(number).unwrap_or_else(|why| panic!("{who}: {why}"));
            accounts.insert((*who).to_owned(), person["user"].as_str().expect("an account").to_owned());
        }
        let proxy = plan.proxied.then(|| Proxy::start(homeserver.port()));
        let url = proxy.as_ref().map_or_else(|| homeserver.url(), Proxy::url);
        let mut matrix = vec![
            format!("homeserver = {url:?}"),
            format!("user = {bot:?}"),
            "password_file = \"matrix-password\"".to_owned(),
            format!("encryption = {}", plan.encrypted),
        ];
        matrix.extend(plan.matrix.iter().cloned());
        let service = Service::within(folder.path());
        let configuration = Configuration {
            matrix: Network { people: accounts, rooms: BTreeMap::new(), lines: matrix },
            discord: Network::default(),
            relay: BTreeMap::new(),
            language: plan.language.to_owned(),
            demo: plan.demo,
            pace: plan.pace,
            ..Configuration::default()
        };
        let mut world =
            Self { people, configuration, plan, bot, service, proxy, admin, patience: PATIENCE, folder, host };
        world.make_rooms();
        world.configure();
        fs::write(world.config().join("matrix-password"), format!("{password}\n")).expect("a file");
        world
    }

    /// The standing rooms of whoever is in the cast: made by the first of them, who invites the others and the bot.
    fn make_rooms(&mut self) {
        for (room, prefix) in [("meldingen-noord", "noord."), ("meldingen-zuid", "zuid."), ("ccvo", "ccvo.")] {
            let members: Vec<_> = self.plan.cast.iter().copied().filter(|who| who.starts_with(prefix)).collect();
            let Some((first, others)) = members.split_first() else { continue };
            let mut invite: Vec<_> = others.iter().map(|who| self.account(who).to_owned()).collect();
            invite.push(self.bot.clone());
            let request = json!({
                "who": first, "name": room, "encrypted": self.plan.encrypted, "invite": invite,
                // In version 12 the creator stands above this list, and may not be in it.
                "powers": {&self.bot: 100}, "version": "12",
            });
            let id = self.people.ask("create", request).as_str().expect("a room").to_owned();
            for who in &members {
                self.people.ask("in_room", json!({"who": who, "room": id}));
            }
            self.configuration.matrix.rooms.insert(room.to_owned(), id);
        }
    }

    /// Writes the configuration folder.
    pub fn configure(&self) {
        self.configuration.write(&self.config());
    }

    /// The configuration folder.
    pub fn config(&self) -> PathBuf {
        self.service.config()
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.service.data()
    }

    /// The homeserver.
    pub fn homeserver(&self) -> &Homeserver {
        match &self.host {
            Host::Shared(homeserver) => homeserver,
            Host::Own(homeserver) => homeserver,
        }
    }

    /// The proxy, where the plan asked for one.
    pub fn proxy(&self) -> &Proxy {
        self.proxy.as_ref().expect("the plan says proxied")
    }

    /// The bot's account.
    pub fn bot(&self) -> &str {
        &self.bot
    }

    /// Somebody's account.
    pub fn account(&self, who: &str) -> &str {
        self.configuration.matrix.people.get(who).unwrap_or_else(|| panic!("{who} is not in the cast"))
    }

    /// A room's id, by its logical id; an id stays what it is.
    pub fn room(&self, room: &str) -> String {
        if room.starts_with('!') {
            return room.to_owned();
        }
        self.configuration.matrix.rooms.get(room).unwrap_or_else(|| panic!("nobody of the cast is in {room}")).clone()
    }

    // --- The binary ---------------------------------------------------------------------------------------------------

    /// Starts it; it may still be connecting.
    pub fn start(&mut self) {
        self.service.start();
    }

    /// Waits until the bot is in each of its rooms, and whoever has keys can write so that it reads it.
    pub fn settle(&mut self) {
        for room in self.configuration.matrix.rooms.values().cloned().collect::<Vec<_>>() {
            let bot = self.bot.clone();
            self.until(&format!("the bot joins {room}"), |book| {
                let joined = |seen: &Seen| {
                    seen.room == room && seen.is_state("m.room.member", &bot) && seen.content["membership"] == "join"
                };
                book.all().iter().any(joined).then_some(())
            });
        }
        if self.plan.encrypted {
            for who in self.plan.cast.iter().filter(|who| !self.plan.keyless.contains(who)) {
                self.people.ask("knows_device", json!({"who": who, "user": self.bot}));
            }
        }
        self.people.book(Book::tell_all);
    }

    /// Ends it as `systemctl stop` does: it exits with 0 and has not panicked.
    pub fn stop(&mut self) {
        self.service.stop();
    }

    /// Kills it as a power cut does.
    pub fn kill(&mut self) {
        self.service.kill();
    }

    /// What the binary said to its operator until now, over all its runs.
    pub fn said(&self) -> String {
        self.service.said()
    }

    /// Waits until it has said this to its operator, running or not.
    pub fn operator_reads(&mut self, parts: &[&str]) -> String {
        self.service.operator_reads(parts)
    }

    /// How many devices the bot's account has, by the homeserver's own books.
    pub fn devices(&self) -> usize {
        let path = format!("/_synapse/admin/v2/users/{}/devices", self.bot);
        let answer = self.people.ask("api", json!({"method": "GET", "path": path, "token": self.admin}));
        answer["json"]["devices"].as_array().unwrap_or_else(|| panic!("{answer}")).len()
    }

    // --- What people do -----------------------------------------------------------------------------------------------

    /// Somebody says something; the id of the event.
    pub fn say(&self, who: &str, room: &str, text: &str) -> String {
        self.say_with(who, room, text, json!({}))
    }

    /// What somebody said so many minutes ago comes in only now, as after an outage of the homeserver of theirs.
    pub fn said_ago(&self, who: &str, room: &str, text: &str, minutes: u32) {
        let said = json!({"who": who, "room": self.room(room), "body": text, "minutes": minutes});
        self.people.ask("said_ago", said);
    }

    /// Somebody says something with more to it: `html`, `mentions`, `reply_to`, `thread`, `edit`, `msgtype`.
    pub fn say_with(&self, who: &str, room: &str, text: &str, more: Value) -> String {
        let mut request = more;
        request["who"] = json!(who);
        request["room"] = json!(self.room(room));
        request["body"] = json!(text);
        self.people.ask("say", request).as_str().expect("an event").to_owned()
    }

    /// Somebody presses a reaction on a message.
    pub fn react(&self, who: &str, on: &Seen, key: &str) {
        self.people.ask("react", json!({"who": who, "room": on.room, "event": on.id, "key": key}));
    }

    /// Somebody puts their own reaction beside the one of the bot's with this label.
    pub fn press(&mut self, who: &str, on: &Seen, label: &str) {
        // A command that the message prints already is not said twice: then its label is only the reaction.
        let line = on.body().lines().find(|line| line.contains(label)).unwrap_or(label).to_owned();
        let (bot, on_event) = (self.bot.clone(), on.clone());
        let key = self.until(&format!("the bot's own reaction for [{label}]"), move |book| {
            let mut keys = book.all().iter().filter(|seen| {
                seen.sender == bot && seen.kind == "m.reaction" && seen.relates("m.annotation") == Some(&on_event.id)
            });
            keys.find_map(|seen| seen.content["m.relates_to"]["key"].as_str().filter(|key| line.contains(key)))
                .map(str::to_owned)
        });
        self.react(who, on, &key);
    }

    // --- What people see ----------------------------------------------------------------------------------------------

    /// Waits until somebody sees the bot say this in a room, for the first time; the story has now spoken of it.
    pub fn hears(&mut self, who: &str, room: &str, parts: &[&str]) -> Seen {
        self.sees(who, room, &format!("{parts:?}"), |seen| seen.says(parts))
    }

    /// As `hears`, in a message that mentions these people and rings their telephones.
    pub fn calls(&mut self, who: &str, room: &str, called: &[&str], parts: &[&str]) -> Seen {
        let mut accounts: Vec<_> = called.iter().map(|who| self.account(who).to_owned()).collect();
        accounts.sort();
        let what = format!("a call of {called:?} with {parts:?}");
        let seen = self.sees(who, room, &what, |seen| {
            let mut mentions = seen.mentions();
            mentions.sort_unstable();
            seen.says(parts) && mentions == accounts
        });
        assert_eq!(seen.msgtype(), "m.text", "only m.text rings: {seen}");
        for called in called {
            let theirs = self.view(called, &seen);
            assert_eq!(theirs.push, "highlight", "the telephone of {called} rings: {theirs}");
        }
        seen
    }

    /// Waits until somebody sees something of the bot in a room, for the first time.
    pub fn sees(&mut self, who: &str, room: &str, what: &str, fits: impl Fn(&Seen) -> bool) -> Seen {
        let (room, bot) = (self.room(room), self.bot.clone());
        self.until(&format!("{who} sees {what} in {room}"), |book| {
            book.take(|seen| seen.who == who && seen.room == room && seen.sender == bot && fits(seen))
        })
    }

    /// The same event as somebody else sees it.
    pub fn view(&mut self, who: &str, event: &Seen) -> Seen {
        self.until(&format!("{who} sees {}", event.id), |book| {
            book.all().iter().rfind(|seen| seen.who == who && seen.id == event.id).cloned()
        })
    }

    /// Waits until somebody was invited by the bot to a room that is no space, and has joined it; its id.
    pub fn enters_new_room(&mut self, who: &str) -> String {
        let account = self.account(who).to_owned();
        let known: Vec<_> = self.configuration.matrix.rooms.values().cloned().collect();
        self.until(&format!("{who} enters a room that the bot opened"), |book| {
            let opened: Vec<_> = book
                .all()
                .iter()
                .filter(|seen| seen.kind == "m.room.create" && seen.who == who && seen.content["type"] != "m.space")
                .map(|seen| seen.room.clone())
                .collect();
            let joined = |room: &String| {
                let member = |seen: &&Seen| seen.room == *room && seen.is_state("m.room.member", &account);
                book.all().iter().rfind(member).is_some_and(|seen| seen.content["membership"] == "join")
            };
            opened.into_iter().find(|room| !known.contains(room) && joined(room))
        })
    }

    /// Waits until the book has an answer. Fails at once when the binary ended by itself.
    pub fn until<T>(&mut self, what: &str, ask: impl FnMut(&mut Book) -> Option<T>) -> T {
        self.until_within(self.patience, what, ask)
    }

    /// Every wait may take this long, where the homeserver holds everybody up.
    pub fn be_patient(&mut self, patience: Duration) {
        self.patience = patience;
    }

    /// As `until`, with another limit.
    pub fn until_within<T>(&mut self, limit: Duration, what: &str, mut ask: impl FnMut(&mut Book) -> Option<T>) -> T {
        let deadline = tokio::time::Instant::now() + limit;
        loop {
            if let Some(found) = self.people.wait(Duration::from_millis(250), &mut ask) {
                return found;
            }
            self.service.must_run();
            assert!(tokio::time::Instant::now() < deadline, "not within {limit:?}: {what}\n{}", self.story());
        }
    }

    /// Everything so far, for the message of a failure.
    pub fn story(&self) -> String {
        let said = self.people.book(|book| {
            let messages = book.messages(&self.bot);
            let last: Vec<_> = messages.iter().rev().take(30).rev().map(ToString::to_string).collect();
            format!("the bot said ({} messages, the last 30):\n{}", messages.len(), last.join("\n"))
        });
        format!("{said}\nto its operator:\n{}\nthe people complain:\n{}", self.said(), self.people.trouble())
    }

    /// Everything that the bot said in a room, edits too, each once.
    pub fn messages(&self, room: &str) -> Vec<Seen> {
        let room = self.room(room);
        self.people.book(|book| book.messages(&self.bot)).into_iter().filter(|seen| seen.room == room).collect()
    }

    /// Ends the world: an orderly stop if it still runs, and the bot called nobody of whom the story did not speak.
    pub fn close(mut self) {
        if self.service.runs() {
            self.stop();
        }
        let calls = self.people.book(|book| book.untold(&self.bot, |seen| !seen.mentions().is_empty()));
        let calls: Vec<_> = calls.iter().map(ToString::to_string).collect();
        assert!(calls.is_empty(), "calls that the story does not tell:\n{}", calls.join("\n"));
    }
}
