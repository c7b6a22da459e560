//! Everybody's first alarm arrives, whatever goes wrong beside it.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use super::{
    receivers::{Arrived, Verdict},
    world::{Load, PAGER, Reported, TEXTED},
};

/// Everything is there within this, also on a loaded machine.
const PATIENCE: Duration = Duration::from_mins(5);

/// How often the page about each record was taken, and where.
fn pages(taken: &[Arrived]) -> BTreeMap<(String, String), usize> {
    let mut pages = BTreeMap::new();
    for arrived in taken {
        let start = arrived.text.find("INC-").unwrap_or_else(|| panic!("it names a record: {arrived:?}"));
        let id = arrived.text[start..].split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next();
        *pages.entry((id.expect("it begins").to_owned(), arrived.to.clone())).or_default() += 1;
    }
    pages
}

/// Each of these was told to whoever is first, once.
fn once_each(load: &Load, reported: &[Reported], each: usize) {
    let pages = pages(&load.receivers.taken());
    let by = |to: &str| pages.keys().filter(|(_, there)| there == to).count();
    assert_eq!((by(TEXTED), by(PAGER)), (each, each));
    for one in reported {
        let told: usize = pages.iter().filter(|((id, _), _)| *id == one.incident).map(|(_, count)| count).sum();
        assert_eq!(told, 1, "{}", one.incident);
    }
}

#[test]
fn a_thousand_pages_at_once_arrive_once_each_and_who_reports_meanwhile_waits_behind_no_later_one() {
    const EACH: usize = 500;
    let mut load = Load::started(EACH + 1);
    let flood = load.reports(0..EACH / 2);
    // Somebody else, in the middle of it.
    while load.receivers.taken().len() < EACH / 5 {
        std::thread::sleep(Duration::from_millis(5));
    }
    let other = load.report("noord", EACH);
    let rest = load.reports(EACH / 2..EACH);
    let other = load.stored(vec![other]).remove(0);
    let mut reported = load.stored(flood);
    reported.extend(load.stored(rest));
    load.until_taken(2 * EACH + 1, PATIENCE);
    reported.push(other.clone());
    let taken = load.receivers.taken();
    let theirs = taken.iter().position(|arrived| arrived.text.contains(&other.incident)).expect("it was taken");
    // What was handed in after it was stored can be under way at the same time, and no more of it goes before.
    let later = reported.iter().filter(|one| one.from > other.until || one.until > other.until);
    let before = |one: &&Reported| taken[..theirs].iter().any(|arrived| arrived.text.contains(&one.incident));
    let overtook = later.filter(before).count();
    assert!(overtook <= 128, "{overtook} that were stored later went before");
    let pages = pages(&taken);
    assert!(pages.values().all(|count| *count == 1), "each once");
    assert_eq!((taken.len(), pages.len()), (2 * EACH + 1, 2 * EACH + 1));
    let answered: std::collections::BTreeSet<_> = reported.iter().map(|one| &one.incident).collect();
    assert_eq!(answered.len(), 2 * EACH + 1, "each has a record of its own");
    assert!(answered.iter().all(|id| pages.keys().any(|(there, _)| there == *id)));
}

#[test]
fn a_receiver_that_hangs_holds_up_nobody_else() {
    const EACH: usize = 150;
    let mut load = Load::started(EACH);
    let hangs = Duration::from_secs(8);
    load.receivers.judge(move |arrived| match arrived.to.as_str() {
        PAGER => Verdict::Hang(hangs),
        _ => Verdict::Take,
    });
    let reports = load.reports(0..EACH);
    let reported = load.stored(reports);
    load.until_taken(2 * EACH, PATIENCE);
    let taken = load.receivers.taken();
    let when = |to: &'static str| taken.iter().filter(move |arrived| arrived.to == to).map(|arrived| arrived.at);
    let (first, last) = (when(PAGER).min().expect("it is told"), when(TEXTED).max().expect("they are told"));
    let stored = reported.iter().map(|one| one.until).max().expect("there are some");
    assert!(last < stored.max(first) + hangs, "nobody waited for the one that hangs");
    let at_once = when(PAGER).filter(|at| *at < first + hangs).count();
    assert!(at_once <= 64, "{at_once} connections to the one that hangs");
    once_each(&load, &reported, EACH);
}

#[test]
fn a_provider_that_puts_off_what_is_too_much_for_it_gets_everything_in_the_end() {
    const EACH: usize = 150;
    let mut load = Load::started(EACH);
    let count = Arc::new(AtomicUsize::new(0));
    // Two of three are too much for it.
    load.receivers.judge(move |_| match count.fetch_add(1, Ordering::Relaxed) % 3 {
        0 => Verdict::Take,
        _ => Verdict::PutOff(1),
    });
    let reports = load.reports(0..EACH);
    let reported = load.stored(reports);
    load.until_taken(2 * EACH, PATIENCE);
    once_each(&load, &reported, EACH);
    let put_off = load.receivers.arrived().len() - 2 * EACH;
    assert!(put_off > EACH, "most were put off: {put_off}");
}

#[test]
fn killed_in_the_middle_everybody_is_reached_and_only_what_was_under_way_twice() {
    const EACH: usize = 150;
    let mut load = Load::started(EACH);
    let reports = load.reports(0..EACH);
    load.until_taken(EACH / 2, PATIENCE);
    load.world.service.kill();
    let told = load.receivers.taken().len();
    load.start();
    let reported = load.stored(reports);
    let deadline = tokio::time::Instant::now() + PATIENCE;
    while pages(&load.receivers.taken()).len() < 2 * EACH {
        assert!(tokio::time::Instant::now() < deadline, "{} are told", pages(&load.receivers.taken()).len());
        std::thread::sleep(Duration::from_millis(20));
    }
    let pages = pages(&load.receivers.taken());
    assert!(reported.iter().all(|one| pages.keys().any(|(id, _)| *id == one.incident)));
    let twice: Vec<_> = pages.iter().filter(|(_, count)| **count > 1).collect();
    assert!(twice.iter().all(|(_, count)| **count == 2), "{twice:?}");
    assert!(twice.len() <= told, "{} of {told}", twice.len());
    // A webhook keeps its id, and a text says that it may be a repeat.
    let taken = load.receivers.taken();
    for ((id, to), _) in twice {
        let both: Vec<_> = taken.iter().filter(|one| one.to == *to && one.text.contains(id)).collect();
        let says = both[1].text.contains("Dit kan een herhaling zijn.");
        assert!(says || (both[0].id.is_some() && both[0].id == both[1].id), "{both:?}");
    }
}
