//! What an examination finds.

use crate::{
    domain::{line::Line, words::Verbatim},
    settings::{SecretError, SecretProblem},
};

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

/// An error with what lies behind it, which often is what helps: that nobody listens there, which certificate is refused.
#[must_use]
pub fn with_causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |error| error.source());
    causes.fold(error.to_string(), |text, cause| {
        let cause = cause.to_string();
        if text.contains(&cause) { text } else { format!("{text}: {cause}") }
    })
}

/// A text that is said as it stands.
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "what is only shown is often made on the spot")]
pub fn verbatim(text: impl ToString) -> Verbatim {
    Verbatim(text.to_string())
}

/// What to say of a secret that cannot be used.
#[must_use]
pub fn about_secret(error: &SecretError) -> Line {
    let file = verbatim(error.path.display());
    match &error.problem {
        SecretProblem::Missing => Line::SecretMissing { file },
        SecretProblem::Empty => Line::SecretEmpty { file },
        SecretProblem::NoSecret => Line::SecretOther { file },
        SecretProblem::Unreadable(reason) => Line::SecretUnreadable { file, reason: verbatim(reason) },
    }
}
