//! Mistakes that every chat network knows: secrets, accounts and rooms.

use std::path::Path;

use super::{
    super::{
        accounts::Network,
        mistake::Fault,
        secret::{SecretError, SecretProblem},
    },
    listed,
    organisation::What,
    quoted,
};

impl Network {
    const fn name(self) -> &'static str {
        match self {
            Self::Matrix => "Matrix",
            Self::Discord => "Discord",
        }
    }

    const fn person(self) -> &'static str {
        match self {
            Self::Matrix => "`matrix = \"@naam:server.be\"`",
            Self::Discord => "`discord = 123456789012345678`",
        }
    }

    const fn room(self) -> &'static str {
        match self {
            Self::Matrix => "`matrix = \"#meldingen-noord:server.be\"`",
            Self::Discord => "`discord = 123456789012345678`",
        }
    }
}

/// The words of each, one of which is meant.
fn either(networks: &[Network], word: impl Fn(Network) -> &'static str) -> (String, String) {
    let words: Vec<&str> = networks.iter().map(|network| word(*network)).collect();
    (words.join(" of "), words.join(" or "))
}

/// The file of a secret cannot be used, at least not here and now.
pub(in super::super) fn secret(key: &str, error: &SecretError) -> Fault {
    let file = quoted(&error.path.display().to_string());
    let (nl, en) = match &error.problem {
        SecretProblem::Missing => ("is er niet".to_owned(), "is not there".to_owned()),
        SecretProblem::Empty => ("is leeg".to_owned(), "is empty".to_owned()),
        SecretProblem::NoSecret => {
            ("bevat geen geheim van één regel".to_owned(), "does not hold a secret of one line".to_owned())
        }
        SecretProblem::Unreadable(reason) => {
            (format!("kan niet gelezen worden ({reason})"), format!("cannot be read ({reason})"))
        }
    };
    Fault::new(format!("`{key}`: het bestand {file} {nl}"), format!("`{key}`: the file {file} {en}"))
        .help(
            "Zet er het geheim in, één regel, alleen leesbaar voor het account van noodklok (chmod 600). Komt het van systemd (LoadCredential=), dan is het er pas als die noodklok start.",
            "Put the secret in it, one line, readable by noodklok's account only (chmod 600). If it comes from systemd (LoadCredential=), it is there only when that starts noodklok.",
        )
        .warning()
}

pub(in super::super) fn open_secret(path: &Path) -> Fault {
    let file = quoted(&path.display().to_string());
    Fault::new(
        format!("iedereen op deze machine kan het geheim in {file} lezen"),
        format!("everybody on this machine can read the secret in {file}"),
    )
    .help("Doe `chmod 600` op het bestand.", "Do `chmod 600` on the file.")
    .warning()
}

/// An account, role or room that stands for somebody or something else already.
pub(in super::super) fn taken(what: What, id: &str, first: &str) -> Fault {
    let (nl, en) = what.words();
    Fault::new(
        format!("{} staat al bij {nl} {}", quoted(id), quoted(first)),
        format!("{} stands with {en} {} already", quoted(id), quoted(first)),
    )
    .help("Elk account, elke rol en elke kamer komt één keer voor.", "Each account, role and room is given once.")
}

pub(in super::super) fn people_without_account(networks: &[Network], people: &[&str]) -> Fault {
    let (where_nl, where_en) = either(networks, Network::name);
    let (nl, en) = either(networks, Network::person);
    Fault::new(
        format!("wie opgeroepen wordt en geen account heeft op {where_nl}: {}", listed(people)),
        format!("who is called and has no account on {where_en}: {}", listed(people)),
    )
    .help(
        format!("Zet {nl} bij de persoon, anders ziet die geen enkele oproep."),
        format!("Put {en} with the person, who otherwise sees no call at all."),
    )
    .warning()
}

pub(in super::super) fn rooms_without_ref(networks: &[Network], rooms: &[&str]) -> Fault {
    let (where_nl, where_en) = either(networks, Network::name);
    let (nl, en) = either(networks, Network::room);
    Fault::new(
        format!("kamers die niet op {where_nl} staan: {}", listed(rooms)),
        format!("rooms that are not on {where_en}: {}", listed(rooms)),
    )
    .help(
        format!("Zet {nl} bij de kamer, anders kan daar niemand melden of opvolgen."),
        format!("Put {en} with the room, otherwise nobody can report or follow up there."),
    )
    .warning()
}

/// Who is called in a room that is only on networks where they are not.
pub(in super::super) fn called_elsewhere(room: &str, people: &[&str]) -> Fault {
    Fault::new(
        format!("wie in kamer {} opgeroepen wordt en niet op haar netwerk is: {}", quoted(room), listed(people)),
        format!("who is called in room {} and is not on its network: {}", quoted(room), listed(people)),
    )
    .help(
        "Zet de kamer ook op hun netwerk, of geef hun een account op dat van de kamer.",
        "Put the room on their network too, or give them an account on that of the room.",
    )
    .warning()
}
