//! How Discord says no.

use serde_json::{Value, json};

/// A status, and the code and words of the body.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// Discord's own code.
    pub code: u32,
    /// Its words.
    pub message: String,
    /// Which field of the form was wrong.
    pub errors: Option<Value>,
}

impl Refusal {
    /// Any.
    pub fn new(status: u16, code: u32, message: &str) -> Self {
        Self { status, code, message: message.to_owned(), errors: None }
    }

    /// A field of the form, by its path with dots, is wrong.
    pub fn form(path: &str, code: &str, message: &str) -> Self {
        let mut errors = json!({"_errors": [{"code": code, "message": message}]});
        for part in path.split('.').rev().filter(|part| !part.is_empty()) {
            errors = json!({part: errors});
        }
        Self { status: 400, code: 50035, message: "Invalid Form Body".to_owned(), errors: Some(errors) }
    }

    /// A text, or a list, is too long.
    pub fn too_long(path: &str, most: usize) -> Self {
        Self::form(path, "BASE_TYPE_MAX_LENGTH", &format!("Must be {most} or fewer in length."))
    }

    /// The bot does not see it.
    pub fn missing_access() -> Self {
        Self::new(403, 50001, "Missing Access")
    }

    /// The bot sees it and may not do that.
    pub fn missing_permissions() -> Self {
        Self::new(403, 50013, "Missing Permissions")
    }

    /// There is no such channel.
    pub fn unknown_channel() -> Self {
        Self::new(404, 10003, "Unknown Channel")
    }

    /// There is no such guild.
    pub fn unknown_guild() -> Self {
        Self::new(404, 10004, "Unknown Guild")
    }

    /// There is no such message.
    pub fn unknown_message() -> Self {
        Self::new(404, 10008, "Unknown Message")
    }

    /// The interaction was never there, or it is too late for it.
    pub fn unknown_interaction() -> Self {
        Self::new(404, 10062, "Unknown interaction")
    }

    /// The body.
    pub fn json(&self) -> Value {
        let mut body = json!({"code": self.code, "message": self.message});
        if let Some(errors) = &self.errors {
            body["errors"] = errors.clone();
        }
        body
    }
}
