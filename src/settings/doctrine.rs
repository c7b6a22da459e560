//! `doctrine.toml`: the rules for vooralarm and alarm (T5).

use super::{
    faults::organisation::{self as faults, What},
    section::{SENTENCE, Section},
};
use crate::domain::organisation::{Counted, Organisation, Rule, RulePhase};

const PHASES: [(&str, RulePhase); 2] = [("vooralarm", RulePhase::Vooralarm), ("alarm", RulePhase::Alarm)];

const COUNTS: [(&str, Counted); 8] = [
    ("entities_with_health_danger", Counted::EntitiesWithHealthDanger),
    ("entities_with_process_down", Counted::EntitiesWithProcessDown),
    ("processes_down_in_one_entity", Counted::ProcessesDownInOneEntity),
    ("reputation", Counted::Reputation),
    ("nbc", Counted::Nbc),
    ("societal", Counted::Societal),
    ("other_vooralarm", Counted::OtherVooralarm),
    ("other_alarm", Counted::OtherAlarm),
];

/// More than there are entities or processes anywhere.
const MOST: u32 = 1000;

pub(super) fn read(mut section: Section<'_>, organisation: &mut Organisation) {
    let mut phases = Vec::new();
    for element in section.elements("rule") {
        let (phase, rule) = rule(element);
        phases.extend(phase);
        organisation.rules.extend(rule);
    }
    for (word, phase) in PHASES {
        if !phases.contains(&phase) && !section.reading.is_broken(section.place.file) {
            section.reading.add(section.place.clone(), faults::no_rule(word));
        }
    }
    section.finish();
}

/// The phase apart: a rule with another mistake still shows that its phase has one.
fn rule(mut section: Section<'_>) -> (Option<RulePhase>, Option<Rule>) {
    let id = section.id(What::Rule);
    let phase = section.must("phase").and_then(|field| field.one_of(&PHASES));
    let text = section.must("text").and_then(|field| field.bilingual(SENTENCE));
    let count = section.must("count").and_then(|field| field.one_of(&COUNTS));
    let at_least = section.must("at_least");
    let number = at_least.as_ref().and_then(|field| field.number(MOST));
    if let (Some(field), Some(count), Some(2..)) = (at_least, count, number)
        && is_yes_or_no(count)
    {
        field.add(faults::never_met(word(count)));
    }
    section.finish();
    let rule = || Some(Rule { id: id.into(), phase: phase?, text: text?, count: count?, at_least: number? });
    (phase, rule())
}

const fn is_yes_or_no(count: Counted) -> bool {
    match count {
        Counted::EntitiesWithHealthDanger | Counted::EntitiesWithProcessDown | Counted::ProcessesDownInOneEntity => {
            false
        }
        Counted::Reputation | Counted::Nbc | Counted::Societal | Counted::OtherVooralarm | Counted::OtherAlarm => true,
    }
}

fn word(count: Counted) -> &'static str {
    COUNTS.iter().find(|(_, other)| *other == count).map_or("", |(word, _)| word)
}
