//! `noodklok check`: every mistake of the configuration at once.

use super::{
    Common, Exit,
    setup::{Setup, tell},
    streams::out,
};
use crate::domain::{line::Line, time::Timestamp, words::Verbatim};

/// Tells mistakes and warnings; a mistake is a finding, a folder that is not there is wrong usage.
pub fn check(common: &Common) -> Exit {
    let there = common.config.as_deref().is_none_or(std::path::Path::is_dir);
    match Setup::check(common) {
        Ok(setup) => {
            tell(&setup.warnings, setup.organisation.language);
            let name = Verbatim(setup.organisation.name.clone());
            out(&setup.words.say(&Line::CliConfigurationRight { name }, Timestamp::default()));
            Exit::Fine
        }
        Err(_) if there => Exit::Finding,
        Err(exit) => exit,
    }
}
