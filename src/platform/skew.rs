//! How far the clock of this machine is from that of a network.

use jiff::fmt::rfc2822;

use super::finding::Check;
use crate::domain::{line::Line, time::Timestamp, words::Verbatim};

/// In seconds: from here times in messages look odd, and from there calls come at the wrong moment.
const ODD: i64 = 5;
const WRONG: i64 = 60;

/// What the `Date` of an answer says of it; none where that is no time. `whose`: the network, as it is named.
#[must_use]
pub fn clock(date: &str, now: Timestamp, whose: &str) -> Option<Check> {
    let theirs = rfc2822::DateTimeParser::new().parse_timestamp(date).ok()?.as_second();
    // The header has whole seconds.
    let seconds = now.0.checked_div(1000)?.checked_sub(theirs)?.saturating_abs();
    let whose = Verbatim(whose.to_owned());
    Some(match seconds {
        0..=ODD => Check::fine(Line::DoctorClock { whose }),
        ..=WRONG => Check::warning(Line::DoctorClockOff { seconds, whose }),
        _ => Check::finding(Line::DoctorClockOff { seconds, whose }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::finding::Verdict;

    #[test]
    fn a_clock_that_is_off_is_a_warning_and_then_a_finding() {
        let date = "Mon, 23 Nov 2026 13:30:00 GMT";
        let now = Timestamp(1_795_440_600_000);
        let verdict = |seconds: i64| clock(date, Timestamp(now.0 + seconds * 1000), "host").unwrap().verdict;
        assert_eq!([0, -5, 6, -60].map(verdict), [Verdict::Fine, Verdict::Fine, Verdict::Warning, Verdict::Warning]);
        assert_eq!([61, -61].map(verdict), [Verdict::Finding; 2]);
        assert_eq!(clock(date, Timestamp(i64::MIN), "host").unwrap().verdict, Verdict::Finding);
        assert_eq!(clock("soon", now, "host"), None);
    }
}
