//! The connection by which events come in.

use std::{path::Path, sync::Arc};

use super::hub::Hub;
use crate::{domain::line::Line, platform::stop::Stop};

/// Connects and stays so until it is asked to stop.
///
/// # Errors
/// What only a person can mend, in sentences.
pub async fn run(_: Arc<Hub>, _: &Path, stop: &Stop) -> Result<(), Vec<Line>> {
    stop.asked().await;
    Ok(())
}
