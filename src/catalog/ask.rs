//! From a read line to a command or question about one record.

use super::{Bound, Seal, What, args::Args, complaint, model::When, report, which};
use crate::domain::{
    command::{Ask, Audience, Coming, Command, Impact, LinkKind, LogKind, Query, RequestKind},
    fact::Malicious,
    ids::{EntityId, IncidentId, TextId},
    incident::{CcvoPhase, Incident, Level},
    message::Message,
    page::PageMode,
    permission::Who,
};

const LEVELS: [Level; 3] = [Level::Issue, Level::Incident, Level::Crisis];

/// A command about a record.
pub fn bind(args: &Args<'_, '_>, seal: &mut dyn Seal) -> Result<Bound, Message> {
    if let Some(opened) = open_vooralarm(args, seal)? {
        return Ok(opened);
    }
    let id = if args.parsed.definition.path == "undo" { which::undoable(args) } else { which::incident(args) }?;
    let Some(incident) = args.situation.state.incident(id) else { return Err(complaint::unknown_incident(id)) };
    if args.incident("other") == Some(id) {
        return Err(complaint::link_to_itself(args, id));
    }
    if args.parsed.definition.path == "incident impact" {
        return impact(args, incident, seal);
    }
    let entity = which::acting(args.situation, incident, args.entity("entity"));
    let what = ask(args, id, entity.clone(), seal).ok_or_else(|| complaint::not_bound(args))?;
    let mut entities: Vec<EntityId> = entity.into_iter().collect();
    // The level is the record's: an entity that has no part in it cannot raise it alone.
    let outside = entities.iter().any(|entity| !incident.entities().contains(entity));
    if outside && args.parsed.definition.path == "incident escalate" {
        entities.extend(which::acting(args.situation, incident, None));
    }
    bound(args, incident, what, entities)
}

fn bound(args: &Args<'_, '_>, incident: &Incident, what: What, entities: Vec<EntityId>) -> Result<Bound, Message> {
    let definition = args.parsed.definition;
    let special = definition.rights.iter().find(|special| holds(special.when, args, incident));
    let rights = special.map_or(&definition.who, |special| &special.who);
    let bound = Bound {
        what,
        who: rights.iter().map(|right| right.who.clone()).collect(),
        incident: Some(incident.id),
        entities,
        task: args.task(),
        path: definition.path.clone(),
        late: definition.late,
        notes: args.notes(),
    };
    // Who has no right to it is told so, and not to say more.
    let needs = special.and_then(|special| special.needs.as_deref()).and_then(|name| definition.option(name));
    match needs {
        Some(option) if args.text().is_none() && bound.may(args.situation) => {
            Err(complaint::text_missing(&args.parsed, option, args.situation))
        }
        _ => Ok(bound),
    }
}

fn holds(when: When, args: &Args<'_, '_>, incident: &Incident) -> bool {
    match when {
        When::Crisis => args.choice("level", &LEVELS, Level::word) == Some(Level::Crisis),
        When::MaliciousLifted => {
            let stands = incident.facts.general.malicious == Malicious::Yes;
            stands && args.malicious().is_some_and(|malicious| malicious != Malicious::Yes)
        }
        When::Alarm => incident.phase == CcvoPhase::Alarm,
        When::SameEvent => match link_kind(args) {
            Some(LinkKind::Same) => true,
            // "No" answers the question that the reporter was asked.
            Some(LinkKind::Beside) => {
                incident.likened.as_ref().is_some_and(|likened| args.incident("other") == Some(likened.other))
            }
            _ => false,
        },
    }
}

fn link_kind(args: &Args<'_, '_>) -> Option<LinkKind> {
    args.choice("kind", &[LinkKind::Same, LinkKind::Beside, LinkKind::Related], LinkKind::word)
}

/// The crisis centre opens a record by itself (K3): an entity, and no record given or answered.
fn open_vooralarm(args: &Args<'_, '_>, seal: &mut dyn Seal) -> Result<Option<Bound>, Message> {
    let definition = args.parsed.definition;
    let named = args.parsed.incident.or(args.situation.about).is_some();
    let entity = args.entity("entity").filter(|_| definition.path == "ccvo vooralarm" && !named);
    let Some(entity) = entity else { return Ok(None) };
    let texts = args.text().and_then(|_| report::texts(&args.parsed));
    let Some((title, description)) = texts else {
        let rest = definition.rest().ok_or_else(|| complaint::not_bound(args))?;
        return Err(complaint::text_missing(&args.parsed, rest, args.situation));
    };
    let (title, description) = report::sealed(&title, &description, seal);
    Ok(Some(Bound {
        what: What::Command(Command::OpenVooralarm { entity: entity.clone(), title, description }),
        who: vec![Who::Ccvo],
        incident: None,
        entities: vec![entity],
        task: None,
        path: definition.path.clone(),
        late: definition.late,
        notes: Vec::new(),
    }))
}

fn impact(args: &Args<'_, '_>, incident: &Incident, seal: &mut dyn Seal) -> Result<Bound, Message> {
    complaint::misplaced_facts(args)?;
    let processes = args.processes();
    let named = which::facts(args, &processes);
    let instead = args.entity("instead");
    let moves = instead.is_some() && (args.entities().is_empty() || args.entities().first() == instead.as_ref());
    if moves || (named.is_empty() && args.needs_entity()) {
        return Err(complaint::which_entity(args, instead.as_ref()));
    }
    let mut statements = args.entity_facts(&named);
    statements.extend(processes);
    let mut entities: Vec<EntityId> = statements.iter().filter_map(|statement| statement.entity.clone()).collect();
    // Facts that move from one entity to another are facts of both.
    if instead.is_some() {
        entities.extend(named.first().cloned());
    }
    entities.extend(instead.clone());
    if entities.is_empty() {
        // A general fact belongs to the record: only who has to do with that has a say.
        let given = args.entity("entity").filter(|entity| incident.entities().contains(entity));
        entities.extend(which::acting(args.situation, incident, given));
    }
    entities.sort();
    entities.dedup();
    statements.extend(args.general_facts());
    let impact = Impact { statements, entity: named.first().cloned(), instead, reason: None };
    let ask = |reason| What::Command(Command::Ask(incident.id, Ask::Impact(Impact { reason, ..impact })));
    let reason = args.text().map(|text| seal.seal(&text));
    bound(args, incident, ask(reason), entities)
}

fn ask(args: &Args<'_, '_>, id: IncidentId, entity: Option<EntityId>, seal: &mut dyn Seal) -> Option<What> {
    let path = args.parsed.definition.path.as_str();
    if let Some(query) = query(path, args, id) {
        return Some(What::Query(query));
    }
    let text: Option<TextId> = args.text().map(|text| seal.seal(&text));
    let sure = args.yes("sure");
    let level = args.choice("level", &LEVELS, Level::word);
    let ask = match path {
        "incident escalate" => Ask::Escalate { level, entity, reason: text },
        "incident deescalate" => Ask::Deescalate { level, reason: text, sure },
        "incident withdraw" => Ask::Withdraw { reason: text?, call_off: call_off(args, id, seal) },
        "incident link" => Ask::Link { other: args.incident("other")?, kind: link_kind(args)? },
        "incident close" => Ask::Close { reason: text },
        "incident reopen" => Ask::Reopen { reason: text },
        "communication room" => Ask::CommunicationRoom { entity },
        "cmt activate" => Ask::CmtActivate { entity },
        "cmt standdown" => Ask::CmtStanddown { entity, sure },
        "ccvo inform" => Ask::CcvoRequest { kind: RequestKind::Inform, text },
        "ccvo support" => Ask::CcvoRequest { kind: RequestKind::Support, text },
        "ccvo takeover" => Ask::CcvoRequest { kind: RequestKind::Takeover, text },
        "ccvo called" => Ask::CcvoCalled { answered_by: text?, by: args.person("by"), at: args.time("at") },
        "ccvo ack" => Ask::CcvoAck,
        "ccvo decline" => Ask::CcvoDecline { reason: text },
        "ccvo vooralarm" => Ask::CcvoVooralarm { text },
        "ccvo alarm" => Ask::CcvoAlarm { sure },
        "ccvo end" => Ask::CcvoEnd { sure },
        "log" => Ask::Log { kind: log_kind(args), text: text?, recheck: args.time("recheck") },
        "log redact" => Ask::LogRedact { seq: args.number("seq")?, reason: text? },
        "task add" => Ask::TaskAdd { text: text?, due: args.time("due"), owner: args.person("owner") },
        "task assign" => Ask::TaskAssign { task: args.task()?, owner: args.person("person")? },
        "task done" => Ask::TaskDone { task: args.task()? },
        "role take" => Ask::RoleTake { role: args.role()? },
        "role assign" => Ask::RoleAssign { role: args.role()?, to: args.person("person")? },
        "role handover" => Ask::RoleHandover { role: args.role()?, to: args.person("person")? },
        "role decline" => Ask::RoleDecline { role: args.role()? },
        "update" => {
            let audience = args.choice("audience", &AUDIENCES, Audience::word).unwrap_or_default();
            Ask::Update { text: text?, next: args.time("next"), audience }
        }
        "update release" => Ask::UpdateRelease { n: number(args, "number") },
        "undo" => Ask::Undo,
        "page" => {
            let mode = args.choice("mode", &[PageMode::One, PageMode::Each], PageMode::word).unwrap_or_default();
            Ask::Page { who: args.paged("who")?, text: text?, mode }
        }
        "page stop" => Ask::PageStop { n: number(args, "number") },
        "ack" => Ask::Ack { answer: args.choice("answer", &ANSWERS, Coming::word), page: number(args, "page") },
        _ => return None,
    };
    Some(What::Command(Command::Ask(id, ask)))
}

/// A number of something in the record; one that is too large is of nothing.
fn number(args: &Args<'_, '_>, name: &str) -> Option<u32> {
    args.number(name).map(|n| u32::try_from(n).unwrap_or(u32::MAX))
}

/// The task that a false alarm leaves where the crisis centre was telephoned, in the words of the speaker's language.
fn call_off(args: &Args<'_, '_>, id: IncidentId, seal: &mut dyn Seal) -> Option<TextId> {
    let incident = args.situation.state.incident(id)?;
    let called = incident.calls.iter().any(|call| call.confirmed.is_some());
    let task = args.parsed.definition.leaves.as_ref().filter(|_| called)?;
    Some(seal.seal(task.get(args.situation.language())))
}

const AUDIENCES: [Audience; 3] = [Audience::Team, Audience::Ccvo, Audience::Public];
const ANSWERS: [Coming; 3] = [Coming::Coming, Coming::Online, Coming::Unable];

fn log_kind(args: &Args<'_, '_>) -> LogKind {
    let kinds = [LogKind::Note, LogKind::Fact, LogKind::Judgement, LogKind::Decision, LogKind::Question];
    args.choice("kind", &kinds, LogKind::word).unwrap_or_default()
}

fn query(path: &str, args: &Args<'_, '_>, id: IncidentId) -> Option<Query> {
    Some(match path {
        "incident show" => Query::Show(id),
        "cmt who" => Query::CmtWho(id, args.entity("entity")),
        "log show" => Query::LogShow(id),
        "task list" => Query::TaskList(id),
        "role list" => Query::RoleList(id),
        "update" if args.text().is_none() => Query::Picture(id),
        _ => return None,
    })
}

/// A question that is about no record.
pub fn general(args: &Args<'_, '_>, command: Option<String>) -> Option<Query> {
    Some(match args.parsed.definition.path.as_str() {
        "incident list" => Query::List,
        "status" => Query::Status,
        "oncall" => Query::Oncall,
        "help" => Query::Help(command),
        "ping" => Query::Ping,
        _ => return None,
    })
}
