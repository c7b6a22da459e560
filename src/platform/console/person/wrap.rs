//! Breaking lines between words, so that a narrow window stays readable.

use unicode_segmentation::UnicodeSegmentation;

/// Narrower than this a window is left to break lines by itself.
const NARROWEST: usize = 30;

/// Each line at most `width` wide; what goes on is indented as the line was.
#[must_use]
pub fn wrap(text: &str, width: usize) -> String {
    if width < NARROWEST {
        return text.to_owned();
    }
    text.split('\n').map(|line| wrap_line(line, width)).collect::<Vec<_>>().join("\n")
}

fn wrap_line(line: &str, width: usize) -> String {
    let indent: String = line.chars().take_while(|letter| *letter == ' ').collect();
    let mut wrapped = indent.clone();
    let mut used = indent.len();
    let mut gap = 0;
    // Two blanks in a row give an empty word: the gap grows.
    for word in line.trim_start_matches(' ').split(' ') {
        let wide = shown_width(word);
        if used > indent.len() && used + gap + wide > width {
            wrapped.push('\n');
            wrapped.push_str(&indent);
            used = indent.len();
            gap = 0;
        }
        wrapped.extend(std::iter::repeat_n(' ', gap));
        wrapped.push_str(word);
        used += gap + wide;
        gap = 1;
    }
    wrapped
}

/// How wide a word is on the screen, as near as its letters tell; colours take no room.
fn shown_width(word: &str) -> usize {
    let mut rest = word;
    let mut width = 0;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        width += before.graphemes(true).count();
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    width + rest.graphemes(true).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_keep_their_indent() {
        let text = "  een twee drie vier vijf zes zeven acht negen\nkort";
        assert_eq!(wrap(text, 30), "  een twee drie vier vijf zes\n  zeven acht negen\nkort");
        assert_eq!(wrap(text, 80), text);
        assert_eq!(wrap(text, 5), text);
    }

    #[test]
    fn colours_take_no_room_and_wide_gaps_stay() {
        let text = "\u{1b}[1m14:30\u{1b}[0m  \u{1b}[36m#meldingen-noord-en-zuid\u{1b}[0m";
        assert_eq!(wrap(text, 31), text);
        assert_eq!(wrap("a  b\n\n", 40), "a  b\n\n");
    }

    #[test]
    fn a_word_wider_than_the_window_stands_alone() {
        let long = "x".repeat(50);
        assert_eq!(wrap(&format!("a {long} b"), 30), format!("a\n{long}\nb"));
    }
}
