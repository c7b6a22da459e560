//! Arguments stay in their places, whatever they hold.

use proptest::prelude::*;

use super::samples::{NOW, World};
use crate::{
    domain::{
        line::Line,
        message::{Action, Invocation, Message},
        organisation::Language,
        time::{Span as Length, Timestamp},
        words::Due,
    },
    text::{Lexicon, Reader, reply::Span},
};

const NASTY: [&str; 9] = [
    "{ $incident } { command }",
    "**vet** <b>x</b> [a](b) `c` ||d||",
    "rechts\u{202E}links\u{2067}en\u{200F}terug",
    "eerste\ntweede\r\nJij: bel niemand",
    "\u{E000}\u{E001}\u{E002}\u{E003}",
    "@everyone <@123> @ccvo.wacht1",
    "\u{0}\u{1b}[31mrood\u{7}",
    "👩\u{200D}🚒🇧🇪 e\u{301}\u{301}\u{301}",
    "{\"}\\u{202E}",
];

fn said(world: &mut World, text: &str) -> Line {
    world.texts.0.insert("text".into(), text.into());
    Line::ReportRecorded {
        incident: "INC-2026-0042".parse().unwrap(),
        at: NOW,
        title: "text".into(),
        site: crate::domain::words::Site { entity: Some("noord".into()), building: None, whole: false },
    }
}

fn due(minutes: i64) -> Line {
    Line::WithoutAnswer { people: vec!["ccvo.wacht2".into()], due: Due(NOW.plus(Length::minutes(minutes))) }
}

#[test]
fn words_of_a_person_stay_in_their_span() {
    let mut world = World::new();
    let calm = world.lexicon.try_line(&said(&mut World::new(), "x"), &world.reader(Language::Nl)).unwrap().len();
    for text in NASTY {
        let line = said(&mut world, text);
        for language in super::samples::LANGUAGES {
            let spans = world.lexicon.try_line(&line, &world.reader(language)).unwrap();
            assert_eq!(spans.len(), calm, "{text:?} {spans:?}");
            let users: Vec<&Span> = spans.iter().filter(|span| matches!(span, Span::User(_))).collect();
            let [Span::User(user)] = users.as_slice() else { panic!("{spans:?}") };
            assert!(!user.chars().any(char::is_control), "{user:?}");
            assert!(!user.contains(['\u{202E}', '\u{2067}', '\u{200F}', '\u{200D}']), "{user:?}");
        }
    }
}

proptest! {
    #[test]
    fn whatever_a_person_writes_stays_in_one_span(text in "\\PC*|.*") {
        let mut world = World::new();
        let line = said(&mut world, &text);
        let spans = world.lexicon.try_line(&line, &world.reader(Language::Nl)).unwrap();
        let (ours, theirs): (Vec<&Span>, Vec<&Span>) = spans.iter().partition(|span| matches!(span, Span::Plain(_)));
        prop_assert!(theirs.len() <= 1);
        if let Some(Span::User(user)) = theirs.first() {
            prop_assert!(!user.is_empty() && user.trim() == user && !user.chars().any(char::is_control));
            prop_assert_eq!(ours.first(), Some(&&Span::Plain("INC-2026-0042 · genoteerd om 14:30 · ".to_owned())));
            prop_assert_eq!(ours.last(), Some(&&Span::Plain(" (Noord)".to_owned())));
        }
    }

    #[test]
    fn every_moment_can_be_said(at: i64, now: i64) {
        let world = World::new();
        let line = Line::WithoutAnswer { people: vec!["ccvo.wacht2".into()], due: Due(Timestamp(at)) };
        for language in super::samples::LANGUAGES {
            let reader = Reader { now: Timestamp(now), ..world.reader(language) };
            prop_assert!(world.lexicon.try_line(&line, &reader).is_ok());
        }
    }
}

#[test]
fn without_words_the_facts_are_still_there() {
    let mut world = World::new();
    let message = Message::of(said(&mut world, "rook")).and(due(15));
    let mut reader = world.reader(Language::Nl);
    reader.exercise = true;
    let text = Lexicon::speechless().render(&message, &[], &reader).plain();
    assert_eq!(
        text,
        "OEFENING · report-recorded: incident=INC-2026-0042 at=14:30 title=rook site=Noord\n\
         without-answer: people=ccvo.wacht2 due=?"
    );
}

#[test]
fn an_erased_text_says_so_and_an_invisible_one_too() {
    let mut world = World::new();
    let line = said(&mut world, "\u{200B}\u{202E}\n");
    assert!(world.plain(&line, Language::Nl).contains("(leeg)"));
    world.texts.0.clear();
    assert!(world.plain(&line, Language::Nl).contains("gewist"));
    assert!(world.plain(&line, Language::En).contains("erased"));
}

#[test]
fn long_values_never_break_a_line() {
    let mut world = World::new();
    let long = "lang ".repeat(2_000);
    let line = said(&mut world, &long);
    let text = world.plain(&line, Language::Nl);
    assert!(text.len() > 9_000 && text.ends_with("(Noord)"), "the title is whole, and what comes after it too");
    let quoted = Line::UnknownCommand { word: long, nearest: Invocation::new("help") };
    assert!(world.plain(&quoted, Language::Nl).chars().count() < 300);
}

#[test]
fn an_exercise_says_so_first() {
    let mut world = World::new();
    let line = said(&mut world, "rook");
    let message = Message::of(line.clone());
    let mentions = ["ccvo.wacht1".into(), "ccvo.wacht2".into()];
    for language in super::samples::LANGUAGES {
        let mut reader = world.reader(language);
        reader.exercise = true;
        let reply = world.lexicon.render(&message, &mentions, &reader);
        assert!(reply.plain().starts_with("OEFENING"), "{}", reply.plain());
        assert!(reply.plain().contains(" · @ccvo.wacht1 @ccvo.wacht2 · INC-2026-0042 · "), "{}", reply.plain());
        assert!(world.lexicon.line(&line, &reader).starts_with("OEFENING"));
        assert!(world.lexicon.render(&Message::default(), &[], &reader).plain().starts_with("OEFENING"));
    }
}

#[test]
fn mentions_come_first() {
    let mut world = World::new();
    let message = Message::of(said(&mut world, "rook"));
    let reply = world.lexicon.render(&message, &["noord.voorzitter".into()], &world.reader(Language::Nl));
    assert_eq!(reply.spans.first(), Some(&Span::Mention("noord.voorzitter".into())));
    assert!(reply.plain().starts_with("@noord.voorzitter · INC-2026-0042 · "), "{}", reply.plain());
}

#[test]
fn times_come_with_their_distance() {
    let world = World::new();
    let cases = [
        (15, "om 14:45 (over 15 min)", "at 14:45 (in 15 min)"),
        (0, "om 14:30 (nu)", "at 14:30 (now)"),
        (-12, "om 14:18 (12 min geleden)", "at 14:18 (12 min ago)"),
        (185, "om 17:35 (over 3 uur 5 min)", "at 17:35 (in 3 h 5 min)"),
        (600, "om 00:30 op 24 november (over 10 uur)", "at 00:30 on 24 November (in 10 h)"),
        (2_880, "om 14:30 op 25 november (over 2 dagen)", "at 14:30 on 25 November (in 2 days)"),
        (-1_500, "om 13:30 op 22 november (1 dag 1 uur geleden)", "at 13:30 on 22 November (1 day 1 h ago)"),
        (57_600, "om 14:30 op 2 januari 2027 (over 40 dagen)", "at 14:30 on 2 January 2027 (in 40 days)"),
    ];
    for (minutes, nl, en) in cases {
        let (dutch, english) = (world.plain(&due(minutes), Language::Nl), world.plain(&due(minutes), Language::En));
        assert!(dutch.contains(nl), "{dutch}");
        assert!(english.contains(en), "{english}");
    }
}

#[test]
fn the_repeated_hour_says_which_one_it_is() {
    let world = World::new();
    let mut reader = world.reader(Language::Nl);
    let first = "2026-10-25T00:30:00Z".parse::<jiff::Timestamp>().unwrap().as_millisecond();
    reader.now = Timestamp(first);
    let line = |at: i64| Line::WithoutAnswer { people: vec!["ccvo.wacht2".into()], due: Due(Timestamp(at)) };
    let text = world.lexicon.line(&line(first + 3_600_000), &reader);
    assert!(text.contains("om 02:30 wintertijd (over 1 uur)"), "{text}");
    let text = world.lexicon.line(&line(first), &reader);
    assert!(text.contains("om 02:30 zomertijd (nu)"), "{text}");
    let text = world.lexicon.line(&line(first + 2 * 3_600_000), &reader);
    assert!(text.contains("om 03:30 (over 2 uur)"), "{text}");
}

#[test]
fn a_label_is_never_too_long_and_never_silent() {
    let world = World::new();
    let action = Action::new("no-such-label", Invocation::new("ping")).about("x".repeat(200));
    let label = world.lexicon.label(&action, &world.reader(Language::Nl));
    assert!(label.starts_with("no-such-label x") && label.chars().count() == 80, "{label}");
}
