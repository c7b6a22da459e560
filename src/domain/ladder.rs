//! Fills the configured ladders in with the people of a record.

use super::{
    chase::{ChaseKind, Plan, Rung},
    draft::Draft,
    ids::{EntityId, PersonId},
    incident::Incident,
    organisation::{Callee, Organisation, Team, TeamKind},
    page::{self, PageMode},
    time::Span,
};

/// How long whoever was offered a role may be silent before they are called again.
const OFFER_EVERY: Span = Span::minutes(5);

/// Whether the people of a chase come from a duty rota.
pub(super) fn by_rota(organisation: &Organisation, incident: &Incident, kind: &ChaseKind) -> bool {
    match kind {
        ChaseKind::FirstResponders => {
            let meldpunt = incident.meldpunt.as_ref();
            organisation.rotas.values().any(|rota| rota.entity.is_some() && rota.entity.as_ref() == meldpunt)
        }
        ChaseKind::Placing | ChaseKind::Ping | ChaseKind::Request(_) => {
            let ccvo = |team: &Team| team.kind == TeamKind::Ccvo;
            let teams = organisation.rotas.values().filter_map(|rota| organisation.teams.get(rota.team.as_ref()?));
            teams.into_iter().any(ccvo)
        }
        ChaseKind::Page(n) => {
            let team = incident.pages.get(n).and_then(|page| page.who.team());
            team.is_some() && organisation.rotas.values().any(|rota| rota.team.as_ref() == team)
        }
        _ => false,
    }
}

/// The plan of a chase; it calls nobody when the organisation names nobody.
pub(super) fn plan(draft: &Draft<'_>, incident: &Incident, kind: &ChaseKind) -> Plan {
    let organisation = draft.organisation();
    let escalation = &organisation.escalation;
    let meldpunt = incident.meldpunt.as_ref();
    match kind {
        ChaseKind::FirstResponders => {
            let list = meldpunt.map(|meldpunt| draft.duty().responders(meldpunt)).unwrap_or_default();
            Plan::fill(&escalation.first_responders, |callee| of_list(&list, callee))
        }
        ChaseKind::Placing => {
            let mut list: Vec<PersonId> = incident.reporter.person().cloned().into_iter().collect();
            list.extend(draft.duty().list().into_iter().filter(|officer| !incident.reporter.is(officer)));
            Plan::fill(&escalation.first_responders, |callee| of_list(&list, callee))
        }
        ChaseKind::Ping | ChaseKind::Request(_) => {
            let list = draft.duty().list();
            Plan::fill(&escalation.ccvo, |callee| of_list(&list, callee))
        }
        ChaseKind::Call => Plan::fill(&escalation.call, |callee| caller(organisation, incident, callee)),
        ChaseKind::Cmt(entity) => {
            let members = incident.cmts.get(entity).map(|cmt| cmt.members.as_slice()).unwrap_or_default();
            let list: Vec<PersonId> = members.iter().map(|(person, _)| person.clone()).collect();
            Plan::fill(&escalation.cmt, |callee| match callee {
                Callee::All => list.clone(),
                callee => of_cmt(organisation, Some(entity), callee),
            })
        }
        ChaseKind::Proposal | ChaseKind::Suspicion => {
            Plan::fill(&escalation.proposal, |callee| of_cmt(organisation, meldpunt, callee))
        }
        ChaseKind::Activation(entity) => {
            Plan::fill(&escalation.proposal, |callee| of_cmt(organisation, Some(entity), callee))
        }
        ChaseKind::Page(n) => {
            let Some(page) = incident.pages.get(n) else { return offer(Vec::new()) };
            let mut list = page::came_on_duty(draft, page);
            list.extend(page.silent());
            // Where everybody answers for themselves, every step calls them all.
            Plan::fill(&escalation.page, |callee| match page.mode {
                PageMode::One => of_list(&list, callee),
                PageMode::Each => list.clone(),
            })
        }
        ChaseKind::Handover(role) => offer(incident.offers.get(role).cloned().into_iter().collect()),
    }
}

/// Whoever was offered a role is asked again and again, until they answer or the offer is called off.
fn offer(people: Vec<PersonId>) -> Plan {
    let rung = Rung { after: Span(0), people: people.clone() };
    Plan { rungs: vec![rung], every: OFFER_EVERY, all: people }
}

fn of_list(list: &[PersonId], callee: Callee) -> Vec<PersonId> {
    match callee {
        Callee::Nth(n) => list.get(n.saturating_sub(1)).cloned().into_iter().collect(),
        Callee::All => list.to_vec(),
        Callee::Reporter | Callee::Chair | Callee::Deputies | Callee::Core => Vec::new(),
    }
}

fn of_cmt(organisation: &Organisation, entity: Option<&EntityId>, callee: Callee) -> Vec<PersonId> {
    let Some(team) = entity.and_then(|entity| organisation.cmt(entity)) else { return Vec::new() };
    match callee {
        Callee::Chair => team.chair.clone().into_iter().collect(),
        Callee::Deputies => team.deputies.clone(),
        Callee::Core => team.members.clone(),
        Callee::All => team.everybody(),
        Callee::Nth(_) | Callee::Reporter => Vec::new(),
    }
}

/// Who must make the telephone call: people whom nobody knows, and the crisis centre itself, cannot be the caller.
fn caller(organisation: &Organisation, incident: &Incident, callee: Callee) -> Vec<PersonId> {
    let reporter = incident.reporter.person().filter(|person| !organisation.is_ccvo(person));
    let reporter = reporter.into_iter().cloned();
    match callee {
        Callee::Reporter => reporter.collect(),
        Callee::All => reporter.chain(of_cmt(organisation, incident.meldpunt.as_ref(), Callee::All)).collect(),
        _ => of_cmt(organisation, incident.meldpunt.as_ref(), callee),
    }
}
