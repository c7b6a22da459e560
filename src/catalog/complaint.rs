//! What cannot be read, said in such a way that the person can go on: which option, what it may be, a line to send.

use super::{
    Situation,
    args::Args,
    bind, clean,
    model::{Kind, Opt},
    parse::{Given, Parsed},
    scan,
    value::Wrong,
    which,
};
use crate::domain::{
    ids::{BuildingId, EntityId, IncidentId, PersonId, ProcessId, TeamId},
    incident::Incident,
    line::Line,
    message::{Action, Invocation, Message},
    organisation::Bilingual,
    query,
};

/// How many records or entities are offered at once.
pub const OFFERED: usize = 5;
/// How long a list of what is allowed may be, in characters.
const LISTED: usize = 100;

/// Words that have no place, and options that look mistyped.
pub fn misplaced(parsed: &Parsed<'_>, situation: &Situation<'_>) -> Result<(), Message> {
    if let Some((typed, option)) = &parsed.mistyped {
        let line = Line::OptionUnknown { typed: clean::shown(typed), option: option.names() };
        return Err(Message::of(line).and(corrected(parsed, typed, option, situation)));
    }
    let Some(word) = parsed.stray.first() else { return Ok(()) };
    let meant = parsed.definition.named(&clean::word(word));
    let message = match meant {
        Some(option) => {
            Message::of(Line::OptionMissing { option: option.names(), allowed: allowed(option, situation) })
        }
        None => Message::of(Line::WordTooMany { word: clean::shown(word) }),
    };
    Err(message.and(for_example(parsed, meant, situation)))
}

/// The same line with the mistyped option under its right name.
fn corrected<'c>(parsed: &Parsed<'c>, typed: &str, option: &'c Opt, situation: &Situation<'_>) -> Line {
    let mut right = parsed.clone();
    right.mistyped = None;
    let typed_word = clean::line(typed);
    right.text = clean::line(&parsed.text.replacen(&typed_word, "", 1));
    right.stray.retain(|word| word != typed);
    let values = scan::option(typed).map(|(_, raw)| scan::values(raw, option.many)).unwrap_or_default();
    let given = right.given.iter().any(|given| given.option == option);
    if given || !bind::readable(situation)(option, &values) {
        return for_example(&right, Some(option), situation);
    }
    right.given.push(Given { option, values });
    for_example(&right, None, situation)
}

/// Facts that say nothing: an option's name without a value, or a time without a process.
pub fn misplaced_facts(args: &Args<'_, '_>) -> Result<(), Message> {
    let parsed = &args.parsed;
    if args.time("since").is_some() && args.all("process").is_empty() {
        let process = parsed.definition.option("process");
        return Err(Message::of(Line::SinceWithoutProcess {}).and(for_example(parsed, process, args.situation)));
    }
    let words = parsed.text.split(' ').map(|word| clean::word(word).trim_end_matches(':').to_owned());
    let bare = words.filter_map(|word| parsed.definition.named(&word)).find(|option| option.kind != Kind::Text);
    let nothing = parsed.given.is_empty() && !parsed.text.is_empty();
    match bare.filter(|_| nothing) {
        Some(option) => {
            let bare = Parsed { text: String::new(), ..parsed.clone() };
            Err(missing(&bare, option, args.situation))
        }
        None if nothing => {
            let word = clean::shown(&parsed.text);
            let health = parsed.definition.option("health");
            Err(Message::of(Line::WordTooMany { word }).and(for_example(parsed, health, args.situation)))
        }
        None => Ok(()),
    }
}

/// An option was given twice.
pub fn twice(parsed: &Parsed<'_>, option: &Opt, situation: &Situation<'_>) -> Message {
    Message::of(Line::OptionTwice { option: option.names() }).and(for_example(parsed, Some(option), situation))
}

/// A value cannot be.
pub fn wrong(parsed: &Parsed<'_>, option: &Opt, raw: &str, wrong: &Wrong, situation: &Situation<'_>) -> Message {
    let value = clean::shown(raw);
    if clean::is_blank(&value) {
        return missing(parsed, option, situation);
    }
    let option_name = option.names();
    let line = match wrong {
        Wrong::Allowed => Line::OptionWrong { option: option_name, value, allowed: allowed(option, situation) },
        Wrong::Team => Line::PersonNotTeam { option: option_name, team: value },
        Wrong::Far => Line::TimeTooFar { option: option_name, value },
        Wrong::NotPast => Line::TimeNotPast { option: option_name, value },
        Wrong::NotFuture => Line::TimeNotFuture { option: option_name, value },
    };
    Message::of(line).and(for_example(parsed, Some(option), situation))
}

/// An option has no value.
pub fn missing(parsed: &Parsed<'_>, option: &Opt, situation: &Situation<'_>) -> Message {
    let line = Line::OptionMissing { option: option.names(), allowed: allowed(option, situation) };
    Message::of(line).and(for_example(parsed, Some(option), situation))
}

/// The free text is missing.
pub fn text_missing(parsed: &Parsed<'_>, option: &Opt, situation: &Situation<'_>) -> Message {
    if parsed.definition.forgiving {
        return report_without_text(parsed, situation);
    }
    // What stands there, if anything, is a placeholder that was left in.
    let bare = Parsed { text: String::new(), more: String::new(), ..parsed.clone() };
    Message::of(Line::TextMissing { option: option.names() }).and(for_example(&bare, Some(option), situation))
}

/// A report without any text: nothing is recorded, and what was said stays in the line to send.
pub fn report_without_text(parsed: &Parsed<'_>, situation: &Situation<'_>) -> Message {
    Message::of(Line::ReportWithoutText {}).and(for_example(parsed, parsed.definition.rest(), situation))
}

/// The record does not exist.
pub fn unknown_incident(incident: IncidentId) -> Message {
    Message::of(Line::UnknownIncident { incident })
}

/// A record cannot be linked to itself.
pub fn link_to_itself(args: &Args<'_, '_>, incident: IncidentId) -> Message {
    let option = args.parsed.definition.option("other");
    Message::of(Line::LinkToItself { incident }).and(for_example(&args.parsed, option, args.situation))
}

/// The command has no meaning in the core.
pub fn not_bound(args: &Args<'_, '_>) -> Message {
    Message::of(Line::TypeForExample { command: Invocation::new("help").saying(&args.parsed.definition.path) })
}

/// Several records fit, or none: nothing is done, and buttons ask.
pub fn which_incident(args: &Args<'_, '_>, here: &[IncidentId]) -> Message {
    let situation = args.situation;
    let concerned = |incident: &&Incident| incident.is_open() && concerns(situation, incident);
    let mut ids: Vec<IncidentId> = here.iter().rev().copied().collect();
    if ids.is_empty() {
        ids.extend(situation.state.incidents().rev().filter(concerned).take(OFFERED).map(|incident| incident.id));
    }
    ids.truncate(OFFERED);
    if ids.is_empty() {
        let report = Invocation::new("incident report").hinting("catalogue-what");
        return Message::of(Line::NoOpenIncident {}).and(Line::TypeForExample { command: report });
    }
    let mut message = Message::of(Line::WhichIncident {});
    for incident in ids.iter().filter_map(|id| situation.state.incident(*id)) {
        let command = args.invocation().about(incident.id);
        let choice = Line::IncidentChoice { title: incident.title.clone(), command: command.clone() };
        message = message.and(query::marked(incident, choice));
        message = message.button(Action::new("catalogue-incident", command).about(incident.id));
    }
    message
}

fn concerns(situation: &Situation<'_>, incident: &Incident) -> bool {
    let organisation = situation.organisation;
    let Some(person) = situation.actor.person() else { return false };
    let entity = organisation.people.get(person).and_then(|person| person.entity.as_ref());
    organisation.is_ccvo(person)
        || incident.was_called(person)
        || entity.is_some_and(|entity| incident.entities().contains(entity))
}

/// Nobody could tell the entity: buttons ask.
pub fn which_entity(args: &Args<'_, '_>, except: Option<&EntityId>) -> Message {
    let known = args.situation.organisation.entities.keys();
    let mut invocation = args.invocation();
    invocation.options.retain(|(name, _)| name != "entity");
    if invocation.incident.is_none() {
        invocation.incident = which::incident(args).ok();
    }
    let mut message = Message::of(Line::WhichEntity {});
    for entity in known.filter(|entity| Some(*entity) != except).take(OFFERED) {
        let command = invocation.clone().with("entity", entity);
        message = message.and(Line::EntityChoice { entity: entity.clone(), command: command.clone() });
        message = message.button(Action::new("catalogue-entity", command).about(entity));
    }
    message
}

/// The same line with this option put right, and whatever else is needed.
pub fn for_example(parsed: &Parsed<'_>, option: Option<&Opt>, situation: &Situation<'_>) -> Line {
    let mut command = parsed.invocation(situation);
    let text = command.text.take();
    if let Some(option) = option {
        command.options.retain(|(name, _)| *name != option.name);
    }
    let needed = |known: &&Opt| known.required || Some(*known) == option;
    for known in parsed.definition.options.iter().filter(needed) {
        if let Some(sample) = sample(known, situation)
            && !command.options.iter().any(|(name, _)| *name == known.name)
        {
            command = command.with(&known.name, sample);
        }
    }
    let rest = parsed.definition.rest();
    let asked = |rest: &&Opt| rest.required || Some(*rest) == option;
    match (text, rest.filter(asked)) {
        (Some(text), _) if rest.is_some() => command = command.saying(text),
        (_, Some(rest)) => command.hint.clone_from(&rest.hint),
        _ => {}
    }
    Line::TypeForExample { command }
}

/// A value that could be given; free text has none.
fn sample(option: &Opt, situation: &Situation<'_>) -> Option<String> {
    let organisation = situation.organisation;
    let person = situation.actor.person();
    let home = person.and_then(|person| organisation.people.get(person)).and_then(|person| person.entity.as_ref());
    let own = |entity: &EntityId| Some(entity) == home;
    match option.kind {
        Kind::Answer | Kind::YesNo => Some("yes".to_owned()),
        Kind::Choice | Kind::Role => option.choices.first().map(|choice| choice.id.clone()),
        Kind::Entity => home.or_else(|| organisation.entities.keys().next()).map(ToString::to_string),
        Kind::Building => {
            let near = organisation.buildings.values().find(|building| building.entities.iter().any(own));
            near.or_else(|| organisation.buildings.values().next()).map(|building| building.id.to_string())
        }
        Kind::Process => {
            let near = organisation.processes.values().find(|process| own(&process.entity));
            near.or_else(|| organisation.processes.values().next()).map(|process| process.id.to_string())
        }
        Kind::Person => person.or_else(|| organisation.people.keys().next()).map(ToString::to_string),
        Kind::PersonOrTeam => organisation.teams.keys().next().map(ToString::to_string),
        Kind::Incident => {
            let other = situation.state.incidents().next_back();
            Some(other.map_or_else(|| "INC-2026-0042".to_owned(), |incident| incident.id.to_string()))
        }
        Kind::Task => Some("T1".to_owned()),
        Kind::Future => Some("30m".to_owned()),
        Kind::Past => Some("15m".to_owned()),
        Kind::Number => Some("7".to_owned()),
        Kind::Text => None,
    }
}

/// What an option may be, as it is typed.
pub fn allowed(option: &Opt, situation: &Situation<'_>) -> Bilingual {
    let organisation = situation.organisation;
    let same = |text: String| Bilingual { nl: text.clone(), en: text };
    let both = |nl: &str, en: &str| Bilingual { nl: nl.to_owned(), en: en.to_owned() };
    match option.kind {
        Kind::Answer => both("ja, nee, onbekend", "yes, no, unknown"),
        Kind::YesNo => both("ja, nee", "yes, no"),
        Kind::Choice | Kind::Role => Bilingual {
            nl: listed(option.choices.iter().map(|choice| choice.nl.as_str())),
            en: listed(option.choices.iter().map(|choice| choice.id.as_str())),
        },
        Kind::Entity => same(listed(organisation.entities.keys().map(EntityId::as_str))),
        Kind::Building => same(listed(organisation.buildings.keys().map(BuildingId::as_str))),
        Kind::Process => same(listed(organisation.processes.keys().map(ProcessId::as_str))),
        Kind::Person => same(listed(organisation.people.keys().map(PersonId::as_str))),
        Kind::PersonOrTeam => {
            let teams = organisation.teams.keys().map(TeamId::as_str);
            same(listed(teams.chain(organisation.people.keys().map(PersonId::as_str))))
        }
        Kind::Incident => same("INC-2026-0042".to_owned()),
        Kind::Task => same("T1, T2, …".to_owned()),
        Kind::Number => same("1, 2, …".to_owned()),
        Kind::Future | Kind::Past => same("15m, 2h, 14:30, 2026-11-23T14:30".to_owned()),
        Kind::Text => same("…".to_owned()),
    }
}

fn listed<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut list = String::new();
    for word in words {
        let length = list.chars().count().saturating_add(word.chars().count());
        if length > LISTED {
            list.push_str(", …");
            break;
        }
        if !list.is_empty() {
            list.push_str(", ");
        }
        list.push_str(word);
    }
    list
}
