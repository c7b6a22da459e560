//! What somebody writes in a text message: an answer, and perhaps of which record.

use crate::domain::{answering::Say, ids::IncidentId};

/// Words in both languages: whoever is woken up writes the one that comes to mind.
const YES: [&str; 17] = [
    "1",
    "ja",
    "yes",
    "j",
    "y",
    "ok",
    "oke",
    "okay",
    "kom",
    "ik kom",
    "i come",
    "coming",
    "i am coming",
    "im coming",
    "bevestig",
    "confirm",
    "ik neem dit op",
];
const ONLINE: [&str; 6] = ["online", "ik volg", "ik volg online", "volg online", "i follow", "i follow online"];
const NO: [&str; 11] =
    ["2", "nee", "neen", "no", "n", "kan niet", "ik kan niet", "cannot", "i cannot", "cant", "i cant"];

/// What it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Texted {
    pub say: Say,
    /// The record that it names.
    pub about: Option<Named>,
}

/// A record as somebody names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Whole(IncidentId),
    /// By its number in the year.
    Number(u32),
}

impl Named {
    pub(super) fn is(self, incident: IncidentId) -> bool {
        match self {
            Self::Whole(id) => id == incident,
            Self::Number(n) => n == incident.n,
        }
    }
}

/// No answer is longer.
const LONGEST: usize = 200;

/// Reads a whole text message; none where it is anything else, so that nothing is guessed.
pub(super) fn read(text: &str) -> Option<Texted> {
    if text.chars().count() > LONGEST {
        return None;
    }
    let kept = |letter: char| letter.is_alphanumeric() || letter.is_whitespace() || letter == '-';
    let plain: String = text.chars().filter(|letter| kept(*letter)).collect::<String>().to_lowercase();
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    let about = if words.len() > 1 { words.last().and_then(|word| named(word)) } else { None };
    if about.is_some() {
        words.pop();
    }
    let said = words.join(" ");
    let among = |list: &[&str]| list.contains(&said.as_str());
    let say = if among(&YES) {
        Say::Yes
    } else if among(&ONLINE) {
        Say::Online
    } else if among(&NO) {
        Say::No
    } else {
        return None;
    };
    Some(Texted { say, about })
}

fn named(word: &str) -> Option<Named> {
    word.parse().map(Named::Whole).ok().or_else(|| word.parse().map(Named::Number).ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn said(text: &str) -> Option<(Say, Option<Named>)> {
        read(text).map(|texted| (texted.say, texted.about))
    }

    #[test]
    fn an_answer_is_one_however_it_is_written() {
        for yes in ["1", " 1.", "Ja", "JA!", "ik kom", "Ik kom!", "I'm coming", "Ok", "bevestig"] {
            assert_eq!(said(yes), Some((Say::Yes, None)), "{yes}");
        }
        for no in ["2", "Nee", "ik kan niet", "I can't", "No."] {
            assert_eq!(said(no), Some((Say::No, None)), "{no}");
        }
        assert_eq!(said("Ik volg online"), Some((Say::Online, None)));
        let id = IncidentId { year: 2026, n: 42 };
        assert_eq!(said("1 INC-2026-0042"), Some((Say::Yes, Some(Named::Whole(id)))));
        assert_eq!(said("ik kan niet 42"), Some((Say::No, Some(Named::Number(42)))));
        assert_eq!(said("1 2"), Some((Say::Yes, Some(Named::Number(2)))));
        assert!(Named::Number(42).is(id) && !Named::Number(4).is(id));
    }

    #[test]
    fn what_only_looks_like_an_answer_is_none() {
        for other in [
            "",
            "11",
            "12",
            "ja maar niet nu",
            "ik kom niet",
            "nee ja",
            "1 2 3",
            "wie is dit?",
            "INC-2026-0042",
            "!alarm",
            &format!("ja{}maar niet", " ".repeat(200)),
        ] {
            assert_eq!(said(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_an_answer_only_as_a_whole(text in "\\PC{0,300}") {
            let _ = read(&text);
        }

        #[test]
        fn an_answer_with_anything_else_is_none(
            (answer, other) in (prop::sample::select([&YES[..], &ONLINE, &NO].concat()), "[a-z]{2,8}"),
            before in any::<bool>(),
        ) {
            prop_assert!(read(answer).is_some(), "{answer}");
            let text = if before { format!("{other} {answer}") } else { format!("{answer} {other}") };
            let known = [&YES[..], &ONLINE, &NO].concat().contains(&text.as_str());
            prop_assert_eq!(read(&text).is_some(), known, "{}", text);
        }
    }
}
