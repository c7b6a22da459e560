//! Mistakes that show only when the parts of the organisation are put side by side.

use super::{super::mistake::Fault, allowed, listed, quoted};

/// What an id stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum What {
    Entity,
    Person,
    Team,
    Rota,
    Room,
    Process,
    Building,
    Rule,
    Source,
    Client,
}

impl What {
    pub(in super::super) const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Entity => ("entiteit", "entity"),
            Self::Person => ("persoon", "person"),
            Self::Team => ("team", "team"),
            Self::Rota => ("wachtdienst", "rota"),
            Self::Room => ("kamer", "room"),
            Self::Process => ("proces", "process"),
            Self::Building => ("gebouw", "building"),
            Self::Rule => ("regel", "rule"),
            Self::Source => ("bron", "source"),
            Self::Client => ("client", "client"),
        }
    }
}

fn of_whom(entity: Option<&str>) -> (String, String) {
    entity.map_or_else(
        || ("het CCVO".to_owned(), "the CCVO".to_owned()),
        |entity| (format!("entiteit {}", quoted(entity)), format!("entity {}", quoted(entity))),
    )
}

/// `first` is a place, such as `organisation.toml:12`.
pub(in super::super) fn duplicate(what: What, id: &str, first: &str) -> Fault {
    let what = what.words();
    Fault::new(
        format!("{} {} staat er al, in {first}", what.0, quoted(id)),
        format!("{} {} stands there already, in {first}", what.1, quoted(id)),
    )
    .help("Elk id komt één keer voor.", "Each id is given once.")
}

pub(in super::super) fn unknown(what: What, id: &str, known: &[&str]) -> Fault {
    let (what, help) = (what.words(), allowed(id, known));
    Fault::new(format!("er is geen {} {}", what.0, quoted(id)), format!("there is no {} {}", what.1, quoted(id)))
        .help(help.nl, help.en)
}

pub(in super::super) fn reserved_room(id: &str) -> Fault {
    Fault::new(format!("{} kan geen vaste kamer zijn", quoted(id)), format!("{} cannot be a standing room", quoted(id)))
        .help(
            "Ids die met `crisis-` beginnen zijn voor de crisiskamers, die vanzelf opengaan.",
            "Ids that begin with `crisis-` are for the crisis rooms, which open by themselves.",
        )
}

pub(in super::super) fn twice(id: &str) -> Fault {
    Fault::new(
        format!("{} staat twee keer in deze lijst", quoted(id)),
        format!("{} stands twice in this list", quoted(id)),
    )
}

/// An exercise reaches one number and one address.
pub(in super::super) fn only_one(key: &str) -> Fault {
    Fault::new(
        format!("`{key}` van `[exercise]` mag er maar één hebben"),
        format!("`{key}` of `[exercise]` may have one only"),
    )
    .help(
        "Laat er één staan: elke oproep van een oefening gaat daarheen.",
        "Leave one: each call of an exercise goes there.",
    )
}

/// Somebody who is called, and by nothing.
pub(in super::super) fn nowhere(person: &str) -> Fault {
    Fault::new(
        format!("{} wordt opgeroepen en is op geen enkele manier te bereiken", quoted(person)),
        format!("{} is called and cannot be reached by anything", quoted(person)),
    )
    .help(
        "Geef de persoon een account (`matrix`, `discord`), een `phone`, een `mail` of een `webhook`.",
        "Give the person an account (`matrix`, `discord`), a `phone`, a `mail` or a `webhook`.",
    )
}

/// A channel of which the person has no address.
pub(in super::super) fn channel_needs(key: &str) -> Fault {
    Fault::new(
        format!("deze persoon heeft geen `{key}`, en is zo dus niet te bereiken"),
        format!("this person has no `{key}`, and so cannot be reached this way"),
    )
    .help(format!("Geef de persoon een `{key}`."), format!("Give the person a `{key}`."))
}

/// People are to be reached by a channel that nothing is there for.
pub(in super::super) fn no_channel(channel: &str, table: &str) -> Fault {
    Fault::new(
        format!("`{channel}` vraagt `[{table}]` in noodklok.toml, en dat is er niet"),
        format!("`{channel}` needs `[{table}]` in noodklok.toml, and that is not there"),
    )
    .help(
        format!("Voeg `[{table}]` toe, of haal `{channel}` uit `channels`: een kanaal dat mislukt, kost tijd."),
        format!("Add `[{table}]`, or take `{channel}` out of `channels`: a channel that fails costs time."),
    )
    .warning()
}

pub(in super::super) fn empty_list(key: &str) -> Fault {
    Fault::new(format!("de lijst `{key}` is leeg"), format!("the list `{key}` is empty"))
        .help("Toegelaten: één of meer.", "Allowed: one or more.")
}

pub(in super::super) fn not_later() -> Fault {
    Fault::new("deze stap komt niet later dan de vorige", "this step is not later than the one before").help(
        "Zet de stappen in volgorde van tijd, elk met een eigen tijd.",
        "Put the steps in order of time, each with a time of its own.",
    )
}

pub(in super::super) fn wrong_callee(given: &str, callees: &[&str]) -> Fault {
    let help = allowed(given, callees);
    Fault::new(
        format!("deze ladder kan {} niet oproepen", quoted(given)),
        format!("this ladder cannot call {}", quoted(given)),
    )
    .help(help.nl, help.en)
}

/// The first step, so that the first call comes late.
pub(in super::super) fn first_step_calls_nobody(ladder: &str, entity: Option<&str>) -> Fault {
    let (nl, en) = of_whom(entity);
    Fault::new(
        format!("de eerste stap van ladder `{ladder}` roept voor {nl} niemand op"),
        format!("the first step of ladder `{ladder}` calls nobody for {en}"),
    )
    .help(
        "Noem iemand die daar bestaat, of vul de lijst of het team aan.",
        "Name somebody who exists there, or add to the list or the team.",
    )
}

/// The rounds, so that the chase would end without an answer.
pub(in super::super) fn rounds_call_nobody(ladder: &str, entity: Option<&str>) -> Fault {
    let (nl, en) = of_whom(entity);
    Fault::new(
        format!("`then_call` van ladder `{ladder}` roept voor {nl} niemand op, zodat het oproepen zou ophouden"),
        format!("`then_call` of ladder `{ladder}` calls nobody for {en}, so that the calling would end"),
    )
    .help(
        "Noem iemand die daar zeker bestaat, zoals `all`, of vul de lijst of het team aan.",
        "Name somebody who surely exists there, such as `all`, or add to the list or the team.",
    )
}

/// A count that is 0 or 1 and must reach more.
pub(in super::super) fn never_met(count: &str) -> Fault {
    Fault::new(
        format!("deze regel kan nooit vervuld zijn: `{count}` is 0 of 1"),
        format!("this rule can never be met: `{count}` is 0 or 1"),
    )
    .help("Toegelaten: `at_least = 1`.", "Allowed: `at_least = 1`.")
}

pub(in super::super) fn no_rule(phase: &str) -> Fault {
    Fault::new(format!("er is geen regel voor de fase `{phase}`"), format!("there is no rule for the phase `{phase}`"))
        .help("Schrijf minstens één [[rule]] voor elke fase.", "Write at least one [[rule]] for each phase.")
}

pub(in super::super) fn no_entity() -> Fault {
    Fault::new("er is geen enkele entiteit", "there is no entity at all")
        .help("Schrijf minstens één [[entity]].", "Write at least one [[entity]].")
}

pub(in super::super) fn no_cmt(entity: &str) -> Fault {
    lacks(entity, "geen team van de soort cmt", "no team of kind cmt").help(
        format!("Schrijf een [[team]] met kind = \"cmt\" en entity = \"{entity}\"."),
        format!("Write a [[team]] with kind = \"cmt\" and entity = \"{entity}\"."),
    )
}

pub(in super::super) fn no_report_room(entity: &str) -> Fault {
    lacks(entity, "geen kamer van de soort report", "no room of kind report").help(
        format!("Schrijf een [[room]] met kind = \"report\" en entity = \"{entity}\"."),
        format!("Write a [[room]] with kind = \"report\" and entity = \"{entity}\"."),
    )
}

pub(in super::super) fn no_communication(entity: &str) -> Fault {
    lacks(entity, "geen team van de soort communication", "no team of kind communication").warning().help(
        "In de crisiskamer is er dan niemand voor de crisiscommunicatie.",
        "In the crisis room there is then nobody for crisis communication.",
    )
}

fn lacks(entity: &str, nl: &str, en: &str) -> Fault {
    Fault::new(format!("entiteit {} heeft {nl}", quoted(entity)), format!("entity {} has {en}", quoted(entity)))
}

/// A team or room of which an entity, or the crisis centre, has one already.
pub(in super::super) fn second(what: What, kind: &str, entity: Option<&str>, first: &str) -> Fault {
    let (what, (nl, en)) = (what.words(), of_whom(entity));
    Fault::new(
        format!("{nl} heeft al een {} van de soort `{kind}`: {}", what.0, quoted(first)),
        format!("{en} already has a {} of kind `{kind}`: {}", what.1, quoted(first)),
    )
}

pub(in super::super) fn needs_entity(what: What, kind: &str) -> Fault {
    let what = what.words();
    Fault::new(
        format!("`entity` ontbreekt: een {} van de soort `{kind}` hoort bij een entiteit", what.0),
        format!("`entity` is missing: a {} of kind `{kind}` belongs to an entity", what.1),
    )
}

pub(in super::super) fn no_entity_here(what: What) -> Fault {
    let what = what.words();
    Fault::new(
        format!("een {} van het CCVO hoort bij geen enkele entiteit", what.0),
        format!("a {} of the CCVO belongs to no entity", what.1),
    )
    .help("Neem `entity` weg.", "Take `entity` away.")
}

pub(in super::super) fn no_ccvo_room() -> Fault {
    Fault::new("er is geen kamer van de soort ccvo", "there is no room of kind ccvo")
        .help("Schrijf één [[room]] met kind = \"ccvo\".", "Write one [[room]] with kind = \"ccvo\".")
}

pub(in super::super) fn no_duty_list() -> Fault {
    Fault::new(
        "er is geen team van de soort ccvo met een wachtlijst (duty)",
        "there is no team of kind ccvo with a duty list (duty)",
    )
    .help(
        "Schrijf een [[team]] met kind = \"ccvo\" en duty = [wie eerst wordt opgeroepen, wie daarna, …].",
        "Write a [[team]] with kind = \"ccvo\" and duty = [who is called first, who next, …].",
    )
}

/// A person and a team with one id, while others are in the team too: nobody could say which is meant.
pub(in super::super) fn shared_id(id: &str) -> Fault {
    Fault::new(
        format!("{} is ook het id van een persoon, en het team is niet alleen die persoon", quoted(id)),
        format!("{} is also the id of a person, and the team is not that person alone", quoted(id)),
    )
    .help("Geef het team een ander id.", "Give the team another id.")
}

pub(in super::super) fn long_limit() -> Fault {
    Fault::new(
        "deze limiet is langer dan de 48 uur waarbinnen een tijdskritiek proces hersteld moet zijn",
        "this limit is longer than the 48 hours within which a time-critical process must be restored",
    )
    .warning()
}

pub(in super::super) fn example_people(ids: &[&str]) -> Fault {
    Fault::new(
        format!("hier staan nog mensen van de voorbeeldorganisatie: {}", listed(ids)),
        format!("people of the example organisation still stand here: {}", listed(ids)),
    )
    .help("Vervang hen, of zet demo = true.", "Replace them, or set demo = true.")
    .warning()
}

pub(in super::super) fn example_contacts(all: &[&str]) -> Fault {
    Fault::new(
        format!("hiermee wordt niemand bereikt: {}", listed(all)),
        format!("these reach nobody: {}", listed(all)),
    )
    .help("Vervang ze, of zet demo = true.", "Replace them, or set demo = true.")
    .warning()
}
