use super::*;
use crate::{
    domain::{ids::IncidentId, organisation::Language},
    platform::clock::SIMULATED_START,
};

fn shown(act: Act, me: &str) -> String {
    let words = Words::embedded(Language::Nl).unwrap();
    let delivery = Delivery {
        effect: "e".to_owned(),
        at: SIMULATED_START,
        incident: Some(IncidentId { year: 2026, n: 1 }),
        exercise: true,
        urgent: false,
        answers: None,
        aside: false,
        asks: None,
        again: false,
        fallback: None,
        act,
    };
    let mut next = 6;
    let mut number = |_: &Button| {
        next += 1;
        next
    };
    let me = me.into();
    Showing { paint: Paint::PLAIN, words: &words, me: &me }.delivery(&delivery, &mut number)
}

fn post() -> Act {
    let button = |label: &str| Button { id: label.to_owned(), label: label.to_owned(), command: String::new() };
    let spans = vec![
        Span::Mention("ccvo.wacht1".into()),
        Span::Plain(" · eerste\n".to_owned()),
        Span::User("rook\u{1b}[2J\u{202e}\u{7}".to_owned()),
        Span::Plain("\n".to_owned()),
        Span::Command("!ccvo bevestig".to_owned()),
    ];
    Act::Post {
        room: "ccvo".into(),
        id: "m1".to_owned(),
        text: Reply { spans },
        mentions: vec!["ccvo.wacht1".into()],
        actions: vec![button("Ja"), button("Nee")],
    }
}

#[test]
fn a_post_shows_time_room_text_and_numbered_buttons() {
    let expected =
        "14:30  #ccvo\n       @ccvo.wacht1 · eerste\n       rook[2J\n       !ccvo bevestig\n       [7] Ja   [8] Nee\n";
    assert_eq!(shown(post(), "noord.melder"), expected);
}

#[test]
fn whoever_is_called_reads_so_in_words() {
    let text = shown(post(), "ccvo.wacht1");
    assert!(text.lines().next().unwrap().len() > "14:30  #ccvo".len(), "{text}");
}
