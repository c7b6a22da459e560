//! Who is refused, and what they are told.

use super::world::{World, record};
use crate::domain::organisation::Language;

fn refusal(world: &World, text: &str) -> String {
    let bound = world.bound(text);
    assert!(!bound.may(&world.situation()), "{text}");
    world.say(&world.catalogue.refusal(&bound, &world.situation()))
}

#[test]
fn a_refusal_says_who_can() {
    let melder = World::one();
    assert_eq!(
        refusal(&melder, "!opschalen niveau:crisis"),
        "Refused: !opschalen INC-2026-0001 | het CMT van de entiteit\nWhoCanFor: Entity(EntityId(\"noord\")) | noord.voorzitter, \
         noord.plaatsvervanger, noord.kernlid1, noord.kernlid2"
    );
    assert_eq!(
        melder.say(&melder.refused("!ccvo bevestig INC-2026-0001")),
        "Refused: !ccvo bevestig INC-2026-0001 | het CCVO\nWhoCan: ccvo.hoofd, ccvo.wacht1, ccvo.wacht2"
    );
    let zuid = World::one().by("zuid.melder").room("meldingen-zuid");
    let said = refusal(&zuid, "!impact INC-2026-0001 entiteit:noord gezondheid:ja");
    assert!(said.contains("noord.voorzitter") && said.contains("noord.melder"), "{said}");
}

#[test]
fn an_unknown_account_may_report_and_little_else() {
    let stranger = World::one().by("iemand");
    assert!(stranger.bound("!meld rook").may(&stranger.situation()));
    for text in [
        "!status",
        "!toon",
        "!incident lijst",
        "!cmt activeer",
        "!ccvo bevestig",
        "!log x",
        "!besluit",
        "!taak",
        "!stand",
        "!rol neem",
    ] {
        assert_eq!(stranger.complaint(text), ["Refused", "RefusedStranger", "TypeForExample"], "{text}");
    }
    assert!(!stranger.bound("!impact gezondheid:ja").may(&stranger.situation()));
    let own = stranger.with(record(2, "x", "meldingen-noord", "noord"));
    let actor = own.actor.clone();
    let own = own.change(2, |incident| incident.reporter = actor);
    assert!(own.bound("!impact gezondheid:ja").may(&own.situation()));
}

#[test]
fn help_shows_what_one_may_ever_use() {
    let help = |world: &World, path| world.say(&world.catalogue.help(path, &world.situation()));
    let chair = World::empty().by("noord.voorzitter");
    let text = help(&chair, None);
    assert!(text.contains("!meld") && text.contains("!cmt activeer") && !text.contains("!ccvo bevestig"), "{text}");
    assert!(chair.catalogue.help(None, &chair.situation()).lines.len() <= 6, "{text}");
    let stranger = help(&World::empty().by("iemand"), None);
    assert!(stranger.contains("!meld") && !stranger.contains("!status"), "{stranger}");
    let report = help(&chair, Some("incident report"));
    assert!(report.contains("gezondheid:ja|nee|onbekend") && report.contains("!meld Brand"), "{report}");
    for definition in chair.catalogue.definitions() {
        let message = chair.catalogue.help(Some(&definition.path), &chair.situation());
        assert!(message.lines.len() <= 8, "{}: {}", definition.path, message.lines.len());
    }
    // Every command that help prints can be typed.
    for language in [Language::Nl, Language::En] {
        for line in chair.catalogue.help(None, &chair.situation()).lines {
            let args = line.args();
            let Some((_, crate::domain::message::Arg::Both(text))) = args.first() else { continue };
            for command in text.get(language).split(" · ") {
                assert!(chair.catalogue.reads(command).is_ok(), "{command}");
            }
        }
    }
}
