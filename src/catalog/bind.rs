//! From a line of text, or a button, to a command of the core.

use super::{
    Bound, Catalogue, Seal, Situation, What,
    args::Args,
    ask, clean, complaint,
    model::{Opt, Record},
    parse::{self, Parsed, command_word, visible_pieces},
    report, scan, stand_in, value,
};
use crate::domain::{
    ids::IncidentId,
    message::{Invocation, Message},
};

impl Catalogue {
    /// Reads a line. None: chatter, for it has no lead and does not call the bot.
    pub fn bind(&self, text: &str, situation: &Situation<'_>, seal: &mut dyn Seal) -> Option<Result<Bound, Message>> {
        let line = scan::lead(text)?;
        Some(self.parse(line, situation).and_then(|parsed| self.bind_parsed(parsed, situation, seal)))
    }

    /// Reads a command that was never typed, such as that of a button.
    ///
    /// # Errors
    /// The message says what cannot be read, as for a typed line.
    pub fn bind_invocation(
        &self,
        invocation: &Invocation,
        situation: &Situation<'_>,
        seal: &mut dyn Seal,
    ) -> Result<Bound, Message> {
        let Some(definition) = self.definition(&invocation.path) else {
            return Err(self.unknown(&visible_pieces(&invocation.path), "", situation));
        };
        self.bind_parsed(Parsed::of(definition, invocation, &readable(situation)), situation, seal)
    }

    /// The records that a line names, so that closed ones can be loaded before it is read.
    #[must_use]
    pub fn mentions_incidents(&self, text: &str) -> Vec<IncidentId> {
        const MOST: usize = 4;
        let Some(line) = scan::lead(text) else { return Vec::new() };
        let mut found = Vec::new();
        for piece in visible_pieces(clean::first_line(line).0) {
            let value = scan::option(&piece.raw).map(|(_, value)| value.to_owned());
            let named = value.map_or_else(|| parse::incident(&piece), |value| clean::word(&value).parse().ok());
            found.extend(named.filter(|id| !found.contains(id)));
        }
        found.truncate(MOST);
        found
    }

    fn parse(&self, line: &str, situation: &Situation<'_>) -> Result<Parsed<'_>, Message> {
        let (first, more) = clean::first_line(line);
        let pieces = visible_pieces(first);
        if pieces.is_empty() {
            return Err(self.most_needed(situation));
        }
        match self.find(&pieces) {
            Some(words) => Ok(parse::parse(words, more, &readable(situation))),
            None => Err(self.unknown(&pieces, more, situation)),
        }
    }

    fn bind_parsed(
        &self,
        parsed: Parsed<'_>,
        situation: &Situation<'_>,
        seal: &mut dyn Seal,
    ) -> Result<Bound, Message> {
        // Who may never use a command is told so at once, whatever is wrong with the line.
        if !Self::may_ever(parsed.definition, situation) {
            return Err(self.refused(parsed.definition, &parsed.definition.who, parsed.incident, &[], situation));
        }
        let args = Args::read(parsed, situation)?;
        match (args.parsed.definition.path.as_str(), args.parsed.definition.record) {
            ("incident report", _) => report::bind(&args, seal),
            ("oncall override", _) => stand_in::bind(&args),
            (_, Record::One) => ask::bind(&args, seal),
            (_, Record::None) => self.general(&args),
        }
    }

    fn general(&self, args: &Args<'_, '_>) -> Result<Bound, Message> {
        let definition = args.parsed.definition;
        let wanted = args.text().filter(|_| definition.path == "help");
        let command = wanted.map(|text| self.helped(&text, args.situation)).transpose()?;
        let query = ask::general(args, command).ok_or_else(|| complaint::not_bound(args))?;
        Ok(Bound {
            what: What::Query(query),
            who: definition.who.iter().map(|right| right.who.clone()).collect(),
            incident: None,
            entities: Vec::new(),
            task: None,
            path: definition.path.clone(),
            late: definition.late,
            notes: Vec::new(),
        })
    }

    /// The command or group that help was asked about, by its English words.
    fn helped(&self, text: &str, situation: &Situation<'_>) -> Result<String, Message> {
        let text = text.trim_start_matches(['!', '/']);
        let pieces = visible_pieces(text);
        if let Some(words) = self.find(&pieces) {
            return Ok(words.definition.path.clone());
        }
        let group = pieces.first().map(command_word).and_then(|word| self.group(&word));
        group.ok_or_else(|| self.unknown_help(&pieces, situation))
    }
}

/// Whether every value of an option can be read.
pub(super) fn readable<'s>(situation: &'s Situation<'s>) -> impl Fn(&Opt, &[String]) -> bool + 's {
    move |option, values| !values.is_empty() && values.iter().all(|raw| value::read(option, raw, situation).is_ok())
}
