//! Completion.

use super::world::World;

#[test]
fn completes_words_options_and_values() {
    let world = World::one();
    let complete = |line: &str| world.catalogue.complete(line, &world.situation());
    assert_eq!(complete("!gebe"), ["!gebeld"]);
    assert_eq!(complete("/me"), ["/meld"]);
    assert_eq!(complete("!incident to"), ["toon"]);
    assert_eq!(complete("!toon "), ["INC-2026-0001"]);
    assert_eq!(complete("!impact INC-2026-0001 gez"), ["gezondheid:"]);
    assert_eq!(complete("!impact gezondheid:"), ["gezondheid:ja", "gezondheid:nee", "gezondheid:onbekend"]);
    assert_eq!(complete("!impact proces:noord.noodlijn,zuid.v").len(), 2);
    assert_eq!(complete("!taak geef T1 noord.mel"), ["noord.melder"]);
    assert_eq!(complete("goedemorgen"), Vec::<String>::new());
    // Only what one may ever use.
    assert!(!complete("!ccvo ").iter().any(|word| word == "bevestig"));
}
