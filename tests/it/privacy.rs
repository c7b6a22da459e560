//! Mail, and the rooms of entities that do not work on a record, carry title, rule and counts only.

use serde_json::Value;

use crate::world::{Output, World};

const NOORD: &str = "meldingen-noord";
const CRISIS: &str = "crisis-INC-2026-0001-noord";

/// Free text of every kind, each with a word of its own that no other text holds.
const COURSE: &[(&str, &str, &str)] = &[
    ("noord.melder", NOORD, "!meld rook in de kelder gebouw:gebouw-noord gezondheid:ja\nin de gang ligt geheim1"),
    ("noord.kernlid1", NOORD, "!log INC-2026-0001 het slachtoffer is geheim2"),
    ("noord.kernlid1", NOORD, "!besluit INC-2026-0001 geheim3 gaat naar huis"),
    ("noord.melder", NOORD, "!gebeld INC-2026-0001 geheim4"),
    ("ccvo.wacht1", "ccvo", "!ccvo bevestig INC-2026-0001"),
    ("noord.voorzitter", NOORD, "!cmt activeer INC-2026-0001"),
    ("noord.voorzitter", CRISIS, "!stand geheim5 is vervoerd doelgroep:ccvo"),
    ("noord.voorzitter", CRISIS, "!stand geheim6 rust uit doelgroep:team"),
    ("noord.voorzitter", CRISIS, "!stand geheim7 is veilig doelgroep:publiek"),
    ("noord.voorzitter", CRISIS, "!taak nieuw bel de familie van geheim8 wie:noord.kernlid1"),
    ("noord.voorzitter", CRISIS, "!opschalen niveau:crisis reden:\"geheim9 is erg ziek\""),
    ("noord.voorzitter", CRISIS, "!ccvo ondersteuning geheim10 moet weg"),
    // zuid is drawn in: the same event, and its own danger makes it an alarm.
    ("zuid.melder", "meldingen-zuid", "!meld dampen in de kelder gebouw:gebouw-noord gezondheid:ja"),
    ("ccvo.wacht1", "ccvo", "!incident koppel INC-2026-0002 INC-2026-0001 soort:same"),
    ("ccvo.wacht1", "ccvo", "!ccvo alarm INC-2026-0001 zeker:ja"),
    ("noord.voorzitter", CRISIS, "!stand geheim11 is geopereerd"),
    ("noord.voorzitter", CRISIS, "!impact entiteit:zuid capaciteit:overstijgt"),
    ("ccvo.wacht1", "ccvo", "!ccvo einde INC-2026-0001 zeker:ja"),
    ("noord.voorzitter", CRISIS, "!afschalen niveau:incident zeker:ja reden:\"geheim12 is thuis\""),
];
const SECRETS: usize = 12;
/// What is asked first: whether they are sure.
const SURE: &str = " zeker:ja";

/// Everything that is seen, and the record as it is in the end.
fn course() -> (Vec<Output>, Value) {
    let mut world = World::new();
    let mut seen = Vec::new();
    for (who, room, text) in COURSE {
        if text.contains(SURE) {
            seen.extend(world.say(who, room, &text.replace(SURE, "")));
        }
        seen.extend(world.say(who, room, text));
        seen.extend(world.advance(jiff::SignedDuration::from_mins(7)));
    }
    let record = world.state("INC-2026-0001");
    world.close();
    (seen, record)
}

fn secrets(json: &Value) -> Vec<String> {
    let all = json.to_string();
    let words = (1..=SECRETS).map(|n| format!("geheim{n}"));
    // `geheim1` also stands in `geheim12`.
    words
        .filter(|word| {
            all.match_indices(word.as_str())
                .any(|(at, _)| !all[at + word.len()..].starts_with(|c: char| c.is_ascii_digit()))
        })
        .collect()
}

#[test]
fn mail_and_rooms_of_other_entities_carry_title_rule_and_counts_only() {
    let (seen, record) = course();
    // Each was taken, so that its absence elsewhere means something.
    let taken = secrets(&record);
    let lost: Vec<_> = (1..=SECRETS).map(|n| format!("geheim{n}")).filter(|word| !taken.contains(word)).collect();
    assert!(lost.is_empty(), "not in the record: {lost:?}\n{record:#}");
    assert_eq!(record["ccvo_phase"], "ended", "vooralarm, alarm and end");
    let elsewhere = |one: &&Output| one.kind == "mail" || one.room() == "meldingen-zuid";
    let elsewhere: Vec<&Output> = seen.iter().filter(elsewhere).collect();
    for what in ["rook in de kelder", "V1", "INC-2026-0001"] {
        assert!(elsewhere.iter().any(|one| one.json.to_string().contains(what)), "nothing there says {what}");
    }
    assert!(elsewhere.iter().filter(|one| one.kind == "mail").count() >= 2, "mail goes to the crisis centre");
    let told: Vec<String> = elsewhere
        .iter()
        .filter(|one| !secrets(&one.json).is_empty())
        .map(|one| format!("{:?} in\n{one}", secrets(&one.json)))
        .collect();
    assert!(told.is_empty(), "more than title, rule and counts:\n{}", told.join("\n"));
}
