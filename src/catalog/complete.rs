//! What can stand in the place of the last word while somebody types.

use super::{
    Catalogue, Situation, clean, complaint,
    model::{Definition, Kind, Opt, Record},
    parse::{self, visible_pieces},
    scan,
};

impl Catalogue {
    /// The words that the last one could become, with its lead where it is a command.
    #[must_use]
    pub fn complete(&self, line: &str, situation: &Situation<'_>) -> Vec<String> {
        let Some(rest) = scan::lead(line) else { return Vec::new() };
        let lead: String = line.chars().take(line.chars().count().saturating_sub(rest.chars().count())).collect();
        let mut pieces = visible_pieces(rest);
        let open = !rest.ends_with(char::is_whitespace);
        let last = if open { pieces.pop().map(|piece| piece.raw).unwrap_or_default() } else { String::new() };
        let last = clean::word(&last);
        let mut words: Vec<String> = if pieces.is_empty() {
            self.first_words(situation).map(|word| format!("{lead}{word}")).collect()
        } else {
            let typed: Vec<String> = pieces.iter().map(parse::command_word).collect();
            let mut words = self.second_words(&typed, situation);
            if let Some(found) = self.find(&pieces) {
                let first = found.rest.is_empty();
                words.extend(arguments(found.definition, &last, first, situation));
            }
            words
        };
        let begin = if pieces.is_empty() { format!("{lead}{last}") } else { last };
        words.retain(|word| word.to_lowercase().starts_with(&begin.to_lowercase()));
        words.sort();
        words.dedup();
        words
    }

    fn usable(&self, phrase: &str, situation: &Situation<'_>) -> bool {
        let definition = self.index.get(phrase).and_then(|target| self.definitions.get(target.definition));
        definition.is_some_and(|definition| Self::may_ever(definition, situation))
    }

    fn first_words<'a>(&'a self, situation: &'a Situation<'_>) -> impl Iterator<Item = &'a str> {
        let usable = self.index.phrases().filter(|phrase| self.usable(phrase, situation));
        usable.filter_map(|phrase| phrase.split(' ').next())
    }

    fn second_words(&self, typed: &[String], situation: &Situation<'_>) -> Vec<String> {
        let [group] = typed else { return Vec::new() };
        let usable = self.index.phrases().filter(|phrase| self.usable(phrase, situation));
        usable
            .filter_map(|phrase| phrase.split_once(' '))
            .filter(|(first, _)| first == group)
            .map(|(_, second)| second.to_owned())
            .collect()
    }
}

/// Records, options and their values.
fn arguments(definition: &Definition, last: &str, first: bool, situation: &Situation<'_>) -> Vec<String> {
    let language = situation.language();
    if let Some((name, value)) = scan::option(last)
        && let Some(option) = definition.named(&name)
    {
        // Several values: only the last one is being typed.
        let before = value.rsplit_once(',').map(|(before, _)| format!("{before},")).filter(|_| option.many);
        let before = before.unwrap_or_default();
        return values(option, situation).into_iter().map(|value| format!("{name}:{before}{value}")).collect();
    }
    let mut words: Vec<String> =
        definition.options.iter().map(|option| format!("{}:", option.name(language))).collect();
    words.extend(definition.words().flat_map(|option| values(option, situation)));
    if first && definition.record == Record::One {
        let open = situation.state.incidents().filter(|incident| incident.is_open());
        words.extend(open.map(|incident| incident.id.to_string()));
    }
    words
}

fn values(option: &Opt, situation: &Situation<'_>) -> Vec<String> {
    let organisation = situation.organisation;
    let language = situation.language();
    match option.kind {
        Kind::Answer | Kind::YesNo | Kind::Choice | Kind::Role => {
            let allowed = complaint::allowed(option, situation);
            allowed.get(language).split(", ").map(str::to_owned).collect()
        }
        Kind::Entity => organisation.entities.keys().map(ToString::to_string).collect(),
        Kind::Building => organisation.buildings.keys().map(ToString::to_string).collect(),
        Kind::Process => organisation.processes.keys().map(ToString::to_string).collect(),
        Kind::Person => organisation.people.keys().map(ToString::to_string).collect(),
        Kind::PersonOrTeam => {
            let teams = organisation.teams.keys().map(ToString::to_string);
            teams.chain(organisation.people.keys().map(ToString::to_string)).collect()
        }
        Kind::Incident => situation.state.incidents().map(|incident| incident.id.to_string()).collect(),
        Kind::Task | Kind::Future | Kind::Past | Kind::Number | Kind::Text => Vec::new(),
    }
}
