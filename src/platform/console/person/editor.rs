//! The edited line at a terminal, on a thread of its own.

use std::{
    borrow::Cow,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::sync_channel,
    },
    thread,
    time::Duration,
};

use reedline::{
    ColumnarMenu, Emacs, ExternalPrinter, FileBackedHistory, History as _, HistoryItem, KeyCode, KeyModifiers,
    MenuBuilder, Prompt, PromptEditMode, PromptHistorySearch, Reedline, ReedlineEvent, ReedlineMenu, Signal,
    default_emacs_keybindings,
};
use tokio::sync::mpsc;

use super::{
    complete::Completion,
    history::History,
    place::Place,
    screen::Screen,
    talk::{Key, Stroke},
};

/// How many messages can wait to be shown above the line.
const WAITING: usize = 1024;

/// How long messages wait before they show above the line.
const REFRESH: Duration = Duration::from_millis(50);

const MENU: &str = "completion";

/// The running editor.
pub struct Editor {
    /// What is typed.
    pub strokes: mpsc::Receiver<Stroke>,
    breaking: Arc<AtomicBool>,
    thread: thread::JoinHandle<()>,
}

impl Editor {
    /// Starts editing.
    #[must_use]
    pub fn start(screen: Arc<Screen>, completion: Completion, history: History) -> Self {
        let (sender, strokes) = mpsc::channel(1);
        let breaking = Arc::new(AtomicBool::new(false));
        let place = completion.place.clone();
        let keeping = completion.clone();
        let editor = editor(&screen, completion, &history, breaking.clone());
        let thread = thread::spawn(move || {
            let mut editor = editor;
            let prompt = Standing(place);
            loop {
                screen.editing(true);
                let signal = editor.read_line(&prompt);
                screen.editing(false);
                if matches!(signal, Ok(Signal::ExternalBreak(_))) {
                    // What was half typed stays on a line of its own.
                    screen.print("");
                }
                let key = key(signal);
                if let Key::Line(line) = &key
                    && keeping.is_free_of_text(line)
                {
                    history.keep(line);
                }
                let last = matches!(key, Key::End);
                let (until, dealt_with) = sync_channel(0);
                if sender.blocking_send(Stroke { key, until: Some(until) }).is_err() || last {
                    return;
                }
                // The other end is dropped, never sent to.
                let _ = dealt_with.recv();
                if sender.is_closed() {
                    return;
                }
            }
        });
        Self { strokes, breaking, thread }
    }

    /// Ends editing, so that the terminal is as it was.
    pub fn stop(self) {
        self.breaking.store(true, Ordering::Relaxed);
        drop(self.strokes);
        // A thread that panicked has nothing left to tidy.
        let _ = self.thread.join();
    }
}

fn key(signal: Result<Signal, std::io::Error>) -> Key {
    match signal {
        Ok(Signal::Success(line)) => Key::Line(line),
        Ok(Signal::CtrlC) => Key::Cleared,
        _ => Key::End,
    }
}

fn editor(screen: &Screen, completion: Completion, history: &History, breaking: Arc<AtomicBool>) -> Reedline {
    let printer = ExternalPrinter::new(WAITING);
    screen.above(printer.sender());
    let mut keys = default_emacs_keybindings();
    let menu = vec![ReedlineEvent::Menu(MENU.to_owned()), ReedlineEvent::MenuNext];
    keys.add_binding(KeyModifiers::NONE, KeyCode::Tab, ReedlineEvent::UntilFound(menu));
    Reedline::create()
        .with_external_printer(printer)
        .with_poll_interval(REFRESH)
        .with_break_signal(breaking)
        .with_ansi_colors(screen.paint().is_on())
        .with_edit_mode(Box::new(Emacs::new(keys)))
        .with_completer(Box::new(completion))
        .with_quick_completions(true)
        .with_partial_completions(true)
        .with_menu(ReedlineMenu::EngineCompleter(Box::new(ColumnarMenu::default().with_columns(1).with_name(MENU))))
        .with_history(Box::new(remembered(history)))
        .use_bracketed_paste(true)
}

fn remembered(history: &History) -> FileBackedHistory {
    let mut memory = FileBackedHistory::default();
    for line in history.lines() {
        if memory.save(HistoryItem::from_command_line(line)).is_err() {
            break;
        }
    }
    memory
}

/// Says who speaks, and where.
struct Standing(Arc<Mutex<Place>>);

impl Prompt for Standing {
    fn render_prompt_left(&self) -> Cow<'_, str> {
        let place = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Cow::Owned(format!("{} #{}", place.from, place.room))
    }

    fn render_prompt_right(&self) -> Cow<'_, str> {
        Cow::Borrowed("")
    }

    fn render_prompt_indicator(&self, _mode: PromptEditMode) -> Cow<'_, str> {
        Cow::Borrowed("> ")
    }

    fn render_prompt_multiline_indicator(&self) -> Cow<'_, str> {
        Cow::Borrowed("… ")
    }

    fn render_prompt_history_search_indicator(&self, search: PromptHistorySearch) -> Cow<'_, str> {
        Cow::Owned(format!("({}) ", search.term))
    }
}
