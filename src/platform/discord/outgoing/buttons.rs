//! The buttons under a message.

use serde::Serialize;

use crate::{
    engine::port::Button,
    text::{clean, cut},
};

/// So many rows.
const ROWS: usize = 5;
/// So many buttons in each.
const IN_ROW: usize = 5;
/// So many characters on one.
const LABEL: usize = 80;
/// Discord's number of a row.
const ROW: u8 = 1;
/// Discord's number of a button.
const BUTTON: u8 = 2;
/// Green.
const AFFIRMATIVE: u8 = 3;
/// Grey.
const OTHER: u8 = 2;

/// A row of buttons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    #[serde(rename = "type")]
    kind: u8,
    components: Vec<Component>,
}

/// A button as Discord has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Component {
    #[serde(rename = "type")]
    kind: u8,
    style: u8,
    label: String,
    custom_id: String,
}

/// Those that fit under a message, and those that can only be said in words.
#[must_use]
pub fn fitting(actions: &[Button]) -> (&[Button], &[Button]) {
    actions.split_at_checked(ROWS * IN_ROW).unwrap_or((actions, &[]))
}

/// Rows of those that fit; the affirmative one comes first.
#[must_use]
pub fn rows(actions: &[Button]) -> Vec<Row> {
    let (fitting, _) = fitting(actions);
    let components = fitting.iter().enumerate().map(|(n, button)| {
        let label = cut(&clean(&button.label), LABEL);
        Component {
            kind: BUTTON,
            style: if n == 0 { AFFIRMATIVE } else { OTHER },
            // One that says nothing would be refused, and the message with it.
            label: if label.is_empty() { "…".to_owned() } else { label },
            custom_id: button.id.clone(),
        }
    });
    let components: Vec<Component> = components.collect();
    components.chunks(IN_ROW).map(|row| Row { kind: ROW, components: row.to_vec() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn many(count: usize) -> Vec<Button> {
        let button = |n| Button { id: format!("a.1.1-{n}"), label: "lang ".repeat(40), command: "!x".to_owned() };
        (0..count).map(button).collect()
    }

    #[test]
    fn five_rows_of_five_and_the_rest_in_words() {
        let actions = many(27);
        let rows = rows(&actions);
        assert_eq!(rows.iter().map(|row| row.components.len()).collect::<Vec<_>>(), [5; 5]);
        assert!(rows.iter().flat_map(|row| &row.components).all(|one| one.label.chars().count() <= LABEL));
        assert_eq!(fitting(&actions).1.len(), 2);
        assert!(super::rows(&[]).is_empty());
    }
}
