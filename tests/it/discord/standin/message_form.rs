//! What a message or a form may hold beyond what the schemas say.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{message::Message, refusal::Refusal};

const LONGEST: usize = 2000;
const EMBEDS: usize = 6000;
const ROWS: usize = 5;
/// Of a row: so many buttons, or one of anything else.
const BUTTONS: usize = 5;

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn length(text: &Value) -> usize {
    text.as_str().map_or(0, |text| text.chars().count())
}

/// Puts what a form says into a message; what it does not name stays.
pub fn fill(message: &mut Message, body: &Value) -> Result<(), Refusal> {
    if let Some(content) = body.get("content") {
        if length(content) > LONGEST {
            return Err(Refusal::too_long("content", LONGEST));
        }
        content.as_str().unwrap_or_default().trim().clone_into(&mut message.content);
    }
    if let Some(embeds) = body.get("embeds") {
        check_embeds(embeds)?;
        message.embeds = list(embeds).cloned().collect();
    }
    if let Some(components) = body.get("components") {
        check_rows(components)?;
        message.components = list(components).cloned().collect();
    }
    if message.content.is_empty() && message.embeds.is_empty() {
        return Err(Refusal::new(400, 50006, "Cannot send an empty message"));
    }
    Ok(())
}

fn check_embeds(embeds: &Value) -> Result<(), Refusal> {
    let mut all = 0;
    for (number, embed) in list(embeds).enumerate() {
        let own = [&embed["title"], &embed["description"], &embed["footer"]["text"], &embed["author"]["name"]];
        all += own.into_iter().map(length).sum::<usize>();
        for (place, field) in list(&embed["fields"]).enumerate() {
            for part in ["name", "value"] {
                if field[part].as_str().is_none_or(|text| text.trim().is_empty()) {
                    let path = format!("embeds.{number}.fields.{place}.{part}");
                    return Err(Refusal::form(&path, "BASE_TYPE_REQUIRED", "This field is required"));
                }
                all += length(&field[part]);
            }
        }
    }
    if all > EMBEDS {
        let why = format!("Embed size exceeds maximum size of {EMBEDS}");
        return Err(Refusal::form("embeds", "MAX_EMBED_SIZE_EXCEEDED", &why));
    }
    Ok(())
}

fn check_rows(rows: &Value) -> Result<(), Refusal> {
    if list(rows).count() > ROWS {
        return Err(Refusal::form(
            "components",
            "BASE_TYPE_BAD_LENGTH",
            &format!("Must be between 1 and {ROWS} in length."),
        ));
    }
    let mut ids = BTreeSet::new();
    for (number, row) in list(rows).enumerate() {
        let path = format!("components.{number}");
        let parts: Vec<_> = list(&row["components"]).collect();
        let most = if parts.iter().all(|part| part["type"] == 2) { BUTTONS } else { 1 };
        if row["type"] != 1 || parts.is_empty() || parts.len() > most {
            return Err(Refusal::form(
                &path,
                "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
                "The specified component exceeds the maximum width",
            ));
        }
        for (place, part) in parts.into_iter().enumerate() {
            let path = format!("{path}.components.{place}");
            if part["type"] == 2 {
                check_button(&path, part)?;
            }
            let id = part["custom_id"].as_str().unwrap_or_default();
            if !id.is_empty() && !ids.insert(id.to_owned()) {
                let why = "Component custom id cannot be duplicated";
                return Err(Refusal::form(&format!("{path}.custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", why));
            }
        }
    }
    Ok(())
}

fn check_button(path: &str, button: &Value) -> Result<(), Refusal> {
    let is_link = button["style"] == 5;
    let (wanted, other) = if is_link { ("url", "custom_id") } else { ("custom_id", "url") };
    if button[wanted].as_str().is_none_or(str::is_empty) {
        return Err(Refusal::form(&format!("{path}.{wanted}"), "BASE_TYPE_REQUIRED", "This field is required"));
    }
    if !button[other].is_null() {
        let why = "A custom id and url cannot both be specified";
        return Err(Refusal::form(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", why));
    }
    if button["label"].as_str().is_none_or(str::is_empty) && button["emoji"].is_null() {
        let why = "A button must have a label or emoji";
        return Err(Refusal::form(path, "BUTTON_COMPONENT_INVALID", why));
    }
    Ok(())
}

/// A form that is opened: one to five fields, each in a row of its own and with an id of its own.
pub fn check_modal(modal: &Value) -> Result<(), Refusal> {
    let mut ids = BTreeSet::new();
    let rows: Vec<_> = list(&modal["components"]).collect();
    if rows.is_empty() || rows.len() > ROWS {
        let why = format!("Must be between 1 and {ROWS} in length.");
        return Err(Refusal::form("data.components", "BASE_TYPE_BAD_LENGTH", &why));
    }
    for field in rows.into_iter().flat_map(|row| list(&row["components"])) {
        let id = field["custom_id"].as_str().unwrap_or_default();
        if !ids.insert(id.to_owned()) {
            let why = "Component custom id cannot be duplicated";
            return Err(Refusal::form("data.components", "COMPONENT_CUSTOM_ID_DUPLICATED", why));
        }
        // A field of a row, unlike one below a label, says itself what it is for.
        if !(1..=45).contains(&length(&field["label"])) {
            return Err(Refusal::form(
                "data.components",
                "BASE_TYPE_BAD_LENGTH",
                "Must be between 1 and 45 in length.",
            ));
        }
        let most = field["max_length"].as_u64().unwrap_or(4000);
        let preset = u64::try_from(length(&field["value"])).unwrap_or(u64::MAX);
        if field["min_length"].as_u64().unwrap_or(0) > most || preset > most {
            return Err(Refusal::form(
                "data.components",
                "BASE_TYPE_MAX_LENGTH",
                &format!("Must be {most} or fewer in length."),
            ));
        }
    }
    Ok(())
}
