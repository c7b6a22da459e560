//! The platform of a person: shows what happens in every room, above the line that is being typed.

use std::{
    collections::{BTreeMap, HashMap},
    io::{self, Write},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{SyncSender, TrySendError},
    },
    time::Duration,
};

use super::{paint::Paint, show::Showing, wrap::wrap};
use crate::{
    domain::ids::{PersonId, RoomId},
    engine::port::{Act, Attempt, Button, Clock, Delivery, Outcome, Platform, Way},
    platform::{stop::Stop, words::Words},
    text::reply::Reply,
    text::time::clock,
};

/// How many buttons can still be pressed by number.
const REMEMBERED: usize = 300;

/// The screen.
pub struct Screen {
    paint: Paint,
    words: Words,
    clock: Arc<dyn Clock>,
    stop: Stop,
    inner: Mutex<Inner>,
}

struct Inner {
    out: Box<dyn Write + Send>,
    /// Shows text above the line that is being typed, while one is.
    editor: Option<SyncSender<String>>,
    editing: bool,
    me: PersonId,
    buttons: BTreeMap<usize, String>,
    last: usize,
    /// What each post that was edited says, so that the same words are not shown twice.
    edited: HashMap<String, (Reply, Vec<Button>)>,
}

impl Screen {
    /// Writes to `out`, for whoever `me` is.
    #[must_use]
    pub fn new(out: Box<dyn Write + Send>, paint: Paint, words: Words, clock: Arc<dyn Clock>, stop: Stop) -> Self {
        let inner = Inner {
            out,
            editor: None,
            editing: false,
            me: "".into(),
            buttons: BTreeMap::new(),
            last: 0,
            edited: HashMap::new(),
        };
        Self { paint, words, clock, stop, inner: Mutex::new(inner) }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The colours that it uses.
    #[must_use]
    pub const fn paint(&self) -> Paint {
        self.paint
    }

    /// From now on this person sits at the terminal.
    pub fn seated(&self, me: &str) {
        self.inner().me = me.into();
    }

    /// Text goes above the edited line by this, whenever one is edited.
    pub fn above(&self, editor: SyncSender<String>) {
        self.inner().editor = Some(editor);
    }

    /// Whether a line is being edited now.
    pub fn editing(&self, editing: bool) {
        self.inner().editing = editing;
    }

    /// The button with this number.
    #[must_use]
    pub fn button(&self, number: usize) -> Option<String> {
        self.inner().buttons.get(&number).cloned()
    }

    /// Shows text; whether that worked.
    pub fn print(&self, text: &str) -> bool {
        self.inner().print(text).map_err(|_| self.stop.ask()).is_ok()
    }

    fn show(&self, delivery: &Delivery) -> Outcome {
        let mut inner = self.inner();
        if inner.is_repeated(&delivery.act) {
            return Outcome::Delivered;
        }
        let me = inner.me.clone();
        let showing = Showing { paint: self.paint, words: &self.words, me: &me };
        let text = showing.delivery(delivery, &mut |button| inner.number(button));
        match inner.print(&text) {
            Ok(()) => {
                inner.remember(&delivery.act);
                Outcome::Delivered
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                Outcome::Retry { after: Some(Duration::from_millis(200)), reason: "the screen is busy".to_owned() }
            }
            Err(_) => {
                self.stop.ask();
                Outcome::Retry { after: None, reason: "the screen is gone".to_owned() }
            }
        }
    }
}

impl Inner {
    fn print(&mut self, text: &str) -> io::Result<()> {
        let text = &width().map_or_else(|| text.to_owned(), |width| wrap(text, width));
        if let Some(editor) = self.editor.as_ref().filter(|_| self.editing) {
            return match editor.try_send(text.trim_end().to_owned()) {
                Ok(()) => Ok(()),
                Err(TrySendError::Full(_)) => Err(io::ErrorKind::WouldBlock.into()),
                Err(TrySendError::Disconnected(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            };
        }
        let end = if text.ends_with('\n') { "" } else { "\n" };
        self.out.write_all(format!("{text}{end}").as_bytes())?;
        self.out.flush()
    }

    fn number(&mut self, button: &Button) -> usize {
        if let Some((number, _)) = self.buttons.iter().find(|(_, id)| **id == button.id) {
            return *number;
        }
        self.last += 1;
        self.buttons.insert(self.last, button.id.clone());
        if self.buttons.len() > REMEMBERED {
            self.buttons.pop_first();
        }
        self.last
    }

    fn is_repeated(&self, act: &Act) -> bool {
        let Act::Edit { target, text, actions, .. } = act else { return false };
        self.edited.get(target).is_some_and(|before| (&before.0, &before.1) == (text, actions))
    }

    fn remember(&mut self, act: &Act) {
        let Act::Edit { target, text, actions, .. } = act else { return };
        if self.edited.len() > REMEMBERED {
            self.edited.clear();
        }
        self.edited.insert(target.clone(), (text.clone(), actions.clone()));
    }
}

/// How wide the terminal is now; none where the output is no terminal.
fn width() -> Option<usize> {
    terminal_size::terminal_size_of(io::stdout()).map(|(terminal_size::Width(width), _)| usize::from(width))
}

impl Platform for Screen {
    fn ways(&self, _: &Delivery) -> Vec<Way> {
        vec![Way { network: "console", lane: String::new() }]
    }

    fn deliver<'a>(&'a self, _: &'static str, delivery: &'a Delivery) -> Attempt<'a> {
        Box::pin(async move { self.show(delivery) })
    }

    fn notice<'a>(&'a self, room: &'a RoomId, text: &'a Reply) -> Attempt<'a> {
        Box::pin(async move {
            let me = self.inner().me.clone();
            let showing = Showing { paint: self.paint, words: &self.words, me: &me };
            let shown = self.print(&showing.notice(&clock(self.clock.now()), room.as_str(), text));
            if shown { Outcome::Delivered } else { Outcome::Permanent { reason: "the screen is gone".to_owned() } }
        })
    }
}
