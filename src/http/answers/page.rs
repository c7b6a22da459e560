//! The page on which somebody answers. It loads nothing, runs nothing, and nobody can put it within a page of theirs.

use axum::{
    http::{
        HeaderName, HeaderValue, StatusCode,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
            X_FRAME_OPTIONS,
        },
    },
    response::{IntoResponse, Response},
};
use data_encoding::BASE64;
use sha2::{Digest as _, Sha256};

use crate::{domain::organisation::Language, platform::markup::escaped};

const STYLE: &str = "body{font:1.2rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:34rem;padding:1.5rem;\
color:#111;background:#fff}h1{font-size:1.3rem}button{display:block;width:100%;margin:.8rem 0;padding:1rem;font:inherit;\
font-weight:600;border:2px solid #111;border-radius:.5rem;background:#fff;color:#111}\
button:first-of-type{background:#111;color:#fff}";

/// What stands on it.
pub(super) struct Page {
    pub status: StatusCode,
    pub language: Language,
    /// What the call is about; none where nobody may know.
    pub head: Option<String>,
    pub sentence: String,
    /// The value and the label of each button.
    pub buttons: Vec<(String, String)>,
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let style = BASE64.encode(&Sha256::digest(STYLE.as_bytes()));
        let policy = format!(
            "default-src 'none'; style-src 'sha256-{style}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        );
        let fixed = [
            (CONTENT_TYPE, "text/html; charset=utf-8"),
            (CACHE_CONTROL, "no-store"),
            (REFERRER_POLICY, "no-referrer"),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (X_FRAME_OPTIONS, "DENY"),
            (HeaderName::from_static("x-robots-tag"), "noindex"),
        ];
        let mut response = (self.status, fixed, self.html()).into_response();
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
        }
        response
    }
}

impl Page {
    fn html(&self) -> String {
        let language = match self.language {
            Language::Nl => "nl",
            Language::En => "en",
        };
        let head = escaped(self.head.as_deref().unwrap_or("noodklok"));
        let button = |(value, label): &(String, String)| {
            format!("<button name=\"answer\" value=\"{}\">{}</button>", escaped(value), escaped(label))
        };
        let buttons: String = self.buttons.iter().map(button).collect();
        let form = if buttons.is_empty() { buttons } else { format!("<form method=\"post\">{buttons}</form>") };
        format!(
            "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"><title>{head}</title><style>{STYLE}</style></head>\
             <body><h1>{head}</h1><p>{}</p>{form}</body></html>\n",
            escaped(&self.sentence)
        )
    }
}
