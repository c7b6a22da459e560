//! A report never bounces: what cannot be read as an option stays part of the text.

use super::{Bound, Seal, What, args::Args, clean, complaint, parse::Parsed, which};
use crate::domain::{
    command::{Command, Report},
    ids::TextId,
    message::Message,
};

/// A report.
pub fn bind(args: &Args<'_, '_>, seal: &mut dyn Seal) -> Result<Bound, Message> {
    let processes = args.processes();
    let entities = which::facts(args, &processes);
    let Some((title, description)) = texts(&args.parsed) else {
        return Err(complaint::report_without_text(&args.parsed, args.situation));
    };
    let (title, description) = sealed(&title, &description, seal);
    let mut statements = args.entity_facts(&entities);
    statements.extend(processes);
    statements.extend(args.general_facts());
    let report = Report {
        title,
        description,
        entity: entities.first().cloned(),
        statements,
        exercise: args.yes("exercise"),
        since: args.time("since"),
    };
    Ok(Bound {
        what: What::Command(Command::Report(report)),
        who: args.parsed.definition.who.iter().map(|right| right.who.clone()).collect(),
        incident: None,
        entities,
        task: None,
        path: args.parsed.definition.path.clone(),
        late: args.parsed.definition.late,
        notes: args.notes().into_iter().chain(args.unread()).collect(),
    })
}

/// Title and description: the first line that holds anything, cut at a title's length, and the rest.
pub fn texts(parsed: &Parsed<'_>) -> Option<(String, String)> {
    let whole = format!("{}\n{}", parsed.text, parsed.more);
    let mut lines = whole.split('\n').skip_while(|line| clean::is_blank(line));
    let (title, overflow) = clean::title(lines.next()?);
    let more: Vec<&str> = std::iter::once(overflow.as_str()).chain(lines).collect();
    Some((title, more.join("\n").trim().to_owned()))
}

/// Both sealed.
pub fn sealed(title: &str, description: &str, seal: &mut dyn Seal) -> (TextId, Option<TextId>) {
    let title = seal.seal(title);
    (title, (!clean::is_blank(description)).then(|| seal.seal(description)))
}
