//! Who may do what: a table written here from the contract's column "who may", for the console and for Discord.
//!
//! The record is of `noord` alone and was reported by somebody of `zuid`.

use std::fmt;

/// The closed set of rights, as far as the table uses them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
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
    /// Who was paged.
    Paged,
    /// Who did what is taken back, or to whom it was offered.
    Doer,
}

use Right::{Anyone, Called, Ccvo, Chair, Cmt, Communication, Doer, Known, KnownIn, Member, Paged, Reporter};

/// Kinds of people, and what each has on the record.
pub const PEOPLE: &[(&str, &[Right])] = &[
    ("noord.melder", &[Anyone, Known, KnownIn, Member]),
    ("noord.voorzitter", &[Anyone, Known, KnownIn, Member, Cmt, Chair, Called]),
    ("noord.plaatsvervanger", &[Anyone, Known, KnownIn, Member, Cmt, Chair]),
    ("noord.kernlid1", &[Anyone, Known, KnownIn, Member, Cmt]),
    ("noord.kernlid2", &[Anyone, Known, KnownIn, Member, Cmt, Paged]),
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
    (STRANGER, &[Anyone]),
];

/// Somebody whom the organisation does not know.
pub const STRANGER: &str = "passant";

/// The record that all rows are about.
pub const RECORD: &str = "INC-2026-0001";

/// The two records that there are: who reports what.
pub const REPORTS: [(&str, Said); 2] = [
    ("zuid.kernlid2", plain("incident report", &[("entity", "noord"), ("text", "water in de kelder")])),
    ("noord.melder", plain("incident report", &[("text", "de lift staat stil")])),
];

/// Words of the line of the log that a row erases.
pub const TO_ERASE: &str = "te wissen regel";

/// A duty rota that changes nothing about who is called: whoever is on duty comes first in the example too.
pub const ROTA: &str = "\n[[rota]]\nid = \"noord.wacht\"\nentity = \"noord\"\npeople = [\"noord.voorzitter\"]\n\
                        start = \"2026-11-23T09:00\"\nevery = \"week\"\n";

/// Where somebody speaks.
pub fn room(person: &str) -> &'static str {
    match person.split('.').next() {
        Some("zuid") => "meldingen-zuid",
        Some("ccvo") => "ccvo",
        _ => "meldingen-noord",
    }
}

/// A command as somebody gives it: typed as text, or as a slash command.
#[derive(Debug, Clone, Copy)]
pub struct Said {
    /// As a slash command is called in English.
    pub command: &'static str,
    /// About the record.
    about: bool,
    given: &'static [(&'static str, &'static str)],
}

const fn plain(command: &'static str, given: &'static [(&'static str, &'static str)]) -> Said {
    Said { command, about: false, given }
}

const fn about(command: &'static str, given: &'static [(&'static str, &'static str)]) -> Said {
    Said { command, about: true, given }
}

impl Said {
    /// Its options; `{seq}` stands for the line of the log that is to be erased.
    pub fn options(&self, seq: &str) -> Vec<(&'static str, String)> {
        let record = self.about.then(|| ("incident", RECORD.to_owned()));
        record.into_iter().chain(self.given.iter().map(|(name, value)| (*name, value.replace("{seq}", seq)))).collect()
    }

    /// Its words where it is typed.
    pub fn path(&self) -> &'static str {
        match self.command {
            "log add" => "log",
            "update give" => "update",
            "page start" => "page",
            "oncall show" => "oncall",
            command => command,
        }
    }

    /// As it is typed.
    pub fn line(&self, seq: &str) -> String {
        let given = self.options(seq).into_iter().map(|(name, value)| match name {
            "incident" => format!(" {value}"),
            _ => format!(" {name}:\"{value}\""),
        });
        format!("!{}{}", self.path(), given.collect::<String>())
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line("{seq}"))
    }
}

/// See the module.
#[derive(Clone, Copy)]
pub struct Row {
    /// What everybody tries.
    pub said: Said,
    who: &'static [Right],
    /// What must have happened before it: who, and what they say.
    pub before: &'static [(&'static str, Said)],
    /// It only looks.
    pub looks: bool,
    /// What is said of it, where it is about no record.
    pub says: Option<&'static str>,
}

impl Row {
    /// Whether somebody with these may.
    pub fn allows(&self, rights: &[Right]) -> bool {
        self.who.iter().any(|right| rights.contains(right))
    }
}

const fn does(said: Said, who: &'static [Right]) -> Row {
    Row { said, who, before: &[], looks: false, says: None }
}

const fn looks(said: Said, who: &'static [Right]) -> Row {
    Row { said, who, before: &[], looks: true, says: None }
}

const fn says(words: &'static str, row: Row) -> Row {
    Row { says: Some(words), ..row }
}

const fn after(before: &'static [(&'static str, Said)], row: Row) -> Row {
    Row { before, ..row }
}

const CMT: &[(&str, Said)] = &[("noord.voorzitter", about("cmt activate", &[]))];
const DANGER: &[(&str, Said)] = &[("noord.melder", about("incident impact", &[("health", "yes")]))];
const ALARM: &[(&str, Said)] =
    &[("ccvo.hoofd", about("ccvo alarm", &[])), ("ccvo.hoofd", about("ccvo alarm", &[("sure", "yes")]))];
const CLOSED: &[(&str, Said)] = &[("noord.voorzitter", about("incident close", &[]))];
const TASK: &[(&str, Said)] = &[("noord.melder", about("task add", &[("text", "bel de conciërge")]))];
const LOGGED: &[(&str, Said)] = &[("noord.melder", about("log add", &[("text", TO_ERASE)]))];
const HELD: &[(&str, Said)] = &[("ccvo.hoofd", about("role take", &[("role", "logger")]))];
const OFFERED: &[(&str, Said)] = &[
    ("noord.voorzitter", about("role take", &[("role", "logger")])),
    ("noord.voorzitter", about("role handover", &[("person", "ccvo.hoofd"), ("role", "logger")])),
];
const DRAFTED: &[(&str, Said)] =
    &[("noord.melder", about("update give", &[("text", "de school blijft dicht"), ("audience", "public")]))];

const PAGED: &[(&str, Said)] =
    &[("ccvo.hoofd", about("page start", &[("who", "noord.kernlid2"), ("text", "kom naar de ingang")]))];

/// The table.
pub const ROWS: &[Row] = &[
    does(plain("incident report", &[("text", "water in de gang")]), &[Anyone]),
    does(about("incident impact", &[("impact", "negative"), ("entity", "noord")]), &[Member, Cmt, Ccvo, Reporter]),
    does(about("incident impact", &[("nbc", "no"), ("entity", "noord")]), &[Member, Cmt, Ccvo, Reporter]),
    does(about("incident escalate", &[("level", "incident")]), &[Member]),
    does(about("incident escalate", &[("level", "crisis"), ("reason", "te groot")]), &[Cmt]),
    does(about("incident deescalate", &[("level", "issue"), ("reason", "het viel mee")]), &[Cmt]),
    does(about("incident withdraw", &[("reason", "een oefening van de buren")]), &[Reporter, Cmt]),
    looks(plain("incident list", &[]), &[Known]),
    looks(about("incident show", &[]), &[Known]),
    does(about("incident link", &[("other", "INC-2026-0002"), ("kind", "beside")]), &[Cmt, Ccvo]),
    does(about("incident link", &[("other", "INC-2026-0002"), ("kind", "same")]), &[Cmt, Ccvo, Reporter]),
    does(about("incident close", &[]), &[Cmt, Ccvo]),
    after(CLOSED, does(about("incident reopen", &[]), &[Cmt, Ccvo])),
    does(about("communication room", &[]), &[Cmt, Communication, Ccvo]),
    does(about("cmt activate", &[]), &[Cmt]),
    after(CMT, does(about("cmt standdown", &[]), &[Cmt])),
    after(CMT, looks(about("cmt who", &[]), &[Known])),
    does(about("ccvo inform", &[("text", "ter informatie")]), &[Member]),
    does(about("ccvo support", &[("text", "wij zoeken pompen")]), &[Cmt]),
    does(about("ccvo takeover", &[("text", "neem over")]), &[Cmt]),
    after(DANGER, does(about("ccvo called", &[("answered", "permanentie")]), &[Member, Reporter, Ccvo])),
    after(DANGER, does(about("ccvo ack", &[]), &[Ccvo])),
    after(DANGER, does(about("ccvo decline", &[("reason", "de brandweer volstaat")]), &[Ccvo])),
    does(about("ccvo vooralarm", &[]), &[Ccvo]),
    does(plain("ccvo vooralarm", &[("entity", "noord"), ("text", "overstroming")]), &[Ccvo]),
    does(about("ccvo alarm", &[]), &[Ccvo]),
    after(ALARM, does(about("ccvo end", &[]), &[Ccvo])),
    after(ALARM, does(about("undo", &[]), &[Doer])),
    does(about("log add", &[("text", "de pompen draaien")]), &[KnownIn]),
    does(about("log add", &[("kind", "decision"), ("text", "wij sluiten de kelder")]), &[KnownIn]),
    looks(about("log show", &[]), &[KnownIn]),
    after(
        LOGGED,
        does(about("log redact", &[("seq", "{seq}"), ("reason", "op vraag van de betrokkene")]), &[Chair, Ccvo]),
    ),
    does(about("task add", &[("text", "bel de conciërge")]), &[KnownIn]),
    after(TASK, does(about("task assign", &[("task", "T1"), ("person", "noord.kernlid1")]), &[KnownIn])),
    after(TASK, does(about("task done", &[("task", "T1")]), &[KnownIn])),
    after(TASK, looks(about("task list", &[]), &[KnownIn])),
    does(about("role take", &[("role", "logger")]), &[KnownIn]),
    does(about("role assign", &[("person", "noord.kernlid2"), ("role", "logger")]), &[Chair]),
    after(HELD, does(about("role handover", &[("person", "noord.kernlid2"), ("role", "logger")]), &[Doer])),
    // Who offered it takes the offer back.
    after(OFFERED, does(about("role decline", &[("role", "logger")]), &[Doer, Called])),
    looks(about("role list", &[]), &[KnownIn]),
    does(about("update give", &[("text", "het water zakt")]), &[KnownIn]),
    looks(about("update give", &[]), &[KnownIn]),
    after(DRAFTED, does(about("update release", &[]), &[Communication])),
    does(about("page start", &[("who", "noord.kernlid2"), ("text", "kom naar de ingang")]), &[Cmt, Ccvo]),
    after(PAGED, does(about("page stop", &[]), &[Cmt, Ccvo])),
    does(about("ack", &[]), &[Called]),
    after(PAGED, does(about("ack", &[("page", "1")]), &[Paged])),
    looks(plain("status", &[]), &[Known]),
    looks(plain("oncall show", &[]), &[Known]),
    says(
        "vervangt van",
        does(
            plain("oncall override", &[("person", "noord.kernlid2"), ("until", "8h"), ("entity", "noord")]),
            &[Cmt, Ccvo],
        ),
    ),
    looks(plain("help", &[]), &[Anyone]),
    looks(plain("ping", &[]), &[Anyone]),
];

/// Commands that were added to the catalogue and not to the table.
#[test]
fn every_command_of_the_catalogue_is_in_the_table() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("commands");
    let files = std::fs::read_dir(folder).expect("the catalogue").map(|entry| entry.expect("an entry").path());
    let text: String = files.map(|path| std::fs::read_to_string(path).expect("a text")).collect();
    let paths = text.lines().filter_map(|line| line.strip_prefix("path = \"")?.strip_suffix('"'));
    let missing: Vec<_> = paths.filter(|path| !ROWS.iter().any(|row| row.said.path() == *path)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
