//! Which messages came already, for as long as their signature is good. In memory: after a restart somebody could look
//! again at what they overheard, for five minutes; what changes anything is remembered in the store.

use std::{
    collections::{HashSet, VecDeque},
    sync::Mutex,
};

use super::super::{refusal::Refusal, signed::WINDOW};
use crate::domain::time::Timestamp;

/// How many at most; more within the window come from something that went wild.
const MOST: usize = 100_000;

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Seen(Mutex<Memory>);

#[derive(Debug, Default)]
struct Memory {
    known: HashSet<String>,
    order: VecDeque<(Timestamp, String)>,
}

impl Seen {
    /// Remembers it.
    ///
    /// # Errors
    /// It came before, or there are too many.
    pub(super) fn first_time(&self, key: &str, now: Timestamp) -> Result<(), Refusal> {
        let mut memory = self.0.lock().map_err(|_| Refusal::Later)?;
        // One that was signed for a moment still to come is good for twice as long.
        let forgotten = now.minus(WINDOW).minus(WINDOW);
        while memory.order.front().is_some_and(|(at, _)| *at < forgotten) {
            if let Some((_, key)) = memory.order.pop_front() {
                memory.known.remove(&key);
            }
        }
        if memory.order.len() >= MOST {
            return Err(Refusal::Later);
        }
        if !memory.known.insert(key.to_owned()) {
            return Err(Refusal::Stranger);
        }
        memory.order.push_back((now, key.to_owned()));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Span;

    #[test]
    fn what_came_is_a_stranger_until_its_signature_is_good_no_more() {
        let (seen, now) = (Seen::default(), Timestamp(1_795_440_600_000));
        assert_eq!(seen.first_time("balie:1", now), Ok(()));
        assert_eq!(seen.first_time("balie:2", now), Ok(()));
        assert_eq!(seen.first_time("balie:1", now.plus(Span::minutes(10))), Err(Refusal::Stranger));
        assert_eq!(seen.first_time("balie:1", now.plus(Span::minutes(11))), Ok(()));
    }

    #[test]
    fn it_is_bounded() {
        let (seen, now) = (Seen::default(), Timestamp(1_795_440_600_000));
        for n in 0..MOST {
            assert_eq!(seen.first_time(&n.to_string(), now), Ok(()));
        }
        assert_eq!(seen.first_time("one more", now), Err(Refusal::Later));
        assert_eq!(seen.first_time("later", now.plus(Span::minutes(11))), Ok(()));
    }
}
