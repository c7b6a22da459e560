//! A message as parts of a size that a network takes: cut at lines, then at words, then between two signs.

use unicode_segmentation::UnicodeSegmentation;

/// A piece of a message in the form, or forms, that a network has of it.
pub trait Form: Clone + Default {
    /// What it takes of a message.
    fn cost(&self) -> usize;

    /// Puts another one behind it.
    fn append(&mut self, other: &Self);
}

/// How large things may be, each measured as [`Form::cost`] does.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// The most that a part takes.
    pub most: usize,
    /// The most that a piece takes that cannot be taken apart.
    pub piece: usize,
    /// The most that one character takes.
    pub character: usize,
    /// The most that a text takes in any form.
    pub worst: fn(&str) -> usize,
}

/// Lines of pieces.
pub struct Lines<F> {
    size: Size,
    lines: Vec<Vec<F>>,
}

impl<F: Form> Lines<F> {
    /// One empty line.
    #[must_use]
    pub fn new(size: Size) -> Self {
        Self { size, lines: vec![Vec::new()] }
    }

    /// Begins a new line.
    pub fn next(&mut self) {
        self.lines.push(Vec::new());
    }

    /// Puts a piece behind the last one.
    pub fn push(&mut self, piece: F) {
        if let Some(line) = self.lines.last_mut() {
            line.push(piece);
        }
    }

    /// Puts a piece at the end of the first line.
    pub fn push_first(&mut self, piece: F) {
        if let Some(line) = self.lines.first_mut() {
            line.push(piece);
        }
    }

    /// Puts a text behind the last piece, which may hold line breaks.
    pub fn text(&mut self, text: &str, form: impl Fn(&str) -> F) {
        // Unlike `str::lines`: a break at the end is followed by an empty line.
        for (n, line) in text.split('\n').enumerate() {
            if n > 0 {
                self.next();
            }
            for piece in self.pieces(line.trim_end_matches('\r')) {
                self.push(form(piece));
            }
        }
    }

    /// Pieces that are short enough, cut after a space where there is one.
    fn pieces<'a>(&self, line: &'a str) -> Vec<&'a str> {
        let mut pieces = Vec::new();
        let mut rest = line;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at_checked(self.short(rest)).unwrap_or((rest, ""));
            pieces.push(piece);
            rest = after;
        }
        pieces
    }

    /// Where a piece that fits ends: the end, the last space, else between two signs.
    fn short(&self, text: &str) -> usize {
        let Size { piece, character, worst, .. } = self.size;
        let mut used = 0_usize;
        let mut space = None;
        for (at, sign) in text.grapheme_indices(true) {
            used = used.saturating_add(worst(sign));
            if used > piece {
                // A sign that alone is longer than a piece has no good place to be cut.
                let characters = piece.checked_div(character).unwrap_or(1);
                let hard = text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at);
                return space.unwrap_or(if at == 0 { hard } else { at });
            }
            if sign == " " {
                space = Some(at.saturating_add(1));
            }
        }
        text.len()
    }

    /// Puts the lines into parts, at least one: a new one begins at a line where that is possible. Each further part
    /// begins with `lead`.
    #[must_use]
    pub fn fill(self, line_break: &F, lead: &F) -> Vec<F> {
        let mut filling = Filling { parts: vec![F::default()], used: 0, fresh: true, lead, most: self.size.most };
        for (n, line) in self.lines.into_iter().enumerate() {
            let whole = line.iter().map(Form::cost).fold(line_break.cost(), usize::saturating_add);
            if n > 0 {
                if filling.fits(whole) {
                    filling.add(line_break);
                } else {
                    filling.begin();
                }
            }
            for piece in line {
                if !filling.fits(piece.cost()) {
                    filling.begin();
                }
                filling.add(&piece);
            }
        }
        filling.parts
    }
}

struct Filling<'a, F> {
    parts: Vec<F>,
    /// What the last one takes.
    used: usize,
    /// Nothing but the lead stands in the last one.
    fresh: bool,
    lead: &'a F,
    most: usize,
}

impl<F: Form> Filling<'_, F> {
    fn fits(&self, more: usize) -> bool {
        self.used.saturating_add(more) <= self.most
    }

    fn begin(&mut self) {
        if !self.fresh {
            self.parts.push(self.lead.clone());
            self.used = self.lead.cost();
            self.fresh = true;
        }
    }

    fn add(&mut self, piece: &F) {
        if let Some(part) = self.parts.last_mut() {
            part.append(piece);
            self.used = self.used.saturating_add(piece.cost());
            self.fresh = false;
        }
    }
}
