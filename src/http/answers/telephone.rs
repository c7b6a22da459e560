//! What the telephone provider tells: a text message that somebody sent back, a key that somebody pressed who was called.
//! What is not signed by it, comes a second time or is of another number is refused.

use axum::{
    body::Body,
    extract::{Path, State},
    http::{
        HeaderMap, StatusCode, Uri,
        header::{CACHE_CONTROL, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use secrecy::ExposeSecret as _;

use super::{
    super::{Shared, Watched},
    Answers,
    answer::{self, Told},
    field, form, signature,
    texted::{self, Texted},
};
use crate::{
    domain::{
        answering::{Asked, Asks, Say, of_number, rang_at, spoken_by},
        chase::ChaseKind,
        ids::{IncidentId, PersonId},
        incident::Incident,
        line::Line,
        message::{Action, Invocation},
        words::Verbatim,
    },
    engine::View,
    platform::{
        answering::{by_key, by_text},
        twiml,
        words::Words,
    },
};

/// A callback that is the provider's.
pub(super) struct Callback<'a> {
    pub(super) watched: &'a Watched,
    answers: &'a Answers,
    form: Vec<(String, String)>,
}

impl<'a> Callback<'a> {
    /// Refuses what is not signed, or is of another account.
    pub(super) async fn signed(
        shared: &'a Shared,
        (uri, headers, body): (&Uri, &HeaderMap, Body),
    ) -> Result<Self, StatusCode> {
        let watched = shared.get().ok_or(StatusCode::SERVICE_UNAVAILABLE)?;
        let answers = watched.answers.as_ref().ok_or(StatusCode::NOT_FOUND)?;
        let provider = answers.provider.as_ref().ok_or(StatusCode::NOT_FOUND)?;
        let form = form(body).await.ok_or(StatusCode::BAD_REQUEST)?;
        let token = provider.token.read().map_err(|error| {
            tracing::error!(%error, "what the telephone provider tells cannot be checked");
            StatusCode::SERVICE_UNAVAILABLE
        })?;
        let signed = headers.get("x-twilio-signature").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let address = format!("{}{uri}", answers.answering.public_url);
        let theirs = signature::is_theirs(token.expose_secret(), &address, &form, signed);
        if !theirs || field(&form, "AccountSid") != Some(provider.account.as_str()) {
            tracing::warn!("a callback that is not the telephone provider's is refused");
            return Err(StatusCode::FORBIDDEN);
        }
        Ok(Self { watched, answers, form })
    }

    /// The same with the key under which its answer takes effect once: refuses what was told before. `id` is the field
    /// that numbers it.
    async fn once(
        shared: &'a Shared,
        asked: (&Uri, &HeaderMap, Body),
        (lead, id): (&str, &str),
    ) -> Result<(Self, String), StatusCode> {
        let told = Self::signed(shared, asked).await?;
        let plain = |id: &&str| id.len() <= 64 && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let id = field(&told.form, id).filter(plain).filter(|id| !id.is_empty()).ok_or(StatusCode::FORBIDDEN)?;
        let key = format!("{lead}:{id}");
        let seen = told.watched.reader.lock().await.seen(&key).await;
        match seen {
            Ok(false) => Ok((told, key)),
            Ok(true) => Err(StatusCode::FORBIDDEN),
            Err(_) => Err(StatusCode::SERVICE_UNAVAILABLE),
        }
    }

    pub(super) fn field(&self, name: &str) -> &str {
        field(&self.form, name).unwrap_or_default()
    }

    fn say(&self, words: &Words, line: &Line, exercise: bool) -> String {
        words.drilled(line, self.watched.clock.now(), exercise)
    }
}

/// A text message that somebody sent.
pub(super) async fn text(State(shared): State<Shared>, uri: Uri, headers: HeaderMap, body: Body) -> Response {
    let (told, key) = match Callback::once(&shared, (&uri, &headers, body), ("sms", "MessageSid")).await {
        Ok(told) => told,
        Err(status) => return status.into_response(),
    };
    let (words, view) = (&told.answers.answering.words, told.watched.engine.view());
    let people = of_number(&words.organisation, told.field("From"));
    let asked: Vec<&PersonId> =
        people.iter().copied().filter(|person| !Asked::all(&view.state, person).is_empty()).collect();
    // Whoever is not known is told nothing, not even that.
    let Some(person) = asked.first().or(people.first()).copied() else { return markup("") };
    let words = words.in_language(spoken_by(&words.organisation, person));
    let lines = match asked.as_slice() {
        [] => vec![nothing_asked(&view, &people)],
        [_] => told.texted(person, &words, &key).await,
        // Nobody can tell which of them it is.
        _ => vec![(Line::AnswerShared {}, exercise(&view, person))],
    };
    let lines: Vec<String> = lines.iter().map(|(line, exercise)| told.say(&words, line, *exercise)).collect();
    markup(&twiml::message(&lines.join("\n")))
}

impl Callback<'_> {
    /// Answers what the message answers, and says what became of it.
    async fn texted(&self, person: &PersonId, words: &Words, key: &str) -> Vec<(Line, bool)> {
        let view = self.watched.engine.view();
        let all = Asked::all(&view.state, person);
        let Some(first) = all.first() else { return vec![nothing_asked(&view, &[person])] };
        let exercise = |id: IncidentId| view.state.incident(id).is_some_and(|incident| incident.exercise);
        let read = texted::read(self.field("Body"));
        let Some(Texted { say, about }) = read else {
            let asks = view.state.incident(first.incident).and_then(|incident| Asks::of(incident, first.clone()));
            let how = asks.map(|asks| (by_text(words, &asks), false));
            return std::iter::once((Line::AnswerNotUnderstood {}, exercise(first.incident))).chain(how).collect();
        };
        let meant: Vec<Asked> = all.into_iter().filter(|asked| about.is_none_or(|id| id.is(asked.incident))).collect();
        let Some(first) = meant.first().map(|asked| asked.incident) else {
            return vec![nothing_asked(&view, &[person])];
        };
        let mut records: Vec<IncidentId> = meant.iter().map(|asked| asked.incident).collect();
        records.dedup();
        if records.len() > 1 {
            let names: Vec<String> = records.iter().map(ToString::to_string).collect();
            let example = format!("{} {first}", self.field("Body").trim());
            let (records, example) = (Verbatim(names.join(", ")), Verbatim(example));
            return vec![(Line::AnswerWhich { records, example }, exercise(first))];
        }
        let mut said = Vec::new();
        for (n, asked) in meant.iter().enumerate() {
            let action = view.state.incident(asked.incident).and_then(|incident| asked.meant(incident, say));
            // Another answer of the same message may have answered it too.
            if n > 0 && !answer::waits(&self.watched.engine.view().state, asked) {
                continue;
            }
            let line = match action {
                None => Line::AnswerGoesOn {},
                Some(action) => {
                    let key = if n == 0 { key.to_owned() } else { format!("{key}+{n}") };
                    self.answered(&view, words, (asked, &action), key).await
                }
            };
            if !said.contains(&(line.clone(), exercise(first))) {
                said.push((line, exercise(first)));
            }
        }
        said
    }

    async fn answered(&self, view: &View, words: &Words, (asked, action): (&Asked, &Action), key: String) -> Line {
        match answer::say(self.watched, words, asked, action, key).await {
            Told::Noted => Line::AnswerNotedOutside { answer: Verbatim(words.label(action)) },
            Told::Refused => {
                let incident = view.state.incident(asked.incident);
                let room = incident.map_or_else(|| "".into(), |incident| asked.room(incident));
                Line::AnswerNotTaken { room }
            }
            Told::NotStored => Line::AnswerNotStored {},
        }
    }
}

/// Whether what the person is asked is an exercise.
fn exercise(view: &View, person: &PersonId) -> bool {
    let asked = Asked::all(&view.state, person);
    let records = asked.iter().filter_map(|asked| view.state.incident(asked.incident));
    records.into_iter().any(|incident| incident.exercise)
}

/// Nothing that can be answered here. Whoever is asked to telephone the crisis centre confirms that by name (K4).
fn nothing_asked(view: &View, people: &[&PersonId]) -> (Line, bool) {
    let called = |incident: &&Incident| {
        let call = incident.chases.get(&ChaseKind::Call);
        call.is_some_and(|chase| people.iter().any(|person| chase.called.contains(person)))
    };
    let open = view.state.incidents().find(called);
    open.map_or((Line::AnswerNothingAsked {}, false), |incident| {
        let command = Invocation::new("ccvo called").about(incident.id).hinting("who-answered");
        (Line::AnswerInChat { command }, incident.exercise)
    })
}

/// A key that somebody pressed who was called.
pub(super) async fn key(
    State(shared): State<Shared>,
    Path(token): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let (told, key) = match Callback::once(&shared, (&uri, &headers, body), ("call", "CallSid")).await {
        Ok(told) => told,
        Err(status) => return status.into_response(),
    };
    let (answering, now) = (&told.answers.answering, told.watched.clock.now());
    let view = told.watched.engine.view();
    let Some(proof) = answering.read(&token, now) else { return StatusCode::FORBIDDEN.into_response() };
    let (asked, words) = (proof.asked, &answering.words);
    let incident = view.state.incident(asked.incident);
    let exercise = words.organisation.demo || incident.is_some_and(|incident| incident.exercise);
    if !rang_at(&words.organisation, &asked.person, exercise, told.field("To")) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let words = answering.speaking_to(&asked);
    let say = |line: &Line| twiml::said(&told.say(&words, line, exercise), words.language, 1);
    let waiting = incident.filter(|incident| proof.fresh && asked.waits(incident));
    let Some(incident) = waiting else { return markup(&say(&Line::AnswerOver {})) };
    // The telephone call to the crisis centre takes no key (K4), and nobody was given this address for it.
    let Some(asks) = Asks::of(incident, asked.clone()) else { return StatusCode::FORBIDDEN.into_response() };
    let pressed = match told.field("Digits") {
        "1" => Say::Yes,
        "2" => Say::No,
        _ => {
            let again = format!("{}{}", say(&Line::AnswerNotUnderstood {}), say(&by_key(&words, &asks)));
            return markup(&twiml::asking(&again, &answering.keys(&asked)));
        }
    };
    let line = match asked.meant(incident, pressed) {
        Some(action) => told.answered(&view, &words, (&asked, &action), key).await,
        None => Line::AnswerGoesOn {},
    };
    markup(&say(&line))
}

fn markup(inner: &str) -> Response {
    let headers = [(CONTENT_TYPE, "text/xml; charset=utf-8"), (CACHE_CONTROL, "no-store")];
    (headers, twiml::response(inner)).into_response()
}
