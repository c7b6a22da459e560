use jiff::civil::{Weekday, time};

use super::*;
use crate::domain::{
    command::{Ask, Audience, LogKind},
    fact::{Answer, Fact},
    line::Line,
    quiet::Window,
    stage::{FIRST, Stage, calls, kinds, person},
    turn::Decision,
};

const NOORD: &str = "meldingen-noord";

/// It is 14:30; these people are left alone from 14:00 to 18:00.
fn quiet(people: &[&str]) -> Stage {
    let mut stage = Stage::new();
    let days = Weekday::Monday.cycle_forward().take(7).collect();
    let window = Window { from: time(14, 0, 0, 0), until: time(18, 0, 0, 0), days };
    for id in people {
        stage.organisation.people.get_mut(&PersonId::from(*id)).unwrap().quiet = vec![window.clone()];
    }
    stage
}

fn give(stage: &mut Stage, owner: &str) -> Decision {
    let add = Ask::TaskAdd { text: "text".into(), due: None, owner: Some(owner.into()) };
    stage.ask("noord.voorzitter", NOORD, add)
}

fn mentioned(decision: &Decision) -> Vec<String> {
    calls(decision).into_iter().flat_map(|(_, people)| people).collect()
}

fn told(stage: &mut Stage, minutes: i64, who: &str) -> Vec<i64> {
    let seen = stage.advance(minutes);
    seen.into_iter().filter(|(_, _, people)| people == &[who.to_owned()]).map(|(at, _, _)| at).collect()
}

#[test]
fn a_task_waits_until_the_quiet_hours_are_over() {
    let mut stage = quiet(&["noord.kernlid1"]);
    stage.report("noord.melder", "noord", vec![]);
    stage.ask("noord.voorzitter", NOORD, Ask::Ack { answer: None, page: None });
    let decision = give(&mut stage, "noord.kernlid1");
    assert_eq!(kinds(&decision), ["task.added", "quiet.left_alone"]);
    assert_eq!(mentioned(&decision), Vec::<String>::new());
    let answer = decision.answer.unwrap().message;
    assert!(answer.lines.iter().any(|line| matches!(line, Line::LeftAlone { .. })), "{answer:?}");
    // The log says it once for each thing.
    assert_eq!(kinds(&give(&mut stage, "noord.kernlid2")), ["task.added"]);
    assert_eq!(told(&mut stage, 600, "noord.kernlid1"), [210]);
    assert!(stage.incident().resting.is_empty());
}

#[test]
fn whoever_is_at_work_is_not_left_alone() {
    let mut stage = quiet(&["noord.kernlid1", "noord.kernlid2", "noord.plaatsvervanger"]);
    stage.report("noord.melder", "noord", vec![]);
    // Somebody who just did something, also for themselves.
    stage.ask("noord.kernlid1", NOORD, Ask::Log { kind: LogKind::Note, text: "text".into(), recheck: None });
    assert_eq!(mentioned(&give(&mut stage, "noord.kernlid1")), ["noord.kernlid1"]);
    // Whoever holds a role.
    assert_eq!(mentioned(&give(&mut stage, "noord.kernlid2")), Vec::<String>::new());
    stage.ask("noord.voorzitter", NOORD, Ask::RoleAssign { role: "logger".into(), to: "noord.kernlid2".into() });
    assert_eq!(mentioned(&give(&mut stage, "noord.kernlid2")), ["noord.kernlid2"]);
    // Whoever said that they cannot is not at work.
    let page = Ask::Page {
        who: crate::domain::page::Paged::Person("noord.plaatsvervanger".into()),
        text: "text".into(),
        mode: crate::domain::page::PageMode::One,
    };
    assert!(mentioned(&stage.ask("noord.voorzitter", NOORD, page)).contains(&"noord.plaatsvervanger".to_owned()));
    let log = Ask::Log { kind: LogKind::Note, text: "text".into(), recheck: None };
    stage.ask("noord.plaatsvervanger", NOORD, log);
    stage.now = stage.now.plus(Span::minutes(1));
    stage.ask("noord.plaatsvervanger", NOORD, Ask::Ack { answer: Some(Coming::Unable), page: None });
    assert_eq!(mentioned(&give(&mut stage, "noord.plaatsvervanger")), Vec::<String>::new());
}

#[test]
fn work_ends_four_hours_after_the_last_act() {
    let mut stage = quiet(&["noord.kernlid1"]);
    let from = time(14, 0, 0, 0);
    let kernlid = stage.organisation.people.get_mut(&"noord.kernlid1".into()).unwrap();
    kernlid.quiet[0].until = time(13, 0, 0, 0);
    assert_eq!(kernlid.quiet[0].from, from);
    stage.report("noord.kernlid1", "noord", vec![]);
    stage.now = stage.now.plus(Span::minutes(239));
    assert_eq!(mentioned(&give(&mut stage, "noord.kernlid1")), ["noord.kernlid1"]);
    stage.now = stage.now.plus(Span::minutes(1));
    assert_eq!(mentioned(&give(&mut stage, "noord.kernlid1")), Vec::<String>::new());
}

#[test]
fn an_update_that_came_meanwhile_is_not_asked_again() {
    for given in [false, true] {
        let mut stage = quiet(&["noord.melder"]);
        stage.report("zuid.melder", "noord", vec![]);
        // The reporter is asked: here somebody who has been silent for long.
        let update = |next| Ask::Update { text: "text".into(), next, audience: Audience::Team };
        let next = Some(stage.now.plus(Span::minutes(30)));
        let mut incident = stage.state.take(FIRST).unwrap();
        incident.reporter = person("noord.melder");
        stage.state.put(incident);
        stage.ask("noord.voorzitter", NOORD, update(next));
        assert_eq!(told(&mut stage, 40, "noord.melder"), Vec::<i64>::new());
        if given {
            stage.ask("noord.voorzitter", NOORD, update(None));
        }
        let seen = told(&mut stage, 181, "noord.melder");
        assert_eq!(seen.contains(&170), !given, "{seen:?}");
    }
}

#[test]
fn an_ended_record_says_nothing_and_an_opened_one_again_does() {
    let mut stage = quiet(&["noord.kernlid1"]);
    stage.report("noord.melder", "noord", vec![]);
    stage.ask("noord.voorzitter", NOORD, Ask::Ack { answer: None, page: None });
    give(&mut stage, "noord.kernlid1");
    stage.ask("noord.voorzitter", NOORD, Ask::Close { reason: None });
    assert_eq!(told(&mut stage, 240, "noord.kernlid1"), Vec::<i64>::new());
    stage.ask("noord.voorzitter", NOORD, Ask::Reopen { reason: None });
    assert_eq!(told(&mut stage, 1, "noord.kernlid1"), [-30]);
}

#[test]
fn a_timer_that_goes_off_in_other_quiet_hours_waits_for_their_end() {
    let mut stage = quiet(&["noord.kernlid1"]);
    stage.report("noord.melder", "noord", vec![]);
    stage.ask("noord.voorzitter", NOORD, Ask::Ack { answer: None, page: None });
    give(&mut stage, "noord.kernlid1");
    let kernlid = stage.organisation.people.get_mut(&"noord.kernlid1".into()).unwrap();
    kernlid.quiet[0].until = time(20, 0, 0, 0);
    assert_eq!(told(&mut stage, 600, "noord.kernlid1"), [330]);
}

#[test]
fn no_call_waits() {
    let everybody: Vec<String> = Stage::new().organisation.people.keys().map(ToString::to_string).collect();
    let mut stage = quiet(&everybody.iter().map(String::as_str).collect::<Vec<_>>());
    let decision = stage.report("noord.melder", "noord", vec![Fact::Health(Answer::Yes)]);
    assert_eq!(mentioned(&decision), ["ccvo.wacht1", "noord.melder", "noord.voorzitter"]);
    let decision = stage.ask("noord.voorzitter", NOORD, Ask::CmtActivate { entity: None });
    assert!(mentioned(&decision).len() >= 4, "{:?}", mentioned(&decision));
}
