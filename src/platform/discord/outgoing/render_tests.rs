use std::{collections::BTreeMap, sync::LazyLock};

use proptest::prelude::*;
use regex::Regex;

use super::*;
use crate::{
    platform::{direction::ISOLATE, discord::outgoing::markdown::JOINER},
    settings::discord::{Category, Discord, SecretFile},
};

const OFFICER: UserId = UserId::new(402);

fn people() -> People {
    People::new(&Discord {
        token: SecretFile::at("none".into()),
        guild: 1,
        api: None,
        category: Category::Organisation,
        people: BTreeMap::from([("ccvo.wacht1".into(), OFFICER.get())]),
        teams: BTreeMap::new(),
        rooms: BTreeMap::new(),
        reads_everything: false,
    })
}

fn reply(spans: &[Span]) -> Reply {
    Reply { spans: spans.to_vec() }
}

fn said_by(text: &str) -> Span {
    Span::User(text.to_owned())
}

fn all(spans: &[Span]) -> Vec<Part> {
    parts(&reply(spans), &[], &people(), &Called::default(), "OEFENING · ")
}

fn one(spans: &[Span]) -> String {
    let parts = all(spans);
    assert_eq!(parts.len(), 1);
    parts[0].content.clone()
}

fn regex(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

static LINK: LazyLock<Regex> = LazyLock::new(|| regex(r"^<(https?://[^ >]+)>"));
static EMOJI: LazyLock<Regex> = LazyLock::new(|| regex(r"^:[A-Za-z0-9_+-]*[A-Za-z_+-][A-Za-z0-9_+-]*:"));
static BLOCK: LazyLock<Regex> = LazyLock::new(|| regex(r"^(#{1,3}\s|-#\s|[-+*]\s|>\s|>>>|\d+\.\s)"));
static CARD: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)^discord(app)?\.(gg|com)"));
static MENTION: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)^@(everyone|here|[!&]?\d)"));

/// What a client shows, if nothing in it means anything to it; else what does.
fn shown(markdown: &str) -> Result<String, String> {
    let mut shown = String::new();
    let mut rest = markdown;
    let mut begins = true;
    while let Some(c) = rest.chars().next() {
        let after = rest.strip_prefix(c).unwrap();
        if begins && BLOCK.is_match(rest) {
            return Err(format!("a block at {rest:?}"));
        }
        if let Some(found) = LINK.captures(rest) {
            shown.push_str(&found[1]);
            rest = rest.strip_prefix(&found[0]).unwrap();
        } else if c == '\\' {
            let next = after.chars().next().filter(char::is_ascii_punctuation).ok_or("a backslash for nothing")?;
            shown.push(next);
            rest = after.strip_prefix(next).unwrap();
        } else if "*_~`|<>[]".contains(c) || EMOJI.is_match(rest) {
            return Err(format!("{c} means something in {rest:?}"));
        } else if c == '@' && MENTION.is_match(rest) {
            return Err(format!("a mention at {rest:?}"));
        } else if c == 'h' && (rest.starts_with("http://") || rest.starts_with("https://")) {
            return Err(format!("a preview of {rest:?}"));
        } else {
            if CARD.is_match(rest) {
                return Err(format!("a card at {rest:?}"));
            }
            shown.push(c);
            rest = after;
        }
        begins = c == '\n' || (begins && c.is_whitespace());
    }
    Ok(shown)
}

fn without_marks(text: &str) -> String {
    text.chars().filter(|c| *c != JOINER && !ISOLATE.contains(c)).collect()
}

#[test]
fn each_span_in_its_own_way() {
    let spans = [
        Span::Mention("ccvo.wacht1".into()),
        Span::Plain(" · INC-2026-0042 om 14:30\n".to_owned()),
        said_by("**vet** in <b>"),
        Span::Plain("\n- Typ: ".to_owned()),
        Span::Command("!gebeld <naam>".to_owned()),
    ];
    assert_eq!(one(&spans), "<@402> · INC-2026-0042 om 14:30\n\\*\\*vet\\*\\* in \\<b\\>\n\\- Typ: `!gebeld <naam>`");
}

#[test]
fn only_whoever_is_called_is_rung() {
    let spans = [Span::Mention("ccvo.wacht1".into()), Span::Mention("zuid.melder".into())];
    let quiet = &all(&spans)[0];
    assert_eq!((quiet.content.as_str(), quiet.users.len()), ("<@402>@zuid.melder", 0));
    let mentions = ["ccvo.wacht1".into()];
    let called = Called { people: &mentions, roles: vec![RoleId::new(500)], by: Some(UserId::new(9)) };
    let text = reply(&[spans[0].clone(), Span::Plain(" kom\nnu".to_owned())]);
    let loud = &parts(&text, &[], &people(), &called, "")[0];
    assert_eq!(loud.content, "<@402> kom <@&500> <@9>\nnu");
    assert_eq!((&loud.users, &loud.roles), (&vec![OFFICER, UserId::new(9)], &vec![RoleId::new(500)]));
}

#[test]
fn a_command_is_code_whatever_stands_in_it() {
    for (line, code) in [
        ("!log `x` *y*", "``!log `x` *y*``"),
        ("`", "`` ` ``"),
        ("!log ``", "``` !log `` ```"),
        ("!meld @everyone <@402>", "`!meld @everyone <@402>`"),
    ] {
        assert_eq!(one(&[Span::Command(line.to_owned())]), code);
    }
}

#[test]
fn links_are_links_and_nothing_else() {
    assert_eq!(one(&[said_by("zie https://noord.be/a_b*c?x=1, nu")]), "zie <https://noord.be/a_b*c?x=1>, nu");
    assert_eq!(one(&[said_by("(http://noord.be/)")]), "(<http://noord.be/>)");
    assert_eq!(one(&[said_by("https://")]), "https\\://");
    assert_eq!(one(&[said_by("[hier](https://kwaad.be)")]), "\\[hier\\](<https://kwaad.be>)");
}

#[test]
fn buttons_that_do_not_fit_are_said_unless_the_reply_does() {
    let button = |label: &str, command: &str| Button {
        id: "m1.0".to_owned(),
        label: label.to_owned(),
        command: command.to_owned(),
    };
    let worded = [button("*Ja*", "!ja"), button("Nee", "!nee")];
    let text = reply(&[Span::Plain("Of typ: ".to_owned()), Span::Command("!nee".to_owned())]);
    let said = parts(&text, &worded, &people(), &Called::default(), "");
    assert_eq!(said[0].content, "Of typ: `!nee`\n\\*Ja\\*: `!ja`");
}

#[test]
fn a_long_reply_is_cut_at_lines_and_each_part_says_the_drill() {
    let line = "regel met 🔥 woorden\n";
    let parts = all(&[Span::Plain(line.repeat(400))]);
    assert!(parts.len() > 3);
    assert!(parts.iter().all(|part| part.content.encode_utf16().count() <= 2_000));
    assert!(parts.iter().skip(1).all(|part| part.content.starts_with("OEFENING · regel met 🔥 woorden\n")));
    let words = parts.iter().flat_map(|part| part.content.lines());
    let words = words.map(|line| line.trim_start_matches("OEFENING · ")).filter(|line| !line.is_empty());
    assert!(words.clone().all(|word| word == line.trim_end()));
    assert_eq!(words.count(), 400);
    let one_line = all(&[said_by(&"woord ".repeat(1_000))]);
    assert!(one_line.iter().all(|part| part.content.trim().ends_with("woord")), "it is cut between words");
}

#[test]
fn something_is_always_said() {
    for spans in [vec![], vec![said_by("")], vec![Span::Plain("\n".repeat(5_000))]] {
        let parts = all(&spans);
        assert!(parts.iter().all(|part| !part.content.trim().is_empty()), "{parts:?}");
        assert_eq!(parts.len(), 1);
    }
}

const HOSTILE: [&str; 61] = [
    "@everyone",
    "@here",
    "@Everyone",
    "<@402>",
    "<@!402>",
    "<@&500>",
    "<#300>",
    "<t:1700000000:R>",
    "</incident:5>",
    "<id:home>",
    "<:brand:5>",
    "<a:brand:5>",
    "@402",
    "@",
    "<",
    "**vet**",
    "__onder__",
    "_schuin_",
    "~~weg~~",
    "||geheim||",
    "`code`",
    "```blok```",
    "# kop",
    "## kop",
    "### kop",
    "-# klein",
    "- punt",
    "* punt",
    "+ punt",
    "1. een",
    "12. twaalf",
    "> citaat",
    ">>> blok",
    "[hier](https://kwaad.be)",
    "<https://kwaad.be>",
    "https://kwaad.be/_x_",
    "http://a.be/**b**",
    "discord.gg/abc",
    "https://discord.gg/abc",
    "discordapp.com/invite/x",
    "DISCORD.GG/x",
    ":fire:",
    ":+1:",
    "14:30",
    "14:30-15:30",
    "\\",
    "\\\\*",
    "\\@everyone",
    "حريق",
    "שלום",
    "\u{202E}",
    "\u{200B}",
    "\u{2066}",
    "🔥",
    "e\u{301}",
    "\n",
    "\r\n",
    " ",
    "woord",
    "#",
    "-",
];

fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(prop::sample::select(&HOSTILE[..]), 0..30).prop_map(|bits| bits.concat()),
        prop::collection::vec(prop::sample::select(&HOSTILE[..]), 0..30).prop_map(|bits| bits.join(" ")),
        any::<String>(),
        ("[<&`*_@# a:.\\\\]{1,3}", 1_usize..4_000).prop_map(|(bit, times)| bit.repeat(times)),
    ]
}

fn span() -> impl Strategy<Value = Span> {
    prop_oneof![
        hostile().prop_map(Span::User),
        hostile().prop_map(Span::Plain),
        hostile().prop_map(|text| Span::Command(clean(&text))),
        Just(Span::Mention("ccvo.wacht1".into())),
        Just(Span::Mention("everyone".into())),
    ]
}

#[test]
fn two_hundred_hostile_names_format_nothing_and_call_nobody() {
    let pairs = HOSTILE.iter().flat_map(|one| HOSTILE.iter().step_by(13).map(move |other| format!("{one}{other}")));
    let texts: Vec<String> = HOSTILE.iter().map(|text| (*text).to_owned()).chain(pairs).collect();
    assert!(texts.len() >= 200, "{}", texts.len());
    for text in texts {
        for spans in [
            vec![said_by(&text)],
            vec![Span::Plain("zo ".to_owned()), said_by(&text), Span::Plain("everyone".to_owned())],
        ] {
            for part in all(&spans) {
                let seen = shown(&part.content);
                assert!(seen.is_ok(), "{text:?}: {} {seen:?}", part.content);
                assert!(part.users.is_empty() && part.roles.is_empty());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_part_fits_and_says_something(spans in prop::collection::vec(span(), 0..8)) {
        for part in all(&spans) {
            prop_assert!(part.content.encode_utf16().count() <= MOST);
            prop_assert!(!part.content.trim().is_empty());
        }
    }

    #[test]
    fn words_of_people_are_shown_as_they_are(text in hostile()) {
        let parts = all(&[said_by(&text)]);
        let mut seen = String::new();
        for part in &parts {
            let part = shown(part.content.strip_prefix("OEFENING · ").unwrap_or(&part.content));
            prop_assert!(part.is_ok(), "{part:?}");
            seen.push_str(&without_marks(&part.unwrap()));
        }
        let wanted = clean(&text);
        prop_assert_eq!(seen, if wanted.is_empty() { NOTHING.to_owned() } else { wanted });
    }

    #[test]
    fn two_texts_beside_each_other_make_nothing_new(one in hostile(), other in hostile()) {
        for part in all(&[said_by(&one), said_by(&other)]) {
            let seen = shown(&part.content);
            prop_assert!(seen.is_ok(), "{seen:?}");
        }
    }
}
