//! Characters: what is invisible, what is a quote, and where a title may be cut.

use unicode_segmentation::UnicodeSegmentation;

/// How long a title may be, in characters.
pub const TITLE: usize = 200;

/// Controls, and marks that turn the direction of text.
fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

/// Characters that nobody sees: controls, zero-width ones, soft hyphens.
fn is_invisible(c: char) -> bool {
    is_control(c)
        || matches!(c, '\u{00AD}' | '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}'..='\u{200D}'
            | '\u{2060}'..='\u{2065}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}')
}

/// A line ends here.
pub const fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Any double quote, straight or curly.
pub const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201C}'..='\u{201F}' | '\u{00AB}' | '\u{00BB}' | '\u{FF02}')
}

/// A word for comparing: without invisible characters, in lower case.
pub fn word(text: &str) -> String {
    visible(text).to_lowercase()
}

/// A typed value: without invisible characters.
pub fn visible(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).collect::<String>().trim().to_owned()
}

/// Whether there is anything to see.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// One line of free text: no controls or direction marks, single spaces; emoji and combining characters stay whole.
pub fn line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if is_break(c) || c == '\t' { ' ' } else { c }).collect();
    let kept: String = spaced.chars().filter(|c| !is_control(*c)).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Further lines: each cleaned, blank ones at either end left out.
pub fn lines(text: &str) -> String {
    let unified = text.replace("\r\n", "\n");
    let lines: Vec<String> = unified.split(is_break).map(line).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// The first line and the further ones, as typed.
pub fn first_line(text: &str) -> (&str, &str) {
    text.split_once(is_break).unwrap_or((text, ""))
}

/// The title that fits, and the rest.
pub fn title(line: &str) -> (String, String) {
    let mut title = String::new();
    let mut left = TITLE;
    let mut graphemes = line.graphemes(true);
    for grapheme in graphemes.by_ref() {
        let length = grapheme.chars().count();
        if length > left {
            // One grapheme that alone is longer than a title has no better place to be cut.
            let cut: String = if title.is_empty() { grapheme.chars().take(TITLE).collect() } else { String::new() };
            let rest: String = grapheme.chars().skip(cut.chars().count()).collect();
            title.push_str(&cut);
            return (title.trim_end().to_owned(), format!("{rest}{}", graphemes.as_str()).trim().to_owned());
        }
        left = left.saturating_sub(length);
        title.push_str(grapheme);
    }
    (title, String::new())
}

/// A mistyped piece as it is shown back: short, one line.
pub fn shown(text: &str) -> String {
    const SHOWN: usize = 40;
    let line = line(text);
    let mut graphemes = line.graphemes(true);
    let mut shown = String::new();
    for grapheme in graphemes.by_ref().take(SHOWN) {
        if shown.chars().count().saturating_add(grapheme.chars().count()) > SHOWN {
            shown.push('…');
            return shown;
        }
        shown.push_str(grapheme);
    }
    if graphemes.next().is_some() {
        shown.push('…');
    }
    shown
}
