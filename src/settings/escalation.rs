//! `escalation.toml`: the ladders (C2, C4, K4, L4, T2) and the other times (K5, T6).

use super::{
    faults::organisation as faults,
    reading::Place,
    section::{Field, NAME, Section},
};
use crate::domain::{
    organisation::{Callee, Escalation, Ladder, LadderStep, Organisation},
    time::Span,
};

/// The places in a list that a step can name.
const NTH: [&str; 10] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/// Whom a ladder climbs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Climbs {
    /// The first responders of an entity.
    FirstResponders,
    /// The crisis centre's duty list.
    DutyList,
    /// Whoever is paged.
    Paged,
    /// The reporter and an entity's CMT.
    ReporterAndCmt,
    /// An entity's CMT.
    Cmt,
}

/// A ladder as read, and where it stands.
pub(super) struct Climb {
    pub(super) name: &'static str,
    pub(super) whom: Climbs,
    pub(super) ladder: Ladder,
    /// The first step, if it calls somebody at all.
    pub(super) first: Option<Place>,
    /// `then_call`, if it names somebody at all.
    pub(super) rounds: Option<Place>,
}

pub(super) fn read(mut section: Section<'_>, organisation: &mut Organisation) -> Vec<Climb> {
    let mut time = |key| section.must(key).and_then(|field| field.some_time()).unwrap_or_default();
    let (update_every, reminder_every) = (time("update_every"), time("reminder_every"));
    let recovery_warnings = section.must("recovery_warnings").map(|field| warnings(&field)).unwrap_or_default();
    let duty_warning = section.may("duty_warning").and_then(|field| field.some_time());
    let next_channel = section.may("next_channel").and_then(|field| field.some_time()).unwrap_or(Span::minutes(1));
    let away_told = section.may("away_told").and_then(|field| field.some_time());
    let ladders = [
        ("first_responders", Climbs::FirstResponders),
        ("ccvo", Climbs::DutyList),
        ("call", Climbs::ReporterAndCmt),
        ("cmt", Climbs::Cmt),
        ("proposal", Climbs::Cmt),
        ("page", Climbs::Paged),
    ];
    let read =
        ladders.map(|(name, whom)| section.must(name).and_then(Field::table).map(|table| climb(name, whom, table)));
    section.finish();
    let [first_responders, ccvo, call, cmt, proposal, page] =
        read.each_ref().map(|climb| climb.as_ref().map(|climb| climb.ladder.clone()).unwrap_or_default());
    organisation.escalation = Escalation {
        first_responders,
        ccvo,
        call,
        cmt,
        proposal,
        page,
        update_every,
        reminder_every,
        recovery_warnings,
        duty_warning,
        away_told,
        next_channel,
    };
    read.into_iter().flatten().collect()
}

/// Longest first, however the file has them.
fn warnings(field: &Field<'_>) -> Vec<Span> {
    let mut times = Vec::new();
    for item in field.items() {
        let Some(time) = item.some_time() else { continue };
        if times.contains(&time) {
            item.add(faults::twice(item.raw().unwrap_or_default()));
        }
        times.push(time);
    }
    times.sort_by(|one, two| two.cmp(one));
    times
}

fn climb(name: &'static str, whom: Climbs, mut section: Section<'_>) -> Climb {
    let steps = section.must("steps");
    let (ladder_steps, first) = steps.map(|field| read_steps(whom, &field)).unwrap_or_default();
    let then_every = section.must("then_every").and_then(|field| field.some_time()).unwrap_or_default();
    let rounds = section.must("then_call");
    let then_call = rounds.as_ref().map(|field| callees(whom, field)).unwrap_or_default();
    section.finish();
    let ladder = Ladder { steps: ladder_steps, then_every, then_call };
    let rounds = rounds.filter(|_| !ladder.then_call.is_empty()).map(|field| field.place);
    Climb { name, whom, ladder, first, rounds }
}

/// The steps, and where the first one says whom it calls.
fn read_steps(whom: Climbs, field: &Field<'_>) -> (Vec<LadderStep>, Option<Place>) {
    if field.is_empty_list() {
        field.add(faults::empty_list("steps"));
    }
    let mut steps: Vec<LadderStep> = Vec::new();
    let mut first = None;
    let mut latest = None;
    for (n, item) in field.items().into_iter().enumerate() {
        let Some(mut section) = item.table() else { continue };
        let after = section.must("after");
        let call = section.must("call");
        section.finish();
        let time = after.as_ref().and_then(Field::duration);
        if let (Some(field), Some(time)) = (&after, time) {
            if latest.is_some_and(|latest| time <= latest) {
                field.add(faults::not_later());
            }
            latest = latest.max(Some(time));
        }
        let Some(call) = call else { continue };
        let people = callees(whom, &call);
        if n == 0 && !people.is_empty() {
            first = Some(call.place);
        }
        steps.push(LadderStep { after: time.unwrap_or_default(), call: people });
    }
    (steps, first)
}

fn callees(whom: Climbs, field: &Field<'_>) -> Vec<Callee> {
    if field.is_empty_list() {
        field.add(faults::empty_list(field.key));
    }
    let choices = choices(whom);
    let mut people = Vec::new();
    for item in field.items() {
        let Some(given) = item.text(NAME) else { continue };
        match choices.iter().find(|(word, _)| *word == given) {
            Some((_, callee)) if people.contains(callee) => item.add(faults::twice(&given)),
            Some((_, callee)) => people.push(*callee),
            None => {
                let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
                item.add(faults::wrong_callee(&given, &words));
            }
        }
    }
    people
}

fn choices(whom: Climbs) -> Vec<(&'static str, Callee)> {
    let cmt = [("chair", Callee::Chair), ("deputies", Callee::Deputies), ("core", Callee::Core), ("all", Callee::All)];
    match whom {
        Climbs::FirstResponders | Climbs::DutyList | Climbs::Paged => {
            let nth = NTH.iter().zip(1..).map(|(word, n)| (*word, Callee::Nth(n)));
            nth.chain([("all", Callee::All)]).collect()
        }
        Climbs::ReporterAndCmt => [("reporter", Callee::Reporter)].into_iter().chain(cmt).collect(),
        Climbs::Cmt => cmt.to_vec(),
    }
}
