//! Every chase has an end condition: somebody can answer it, and it stops then; nothing is chased once a record ended.

use noodklok::domain::{
    actor::Actor,
    chase::ChaseKind,
    command::{Ask, Coming, Command, Impact},
    fact::{Fact, Malicious, Statement},
    ids::{IncidentId, PersonId},
    rest::Waiting,
    timer::Timer,
};

use super::stage::Stage;

impl Stage {
    /// Answers every chase that is open, each on the state as it was, the way its call asks for.
    pub fn every_chase_has_an_end(&self) {
        for incident in self.state.incidents() {
            for kind in incident.chases.keys() {
                for no in [false, true] {
                    let mut stage = self.clone();
                    stage.answered(incident.id, kind, no);
                    let now = stage.state.incident(incident.id).expect("it is there");
                    let open = now.chases.contains_key(kind);
                    assert!(!open, "{}: {} ends {kind:?}", incident.id, if no { "no “no”" } else { "nothing" });
                }
            }
            assert!(incident.is_open() || incident.chases.is_empty(), "{}: ended, and chased", incident.id);
        }
        for (id, timer) in self.timers.keys() {
            let incident = self.state.incident(*id).expect("a timer is of a record");
            let left = match timer {
                // The room of a CMT is archived, and the crisis centre called off, after the end.
                Timer::Archive(_) => true,
                Timer::Task(task) => incident.tasks.get(task).is_some_and(|task| task.after_end),
                Timer::Rest(person) => incident.resting.get(person).is_some_and(|rest| {
                    let task = |what: &Waiting| match what {
                        Waiting::Task(task) => incident.tasks.get(task),
                        _ => None,
                    };
                    rest.what.iter().filter_map(task).any(|task| task.after_end)
                }),
                _ => false,
            };
            assert!(incident.is_open() || left, "{id}: ended, and {timer:?} still runs");
        }
    }

    /// As the call asks, or by its refusal where it can be refused.
    fn answered(&mut self, id: IncidentId, kind: &ChaseKind, no: bool) {
        let incident = self.state.incident(id).expect("it is there").clone();
        let chase = &incident.chases[kind];
        let called = chase.called.first().or_else(|| chase.plan.all.first()).expect("somebody is called").clone();
        let statement = |entity: Option<&str>, fact| Statement { entity: entity.map(Into::into), fact };
        let says = |statements| Ask::Impact(Impact { statements, entity: None, instead: None, reason: None });
        let (who, ask): (Vec<PersonId>, Ask) = match kind {
            ChaseKind::Ping | ChaseKind::Request(_) if no => {
                (vec!["ccvo.wacht1".into()], Ask::CcvoDecline { reason: Some("t0".into()) })
            }
            ChaseKind::Proposal if no => {
                (vec![called], Ask::Escalate { level: Some(incident.level), entity: None, reason: None })
            }
            ChaseKind::Activation(entity) if no => {
                (vec![called], Ask::CmtStanddown { entity: Some(entity.clone()), sure: false })
            }
            ChaseKind::Handover(role) if no => {
                (vec![incident.offers[role].clone()], Ask::RoleDecline { role: role.clone() })
            }
            ChaseKind::FirstResponders => (vec![called], Ask::Ack { answer: None, page: None }),
            ChaseKind::Ping | ChaseKind::Request(_) => (vec!["ccvo.wacht1".into()], Ask::CcvoAck),
            ChaseKind::Call => (vec![called], Ask::CcvoCalled { answered_by: "t0".into(), by: None, at: None }),
            ChaseKind::Cmt(entity) => {
                let members = incident.cmts[entity].members.iter().map(|(person, _)| person.clone());
                (members.collect(), Ask::Ack { answer: Some(Coming::Coming), page: None })
            }
            ChaseKind::Placing => {
                let impact = noodklok::domain::fact::Impact::Unknown;
                let mut ask = says(vec![statement(Some("noord"), Fact::Impact(impact))]);
                if let Ask::Impact(impact) = &mut ask {
                    impact.entity = Some("noord".into());
                }
                (vec![called], ask)
            }
            ChaseKind::Proposal => {
                let level = incident.proposal.as_ref().expect("a proposal").level;
                (vec![called], Ask::Escalate { level: Some(level), entity: incident.meldpunt.clone(), reason: None })
            }
            ChaseKind::Suspicion => (vec![called], says(vec![statement(None, Fact::Malicious(Malicious::No))])),
            ChaseKind::Activation(entity) => (vec![called], Ask::CmtActivate { entity: Some(entity.clone()) }),
            ChaseKind::Page(n) => {
                let people = incident.pages[n].called.clone();
                assert!(!people.is_empty(), "a page that called nobody");
                (incident.pages[n].silent(), Ask::Ack { answer: Some(Coming::Unable), page: Some(*n) })
            }
            ChaseKind::Handover(role) => (vec![incident.offers[role].clone()], Ask::RoleTake { role: role.clone() }),
        };
        for person in who {
            let room = Self::room(person.as_str());
            self.turn(&Command::Ask(id, ask.clone()), &Actor::Person(person), Some(&room));
        }
    }
}
