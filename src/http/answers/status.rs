//! What the telephone provider tells later of a message or call that it took: that nobody took it up, that it came nowhere.
//! Then the next channel follows at once. That it got through says nothing about whether anybody heard it, and is not kept.

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, Uri},
};

use super::{super::Shared, telephone::Callback};
use crate::{
    domain::reach::{Channel, Loss, Lost},
    engine::ticket::Progress,
};

/// A message or call of ours, by the id of its effect, has another status.
pub(super) async fn told(
    State(shared): State<Shared>,
    Path(effect): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> StatusCode {
    match lost(&shared, &effect, (&uri, &headers, body)).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(status) => status,
    }
}

async fn lost(shared: &Shared, effect: &str, asked: (&Uri, &HeaderMap, Body)) -> Result<(), StatusCode> {
    let told = Callback::signed(shared, asked).await?;
    let reach = told.watched.reader.lock().await.reach(effect).await;
    let known = reach.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?.ok_or(StatusCode::FORBIDDEN)?;
    let (incident, reach, sent_at) = known;
    let how = match reach.channel {
        Channel::Phone => of_call(told.field("CallStatus")),
        Channel::Sms => of_message(told.field("MessageStatus")),
        Channel::Mail | Channel::Webhook => return Err(StatusCode::FORBIDDEN),
    };
    if let Some(how) = how {
        let mut ticket = told.watched.engine.lost(Lost { incident, reach, sent_at, how }).await;
        if ticket.stored().await != Progress::Done {
            // The provider tells it again, or the next channel follows in time.
            return Err(StatusCode::SERVICE_UNAVAILABLE);
        }
    }
    Ok(())
}

fn of_call(status: &str) -> Option<Loss> {
    match status {
        "busy" => Some(Loss::Busy),
        "no-answer" => Some(Loss::NoAnswer),
        "failed" | "canceled" => Some(Loss::Undelivered),
        _ => None,
    }
}

fn of_message(status: &str) -> Option<Loss> {
    matches!(status, "undelivered" | "failed" | "canceled").then_some(Loss::Undelivered)
}
