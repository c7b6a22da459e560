//! The link in a mail. Programs that look at mail open every link in it, so that opening it changes nothing: only the form
//! on the page answers.

use axum::{
    body::Body,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{
    super::{Shared, Watched},
    Answers,
    answer::{self, Told},
    field, form,
    page::Page,
};
use crate::{
    domain::{
        answering::{self, Asked},
        incident::Incident,
        line::Line,
        message::Action,
        words::Verbatim,
    },
    engine::View,
    platform::words::Words,
};

/// What a link opens.
struct Opened<'a> {
    watched: &'a Watched,
    asked: Asked,
    words: Words,
}

pub(super) async fn show(State(shared): State<Shared>, Path(token): Path<String>) -> Response {
    let opened = match open(&shared, &token) {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let view = opened.watched.engine.view();
    let Some(incident) = opened.waiting(&view) else { return opened.over(&view) };
    let page = opened.page(&view, StatusCode::OK, &Line::AnswerAsked {});
    let answers = opened.asked.answers(incident);
    let buttons = answers.iter().map(|action| (action.label.clone(), opened.words.label(action))).collect();
    Page { buttons, ..page }.into_response()
}

pub(super) async fn answer(State(shared): State<Shared>, Path(token): Path<String>, body: Body) -> Response {
    let opened = match open(&shared, &token) {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let Some(form) = form(body).await else { return StatusCode::BAD_REQUEST.into_response() };
    let view = opened.watched.engine.view();
    let Some(incident) = opened.waiting(&view) else { return opened.over(&view) };
    let chosen = field(&form, "answer");
    let answers = opened.asked.answers(incident).into_iter();
    let Some(action) = answers.into_iter().find(|action| Some(action.label.as_str()) == chosen) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    opened.say(&token, &action).await
}

/// What the link proves, and whether it can still be used.
fn open<'a>(shared: &'a Shared, token: &str) -> Result<Opened<'a>, Box<Response>> {
    let bare = |status: StatusCode| Box::new(status.into_response());
    let Some(watched) = shared.get() else { return Err(bare(StatusCode::SERVICE_UNAVAILABLE)) };
    let Some(Answers { answering, .. }) = &watched.answers else { return Err(bare(StatusCode::NOT_FOUND)) };
    let now = watched.clock.now();
    let page = |status, words: &Words, line: &Line| {
        let (language, sentence) = (words.language, words.say(line, now));
        Box::new(Page { status, language, head: None, sentence, buttons: Vec::new() }.into_response())
    };
    let unknown = Line::AnswerLinkUnknown {};
    let Some(proof) = answering.read(token, now) else {
        return Err(page(StatusCode::NOT_FOUND, &answering.words, &unknown));
    };
    let words = answering.speaking_to(&proof.asked);
    if !proof.fresh {
        return Err(page(StatusCode::GONE, &words, &unknown));
    }
    Ok(Opened { watched, asked: proof.asked, words })
}

impl Opened<'_> {
    /// The record, while the call waits for them.
    fn waiting<'v>(&self, view: &'v View) -> Option<&'v Incident> {
        view.state.incident(self.asked.incident).filter(|incident| self.asked.waits(incident))
    }

    fn page(&self, view: &View, status: StatusCode, line: &Line) -> Page {
        let (now, incident) = (self.watched.clock.now(), view.state.incident(self.asked.incident));
        let quoting =
            |incident: &Incident| self.words.quoting(&answering::head(incident), now, incident.exercise, view);
        let (language, sentence) = (self.words.language, self.words.say(line, now));
        Page { status, language, head: incident.map(quoting), sentence, buttons: Vec::new() }
    }

    fn over(&self, view: &View) -> Response {
        self.page(view, StatusCode::GONE, &Line::AnswerOver {}).into_response()
    }

    async fn say(&self, token: &str, action: &Action) -> Response {
        let key = format!("link:{token}:{}", action.label);
        let told = answer::say(self.watched, &self.words, &self.asked, action, key).await;
        let view = self.watched.engine.view();
        let (status, line) = match told {
            Told::Noted => {
                let answer = Verbatim(self.words.label(action));
                (StatusCode::OK, Line::AnswerNotedOutside { answer })
            }
            Told::Refused => {
                let incident = view.state.incident(self.asked.incident);
                let room = incident.map_or_else(|| "".into(), |incident| self.asked.room(incident));
                (StatusCode::CONFLICT, Line::AnswerNotTaken { room })
            }
            Told::NotStored => (StatusCode::SERVICE_UNAVAILABLE, Line::AnswerNotStored {}),
        };
        self.page(&view, status, &line).into_response()
    }
}
