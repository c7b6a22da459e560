//! For how long nothing came on a chat network, told once all that was said meanwhile is read.

use crate::domain::time::{Span, Timestamp};

/// Longer than any round takes.
const SILENT: Span = Span::minutes(3);
/// After this long it is told though not everything that was said meanwhile can be read yet.
const READING: Span = Span(30_000);

/// Nothing came for a while, if that is not told yet.
#[derive(Debug, Default)]
pub struct Absence(Option<Away>);

#[derive(Debug)]
struct Away {
    since: Timestamp,
    back: Timestamp,
    /// How many inputs were handed in before.
    before: usize,
}

impl Absence {
    /// Something comes now, and did before at that time.
    pub fn answered(&mut self, before: Option<Timestamp>, now: Timestamp, is_up: bool, handed: usize) {
        // A machine that was suspended never saw the connection fail.
        let silent = before.filter(|before| !is_up || now.since(*before) > SILENT);
        if let (Some(since), None) = (silent, &self.0) {
            self.0 = Some(Away { since, back: now, before: handed });
        }
    }

    /// Whether something is still to be told.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.0.is_some()
    }

    /// Since when nothing came and how many inputs came in by the end of it, once that is known.
    pub fn over(&mut self, reading: bool, now: Timestamp, handed: usize) -> Option<(Timestamp, usize)> {
        let away = self.0.take_if(|away| !reading || now.since(away.back) > READING)?;
        Some((away.since, handed.saturating_sub(away.before)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Timestamp = Timestamp(1_000_000);

    fn later(seconds: i64) -> Timestamp {
        AT.plus(Span(seconds * 1_000))
    }

    #[test]
    fn it_is_told_when_everything_is_read() {
        let mut absence = Absence::default();
        absence.answered(Some(AT), later(5), false, 3);
        assert_eq!(absence.over(true, later(6), 4), None);
        assert_eq!(absence.over(false, later(7), 5), Some((AT, 2)));
        assert_eq!(absence.over(false, later(8), 6), None);
    }

    #[test]
    fn what_cannot_be_read_holds_it_up_for_half_a_minute() {
        let mut absence = Absence::default();
        absence.answered(Some(AT), later(5), false, 0);
        assert_eq!(absence.over(true, later(35), 0), None);
        assert_eq!(absence.over(true, later(36), 1), Some((AT, 1)));
    }

    #[test]
    fn a_round_after_the_other_is_no_absence_but_a_suspended_machine_is() {
        let mut absence = Absence::default();
        absence.answered(None, AT, false, 0);
        absence.answered(Some(AT), later(180), true, 0);
        assert!(!absence.is_open());
        absence.answered(Some(AT), later(181), true, 0);
        assert!(absence.is_open());
        // Interrupted again meanwhile, it counts from the first time on.
        absence.answered(Some(later(181)), later(190), false, 9);
        assert_eq!(absence.over(false, later(191), 9), Some((AT, 9)));
    }
}
