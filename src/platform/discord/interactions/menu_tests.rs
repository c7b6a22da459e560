//! A message that becomes a report, or a line in the log.

use serde_json::json;

use super::*;
use crate::domain::organisation::Language;

fn data(name: &str, content: &str) -> CommandData {
    let message = json!({
        "id": "5", "channel_id": "6", "content": content, "timestamp": "2026-11-23T13:30:00.000Z",
        "edited_timestamp": null, "tts": false, "mention_everyone": false, "mentions": [], "mention_roles": [],
        "attachments": [], "embeds": [], "pinned": false, "type": 0,
        "author": {"id": "7", "username": "iemand", "discriminator": "0", "avatar": null},
    });
    let data = json!({"id": "1", "type": 3, "name": name, "target_id": "5", "resolved": {"messages": {"5": message}}});
    serde_json::from_value(data).unwrap()
}

fn said(name: &str, content: &str) -> Option<Result<String, Misfit>> {
    let words = Words::embedded(Language::Nl).unwrap();
    let data = data(name, content);
    let (definition, message) = chosen(&words.catalogue, &data)?;
    Some(line(&words, definition, &message.content))
}

#[test]
fn the_words_of_the_message_are_kept() {
    let table = [
        ("Report as incident", "rook in de kelder", "!meld rook in de kelder"),
        ("Report as incident", "health:yes zei hij\ntweede regel", "!meld \"health:yes zei hij\"\ntweede regel"),
        ("To the log", " toon ", "!logboek \"toon\""),
        ("To the log", "wis 7 \u{201C}x\u{201D} \\", "!logboek \"wis 7 \\\u{201C}x\\\u{201D} \\\\\""),
        ("To the log", "INC-2026-0001 is van gisteren", "!logboek \"INC-2026-0001 is van gisteren\""),
        ("To the log", "eerst\nen dan \"dit\"", "!logboek eerst\nen dan \"dit\""),
    ];
    for (name, content, expected) in table {
        assert_eq!(said(name, content), Some(Ok(expected.to_owned())), "{content}");
    }
    assert_eq!(said("Something else", "x"), None);
}

#[test]
fn a_message_without_text_gets_a_sentence_and_no_record() {
    let command = Invocation::new("incident report").hinting("catalogue-what");
    assert_eq!(
        said("Report as incident", " \n"),
        Some(Err(Misfit::Refused(vec![Line::DiscordMenuNoText { command }])))
    );
}
