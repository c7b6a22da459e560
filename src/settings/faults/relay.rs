//! Mistakes about what is repeated on another network.

use super::super::mistake::Fault;

/// A room, or all that the bot opens, on fewer than two networks that are connected to.
pub(in super::super) fn only_one_network() -> Fault {
    Fault::new(
        "er valt niets door te geven: dit is niet op twee verbonden netwerken",
        "there is nothing to relay: this is not on two connected networks",
    )
    .help(
        "Neem het weg, of zet [matrix] en [discord] in noodklok.toml en `matrix =` en `discord =` bij de kamer.",
        "Take it away, or put [matrix] and [discord] in noodklok.toml, and `matrix =` and `discord =` with the room.",
    )
    .warning()
}

pub(in super::super) fn leaves_encryption() -> Fault {
    Fault::new(
        "alles wat mensen hier op Matrix schrijven verlaat de versleuteling: Discord zelf kan het lezen, en wie er de server beheert ook",
        "everything that people write here on Matrix leaves its encryption: Discord itself can read it, and so can whoever administers the server there",
    )
    .help(
        "Met `bot` gaat alleen over wat tot noodklok gericht is, met `off` niets. Zeg het aan wie in de kamer is.",
        "With `bot` only what is said to noodklok goes over, with `off` nothing. Tell whoever is in the room.",
    )
    .warning()
}
