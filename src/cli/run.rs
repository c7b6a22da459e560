//! `noodklok run`: connecting to chat networks.

use super::{Common, Exit, setup::Setup};
use crate::domain::line::Line;

/// Says that there is nothing to connect to: this version knows only the console.
pub fn run(common: &Common) -> Exit {
    match Setup::load(common) {
        Ok(setup) => {
            setup.complain(&Line::CliNoNetwork {});
            Exit::Usage
        }
        Err(exit) => exit,
    }
}
