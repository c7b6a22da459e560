//! Looking into the state document: `cmts[entity=noord].members.#`.

use serde_json::Value;

use super::{Check, Compare};

/// What is wrong with the document, if anything.
pub fn problem(document: &Value, check: &Check) -> Option<String> {
    let found = match find(document, &check.path) {
        Ok(found) => found,
        Err(problem) => return Some(format!("{}: {problem}", check.path)),
    };
    let words = check.value.trim_matches('"').replace("\\\"", "\"");
    let holds = match &found {
        Value::String(text) => text.contains(&words),
        other => other.to_string().contains(&words),
    };
    let right = match check.compare {
        Compare::Is => same(&found, &check.value),
        Compare::IsNot => !same(&found, &check.value),
        Compare::Holds => holds,
        Compare::Lacks => !holds,
    };
    (!right).then(|| format!("{} is {found}; expected {:?} {}", check.path, check.compare, check.value))
}

fn same(found: &Value, written: &str) -> bool {
    match found {
        Value::String(text) => text == written.trim_matches('"'),
        Value::Array(items) => {
            let inner = written.strip_prefix('[').and_then(|inner| inner.strip_suffix(']'));
            let Some(inner) = inner else { return false };
            let words: Vec<_> = inner.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
            words.len() == items.len() && items.iter().zip(words).all(|(item, word)| same(item, word))
        }
        other => serde_json::from_str::<Value>(written).is_ok_and(|written| written == *other),
    }
}

fn find(document: &Value, path: &str) -> Result<Value, String> {
    let mut here = document.clone();
    // Dots inside a selector belong to an id.
    let mut parts: Vec<String> = vec![String::new()];
    let mut inside = false;
    for c in path.chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            _ => {}
        }
        if c == '.' && !inside {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    for part in parts {
        if part == "#" {
            let length = match &here {
                Value::Array(items) => items.len(),
                Value::Object(items) => items.len(),
                _ => return Err("has no number".to_owned()),
            };
            return Ok(length.into());
        }
        let (name, selector) = match part.split_once('[') {
            Some((name, selector)) => (name.to_owned(), Some(selector.trim_end_matches(']').to_owned())),
            None => (part.clone(), None),
        };
        if !name.is_empty() {
            here = here.get(&name).cloned().ok_or_else(|| format!("there is no `{name}` in {here}"))?;
        }
        if let Some(selector) = selector {
            here = select(&here, &selector).ok_or_else(|| format!("there is no [{selector}] in {here}"))?;
        }
    }
    Ok(here)
}

fn select(list: &Value, selector: &str) -> Option<Value> {
    let items = list.as_array()?;
    match selector.split_once('=') {
        Some((key, wanted)) => {
            items.iter().find(|item| item.get(key).is_some_and(|value| same(value, wanted))).cloned()
        }
        None => items.get(selector.parse::<usize>().ok()?).cloned(),
    }
}

#[test]
fn a_path_finds_its_place() {
    let document = serde_json::json!({"a": [{"id": "x.y", "n": [1, 2]}, {"id": "z"}], "b": null});
    let right = |path: &str, compare, value: &str| {
        problem(&document, &Check { path: path.to_owned(), compare, value: value.to_owned() }).is_none()
    };
    assert!(right("a.#", Compare::Is, "2"));
    assert!(right("a[id=x.y].n", Compare::Is, "[1, 2]"));
    assert!(right("a[1].id", Compare::Is, "z"));
    assert!(right("b", Compare::Is, "null"));
    assert!(right("a", Compare::Holds, "\"x.y\""));
    assert!(!right("a[2].id", Compare::Is, "z"));
    assert!(!right("b", Compare::IsNot, "null"));
}
