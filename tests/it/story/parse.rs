//! Reading a story. A mistake names file and line.

use std::sync::LazyLock;

use jiff::SignedDuration;
use regex::{Captures, Regex};

use super::{Change, Check, Compare, Deed, Expected, Step, Story};

static SAID: LazyLock<Regex> = LazyLock::new(|| {
    let parts = [
        r"^(?P<who>[\w.-]+)",
        r"(?: in (?P<room>[\w.-]+))?",
        r"(?:, said (?P<ago>\w+) ago)?",
        r#"(?:, in reply to "(?P<reply>[^"]*)")?"#,
        r"(?:, key (?P<key>[\w.-]+))?",
        r":(?: (?P<text>.*))?$",
    ];
    Regex::new(&parts.concat()).expect("the pattern is written here")
});

static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    let parts = [
        r"^(?:(?P<clock>\d\d:\d\d) )?",
        r"(?:opens (?P<opens>[\w.-]+)(?: for (?P<members>.+))?|archives (?P<archives>[\w.-]+)|mail(?: to (?P<mail>\S+))?",
        r"|call to (?P<call>[^:]+)|sms to (?P<sms>[^:]+)|error (?P<error>\S+)",
        r"|(?P<room>[\w.-]+)(?P<pinned> pinned)?(?P<edited> edited)?(?: invites (?P<invites>.+?))?(?: calls (?P<calls>.+?))?)$",
    ];
    Regex::new(&parts.concat()).expect("the pattern is written here")
});

static PIECE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"^\s*(?:(?P<not>not )?"(?P<words>(?:[^"\\]|\\.)*)"|\[(?P<button>[^\]]*)\])"#).expect("written here")
});

static CHECK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"^(?P<path>[\w.#\[\]=-]+) (?P<compare>=|!=|~|!~) (?P<value>"(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^,]+)(?:, |$)"#,
    )
    .expect("written here")
});

/// Reads a story.
pub fn parse(file: &str, text: &str) -> Result<Story, String> {
    let mut story = Story { file: file.to_owned(), real: false, changes: Vec::new(), steps: Vec::new() };
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        read(&mut story, number, line).map_err(|problem| format!("{file}:{number}: {problem}\n    {line}"))?;
    }
    if story.steps.is_empty() { Err(format!("{file}: nothing happens in it")) } else { Ok(story) }
}

/// What stands before anything happens: whether this line was such.
fn header(story: &mut Story, line: &str) -> Result<bool, String> {
    let mut change = |file: &str, old: &str, new: &str| {
        story.changes.push(Change { file: file.to_owned(), old: old.to_owned(), new: new.to_owned() });
    };
    if let Some(value) = line.strip_prefix("organisation: ") {
        if value != "real" {
            return Err("an organisation is a demo unless it is real".to_owned());
        }
        change("organisation.toml", "demo = true", "demo = false");
        story.real = true;
    } else if let Some(language) = line.strip_prefix("language: ") {
        change("noodklok.toml", "language = \"nl\"\n\n", &format!("language = \"{language}\"\n\n"));
    } else if let Some((file, (old, new))) = line
        .strip_prefix("config ")
        .and_then(|rest| rest.split_once(": "))
        .and_then(|(file, change)| Some((file, change.split_once(" => ")?)))
    {
        change(file, old, &new.replace("\\n", "\n"));
    } else {
        return Ok(false);
    }
    if story.steps.is_empty() { Ok(true) } else { Err("this stands before anything happens".to_owned()) }
}

fn read(story: &mut Story, number: usize, line: &str) -> Result<(), String> {
    let trimmed = line.trim();
    if trimmed.is_empty() || line.starts_with('#') {
        return Ok(());
    }
    if !line.starts_with(' ') {
        if header(story, line)? {
            return Ok(());
        }
        story.steps.push(step(number, line)?);
        return Ok(());
    }
    let step = story.steps.last_mut().ok_or("nothing happened yet that could be seen")?;
    if let Some(more) = trimmed.strip_prefix('|') {
        let Deed::Say { text, .. } = &mut step.deed else {
            return Err("only what is said has further lines".to_owned());
        };
        text.push('\n');
        text.push_str(more.strip_prefix(' ').unwrap_or(more));
        return Ok(());
    }
    if step.given {
        return Err("what is seen by a given line is told in another story".to_owned());
    }
    if let Some(rest) = trimmed.strip_prefix('>') {
        let (repeats, rest) = rest.strip_prefix('>').map_or((false, rest), |rest| (true, rest));
        step.expected.push(expected(number, rest.trim(), repeats)?);
        return Ok(());
    }
    let last = step.expected.last_mut().ok_or("an indented line begins with > or continues an expectation")?;
    pieces(last, trimmed)
}

fn step(number: usize, line: &str) -> Result<Step, String> {
    let (given, rest) = line.strip_prefix("given ").map_or((false, line), |rest| (true, rest));
    let deed = deed(rest.trim_end())?;
    Ok(Step { line: number, text: line.to_owned(), deed, given, expected: Vec::new() })
}

fn deed(line: &str) -> Result<Deed, String> {
    match line {
        "restart" => return Ok(Deed::Restart),
        "kill" => return Ok(Deed::Kill),
        _ => {}
    }
    if let Some(span) = line.strip_prefix("away ") {
        return span_of(span).map(Deed::Away);
    }
    if let Some(span) = line.strip_prefix('+') {
        return span_of(span).map(Deed::Advance);
    }
    if let Some(rest) = line.strip_prefix("state ") {
        let (incident, checks) = rest.split_once(": ").ok_or("a look at the state is `state INC-…: path = value`")?;
        return Ok(Deed::State { incident: incident.to_owned(), checks: checks_of(checks)? });
    }
    let said = SAID
        .captures(line)
        .ok_or("a line is `<person> in <room>: <text>`, `+15m`, `away 15m`, `restart`, `kill` or `state …`")?;
    let part = |name: &str| said.name(name).map(|part| part.as_str().to_owned());
    let (who, room) = (part("who").unwrap_or_default(), part("room"));
    let text = part("text").unwrap_or_default();
    if let Some(label) = text.strip_prefix('(').and_then(|label| label.strip_suffix(')')) {
        return Ok(Deed::Press { who, room, label: label.to_owned() });
    }
    let ago = part("ago").map(|span| span_of(&span)).transpose()?;
    Ok(Deed::Say { who, room, text, ago, reply: part("reply"), key: part("key") })
}

fn span_of(text: &str) -> Result<SignedDuration, String> {
    let span: SignedDuration = text.parse().map_err(|_| format!("`{text}` is no time; examples are 15m, 2h, 90s"))?;
    if span.is_positive() { Ok(span) } else { Err("time passes only forward".to_owned()) }
}

fn checks_of(mut text: &str) -> Result<Vec<Check>, String> {
    let mut checks = Vec::new();
    while !text.is_empty() {
        let found = CHECK.captures(text).ok_or_else(|| format!("not `path = value`: {text}"))?;
        let compare = match &found["compare"] {
            "=" => Compare::Is,
            "!=" => Compare::IsNot,
            "~" => Compare::Holds,
            _ => Compare::Lacks,
        };
        checks.push(Check { path: found["path"].to_owned(), compare, value: found["value"].trim().to_owned() });
        text = &text[found[0].len()..];
    }
    Ok(checks)
}

fn expected(number: usize, text: &str, repeats: bool) -> Result<Expected, String> {
    // A clock time has a colon too; the one that ends the head is followed by a space or by nothing.
    let (head, rest) = match text.split_once(": ") {
        Some((head, rest)) => (head, rest),
        None => (text.strip_suffix(':').unwrap_or(text), ""),
    };
    let found = HEAD.captures(head).ok_or_else(|| format!("cannot be seen: `{head}`"))?;
    let mut expected = Expected {
        line: number,
        text: text.to_owned(),
        clock: named(&found, "clock"),
        kind: kind(&found).to_owned(),
        place: ["opens", "archives", "mail", "call", "sms", "error", "room"]
            .iter()
            .find_map(|name| named(&found, name)),
        people: ["members", "invites", "calls"].iter().find_map(|name| named(&found, name)).map(|names| list(&names)),
        holds: Vec::new(),
        lacks: Vec::new(),
        buttons: None,
        repeats,
    };
    pieces(&mut expected, rest)?;
    Ok(expected)
}

fn named(found: &Captures<'_>, name: &str) -> Option<String> {
    found.name(name).map(|part| part.as_str().to_owned())
}

fn list(names: &str) -> Vec<String> {
    let mut names: Vec<_> = names.split(',').map(|name| name.trim().to_owned()).collect();
    names.sort();
    names
}

fn kind(found: &Captures<'_>) -> &'static str {
    let kinds = [
        ("opens", "open_room"),
        ("archives", "archive_room"),
        ("call", "call"),
        ("sms", "sms"),
        ("error", "error"),
        ("pinned", "pin"),
        ("edited", "edit"),
        ("invites", "invite"),
        ("room", "post"),
    ];
    kinds.iter().find(|(name, _)| found.name(name).is_some()).map_or("mail", |(_, kind)| kind)
}

fn pieces(expected: &mut Expected, mut text: &str) -> Result<(), String> {
    while !text.trim().is_empty() {
        let found =
            PIECE.captures(text).ok_or_else(|| format!("neither \"words\", not \"words\" nor [button]: {text}"))?;
        if let Some(words) = found.name("words") {
            let words = words.as_str().replace("\\\"", "\"");
            if found.name("not").is_some() { &mut expected.lacks } else { &mut expected.holds }.push(words);
        }
        if let Some(button) = found.name("button") {
            let buttons = expected.buttons.get_or_insert_with(Vec::new);
            if !button.as_str().is_empty() {
                buttons.push(button.as_str().to_owned());
            }
        }
        text = &text[found[0].len()..];
    }
    Ok(())
}

#[test]
fn a_mistake_names_file_and_line() {
    let problem = parse("x.txt", "noord.melder: hallo\n  > ccvo: geen aanhalingstekens\n").expect_err("a mistake");
    assert!(problem.starts_with("x.txt:2: neither"), "{problem}");
    assert!(parse("x.txt", "  > ccvo: \"a\"\n").expect_err("a mistake").starts_with("x.txt:1: nothing happened"));
    assert!(parse("x.txt", "+15 parsecs\n").expect_err("a mistake").starts_with("x.txt:1: `15 parsecs` is no time"));
}

#[test]
fn a_line_is_read_as_it_is_meant() {
    let text = "a.b in c, said 20m ago: !meld x\n  | y\n  > 14:33 ccvo calls p.q, a.b: \"V1: \\\"z\\\"\" not \"n\" [Ja…]\n      []\n";
    let story = parse("x.txt", text).expect("a story");
    let step = &story.steps[0];
    let Deed::Say { who, room, text, ago, .. } = &step.deed else { panic!("said: {step:?}") };
    assert_eq!((who.as_str(), room.as_deref(), text.as_str()), ("a.b", Some("c"), "!meld x\ny"));
    assert_eq!(*ago, Some(SignedDuration::from_mins(20)));
    let seen = &step.expected[0];
    assert_eq!((seen.kind.as_str(), seen.clock.as_deref()), ("post", Some("14:33")));
    assert_eq!(seen.people.as_deref(), Some(&["a.b".to_owned(), "p.q".to_owned()][..]));
    assert_eq!((seen.holds.as_slice(), seen.lacks.as_slice()), (&["V1: \"z\"".to_owned()][..], &["n".to_owned()][..]));
    assert_eq!(seen.buttons.as_deref(), Some(&["Ja…".to_owned()][..]));
}
