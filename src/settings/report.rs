//! Mistakes as a person reads them at a terminal: the sentence, the line of the file, a mark under the spot, the remedy.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::mistake::Mistake;
use crate::domain::organisation::Language;

/// All mistakes below each other; with colours where the terminal has them.
#[must_use]
pub fn report(mistakes: &[Mistake], language: Language, colours: bool) -> String {
    let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
    let one = |mistake| renderer.render(&[group(mistake, language)]);
    mistakes.iter().map(one).collect::<Vec<String>>().join("\n\n")
}

fn group(mistake: &Mistake, language: Language) -> Group<'_> {
    let (error, warning, help) = match language {
        Language::Nl => ("fout", "let op", "hulp"),
        Language::En => ("error", "warning", "help"),
    };
    let level = if mistake.is_warning() { Level::WARNING.with_name(warning) } else { Level::ERROR.with_name(error) };
    let title = level.primary_title(mistake.say(language));
    let group = if let Some(excerpt) = &mistake.excerpt {
        title.element(
            Snippet::source(excerpt.line.as_str())
                .line_start(mistake.line)
                .path(mistake.file.as_str())
                .annotation(AnnotationKind::Primary.span(excerpt.marked.clone())),
        )
    } else {
        let origin = Origin::path(mistake.file.as_str());
        title.element(if mistake.line == 0 { origin } else { origin.line(mistake.line).char_column(mistake.column) })
    };
    match mistake.help(language) {
        Some(text) => group.element(Level::HELP.with_name(help).message(text)),
        None => group,
    }
}
