use super::*;

fn mistake(line: &[u8]) -> &'static str {
    match read(line) {
        Err(mistake) => mistake.code,
        other => panic!("{} was taken: {other:?}", String::from_utf8_lossy(line)),
    }
}

#[test]
fn every_bad_line_has_its_code() {
    let table: &[(&[u8], &str)] = &[
        (b"\xff\xfe", "not_utf8"),
        (b"{\"from\":\"\xc3\x28\"}", "not_utf8"),
        (b"{", "bad_json"),
        (b"nonsense", "bad_json"),
        (br#"{"from":"a"} {"from":"b"}"#, "bad_json"),
        (b"{\"from\":\"a\x00\"}", "bad_json"),
        (br"{'from':'a'}", "bad_json"),
        (b"[]", "not_an_object"),
        (b"\"text\"", "not_an_object"),
        (b"null", "not_an_object"),
        (b"12", "not_an_object"),
        (br#"{"from":"a","room":"r","text":"!x","colour":"red"}"#, "unknown_field"),
        (br#"{"From":"a","room":"r","text":"!x"}"#, "unknown_field"),
        (br#"{"advance":15}"#, "wrong_type"),
        (br#"{"show":["INC-2026-0001"]}"#, "wrong_type"),
        (br#"{"from":"a","room":"r","text":"!x","key":1}"#, "wrong_type"),
        (br#"{"from":"a","room":"r","text":true}"#, "wrong_type"),
        (b"{}", "one_thing"),
        (br#"{"from":"a","room":"r"}"#, "one_thing"),
        (br#"{"from":"a","room":"r","text":null}"#, "one_thing"),
        (br#"{"from":"a","room":"r","text":"!x","press":"p"}"#, "one_thing"),
        (br#"{"advance":"1m","show":"INC-2026-0001"}"#, "one_thing"),
        (br#"{"room":"r","text":"!x"}"#, "missing_field"),
        (br#"{"from":" ","room":"r","text":"!x"}"#, "missing_field"),
        (br#"{"from":"a","text":"!x"}"#, "missing_field"),
        (br#"{"press":"p"}"#, "missing_field"),
        (br#"{"from":"a","press":""}"#, "missing_field"),
        (br#"{"from":"a","room":"r","text":"!x","said_at":"yesterday"}"#, "bad_time"),
        (br#"{"from":"a","room":"r","text":"!x","said_at":"2026-11-23T14:30:00"}"#, "bad_time"),
        (br#"{"from":"a","room":"r","text":"!x","said_at":"2026-13-23T14:30:00Z"}"#, "bad_time"),
        (br#"{"advance":""}"#, "bad_advance"),
        (br#"{"advance":"-15m"}"#, "bad_advance"),
        (br#"{"advance":"15"}"#, "bad_advance"),
        (br#"{"advance":"m"}"#, "bad_advance"),
        (br#"{"advance":"15 minutes"}"#, "bad_advance"),
        (br#"{"advance":"367d"}"#, "bad_advance"),
        (br#"{"advance":"999999999h"}"#, "bad_advance"),
        (br#"{"advance":"99999999999999999999s"}"#, "bad_advance"),
        ("{\"advance\":\"١٥m\"}".as_bytes(), "bad_advance"),
        (br#"{"show":"42"}"#, "unknown_incident"),
        (br#"{"show":""}"#, "unknown_incident"),
        (br#"{"show":"INC-2026-x"}"#, "unknown_incident"),
    ];
    for (line, code) in table {
        assert_eq!(mistake(line), *code, "{}", String::from_utf8_lossy(line));
    }
}

#[test]
fn nesting_without_end_is_bad_json() {
    assert_eq!(mistake("[".repeat(100_000).as_bytes()), "bad_json");
}

#[test]
fn blank_lines_ask_nothing() {
    for line in ["", "   ", "\t\r", "\u{feff}"] {
        assert_eq!(read(line.as_bytes()), Ok(None), "{line:?}");
    }
}

#[test]
fn a_text_with_everything() {
    let line = r#"{"from":"noord.melder","room":"meldingen-noord","text":"!x é","reply_to":"m1","key":"k1",
        "said_at":"2026-11-23T14:30:00+01:00"}"#;
    let stamp = Stamp { key: Some("k1".to_owned()), said_at: Some(crate::platform::clock::SIMULATED_START) };
    let expected = Entry::Said {
        from: "noord.melder".to_owned(),
        room: "meldingen-noord".into(),
        text: "!x é".to_owned(),
        reply_to: Some("m1".to_owned()),
        stamp,
    };
    assert_eq!(read(line.replace('\n', "").as_bytes()), Ok(Some(expected)));
}

#[test]
fn an_empty_text_is_chatter_and_an_empty_key_is_none() {
    let line = br#"{"from":"a","room":"r","text":"","key":""}"#;
    let Ok(Some(Entry::Said { text, stamp, .. })) = read(line) else { panic!("not taken") };
    assert_eq!((text.as_str(), stamp.key), ("", None));
}

#[test]
fn a_press_needs_no_room() {
    let expected = Entry::Pressed { from: "a".to_owned(), action: "p".to_owned(), stamp: Stamp::default() };
    assert_eq!(read(br#"{"from":"a","press":"p"}"#), Ok(Some(expected)));
}

#[test]
fn advances_and_shows() {
    let advance = |text: &str| read(format!(r#"{{"advance":"{text}"}}"#).as_bytes());
    for (text, span) in [
        ("15m", Span::minutes(15)),
        ("2h", Span::hours(2)),
        ("90s", Span(90_000)),
        ("1h30m", Span::minutes(90)),
        ("3D", Span::hours(72)),
        ("0m", Span(0)),
        ("366d", LONGEST_ADVANCE),
    ] {
        assert_eq!(advance(text), Ok(Some(Entry::Advance(span))), "{text}");
    }
    let show = read(br#"{"show":"inc-2026-0042"}"#);
    assert_eq!(show, Ok(Some(Entry::Show(IncidentId { year: 2026, n: 42 }))));
}
