//! `erase-person`: takes what one person wrote out of the data folder.

use tokio::runtime::Runtime;

use super::{Common, Exit, setup::Setup, streams::out};
use crate::{
    domain::{line::Line, organisation::Organisation, time::Timestamp, words::Verbatim},
    engine::{
        erase_person::{Tools, erase_person},
        port::Clock,
    },
    platform::{chance::System, clock::Real},
};

/// Erases what a person wrote.
pub fn erase(common: &Common, id: &str) -> Exit {
    erased(common, id).unwrap_or_else(|exit| exit)
}

fn erased(common: &Common, id: &str) -> Result<Exit, Exit> {
    let setup = Setup::load(common)?;
    let data = setup.data()?;
    let database = setup.database(&data)?;
    if !database.is_file() {
        setup.complain(&Line::CliNoDatabase { folder: Verbatim(data.display().to_string()) });
        return Err(Exit::Usage);
    }
    let runtime = Runtime::new().map_err(|_| Exit::Usage)?;
    // What is said anew in rooms, and stands in the log, is in their language, whatever the operator reads.
    let organisation = &Organisation { language: setup.configured, ..(*setup.organisation).clone() };
    let erased = runtime.block_on(async {
        let tools = Tools { organisation, now: Real::starting().now(), chance: &System };
        erase_person(&database, id, tools).await
    });
    let erased = erased.map_err(|error| {
        setup.complain(&error.line());
        Exit::Usage
    })?;
    let person = Verbatim(id.to_owned());
    if erased.lines == 0 && erased.typed == 0 {
        let known = erased.known || organisation.people.contains_key(&id.into());
        setup.complain(&if known { Line::ErasePersonNothing { person } } else { Line::ErasePersonUnknown { person } });
        return Ok(if known { Exit::Finding } else { Exit::Usage });
    }
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let (lines, records) = (number(erased.lines), number(erased.records));
    let line = Line::ErasedPerson { person, lines, records };
    out(&setup.words.say(&line, Timestamp::default()));
    Ok(Exit::Fine)
}
