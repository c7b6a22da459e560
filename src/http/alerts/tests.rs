//! What systems send, and what it becomes.

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{super::refusal::Refusal, group::Group, mapping};
use crate::{
    domain::organisation::Language,
    platform::words::Words,
    settings::{
        alerts::{Kind, Mapping, Rule, Source, Template},
        secret::SecretFile,
    },
};

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::embedded(Language::Nl).unwrap());

fn rule(label: &str, pattern: &str, report: Option<Mapping>) -> Rule {
    Rule { labels: vec![(label.to_owned(), regex::Regex::new(&format!("^(?:{pattern})$")).unwrap())], report }
}

/// Ignores what is information, counts warnings as issues, and puts jobs of the payroll at a process.
fn source() -> Source {
    let loon = Mapping {
        process: Some("noord.loonuitbetaling".into()),
        title: Template::read("{alertname} op {instance}: {summary}"),
        ..Mapping::default()
    };
    let issue = Mapping { issue: true, ..Mapping::default() };
    Source {
        id: "prometheus".into(),
        kind: Kind::Alertmanager,
        secret: SecretFile::at("nowhere".into()),
        room: "meldingen-noord".into(),
        rules: vec![
            rule("severity", "info", None),
            rule("job", "loon.*", Some(loon)),
            rule("severity", "warning", Some(issue)),
        ],
    }
}

fn alert(status: &str, labels: &Value, annotations: &Value) -> Value {
    json!({"status": status, "labels": labels, "annotations": annotations, "startsAt": "2026-11-23T13:30:00Z"})
}

/// As Alertmanager sends it, with much that nobody reads.
fn sends(alerts: &[Value]) -> Group {
    let body = json!({
        "version": "4", "groupKey": "{}:{alertname=\"Disk\"}", "truncatedAlerts": 0, "status": "firing",
        "receiver": "noodklok", "groupLabels": {}, "commonLabels": {}, "commonAnnotations": {},
        "externalURL": "http://localhost:9093", "alerts": alerts,
    });
    Group::of_alertmanager(&body).unwrap()
}

fn text(group: &Group) -> String {
    mapping::report(&source(), group).unwrap().invocation.text.unwrap()
}

#[test]
fn the_first_rule_that_fits_says_what_it_means() {
    let loon = json!({"alertname": "LoonWeg", "job": "loon-db", "instance": "db1", "severity": "warning"});
    let report =
        mapping::report(&source(), &sends(&[alert("firing", &loon, &json!({"summary": "geen antwoord"}))])).unwrap();
    assert_eq!(report.invocation.text.as_deref(), Some("LoonWeg op db1: geen antwoord"));
    assert_eq!(report.invocation.options, [("process".to_owned(), "noord.loonuitbetaling".to_owned())]);
    assert_eq!((report.said.firing, report.said.issue, report.said.group.len()), (true, false, 64));
    let warning = json!({"alertname": "Disk", "severity": "warning"});
    assert!(mapping::report(&source(), &sends(&[alert("firing", &warning, &json!({}))])).unwrap().said.issue);
    let info = json!({"alertname": "Watchdog", "severity": "info"});
    assert!(mapping::report(&source(), &sends(&[alert("firing", &info, &json!({}))])).is_none());
    // What no rule names is heard all the same.
    let unknown =
        mapping::report(&source(), &sends(&[alert("firing", &json!({"alertname": "Nieuw"}), &json!({}))])).unwrap();
    assert_eq!((unknown.invocation.text.as_deref(), unknown.said.issue), (Some("Nieuw"), false));
    assert_eq!(text(&sends(&[alert("firing", &json!({}), &json!({"summary": " \n "}))])), "prometheus");
}

#[test]
fn of_a_group_the_gravest_rule_counts_and_each_alert_gets_a_line() {
    let warning = json!({"alertname": "Disk", "severity": "warning"});
    let loon = json!({"alertname": "LoonWeg", "job": "loon"});
    let info = json!({"alertname": "Watchdog", "severity": "info"});
    let both = sends(&[warning, loon.clone(), info].map(|labels| alert("firing", &labels, &json!({}))));
    assert_eq!(text(&both), "LoonWeg op ?: ?\n- Disk\n- LoonWeg op ?: ?");
    // What calls people counts before what does not, whichever rule comes first and also without one.
    let fire = json!({"alertname": "Brand", "severity": "critical"});
    let disk = json!({"alertname": "Disk", "severity": "warning"});
    let hidden = sends(&[disk, fire].map(|labels| alert("firing", &labels, &json!({}))));
    let report = mapping::report(&source(), &hidden).unwrap();
    assert_eq!((report.said.issue, report.invocation.text.as_deref()), (false, Some("Brand\n- Disk\n- Brand")));
    let many: Vec<Value> = (0..30).map(|n| alert("firing", &json!({"alertname": n.to_string()}), &json!({}))).collect();
    assert_eq!(text(&sends(&many)).lines().count(), 12);
    assert!(text(&sends(&many)).ends_with("\n- … +20"));
}

#[test]
fn it_is_over_when_nothing_of_it_goes_on() {
    let disk = json!({"alertname": "Disk"});
    let info = json!({"alertname": "Watchdog", "severity": "info"});
    let said = |alerts: &[Value]| mapping::report(&source(), &sends(alerts)).unwrap().said;
    let firing = said(&[alert("firing", &disk, &json!({}))]);
    let partly =
        said(&[alert("firing", &disk, &json!({})), alert("resolved", &json!({"alertname": "Net"}), &json!({}))]);
    assert_eq!(firing, partly, "what goes on is the same");
    let over = said(&[alert("resolved", &disk, &json!({})), alert("firing", &info, &json!({}))]);
    assert_eq!((over.firing, &over.group), (false, &firing.group), "what nobody listens to keeps nothing going");
}

#[test]
fn it_is_the_same_until_anything_changes_that_people_would_read() {
    let of = |summary: &str, label: &str| {
        let group = sends(&[alert("firing", &json!({"alertname": "Disk", "n": label}), &json!({"summary": summary}))]);
        mapping::report(&source(), &group).unwrap().said.digest
    };
    assert_eq!(of("vol", "1"), of("vol", "1"));
    assert_ne!(of("vol", "1"), of("voller", "1"));
    assert_ne!(of("vol", "1"), of("vol", "2"));
}

#[test]
fn what_makes_no_sense_is_named_and_never_repeated() {
    let why = |body: &Value| match Group::of_alertmanager(body).unwrap_err() {
        Refusal::Nonsense(why) => why,
        other => panic!("{other:?}"),
    };
    assert!(why(&json!({"alerts": []})).contains("`groupKey` is missing"));
    assert!(why(&json!({"groupKey": "k", "alerts": []})).contains("no alert"));
    assert!(why(&json!({"groupKey": "", "alerts": [alert("firing", &json!({}), &json!({}))]})).contains("key"));
    let secret = json!({"groupKey": "k", "alerts": [{"status": "geheim", "labels": {}}]});
    assert!(!why(&secret).contains("geheim"));
    assert!(why(&json!(["geheim"])).contains("wrong form"));
    let one = Group::of_one(&json!({"key": "poort", "status": "resolved", "labels": {"a": "b"}})).unwrap();
    assert_eq!((one.key.as_str(), one.alerts.len()), ("poort", 1));
    assert!(Group::of_one(&json!({"status": "firing"})).is_err());
    let empty =
        json!({"key": "k".repeat(9_000), "status": "firing", "labels": null, "annotations": null, "startsAt": null});
    assert_eq!(Group::of_one(&empty).unwrap().alerts[0].labels.len(), 0, "nothing is a way to write none");
}

/// Any JSON, also in the shape of what is expected.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
        Just(json!("firing")),
        Just(json!("resolved")),
    ];
    let key = prop_oneof![
        Just("groupKey"),
        Just("key"),
        Just("alerts"),
        Just("status"),
        Just("labels"),
        Just("annotations"),
        Just("startsAt"),
        Just("severity"),
        Just("job"),
        Just("summary"),
        Just("description"),
    ];
    leaf.prop_recursive(5, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(key.clone(), inner, 0..6)
                .prop_map(|map| map.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
        ]
    })
}

proptest! {
    #[test]
    fn any_json_is_read_or_refused(body in any_json()) {
        for group in [Group::of_alertmanager(&body), Group::of_one(&body)].into_iter().flatten() {
            if let Some(report) = mapping::report(&source(), &group) {
                prop_assert!(!report.invocation.text.unwrap_or_default().trim().is_empty());
            }
        }
    }

    /// Whatever labels and annotations hold, the line that is made of them reads back as one report with these options,
    /// in either language.
    #[test]
    fn nothing_in_an_alert_becomes_an_option_or_another_command(
        name in "\\PC{0,60}|(!|/)?(meld|log|entity:zuid|process:noord.noodlijn|\"|'|\\n| ){0,8}",
        summary in ".{0,200}|(malicious:yes|health:yes|kwaadopzet:ja| |\\n|\"){0,6}",
    ) {
        let labels = json!({"alertname": name, "job": "loon", "instance": summary});
        let group = sends(&[alert("firing", &labels, &json!({"summary": summary, "description": summary}))]);
        let report = mapping::report(&source(), &group).unwrap();
        for language in [Language::Nl, Language::En] {
            let words = WORDS.in_language(language);
            let line = words.typed(&report.invocation);
            let back = words.catalogue.invocation(&line).unwrap();
            prop_assert_eq!(&back.path, "incident report");
            prop_assert_eq!(&back.options, &report.invocation.options);
        }
    }
}
