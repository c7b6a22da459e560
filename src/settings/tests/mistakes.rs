//! Each mistake: its file, its line, what is wrong, what is allowed; and all of them at once.

use super::{super::report, *};

const ORGANISATION: &str = "organisation.toml";
const ESCALATION: &str = "escalation.toml";
const DOCTRINE: &str = "doctrine.toml";

#[test]
fn all_of_them_are_told_at_once_each_with_its_line() {
    let copy = Copy::new()
        .with("noodklok.toml", "language = \"nl\"", "language = \"fr\"")
        .with("noodklok.toml", "storage = \"sqlite:", "storage = \"postgres://user:secret@host/")
        .with(ORGANISATION, "name = \"Melder noord\"", "nam = \"Melder noord\"")
        .with(ORGANISATION, "phone = \"+32 2 000 00 12\"", "phone = 12")
        .with(ORGANISATION, "id = \"zuid.kernlid2\"", "id = \"zuid.kernlid1\"")
        .with(ORGANISATION, "chair = \"zuid.voorzitter\"", "chair = \"zuid.voorziter\"")
        .with(ORGANISATION, "members = [\"zuid.kernlid1\", \"zuid.kernlid2\"]", "members = [\"zuid.kernlid1\"]")
        .with(ORGANISATION, "kind = \"report\"", "kind = \"raport\"")
        .with(DOCTRINE, "count = \"societal\"", "count = \"societa\"")
        .with(DOCTRINE, "at_least = 2", "at_least = 0")
        .with("processes.toml", "limit = \"4h\"", "limit = \"4 uur\"")
        .with("processes.toml", "reason.en = \"Without permits", "# \"Without permits")
        .with("assembly_points.toml", "entities = [\"zuid\"]", "entities = [\"zuidd\"]")
        .with(ESCALATION, "after = \"5m\"", "after = \"0m\"")
        .with(ESCALATION, "then_every = \"10m\"", "then_every = \"0s\"")
        .with(ESCALATION, "call = [\"reporter\"]", "call = [\"first\"]");
    let at = |file: &str, text: &str| format!("{file}:{}: ", copy.line(file, text));
    let expected = [
        (at("noodklok.toml", "language = \"fr\""), "`fr` is not a value of `language`. Allowed: `nl`, `en`."),
        (at("noodklok.toml", "postgres"), "not built into this version"),
        (at(ORGANISATION, "\"raport\""), "Did you mean `report`?"),
        (at(ORGANISATION, "id = \"noord.melder\"").replace("114", "114"), "`name` is missing"),
        (at(ORGANISATION, "nam = "), "`nam` is not a key here. Allowed: "),
        (at(ORGANISATION, "phone = 12"), "`phone` must be a text in quotes, and is a whole number"),
        (String::new(), "person `zuid.kernlid1` stands there already, in organisation.toml:"),
        (at(ORGANISATION, "zuid.voorziter"), "there is no person `zuid.voorziter`"),
        (at(DOCTRINE, "at_least = 0"), "`at_least` cannot be `0`. Allowed: 1 to"),
        (at(DOCTRINE, "\"societa\""), "Did you mean `societal`?"),
        (at("processes.toml", "4 uur"), "`4 uur` is not a length of time. Allowed: "),
        (at("processes.toml", "reason.nl = \"Zonder vergunningen"), "`en` is missing"),
        (at("assembly_points.toml", "zuidd"), "there is no entity `zuidd`. Allowed: `noord`, `zuid`. Did you mean `zuid`?"),
        (at(ESCALATION, "\"0m\", call = [\"second\"]"), "not later than the one before"),
        (at(ESCALATION, "0s"), "`then_every` must not be zero"),
        (at(ESCALATION, "after = \"0m\", call = [\"first\"]").replace(":28", ":28"), "this ladder cannot call `first`"),
    ];
    let says = copy.says();
    for (place, text) in &expected {
        // The header line of an element carries what is missing in it, one line above its id.
        let found = says.iter().any(|line| line.contains(text) && (line.starts_with(place) || text.contains("missing") || text.contains("cannot call")));
        assert!(found, "{place}{text}\n{says:#?}");
    }
    assert_eq!(says.len(), expected.len(), "{says:#?}");
    assert!(!says.iter().any(|line| line.contains("secret")));
}
