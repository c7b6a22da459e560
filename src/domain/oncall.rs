//! `oncall`: who is on duty now and next, of each rota and of each team with a duty order.

use super::{
    duty_gap::AHEAD,
    line::Line,
    message::Message,
    on_duty::Duty,
    rota::Rota,
    time::Timestamp,
    words::{Due, PhoneOf, Verbatim},
};

pub(super) fn shown(duty: Duty<'_>) -> Message {
    let organisation = duty.organisation;
    let mut message = Message::default();
    for rota in duty.rotas() {
        message.lines.extend(of_rota(&rota, duty.now));
    }
    let has_rota = |team| organisation.rotas.values().any(|rota| rota.team.as_ref() == Some(team));
    let lists = organisation.teams.values().filter(|team| !team.duty.is_empty() && !has_rota(&team.id));
    for team in lists {
        message = message.and(Line::OncallOrder { team: Verbatim(team.id.to_string()), people: team.duty.clone() });
    }
    if message.lines.is_empty() { Message::of(Line::OncallNothing {}) } else { message }
}

fn of_rota(rota: &Rota, now: Timestamp) -> Vec<Line> {
    let whose = Verbatim(rota.whose());
    let first = match rota.on_duty(now) {
        Some(person) => Line::OncallNow { whose, person: person.clone(), phone: PhoneOf(person.clone()) },
        None => Line::OncallNobody { whose },
    };
    let next = match rota.next(now) {
        Some((at, Some(person))) => Line::OncallNext { person: person.clone(), due: Due(at) },
        Some((at, None)) => Line::OncallGap { due: Due(at) },
        None => Line::OncallStays {},
    };
    let named = rota.next(now).filter(|(_, person)| person.is_none()).map(|(at, _)| at);
    // Of a calendar that was never read nothing is known.
    let gaps = if rota.turns.is_unknown() { Vec::new() } else { rota.gaps(now, AHEAD) };
    let later = gaps.into_iter().find(|gap| gap.from > now && Some(gap.from) != named);
    let later = later.map(|gap| match gap.until {
        Some(until) => Line::OncallGapLater { from: gap.from, until },
        None => Line::OncallEndsLater { from: gap.from },
    });
    [first, next].into_iter().chain(later).collect()
}
