//! How long the console was closed. It says when it ends in order; after a kill nobody knows, and nothing is said.

use crate::{
    domain::time::Timestamp,
    engine::{Engine, port::Note},
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

/// It is open from now on.
pub async fn open(engine: &Engine) {
    note(engine, None).await;
}

/// It closes now.
pub async fn close(engine: &Engine, now: Timestamp) {
    note(engine, Some(now.0.to_string())).await;
}

/// Nobody waits for it: where nothing can be stored, the next start says nothing of it.
async fn note(engine: &Engine, value: Option<String>) {
    let note = Note { network: NETWORK, kind: KIND, key: String::new(), value };
    drop(engine.arrive(Vec::new(), vec![note]).await);
}
