//! Requests against the schemas that Discord publishes.

use std::{
    collections::{BTreeMap, HashMap},
    env, fs,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use jsonschema::{ValidationError, Validator, error::ValidationErrorKind};
use serde_json::{Value, json};

use super::{refusal::Refusal, request::Request};

/// Names the file that tests/discord/schemas.mjs wrote.
const FILE: &str = "NOODKLOK_DISCORD_SCHEMAS";

/// See the module.
pub struct Schemas {
    file: Value,
    /// Made when they are first needed: a test meets a tenth of the routes.
    made: Mutex<HashMap<String, Arc<Validator>>>,
}

impl Schemas {
    /// Read once for all tests.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Schemas> = OnceLock::new();
        SHARED.get_or_init(|| {
            let path = env::var(FILE).unwrap_or_else(|_| {
                panic!(
                    "the tests of Discord need its schemas: run tests/run, which makes {FILE} and then runs the tests"
                )
            });
            let text = fs::read_to_string(&path).unwrap_or_else(|why| panic!("{FILE} names {path}: {why}"));
            let file =
                serde_json::from_str(&text).unwrap_or_else(|why| panic!("{path} is not what tests/run makes: {why}"));
            Self { file, made: Mutex::default() }
        })
    }

    /// The routes that Discord has, such as `GET /channels/{channel_id}`.
    pub fn routes(&self) -> impl Iterator<Item = &str> {
        self.file["routes"].as_object().into_iter().flatten().map(|(route, _)| route.as_str())
    }

    /// Path, query and body are what Discord takes there.
    pub fn check(&self, request: &Request) -> Result<(), Refusal> {
        let mut wrong = Vec::new();
        for (part, values) in [("path", &request.parts), ("query", &request.query)] {
            let values = self.typed(request.route, part, values);
            wrong.extend(self.errors(request.route, part, &values));
        }
        // An empty body may stand for an empty object.
        let body = if request.body.is_null() { json!({}) } else { request.body.clone() };
        let nothing = request.body.is_null() && self.file["routes"][request.route].get("body").is_none();
        if !nothing {
            wrong.extend(self.errors(request.route, "body", &body));
        }
        let Some((at, _)) = wrong.first() else { return Ok(()) };
        let all: Vec<_> = wrong.iter().map(|(at, why)| format!("{at}: {why}")).collect();
        Err(Refusal::form(&at.trim_matches('/').replace('/', "."), "SCHEMA", &all.join("; ")))
    }

    /// What is answered is what Discord answers there.
    pub fn check_answer(&self, route: &str, status: u16, body: &Value) -> Result<(), String> {
        let wrong = self.errors(route, &status.to_string(), body);
        let all: Vec<_> = wrong.iter().map(|(at, why)| format!("{at}: {why}")).collect();
        if all.is_empty() { Ok(()) } else { Err(all.join("; ")) }
    }

    /// Values of a path or a query are all text: where the schema wants something else they are read as that.
    fn typed(&self, route: &str, part: &str, values: &BTreeMap<String, String>) -> Value {
        let properties = &self.file["routes"][route][part]["properties"];
        let read = |(name, value): (&String, &String)| {
            let other = matches!(properties[name]["type"].as_str(), Some("number" | "boolean" | "integer"));
            let typed = if other { serde_json::from_str(value).ok() } else { None };
            (name.clone(), typed.unwrap_or_else(|| json!(value)))
        };
        values.iter().map(read).collect::<serde_json::Map<_, _>>().into()
    }

    /// What is wrong, each with where; a part that the route does not take must be empty.
    fn errors(&self, route: &str, part: &str, value: &Value) -> Vec<(String, String)> {
        let Some(validator) = self.validator(route, part) else {
            let empty = value.as_object().is_some_and(serde_json::Map::is_empty);
            return if empty { Vec::new() } else { vec![(part.to_owned(), format!("{route} takes none: {value}"))] };
        };
        let errors = validator.iter_errors(value);
        errors.map(|error| said(&error)).collect()
    }

    fn validator(&self, route: &str, part: &str) -> Option<Arc<Validator>> {
        let schema = self.file["routes"][route].get(part)?;
        let key = format!("{part} {route}");
        if let Some(made) = self.made.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Some(Arc::clone(made));
        }
        let whole = json!({"allOf": [schema], "$defs": self.file["$defs"]});
        let made = Arc::new(jsonschema::validator_for(&whole).unwrap_or_else(|why| panic!("{key}: {why}")));
        self.made.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&made));
        Some(made)
    }
}

/// Where and why. A union only says that nothing fits; then that part of it speaks which got furthest.
fn said(error: &ValidationError<'_>) -> (String, String) {
    let at = error.instance_path().to_string();
    if let ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } = error.kind() {
        let firsts = context.iter().filter_map(|errors| errors.first()).map(said);
        // A part that says it is of another kind altogether got nowhere.
        let other_kind = |at: &str| at.ends_with("/type");
        let furthest = firsts.max_by_key(|(at, _)| (!other_kind(at), at.matches('/').count()));
        return furthest.unwrap_or_else(|| (at, "nothing fits".to_owned()));
    }
    (at, error.to_string().chars().take(400).collect())
}
