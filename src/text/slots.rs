//! Places in a formatted line into which the arguments come afterwards, so that nothing in them is read as ours.

use super::reply::Span;

/// The first character of the private-use area: no text of ours holds one.
const FIRST: u32 = 0xE000;
const LAST: u32 = 0xF8FF;

/// The character that holds the place of the n-th argument.
pub fn token(n: usize) -> String {
    let code = u32::try_from(n).ok().and_then(|n| FIRST.checked_add(n)).filter(|code| *code <= LAST);
    code.and_then(char::from_u32).map(String::from).unwrap_or_default()
}

/// Which argument's place a character holds.
pub fn place(character: char) -> Option<usize> {
    let code = u32::from(character);
    if (FIRST..=LAST).contains(&code) { usize::try_from(code.checked_sub(FIRST)?).ok() } else { None }
}

/// The formatted line with every place filled in.
pub fn fill(line: &str, arguments: &[Vec<Span>]) -> Vec<Span> {
    let mut spans = Vec::new();
    for character in line.chars() {
        match place(character) {
            Some(n) => extend(&mut spans, arguments.get(n).into_iter().flatten().cloned()),
            None => push(&mut spans, Span::Plain(character.to_string())),
        }
    }
    spans
}

/// Adds spans; our own words run on.
pub fn extend(spans: &mut Vec<Span>, more: impl IntoIterator<Item = Span>) {
    for span in more {
        push(spans, span);
    }
}

/// Adds a span; our own words run on.
pub fn push(spans: &mut Vec<Span>, span: Span) {
    match (spans.last_mut(), span) {
        (Some(Span::Plain(before)), Span::Plain(more)) => before.push_str(&more),
        (_, Span::Plain(text)) if text.is_empty() => {}
        (_, span) => spans.push(span),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_that_looks_like_a_place_fills_none() {
        let line = format!("a {} b {} c", token(0), token(1));
        let user = Span::User(format!("x{}y", token(1)));
        let filled = fill(&line, &[vec![user.clone()], vec![Span::Plain("P".to_owned())]]);
        assert_eq!(filled, [Span::Plain("a ".to_owned()), user, Span::Plain(" b P c".to_owned())]);
    }

    #[test]
    fn there_are_places_enough_and_then_none() {
        assert_eq!(place(token(6_399).chars().next().unwrap()), Some(6_399));
        assert_eq!(token(6_400), "");
    }
}
