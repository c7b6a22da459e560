//! `oncall override`: which rota is meant, where the line does not say so itself.

use super::{Bound, What, args::Args, complaint};
use crate::domain::{command::Command, line::Line, message::Message, page::Paged, rota::Rota};

/// The rota given, else that of the speaker's own.
pub fn bind(args: &Args<'_, '_>) -> Result<Bound, Message> {
    let definition = args.parsed.definition;
    let rotas = candidates(args);
    let [rota] = rotas.as_slice() else { return Err(which(args, &rotas)) };
    let person = args.person("person").ok_or_else(|| complaint::not_bound(args))?;
    let until = args.time("until").ok_or_else(|| complaint::not_bound(args))?;
    Ok(Bound {
        what: What::Command(Command::StandIn { rota: rota.id.clone(), person, from: args.time("from"), until }),
        who: definition.who.iter().map(|right| right.who.clone()).collect(),
        incident: None,
        entities: rota.owner(args.situation.organisation).cloned().into_iter().collect(),
        task: None,
        path: definition.path.clone(),
        late: definition.late,
        notes: args.notes(),
    })
}

fn candidates<'a>(args: &Args<'_, 'a>) -> Vec<&'a Rota> {
    let organisation = args.situation.organisation;
    let all = || organisation.rotas.values();
    let of = |wanted: &dyn Fn(&Rota) -> bool| all().filter(|rota| wanted(rota)).collect::<Vec<_>>();
    if let Some(who) = args.paged("team") {
        return of(&|rota| rota.team.as_ref().is_some_and(|team| who == Paged::Team(team.clone())));
    }
    if let Some(entity) = args.entity("entity") {
        return of(&|rota| rota.owner(organisation) == Some(&entity));
    }
    let speaker = args.situation.actor.person().and_then(|person| organisation.people.get(person));
    let own = of(&|rota| rota.owner(organisation) == speaker.and_then(|person| person.entity.as_ref()));
    if own.is_empty() { all().collect() } else { own }
}

fn which(args: &Args<'_, '_>, rotas: &[&Rota]) -> Message {
    if rotas.is_empty() {
        return Message::of(Line::OncallNoRota {});
    }
    let mut message = Message::of(Line::OncallWhich {});
    for rota in rotas.iter().take(complaint::OFFERED) {
        let mut command = args.invocation();
        command.options.retain(|(name, _)| name != "team" && name != "entity");
        let named = rota.team.as_ref().map(|team| ("team", team.to_string()));
        let named = named.or_else(|| rota.entity.as_ref().map(|entity| ("entity", entity.to_string())));
        let command = named.into_iter().fold(command, |command, (name, value)| command.with(name, value));
        message = message.and(Line::OrType { command });
    }
    message
}
