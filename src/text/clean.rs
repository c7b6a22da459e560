//! Words of other people, made harmless before they stand between ours.

use unicode_segmentation::UnicodeSegmentation;

/// Without control, bidi and zero-width characters; line breaks and tabs become one space.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_whitespace() {
            if !clean.is_empty() && !clean.ends_with(' ') {
                clean.push(' ');
            }
        } else if !is_invisible(character) {
            clean.push(character);
        }
    }
    clean.truncate(clean.trim_end().len());
    clean
}

/// The first characters with `…`, cut between the signs that a reader sees as one.
#[must_use]
pub fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut left = most.saturating_sub(1);
    for sign in text.graphemes(true) {
        let length = sign.chars().count();
        if length > left {
            break;
        }
        left = left.saturating_sub(length);
        kept.push_str(sign);
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// What takes no place on the screen, or turns the words around it.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_and_turning_characters_go() {
        let turned = "ro\u{202E}ok \u{200B}in\u{2066} de\u{FEFF}\u{0} kelder\u{1b}[31m\u{E0041}";
        assert_eq!(clean(turned), "rook in de kelder[31m");
    }

    #[test]
    fn line_breaks_become_one_space() {
        assert_eq!(clean("\n\nrook\r\n\tin de\u{2028}kelder \n"), "rook in de kelder");
    }

    #[test]
    fn ordinary_writing_stays() {
        for text in ["naïef café", "zoë 🔥", "e\u{301}én", "حريق", "{ $x } <b> *vet*"] {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn a_cut_never_splits_a_sign() {
        assert_eq!(cut("kort", 4), "kort");
        assert_eq!(cut("langer woord", 8), "langer…");
        assert_eq!(cut("ab🇧🇪cd", 4), "ab…");
        assert_eq!(cut("abe\u{301}\u{301}\u{301}\u{301}\u{301}", 5), "ab…");
        assert_eq!(cut("x", 0), "…");
    }
}
