//! Reading lines on a thread of its own, as bytes and never longer than a limit.

use std::{
    io::{self, BufRead, BufReader, Read},
    thread,
};

use tokio::sync::mpsc;

/// The longest line that is read, in bytes.
pub const LIMIT: usize = 1 << 20;

/// A line as it came in.
#[derive(Debug, PartialEq, Eq)]
pub struct Raw {
    /// From 1, blank lines counted.
    pub number: u64,
    /// Without its line end.
    pub content: Content,
}

/// What stands on a line.
#[derive(Debug, PartialEq, Eq)]
pub enum Content {
    /// All of it.
    Whole(Vec<u8>),
    /// More than [`LIMIT`]; it was not kept.
    TooLong,
}

/// Reads until the end of the input, or until nobody takes the lines any more.
#[must_use]
pub fn reading(input: impl Read + Send + 'static) -> mpsc::Receiver<Raw> {
    let (sender, receiver) = mpsc::channel(64);
    thread::spawn(move || {
        let mut input = BufReader::new(input);
        let mut number = 0;
        while let Ok(Some(content)) = next(&mut input) {
            number += 1;
            if sender.blocking_send(Raw { number, content }).is_err() {
                break;
            }
        }
    });
    receiver
}

/// The next line; none at the end.
fn next(input: &mut impl BufRead) -> io::Result<Option<Content>> {
    let mut line = Vec::new();
    let mut length: usize = 0;
    loop {
        let read = match input.fill_buf() {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if read.is_empty() {
            return Ok((length > 0).then(|| kept(line, length)));
        }
        let (part, ended) = match read.iter().position(|byte| *byte == b'\n') {
            Some(end) => (read.get(..end).unwrap_or_default(), true),
            None => (read, false),
        };
        length = length.saturating_add(part.len());
        if length <= LIMIT {
            line.extend_from_slice(part);
        }
        let used = part.len() + usize::from(ended);
        input.consume(used);
        if ended {
            return Ok(Some(kept(line, length)));
        }
    }
}

fn kept(line: Vec<u8>, length: usize) -> Content {
    if length <= LIMIT { Content::Whole(line) } else { Content::TooLong }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(input: &[u8]) -> Vec<(u64, Content)> {
        let mut lines = reading(io::Cursor::new(input.to_vec()));
        std::iter::from_fn(|| lines.blocking_recv().map(|raw| (raw.number, raw.content))).collect()
    }

    #[test]
    fn blank_lines_count_and_the_last_needs_no_end() {
        let lines = all(b"a\n\nb\xff\r\nc");
        let expected = [&b"a"[..], b"", b"b\xff\r", b"c"].map(|line| Content::Whole(line.to_vec()));
        assert_eq!(lines.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 2, 3, 4]);
        assert_eq!(lines.into_iter().map(|(_, content)| content).collect::<Vec<_>>(), expected);
        assert!(all(b"").is_empty());
    }

    #[test]
    fn a_line_over_the_limit_is_dropped_and_the_next_one_is_read() {
        let mut input = vec![b'x'; LIMIT + 1];
        input.extend_from_slice(b"\nnext\n");
        input.extend(vec![b'y'; LIMIT]);
        let lines = all(&input);
        assert_eq!(lines[0], (1, Content::TooLong));
        assert_eq!(lines[1], (2, Content::Whole(b"next".to_vec())));
        assert_eq!(lines[2].1, Content::Whole(vec![b'y'; LIMIT]));
    }
}
