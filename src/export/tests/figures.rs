//! Every figure of the page is counted from the log: another time in the log, another figure on the page.

use serde_json::{Value, json};

use super::story::{START, Shelf, Story};
use crate::{
    domain::{organisation::Language, time::Span},
    export::{markdown::markdown, words::language_of},
};

/// A first hour in which everything that is measured happens once. Whatever `late` names happens seven minutes later.
fn hour(late: &str) -> Story {
    let mut story = Story::default();
    let at = |minute| START.plus(Span::minutes(minute)).0;
    let moved = |name: &str, minute: i64| if name == late { minute + 7 } else { minute };
    let [title, help, task, first, second, who] =
        ["rook", "graag hulp", "lift blokkeren", "ontruimen", "blijven", "officier"].map(|text| story.text(text));
    let plan = json!({"rungs": [{"after": 0, "people": ["noord.voorzitter"]}], "every": 600_000, "all": []});
    let mut add = |minute, who: &str, kind: &str, body: Value| story.add(minute, who, kind, &body);
    let called = |kind: &Value, n: u32, people: &[&str]| json!({"kind": kind, "n": n, "full_round": false, "people": people, "next": null});
    add(
        0,
        "noord.melder",
        "report.recorded",
        json!({
            "title": title, "description": null, "meldpunt": "noord", "origin": "meldingen-noord",
            "report_room": "meldingen-noord", "exercise": false, "verified": true, "since": null,
            "desk": {"room": "ccvo", "phone": "02 217 0 112"},
        }),
    );
    add(
        0,
        "noord.melder",
        "level.set",
        json!({"from": null, "to": "incident", "rule": "L4b", "provisional": true, "reason": null}),
    );
    let responders = json!("first_responders");
    add(0, "bot", "chase.opened", json!({"kind": responders, "room": "meldingen-noord", "plan": plan}));
    add(0, "bot", "chase.called", called(&responders, 0, &["noord.voorzitter"]));
    add(1, "bot", "chase.called", called(&responders, 1, &["noord.voorzitter", "noord.kernlid1"]));
    add(1, "bot", "ccvo.call_opened", json!({"phone": "02 217 0 112"}));
    let answer = moved("responders", 4);
    add(answer, "noord.kernlid1", "chase.ended", json!({"kind": responders, "answered": true}));
    let call = json!({"called_by": {"person": "noord.melder"}, "answered_by": who, "at": at(moved("telephone", 6))});
    add(moved("telephone", 6), "noord.melder", "ccvo.called", json!({"call": call}));
    add(15, "noord.voorzitter", "ccvo.requested", json!({"kind": "support", "text": help}));
    add(moved("request", 17), "ccvo.wacht1", "ccvo.answered", json!({"request": 0, "answer": "ack"}));
    let members = ["noord.voorzitter", "noord.kernlid1"];
    add(
        30,
        "noord.voorzitter",
        "cmt.activated",
        json!({"entity": "noord", "room": "crisis-noord", "reopened": false, "members": members}),
    );
    let cmt = json!({"cmt": "noord"});
    add(30, "bot", "chase.opened", json!({"kind": cmt, "room": "crisis-noord", "plan": plan}));
    add(30, "bot", "chase.called", called(&cmt, 0, &members));
    let coming = |who: &str| json!({"entity": "noord", "person": who, "answer": "coming"});
    add(moved("cmt", 31), members[0], "cmt.answered", coming(members[0]));
    add(41, members[1], "cmt.answered", coming(members[1]));
    add(41, members[1], "chase.ended", json!({"kind": cmt, "answered": true}));
    add(42, "noord.voorzitter", "task.added", json!({"task": 1, "text": task, "due": null, "owner": members[1]}));
    add(moved("task", 50), members[1], "task.done", json!({"task": 1}));
    add(60, members[0], "role.taken", json!({"role": "logger", "holder": members[0], "before": null}));
    add(61, members[0], "role.offered", json!({"role": "logger", "to": members[1]}));
    add(
        moved("handover", 63),
        members[1],
        "role.taken",
        json!({"role": "logger", "holder": members[1], "before": members[0]}),
    );
    add(75, members[0], "log.written", json!({"kind": "decision", "text": first}));
    let seq = story.rows.len();
    let mut add = |minute, who: &str, kind: &str, body: Value| story.add(minute, who, kind, &body);
    let due = at(moved("recheck", 90));
    let decision = json!({"seq": seq, "kind": "decision", "text": first, "at": due});
    add(75, members[0], "log.recheck_set", decision);
    let by = json!({"person": members[0]});
    let asked = json!({"seq": seq, "kind": "decision", "text": first, "by": by, "written_at": at(75)});
    add(moved("recheck", 90), "bot", "log.rechecked", asked);
    if late != "no second decision" {
        add(99, members[0], "log.written", json!({"kind": "decision", "text": second}));
    }
    story
}

fn page(story: &Story) -> String {
    markdown(&story.incident(), &story.log(), &Shelf::new().words(story, Language::En))
}

/// The rows of a section's tables, cell by cell, without their heads.
fn rows(page: &str, section: &str) -> Vec<Vec<String>> {
    let section = page.split("\n## ").find(|part| part.starts_with(&format!("{section}\n"))).unwrap_or_default();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut before = "";
    for line in section.lines() {
        let body = line.starts_with("| ")
            && (before.starts_with("| ---") || before.starts_with("| "))
            && !line.contains("---");
        if body && !before.is_empty() {
            rows.push(line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect());
        }
        before = if line.starts_with('|') { line } else { "" };
    }
    rows
}

/// How long everything took, each with what it is.
fn took(page: &str) -> Vec<String> {
    let sections = [
        ("Time to first answer", 0),
        ("Requests to the CCVO (K2)", 2),
        ("Who was called, and who answered", 0),
        ("Tasks", 0),
        ("Roles offered and asked for", 0),
    ];
    let each = sections.iter().flat_map(|(section, name)| {
        rows(page, section).into_iter().map(move |row| {
            let figure = row.iter().rfind(|cell| cell.split(':').count() == 3 && !cell.contains(' ')).cloned();
            format!("{} {}", row[*name], figure.unwrap_or_else(|| "-".to_owned()))
        })
    });
    each.collect()
}

#[test]
fn what_everything_took_is_counted() {
    assert_eq!(
        took(&page(&hour(""))),
        [
            "Report, until somebody other than its reporter did something 0:04:00",
            "Call to the first responders of the reporting point (C4) 0:04:00",
            "Call to the CMT of North (C2) 0:01:00",
            "Notification of the CCVO by telephone (K4) 0:05:00",
            "support 0:02:00",
            "noord.voorzitter -",
            "noord.kernlid1 0:03:00",
            "noord.voorzitter 0:01:00",
            "noord.kernlid1 0:11:00",
            "T1 0:08:00",
            "log keeper 0:02:00",
        ]
    );
}

#[test]
fn another_time_in_the_log_is_another_figure() {
    let usual = took(&page(&hour("")));
    for (late, changed) in [
        (
            "responders",
            &[
                "Report, until somebody other than its reporter did something 0:11:00",
                "Call to the first responders of the reporting point (C4) 0:11:00",
                "noord.kernlid1 0:10:00",
            ][..],
        ),
        ("telephone", &["Notification of the CCVO by telephone (K4) 0:12:00"]),
        ("request", &["support 0:09:00"]),
        ("cmt", &["Call to the CMT of North (C2) 0:08:00", "noord.voorzitter 0:08:00"]),
        ("task", &["T1 0:15:00"]),
        ("handover", &["log keeper 0:09:00"]),
        ("recheck", &[]),
    ] {
        let now = took(&page(&hour(late)));
        let other: Vec<&String> =
            now.iter().zip(&usual).filter(|(now, usual)| now != usual).map(|(now, _)| now).collect();
        assert_eq!(other, changed, "{late}");
        assert_eq!(now.len(), usual.len(), "{late}");
    }
}

#[test]
fn what_was_said_counts_from_when_it_was_said() {
    let mut story = hour("");
    let ended = story.rows.iter().position(|row| row.kind == "chase.ended").unwrap();
    story.rows[ended].said_at = START.plus(Span::minutes(2));
    let took = took(&page(&story));
    assert!(took.contains(&"Call to the first responders of the reporting point (C4) 0:02:00".to_owned()), "{took:?}");
}

#[test]
fn a_decision_says_when_it_was_looked_at_again_and_what_came_of_it() {
    let cells = |late: &str| rows(&page(&hour(late)), "Decisions").remove(0).split_off(4);
    let line = hour("").rows.len();
    let due = |clock: &str| format!("2026-11-23 {clock}:00");
    assert_eq!(cells(""), [due("16:00"), format!("asked at {}, then the decision on line {line}", due("16:00"))]);
    assert_eq!(
        cells("recheck"),
        [due("16:07"), format!("asked at {}, then the decision on line {line}", due("16:07"))]
    );
    let outcome = format!("asked at {}, no new decision", due("16:00"));
    assert_eq!(cells("no second decision"), [due("16:00"), outcome]);
    let mut story = hour("no second decision");
    story.rows.pop();
    let open = page(&story);
    assert_eq!(rows(&open, "Decisions")[0][5], "not looked at yet");
    let waits = format!("\n- line {} of the log, to be looked at again at {}\n", story.rows.len() - 1, due("16:00"));
    assert!(open.contains(&waits), "{open}");
}

#[test]
fn a_role_is_held_until_the_next_one_takes_it() {
    let held = |late: &str| rows(&page(&hour(late)), "Roles");
    let row = |who: &str, from: &str, until: &str, how: &str| {
        ["log keeper", who, from, until, how].map(str::to_owned).to_vec()
    };
    let (from, until) = ("2026-11-23 15:30:00", "2026-11-23 15:33:00");
    let taken_over = "taken over from noord.voorzitter";
    assert_eq!(
        held(""),
        [row("noord.voorzitter", from, until, "taken"), row("noord.kernlid1", until, "–", taken_over)]
    );
    let until = "2026-11-23 15:40:00";
    assert_eq!(
        held("handover"),
        [row("noord.voorzitter", from, until, "taken"), row("noord.kernlid1", until, "–", taken_over)]
    );
}

#[test]
fn the_page_is_in_the_language_of_its_reporting_point() {
    let (incident, mut shelf) = (hour("").incident(), Shelf::new());
    assert_eq!(language_of(&incident, &shelf.organisation, None), Language::Nl);
    shelf.organisation.entities.get_mut(&"noord".into()).unwrap().language = Some(Language::En);
    assert_eq!(language_of(&incident, &shelf.organisation, None), Language::En);
    assert_eq!(language_of(&incident, &shelf.organisation, Some(Language::Nl)), Language::Nl);
}
