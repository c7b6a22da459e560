//! A record in which everything happens once, as the store keeps it.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    catalog::Catalogue,
    domain::{
        actor::Actor,
        chain::{Hash, Links, text_id},
        event::{Envelope, Event, Stream},
        ids::{IncidentId, TextId},
        incident::Incident,
        organisation::{Bilingual, Building, Entity, Language, Organisation, Process},
        state::State,
        time::{Span, Timestamp},
        turn::apply,
    },
    export::{
        entry::LogRow,
        verify::{Row, Text},
        words::Words,
    },
    text::{Lexicon, Texts},
};

pub const ID: IncidentId = IncidentId { year: 2026, n: 1 };
/// 2026-11-23T14:30:00+01:00.
pub const START: Timestamp = Timestamp(1_795_440_600_000);
/// Whatever a person could write to get out of their place on the page.
pub const NASTY: &str = "# kop | <b>vet</b> **vet** [klik](https://kwaad.invalid) \u{202e}om\n- lijst";

#[derive(Debug, Clone)]
pub struct Stored {
    pub pos: u64,
    pub stream: String,
    pub version: u64,
    pub at: Timestamp,
    pub said_at: Timestamp,
    pub kind: String,
    pub v: u16,
    pub actor: String,
    pub body: String,
    pub h_stream: Hash,
    pub h_all: Hash,
}

#[derive(Debug, Clone)]
pub struct Kept {
    pub id: TextId,
    pub text: Option<(Vec<u8>, String)>,
    pub erased_at: Option<Timestamp>,
}

#[derive(Default)]
pub struct Story {
    pub rows: Vec<Stored>,
    pub texts: Vec<Kept>,
}

impl Stored {
    pub fn links(&self) -> Links<'_> {
        Links {
            pos: self.pos,
            kind: &self.kind,
            v: self.v,
            at: self.at,
            actor: &self.actor,
            body: self.body.as_bytes(),
        }
    }

    pub fn row(&self) -> Row<'_> {
        let (h_stream, h_all) = (self.h_stream, self.h_all);
        Row { stream: &self.stream, version: self.version, links: self.links(), h_stream, h_all }
    }

    pub fn envelope(&self) -> Result<Envelope, String> {
        let mut body = serde_json::Deserializer::from_str(&self.body);
        let event = Event::read(&self.kind, self.v, &mut body).map_err(|error| error.to_string())?;
        let stream = match self.stream.strip_prefix("incident/") {
            Some(id) => Stream::Incident(id.parse().unwrap()),
            None => Stream::Organisation,
        };
        let actor = serde_json::from_str(&self.actor).unwrap();
        Ok(Envelope { stream, at: self.at, said_at: self.said_at, actor, event })
    }
}

impl Kept {
    pub fn text(&self) -> Text<'_> {
        let kept = self.text.as_ref().map(|(salt, content)| (salt.as_slice(), content.as_str()));
        Text { id: &self.id, kept, erased_at: self.erased_at }
    }
}

impl Texts for Story {
    fn content(&self, id: &TextId) -> Option<Arc<str>> {
        let kept = self.texts.iter().find(|kept| kept.id == *id)?;
        kept.text.as_ref().map(|(_, content)| content.as_str().into())
    }
}

impl Story {
    pub fn text(&mut self, content: &str) -> String {
        let salt = vec![u8::try_from(self.texts.len()).unwrap(); 16];
        let id = text_id(&salt, content);
        self.texts.push(Kept { id: id.clone(), text: Some((salt, content.to_owned())), erased_at: None });
        id.to_string()
    }

    pub fn erase(&mut self, id: &str, at: Timestamp) {
        let kept = self.texts.iter_mut().find(|kept| kept.id.as_str() == id).unwrap();
        (kept.text, kept.erased_at) = (None, Some(at));
    }

    /// Appends an event of the record, or of the organisation, so many minutes after the start.
    pub fn add(&mut self, minute: i64, who: &str, kind: &str, body: &Value) {
        self.add_said(minute, minute, who, kind, body);
    }

    pub fn add_said(&mut self, minute: i64, said: i64, who: &str, kind: &str, body: &Value) {
        let actor = match who {
            "bot" => Actor::Bot,
            who if who.starts_with('@') => Actor::Outsider(who.to_owned()),
            who if !who.contains('.') => Actor::Source(who.into()),
            who => Actor::Person(who.into()),
        };
        let stream = if of_all(kind) { "organisation".to_owned() } else { format!("incident/{ID}") };
        let last = self.rows.iter().rev().find(|row| row.stream == stream);
        let (version, before) = last.map_or((1, Hash::GENESIS), |row| (row.version + 1, row.h_stream));
        let mut stored = Stored {
            pos: u64::try_from(self.rows.len()).unwrap() + 1,
            stream,
            version,
            at: START.plus(Span::minutes(minute)),
            said_at: START.plus(Span::minutes(said)),
            kind: kind.to_owned(),
            v: 1,
            actor: serde_json::to_string(&actor).unwrap(),
            body: body.to_string(),
            h_stream: Hash::GENESIS,
            h_all: Hash::GENESIS,
        };
        stored.h_stream = before.stream(stored.links());
        stored.h_all = self.rows.last().map_or(Hash::GENESIS, |row| row.h_all).all(stored.h_stream);
        stored.envelope().unwrap_or_else(|error| panic!("{kind}: {error}"));
        self.rows.push(stored);
    }

    pub fn log(&self) -> Vec<LogRow> {
        let own = self.rows.iter().filter(|row| row.stream != "organisation");
        own.map(|row| {
            let Envelope { at, said_at, actor, event, .. } = row.envelope().unwrap();
            LogRow { seq: row.version, at, said_at, actor, event, hash: row.h_stream.to_string() }
        })
        .collect()
    }

    pub fn state(&self) -> State {
        let mut state = State::default();
        self.rows.iter().for_each(|row| apply(&mut state, &row.envelope().unwrap()));
        state
    }

    pub fn incident(&self) -> Incident {
        self.state().incident(ID).unwrap().clone()
    }
}

/// What the words need.
pub struct Shelf {
    pub lexicon: Lexicon,
    pub organisation: Organisation,
    pub catalogue: Catalogue,
}

impl Shelf {
    pub fn new() -> Self {
        let both = |nl: &str, en: &str| Bilingual { nl: nl.to_owned(), en: en.to_owned() };
        let mut organisation = Organisation::default();
        for (id, nl, en) in [("noord", "Noord", "North"), ("zuid", "Zuid", "South")] {
            let (mail, phone, first_responders, language) = (None, None, Vec::new(), None);
            let entity = Entity { id: id.into(), name: both(nl, en), mail, phone, first_responders, language };
            organisation.entities.insert(id.into(), entity);
        }
        let process = Process {
            id: "noord.noodlijn".into(),
            entity: "noord".into(),
            name: both("noodlijn", "emergency line"),
            limit: Span::hours(48),
            reason: both("-", "-"),
        };
        organisation.processes.insert("noord.noodlijn".into(), process);
        let building = Building {
            id: "gebouw-noord".into(),
            name: both("gebouw Noord", "North building"),
            entities: Vec::new(),
            assembly_point: both("-", "-"),
            instruction: both("-", "-"),
        };
        organisation.buildings.insert("gebouw-noord".into(), building);
        Self { lexicon: Lexicon::embedded().unwrap(), organisation, catalogue: Catalogue::embedded().unwrap() }
    }

    pub fn words<'a>(&'a self, story: &'a Story, language: Language) -> Words<'a> {
        let (lexicon, organisation, catalogue) = (&self.lexicon, &self.organisation, &self.catalogue);
        Words { lexicon, language, organisation, catalogue, texts: story }
    }
}

fn at(minute: i64) -> i64 {
    START.plus(Span::minutes(minute)).0
}

/// Everything once, in an order in which it could be.
#[expect(clippy::too_many_lines, reason = "a story is told in one go")]
pub fn story() -> Story {
    let mut story = Story::default();
    let title = story.text(NASTY);
    let description = story.text("twee mensen onwel\n\n1. kelder\n2. trap");
    let later = story.text("nog altijd rook");
    let reason = story.text("meting herzien");
    let who = story.text("officier | wacht");
    let help = story.text("graag meetploeg");
    let follow = story.text("wij volgen");
    let decline = story.text("zien we zelf");
    let decision = story.text("gebouw ontruimen");
    let secret = story.text("naam van een slachtoffer");
    let privacy = story.text("persoonsgegevens");
    let task = story.text("lift blokkeren");
    let update = story.text("brandweer ter plaatse");
    let done = story.text("voorbij");
    let plan = json!({"rungs": [{"after": 0, "people": ["ccvo.wacht1"]}], "every": 600_000, "all": ["ccvo.wacht1", "ccvo.wacht2"]});
    let mut add = |minute, who: &str, kind: &str, body: Value| story.add(minute, who, kind, &body);

    add(0, "bot", "organisation.configured", json!({"hash": "c0ffee"}));
    add(0, "bot", "organisation.numbered", json!({"incident": "INC-2026-0001", "guest": "@vreemd"}));
    add(
        0,
        "@vreemd",
        "report.recorded",
        json!({
            "title": title, "description": description, "meldpunt": null, "origin": "meldingen-noord",
            "report_room": "meldingen-noord", "exercise": true, "verified": false, "since": at(-20),
            "desk": {"room": "ccvo", "phone": "02 217 0 112"},
        }),
    );
    add(
        0,
        "@vreemd",
        "level.set",
        json!({"from": null, "to": "incident", "rule": "L4b", "provisional": true, "reason": null}),
    );
    add(
        0,
        "@vreemd",
        "fact.claimed",
        json!({"statements": [{"entity": "noord", "fact": {"health": "yes"}}], "told": []}),
    );
    add(0, "bot", "report.asked", json!({"question": "capacity"}));
    add(1, "@vreemd", "report.appended", json!({"title": later, "description": null}));
    add(2, "noord.voorzitter", "report.verified", json!({}));
    add(2, "noord.voorzitter", "report.located", json!({"meldpunt": "zuid", "report_room": "meldingen-zuid"}));
    add(
        3,
        "noord.voorzitter",
        "fact.stated",
        json!({"statements": [
        {"entity": "zuid", "fact": {"health": "yes"}},
        {"entity": "zuid", "fact": {"building": "gebouw-noord"}},
        {"entity": "zuid", "fact": {"process_down": {"process": "noord.noodlijn", "since": at(-5), "due": at(2875), "warnings": []}}},
        {"entity": null, "fact": {"malicious": "suspected"}},
    ], "reason": null}),
    );
    add(4, "noord.voorzitter", "fact.moved", json!({"from": "zuid", "to": "noord"}));
    add(4, "noord.voorzitter", "report.located", json!({"meldpunt": "noord", "report_room": "meldingen-noord"}));
    add(4, "noord.voorzitter", "level.proposed", json!({"level": "crisis", "rule": "L4a"}));
    add(5, "noord.voorzitter", "level.settled", json!({}));
    add(
        5,
        "noord.voorzitter",
        "rule.met",
        json!({"rule": "V1", "phase": "vooralarm", "text": {
        "nl": "gezondheidsgevaar van personeel bij één entiteit", "en": "health danger to personnel in one entity"}}),
    );
    add(5, "bot", "chase.opened", json!({"kind": "ping", "room": "ccvo", "plan": plan}));
    add(
        5,
        "bot",
        "chase.called",
        json!({"kind": "ping", "n": 0, "full_round": false, "people": ["ccvo.wacht1"],
        "next": [at(15), ["ccvo.wacht1", "ccvo.wacht2"]]}),
    );
    add(5, "bot", "ccvo.call_opened", json!({"phone": "02 217 0 112"}));
    add(
        7,
        "noord.melder",
        "ccvo.called",
        json!({"call": {"called_by": {"person": "noord.melder"}, "answered_by": who, "at": at(6)}}),
    );
    add(8, "ccvo.wacht1", "ccvo.declined", json!({"rules": ["V1"], "reason": decline}));
    add(8, "ccvo.wacht1", "chase.ended", json!({"kind": "ping", "answered": true}));
    add(9, "noord.voorzitter", "ccvo.requested", json!({"kind": "support", "text": help}));
    add(10, "ccvo.wacht1", "ccvo.answered", json!({"request": 0, "answer": "vooralarm"}));
    add(
        10,
        "ccvo.wacht1",
        "ccvo.phase",
        json!({"from": "none", "to": "vooralarm", "rules": ["V1"], "text": follow, "next_update_at": at(70)}),
    );
    add(
        11,
        "noord.voorzitter",
        "level.set",
        json!({"from": "incident", "to": "crisis", "rule": null, "provisional": false, "reason": reason}),
    );
    add(
        11,
        "noord.voorzitter",
        "cmt.activated",
        json!({"entity": "noord", "room": "crisis-INC-2026-0001-noord", "reopened": false,
        "members": ["noord.voorzitter", "noord.kernlid1", "noord.communicatie"]}),
    );
    add(
        11,
        "bot",
        "chase.opened",
        json!({"kind": {"cmt": "noord"}, "room": "crisis-INC-2026-0001-noord", "plan": plan}),
    );
    add(
        12,
        "noord.kernlid1",
        "cmt.answered",
        json!({"entity": "noord", "person": "noord.kernlid1", "answer": "online"}),
    );
    add(13, "noord.voorzitter", "log.written", json!({"kind": "decision", "text": decision}));
    add(13, "noord.kernlid1", "log.written", json!({"kind": "note", "text": secret}));
    let seq = u64::try_from(story.rows.len()).unwrap() - 2;
    let mut add = |minute, who: &str, kind: &str, body: Value| story.add(minute, who, kind, &body);
    add(14, "ccvo.wacht1", "log.redacted", json!({"seq": seq, "texts": [secret], "reason": privacy}));
    add(
        14,
        "noord.voorzitter",
        "task.added",
        json!({"task": 1, "text": task, "due": at(44), "owner": "noord.kernlid1"}),
    );
    add(15, "noord.voorzitter", "task.assigned", json!({"task": 1, "owner": "noord.kernlid2"}));
    add(44, "bot", "task.reminded", json!({"task": 1, "next": at(59)}));
    add(44, "bot", "quiet.left_alone", json!({"what": {"task": 1}, "people": {"noord.kernlid2": at(600)}}));
    let waits = json!(["update", {"task": 1}, {"public": 1}, {"recheck": 14}]);
    add(46, "bot", "quiet.caught_up", json!({"person": "noord.kernlid2", "what": waits}));
    add(50, "noord.kernlid2", "task.done", json!({"task": 1}));
    add(51, "noord.voorzitter", "role.taken", json!({"role": "logger", "holder": "noord.kernlid1", "before": null}));
    add(52, "noord.kernlid1", "role.offered", json!({"role": "logger", "to": "noord.kernlid2"}));
    add(
        52,
        "noord.kernlid2",
        "role.declined",
        json!({"role": "logger", "to": "noord.kernlid2", "holder": "noord.kernlid1"}),
    );
    add(
        52,
        "noord.kernlid2",
        "role.asked",
        json!({"role": "logger", "by": "noord.kernlid2", "holder": "noord.kernlid1", "at": at(57)}),
    );
    add(
        52,
        "noord.kernlid1",
        "role.kept",
        json!({"role": "logger", "holder": "noord.kernlid1", "by": "noord.kernlid2"}),
    );
    add(53, "noord.kernlid1", "role.offered", json!({"role": "logger", "to": "noord.kernlid2"}));
    add(53, "bot", "duty.warned", json!({"role": "logger", "holder": "noord.kernlid1", "since": at(51)}));
    let room = "communicatie-INC-2026-0001-noord";
    let opened = json!({"entity": "noord", "room": room, "members": ["noord.communicatie", "noord.voorzitter"]});
    add(53, "noord.voorzitter", "communication.opened", opened);
    add(53, "bot", "bot.away", json!({"since": at(39)}));
    let steps = json!([[at(54), "sms"], [at(55), "phone"]]);
    add(53, "bot", "reach.begun", json!({"kind": "ping", "person": "ccvo.wacht1", "steps": steps}));
    let reach = json!({"kind": "ping", "person": "ccvo.wacht1", "channel": "sms"});
    add(53, "bot", "reach.sent", json!({"reach": reach, "next": at(55)}));
    add(53, "bot", "reach.chat_taken", json!({"kind": "ping", "network": "discord", "people": ["ccvo.wacht1"]}));
    add(53, "bot", "reach.chat_failed", json!({"network": "matrix", "people": ["ccvo.wacht1"]}));
    add(53, "bot", "reach.tried", json!({"reach": reach, "taken": true}));
    add(53, "bot", "ccvo.mailed", json!({"taken": false}));
    add(53, "bot", "reach.lost", json!({"reach": reach, "how": "undelivered"}));
    add(53, "noord.voorzitter", "update.given", json!({"text": update, "next": at(83)}));
    add(
        53,
        "noord.voorzitter",
        "log.recheck_set",
        json!({"seq": seq - 1, "kind": "decision", "text": decision, "at": at(55)}),
    );
    let by = json!({"person": "noord.voorzitter"});
    add(
        55,
        "bot",
        "log.rechecked",
        json!({"seq": seq - 1, "kind": "decision", "text": decision, "by": by, "written_at": at(53)}),
    );
    add(56, "noord.kernlid1", "update.public_asked", json!({"n": 1, "text": update, "people": ["noord.communicatie"]}));
    let again = json!({"n": 1, "people": ["noord.communicatie"], "next": at(72)});
    add(57, "bot", "update.public_reminded", again);
    add(57, "noord.communicatie", "update.public_released", json!({"n": 1, "text": update, "rooms": []}));
    add(83, "bot", "update.asked", json!({"next": at(98)}));
    add(84, "ccvo.wacht2", "link.compared", json!({"other": "INC-2026-0002"}));
    add(84, "noord.melder", "report.likened", json!({"other": "INC-2026-0002", "until": at(86)}));
    add(84, "noord.voorzitter", "undo.done", json!({"act": {"standdown": "noord"}, "done_at": at(83)}));
    add(85, "ccvo.wacht2", "link.made", json!({"other": "INC-2026-0002", "kind": "beside"}));
    add(
        90,
        "bot",
        "recovery.warned",
        json!({"entity": "noord", "process": "noord.noodlijn", "due": at(2875), "next": at(2000), "people": []}),
    );
    add(
        91,
        "noord.voorzitter",
        "fact.stated",
        json!({"statements": [{"entity": "noord", "fact": {"process_restored": {"process": "noord.noodlijn"}}}], "reason": null}),
    );
    add(92, "noord.voorzitter", "rule.withdrawn", json!({"rule": "V1"}));
    add(93, "ccvo.hoofd", "confirm.asked", json!({"what": "alarm", "until": at(95)}));
    add(
        94,
        "ccvo.hoofd",
        "ccvo.phase",
        json!({"from": "vooralarm", "to": "alarm", "rules": [], "text": null, "next_update_at": null}),
    );
    add(95, "noord.kernlid1", "source.edited", json!({"said_at": at(13), "text": update}));
    add(96, "noord.kernlid1", "source.deleted", json!({"said_at": at(13)}));
    add(120, "noord.voorzitter", "cmt.stood_down", json!({"entity": "noord", "archive_at": at(130)}));
    let people = json!(["noord.kernlid1", "noord.kernlid2"]);
    let plan = json!({"rungs": [{"after": 0, "people": people}], "every": 600_000, "all": people});
    for n in [1, 2] {
        let page = json!({
            "n": n, "who": {"team": "noord.cmt"}, "mode": if n == 1 { "one" } else { "each" }, "text": help,
            "people": people, "from": "ccvo", "room": "meldingen-noord",
        });
        add(121, "ccvo.hoofd", "page.opened", page);
        let opened = json!({"kind": {"page": n}, "room": "meldingen-noord", "plan": plan});
        add(121, "ccvo.hoofd", "chase.opened", opened);
        let called = json!({"kind": {"page": n}, "n": 0, "full_round": false, "people": people, "next": null});
        add(121, "ccvo.hoofd", "chase.called", called);
    }
    let unable = json!({"n": 1, "person": "noord.kernlid1", "answer": "unable", "deputy": "noord.voorzitter"});
    add(122, "noord.kernlid1", "page.answered", unable);
    let coming = json!({"n": 1, "person": "noord.kernlid2", "answer": "coming", "deputy": null});
    add(123, "noord.kernlid2", "page.answered", coming);
    add(123, "noord.kernlid2", "chase.ended", json!({"kind": {"page": 1}, "answered": true}));
    add(124, "ccvo.hoofd", "page.stopped", json!({"n": 2}));
    add(124, "ccvo.hoofd", "chase.ended", json!({"kind": {"page": 2}, "answered": false}));
    let alert = |firing: bool, text| json!({"source": "bewaking", "group": "g", "digest": "d", "firing": firing, "issue": false, "text": text});
    add(125, "bewaking", "alert.told", alert(true, Some(&help)));
    add(126, "bewaking", "alert.told", alert(false, Some(&help)));
    add(127, "noord.voorzitter", "alert.told", alert(false, None));
    add(130, "bot", "cmt.room_archived", json!({"entity": "noord"}));
    add(131, "bot", "communication.archived", json!({"entity": "noord"}));
    add(
        131,
        "ccvo.hoofd",
        "ccvo.phase",
        json!({"from": "alarm", "to": "ended", "rules": [], "text": null, "next_update_at": null}),
    );
    let rota = json!({"rota": "noord.wacht", "whose": "noord.cmt", "room": "meldingen-noord"});
    let with = |more: Value| {
        let parts = [&rota, &more].into_iter().filter_map(Value::as_object);
        Value::Object(parts.flatten().map(|(key, value)| (key.clone(), value.clone())).collect())
    };
    let gap = with(json!({"gaps": [{"from": at(300), "until": at(400)}]}));
    add(131, "bot", "duty.gap_warned", gap);
    add(
        131,
        "bot",
        "duty.gap_filled",
        json!({"rota": "noord.wacht", "whose": "noord.cmt", "gaps": [{"from": at(300), "until": at(400)}]}),
    );
    let stands_in = with(json!({"person": "noord.kernlid2", "from": at(300), "until": at(400)}));
    add(131, "noord.voorzitter", "duty.stands_in", stands_in);
    story.add_said(
        180,
        140,
        "noord.voorzitter",
        "status.changed",
        &json!({"from": "open", "to": "closed", "reason": done}),
    );
    story.erase(&secret, START.plus(Span::minutes(14)));
    story
}

/// Whether it is an event of the organisation, and of no record.
fn of_all(kind: &str) -> bool {
    kind.starts_with("organisation") || ["duty.gap_warned", "duty.gap_filled", "duty.stands_in"].contains(&kind)
}
