//! What an examination finds.

use crate::domain::line::Line;

/// How something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// As it should be.
    Fine,
    /// It works, and can be better.
    Warning,
    /// Something does not work.
    Finding,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// How it was found.
    pub verdict: Verdict,
    /// What was found, and what to do about it.
    pub line: Line,
}

impl Check {
    /// As it should be.
    #[must_use]
    pub const fn fine(line: Line) -> Self {
        Self { verdict: Verdict::Fine, line }
    }

    /// It works, and can be better.
    #[must_use]
    pub const fn warning(line: Line) -> Self {
        Self { verdict: Verdict::Warning, line }
    }

    /// Something does not work.
    #[must_use]
    pub const fn finding(line: Line) -> Self {
        Self { verdict: Verdict::Finding, line }
    }
}
