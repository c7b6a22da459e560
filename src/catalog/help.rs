//! Help by rights, and what a line that is no command is answered.

use super::{
    Catalogue, Situation, bind, clean, complaint,
    model::{Definition, Form, Kind, Opt},
    parse::{self, command_word},
    scan::Piece,
};
use crate::domain::{
    line::Line,
    message::{Action, Invocation, Message},
    organisation::{Bilingual, Language},
};

/// How long a line with several things in it may be, in characters.
const LINE: usize = 170;
/// How many commands a bare lead is answered with.
const NEEDED: usize = 3;

impl Catalogue {
    /// What the person may ever use; of one command everything; of a group its commands.
    #[must_use]
    pub fn help(&self, path: Option<&str>, situation: &Situation<'_>) -> Message {
        if let Some(definition) = path.and_then(|path| self.definition(path)) {
            return self.help_command(definition, situation);
        }
        let in_group =
            |definition: &&Definition| path.is_none_or(|path| definition.path.split(' ').next() == Some(path));
        let usable = self.by_need().into_iter().filter(|definition| Self::may_ever(definition, situation));
        let words = |definition: &Definition, language| format!("!{}", definition.print_words(language));
        let commands: Vec<Bilingual> = usable
            .filter(in_group)
            .map(|definition| Bilingual { nl: words(definition, Language::Nl), en: words(definition, Language::En) })
            .collect();
        let lines = packed(&commands).into_iter().map(|commands| Line::HelpCommands { commands });
        let more = Line::HelpMore { command: Invocation::new("help").hinting("catalogue-command") };
        Message { lines: lines.chain([more]).collect(), actions: Vec::new() }
    }

    fn help_command(&self, definition: &Definition, situation: &Situation<'_>) -> Message {
        let mut command = Invocation::new(&definition.path);
        command.hint = definition.rest().and_then(|rest| rest.hint.clone());
        let mut message = Message::of(Line::CommandAbout { command, about: definition.help.clone() });
        let options: Vec<Bilingual> = definition
            .options
            .iter()
            .filter(|option| option.form != Form::Rest)
            .map(|option| option_form(option, situation))
            .collect();
        message.lines.extend(packed(&options).into_iter().map(|options| Line::HelpOptions { options }));
        message = message.and(Line::HelpWho { who: self.right_names(&definition.who) });
        let [nl, second_nl] = &definition.examples.nl;
        let [en, second_en] = &definition.examples.en;
        for (nl, en) in [(nl, en), (second_nl, second_en)] {
            message = message.and(Line::HelpExample { line: Bilingual { nl: nl.clone(), en: en.clone() } });
        }
        message
    }

    /// Every command, topics with needed commands first.
    fn by_need(&self) -> Vec<&Definition> {
        let need = |topic: &str| {
            let of_topic = self.definitions.iter().filter(|definition| definition.topic == topic);
            of_topic.filter_map(|definition| definition.needed).min().unwrap_or(u8::MAX)
        };
        let mut definitions: Vec<&Definition> = self.definitions.iter().collect();
        definitions.sort_by_key(|definition| (need(&definition.topic), definition.topic.clone()));
        definitions
    }

    /// A lead and nothing else: the most needed commands.
    pub(super) fn most_needed(&self, situation: &Situation<'_>) -> Message {
        let mut needed: Vec<&Definition> = self.definitions.iter().filter(|one| one.needed.is_some()).collect();
        needed.retain(|definition| Self::may_ever(definition, situation));
        needed.sort_by_key(|definition| definition.needed);
        let mut message = Message::of(Line::MostNeeded {});
        for definition in needed.into_iter().take(NEEDED) {
            let mut command = Invocation::new(&definition.path);
            command.hint = definition.rest().filter(|rest| rest.required).and_then(|rest| rest.hint.clone());
            message = message.and(Line::CommandAbout { command, about: definition.help.clone() });
        }
        message
    }

    /// Words that are no command: the nearest right line, else a button that reports them, text kept.
    pub(super) fn unknown(&self, pieces: &[Piece], more: &str, situation: &Situation<'_>) -> Message {
        let words: Vec<String> = pieces.iter().map(command_word).collect();
        let Some(first) = words.first() else { return self.most_needed(situation) };
        if let Some(message) = self.nearest(pieces, &words, more, situation) {
            return message;
        }
        let raw: Vec<&str> = pieces.iter().map(|piece| piece.raw.as_str()).collect();
        let mut text = raw.join(" ");
        let mut named = 1;
        if let Some(group) = self.group(first) {
            if group != "incident" || pieces.len() < 2 {
                let typed = Line::NotACommand { word: clean::shown(&text) };
                return Message {
                    lines: [vec![typed], self.help(Some(&group), situation).lines].concat(),
                    actions: Vec::new(),
                };
            }
            // The group alone begins many a command: what is none is the word after it.
            named = 2;
            text = raw.iter().skip(1).copied().collect::<Vec<_>>().join(" ");
        }
        if !text.chars().any(char::is_alphanumeric) {
            return self.most_needed(situation);
        }
        let word = clean::shown(&raw.iter().take(named).copied().collect::<Vec<_>>().join(" "));
        let text = format!("{}\n{}", clean::line(&text), clean::lines(more));
        let command = Invocation::new("incident report").saying(text.trim_end());
        Message::of(Line::NotACommand { word })
            .and(Line::ReportInstead { command: command.clone() })
            .button(Action::new("catalogue-report", command))
    }

    fn nearest(&self, pieces: &[Piece], words: &[String], more: &str, situation: &Situation<'_>) -> Option<Message> {
        let (target, count) = self.index.nearest(words.first()?, words.get(1).map(String::as_str))?;
        let definition = self.definitions.get(target.definition)?;
        if !Self::may_ever(definition, situation) {
            return None;
        }
        let rest: Vec<Piece> = pieces.iter().skip(count).cloned().collect();
        let found = parse::Words { definition, preset: target.preset.as_ref(), rest };
        let parsed = parse::parse(found, more, &bind::readable(situation));
        let mut nearest = parsed.invocation(situation);
        let needed = definition.options.iter().find(|option| option.required && option.form == Form::Rest);
        let word = clean::shown(&words.iter().take(count).cloned().collect::<Vec<_>>().join(" "));
        if nearest.text.is_none() && needed.is_some() {
            nearest.hint = needed.and_then(|rest| rest.hint.clone());
            return Some(Message::of(Line::UnknownCommand { word, nearest }));
        }
        let line = Line::UnknownCommand { word, nearest: nearest.clone() };
        Some(Message::of(line).button(Action::new("catalogue-send", nearest)))
    }

    /// Help about something that is no command.
    pub(super) fn unknown_help(&self, pieces: &[Piece], situation: &Situation<'_>) -> Message {
        let words: Vec<String> = pieces.iter().map(command_word).collect();
        let near = words.first().and_then(|first| self.index.nearest(first, words.get(1).map(String::as_str)));
        let near = near.and_then(|(target, _)| self.definitions.get(target.definition));
        let word = clean::shown(&words.join(" "));
        let Some(near) = near else {
            let lines = [vec![Line::NotACommand { word }], self.help(None, situation).lines].concat();
            return Message { lines, actions: Vec::new() };
        };
        let nearest = Invocation::new("help").saying(&near.path);
        let line = Line::UnknownCommand { word, nearest: nearest.clone() };
        Message::of(line).button(Action::new("catalogue-send", nearest))
    }

    /// The English first word of the commands that begin with this one.
    pub(super) fn group(&self, word: &str) -> Option<String> {
        if !self.index.is_group(word) {
            return None;
        }
        let begins = |phrase: &&str| phrase.split_once(' ').is_some_and(|(group, _)| group == word);
        let target = self.index.phrases().find(begins).and_then(|phrase| self.index.get(phrase))?;
        self.definitions.get(target.definition)?.path.split(' ').next().map(str::to_owned)
    }
}

/// `gezondheid:ja|nee|onbekend`
fn option_form(option: &Opt, situation: &Situation<'_>) -> Bilingual {
    let form = |language| {
        let short = matches!(option.kind, Kind::Answer | Kind::YesNo | Kind::Choice);
        let values = if short {
            complaint::allowed(option, situation).get(language).replace(", ", "|")
        } else {
            "…".to_owned()
        };
        format!("{}:{values}", option.name(language))
    };
    Bilingual { nl: form(Language::Nl), en: form(Language::En) }
}

/// Puts as many things in a line as fit.
fn packed(things: &[Bilingual]) -> Vec<Bilingual> {
    let mut lines: Vec<Bilingual> = Vec::new();
    for thing in things {
        let length = |one: &Bilingual| one.nl.chars().count().max(one.en.chars().count()).saturating_add(3);
        match lines.last_mut().filter(|line| length(line).saturating_add(length(thing)) <= LINE) {
            Some(line) => {
                line.nl = format!("{} · {}", line.nl, thing.nl);
                line.en = format!("{} · {}", line.en, thing.en);
            }
            None => lines.push(thing.clone()),
        }
    }
    lines
}
