//! Systems report in the middle of it, and no system does what only people do.

use noodklok::{
    catalog::{Situation, What},
    domain::{
        actor::Actor,
        alert::{ALERT_GROUPS, Alert, AlertKey, AlertState},
        command::Command,
        event::Event,
        incident::Incident,
        state::State,
    },
};
use proptest::prelude::*;

use super::stage::{CATALOGUE, Stage};

/// What systems report.
const REPORTS: &[&str] = &[
    "!meld schijf vol",
    "!meld loon weg proces:noord.loonuitbetaling",
    "!meld te warm gebouw:gebouw-noord impact:negatief",
    "!meld rookmelder gezondheid:ja",
];

/// What a system says.
#[derive(Debug, Clone)]
pub struct Said {
    report: usize,
    group: u8,
    digest: u8,
    firing: bool,
    issue: bool,
}

pub fn said() -> impl Strategy<Value = Said> {
    (0..REPORTS.len(), 0_u8..12, 0_u8..3, prop::bool::weighted(0.7), any::<bool>())
        .prop_map(|(report, group, digest, firing, issue)| Said { report, group, digest, firing, issue })
}

impl Stage {
    pub fn hear(&mut self, said: &Said) {
        let (actor, room) = (Actor::Source("bewaking".into()), "meldingen-noord".into());
        let state = self.state.clone();
        let situation = Situation {
            state: &state,
            organisation: self.organisation,
            actor: &actor,
            room: &room,
            about: None,
            pressed: false,
            now: self.now,
            said_at: self.now,
        };
        let bound = CATALOGUE.bind(REPORTS[said.report], &situation, &mut self.texts).expect("it has a lead");
        let What::Command(Command::Report(report)) = bound.expect("a report never bounces").what else {
            panic!("a report")
        };
        let alert = Alert {
            key: AlertKey { source: "bewaking".into(), group: said.group.to_string() },
            state: AlertState { digest: said.digest.to_string(), firing: said.firing, issue: said.issue },
            report,
        };
        self.turn(&Command::Alert(alert), &actor, Some(&room));
    }

    /// A system states no fact, ends nothing and is counted once.
    pub fn only_claims(&self, before: &State, incident: &Incident, earlier: &Incident, actor: &Actor) {
        let id = incident.id;
        assert!(incident.alerts.size() <= ALERT_GROUPS, "{id} takes in too many groups");
        for key in incident.alerts.keys().filter(|_| incident.is_open()) {
            let known = self.state.alerting(key);
            let found = known.is_some_and(|known| known.is_open() && known.alerts.contains_key(key));
            assert!(found, "{id}: {key:?} is not found any more");
        }
        if matches!(actor, Actor::Source(_)) {
            assert_eq!(
                (incident.status, &incident.facts),
                (earlier.status, &earlier.facts),
                "{id}: a system does more"
            );
            assert_eq!(incident.phase, earlier.phase, "{id}: a system moves the crisis centre");
            let own = |state: &State| state.incident(id).map(|incident| incident.cmts.len());
            assert_eq!(own(&self.state), own(before), "{id}: a system activates a CMT");
        }
    }

    /// Only a person or the bot states facts.
    pub fn no_system_states_facts(&self) {
        let stated = |event: &Event| matches!(event, Event::Stated(_) | Event::StatusChanged(_));
        let systems = self.envelopes.iter().filter(|envelope| matches!(envelope.actor, Actor::Source(_)));
        assert!(systems.clone().all(|envelope| !stated(&envelope.event)), "a system only claims (T9)");
    }
}
