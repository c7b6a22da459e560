//! Every command × every kind of person, held against a table written here from the contract's column "who may".
//!
//! Whoever may not is refused in words, and nothing changes. Whoever may is not refused, and what the command does is
//! in the record. The record is of `noord` alone and was reported by somebody of `zuid`.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use serde_json::Value;

use crate::{
    story::caught,
    world::{Output, World},
};

/// The closed set of rights, as far as the table uses them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Right {
    Anyone,
    Known,
    KnownIn,
    Member,
    Reporter,
    Cmt,
    Chair,
    Communication,
    Ccvo,
    Called,
    /// Who did what is taken back.
    Doer,
}

use Right::{Anyone, Called, Ccvo, Chair, Cmt, Communication, Doer, Known, KnownIn, Member, Reporter};

/// Kinds of people, and what each has on the record.
const PEOPLE: &[(&str, &[Right])] = &[
    ("noord.melder", &[Anyone, Known, KnownIn, Member]),
    ("noord.voorzitter", &[Anyone, Known, KnownIn, Member, Cmt, Chair, Called]),
    ("noord.plaatsvervanger", &[Anyone, Known, KnownIn, Member, Cmt, Chair]),
    ("noord.kernlid1", &[Anyone, Known, KnownIn, Member, Cmt]),
    ("noord.kernlid2", &[Anyone, Known, KnownIn, Member, Cmt]),
    ("noord.communicatie", &[Anyone, Known, KnownIn, Member, Communication]),
    ("zuid.melder", &[Anyone, Known]),
    ("zuid.voorzitter", &[Anyone, Known]),
    ("zuid.plaatsvervanger", &[Anyone, Known]),
    ("zuid.kernlid1", &[Anyone, Known]),
    ("zuid.communicatie", &[Anyone, Known]),
    // Who reported it.
    ("zuid.kernlid2", &[Anyone, Known, Reporter]),
    ("ccvo.wacht1", &[Anyone, Known, KnownIn, Ccvo]),
    ("ccvo.wacht2", &[Anyone, Known, KnownIn, Ccvo]),
    ("ccvo.hoofd", &[Anyone, Known, KnownIn, Ccvo, Doer]),
    ("passant", &[Anyone]),
];

/// The record that all rows are about, and another one beside it.
const RECORD: &str = "INC-2026-0001";

#[derive(Clone, Copy)]
struct Row {
    command: &'static str,
    who: &'static [Right],
    /// What must have happened before it: who, and what they say.
    before: &'static [(&'static str, &'static str)],
    /// It only looks.
    looks: bool,
}

const fn does(command: &'static str, who: &'static [Right]) -> Row {
    Row { command, who, before: &[], looks: false }
}

const fn looks(command: &'static str, who: &'static [Right]) -> Row {
    Row { command, who, before: &[], looks: true }
}

const fn after(before: &'static [(&'static str, &'static str)], row: Row) -> Row {
    Row { before, ..row }
}

const DANGER: &[(&str, &str)] = &[("noord.melder", "!impact INC-2026-0001 gezondheid:ja")];
const ALARM: &[(&str, &str)] = &[("ccvo.hoofd", "!ccvo alarm INC-2026-0001"), ("ccvo.hoofd", "(Ja")];
const CMT: &[(&str, &str)] = &[("noord.voorzitter", "!cmt activeer INC-2026-0001")];
const TASK: &[(&str, &str)] = &[("noord.melder", "!taak nieuw INC-2026-0001 bel de conciërge")];
const LOGGED: &[(&str, &str)] = &[("noord.melder", "!log INC-2026-0001 te wissen regel")];

const ROWS: &[Row] = &[
    does("!meld water in de gang", &[Anyone]),
    does("!impact INC-2026-0001 impact:negatief entiteit:noord", &[Member, Cmt, Ccvo, Reporter]),
    does("!impact INC-2026-0001 nbc:nee entiteit:noord", &[Member, Cmt, Ccvo, Reporter]),
    does("!opschalen INC-2026-0001 niveau:incident", &[Member]),
    does("!opschalen INC-2026-0001 niveau:crisis reden:\"te groot\"", &[Cmt]),
    does("!afschalen INC-2026-0001 niveau:issue reden:\"het viel mee\"", &[Cmt]),
    does("!intrekken INC-2026-0001 het was een oefening van de buren", &[Reporter, Cmt]),
    looks("!incident lijst", &[Known]),
    looks("!toon INC-2026-0001", &[Known]),
    does("!incident koppel INC-2026-0001 INC-2026-0002 soort:beside", &[Cmt, Ccvo]),
    does("!incident koppel INC-2026-0001 INC-2026-0002 soort:same", &[Cmt, Ccvo, Reporter]),
    does("!incident sluit INC-2026-0001", &[Cmt, Ccvo]),
    after(
        &[("noord.voorzitter", "!incident sluit INC-2026-0001")],
        does("!incident heropen INC-2026-0001", &[Cmt, Ccvo]),
    ),
    does("!communicatie kamer INC-2026-0001", &[Cmt, Communication, Ccvo]),
    does("!cmt activeer INC-2026-0001", &[Cmt]),
    after(CMT, does("!cmt stopzetten INC-2026-0001", &[Cmt])),
    after(CMT, looks("!cmt wie INC-2026-0001", &[Known])),
    does("!ccvo inlichten INC-2026-0001 ter informatie", &[Member]),
    does("!ccvo ondersteuning INC-2026-0001 wij zoeken pompen", &[Cmt]),
    does("!ccvo overname INC-2026-0001 neem over", &[Cmt]),
    after(DANGER, does("!gebeld INC-2026-0001 permanentie", &[Member, Reporter, Ccvo])),
    after(DANGER, does("!ccvo bevestig INC-2026-0001", &[Ccvo])),
    after(DANGER, does("!ccvo geenvooralarm INC-2026-0001 de brandweer volstaat", &[Ccvo])),
    does("!ccvo vooralarm INC-2026-0001", &[Ccvo]),
    does("!ccvo vooralarm entiteit:noord overstroming", &[Ccvo]),
    does("!ccvo alarm INC-2026-0001", &[Ccvo]),
    after(ALARM, does("!ccvo einde INC-2026-0001", &[Ccvo])),
    after(ALARM, does("!ongedaan INC-2026-0001", &[Doer])),
    does("!log INC-2026-0001 de pompen draaien", &[KnownIn]),
    does("!besluit INC-2026-0001 wij sluiten de kelder", &[KnownIn]),
    looks("!log toon INC-2026-0001", &[KnownIn]),
    after(LOGGED, does("!log redact INC-2026-0001 {seq} op vraag van de betrokkene", &[Chair, Ccvo])),
    does("!taak nieuw INC-2026-0001 bel de conciërge", &[KnownIn]),
    after(TASK, does("!taak geef INC-2026-0001 T1 noord.kernlid1", &[KnownIn])),
    after(TASK, does("!taak klaar INC-2026-0001 T1", &[KnownIn])),
    after(TASK, looks("!taak lijst INC-2026-0001", &[KnownIn])),
    does("!rol neem INC-2026-0001 logger", &[KnownIn]),
    does("!rol geef INC-2026-0001 noord.kernlid2 logger", &[Chair]),
    looks("!rol lijst INC-2026-0001", &[KnownIn]),
    does("!stand INC-2026-0001 het water zakt", &[KnownIn]),
    looks("!stand INC-2026-0001", &[KnownIn]),
    does("!ontvangen INC-2026-0001", &[Called]),
    looks("!status", &[Known]),
    looks("!help", &[Anyone]),
    looks("!ping", &[Anyone]),
];

fn room(person: &str) -> &'static str {
    match person.split('.').next() {
        Some("zuid") => "meldingen-zuid",
        Some("ccvo") => "ccvo",
        _ => "meldingen-noord",
    }
}

fn act(world: &mut World, person: &str, words: &str) -> Vec<Output> {
    match words.strip_prefix('(') {
        Some(label) => world.press(person, Some(room(person)), label),
        None => world.say(person, room(person), words),
    }
}

fn refused(person: &str, outputs: &[Output]) -> bool {
    let answer = outputs.iter().find(|output| output.kind == "post" && output.room() == room(person));
    answer.is_some_and(|answer| answer.text().contains("Niet uitgevoerd"))
}

fn shown(outputs: &[Output]) -> String {
    let lines: Vec<_> = outputs.iter().map(ToString::to_string).collect();
    format!("\n{}", lines.join("\n"))
}

fn log_length(state: &Value) -> usize {
    state["log"].as_array().map_or(0, Vec::len)
}

fn base() -> World {
    let mut world = World::new();
    world.say("zuid.kernlid2", "meldingen-zuid", "!meld water in de kelder entiteit:noord");
    world.say("noord.melder", "meldingen-noord", "!meld de lift staat stil");
    world.stop();
    world
}

/// Everybody tries; what goes otherwise than the table says.
fn walk(mut world: World, row: &Row) -> Vec<String> {
    let mut problems = Vec::new();
    world.start();
    for (person, words) in row.before {
        let outputs = act(&mut world, person, words);
        assert!(!refused(person, &outputs), "{person}: {words}, before {}:{}", row.command, shown(&outputs));
    }
    let before = world.state(RECORD);
    let command = row.command.replace("{seq}", &line_to_erase(&before));
    let may = |rights: &[Right]| row.who.iter().any(|right| rights.contains(right));
    for (person, _) in PEOPLE.iter().filter(|(_, rights)| !may(rights)) {
        let outputs = act(&mut world, person, &command);
        if !refused(person, &outputs) {
            problems.push(format!("{person} may not `{command}` and was not refused:{}", shown(&outputs)));
        } else if outputs.iter().any(|output| output.room() != room(person)) {
            problems.push(format!("{person} may not `{command}`, and others saw something of it:{}", shown(&outputs)));
        }
        if world.state(RECORD) != before {
            problems.push(format!("{person} may not `{command}` and the record changed"));
            break;
        }
    }
    world.stop();
    for (person, _) in PEOPLE.iter().filter(|(_, rights)| may(rights)) {
        let mut world = world.copy();
        world.start();
        let outputs = act(&mut world, person, &command);
        if refused(person, &outputs) {
            problems.push(format!("{person} may `{command}` and was refused:{}", shown(&outputs)));
            continue;
        }
        let new = outputs.iter().filter_map(|output| output.first_incident()).any(|id| id == "INC-2026-0003");
        let did = new || log_length(&world.state(RECORD)) > log_length(&before);
        if did == row.looks {
            let what = if row.looks { "it only looks, and the log grew" } else { "nothing of it is in the log" };
            problems.push(format!("{person}: `{command}`: {what}:{}", shown(&outputs)));
        }
    }
    problems
}

/// The log line with the words that a row erases.
fn line_to_erase(state: &Value) -> String {
    let log = state["log"].as_array().expect("a list");
    let line = log.iter().find(|line| line["text"].as_str().is_some_and(|text| text.contains("te wissen regel")));
    line.map_or_else(|| "1".to_owned(), |line| line["seq"].to_string())
}

#[test]
fn every_command_by_every_kind_of_person() {
    let base = Mutex::new(base());
    let (next, problems) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some(row) = ROWS.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let world = base.lock().expect("no panic holds it").copy();
                    let found = caught(|| walk(world, row))
                        .unwrap_or_else(|problem| vec![format!("`{}`: {problem}", row.command)]);
                    problems.lock().expect("no panic holds it").extend(found);
                }
            });
        }
    });
    let problems = problems.into_inner().expect("no panic held it");
    assert!(problems.is_empty(), "{} times otherwise than the table says:\n{}\n", problems.len(), problems.join("\n"));
}

/// An account that nobody knows may do for its own report what any reporter may, and nothing else.
#[test]
fn a_reporter_whom_nobody_knows() {
    let mut world = World::new();
    world.say("passant", "meldingen-noord", "!meld rook uit het dak");
    let refused_all =
        ["!status", "!toon INC-2026-0001", "!log INC-2026-0001 tekst", "!opschalen INC-2026-0001 niveau:crisis"];
    for command in refused_all {
        let outputs = world.say("passant", "meldingen-noord", command);
        assert!(refused("passant", &outputs), "{command}:{}", shown(&outputs));
    }
    for command in
        ["!impact INC-2026-0001 gezondheid:ja", "!gebeld INC-2026-0001 permanentie", "!intrekken INC-2026-0001 vergist"]
    {
        let outputs = world.say("passant", "meldingen-noord", command);
        assert!(!refused("passant", &outputs), "{command}:{}", shown(&outputs));
    }
    let outputs = world.say("voorbijganger", "meldingen-noord", "!intrekken INC-2026-0001 het is niets");
    assert!(refused("voorbijganger", &outputs), "{}", shown(&outputs));
    world.close();
}

/// The entity that counts is that of the fact being set, or the one given; not that of the room or of the record.
#[test]
fn the_entity_decides() {
    let mut world = base();
    world.start();
    let outputs = world.say("zuid.melder", "meldingen-noord", "!impact INC-2026-0001 gezondheid:nee entiteit:zuid");
    assert!(!refused("zuid.melder", &outputs) && world.state(RECORD)["facts"]["entities"]["zuid"]["health"] == "no");
    let outputs = world.say("zuid.voorzitter", "meldingen-zuid", "!cmt activeer INC-2026-0001 entiteit:noord");
    assert!(refused("zuid.voorzitter", &outputs), "{}", shown(&outputs));
    let outputs = world.say("zuid.voorzitter", "meldingen-zuid", "!cmt activeer INC-2026-0001 entiteit:zuid");
    assert!(!refused("zuid.voorzitter", &outputs), "{}", shown(&outputs));
    assert_eq!(world.state(RECORD)["cmts"][0]["entity"], "zuid");
    world.close();
}
