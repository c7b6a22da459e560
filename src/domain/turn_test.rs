use super::{
    actor::Actor,
    chase::ChaseKind,
    command::{Ask, Command},
    fact::{Answer, Capacity, Fact, Impact as Harm, Malicious},
    ids::{EntityId, PersonId},
    incident::{CcvoPhase, Level, Speaker},
    reach::{Channel, Outcome, Reach},
    stage::{FIRST, Stage, calls, kinds, person},
    time::Span,
    timer::Timer,
    *,
};

fn called(minute: i64, room: &str, people: &[&str]) -> (i64, String, Vec<String>) {
    (minute, room.to_owned(), people.iter().map(|id| (*id).to_owned()).collect())
}

#[test]
fn a_bare_report_is_a_provisional_incident_and_calls_the_first_responder() {
    let mut stage = Stage::new();
    let decision = stage.report("noord.melder", "noord", vec![]);
    assert_eq!(
        kinds(&decision),
        ["organisation.numbered", "report.recorded", "level.set", "chase.opened", "chase.called", "report.asked"]
    );
    assert_eq!(calls(&decision), [("meldingen-noord".to_owned(), vec!["noord.voorzitter".to_owned()])]);
    assert_eq!((stage.incident().level, stage.incident().provisional), (Level::Incident, true));
    assert_eq!(
        stage.advance(25),
        [
            called(5, "meldingen-noord", &["noord.kernlid1"]),
            called(15, "meldingen-noord", &["noord.voorzitter", "noord.kernlid1"]),
            called(25, "meldingen-noord", &["noord.voorzitter", "noord.kernlid1"]),
        ]
    );
    stage.ask("noord.kernlid1", "meldingen-noord", Ask::Ack { answer: None, page: None });
    assert_eq!(stage.advance(60), []);
}

#[test]
fn a_clock_that_was_set_back_keeps_the_distance_between_calls() {
    let mut stage = Stage::new();
    stage.report("noord.melder", "noord", vec![]);
    stage.now = stage.now.minus(Span::hours(2));
    let (kind, timer) = (ChaseKind::FirstResponders, Timer::Chase(ChaseKind::FirstResponders));
    stage.command(Actor::Bot, None, &Command::Timer(FIRST, timer)).expect("it goes off");
    let next = stage.incident().chases[&kind].next_at.expect("it goes on");
    assert_eq!(next.since(stage.now), Span::minutes(10));
}

#[test]
fn a_channel_that_fails_at_once_leaves_the_next_ones_their_distance() {
    let mut stage = Stage::new();
    stage.organisation.escalation.next_channel = Span::minutes(2);
    let who = PersonId::from("noord.voorzitter");
    let channels = vec![Channel::Sms, Channel::Phone, Channel::Mail];
    stage.organisation.people.get_mut(&who).expect("they are there").channels = channels;
    stage.report("noord.melder", "noord", vec![]);
    stage.advance(2);
    let kind = ChaseKind::FirstResponders;
    let reach = Reach { kind: kind.clone(), person: who.clone(), channel: Channel::Sms };
    let outcome = Outcome { incident: FIRST, reach, taken: false };
    let decision = stage.command(Actor::Bot, None, &Command::Tried(outcome)).expect("it is noted");
    assert_eq!(kinds(&decision), ["reach.tried", "reach.sent"], "the telephone rings at once");
    let next = stage.timers[&(FIRST, Timer::Reach(kind, who))];
    assert_eq!(next.since(stage.now), Span::minutes(2));
}

#[test]
fn the_first_mail_to_the_crisis_centre_that_does_not_go_is_said_and_each_is_written_down() {
    let mut stage = Stage::new();
    stage.report("noord.melder", "noord", vec![Fact::Health(Answer::Yes)]);
    let mut mailed = |taken| {
        let outcome = ccvo_mail::Outcome { incident: FIRST, taken };
        let decision = stage.command(Actor::Bot, None, &Command::Mailed(outcome)).expect("it is noted");
        assert_eq!(kinds(&decision), ["ccvo.mailed"]);
        decision.effects.len()
    };
    assert_eq!([false, false, true, false].map(&mut mailed), [1, 0, 0, 1]);
}

#[test]
fn a_health_danger_pings_the_crisis_centre_and_opens_the_call() {
    let mut stage = Stage::new();
    let decision = stage.report("noord.melder", "noord", vec![Fact::Health(Answer::Yes)]);
    let who: Vec<_> = calls(&decision).into_iter().flat_map(|(_, people)| people).collect();
    assert_eq!(who, ["ccvo.wacht1", "noord.melder", "noord.voorzitter"]);
    assert!(stage.incident().call_open());
    stage.ask("noord.voorzitter", "meldingen-noord", Ask::Ack { answer: None, page: None });
    let ladder: Vec<_> = stage.advance(23).into_iter().filter(|(_, room, _)| room == "ccvo").collect();
    assert_eq!(
        ladder,
        [
            called(3, "ccvo", &["ccvo.wacht1"]),
            called(6, "ccvo", &["ccvo.wacht2"]),
            called(12, "ccvo", &["ccvo.hoofd"]),
            called(22, "ccvo", &["ccvo.wacht1", "ccvo.wacht2", "ccvo.hoofd"]),
        ]
    );
    stage.ask("ccvo.wacht1", "ccvo", Ask::CcvoAck);
    assert_eq!(stage.incident().phase, CcvoPhase::Vooralarm);
    assert!(stage.incident().call_open(), "a chat acknowledgement does not close the call (K4)");
    // The second entity makes A2: one new chase, and the telephone call is still the same open item.
    let decision = stage.impact("zuid.voorzitter", "meldingen-zuid", "zuid", Fact::Health(Answer::Yes));
    assert!(calls(&decision).contains(&("ccvo".to_owned(), vec!["ccvo.wacht1".to_owned()])));
    assert_eq!(stage.incident().calls.len(), 1);
    assert_eq!(kinds(&decision).iter().filter(|kind| **kind == "rule.met").count(), 1);
}

#[test]
fn a_rule_that_is_no_longer_met_stops_the_climbing() {
    let mut stage = Stage::new();
    stage.report("noord.melder", "noord", vec![Fact::Health(Answer::Yes)]);
    stage.ask("noord.voorzitter", "meldingen-noord", Ask::Ack { answer: None, page: None });
    let decision = stage.impact("noord.melder", "meldingen-noord", "noord", Fact::Health(Answer::No));
    assert!(calls(&decision).contains(&("ccvo".to_owned(), vec!["ccvo.wacht1".to_owned()])));
    assert!(stage.advance(60).iter().all(|(_, room, _)| room != "ccvo"));
}

#[test]
fn malicious_intent_is_a_crisis_at_once_and_asks_for_the_cmt() {
    let mut stage = Stage::new();
    let decision = stage.report("noord.melder", "noord", vec![Fact::Malicious(Malicious::Yes)]);
    assert_eq!(stage.incident().level, Level::Crisis);
    assert!(kinds(&decision).contains(&"chase.opened"));
    assert!(stage.incident().cmts.is_empty(), "activation always needs one confirmation (C2)");
    let refused = stage.command(
        person("noord.voorzitter"),
        Some("meldingen-noord"),
        &Command::Ask(FIRST, Ask::Deescalate { level: None, reason: None, sure: false }),
    );
    assert!(refused.is_err());
    stage.ask("noord.voorzitter", "meldingen-noord", Ask::CmtActivate { entity: None });
    assert!(stage.incident().active_cmt(&"noord".into()).is_some());
}

#[test]
fn beyond_capacity_is_proposed_and_confirmed_by_escalate() {
    let mut stage = Stage::new();
    stage.report("noord.melder", "noord", vec![Fact::Capacity(Capacity::Beyond)]);
    assert_eq!(stage.incident().level, Level::Incident);
    assert_eq!(stage.incident().proposal.as_ref().map(|proposal| proposal.level), Some(Level::Crisis));
    let escalate = Ask::Escalate { level: Some(Level::Crisis), entity: None, reason: None };
    let decision = stage.ask("noord.voorzitter", "meldingen-noord", escalate);
    assert!(decision.effects.iter().any(|(_, effect)| matches!(effect, message::Effect::OpenRoom { .. })));
    assert_eq!((stage.incident().level, stage.incident().proposal.clone()), (Level::Crisis, None));
    let crisis: Vec<_> = calls(&decision).into_iter().filter(|(room, _)| room.starts_with("crisis-")).collect();
    assert_eq!(crisis.len(), 1, "{crisis:?}");
    let again = stage.ask("noord.voorzitter", "meldingen-noord", Ask::CmtActivate { entity: None });
    assert!(!again.effects.iter().any(|(_, effect)| matches!(effect, message::Effect::OpenRoom { .. })));
}

#[test]
fn harmless_facts_make_an_issue_at_the_report_and_a_proposal_later() {
    let mut stage = Stage::new();
    let harmless = vec![Fact::Impact(Harm::None), Fact::Capacity(Capacity::OneTeam)];
    let decision = stage.report("noord.melder", "noord", harmless);
    assert_eq!(stage.incident().level, Level::Issue);
    assert_eq!(calls(&decision), []);
    let mut stage = Stage::new();
    stage.report("noord.melder", "noord", vec![]);
    stage.impact("noord.melder", "meldingen-noord", "noord", Fact::Impact(Harm::None));
    assert_eq!(stage.incident().level, Level::Incident);
    assert_eq!(stage.incident().proposal.as_ref().map(|proposal| proposal.level), Some(Level::Issue));
}

#[test]
fn alarm_asks_once_more_and_goes_back_at_the_end() {
    let mut stage = Stage::new();
    stage.report("noord.melder", "noord", vec![Fact::Health(Answer::Yes)]);
    stage.ask("ccvo.wacht1", "ccvo", Ask::CcvoAlarm { sure: true });
    assert_eq!(stage.incident().phase, CcvoPhase::None, "sure without a question is a question");
    stage.ask("ccvo.wacht1", "ccvo", Ask::CcvoAlarm { sure: true });
    assert_eq!(stage.incident().phase, CcvoPhase::Alarm);
    assert_eq!(stage.incident().lead(), incident::Lead::Ccvo);
    stage.ask("ccvo.wacht1", "ccvo", Ask::CcvoEnd { sure: false });
    stage.ask("ccvo.wacht1", "ccvo", Ask::CcvoEnd { sure: true });
    assert_eq!(stage.incident().phase, CcvoPhase::Ended);
}

#[test]
fn replay_gives_the_same_state() {
    let mut stage = Stage::new();
    let mut all = Vec::new();
    all.extend(stage.report("noord.melder", "noord", vec![Fact::Health(Answer::Yes)]).events);
    all.extend(stage.ask("ccvo.wacht1", "ccvo", Ask::CcvoAck).events);
    all.extend(stage.ask("noord.voorzitter", "meldingen-noord", Ask::CmtActivate { entity: None }).events);
    let mut folded = state::State::default();
    for envelope in &all {
        turn::apply(&mut folded, envelope);
    }
    assert_eq!(folded.incident(FIRST), stage.state.incident(FIRST));
}

/// Who speaks in each state of the doctrine's table.
#[test]
fn who_speaks_follows_the_team_the_cmt_and_the_crisis_centre() {
    let mut stage = Stage::new();
    stage.report("noord.melder", "noord", vec![Fact::Health(Answer::Yes)]);
    let noord: EntityId = "noord".into();
    assert_eq!(stage.incident().speaker(), Speaker::Entity(Some(noord.clone())));
    // A vooralarm takes over nothing.
    stage.ask("ccvo.wacht1", "ccvo", Ask::CcvoAck);
    assert_eq!(stage.incident().phase, CcvoPhase::Vooralarm);
    assert_eq!(stage.incident().speaker(), Speaker::Entity(Some(noord.clone())));
    stage.ask("noord.voorzitter", "meldingen-noord", Ask::CmtActivate { entity: None });
    assert_eq!(stage.incident().speaker(), Speaker::Communication(noord.clone()));
    for sure in [false, true] {
        stage.ask("ccvo.wacht1", "ccvo", Ask::CcvoAlarm { sure });
    }
    assert_eq!((stage.incident().phase, stage.incident().speaker()), (CcvoPhase::Alarm, Speaker::Ccvo));
    for sure in [false, true] {
        stage.ask("ccvo.wacht1", "ccvo", Ask::CcvoEnd { sure });
    }
    assert_eq!(stage.incident().speaker(), Speaker::Communication(noord.clone()));
    for sure in [false, true] {
        stage.ask("noord.voorzitter", "meldingen-noord", Ask::CmtStanddown { entity: None, sure });
    }
    assert_eq!(stage.incident().speaker(), Speaker::Entity(Some(noord)));
}
