//! Each mistake: its file, its line, what is wrong, what is allowed; and all of them at once.

use super::{super::report, *};

const NOODKLOK: &str = "noodklok.toml";
const ORGANISATION: &str = "organisation.toml";
const DOCTRINE: &str = "doctrine.toml";
const PROCESSES: &str = "processes.toml";
const POINTS: &str = "assembly_points.toml";
const ESCALATION: &str = "escalation.toml";

/// The file, what is replaced by what, and the words; the mistake stands on the line where the replacement begins.
const ALL: &[(&str, &str, &str, &str)] = &[
    (NOODKLOK, r#"language = "nl""#, r#"language = "fr""#, "`fr` is not a value of `language`. Allowed: `nl`, `en`."),
    (NOODKLOK, "\"sqlite:noodklok.db\"\n", "\"postgres://me:secret@host/\"\n", "not built into this version"),
    (ORGANISATION, r#"kind = "report""#, r#"kind = "raport""#, "Did you mean `report`?"),
    (
        ORGANISATION,
        r#"name = "Melder noord""#,
        r#"nam = "M""#,
        "`nam` is not a key here. Allowed: `id`, `name`, `entity`",
    ),
    (
        ORGANISATION,
        "[[person]]\nid = \"noord.voorzitter\"\nname = \"Voorzitter CMT noord\"",
        "[[person]]\nid = \"noord.voorzitter\"",
        "`name` is missing",
    ),
    (
        ORGANISATION,
        r#"phone = "+32 2 000 00 12""#,
        "phone = 12",
        "`phone` must be a text in quotes, and is a whole number",
    ),
    (
        ORGANISATION,
        r#"id = "zuid.kernlid2""#,
        r#"id  = "zuid.kernlid1""#,
        "person `zuid.kernlid1` stands there already, in ",
    ),
    (ORGANISATION, r#"chair = "zuid.voorzitter""#, r#"chair = "zuid.voorziter""#, "Did you mean `zuid.voorzitter`?"),
    (
        ORGANISATION,
        r#"members = ["zuid.kernlid1", "zuid.kernlid2"]"#,
        r#"members = ["zuid.kernlid1", 7]"#,
        "`members` must be a text",
    ),
    (DOCTRINE, "at_least = 2", "at_least = 0", "`at_least` cannot be `0`. Allowed: 1 to 1000."),
    (DOCTRINE, r#"count = "societal""#, r#"count = "societa""#, "Did you mean `societal`?"),
    (PROCESSES, r#"limit = "4h""#, r#"limit = "4 uur""#, "`4 uur` is not a length of time. Allowed: "),
    (PROCESSES, r#"reason.en = "Without permits"#, r#"# "Without permits"#, ""),
    (POINTS, r#"entities = ["zuid"]"#, r#"entities = ["zuidd"]"#, "Allowed: `noord`, `zuid`. Did you mean `zuid`?"),
    (
        ESCALATION,
        r#"{ after = "5m", call = ["second"]"#,
        r#"{ after = "0m", call = ["second"]"#,
        "not later than the one before",
    ),
    (ESCALATION, r#"then_every = "10m""#, r#"then_every = "0s""#, "`then_every` must not be zero"),
    (
        ESCALATION,
        r#"{ after = "0m", call = ["reporter"]"#,
        r#"{ after = "0m", call = ["third"]"#,
        "cannot call `third`. Allowed: `reporter`",
    ),
];

#[test]
fn all_of_them_are_told_at_once_each_with_its_line() {
    let copy = ALL.iter().fold(Copy::new(), |copy, (file, old, new, _)| copy.with(file, old, new));
    let says = copy.says();
    for (file, _, new, words) in ALL {
        // What is missing is told where its table begins.
        let (line, words) = if words.is_empty() {
            (copy.line(file, new) - 1, "`en` is missing")
        } else {
            (copy.line(file, new), *words)
        };
        let place = format!("{file}:{line}: ");
        assert!(says.iter().any(|says| says.starts_with(&place) && says.contains(words)), "{place}{words}\n{says:#?}");
    }
    assert_eq!(says.len(), ALL.len(), "{says:#?}");
    assert!(!says.iter().any(|line| line.contains("secret")));
}

#[test]
fn a_mistake_stands_in_both_languages_and_shows_its_line() {
    let mistakes =
        Copy::new().with("escalation.toml", "then_every = \"10m\"", "then_every = \"10 m\"").load().unwrap_err();
    let dutch = report(&mistakes, Language::Nl, false);
    assert!(dutch.starts_with("fout: `10 m` is geen tijdsduur\n"), "{dutch}");
    assert!(dutch.contains("| then_every = \"10 m\"\n   |              ^^^^^^\n"), "{dutch}");
    assert!(dutch.contains("hulp: Toegelaten: een getal"), "{dutch}");
    let english = report(&mistakes, Language::En, false);
    assert!(english.starts_with("error: `10 m` is not a length of time\n"), "{english}");
    assert!(report(&mistakes, Language::En, true).contains('\u{1b}'));
    assert!(
        mistakes[0].to_string().contains("escalation.toml:35: `10 m` is geen tijdsduur. Toegelaten: "),
        "{}",
        mistakes[0]
    );
}

#[test]
fn noodklok_toml() {
    one(NOODKLOK, "language =", "taal =", "`taal` is not a key here. Allowed: `language`, `storage`");
    one(NOODKLOK, "language = \"nl\"", "language = true", "must be a text in quotes, and is true or false");
    one(NOODKLOK, "sqlite:noodklok.db\"\n", "sqlite::memory:\"\n", "Allowed: `sqlite:` and the name of a file");
    for storage in
        ["sqlite:", "sqlite:../x.db", "sqlite:/tmp/x.db", "sqlite:x.db?mode=ro", "mysql://x", "", "sqlite:.x"]
    {
        one(NOODKLOK, "\"sqlite:noodklok.db\"\n", &format!("\"{storage}\"\n"), "is not a storage place");
    }
    let built = [("matrix", cfg!(feature = "matrix")), ("discord", cfg!(feature = "discord"))];
    for (network, _) in built.into_iter().filter(|(_, built)| !built) {
        let says = Copy::new().append(NOODKLOK, &format!("\n[{network}]\ntoken_file = \"x\"\n")).says();
        assert_eq!(says.len(), 1);
        assert!(says[0].contains(&format!("`{network}` is not built into this version")), "{says:?}");
    }
    let bare = Copy::new().write(NOODKLOK, "").load().unwrap();
    assert_eq!((bare.storage.as_str(), bare.organisation.language), ("sqlite:noodklok.db", Language::Nl));
}

#[test]
fn entities() {
    let first = "[\"noord.voorzitter\", \"noord.kernlid1\"]\n";
    one(ORGANISATION, first, "[]\n", "the list `first_responders` is empty");
    one(ORGANISATION, first, "\"noord.voorzitter\"\n", "must be a list in [ ], and is a text in quotes");
    one(ORGANISATION, first, "[\"noord.melder\", \"noord.melder\"]\n", "`noord.melder` stands twice in this list");
    one(ORGANISATION, "name = { nl = \"noord\", en = \"noord\" }", "name = { nl = \"N\" }", "`en` is missing");
    one(
        ORGANISATION,
        "nl = \"noord\", en = \"noord\" }",
        "nl = \"N\", en = \"N\", fr = \"N\" }",
        "`fr` is not a key here. Allowed: `nl`, `en`.",
    );
    one(ORGANISATION, "nl = \"noord\"", "nl = \"  \"", "`nl` is empty");
    one(ORGANISATION, "nl = \"noord\"", "nl = \"Dienst\\nNoord\"", "`nl` holds a line break");
    one(ORGANISATION, "nl = \"noord\"", "nl = \"Dienst\u{202e}Noord\"", "invisible character");
    one(ORGANISATION, "nl = \"noord\"", &format!("nl = \"{}\"", "x".repeat(81)), "longer than 80 characters");
    one(ORGANISATION, "mail = \"noord@noodklok.invalid\"", "mail = \"noord\"", "`noord` is not a mail address");
    one(ORGANISATION, "phone = \"+32 2 000 00 10\"", "phone = \"bel me\"", "`bel me` is not a telephone number");
    one(ORGANISATION, "phone = \"+32 2 000 00 10\"\n", "", "`phone` is missing");
    one(ORGANISATION, "phone = \"02 217 0 112\"\n", "", "`phone` is missing");
    let says = Copy::new().append(ORGANISATION, "\n[[entity]]\nid = \"oost\"\nname = { nl = \"O\", en = \"E\" }\nphone = \"100\"\nfirst_responders = [\"noord.melder\"]\n").says();
    assert_eq!(says.len(), 3, "{says:#?}");
    for lack in ["no team of kind cmt", "no team of kind communication", "no room of kind report"] {
        assert!(says.iter().any(|line| line.contains(lack)), "{says:#?}");
    }
}

#[test]
fn people_and_accounts() {
    one(ORGANISATION, "id = \"noord.melder\"", "id = \"Noord Melder\"", "Allowed: lower case letters");
    one(
        ORGANISATION,
        "name = \"Melder noord\"\nentity = \"noord\"",
        "name = \"M\"\nentity = \"nord\"",
        "Did you mean `noord`?",
    );
    one(
        ORGANISATION,
        "name = \"Melder noord\"",
        "name = \"M\"\nmatrix = \"melder\"",
        "Allowed: an id such as `@naam:server.be`",
    );
    one(
        ORGANISATION,
        "name = \"Melder noord\"",
        "name = \"M\"\ndiscord = -1",
        "`discord` does not have the right form",
    );
    one(ORGANISATION, "name = \"Melder noord\"", "name = \"M\"\ndiscord = \"1\"", "must be a whole number");
    one(ORGANISATION, "name = \"Melder noord\"", "name = \"M\"\nlanguage = \"NL\"", "Did you mean `nl`?");
    one(ORGANISATION, "kind = \"ccvo\"\n", "kind = \"ccvo\"\nrelay = \"on\"\n", "Allowed: `off`, `bot`, `all`.");
    let copy = Copy::new()
        .with(ORGANISATION, "name = \"Melder noord\"", "name = \"M\"\nmatrix = \"@m:host\"\ndiscord = 9012")
        .with(
            ORGANISATION,
            "kind = \"report\"\nentity = \"noord\"",
            "kind = \"report\"\nentity = \"noord\"\nmatrix = \"#m:host\"\ndiscord = 5\nrelay = \"all\"",
        );
    assert_eq!(copy.says(), Vec::<String>::new());
}

#[test]
fn teams_and_rooms() {
    one(ORGANISATION, "kind = \"cmt\"", "kind = \"cmtt\"", "Did you mean `cmt`?");
    one(ORGANISATION, "kind = \"communication\"", "kind = \"Communicatie\"", "Did you mean `communication`?");
    one(ORGANISATION, "chair = \"noord.voorzitter\"\n", "", "`chair` is missing");
    let says = Copy::new()
        .append(ORGANISATION, "\n[[team]]\nid = \"a\"\nkind = \"cmt\"\nentity = \"noord\"\nchair = \"noord.melder\"\n");
    let says = says.says();
    assert!(
        says.len() == 1 && says[0].contains("entity `noord` already has a team of kind `cmt`: `noord.cmt`"),
        "{says:#?}"
    );
    one(
        ORGANISATION,
        "duty = [\"ccvo.wacht1\", \"ccvo.wacht2\", \"ccvo.hoofd\"]",
        "",
        "no team of kind ccvo with a duty list",
    );
    one(ORGANISATION, "id = \"ccvo\"\nkind = \"ccvo\"", "id = \"ccvo\"\nkind = \"info\"", "no room of kind ccvo");
    one(ORGANISATION, "id = \"ccvo\"\n", "id = \"crisis-ccvo\"\n", "are for the crisis rooms");
    one(
        ORGANISATION,
        "members = [\"noord.communicatie\"]",
        "members = [\"noord.communicatie\", \"noord.melder\"]",
        "is also the id of a person",
    );
    one(
        ORGANISATION,
        "kind = \"ccvo\"\nchair",
        "kind = \"ccvo\"\nentity = \"noord\"\nchair",
        "a team of the CCVO belongs to no entity",
    );
    let second = Copy::new().append(
        ORGANISATION,
        "\n[[room]]\nid = \"ccvo2\"\nkind = \"ccvo\"\n\n[[team]]\nid = \"ict\"\nkind = \"ict\"\n",
    );
    let says = second.says();
    assert_eq!(says.len(), 1, "{says:#?}");
    assert!(says[0].contains("the CCVO already has a room of kind `ccvo`: `ccvo`"), "{says:#?}");
    let says = Copy::new().append(ORGANISATION, "\n[[room]]\nid = \"meer\"\nkind = \"report\"\n").says();
    assert!(
        says.len() == 1 && says[0].contains("`entity` is missing: a room of kind `report` belongs to an entity"),
        "{says:#?}"
    );
}

#[test]
fn rules() {
    one(DOCTRINE, "phase = \"vooralarm\"", "phase = \"voralarm\"", "Did you mean `vooralarm`?");
    one(DOCTRINE, "count = \"nbc\"\nat_least = 1", "count = \"nbc\"\nat_least = 2", "this rule can never be met");
    one(DOCTRINE, "at_least = 1", "at_least = 1.5", "must be a whole number, and is a number with a decimal point");
    one(DOCTRINE, "at_least = 1", "at_least = 99999999999999999999", "cannot be `99999999999999999999`");
    one(DOCTRINE, "at_least = 1", "at_least = -1", "cannot be `-1`");
    one(DOCTRINE, "id = \"V2\"", "id = \"V1\"", "rule `V1` stands there already, in doctrine.toml:");
    one(DOCTRINE, "id = \"V2\"", "id = \"V 2\"", "such as V1");
    let says = Copy::new().write(DOCTRINE, "# nothing").says();
    assert_eq!(says.len(), 2, "{says:#?}");
    assert!(says[1].starts_with("doctrine.toml: there is no rule for the phase `alarm`"), "{says:#?}");
    let says = Copy::new().write(DOCTRINE, "[rule]\nid = \"V1\"\n").says();
    assert!(says.iter().any(|line| line.contains("must be a series of tables in double brackets [[ ]]")), "{says:#?}");
}

#[test]
fn processes_and_buildings() {
    one(PROCESSES, "limit = \"4h\"", "limit = \"0h\"", "`limit` must not be zero");
    one(PROCESSES, "limit = \"4h\"", "limit = \"72h\"", "longer than the 48 hours");
    assert!(Copy::new().with(PROCESSES, "limit = \"4h\"", "limit = \"72h\"").load().is_ok());
    one(
        PROCESSES,
        "id = \"noord.noodlijn\"\nentity = \"noord\"",
        "id = \"n\"\nentity = \"noor\"",
        "Did you mean `noord`?",
    );
    let reason = "reason.nl = \"Wie in nood is bereikt zonder deze lijn geen hulpverlener.\"\nreason.en = \"Without this line people in distress reach nobody who can help.\"\n";
    one(PROCESSES, reason, "", "`reason` is missing");
    one(POINTS, "entities = [\"zuid\"]", "entities = []", "the list `entities` is empty");
    one(POINTS, "id = \"gebouw-zuid\"", "id = \"gebouw-noord\"", "building `gebouw-noord` stands there already");
}

#[test]
fn ladders() {
    let empty =
        "steps = [\n    { after = \"0m\", call = [\"first\"] },\n    { after = \"5m\", call = [\"second\"] },\n]";
    one(ESCALATION, empty, "steps = []", "the list `steps` is empty");
    one(ESCALATION, "then_call = [\"all\"]", "then_call = []", "the list `then_call` is empty");
    one(
        ESCALATION,
        "{ after = \"0m\", call = [\"all\"] }",
        "{ after = \"0m\", call = [\"all\"], who = 1 }",
        "`who` is not a key here. Allowed: `after`, `call`.",
    );
    one(ESCALATION, "recovery_warnings = [\"24h\"", "recovery_warnings = [\"8h\"", "stands twice in this list");
    one(ESCALATION, "update_every = \"60m\"\n", "", "escalation.toml: `update_every` is missing");
    one(ESCALATION, "duty_warning = \"8h\"", "duty_warning = \"8\"", "`8` is not a length of time");
    one(ESCALATION, "away_told = \"10m\"", "away_told = \"soon\"", "`soon` is not a length of time");
    let without = Copy::new().with(ESCALATION, "away_told = \"10m\"\n", "").load();
    assert_eq!(without.unwrap().organisation.escalation.away_told, None);
    let without = Copy::new().with(ESCALATION, "duty_warning = \"8h\"\n", "").load();
    assert_eq!(without.unwrap().organisation.escalation.duty_warning, None);
    one(ESCALATION, "[proposal]", "[proposals]", "`proposals` is not a key here");
}

#[test]
fn a_ladder_that_calls_nobody_says_for_whom() {
    let third = Copy::new().with(ESCALATION, "then_call = [\"all\"]", "then_call = [\"third\"]").says();
    assert_eq!(third.len(), 2, "{third:#?}");
    for (line, entity) in third.iter().zip(["noord", "zuid"]) {
        assert!(
            line.contains(&format!("`then_call` of ladder `first_responders` calls nobody for entity `{entity}`")),
            "{third:#?}"
        );
    }
    let first = "[ccvo]\nsteps = [\n    { after = \"0m\", call = [\"first\"] }";
    let says = Copy::new().with(ESCALATION, first, &first.replace("first", "ninth")).says();
    assert!(
        says.len() == 1 && says[0].contains("the first step of ladder `ccvo` calls nobody for the CCVO"),
        "{says:#?}"
    );
    // A reporter whom nobody knows cannot be called, so the rounds need somebody else.
    let rounds = "{ after = \"10m\", call = [\"core\"] },\n]\nthen_every = \"10m\"\nthen_call = [\"all\"]";
    let says = Copy::new().with(ESCALATION, rounds, &rounds.replace("\"all\"", "\"reporter\"")).says();
    assert!(says.len() == 2 && says[0].contains("ladder `call` calls nobody"), "{says:#?}");
    let says = Copy::new().with(ORGANISATION, "deputies = [\"zuid.plaatsvervanger\"]\n", "").with(
        ESCALATION,
        "{ after = \"0m\", call = [\"chair\"] }",
        "{ after = \"0m\", call = [\"deputies\"] }",
    );
    let says = says.says();
    assert!(says.len() == 1 && says[0].contains("ladder `proposal` calls nobody for entity `zuid`"), "{says:#?}");
}

#[test]
fn what_is_left_of_the_example_is_a_warning() {
    let copy = Copy::new().with(ORGANISATION, "demo = true\n", "");
    let loaded = copy.load().unwrap();
    assert!(!loaded.organisation.demo);
    let says = copy.says();
    assert_eq!(says.len(), 2, "{says:#?}");
    let person = copy.line(ORGANISATION, "id = \"noord.melder\"");
    assert!(
        says[1].starts_with(&format!("organisation.toml:{person}: people of the example organisation")),
        "{says:#?}"
    );
    assert!(says[0].contains("these reach nobody: `ccvo@noodklok.invalid`, "), "{says:#?}");
}

#[test]
fn addresses_of_exercises() {
    let with = |table: &str| Copy::new().with(ORGANISATION, "# [exercise]", table);
    let says = |table: &str| with(table).says();
    for (table, wanted) in [
        ("[exercise]\nmail = [\"oefening\"]", "`oefening` is not a mail address"),
        ("[exercise]\nmail = [\"a@noodklok.invalid\", \"b@\"]", "`b@` is not a mail address"),
        ("[exercise]\nmail = \"oefening@noodklok.invalid\"", "`mail` must be a list in [ ], and is a text in quotes"),
        ("[exercise]\nmail = [7]", "must be a text in quotes, and is a whole number"),
        (
            "[exercise]\nmial = [\"oefening@noodklok.invalid\"]",
            "`mial` is not a key here. Allowed: `mail`, `phone`, `webhook`. Did you mean `mail`?",
        ),
        ("[exercise]\nphone = [\"0\"]", "`0`"),
        ("[exercise]\nfax = \"100\"", "`fax` is not a key here. Allowed: `mail`, `phone`, `webhook`."),
        ("exercise = true", "`exercise`"),
    ] {
        let says = says(table);
        assert_eq!(says.len(), 1, "{table}: {says:#?}");
        assert!(says[0].starts_with("organisation.toml:2") && says[0].contains(wanted), "{table}: {says:#?}");
    }
    let named = with("[exercise]\nmail = [\"oefening@noodklok.invalid\"]").load().unwrap();
    assert_eq!(named.organisation.exercise_mail, ["oefening@noodklok.invalid"]);
    assert!(Copy::new().load().unwrap().organisation.exercise_mail.is_empty());
}
