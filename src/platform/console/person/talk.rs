//! The conversation of one person with the console.

use std::{
    io::Read,
    sync::{Arc, Mutex, PoisonError, mpsc::SyncSender},
};

use tokio::sync::mpsc;

use super::{
    place::{Place, meant, nearest},
    screen::Screen,
    typed::{Typed, typed},
    welcome::{self, Origin, an_example_report},
};
use crate::{
    domain::{
        ids::{PersonId, RoomId},
        line::Line,
        message::Invocation,
        words::Verbatim,
    },
    engine::port::{Input, Payload},
    platform::console::{
        input::{self, Mistake, Stamp},
        lines::{self, Content},
        rooms,
        running::{Running, is_addressed},
    },
};

/// What comes from the keyboard.
#[derive(Debug)]
pub enum Key {
    /// A line.
    Line(String),
    /// The line was thrown away.
    Cleared,
    /// No more lines.
    End,
}

/// Something from the keyboard, and who waits until it is dealt with.
#[derive(Debug)]
pub struct Stroke {
    /// What.
    pub key: Key,
    /// Is dropped when the next line may be typed.
    pub until: Option<SyncSender<()>>,
}

/// Lines from a pipe or a file, as they are.
#[must_use]
pub fn plain(input: impl Read + Send + 'static) -> mpsc::Receiver<Stroke> {
    let (sender, receiver) = mpsc::channel(1);
    let mut lines = lines::reading(input);
    tokio::spawn(async move {
        while let Some(raw) = lines.recv().await {
            let line = match raw.content {
                Content::Whole(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                // Nobody types that; the start of such a line is no better answer than none.
                Content::TooLong => continue,
            };
            if sender.send(Stroke { key: Key::Line(line), until: None }).await.is_err() {
                return;
            }
        }
    });
    receiver
}

/// One person at the console.
pub struct Talk {
    running: Arc<Running>,
    screen: Arc<Screen>,
    place: Arc<Mutex<Place>>,
    lines: u64,
    cleared: bool,
}

impl Talk {
    /// Seats the person where `place` says.
    #[must_use]
    pub fn new(running: Arc<Running>, screen: Arc<Screen>, place: Arc<Mutex<Place>>) -> Self {
        let talk = Self { running, screen, place, lines: 0, cleared: false };
        talk.screen.seated(&talk.place().from);
        talk
    }

    fn place(&self) -> Place {
        self.place.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Says where everything is and shows what lies from before.
    pub async fn begin(&self, origin: &Origin) {
        self.say_all(welcome::welcome(origin, &self.running));
        self.say_place();
        self.running.catch_up().await;
    }

    /// Takes what comes from the keyboard until it ends or somebody asks to stop.
    pub async fn run(&mut self, strokes: &mut mpsc::Receiver<Stroke>) {
        loop {
            let stroke = tokio::select! {
                biased;
                () = self.running.stop.asked() => None,
                stroke = strokes.recv() => stroke,
            };
            let Some(Stroke { key, until }) = stroke else { return };
            if !self.take(key).await {
                return;
            }
            drop(until);
        }
    }

    /// Whether to go on.
    async fn take(&mut self, key: Key) -> bool {
        let cleared = std::mem::replace(&mut self.cleared, matches!(key, Key::Cleared));
        match key {
            Key::Line(line) => self.line(&line).await,
            Key::Cleared if cleared => false,
            Key::Cleared => {
                self.say(&Line::ConsoleAgainToQuit {});
                true
            }
            Key::End => false,
        }
    }

    async fn line(&mut self, line: &str) -> bool {
        self.lines += 1;
        match typed(line) {
            Typed::Nothing => {}
            Typed::Quit => return false,
            Typed::Say(text) => self.speak(text).await,
            Typed::Press { number, sure } => self.press(number, sure).await,
            Typed::As(name) => self.become_somebody(&name),
            Typed::Room(name) => self.go(&name),
            Typed::Rooms => self.list_rooms(),
            Typed::People => self.list_people(),
            Typed::Advance(length) => self.advance(&length).await,
            Typed::Help => self.say_all(welcome::help()),
            Typed::Unknown { word, nearest } => {
                let help = welcome::word(self.running.words.language, ":hulp", ":help");
                self.say(&Line::ConsoleNoSuchWord { word, nearest: Verbatim(nearest.unwrap_or(help).to_owned()) });
            }
        }
        true
    }

    async fn speak(&self, text: String) {
        if !is_addressed(&text) {
            return self.say_chatter(text);
        }
        let Place { from, room } = self.place();
        match self.running.said(&from, room, text, None, Stamp::default(), self.lines) {
            Ok(Some(input)) => self.submit(input).await,
            Ok(None) => {}
            Err(mistake) => self.complain(&mistake),
        }
    }

    /// Somebody in need may not know that a command begins with an exclamation mark.
    fn say_chatter(&self, text: String) {
        let mut command = an_example_report(self.running.words.language);
        command.text = Some(text);
        self.say(&Line::ConsoleChatter { command });
    }

    async fn press(&self, number: usize, sure: bool) {
        let Some(action) = self.screen.button(number) else {
            if sure {
                let number = i64::try_from(number).unwrap_or(i64::MAX);
                return self.say(&Line::ConsoleNoButton { number, command: Invocation::new("incident list") });
            }
            return self.say_chatter(number.to_string());
        };
        let input = self.running.input(
            &self.place().from,
            Payload::Pressed { action, place: None },
            Stamp::default(),
            self.lines,
        );
        self.submit(input).await;
    }

    async fn submit(&self, input: Input) {
        // What could not be stored yet was said by the engine, and it goes on trying; the person can go on typing.
        let progress = self.running.engine.submit(input).next().await;
        if let Err(mistake) = self.running.checked(progress) {
            self.complain(&mistake);
        }
    }

    fn become_somebody(&self, name: &str) {
        let organisation = &self.running.words.organisation;
        if name.is_empty() {
            return self.say(&Line::ConsoleNeedsPerson {});
        }
        let people: Vec<_> = organisation.people.keys().map(PersonId::as_str).collect();
        let from = meant(name, &people).unwrap_or(name);
        let place = self.place().becoming(from, organisation, &self.running.engine.view().state);
        if !people.contains(&from) {
            let person = from.to_owned();
            self.say(&match nearest(name, &people) {
                Some(near) => Line::ConsoleOutsiderNear { person, nearest: Verbatim(near.to_owned()) },
                None => Line::ConsoleOutsider { person },
            });
        }
        self.sit(place);
    }

    fn go(&self, name: &str) {
        let rooms = rooms::all(&self.running.words.organisation, &self.running.engine.view().state);
        let names: Vec<_> = rooms.iter().map(RoomId::as_str).collect();
        match meant(name, &names) {
            Some(room) => self.sit(Place { room: room.into(), ..self.place() }),
            None => self.say(&Line::ConsoleNeedsRoom {}),
        }
    }

    fn sit(&self, place: Place) {
        self.screen.seated(&place.from);
        *self.place.lock().unwrap_or_else(PoisonError::into_inner) = place;
        self.say_place();
    }

    fn list_rooms(&self) {
        self.say(&Line::ConsoleRooms {});
        for room in rooms::all(&self.running.words.organisation, &self.running.engine.view().state) {
            self.screen.print(&format!("  {room}"));
        }
    }

    fn list_people(&self) {
        self.say(&Line::ConsolePeople {});
        for person in self.running.words.organisation.people.values() {
            self.screen.print(&format!("  {}  {}", person.id, self.screen.paint().quiet(&person.name)));
        }
    }

    async fn advance(&self, length: &str) {
        let Some(span) = input::length(length) else {
            return self.say(&Line::ConsoleBadAdvance { value: length.to_owned() });
        };
        match self.running.advance(span).await {
            Ok(()) => self.say(&Line::ConsoleItIsNow { at: self.running.clock.now() }),
            Err(mistake) => self.complain(&mistake),
        }
    }

    fn complain(&self, mistake: &Mistake) {
        self.say(&mistake.line);
    }

    fn say_place(&self) {
        let Place { from, room } = self.place();
        self.say(&Line::ConsoleYouAre { person: from, room });
    }

    fn say_all(&self, lines: Vec<Line>) {
        for line in lines {
            self.say(&line);
        }
    }

    /// Says something of the console itself.
    pub fn say(&self, line: &Line) {
        let text = self.running.words.say(line, self.running.clock.now());
        self.screen.print(&self.screen.paint().quiet(&text));
    }
}
