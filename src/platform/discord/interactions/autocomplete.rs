//! What is offered while somebody types a command, from what was committed last: no statement reaches the database.

use std::collections::BTreeSet;

use serenity::{
    builder::{AutocompleteChoice, CreateAutocompleteResponse},
    model::application::CommandData,
};

use super::{
    line::{value, words},
    matching::{Found, best},
};
use crate::{
    catalog::model::{Definition, Kind, Opt, Visibility},
    domain::{
        actor::Actor,
        ids::{IncidentId, RoomId, TextId},
        incident::Incident,
        line::Line,
        organisation::{Language, Person},
        state::State,
        time::Timestamp,
    },
    platform::{
        discord::{
            commands::registration::{LONGEST, RECORD, clipped},
            hub::Hub,
        },
        words::Words,
    },
    text::{Reader, Texts},
};

/// What is offered for the option that is being typed: to this person, in this room, in this language.
pub fn choices(
    hub: &Hub,
    who: &Actor,
    room: Option<&RoomId>,
    language: Language,
    data: &CommandData,
) -> CreateAutocompleteResponse {
    let Some(engine) = hub.engine() else { return CreateAutocompleteResponse::new() };
    let view = engine.view();
    let asked = Asked {
        words: &hub.words.in_language(language),
        who,
        room,
        state: &view.state,
        texts: &*view,
        now: hub.clock.now(),
    };
    let choices = asked.offered(data).into_iter();
    let choices = choices.map(|found| AutocompleteChoice::new(clipped(&found.name, LONGEST), found.value));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}

/// The only command about records that ended.
const REOPEN: &str = "incident reopen";
/// A separator, in characters.
const DOT: usize = 3;
/// Records further down than this are not offered; their id can be typed.
const LOOKED_AT: usize = 1000;

/// Who asks, and from what it is answered.
struct Asked<'a> {
    words: &'a Words,
    who: &'a Actor,
    room: Option<&'a RoomId>,
    state: &'a State,
    texts: &'a dyn Texts,
    now: Timestamp,
}

/// What can be meant, the likeliest first.
type Candidates<'a> = Box<dyn Iterator<Item = Found> + 'a>;

impl<'a> Asked<'a> {
    fn offered(&self, data: &CommandData) -> Vec<Found> {
        let Some(typed) = data.autocomplete() else { return Vec::new() };
        let (path, options) = words(data);
        let Some(definition) = self.words.catalogue.slash(&path) else { return Vec::new() };
        let given = options.iter().filter_map(value).find(|(name, _)| *name == RECORD);
        let record = given.and_then(|(_, value)| value.trim().parse().ok());
        let Some(option) = definition.option(typed.name) else {
            return if typed.name == RECORD { best(typed.value, self.records(definition)) } else { Vec::new() };
        };
        // Of several with commas between them only the last one is being typed.
        let (before, last) = match typed.value.rsplit_once(',') {
            Some((before, last)) if option.many => (format!("{before},"), last),
            _ => (String::new(), typed.value),
        };
        let mut found = best(last, self.values(option, record));
        for found in &mut found {
            found.name.insert_str(0, &before);
            found.value.insert_str(0, &before);
        }
        found
    }

    fn values<'b>(&'b self, option: &'b Opt, record: Option<IncidentId>) -> Candidates<'b> {
        let language = self.words.language;
        let organisation = &self.words.organisation;
        match option.kind {
            Kind::Entity => {
                let entities = organisation.entities.values();
                Box::new(entities.map(move |entity| named(entity.id.as_str(), entity.name.get(language))))
            }
            Kind::Building => {
                let buildings = organisation.buildings.values();
                Box::new(buildings.map(move |building| named(building.id.as_str(), building.name.get(language))))
            }
            Kind::Process => {
                let processes = organisation.processes.values();
                Box::new(processes.map(move |process| named(process.id.as_str(), process.name.get(language))))
            }
            Kind::Person if self.known().is_some() => {
                Box::new(organisation.people.values().map(|person| named(person.id.as_str(), &person.name)))
            }
            Kind::PersonOrTeam if self.known().is_some() => {
                let teams = organisation.teams.keys().map(|team| named(team.as_str(), team.as_str()));
                let people = organisation.people.values();
                Box::new(teams.chain(people.map(|person| named(person.id.as_str(), &person.name))))
            }
            Kind::Role => Box::new(option.choices.iter().map(move |choice| {
                let name = if language == Language::Nl { &choice.nl } else { &choice.id };
                Found { name: name.clone(), value: choice.id.clone() }
            })),
            Kind::Task => Box::new(self.tasks(record)),
            // Another record than the one that the command is about.
            Kind::Incident => {
                Box::new(self.open().filter(move |other| Some(other.id) != record).map(|it| self.shown(it)))
            }
            _ => Box::new(std::iter::empty()),
        }
    }

    /// The records that a command can be about.
    fn records<'b>(&'b self, definition: &Definition) -> Candidates<'b> {
        let shown = |incident| self.shown(incident);
        if definition.path == REOPEN {
            return Box::new(self.ended().map(shown));
        }
        match definition.visibility {
            Visibility::Room => Box::new(self.open().map(shown)),
            // What ended can still be looked at.
            Visibility::Person => Box::new(self.open().chain(self.ended()).map(shown)),
        }
    }

    /// Whoever asks, if the organisation knows them: records, tasks and people are shown to nobody else.
    fn known(&self) -> Option<&'a Person> {
        self.words.organisation.people.get(self.who.person()?)
    }

    /// Open records: this room's first, then those of the person's entity, and the youngest first.
    fn open(&self) -> impl Iterator<Item = &'a Incident> {
        let state = self.state;
        let here = self.room.into_iter().flat_map(|room| state.open_in(room).rev()).take(LOOKED_AT);
        let here: Vec<&Incident> = here.collect();
        let ids: BTreeSet<IncidentId> = here.iter().map(|incident| incident.id).collect();
        let home = self.known().and_then(|person| person.entity.as_ref());
        let own = |incident: &&Incident| home.is_some_and(|home| incident.entities().contains(home));
        let others = state.incidents().rev().filter(|incident| incident.is_open()).take(LOOKED_AT);
        let others = others.filter(move |incident| !ids.contains(&incident.id));
        let (own, others): (Vec<_>, Vec<_>) = others.partition(own);
        let all = here.into_iter().chain(own).chain(others);
        self.known().map(|_| all).into_iter().flatten()
    }

    /// Records that ended and are still in memory, the youngest first.
    fn ended(&self) -> impl Iterator<Item = &'a Incident> {
        let all = self.known().map(|_| self.state.incidents().rev()).into_iter().flatten();
        all.filter(|incident| !incident.is_open()).take(LOOKED_AT)
    }

    /// The tasks that are still to be done: of the record that was chosen, else of the only open one of this room.
    fn tasks(&self, record: Option<IncidentId>) -> impl Iterator<Item = Found> {
        let only = || {
            let mut here = self.state.open_in(self.room?);
            here.next().filter(|_| here.next().is_none())
        };
        let incident = record.map_or_else(only, |id| self.state.incident(id));
        let incident = incident.filter(|_| self.known().is_some());
        let tasks = incident.into_iter().flat_map(|incident| &incident.tasks);
        tasks.filter(|(_, task)| task.done_at.is_none()).map(|(id, task)| {
            let owner = task.owner.as_ref().map(|owner| format!(" · {owner}")).unwrap_or_default();
            let room = LONGEST.saturating_sub(owner.chars().count()).saturating_sub(DOT);
            let id = id.to_string();
            let text = clipped(&self.text(&task.text), room.saturating_sub(id.chars().count()));
            Found { name: format!("{id} · {text}{owner}"), value: id }
        })
    }

    /// A record as it is offered; of a long title only as much as leaves room for the rest.
    fn shown(&self, incident: &Incident) -> Found {
        let reader = Reader {
            language: self.words.language,
            now: self.now,
            exercise: incident.exercise,
            organisation: &self.words.organisation,
            catalogue: &self.words.catalogue,
            texts: self.texts,
        };
        let say = |title: String| {
            let line = if incident.is_open() {
                Line::DiscordChoice { incident: incident.id, title, level: incident.level }
            } else {
                Line::DiscordChoiceEnded { incident: incident.id, title, status: incident.status }
            };
            self.words.lexicon.line(&line, &reader).trim_end().to_owned()
        };
        let room = LONGEST.saturating_sub(say(String::new()).chars().count());
        Found { name: say(clipped(&self.text(&incident.title), room)), value: incident.id.to_string() }
    }

    /// A free text; of one that was erased nothing.
    fn text(&self, id: &TextId) -> String {
        self.texts.content(id).map(|text| text.to_string()).unwrap_or_default()
    }
}

/// Something of the configuration, by its name and what is typed for it.
fn named(id: &str, name: &str) -> Found {
    let name = if name == id { id.to_owned() } else { format!("{name} ({id})") };
    Found { name, value: id.to_owned() }
}

#[cfg(test)]
#[path = "autocomplete_tests.rs"]
mod tests;
