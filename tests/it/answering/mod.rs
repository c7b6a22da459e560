//! Whoever is called outside the chat answers there: the running binary, with real mail.

mod link;
mod rights;
mod shared;
mod telephone;
pub mod told;

use std::net::SocketAddr;

use crate::{
    discord::world::{Plan, World},
    mail::server::Server,
    ports::free,
};

pub const REPORTS: &str = "meldingen-noord";
pub const ID: &str = "INC-2026-0001";
/// Has no account on any network, so that their own channels are reached at once.
pub const AWAY: &str = "noord.kernlid1";
pub const AWAY_PHONE: &str = "+3220000014";

/// The tables of `noodklok.toml` for this mail server.
pub fn mail(server: &Server) -> String {
    format!(
        "[mail]\nserver = \"localhost\"\nport = {}\nfrom = \"noodklok@server.be\"\nauthority_file = \"{}\"\n",
        server.port,
        server.file("authority.pem").display()
    )
}

/// A world whose people have these channels, that answers at the address, started.
fn world(plan: &Plan, channels: &[(&str, &str)], tables: &str) -> (World, SocketAddr) {
    let at = free();
    let mut world = World::new(plan);
    for (person, lines) in channels {
        world.configuration.people.insert((*person).to_owned(), (*lines).to_owned());
    }
    world.configuration.tables = format!("{tables}[http]\nlisten = \"{at}\"\npublic_url = \"http://{at}\"\n");
    world.configure();
    world.start();
    (world, at)
}

pub fn plan() -> Plan {
    Plan { cast: vec!["noord.melder", "noord.voorzitter", "ccvo.wacht1"], ..Plan::default() }
}

/// A report, and a page to somebody about it.
pub fn paged(world: &mut World, who: &str, mode: &str) {
    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "Brand op de derde verdieping")]);
    assert!(world.answer(&asked).says(&[ID]));
    let options = [("who", who), ("text", "kom naar de meldkamer"), ("mode", mode)];
    let asked = world.slash("noord.voorzitter", REPORTS, "page start", &options);
    assert!(world.answer(&asked).says(&[ID, who]));
}
