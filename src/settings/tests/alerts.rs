//! `[[alerts.source]]` and `[[api.client]]`.

use super::Copy;
use crate::{
    domain::fact::Impact,
    settings::alerts::{Kind, Piece, Template},
};

const NOODKLOK: &str = "noodklok.toml";
const SOURCE: &str = "[[alerts.source]]\nid = \"prometheus\"\nkind = \"alertmanager\"\nsecret_file = \"token\"\nroom = \"meldingen-noord\"";
const CLIENT: &str =
    "[[api.client]]\nid = \"balie\"\nsecret_file = \"signing\"\nperson = \"noord.melder\"\nroom = \"meldingen-noord\"";
const SIGNING: &str = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";

fn with(tables: &str) -> Copy {
    let copy = Copy::new().append(NOODKLOK, &format!("\n[http]\n{tables}\n"));
    copy.secret("token", "0123456789abcdef", 0o600).secret("signing", SIGNING, 0o600).secret("short", "x", 0o600)
}

/// One table gives exactly this one line, which names the line of the file.
#[track_caller]
fn one(tables: &str, expected: &str) {
    let says = with(tables).says();
    assert_eq!(says.len(), 1, "{tables}: {says:#?}");
    assert!(says[0].starts_with(&format!("{NOODKLOK}:")) && says[0].contains(expected), "{tables}: {says:#?}");
}

#[test]
fn a_source_says_who_it_is_where_it_reports_and_what_its_alerts_mean() {
    let rules = "[[alerts.source.rule]]\nmatch = { severity = \"info\" }\nignore = true\n\
        [[alerts.source.rule]]\nmatch = { job = \"loon.*\", severity = \"critical|page\" }\nentity = \"noord\"\n\
        building = \"gebouw-noord\"\nprocess = \"noord.loonuitbetaling\"\nimpact = \"negative\"\ncapacity = \"several-teams\"\n\
        health = \"no\"\ntitle = \"{alertname} op {instance}: {summary}\"\n\
        [[alerts.source.rule]]\nlevel = \"issue\"";
    let copy = with(&format!("{SOURCE}\n{rules}"));
    assert_eq!(copy.says(), Vec::<String>::new());
    let source = copy.load().unwrap().sources.remove(0);
    assert_eq!(
        (source.id.as_str(), source.kind, source.room.as_str()),
        ("prometheus", Kind::Alertmanager, "meldingen-noord")
    );
    let [ignored, critical, rest] = source.rules.as_slice() else { panic!("three rules") };
    assert!(ignored.report.is_none() && rest.labels.is_empty() && rest.report.as_ref().unwrap().issue);
    let fits: Vec<_> =
        ["critical", "page", "critical!", "apage"].map(|word| critical.labels[1].1.is_match(word)).to_vec();
    assert_eq!(fits, [true, true, false, false], "a pattern fits the whole label");
    let mapping = critical.report.as_ref().unwrap();
    assert_eq!((mapping.impact, mapping.issue), (Some(Impact::Negative), false));
    let [Piece::Named(first), Piece::Text(op), ..] = mapping.title.as_ref().unwrap().0.as_slice() else {
        panic!("pieces")
    };
    assert_eq!((first.as_str(), op.as_str()), ("alertname", " op "));
}

#[test]
fn a_client_signs_and_acts_for_somebody() {
    let copy = with(CLIENT);
    assert_eq!(copy.says(), Vec::<String>::new());
    let client = copy.load().unwrap().clients.remove(0);
    assert_eq!(
        (client.id.as_str(), client.person.as_str(), client.room.as_str()),
        ("balie", "noord.melder", "meldingen-noord")
    );
    one(&CLIENT.replace("noord.melder", "noord.meldr"), "noord.meldr");
    one(&CLIENT.replace("signing", "token"), "whsec_");
    one(&format!("{CLIENT}\n{CLIENT}"), "balie");
}

#[test]
fn what_is_wrong_is_named_with_what_to_do() {
    one(&SOURCE.replace("alertmanager", "prometheus"), "alertmanager");
    one(&SOURCE.replace("\"token\"", "\"gone\""), "gone");
    one(&SOURCE.replace("\"token\"", "\"short\""), "openssl");
    one(&SOURCE.replace("alertmanager", "signed"), "whsec_");
    one(&SOURCE.replace("meldingen-noord", "meldingen-west"), "meldingen-west");
    one(&SOURCE.replace("kind", "knd"), "knd");
    one(&format!("{SOURCE}\n{SOURCE}"), "prometheus");
    for (rule, expected) in [
        ("match = { severity = \"(critical\" }", "(critical"),
        ("match = { severity = 3 }", "match"),
        ("match = \"critical\"", "match"),
        ("entity = \"west\"", "west"),
        ("process = \"noord.koffie\"", "noord.koffie"),
        ("building = \"gebouw-west\"", "gebouw-west"),
        ("impact = \"erg\"", "erg"),
        ("level = \"crisis\"", "crisis"),
        ("level = \"issue\"\nimpact = \"negative\"", "impact"),
        ("title = \"{alertname\"", "{alertname"),
        ("title = \"{alert name}\"", "{alert name}"),
        ("titel = \"{alertname}\"", "titel"),
    ] {
        one(&format!("{SOURCE}\n[[alerts.source.rule]]\n{rule}"), expected);
    }
    let behind = "[[alerts.source.rule]]\nentity = \"noord\"\n[[alerts.source.rule]]\nmatch = { job = \"loon\" }";
    one(&format!("{SOURCE}\n{behind}"), "so never counts");
    let says = Copy::new().append(NOODKLOK, &format!("\n{SOURCE}\n")).secret("token", "0123456789abcdef", 0o600).says();
    assert!(says.len() == 1 && says[0].contains("[http]"), "{says:#?}");
}

#[test]
fn every_brace_of_a_title_names_something() {
    let text = |text: &str| Piece::Text(text.to_owned());
    assert_eq!(Template::read("plat"), Some(Template(vec![text("plat")])));
    assert_eq!(Template::read("{a}"), Some(Template(vec![Piece::Named("a".to_owned())])));
    for wrong in ["{}", "a}", "{a", "}{a}", "{a}}", "{{a}}"] {
        assert_eq!(Template::read(wrong), None, "{wrong}");
    }
}

#[test]
fn the_examples_in_the_comments_can_be_used() {
    let text = std::fs::read_to_string(Copy::new().0.path().join(NOODKLOK)).unwrap();
    let (_, block) = text.split_once("# [[alerts.source]]\n").unwrap();
    let lines = block
        .lines()
        .filter_map(|line| line.strip_prefix("# ").filter(|line| line.contains(" = ") || line.starts_with("[[")));
    let example = format!("[[alerts.source]]\n{}", lines.collect::<Vec<_>>().join("\n"));
    let copy =
        with(&example).secret("prometheus-token", "0123456789abcdef", 0o600).secret("balie-secret", SIGNING, 0o600);
    assert_eq!(copy.says(), Vec::<String>::new(), "{example}");
    let loaded = copy.load().unwrap();
    assert_eq!((loaded.sources[0].rules.len(), loaded.clients.len()), (3, 1));
}
