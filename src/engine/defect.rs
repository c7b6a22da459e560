//! What fails each time it is tried. It must not look like an outage and hold up everything else: it is set aside, and
//! whoever said it is told.

use super::{
    port::{Input, Payload},
    ticket::{Progress, Stub},
    view::View,
    work::{Waiting, What},
    writer::{TOGETHER, Writer},
};
use crate::{
    domain::{event::Stream, ids::RoomId, line::Line, message::Message, time::Span, timer::Timer},
    store::StoreError,
};

/// A timer that was set aside is tried again after this long.
const AGAIN: Span = Span::minutes(1);

impl Writer {
    /// One transaction, or several when something in it can never be stored: that is set aside, the rest is stored.
    ///
    /// # Errors
    /// Nothing can be stored now.
    pub(super) async fn work(&mut self) -> Result<(), StoreError> {
        match self.step(TOGETHER).await {
            Err(error) if !error.is_outage() => {
                tracing::error!(%error, "a defect; everything that waits is tried one by one");
                self.one_by_one().await
            }
            other => other,
        }
    }

    async fn one_by_one(&mut self) -> Result<(), StoreError> {
        self.reload().await?;
        if let Some(error) = self.fails(0).await? {
            tracing::error!(%error, "receipts cannot be stored; what they are for is done again at the next start");
            self.receipts.clear();
            self.warned.clear();
        }
        for _ in 0..self.queue.len().min(TOGETHER) {
            if let Some(error) = self.fails(1).await?
                && let Some(waiting) = self.queue.pop_front()
            {
                self.set_aside(waiting, &error).await;
            }
        }
        Ok(())
    }

    /// Tries so many; the defect, if it is one.
    async fn fails(&mut self, most: usize) -> Result<Option<StoreError>, StoreError> {
        match self.step(most).await {
            Ok(()) => Ok(None),
            Err(error) if error.is_outage() => Err(error),
            Err(error) => {
                self.reload().await?;
                Ok(Some(error))
            }
        }
    }

    async fn set_aside(&mut self, waiting: Waiting, error: &StoreError) {
        match waiting.what {
            What::Input(input) => {
                tracing::error!(%error, key = input.key, "an input cannot be handled; it is not recorded");
                self.tell_not_handled(&input, waiting.stub).await;
            }
            What::Timer(stream, timer, _) => {
                tracing::error!(%error, %stream, ?timer, "a timer cannot be handled; it is tried again in a minute");
                self.later(stream, &timer);
                waiting.stub.finish();
            }
            What::Notes(notes) => {
                tracing::error!(%error, ?notes, "a network's notes cannot be kept; it reads that part again");
                waiting.stub.finish();
            }
            What::Tried(tried, signed) => {
                self.receipts.extend(signed);
                tracing::error!(%error, ?tried, "what became of a channel is not recorded; the next one follows in time");
                waiting.stub.finish();
            }
            What::Back(since, _) => {
                tracing::error!(%error, since = since.0, "that the program was away is not told");
                waiting.stub.finish();
            }
            What::Rotas => {
                tracing::error!(%error, "the rotas are not looked at for gaps; they are tomorrow");
                waiting.stub.finish();
            }
            What::Configured(hash) => {
                tracing::error!(%error, hash, "the load of the configuration is not recorded");
                waiting.stub.finish();
            }
        }
    }

    async fn tell_not_handled(&mut self, input: &Input, stub: Stub) {
        if let Some(room) = self.room_of(input).await {
            let (ccvo, entity) = self.numbers(&room, input);
            let line = match entity {
                Some((entity, phone)) => Line::NotHandledEntity { ccvo, entity, phone },
                None => Line::NotHandled { ccvo },
            };
            stub.finish();
            self.notice(&room, &Message::of(line).and(Line::NotHandledOthers {}), Some(stub));
        } else {
            let text = "it cannot be handled, because of a defect of this program; it is not recorded".to_owned();
            stub.say(Progress::Refused { code: "not_handled", text });
            stub.finish();
        }
    }

    /// The room of an input: of a button as remembered, else as the database says, if it can still be asked.
    pub(super) async fn room_of(&mut self, input: &Input) -> Option<RoomId> {
        let action = match &input.payload {
            Payload::Said { room, .. }
            | Payload::Alerted { room, .. }
            | Payload::Edited { room, .. }
            | Payload::Deleted { room, .. } => return Some(room.clone()),
            Payload::Pressed { action, .. } => action,
        };
        if let Some(room) = self.buttons.room(action) {
            return Some(room);
        }
        self.store.pressed(action).await.ok().flatten().map(|pressed| pressed.room)
    }

    /// In memory only: the row keeps its instant, so that a start tries it at once.
    fn later(&mut self, stream: Stream, timer: &Timer) {
        self.desk.arm(stream, timer, self.parts.clock.now().plus(AGAIN));
        self.view.store(View::of(&self.desk));
    }
}
