//! Facts as they are said: what was asked, and the answer.

use super::{argument, bundle::Unsaid, lexicon::Lexicon, reader::Reader, reply::Span, slots};
use crate::domain::{fact::Fact, message::Arg};

/// Facts with commas.
pub fn list(facts: &[Fact], lexicon: &Lexicon, reader: &Reader<'_>) -> Result<Vec<Span>, Unsaid> {
    let mut spans = Vec::new();
    for (n, fact) in facts.iter().enumerate() {
        if n > 0 {
            slots::push(&mut spans, Span::Plain(", ".to_owned()));
        }
        slots::extend(&mut spans, one(fact, lexicon, reader)?);
    }
    if spans.is_empty() {
        spans.push(Span::Plain(lexicon.words(reader.language, "fact-none", &[])?));
    }
    Ok(spans)
}

/// A process that is down says since when, and by when it must be up again.
fn down(args: [&Arg; 3], lexicon: &Lexicon, reader: &Reader<'_>) -> Result<Vec<Span>, Unsaid> {
    let names = ["value", "since", "due"];
    let tokens: Vec<_> = names.iter().enumerate().map(|(n, name)| (*name, slots::token(n).into())).collect();
    let words = lexicon.words(reader.language, "fact-process-down", &tokens)?;
    let shown = args.into_iter().map(|arg| argument::spans(arg, lexicon, reader)).collect::<Result<Vec<_>, _>>()?;
    Ok(slots::fill(&words, &shown))
}

fn one(fact: &Fact, lexicon: &Lexicon, reader: &Reader<'_>) -> Result<Vec<Span>, Unsaid> {
    if let Fact::ProcessDown { process, since, due, .. } = fact {
        return down([&Arg::from(process), &Arg::At(*since), &Arg::At(*due)], lexicon, reader);
    }
    let (key, value) = match fact {
        Fact::Impact(impact) => ("fact-impact", Arg::from(impact)),
        Fact::Capacity(capacity) => ("fact-capacity", Arg::from(capacity)),
        Fact::Health(answer) => ("fact-health", Arg::from(answer)),
        Fact::Building(Some(building)) => ("fact-building", Arg::from(building)),
        Fact::Building(None) => ("fact-building", Arg::Word("answer-unknown".to_owned())),
        Fact::ProcessDown { process, .. } => ("fact-process-down", Arg::from(process)),
        Fact::ProcessRestored { process } => ("fact-process-restored", Arg::from(process)),
        Fact::Malicious(malicious) => ("fact-malicious", Arg::from(malicious)),
        Fact::Reputation(answer) => ("fact-reputation", Arg::from(answer)),
        Fact::Nbc(answer) => ("fact-nbc", Arg::from(answer)),
        Fact::Societal(answer) => ("fact-societal", Arg::from(answer)),
        Fact::Other(other) => ("fact-other", Arg::from(other)),
    };
    let words = lexicon.words(reader.language, key, &[("value", slots::token(0).into())])?;
    Ok(slots::fill(&words, &[argument::spans(&value, lexicon, reader)?]))
}
