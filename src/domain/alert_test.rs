//! What a source says becomes one record, which only people end.

use super::{
    alert::{ALERT_GROUPS, ALERT_REPORTS, Alert, AlertKey, AlertState},
    command::{Ask, Command, Impact, Report},
    fact::{Fact, Impact as Harm, Statement},
    incident::{Level, Status},
    line::Line,
    message::Effect,
    stage::{FIRST, Stage, calls, kinds},
    time::Span,
    turn::Decision,
    *,
};

/// What `prometheus` says of a group of noord.
#[derive(Clone)]
struct Said {
    group: String,
    digest: String,
    firing: bool,
    issue: bool,
    facts: Vec<Fact>,
}

fn says(group: &str, digest: &str) -> Said {
    Said { group: group.to_owned(), digest: digest.to_owned(), firing: true, issue: false, facts: Vec::new() }
}

impl Said {
    fn with(self, fact: Fact) -> Self {
        Self { facts: vec![fact], ..self }
    }

    fn over(self) -> Self {
        Self { firing: false, digest: format!("{}, over", self.digest), ..self }
    }

    fn issue(self) -> Self {
        Self { issue: true, ..self }
    }

    fn to(&self, stage: &mut Stage) -> Decision {
        let statements = self.facts.iter().map(|fact| Statement { entity: Some("noord".into()), fact: fact.clone() });
        let report = Report {
            title: format!("title of {}", self.group).as_str().into(),
            description: None,
            entity: Some("noord".into()),
            statements: statements.collect(),
            exercise: false,
            since: None,
        };
        let alert = Alert {
            key: AlertKey { source: "prometheus".into(), group: self.group.clone() },
            state: AlertState { digest: self.digest.clone(), firing: self.firing, issue: self.issue },
            report,
        };
        let actor = actor::Actor::Source("prometheus".into());
        stage.command(actor, Some("meldingen-noord"), &Command::Alert(alert)).expect("an alert never bounces")
    }
}

/// The lines of every post, by name.
fn lines(decision: &Decision) -> Vec<&'static str> {
    let posts = decision.effects.iter().filter_map(|(_, effect)| match effect {
        Effect::Post { message, .. } => Some(message.lines.iter().map(Line::name)),
        _ => None,
    });
    posts.flatten().collect()
}

fn down() -> Fact {
    let now = Stage::new().now;
    Fact::ProcessDown { process: "noord.loon".into(), since: now, due: now.plus(Span::hours(48)), warnings: Vec::new() }
}

#[test]
fn the_first_is_a_report_whose_facts_wait_for_a_tap() {
    let mut stage = Stage::new();
    let decision = says("disk", "full").with(Fact::Impact(Harm::Negative)).to(&mut stage);
    let first = ["organisation.numbered", "report.recorded", "alert.told", "fact.claimed", "level.set"];
    assert_eq!(kinds(&decision)[..5], first);
    assert_eq!(calls(&decision), [("meldingen-noord".to_owned(), vec!["noord.voorzitter".to_owned()])]);
    assert_eq!((stage.incident().level, stage.incident().claims.len()), (Level::Incident, 1));
    assert_eq!(stage.incident().facts, fact::Facts::default(), "a source only claims (T9)");
    assert!(lines(&decision).contains(&"AlertRecorded") && lines(&decision).contains(&"ReportedBySource"));
    assert!(decision.answer.is_none(), "nobody in the room asked");
}

#[test]
fn what_it_repeats_is_quiet_and_what_changes_stands_in_the_log() {
    let mut stage = Stage::new();
    says("disk", "full").to(&mut stage);
    let again = says("disk", "full").to(&mut stage);
    assert_eq!((kinds(&again), again.effects.len()), (vec![], 0));
    let more = says("disk", "fuller").to(&mut stage);
    assert_eq!((kinds(&more), lines(&more)), (vec!["alert.told"], vec![]));
    let graver = says("disk", "fullest").with(Fact::Impact(Harm::Negative)).to(&mut stage);
    assert_eq!(kinds(&graver), ["alert.told", "fact.claimed"]);
    let same = says("disk", "fullest of all").with(Fact::Impact(Harm::Negative)).to(&mut stage);
    assert_eq!((kinds(&same), calls(&same)), (vec!["alert.told"], vec![]), "nobody is called twice for the same");
    assert_eq!(stage.state.incidents().count(), 1);
}

#[test]
fn when_it_is_over_people_are_told_and_end_it_themselves() {
    let mut stage = Stage::new();
    let disk = says("disk", "full").with(Fact::Impact(Harm::Negative));
    disk.to(&mut stage);
    let over = disk.clone().over().to(&mut stage);
    assert_eq!((kinds(&over), lines(&over)), (vec!["alert.told"], vec!["AlertOver", "AlertOverNext"]));
    assert_eq!((stage.incident().status, stage.incident().claims.len()), (Status::Open, 0));
    assert_eq!(disk.clone().over().to(&mut stage).effects, [], "it says so once");
    let back = disk.to(&mut stage);
    assert_eq!(lines(&back)[0], "AlertAgain");
    assert_eq!(stage.incident().claims.len(), 1);
    assert_eq!(stage.state.incidents().count(), 1);
}

#[test]
fn a_process_that_somebody_confirmed_is_up_again_when_somebody_confirms_that_too() {
    let mut stage = Stage::new();
    says("loon", "down").with(down()).to(&mut stage);
    stage.impact("noord.voorzitter", "meldingen-noord", "noord", down());
    assert_eq!((stage.incident().in_danger(), stage.incident().claims.len()), (true, 0));
    let over = says("loon", "down").with(down()).over().to(&mut stage);
    assert_eq!(kinds(&over), ["alert.told", "fact.claimed"]);
    assert!(stage.incident().in_danger(), "the clock of the process runs until a person says otherwise");
    let up = Fact::ProcessRestored { process: "noord.loon".into() };
    let impact = Impact {
        statements: vec![Statement { entity: Some("noord".into()), fact: up }],
        entity: None,
        instead: None,
        reason: None,
    };
    stage.ask("noord.voorzitter", "meldingen-noord", Ask::Impact(impact));
    assert!(!stage.incident().in_danger());
}

#[test]
fn a_group_of_a_closed_record_is_a_new_report() {
    let mut stage = Stage::new();
    assert_eq!(says("disk", "full").over().to(&mut stage).events, [], "nobody heard of it");
    says("disk", "full").to(&mut stage);
    stage.ask("noord.voorzitter", "meldingen-noord", Ask::Close { reason: None });
    assert_eq!(stage.incident().status, Status::Closed);
    says("disk", "full").to(&mut stage);
    assert_eq!(stage.state.incidents().count(), 2);
}

#[test]
fn an_issue_by_the_rules_of_the_organisation_calls_nobody_until_it_is_graver() {
    let mut stage = Stage::new();
    let decision = says("disk", "filling").issue().to(&mut stage);
    assert_eq!((stage.incident().level, calls(&decision)), (Level::Issue, vec![]));
    assert!(stage.incident().provisional);
    let graver = says("disk", "full").to(&mut stage);
    assert_eq!(stage.incident().level, Level::Incident);
    assert_eq!(calls(&graver), [("meldingen-noord".to_owned(), vec!["noord.voorzitter".to_owned()])]);
    let mut stage = Stage::new();
    says("disk", "filling").issue().to(&mut stage);
    stage.impact("noord.kernlid2", "meldingen-noord", "noord", Fact::Impact(Harm::Negative));
    assert_eq!(stage.incident().level, Level::Incident, "what people say counts");
}

#[test]
fn a_further_report_takes_its_alerts_with_it() {
    let mut stage = Stage::new();
    stage.report("noord.melder", "noord", vec![]);
    let decision = says("disk", "full").to(&mut stage);
    assert!(kinds(&decision).contains(&"report.likened"));
    let second = ids::IncidentId { year: 2026, n: 2 };
    let same = Ask::Link { other: FIRST, kind: command::LinkKind::Same };
    let actor = stage::person("noord.voorzitter");
    stage.command(actor, Some("meldingen-noord"), &Command::Ask(second, same)).expect("merged");
    assert_eq!(stage.state.incident(second).unwrap().status, Status::Duplicate);
    assert_eq!(kinds(&says("disk", "full").to(&mut stage)), Vec::<&str>::new());
    let over = says("disk", "full").over().to(&mut stage);
    assert_eq!(over.events[0].stream, event::Stream::Incident(FIRST));
}

#[test]
fn a_source_that_reports_too_many_opens_no_more_and_says_so_once() {
    let mut stage = Stage::new();
    for n in 0..ALERT_REPORTS {
        says(&n.to_string(), "full").to(&mut stage);
    }
    let mut said = Vec::new();
    let called: Vec<_> = (0..30)
        .flat_map(|n| {
            let decision = says(&format!("more {n}"), "full").to(&mut stage);
            said.extend(lines(&decision).into_iter().filter(|line| line.starts_with("Alert")));
            calls(&decision)
        })
        .collect();
    // Whoever is called for one of them is called for all.
    assert_eq!((said, stage.state.incidents().count()), (vec!["AlertsTogether", "AlertNow"], ALERT_REPORTS));
    assert_eq!(called.len(), 1);
    // Whoever answered for those knows nothing of the next one, and is called for it; for an issue nobody is.
    let last = ids::IncidentId { year: 2026, n: 5 };
    let ack = Command::Ask(last, Ask::Ack { answer: None, page: None });
    stage.command(stage::person("noord.voorzitter"), Some("meldingen-noord"), &ack).expect("taken up");
    assert_eq!(calls(&says("an issue", "full").issue().to(&mut stage)), []);
    let fire = says("a fire", "full").to(&mut stage);
    assert!(lines(&fire).contains(&"AlertNow"), "what for is said");
    assert_eq!(calls(&fire), [("meldingen-noord".to_owned(), vec!["noord.voorzitter".to_owned()])]);
    // Each of them is known: it is quiet, and over when it is over.
    assert_eq!(says("more 7", "full").to(&mut stage).events, []);
    // A record takes in only so many.
    for n in 30..30 + ALERT_GROUPS {
        says(&format!("more {n}"), "full").to(&mut stage);
    }
    assert_eq!(stage.state.incidents().count(), ALERT_REPORTS + 1);
    assert!(stage.state.incidents().all(|incident| incident.alerts.size() <= ALERT_GROUPS));
    stage.advance(11);
    says("later", "full").to(&mut stage);
    assert_eq!(stage.state.incidents().count(), ALERT_REPORTS + 2);
}

#[test]
fn replay_gives_the_same_records() {
    let mut stage = Stage::new();
    let disk = says("disk", "full").with(Fact::Impact(Harm::Negative));
    let said = [disk.clone(), disk.clone().over(), disk, says("loon", "down").issue()];
    let events: Vec<_> = said.iter().flat_map(|said| said.to(&mut stage).events).collect();
    let mut replayed = state::State::default();
    for event in &events {
        turn::apply(&mut replayed, event);
    }
    assert!(replayed.incidents().eq(stage.state.incidents()));
    let key = AlertKey { source: "prometheus".into(), group: "disk".to_owned() };
    assert_eq!(replayed.alerting(&key).map(|incident| incident.id), Some(FIRST));
}
