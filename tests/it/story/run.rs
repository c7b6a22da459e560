//! Playing a story in a world of its own, and saying what went otherwise.

use std::{collections::BTreeMap, fmt::Write as _, panic};

use serde_json::{Map, json};

use super::{Deed, Expected, Step, Story, state};
use crate::world::{Example, Output, Setup, World};

/// Plays it; the problem names the line of the story, what was expected there and everything that was seen.
pub fn run(story: &Story) -> Result<(), String> {
    let world = caught(|| setup(story).map(World::with));
    let world = world.and_then(|world| world).map_err(|problem| format!("{}: at the start: {problem}", story.file))?;
    let mut play = Play { world, rooms: BTreeMap::new(), said: Vec::new() };
    for step in &story.steps {
        let seen = caught(|| play.deed(&step.deed)).map_err(|problem| place(story, step, &problem))?;
        let seen = seen.map_err(|problem| place(story, step, &problem))?;
        if !step.given {
            compare(&step.expected, &seen).map_err(|problem| place(story, step, &(problem + shown(&seen).as_str())))?;
        }
        play.said.extend(seen);
    }
    caught(|| play.world.close()).map_err(|problem| format!("{}: at the end: {problem}", story.file))
}

/// A broken contract panics where it is seen; here it becomes a problem of the step.
pub fn caught<T>(what: impl FnOnce() -> T) -> Result<T, String> {
    panic::catch_unwind(panic::AssertUnwindSafe(what)).map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default()
    })
}

fn place(story: &Story, step: &Step, problem: &str) -> String {
    format!("{}:{}: {}\n{problem}", story.file, step.line, step.text)
}

fn shown(seen: &[Output]) -> String {
    let mut text = String::from("\n  seen:");
    if seen.is_empty() {
        text.push_str(" nothing");
    }
    for output in seen {
        let _ = write!(text, "\n{output}");
    }
    text
}

/// The embedded example, or a copy of it with what the story changes in it.
fn setup(story: &Story) -> Result<Setup, String> {
    if story.changes.is_empty() {
        return Ok(Setup::default());
    }
    let example = Example::copied();
    for change in &story.changes {
        example.change(&change.file, &change.old, &change.new)?;
    }
    Ok(Setup { config: Some(example), real: story.real, ..Setup::default() })
}

struct Play {
    world: World,
    rooms: BTreeMap<String, String>,
    said: Vec<Output>,
}

impl Play {
    /// Does it; what is seen by it.
    fn deed(&mut self, deed: &Deed) -> Result<Vec<Output>, String> {
        Ok(match deed {
            Deed::Say { who, room, text, ago, reply, key } => {
                let room = self.room(who, room.as_deref())?;
                let mut more = Map::new();
                if let Some(ago) = ago {
                    more.insert(
                        "said_at".to_owned(),
                        self.world.now().checked_sub(*ago).expect("a time").to_string().into(),
                    );
                }
                if let Some(words) = reply {
                    let message =
                        self.said.iter().rev().find(|output| output.kind == "post" && output.text().contains(words));
                    let id =
                        message.and_then(|output| output.str("id")).ok_or("there is no such message to reply to")?;
                    more.insert("reply_to".to_owned(), id.into());
                }
                more.extend(key.iter().map(|key| ("key".to_owned(), json!(key))));
                if more.is_empty() {
                    self.world.say(who, &room, text)
                } else {
                    self.world.say_with(who, &room, text, &more.into())
                }
            }
            Deed::Press { who, room, label } => {
                let room = self.room(who, room.as_deref())?;
                self.world.press(who, Some(&room), label.trim_end_matches('…'))
            }
            Deed::Advance(span) => self.world.advance(*span),
            Deed::Restart => {
                self.world.stop();
                self.world.start()
            }
            Deed::Away(span) => {
                self.world.stop();
                self.world.start_later(*span)
            }
            Deed::Kill => {
                let mut seen = self.world.kill();
                seen.extend(self.world.start());
                seen
            }
            Deed::State { incident, checks } => {
                let document = self.world.state(incident);
                let problems: Vec<_> = checks.iter().filter_map(|check| state::problem(&document, check)).collect();
                if !problems.is_empty() {
                    return Err(problems.join("\n"));
                }
                Vec::new()
            }
        })
    }

    /// Where somebody speaks: the room named, else where they last were, else their own report room.
    fn room(&mut self, who: &str, named: Option<&str>) -> Result<String, String> {
        let own = match who.split_once('.') {
            Some(("ccvo", _)) => Some("ccvo".to_owned()),
            Some((entity @ ("noord" | "zuid"), _)) => Some(format!("meldingen-{entity}")),
            _ => None,
        };
        let room = named.map(str::to_owned).or_else(|| self.rooms.get(who).cloned()).or(own);
        let room = room.ok_or("in which room?")?;
        self.rooms.insert(who.to_owned(), room.clone());
        Ok(room)
    }
}

/// Holds what was seen against what was expected: each in its room in this order, nothing else anywhere.
fn compare(expected: &[Expected], seen: &[Output]) -> Result<(), String> {
    let mut open: Vec<&Expected> = expected.iter().filter(|one| !one.repeats).collect();
    let mut repeated = vec![0_usize; expected.len()];
    for output in seen.iter().filter(|output| output.kind != "state") {
        let lane = lane(&output.kind, output.room());
        let next = open.iter().position(|one| self::lane(&one.kind, one.place.as_deref().unwrap_or_default()) == lane);
        let mismatch = match next {
            Some(next) => match differs(open[next], output) {
                None => {
                    open.remove(next);
                    continue;
                }
                Some(problem) => Some((open[next], problem)),
            },
            None => None,
        };
        let again = expected.iter().position(|one| one.repeats && differs(one, output).is_none());
        if let Some(again) = again {
            repeated[again] += 1;
            continue;
        }
        return Err(match mismatch {
            Some((one, problem)) => {
                format!("  expected in line {}: > {}\n  but {problem} in\n{output}", one.line, one.text)
            }
            None => format!("  not expected:\n{output}"),
        });
    }
    if let Some(missing) = open.first() {
        return Err(format!("  expected in line {} and not seen: > {}", missing.line, missing.text));
    }
    let never = expected.iter().zip(&repeated).find(|(one, times)| one.repeats && **times == 0);
    never.map_or(Ok(()), |(one, _)| {
        Err(format!("  expected again and again in line {} and never seen: >> {}", one.line, one.text))
    })
}

/// What is told in order: all of one room, all mail, all calls, all text messages.
fn lane(kind: &str, room: &str) -> String {
    match kind {
        "mail" | "call" | "sms" | "error" => kind.to_owned(),
        _ => room.to_owned(),
    }
}

/// How an output differs from what was expected.
fn differs(expected: &Expected, output: &Output) -> Option<String> {
    if expected.kind != output.kind {
        return Some(format!("it is a {}, not a {},", output.kind, expected.kind));
    }
    let place = match output.kind.as_str() {
        "mail" | "call" | "sms" => output.str("to").unwrap_or_default(),
        "error" => output.str("code").unwrap_or_default(),
        _ => output.room(),
    };
    if expected.place.as_ref().is_some_and(|expected| expected != place) {
        return Some(format!("it is at {place}"));
    }
    // The contract gives every time in Brussels, so the clock stands in it.
    let seen = output.str("at").and_then(|at| at.get(11..16)).unwrap_or_default();
    if expected.clock.as_ref().is_some_and(|clock| clock != seen) {
        return Some(format!("it is {seen}"));
    }
    let members = matches!(output.kind.as_str(), "open_room" | "invite");
    let mut people = if members { output.list("members") } else { output.mentions() };
    people.sort();
    match &expected.people {
        Some(named) if *named != people => return Some(format!("it names {}", people.join(", "))),
        None if !members && !people.is_empty() => return Some(format!("it calls {}", people.join(", "))),
        _ => {}
    }
    words(expected, output)
}

fn words(expected: &Expected, output: &Output) -> Option<String> {
    // A mail has a subject, a room a name.
    let head = output.str("subject").or_else(|| output.str("name")).unwrap_or_default();
    let text = format!("{head}\n{}", output.text());
    let flat = text.replace('\n', " ");
    let holds = |words: &String| text.contains(words.as_str()) || flat.contains(words.as_str());
    if let Some(missing) = expected.holds.iter().find(|words| !holds(words)) {
        return Some(format!("there is no {missing:?}"));
    }
    if let Some(wrong) = expected.lacks.iter().find(|words| holds(words)) {
        return Some(format!("there is {wrong:?}"));
    }
    let buttons = expected.buttons.as_ref()?;
    let labels: Vec<_> = output.buttons().into_iter().map(|button| button.label).collect();
    let fits = |(label, named): (&String, &String)| match named.strip_suffix('…') {
        Some(start) => label.starts_with(start),
        None => label == named,
    };
    let right = labels.len() == buttons.len() && labels.iter().zip(buttons).all(fits);
    (!right).then(|| format!("its buttons are {labels:?}"))
}
