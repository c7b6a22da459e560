//! Words of a person that stand in a message itself, not by reference: what was mistyped, and what a button hands on.

use super::{
    line::Line,
    message::{Action, Arg, Invocation, Message},
};

/// The message without the lines and buttons that hold something of what was typed; none where nothing of it does.
#[must_use]
pub fn without(message: &Message, typed: &str) -> Option<Message> {
    let typed = letters(typed);
    let typed_by_them = |quotes: Vec<String>| quotes.iter().any(|quote| is_of(quote, &typed));
    let clean_line = |line: &Line| !typed_by_them(of_line(line));
    let clean_action = |action: &Action| !typed_by_them(of_command(&action.command));
    if message.lines.iter().all(clean_line) && message.actions.iter().all(clean_action) {
        return None;
    }
    let mut left = message.clone();
    left.lines.retain(clean_line);
    left.actions.retain(clean_action);
    Some(left.and(Line::QuestionErased {}))
}

/// Whether each word of a quote was typed; what nobody sees in it, and capitals, make no difference.
fn is_of(quote: &str, typed: &str) -> bool {
    !letters(quote).is_empty() && quote.split_whitespace().all(|word| typed.contains(&letters(word)))
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn of_line(line: &Line) -> Vec<String> {
    let of_arg = |(_, arg)| match arg {
        Arg::Quote(quote) => vec![quote],
        Arg::Command(command) => of_command(&command),
        Arg::Clauses(clauses) => clauses.iter().flat_map(of_line).collect(),
        _ => Vec::new(),
    };
    line.args().into_iter().flat_map(of_arg).collect()
}

/// Its text, and values that are neither an id nor a word of ours: those have no capitals and no spaces.
fn of_command(command: &Invocation) -> Vec<String> {
    let ours = |value: &str| !value.chars().any(|c| c.is_uppercase() || c.is_whitespace());
    let values = command.options.iter().map(|(_, value)| value).filter(|value| !ours(value));
    values.chain(&command.text).cloned().collect()
}
