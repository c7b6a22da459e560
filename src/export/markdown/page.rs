//! A page of Markdown in the making. Whatever is put on it is text: escaped here, and nowhere else.

use crate::text::clean;

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    out: String,
}

impl Page {
    /// A heading; the title of the page has depth 1.
    pub(super) fn heading(&mut self, depth: usize, text: &str) {
        self.gap();
        self.line(&format!("{} {}", "#".repeat(depth), escape(text)));
        self.gap();
    }

    /// A paragraph.
    pub(super) fn paragraph(&mut self, text: &str) {
        self.gap();
        self.line(&escape(text));
        self.gap();
    }

    /// Somebody's words, line by line.
    pub(super) fn quote(&mut self, text: &str) {
        self.gap();
        let lines: Vec<String> = text.lines().map(escape).filter(|line| !line.is_empty()).collect();
        self.line(&format!("> {}", lines.join("\n>\n> ")));
        self.gap();
    }

    /// An item of a list.
    pub(super) fn item(&mut self, text: &str) {
        self.line(&format!("- {}", escape(text)));
    }

    /// An item of a list, behind what it is.
    pub(super) fn labelled(&mut self, label: &str, text: &str) {
        self.line(&format!("- **{}** {}", escape(label), escape(text)));
    }

    /// A table.
    pub(super) fn table(&mut self, head: &[String], rows: &[Vec<String>]) {
        self.gap();
        self.row(head);
        self.line(&format!("|{}", " --- |".repeat(head.len())));
        for row in rows {
            self.row(row);
        }
        self.gap();
    }

    fn row(&mut self, cells: &[String]) {
        let cells: Vec<String> = cells.iter().map(|cell| escape(cell)).collect();
        self.line(&format!("| {} |", cells.join(" | ")));
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// An empty line, unless there is one.
    fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// The page as text.
    pub(super) fn end(self) -> String {
        let mut out = self.out.trim_end().to_owned();
        out.push('\n');
        out
    }
}

/// Text that reads as itself in Markdown, on one line: no markup, no HTML, no table cell, no list, no link in it.
pub(super) fn escape(text: &str) -> String {
    let text = clean(text);
    let mut escaped = String::with_capacity(text.len().saturating_add(8));
    let mut number = true;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let begins = escaped.is_empty();
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '~' | '$' | '@' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            // A list, a rule or a heading begins only at the start of a line; a list also with a number.
            '-' | '+' | '=' if begins => {
                escaped.push('\\');
                escaped.push(letter);
            }
            '.' | ')' if number && !begins => {
                escaped.push('\\');
                escaped.push(letter);
            }
            // A bare address would become a link.
            ':' if letters.peek() == Some(&'/') => escaped.push_str("\\:"),
            _ => escaped.push(letter),
        }
        number = number && letter.is_ascii_digit();
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_reads_as_itself() {
        let cases = [
            ("rook in de kelder", "rook in de kelder"),
            ("# kop", "\\# kop"),
            ("- lijst", "\\- lijst"),
            ("kelder - zolder", "kelder - zolder"),
            ("12. lijst", "12\\. lijst"),
            ("12) lijst", "12\\) lijst"),
            ("om 12.30", "om 12.30"),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("&lt;", "&amp;lt;"),
            ("a | b", "a \\| b"),
            ("**vet** _cursief_ `code` ~~weg~~", "\\*\\*vet\\*\\* \\_cursief\\_ \\`code\\` \\~\\~weg\\~\\~"),
            ("[klik](https://x.invalid)", "\\[klik\\](https\\://x.invalid)"),
            ("een\n\n# twee\r\ndrie", "een \\# twee drie"),
            ("c:\\pad\\", "c:\\\\pad\\\\"),
            ("@allen", "\\@allen"),
            ("====", "\\===="),
            ("  ", ""),
        ];
        for (text, wanted) in cases {
            assert_eq!(escape(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_turns_the_reading_direction_is_gone() {
        assert_eq!(escape("a\u{202e}b\u{2066}c\u{0}d\u{7}"), "abcd");
    }

    #[test]
    fn emoji_stay_whole() {
        assert_eq!(escape("👩🏽 🇧🇪 e\u{301}"), "👩🏽 🇧🇪 e\u{301}");
    }

    #[test]
    fn a_quote_stays_a_quote() {
        let mut page = Page::default();
        page.quote("een\n\n- twee\n# drie\n");
        page.paragraph("vier");
        assert_eq!(page.end(), "> een\n>\n> \\- twee\n>\n> \\# drie\n\nvier\n");
    }
}
