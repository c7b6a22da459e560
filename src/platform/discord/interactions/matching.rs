//! Which of many things somebody means by the few letters that they typed.

use strsim::damerau_levenshtein;

/// How many are offered, which is what Discord takes.
const OFFERED: usize = 25;
/// The longest value that Discord takes, in characters.
const LONGEST: usize = 100;
/// From how many letters on a slip of the finger is looked for.
const SLIP: usize = 3;

/// Something that can be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// As shown.
    pub name: String,
    /// What choosing it gives.
    pub value: String,
}

/// Those that hold what was typed, in the order in which they come, whatever the case and accents; where there is none,
/// those with a word that is nearly it.
#[must_use]
pub fn best(typed: &str, all: impl Iterator<Item = Found>) -> Vec<Found> {
    let typed = folded(typed.trim());
    let slips = typed.chars().count() >= SLIP;
    let (mut holding, mut near) = (Vec::new(), Vec::new());
    for found in all.filter(|found| found.value.chars().count() <= LONGEST) {
        let name = folded(&found.name);
        if name.contains(&typed) || folded(&found.value).contains(&typed) {
            holding.push(found);
        } else if slips && near.len() < OFFERED && is_near(&typed, &name) {
            near.push(found);
        }
        if holding.len() == OFFERED {
            break;
        }
    }
    if holding.is_empty() { near } else { holding }
}

fn is_near(typed: &str, name: &str) -> bool {
    let allowed = typed.chars().count().checked_div(SLIP).unwrap_or_default();
    let length = typed.chars().count();
    let mut words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // Whoever is still typing has only the beginning of the word, perhaps without one of its letters.
    let begins = |word: &str, length| word.chars().take(length).collect::<String>();
    let near = |word: &str, length| damerau_levenshtein(typed, &begins(word, length)) <= allowed;
    words.any(|word| near(word, length) || near(word, length.saturating_add(1)))
}

/// In lower case and without accents.
fn folded(text: &str) -> String {
    let is_mark = |c: &char| ('\u{300}'..='\u{36F}').contains(c);
    text.to_lowercase().chars().filter(|c| !is_mark(c)).map(plain).collect()
}

/// The letter under the accent, for those of Dutch and of the names of its neighbours.
const fn plain(c: char) -> char {
    match c {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' => 'u',
        'ý' | 'ÿ' => 'y',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(typed: &str, names: &[&str]) -> Vec<String> {
        let all = names.iter().map(|name| Found { name: (*name).to_owned(), value: (*name).to_owned() });
        best(typed, all).into_iter().map(|found| found.name).collect()
    }

    #[test]
    fn case_and_accents_do_not_matter() {
        let names = ["Financiën", "Coördinatie", "Noord"];
        assert_eq!(offered("FINANCIEN", &names), ["Financiën"]);
        assert_eq!(offered("coo\u{308}r", &names), ["Coördinatie"]);
        assert_eq!(offered("or", &names), ["Coördinatie", "Noord"]);
        assert_eq!(offered(" ", &names), names);
    }

    #[test]
    fn a_slip_of_the_finger_is_seen_only_where_nothing_holds_it() {
        let names = ["gebouw-noord", "gebouw-zuid"];
        assert_eq!(offered("zuidd", &names), ["gebouw-zuid"]);
        assert_eq!(offered("nord", &names), ["gebouw-noord"]);
        assert_eq!(offered("zu", &names), ["gebouw-zuid"]);
        assert!(offered("xyzzy", &names).is_empty() && offered("zx", &names).is_empty());
    }

    #[test]
    fn no_more_are_offered_than_discord_takes() {
        let many: Vec<String> = (0..40).map(|n| format!("n{n}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(offered("n", &many).len(), 25);
        assert!(offered("a", &["a".repeat(101).as_str()]).is_empty());
    }
}
