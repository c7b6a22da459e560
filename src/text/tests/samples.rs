//! A small organisation, a few kept texts, and an ordinary value for every argument of every line.

use std::{collections::HashMap, sync::Arc};

use serde_json::{Map, Value, json};

use super::{
    super::{Lexicon, Reader, Texts},
    sources,
};
use crate::{
    catalog::Catalogue,
    domain::{
        ids::TextId,
        line::Line,
        organisation::{Bilingual, Building, Entity, Language, Organisation, Person, Process},
        time::{Span, Timestamp},
    },
};

/// 2026-11-23T14:30:00+01:00.
pub const NOW: Timestamp = Timestamp(1_795_440_600_000);
pub const LANGUAGES: [Language; 2] = [Language::Nl, Language::En];

#[derive(Default)]
pub struct Kept(pub HashMap<TextId, Arc<str>>);

impl Texts for Kept {
    fn content(&self, id: &TextId) -> Option<Arc<str>> {
        self.0.get(id).cloned()
    }
}

pub struct World {
    pub lexicon: Lexicon,
    pub organisation: Organisation,
    pub catalogue: Catalogue,
    pub texts: Kept,
}

fn both(nl: &str, en: &str) -> Bilingual {
    Bilingual { nl: nl.to_owned(), en: en.to_owned() }
}

impl World {
    pub fn new() -> Self {
        let mut organisation = Organisation::default();
        let entity = Entity {
            id: "noord".into(),
            name: both("Noord", "North"),
            mail: None,
            phone: Some("+32 2 555 01 00".to_owned()),
            first_responders: Vec::new(),
            language: None,
        };
        organisation.entities.insert("noord".into(), entity);
        let person = Person {
            id: "noord.melder".into(),
            name: "melder van noord".to_owned(),
            entity: Some("noord".into()),
            phone: Some("+32 2 555 01 01".to_owned()),
            mail: None,
            language: None,
            chats: vec!["matrix".to_owned()],
            before_chat: 0,
            webhook: None,
            channels: Vec::new(),
            quiet: Vec::new(),
        };
        organisation.people.insert("noord.melder".into(), person);
        let process = Process {
            id: "noord.noodlijn".into(),
            entity: "noord".into(),
            name: both("noodlijn", "emergency line"),
            limit: Span::hours(48),
            reason: both("niemand kan hulp vragen", "nobody can ask for help"),
        };
        organisation.processes.insert("noord.noodlijn".into(), process);
        let building = Building {
            id: "gebouw-noord".into(),
            name: both("gebouw Noord", "North building"),
            entities: vec!["noord".into()],
            assembly_point: both("grasveld achter het gebouw", "lawn behind the building"),
            instruction: both("Neem de trap, niet de lift.", "Take the stairs, not the lift."),
        };
        organisation.buildings.insert("gebouw-noord".into(), building);
        let texts = Kept(HashMap::from([("text".into(), "rook in de kelder, twee mensen onwel".into())]));
        let catalogue = Catalogue::embedded().unwrap();
        Self { lexicon: Lexicon::embedded().unwrap(), organisation, catalogue, texts }
    }

    pub fn reader(&self, language: Language) -> Reader<'_> {
        Reader {
            language,
            now: NOW,
            exercise: false,
            organisation: &self.organisation,
            catalogue: &self.catalogue,
            texts: &self.texts,
        }
    }

    pub fn plain(&self, line: &Line, language: Language) -> String {
        self.lexicon.line(line, &self.reader(language))
    }
}

/// Values of one type as they are stored, the first one ordinary.
fn values(kind: &str) -> Vec<Value> {
    let some = |kind: &str| values(kind);
    if let Some(inner) = kind.strip_prefix("Option<").and_then(|rest| rest.strip_suffix('>')) {
        return some(inner).into_iter().chain([Value::Null]).collect();
    }
    let words = |words: &[&str]| words.iter().map(|word| json!(word)).collect();
    match kind {
        "Place" => vec![json!("noord"), Value::Null],
        "Site" => vec![
            json!({"entity": "noord", "building": "gebouw-noord", "whole": true}),
            json!({"entity": null, "building": null, "whole": true}),
        ],
        "Somebody" => vec![json!("noord.voorzitter"), Value::Null],
        "Facts" => vec![
            json!([{"health": "yes"}, {"process_restored": {"process": "noord.noodlijn"}}]),
            json!([{"impact": "negative"}, {"capacity": "beyond"}, {"building": "gebouw-noord"}, {"building": null}]),
            json!([{"malicious": "suspected"}, {"reputation": "no"}, {"nbc": "yes"}, {"societal": "unknown"}]),
            json!([{"process_down": {"process": "noord.noodlijn", "since": 0, "due": 0, "warnings": []}}]),
            json!([{"other": "alarm"}]),
            json!([]),
        ],
        "IncidentId" => vec![json!("INC-2026-0042")],
        "EntityId" | "PhoneOfEntity" => vec![json!("noord"), json!("zuid")],
        "PersonId" | "PhoneOf" => vec![json!("noord.melder"), json!("noord.plaatsvervanger")],
        "Vec<PersonId>" => vec![json!(["noord.voorzitter", "noord.kernlid1"]), json!([])],
        "TextId" => vec![json!("text"), json!("gone")],
        "Timestamp" | "Due" => [15, -12, 0, 200, 3_000, -600_000]
            .iter()
            .map(|minutes| json!(NOW.plus(Span::minutes(*minutes)).0))
            .collect(),
        "Span" => [0, 10, 125, 1_500].iter().map(|minutes| json!(Span::minutes(*minutes).0)).collect(),
        "ProcessId" => vec![json!("noord.noodlijn")],
        "BuildingId" | "AssemblyPoint" | "Instruction" => vec![json!("gebouw-noord")],
        "RoomId" => vec![json!("crisis-INC-2026-0042-noord")],
        "RoleId" => vec![json!("logger"), json!("tolk")],
        "RuleId" => vec![json!("V1")],
        "TaskId" => vec![json!(3)],
        "Actor" => vec![
            json!({"person": "noord.melder"}),
            json!({"outsider": "@vreemd:elders"}),
            json!({"source": "bewaking"}),
            json!("bot"),
        ],
        "Bilingual" => {
            vec![json!({"nl": "gezondheidsgevaar van personeel bij één entiteit", "en": "health danger in one entity"})]
        }
        "Invocation" => {
            let command = json!({"path": "ccvo called", "incident": "INC-2026-0042", "options": [], "text": null, "hint": "who-answered"});
            vec![command]
        }
        "Clauses" => {
            let written =
                json!({"entry-written": {"actor": {"person": "noord.melder"}, "kind": "note", "text": "gone"}});
            let erased = json!({"entry-erased": {"actor": {"person": "ccvo.wacht1"}, "at": NOW.0}});
            vec![json!([{"entry-level-settled": {"actor": "bot"}}]), json!([written, erased])]
        }
        "String" => vec![json!("opschael")],
        "Verbatim" => vec![json!("02 217 0 112")],
        "Word" => vec![json!("why-l4b-unknown"), json!("speaks-ccvo"), json!("open-clock")],
        "i64" => vec![json!(2), json!(1), json!(0)],
        "Paged" => vec![json!({"team": "noord.cmt"}), json!({"person": "noord.melder"})],
        "PageMode" => words(&["one", "each"]),
        "Level" => words(&["incident", "crisis", "issue"]),
        "CcvoPhase" => words(&["vooralarm", "alarm", "ended", "none"]),
        "RulePhase" => words(&["vooralarm", "alarm"]),
        "Status" => words(&["open", "closed", "withdrawn", "duplicate"]),
        "Answer" => words(&["yes", "no", "unknown"]),
        "Impact" => words(&["negative", "none", "unknown"]),
        "Capacity" => words(&["beyond", "one-team", "several-teams", "unknown"]),
        "Malicious" => words(&["yes", "suspected", "no", "unknown"]),
        "Other" => words(&["alarm", "vooralarm", "no", "unknown"]),
        "RequestKind" => words(&["support", "inform", "takeover"]),
        "RequestAnswer" => words(&["ack", "vooralarm", "alarm", "decline"]),
        "LinkKind" => words(&["same", "beside", "related"]),
        "Question" => {
            words(&["health", "entity", "capacity", "malicious", "impact", "reputation", "nbc", "societal", "other"])
        }
        "LogKind" => words(&["note", "fact", "judgement", "decision", "question"]),
        "Coming" => words(&["coming", "online", "unable"]),
        other => panic!("no sample for an argument of the type {other}: add one in src/text/tests/samples.rs"),
    }
}

/// Every line, with each value of each of its arguments at least once; the first of each is ordinary.
pub fn lines() -> Vec<Line> {
    let mut lines = Vec::new();
    for (name, arguments) in sources::declared() {
        let samples: Vec<(&str, Vec<Value>)> =
            arguments.iter().map(|(argument, kind)| (argument.as_str(), values(kind))).collect();
        let most = samples.iter().map(|(_, values)| values.len()).max().unwrap_or(1);
        for n in 0..most {
            let body: Map<String, Value> = samples
                .iter()
                .map(|(argument, values)| ((*argument).to_owned(), values[n.min(values.len() - 1)].clone()))
                .collect();
            let key = super::super::key(&name);
            lines.push(serde_json::from_value(json!({ key.as_str(): body })).unwrap_or_else(|error| {
                panic!("{name} cannot be made from samples: {error}");
            }));
        }
    }
    lines
}
