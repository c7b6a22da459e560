//! Why the account cannot be used, and whether trying again helps.

use matrix_sdk::{
    HttpError,
    ruma::api::error::{ErrorKind, FromHttpResponseError},
};

use crate::domain::{line::Line, words::Verbatim};
pub use crate::platform::finding::{about_secret, verbatim};

/// Why the account cannot be used.
#[derive(Debug, Clone, PartialEq)]
pub enum SessionError {
    /// It may go better later: the homeserver is down, slow or busy.
    Retry(Box<Line>),
    /// Only a person can mend it; each line says what to do.
    Refused(Vec<Line>),
}

impl SessionError {
    /// What to tell the operator.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        match self {
            Self::Retry(line) => std::slice::from_ref(line.as_ref()),
            Self::Refused(lines) => lines,
        }
    }

    /// To be tried again, for what this line says.
    #[must_use]
    pub fn retry(line: Line) -> Self {
        Self::Retry(Box::new(line))
    }

    /// Something that one line says.
    #[must_use]
    pub fn refused(line: Line) -> Self {
        Self::Refused(vec![line])
    }

    /// Something that ought not to happen, in the words of whoever saw it.
    #[must_use]
    pub fn failed(reason: impl ToString) -> Self {
        Self::refused(Line::MatrixFailed { reason: verbatim(reason) })
    }
}

/// How a call to the homeserver ended when it did not go well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// No answer, or one that says to come back later.
    Away(String),
    /// An answer that no homeserver gives.
    Foreign(String),
    /// The access token is not known (any more); soft: the device may log in again.
    UnknownToken {
        /// The device and its keys are still there.
        soft: bool,
    },
    /// The homeserver says no, with the code of the refusal where it gave one.
    Refused {
        /// Such as `M_FORBIDDEN`.
        code: Option<String>,
        /// In its own words.
        reason: String,
    },
}

impl Failure {
    /// What this error comes down to.
    #[must_use]
    pub fn of(error: &HttpError) -> Self {
        if let Some(ErrorKind::UnknownToken(data)) = error.client_api_error_kind() {
            return Self::UnknownToken { soft: data.soft_logout };
        }
        if let Some(answer) = error.as_client_api_error() {
            let code = answer.error_kind().map(|kind| kind.errcode().to_string());
            return Self::answered(answer.status_code.as_u16(), code, answer.to_string());
        }
        match error {
            HttpError::Api(api) => match api.as_ref() {
                // An answer of a proxy that is no JSON, for one.
                FromHttpResponseError::Deserialization(_) => Self::Foreign(api.to_string()),
                _ => Self::Refused { code: None, reason: api.to_string() },
            },
            HttpError::Cached(inner) => Self::of(inner),
            HttpError::RefreshToken(_) => Self::UnknownToken { soft: true },
            HttpError::Reqwest(error) => Self::Away(root_of(error)),
            other @ HttpError::IntoHttp(_) => Self::Away(other.to_string()),
        }
    }

    fn answered(status: u16, code: Option<String>, reason: String) -> Self {
        match (status, &code) {
            (429 | 500.., _) => Self::Away(reason),
            (_, None) => Self::Foreign(reason),
            _ => Self::Refused { code, reason },
        }
    }

    /// What it means where only the homeserver as such was asked something.
    #[must_use]
    pub fn about(self, homeserver: &str) -> SessionError {
        let homeserver = verbatim(homeserver);
        match self {
            Self::Away(reason) => SessionError::retry(Line::MatrixUnreachable { homeserver, reason: Verbatim(reason) }),
            Self::Foreign(reason) => {
                SessionError::refused(Line::MatrixNoHomeserver { homeserver, reason: Verbatim(reason) })
            }
            Self::UnknownToken { .. } => SessionError::failed("M_UNKNOWN_TOKEN"),
            Self::Refused { reason, .. } => SessionError::failed(reason),
        }
    }
}

/// The innermost cause, which says most: "connection refused" rather than "error sending request".
fn root_of(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_go_better_later_is_tried_again() {
        for status in [429, 500, 502, 503, 504] {
            let failure = Failure::answered(status, Some("M_X".to_owned()), "busy".to_owned());
            assert!(matches!(failure.about("https://host"), SessionError::Retry(_)), "{status}");
        }
    }

    #[test]
    fn an_answer_without_a_code_comes_from_no_homeserver() {
        let failure = Failure::answered(404, None, "page".to_owned());
        let refused = failure.about("https://host");
        assert!(matches!(refused.lines(), [Line::MatrixNoHomeserver { .. }]), "{refused:?}");
        let refused = Failure::answered(403, Some("M_FORBIDDEN".to_owned()), "no".to_owned());
        assert!(matches!(&refused, Failure::Refused { code: Some(code), .. } if code == "M_FORBIDDEN"));
    }
}
