//! Nobody answers: every ladder goes on as configured, to the minute, whatever happens to the program meanwhile.

mod expected;

use std::{collections::BTreeMap, fs, path::Path};

use jiff::{SignedDuration, Timestamp};

use self::expected::{Chase, Ladder, Reached, Span, of_list};
use crate::world::{Example, Output, Setup, World};

/// A role that is offered is offered again so often.
const OFFER_EVERY: SignedDuration = SignedDuration::from_mins(5);

const NOORD: [&str; 4] = ["noord.voorzitter", "noord.plaatsvervanger", "noord.kernlid1", "noord.kernlid2"];
const ZUID: [&str; 4] = ["zuid.voorzitter", "zuid.plaatsvervanger", "zuid.kernlid1", "zuid.kernlid2"];
const DUTY: [&str; 3] = ["ccvo.wacht1", "ccvo.wacht2", "ccvo.hoofd"];
/// Who is asked about which entity it is: whoever reported, then the rest of the duty list.
const PLACING: [&str; 3] = ["ccvo.hoofd", "ccvo.wacht1", "ccvo.wacht2"];

/// A person, their lines of the configuration, whether they have a chat, and where their channels go.
type Configured = (&'static str, &'static str, bool, &'static [(&'static str, &'static str)]);

/// Who has which channels: the lines of the configuration, and what is expected of them.
const CHANNELS: [Configured; 12] = [
    (
        "noord.voorzitter",
        "matrix = \"@v:noord.be\"\nchannels = [\"sms\", \"phone\", \"mail\"]",
        true,
        &[("sms", "+32 2 000 00 12"), ("call", "+32 2 000 00 12"), ("mail", "voorzitter.noord@noodklok.invalid")],
    ),
    ("noord.plaatsvervanger", "discord = 1234\nchannels = [\"phone\"]", true, &[("call", "+32 2 000 00 13")]),
    (
        "noord.kernlid1",
        "channels = [\"phone\", \"mail\"]",
        false,
        &[("call", "+32 2 000 00 14"), ("mail", "kernlid1.noord@noodklok.invalid")],
    ),
    (
        "noord.kernlid2",
        "matrix = \"@k:noord.be\"\nwebhook = \"https://pager.noord.be/k\"\nchannels = [\"webhook\"]",
        true,
        &[("webhook", "https://pager.noord.be/k")],
    ),
    ("noord.communicatie", "matrix = \"@c:noord.be\"", true, &[]),
    ("zuid.voorzitter", "channels = [\"sms\"]", false, &[("sms", "+32 2 000 00 22")]),
    ("zuid.plaatsvervanger", "matrix = \"@p:zuid.be\"", true, &[]),
    ("zuid.kernlid1", "matrix = \"@k1:zuid.be\"", true, &[]),
    ("zuid.kernlid2", "matrix = \"@k2:zuid.be\"", true, &[]),
    ("zuid.melder", "matrix = \"@m:zuid.be\"\nchannels = [\"sms\"]", true, &[("sms", "+32 2 000 00 21")]),
    (
        "ccvo.wacht1",
        "matrix = \"@w:ccvo.be\"\nchannels = [\"mail\"]",
        true,
        &[("mail", "wacht1.ccvo@noodklok.invalid")],
    ),
    ("ccvo.wacht2", "channels = [\"sms\"]", false, &[("sms", "+32 2 000 00 33")]),
];

/// The example with these channels, and real; its binary is not started yet.
fn world() -> World {
    let example = Example::changed(&[("organisation.toml", "demo = true", "demo = false")]);
    for (person, lines, ..) in CHANNELS {
        let id = format!("[[person]]\nid = \"{person}\"\n");
        let reached = example.change("organisation.toml", &id, &format!("{id}{lines}\n"));
        reached.unwrap_or_else(|problem| panic!("the example knows {person}: {problem}"));
    }
    World::stopped(Setup { config: Some(example), real: true, ..Setup::default() })
}

fn people() -> BTreeMap<&'static str, Reached> {
    let reached =
        |(person, _, chat, channels): (_, _, _, &[_])| (person, Reached { chat, channels: channels.to_vec() });
    CHANNELS.map(reached).into()
}

fn escalation() -> toml::Table {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/escalation.toml");
    fs::read_to_string(file).expect("a text").parse().expect("the example is TOML")
}

/// The members of a CMT by the words of the configuration.
fn of_cmt(team: [&'static str; 4], word: &str) -> Vec<&'static str> {
    match word {
        "chair" => vec![team[0]],
        "deputies" => vec![team[1]],
        "core" => team[2..].to_vec(),
        "all" => team.to_vec(),
        _ => panic!("{word} is nobody of a CMT"),
    }
}

/// What began, and what was said by it.
struct Begun {
    seen: Vec<Output>,
    chases: Vec<Chase>,
    /// What must come beside the chases.
    beside: Vec<(Timestamp, String)>,
}

/// Everything that nobody answers begins at once.
fn begin(world: &mut World, year: i16) -> Begun {
    let escalation = escalation();
    let [fire, danger, crisis, nowhere] = [1, 2, 3, 4].map(|n| format!("INC-{year}-{n:04}"));
    let mut outputs = Vec::new();
    for (who, room, said) in [
        ("noord.melder", "meldingen-noord", "!meld brand op de derde verdieping niveau:incident"),
        ("zuid.melder", "meldingen-zuid", "!meld een vreemde geur in het labo gezondheid:ja"),
        ("noord.plaatsvervanger", "meldingen-noord", "!meld het archief staat onder water"),
        ("noord.plaatsvervanger", "meldingen-noord", &format!("!cmt activeer {crisis}")),
        ("ccvo.hoofd", "ccvo", &format!("!oproepen {fire} ccvo wie kan naar de meldkamer")),
        ("ccvo.hoofd", "ccvo", &format!("!oproepen {fire} zuid.cmt overleg om vier uur wijze:elk")),
        ("ccvo.hoofd", "ccvo", &format!("!rol neem {fire} logboekhouder")),
        ("ccvo.hoofd", "ccvo", &format!("!rol overdragen {fire} noord.communicatie logboekhouder")),
        ("ccvo.hoofd", "ccvo", "!meld rook op een foto zonder plaats"),
        // None of these is said by a first responder of the record: that would answer.
        ("noord.communicatie", "meldingen-noord", &format!("!impact {fire} kwaadopzet:vermoed")),
        ("zuid.communicatie", "meldingen-zuid", &format!("!impact {danger} capaciteit:overstijgt")),
        ("noord.plaatsvervanger", "meldingen-noord", &format!("!opschalen {crisis} niveau:crisis")),
        ("zuid.communicatie", "meldingen-zuid", &format!("!impact {crisis} entiteit:zuid impact:negatief")),
        ("noord.communicatie", "meldingen-noord", &format!("!ccvo inlichten {fire} de pers belt")),
        ("noord.plaatsvervanger", "meldingen-noord", &format!("!ccvo ondersteuning {crisis} wij zoeken pompen")),
        ("zuid.plaatsvervanger", "meldingen-zuid", &format!("!ccvo overname {danger} het groeit ons boven het hoofd")),
    ] {
        outputs.extend(world.say(who, room, said));
    }
    let opened = world.now();
    let ladder = |name: &str, named: expected::Named<'_>| Ladder::read(&escalation, name, named);
    let list = |list: &'static [&'static str]| move |who: &str| of_list(list, who);
    let telephones = |reporter: &'static str, team: [&'static str; 4]| {
        move |who: &str| match who {
            "reporter" => vec![reporter],
            "all" => [reporter].into_iter().chain(team).collect(),
            other => of_cmt(team, other),
        }
    };
    let cmt = |team: [&'static str; 4]| move |who: &str| of_cmt(team, who);
    let of_noord = |who: &str| match who {
        "all" => NOORD.into_iter().chain(["noord.communicatie"]).collect(),
        other => of_cmt(NOORD, other),
    };
    let chase =
        |record: &String, room: &str, ladder| Chase { record: record.clone(), room: room.to_owned(), opened, ladder };
    // Whoever pages their own team is there already.
    let pages = [ladder("page", &list(&DUTY[..2])), ladder("page", &list(&ZUID)).each()];
    // Once everybody was called, whoever called is told to telephone.
    let hoofd = |room: &str, at| (at, expected::call(at, &fire, room, &["ccvo.hoofd"], ""));
    let mut beside: Vec<_> = pages.iter().map(|page| hoofd("ccvo", opened + page.first_round())).collect();
    beside.push(hoofd("meldingen-noord", opened + expected::time(&escalation["duty_warning"])));
    let [one, each] = pages;
    let chases = vec![
        chase(&fire, "meldingen-noord", ladder("first_responders", &list(&["noord.voorzitter", "noord.kernlid1"]))),
        chase(&danger, "meldingen-zuid", ladder("first_responders", &list(&["zuid.voorzitter", "zuid.kernlid1"]))),
        chase(&danger, "ccvo", ladder("ccvo", &list(&DUTY))),
        chase(&danger, "meldingen-zuid", ladder("call", &telephones("zuid.melder", ZUID))),
        chase(&crisis, &format!("crisis-{crisis}-noord"), ladder("cmt", &of_noord)),
        chase(&fire, "ccvo", one),
        chase(&fire, "meldingen-zuid", each),
        chase(&fire, "meldingen-noord", Ladder::again("noord.communicatie", OFFER_EVERY)),
        // Which entity, malicious intent, a crisis, a CMT.
        chase(&nowhere, "ccvo", ladder("first_responders", &list(&PLACING))),
        chase(&fire, "meldingen-noord", ladder("proposal", &cmt(NOORD))),
        chase(&danger, "meldingen-zuid", ladder("proposal", &cmt(ZUID))),
        chase(&crisis, "meldingen-zuid", ladder("proposal", &cmt(ZUID))),
        // What a CMT asks of the crisis centre, with the telephone call of each record that has none yet.
        chase(&fire, "ccvo", ladder("ccvo", &list(&DUTY))),
        chase(&fire, "meldingen-noord", ladder("call", &telephones("noord.melder", NOORD))),
        chase(&crisis, "ccvo", ladder("ccvo", &list(&DUTY))),
        chase(&crisis, "meldingen-noord", ladder("call", &telephones("noord.plaatsvervanger", NOORD))),
        chase(&danger, "ccvo", ladder("ccvo", &list(&DUTY))),
    ];
    Begun { seen: outputs, chases, beside }
}

impl Begun {
    /// Holds what was seen until now against what must come, with what the program was away for.
    #[track_caller]
    fn check(&self, until: Timestamp, away: Option<(Timestamp, Timestamp)>) {
        let every = expected::time(&escalation()["next_channel"]);
        let (people, span) = (people(), Span { until, every, away });
        let beside = self.beside.iter().filter(|(at, _)| *at <= until).map(|(_, line)| line.clone());
        let wanted = self.chases.iter().flat_map(|chase| expected::of(chase, &span, &people)).chain(beside);
        same(&self.seen.iter().filter_map(line).collect::<Vec<_>>(), &wanted.collect::<Vec<_>>());
    }
}

/// As a line of what is expected; none for what calls nobody, and for mail that informs the crisis centre.
fn line(output: &Output) -> Option<String> {
    let (at, record) = (output.at().expect("it happened"), output.str("incident").unwrap_or_default());
    let mentions = output.mentions();
    match output.kind.as_str() {
        "post" if !mentions.is_empty() => {
            let people: Vec<&str> = mentions.iter().map(String::as_str).collect();
            let next = output.text().lines().find(|line| line.starts_with("Nu: zonder antwoord")).unwrap_or_default();
            Some(expected::call(at, record, output.room(), &people, next))
        }
        "mail" | "sms" | "call" | "webhook" if output.str("to") != Some("ccvo@noodklok.invalid") => {
            Some(expected::reached(at, record, &output.kind, output.str("to").unwrap_or_default()))
        }
        _ => None,
    }
}

/// Compares, each as often as it is there.
#[track_caller]
fn same(seen: &[String], wanted: &[String]) {
    let mut counted: BTreeMap<&String, (i32, i32)> = BTreeMap::new();
    for line in seen {
        counted.entry(line).or_default().0 += 1;
    }
    for line in wanted {
        counted.entry(line).or_default().1 += 1;
    }
    let wrong = counted.iter().filter(|(_, (seen, wanted))| seen != wanted);
    let wrong: Vec<_> = wrong.map(|(line, (seen, wanted))| format!("{seen} instead of {wanted}: {line}")).collect();
    assert!(wrong.is_empty(), "{} lines:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
}

#[test]
fn for_three_days_everybody_is_called_at_each_of_their_times_and_at_no_other() {
    let mut world = world();
    world.start();
    let mut begun = begin(&mut world, 2026);
    let until = world.now() + SignedDuration::from_hours(72);
    let every = SignedDuration::from_hours(1);
    for round in 1..=72 {
        let target = world.now() + every;
        match round {
            // Stopped and started while nothing is to be done.
            10 | 40 => {
                world.stop();
                begun.seen.extend(world.start_later(SignedDuration::ZERO));
            }
            // Killed between two calls of one minute.
            25 | 55 => {
                world.advance_only(every);
                begun.seen.extend(world.until(|output| output.kind == "sms"));
                begun.seen.extend(world.kill());
                begun.seen.extend(world.start());
                begun.seen.extend(world.say("ccvo.hoofd", "ccvo", "!status"));
                assert!(world.now() < target, "it was killed on the way");
            }
            _ => {}
        }
        begun.seen.extend(world.advance(target.duration_since(world.now())));
    }
    assert_eq!(world.now(), until);
    begun.check(until, None);
    world.close();
}

#[test]
fn in_the_nights_when_the_clock_is_set_everybody_is_called_at_the_same_distance() {
    for (night, year) in [("2026-10-24T23:20:00Z", 2026), ("2027-03-27T23:20:00Z", 2027)] {
        let mut world = world();
        let night: Timestamp = night.parse().expect("an instant");
        world.start_later(night.duration_since(world.now()));
        let mut begun = begin(&mut world, year);
        for _ in 0..2 {
            begun.seen.extend(world.advance(SignedDuration::from_mins(95)));
        }
        begun.check(world.now(), None);
        let texts: Vec<&str> = begun.seen.iter().map(Output::text).collect();
        let says = |words: &str| texts.iter().any(|text| text.contains(words));
        if year == 2026 {
            assert!(says("opgeroepen om 02:30 zomertijd") && says("opgeroepen om 02:30 wintertijd"), "it is twice");
        } else {
            assert!(says("opgeroepen om 03:00 (over") && !texts.iter().any(|text| text.contains("om 02:")));
        }
        world.stop();
    }
}

#[test]
fn after_hours_away_each_ladder_calls_once_and_keeps_its_distance() {
    let mut world = world();
    world.start();
    let mut begun = begin(&mut world, 2026);
    // When nobody is on the way from one channel to the next.
    begun.seen.extend(world.advance(SignedDuration::from_mins(29)));
    world.stop();
    let from = world.now();
    begun.seen.extend(world.start_later(SignedDuration::from_hours(3)));
    let to = world.now();
    begun.seen.extend(world.advance(SignedDuration::from_mins(45)));
    begun.check(world.now(), Some((from, to)));
    world.close();
}
