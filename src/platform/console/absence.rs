//! How long the console was closed. It says when it ends in order; after a kill nobody knows, and nothing is said.

use crate::{
    domain::time::Timestamp,
    engine::{Engine, port::Note, ticket::Ticket},
    store::{StoreError, reader::Reader},
};

const NETWORK: &str = "console";
const KIND: &str = "heard";

/// When it was closed in order, if it was.
///
/// # Errors
/// The database failed.
pub async fn closed_at(reader: &mut Reader) -> Result<Option<Timestamp>, StoreError> {
    let at = reader.remembered(NETWORK, KIND, "").await?;
    Ok(at.and_then(|at| at.parse().ok()).map(Timestamp))
}

/// It was closed since then and is open from now on.
pub async fn open(engine: &Engine, since: Timestamp) -> Ticket {
    engine.back(since, 0, vec![note(None)]).await
}

/// It closes now. Nobody waits for it: where nothing can be stored, the next start says nothing of it.
pub async fn close(engine: &Engine, now: Timestamp) {
    drop(engine.arrive(Vec::new(), vec![note(Some(now.0.to_string()))]).await);
}

const fn note(value: Option<String>) -> Note {
    Note { network: NETWORK, kind: KIND, key: String::new(), value }
}
