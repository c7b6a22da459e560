use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::platform::direction::ISOLATE;

fn people() -> People {
    People::new(&BTreeMap::from([("ccvo.wacht1".into(), "@wacht:ccvo.example".to_owned())]))
}

fn reply(spans: &[Span]) -> Reply {
    Reply { spans: spans.to_vec() }
}

fn said(text: &str) -> Span {
    Span::User(text.to_owned())
}

fn one(spans: &[Span]) -> Part {
    let parts = parts(&reply(spans), &[], &people(), "");
    assert_eq!(parts.len(), 1);
    parts.into_iter().next().unwrap()
}

/// The text of HTML of ours; fails on anything that is not ours.
fn text_of(html: &str) -> String {
    let mut pieces = html.split('<');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    let mut open: Vec<&str> = Vec::new();
    for piece in pieces {
        let (tag, after) = piece.split_once('>').expect("a tag ends");
        match tag {
            "br" => text.push('\n'),
            "code" => open.push("code"),
            "/code" => assert_eq!(open.pop(), Some("code")),
            "/a" => assert_eq!(open.pop(), Some("a")),
            _ => {
                assert_eq!(tag, "a href=\"https://matrix.to/#/@wacht:ccvo.example\"");
                open.push("a");
            }
        }
        text.push_str(after);
    }
    assert!(open.is_empty(), "{open:?} stays open");
    assert!(!text.contains('>') && !text.contains('"'), "not escaped: {text}");
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

#[test]
fn each_span_in_its_own_way() {
    let part = one(&[
        Span::Mention("ccvo.wacht1".into()),
        Span::Plain(" · rook & vuur\n".to_owned()),
        said("<b>vet</b>"),
        Span::Plain("\n\nTyp: ".to_owned()),
        Span::Command("!gebeld <naam>".to_owned()),
    ]);
    assert_eq!(part.plain, "@ccvo.wacht1 · rook & vuur\n<b>vet</b>\n\nTyp: !gebeld <naam>");
    assert_eq!(
        part.html,
        "<a href=\"https://matrix.to/#/@wacht:ccvo.example\">ccvo.wacht1</a> · rook &amp; vuur<br>\
         &lt;b&gt;vet&lt;/b&gt;<br><br>Typ: <code>!gebeld &lt;naam&gt;</code>"
    );
}

#[test]
fn somebody_without_an_account_is_named() {
    assert_eq!(one(&[Span::Mention("zuid.melder".into())]).html, "@zuid.melder");
    assert_eq!(accounts(&["zuid.melder".into(), "ccvo.wacht1".into()], &people()), ["@wacht:ccvo.example"]);
}

#[test]
fn words_of_people_call_nobody() {
    for (text, broken) in [
        ("@room", "@\u{2060}room"),
        ("kijk @ROOM", "kijk @\u{2060}ROOM"),
        ("@wacht:ccvo.example", "@\u{2060}wacht:ccvo.example"),
        ("https://matrix.to/#/x", "https://matrix\u{2060}.to/#/x"),
        ("MATRIX:u/wacht", "MATRIX\u{2060}:u/wacht"),
        ("iets @", "iets @\u{2060}"),
    ] {
        assert_eq!(one(&[said(text)]).plain, broken);
    }
    for kept in ["mail jan@noord.example", "2 @ 3", "matrix", "x"] {
        assert_eq!(one(&[said(kept)]).plain, kept);
    }
    let command = "!meld @room @wacht:ccvo.example";
    assert_eq!(one(&[Span::Command(command.to_owned())]).plain, command);
}

#[test]
fn turning_text_turns_only_itself() {
    assert_eq!(one(&[said("حريق")]).plain, "\u{2068}حريق\u{2069}");
    assert_eq!(one(&[said("ro\u{202E}ok")]).plain, "rook");
}

#[test]
fn a_button_is_printed_unless_its_command_is() {
    let button = |label: &str, command: &str| Button {
        id: "m1.0".to_owned(),
        label: label.to_owned(),
        command: command.to_owned(),
    };
    let buttons = [button("Ja", "!impact gezondheid:ja"), button("<Nee>", "!impact gezondheid:nee")];
    let text = reply(&[Span::Plain("Of typ: ".to_owned()), Span::Command("!impact gezondheid:ja".to_owned())]);
    let part = parts(&text, &buttons, &people(), "").remove(0);
    assert_eq!(part.plain, "Of typ: !impact gezondheid:ja\n<Nee>: !impact gezondheid:nee");
    assert!(part.html.ends_with("<br>&lt;Nee&gt;: <code>!impact gezondheid:nee</code>"), "{}", part.html);
}

#[test]
fn a_long_answer_is_split_at_lines_and_says_the_drill_in_each_part() {
    let text = "regel met woorden\n".repeat(3_000);
    let parts = parts(&reply(&[Span::Plain(text.clone())]), &[], &people(), "OEFENING · ");
    assert!(parts.len() > 3);
    assert!(parts.iter().skip(1).all(|part| part.plain.starts_with("OEFENING · regel met woorden\n")));
    let plain: Vec<&str> =
        parts.iter().map(|part| part.plain.strip_prefix("OEFENING · ").unwrap_or(&part.plain)).collect();
    assert_eq!(plain.join("\n"), text);
}

#[test]
fn the_longest_signs_cannot_stall_it() {
    for text in ["@".repeat(60_000), format!("e{}", "\u{301}".repeat(30_000)), "\"<&>'".repeat(12_000)] {
        let parts = parts(&reply(&[said(&text)]), &[], &people(), "");
        assert!(parts.iter().all(|part| part.cost() <= MOST));
        let all: String = parts.into_iter().map(|part| part.plain).collect();
        assert_eq!(all.replace(JOINER, ""), text);
    }
}

fn hostile() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "@room",
        "@wacht:ccvo.example",
        "@",
        "<a href='https://matrix.to/#/@wacht:ccvo.example'>",
        "</a>",
        "<script>",
        "&lt;",
        "&",
        "\"",
        "'",
        "<",
        ">",
        "\\",
        "\u{202E}",
        "\u{2066}",
        "\u{2069}",
        "حريق",
        "שלום",
        "matrix.to",
        "matrix:",
        "`",
        "**",
        "[x](y)",
        " ",
        "\n",
        "\r\n",
        "\u{0}",
        "\u{FE0F}",
        "🔥",
        "e\u{301}",
        "room",
        "wacht:ccvo.example",
        "<mx-reply>",
        "]]>",
        "<!--",
        "word",
    ]);
    prop_oneof![
        prop::collection::vec(bits, 0..40).prop_map(|bits| bits.concat()),
        any::<String>(),
        ("[<&\"'a ]{1,3}", 1_usize..20_000).prop_map(|(bit, times)| bit.repeat(times)),
    ]
}

fn span() -> impl Strategy<Value = Span> {
    prop_oneof![
        hostile().prop_map(Span::User),
        hostile().prop_map(Span::Plain),
        hostile().prop_map(|text| Span::Command(clean(&text))),
        Just(Span::Mention("ccvo.wacht1".into())),
        Just(Span::Mention("zuid<b>.melder".into())),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_part_is_small_and_valid_and_says_the_same_twice(spans in prop::collection::vec(span(), 0..8)) {
        let parts = parts(&reply(&spans), &[], &people(), "OEFENING · ");
        prop_assert!(!parts.is_empty());
        for part in parts {
            let json = serde_json::to_string(&part.plain).unwrap().len() + serde_json::to_string(&part.html).unwrap().len();
            prop_assert!(json <= MOST + 4, "{json} bytes");
            // The plain form has an @ before whoever has a pill.
            prop_assert_eq!(text_of(&part.html).replace("ccvo.wacht1", "@ccvo.wacht1"), part.plain);
        }
    }

    #[test]
    fn no_words_are_lost(text in hostile()) {
        let parts = parts(&reply(&[said(&text)]), &[], &people(), "");
        let all: String = parts.into_iter().map(|part| part.plain).collect();
        let kept: String = all.chars().filter(|c| !ISOLATE.contains(c) && *c != JOINER).collect();
        prop_assert_eq!(kept, clean(&text));
    }

    #[test]
    fn nobody_is_called_by_words_of_people(text in hostile()) {
        let parts = parts(&reply(&[said(&text), Span::Plain("room".to_owned())]), &[], &people(), "");
        for part in parts {
            let plain = part.plain.to_lowercase();
            prop_assert!(!plain.contains("@room") && !plain.contains("@wacht:") && !plain.contains("matrix.to"), "{plain}");
            prop_assert!(!part.html.contains("<a"));
        }
    }

    #[test]
    fn printed_commands_can_be_typed(text in hostile()) {
        let line = clean(&text);
        prop_assume!(line.len() < 300);
        let part = one(&[Span::Plain("Typ: ".to_owned()), Span::Command(line.clone())]);
        prop_assert_eq!(part.plain, format!("Typ: {line}"));
    }
}
