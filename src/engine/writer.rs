//! The one serial writer. It takes what is ready, up to 64 inputs, decides each on a tentative desk, commits them
//! together, and only then shows and sends anything.

use std::{
    collections::{HashSet, VecDeque},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use arc_swap::ArcSwap;
use tokio::sync::{Notify, mpsc, oneshot};

use super::{
    Parts,
    away::Calls,
    buttons::Buttons,
    core::Core,
    desk::Desk,
    job::Job,
    outbox::{Item, News, Outbox, Signed},
    port::{Delivery, Input, Payload},
    ticket::{Progress, Stub},
    tried::Tried,
    turn::Bench,
    view::View,
    words::Speaker,
    work::{Waiting, What, Work},
};
use crate::{
    domain::{away::Absence, ids::RoomId, time::Timestamp},
    store::{
        Store, StoreError,
        batch::{Batch, EffectRow},
        codec::{Body, Rendered},
        fault,
        lock::Lock,
    },
};

/// How many inputs one transaction takes at most.
pub(super) const TOGETHER: usize = 64;

/// What a commit takes with it when it holds.
#[derive(Default)]
pub(super) struct Made {
    pub batch: Batch,
    pub items: Vec<Item>,
    pub receipts: usize,
    pub erased: Vec<u64>,
    /// Other networks may show what was erased.
    pub copies: bool,
}

/// The writer.
pub struct Writer {
    pub(super) lock: Lock,
    pub(super) store: Store,
    pub(super) desk: Desk,
    pub(super) core: Arc<dyn Core>,
    pub(super) parts: Parts,
    pub(super) boot: String,
    pub(super) work: mpsc::Receiver<Work>,
    pub(super) news: mpsc::UnboundedReceiver<Vec<News>>,
    pub(super) outbox: Arc<Outbox>,
    pub(super) buttons: Buttons,
    pub(super) view: Arc<ArcSwap<View>>,
    pub(super) queue: VecDeque<Waiting>,
    pub(super) receipts: Vec<Signed>,
    /// Inputs that were taken since the start.
    pub(super) inputs: Arc<AtomicU64>,
    /// Told when the words of inputs were erased.
    pub(super) erased: Arc<Notify>,
    /// Rooms that were told that storage is down, though nobody asked there.
    pub(super) warned: Vec<RoomId>,
    /// Since when nothing can be stored, during an outage.
    pub(super) down_since: Option<Timestamp>,
    pub(super) calls: Calls,
    pub(super) stop: Option<oneshot::Sender<()>>,
    pub(super) closed: bool,
}

impl Writer {
    /// Works until there is nobody left to hand anything in, or it is asked to stop.
    pub async fn run(mut self) {
        while self.gather().await {
            if let Err(error) = self.work().await {
                self.outage(error).await;
            }
        }
        let Self { store, lock, stop, .. } = self;
        if let Err(error) = store.close().await {
            tracing::warn!(%error, "the database did not close in good order; nothing is lost");
        }
        // Another process may take the folder when nothing can be written any more.
        drop(lock);
        if let Some(stop) = stop {
            // Whoever asked may be gone.
            let _ = stop.send(());
        }
    }

    /// Waits for something to do and takes everything that is ready; false when it is over.
    async fn gather(&mut self) -> bool {
        if self.queue.is_empty() && self.receipts.is_empty() && self.warned.is_empty() {
            if self.closed || self.stop.is_some() {
                self.take_ready();
                return !(self.queue.is_empty() && self.receipts.is_empty());
            }
            tokio::select! {
                work = self.work.recv() => match work {
                    Some(work) => self.accept(work),
                    None => self.closed = true,
                },
                Some(news) = self.news.recv() => self.hear(news),
            }
        }
        self.take_ready();
        true
    }

    fn take_ready(&mut self) {
        while self.queue.len() < TOGETHER {
            let Ok(work) = self.work.try_recv() else { break };
            self.accept(work);
        }
        while let Ok(news) = self.news.try_recv() {
            self.hear(news);
        }
    }

    /// Takes what the outbox tells. A receipt of which whoever chases wants to know waits with what is to be decided on
    /// it, so that a kill leaves both or neither.
    pub(super) fn hear(&mut self, news: Vec<News>) {
        for news in news {
            let mut signed = match news {
                News::Ended(signed) => signed,
                News::Unheard(unheard) => {
                    self.wait(What::Tried(Tried::Chat(unheard), None), Stub::new().0);
                    continue;
                }
            };
            if let Some(tried) = signed.tried.take() {
                let stub = signed.token.as_ref().and_then(|token| token.stub());
                self.wait(What::Tried(tried, Some(signed)), stub.unwrap_or_else(|| Stub::new().0));
            } else {
                self.receipts.push(signed);
            }
        }
    }

    pub(super) fn accept(&mut self, work: Work) {
        let (what, stub) = match work {
            Work::Input(input, stub) => (What::Input(input), stub),
            Work::Arrived(inputs, notes, stub) => {
                for input in inputs {
                    self.wait(What::Input(input), stub.clone());
                }
                // Behind its inputs, so that nobody is past what is not committed.
                (What::Notes(notes), stub)
            }
            Work::Timer(stream, timer, generation, stub) => (What::Timer(stream, timer, generation), stub),
            Work::Back(since, said, notes, stub) => {
                self.wait(What::Back(since, said), stub.clone());
                (What::Notes(notes), stub)
            }
            Work::Shifts(rota, shifts, stub) => {
                self.relieve(&rota, shifts);
                (What::Rotas, stub)
            }
            Work::Tried(tried, stub) => (What::Tried(tried, None), stub),
            Work::Configured(hash, stub) => (What::Configured(hash), stub),
            Work::Stop(done) => {
                self.stop = Some(done);
                return;
            }
            Work::Turn(done) => {
                // Whoever asked may have given up.
                let _ = done.send(());
                return;
            }
        };
        self.wait(what, stub);
    }

    fn wait(&mut self, what: What, stub: Stub) {
        if matches!(what, What::Input(_)) {
            self.inputs.fetch_add(1, Ordering::Relaxed);
        }
        self.queue.push_back(Waiting { what, stub, held: false, told: None });
    }

    /// One transaction with at most so many inputs. On an error nothing of it holds, and everything waits as before.
    pub(super) async fn step(&mut self, most: usize) -> Result<(), StoreError> {
        let count = self.queue.len().min(most);
        let jobs = self.prepare(count).await?;
        let (made, desk, taken) = self.decide(&jobs).await?;
        let mut made = made;
        made.receipts = self.receipts.len();
        made.batch.receipts(self.receipts.iter().map(|signed| signed.receipt.clone()));
        let receipts = made.batch.has_receipts();
        if receipts {
            fault::point("before-receipt")?;
        }
        if made.batch.is_empty() {
            self.settle(made, desk, taken).await;
            return Ok(());
        }
        let (base, reached) = ((self.desk.pos, self.desk.seq), (desk.pos, desk.seq, desk.h_all));
        let batch = std::mem::take(&mut made.batch);
        if let Err(error) = self.store.commit(batch).await {
            // It may have been written all the same: ask, on a fresh connection.
            self.store.reopen().await.map_err(|_| error.clone())?;
            let marks = self.store.marks().await?;
            let written = (marks.pos, marks.seq, marks.h_all) == reached && base != (reached.0, reached.1);
            if !written {
                self.reload().await?;
                return Err(error);
            }
            let desk = Desk::load(&mut self.store, self.core.as_ref()).await?;
            self.settle(made, desk, taken).await;
            return Ok(());
        }
        if receipts {
            fault::point("after-receipt")?;
        }
        self.settle(made, desk, taken).await;
        Ok(())
    }

    /// Reads everything anew after a failure. A commit that was in doubt may have left effects of which nobody knows
    /// yet: they go out too.
    pub(super) async fn reload(&mut self) -> Result<(), StoreError> {
        let known = self.desk.seq;
        let desk = Desk::load(&mut self.store, self.core.as_ref()).await?;
        let waiting = if desk.seq > known { self.store.waiting().await? } else { Vec::new() };
        self.desk = desk;
        self.view.store(View::of(&self.desk));
        let unknown = waiting.iter().filter(|row| row.seq > known);
        let items = unknown.map(|row| self.waiting(row)).collect::<Result<_, _>>()?;
        self.hand_out(items);
        Ok(())
    }

    /// Lets go out what is committed.
    pub(super) fn hand_out(&mut self, items: Vec<Item>) {
        self.buttons.remember(&items);
        self.outbox.add(items);
    }

    /// A row that waits, as an item of the outbox.
    pub(super) fn waiting(&self, row: &EffectRow) -> Result<Item, StoreError> {
        let (body, mut delivery) = self.delivery(row)?;
        // Whoever handed it out before cannot be asked what became of it.
        delivery.again = true;
        Ok(Item::new(row, &body, delivery).holding(self.outbox.quiet().token(None)))
    }

    /// It is committed: shows it, sends it, and lets go of everybody who waits.
    async fn settle(&mut self, made: Made, desk: Desk, taken: usize) {
        self.desk = desk;
        self.view.store(View::of(&self.desk));
        if let Err(error) = self.reword(&made.erased).await {
            tracing::error!(%error, "an effect that waits still holds words that were erased");
        }
        if made.copies {
            self.erased.notify_one();
        }
        self.calls.note(&made.items, self.parts.clock.now());
        self.hand_out(made.items);
        for waiting in self.queue.drain(..taken) {
            waiting.stub.finish();
        }
        self.receipts.drain(..made.receipts);
        self.warned.clear();
    }

    /// Effects that still wait and whose words were erased are put into words anew.
    async fn reword(&mut self, erased: &[u64]) -> Result<(), StoreError> {
        if erased.is_empty() {
            return Ok(());
        }
        for row in self.store.waiting().await?.iter().filter(|row| erased.contains(&row.seq)) {
            self.outbox.replace(row.seq, self.delivery(row)?.1);
        }
        Ok(())
    }

    /// A row as it goes out: in the words that were kept, else in new ones.
    pub(super) fn delivery(&self, row: &EffectRow) -> Result<(Body, Delivery), StoreError> {
        let body = Body::read(&row.kind, row.v, &row.body)?;
        let rendered = match &row.rendered {
            Some(kept) => Rendered::read(kept)?,
            None => self.speaker().render(row, &body),
        };
        let delivery = self.speaker().delivery(row, &body, rendered)?;
        Ok((body, delivery))
    }

    pub(super) fn speaker(&self) -> Speaker<'_> {
        Speaker {
            core: self.core.as_ref(),
            organisation: &self.parts.organisation,
            state: &self.desk.state,
            texts: &self.desk,
            now: self.parts.clock.now(),
        }
    }

    /// Reads what the first inputs need. An input that took effect before becomes no job.
    async fn prepare(&mut self, count: usize) -> Result<Vec<Option<Job>>, StoreError> {
        let mut keys = HashSet::new();
        let mut jobs = Vec::with_capacity(count);
        for at in 0..count {
            let Some(waiting) = self.queue.get(at).cloned() else { break };
            jobs.push(match waiting.what {
                What::Timer(stream, timer, generation) => Some(Job::Timer { stream, timer, generation }),
                What::Back(since, said) => Some(Job::Back(Absence { since, said, calls: self.calls.since(since) })),
                What::Configured(hash) => Some(Job::Configured { hash }),
                What::Rotas => Some(Job::Rotas),
                What::Tried(tried, _) => Some(Job::Tried(tried)),
                What::Notes(notes) => Some(Job::Notes(notes)),
                // What became of a message is asked when that message is committed.
                What::Input(Input { payload: Payload::Edited { of, .. } | Payload::Deleted { of, .. }, .. })
                    if keys.contains(&of) =>
                {
                    break;
                }
                What::Input(input) => {
                    if let Payload::Edited { of, .. } = &input.payload {
                        keys.insert(of.clone());
                    }
                    let again = !keys.insert(input.key.clone()) || self.store.seen(&input.key).await?;
                    if again { None } else { self.job(input, &waiting.stub).await? }
                }
            });
        }
        Ok(jobs)
    }

    /// Reads what one input needs; none when it makes no sense, which its ticket says.
    pub(super) async fn job(&mut self, input: Input, stub: &Stub) -> Result<Option<Job>, StoreError> {
        let core = Arc::clone(&self.core);
        let (job, text, about) = match &input.payload {
            Payload::Edited { of, .. } | Payload::Deleted { of, .. } => {
                if let Some(taken) = self.store.input(of).await? {
                    let about = taken.incident;
                    (Job::Changed { input, taken }, String::new(), about)
                } else {
                    // Talk that became a command counts as one; talk that was deleted is nobody's business.
                    let Some(text) = input.payload.text().map(ToOwned::to_owned) else { return Ok(None) };
                    let also = Some(of.clone());
                    (Job::Said { input, about: None, also }, text, None)
                }
            }
            Payload::Said { text, reply_to, .. } => {
                let about = match reply_to {
                    Some(message) => self.store.about(message).await?,
                    None => None,
                };
                let text = text.clone();
                (Job::Said { input, about, also: None }, text, about)
            }
            Payload::Alerted { text, .. } => {
                let text = text.clone();
                (Job::Said { input, about: None, also: None }, text, None)
            }
            Payload::Pressed { action, .. } => {
                let Some(pressed) = self.store.pressed(action).await? else {
                    let text = format!("there is no button {action}");
                    stub.say(Progress::Refused { code: "unknown_action", text });
                    return Ok(None);
                };
                let (text, about) = (pressed.command.clone().unwrap_or_default(), pressed.incident);
                (Job::Pressed { input, pressed }, text, about)
            }
        };
        for id in core.mentions(&text).into_iter().chain(about) {
            self.desk.fetch(id, &mut self.store, core.as_ref()).await?;
        }
        Ok(Some(job))
    }
}

/// What every turn has.
pub(super) fn bench<'a>(
    parts: &'a Parts,
    core: &'a dyn Core,
    chance: &'a dyn super::port::Chance,
    now: Timestamp,
    boot: &'a str,
) -> Bench<'a> {
    Bench { core, organisation: &parts.organisation, chance, now, boot }
}
