//! What the answer of a server means for what was sent to it.

use std::time::Duration;

use http_client::{
    StatusCode,
    header::{DATE, HeaderMap, HeaderName, RETRY_AFTER},
};

use crate::engine::port::Outcome;

/// Nobody is silent for longer because of what a server says.
const LONGEST: Duration = Duration::from_hours(1);

/// What a status that is no success means: another try, not before `after`, or that it will never work.
pub(super) fn refused(status: StatusCode, after: Option<Duration>, reason: String) -> Outcome {
    if status == StatusCode::TOO_MANY_REQUESTS || status == StatusCode::REQUEST_TIMEOUT || status.is_server_error() {
        Outcome::Retry { after, reason }
    } else {
        Outcome::Permanent { reason }
    }
}

/// Not before this, where the server says so: in seconds, or at a time (RFC 9110, 10.2.3), which it counts by its own clock.
pub(super) fn after(headers: &HeaderMap) -> Option<Duration> {
    let said = |name: HeaderName| headers.get(name)?.to_str().ok().map(str::trim).filter(|said| !said.is_empty());
    let value = said(RETRY_AFTER)?;
    let instant = |said: &str| httpdate::parse_http_date(said).ok();
    let until = || Some(instant(value)?.duration_since(instant(said(DATE)?)?).unwrap_or_default());
    // More digits than a number can have are a long time too.
    let endless = || value.bytes().all(|byte| byte.is_ascii_digit()).then_some(LONGEST);
    let after = value.parse().ok().map(Duration::from_secs).or_else(until).or_else(endless)?;
    Some(after.min(LONGEST))
}

#[cfg(test)]
mod tests {
    use http_client::header::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    fn said(value: &[u8]) -> Option<u64> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::from_bytes(value).ok()?);
        headers.insert(DATE, HeaderValue::from_static("Thu, 26 Nov 2026 12:00:00 GMT"));
        after(&headers).map(|after| after.as_secs())
    }

    #[test]
    fn it_is_seconds_or_a_time_and_never_more_than_an_hour() {
        for (value, expected) in [
            ("7", Some(7)),
            (" 0 ", Some(0)),
            ("Thu, 26 Nov 2026 12:00:30 GMT", Some(30)),
            ("Thu, 26 Nov 2026 11:00:00 GMT", Some(0)),
            ("Thu, 26 Nov 2099 12:00:00 GMT", Some(3_600)),
            ("18446744073709551615", Some(3_600)),
            ("99999999999999999999999999", Some(3_600)),
            ("-7", None),
            ("7.5", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(said(value.as_bytes()), expected, "{value}");
        }
    }

    proptest! {
        #[test]
        fn whatever_a_server_says_nobody_is_silent_for_longer(value in prop::collection::vec(any::<u8>(), 0..40)) {
            prop_assert!(said(&value).is_none_or(|seconds| seconds <= LONGEST.as_secs()));
        }
    }
}
