//! Signatures as an independent library makes them, and everything that only looks like one.

use axum::http::{HeaderMap, HeaderValue};
use data_encoding::{BASE64, HEXLOWER};
use proptest::prelude::*;
use standardwebhooks::Webhook;

use super::{
    refusal::Refusal,
    signed::{grafana, standard, token},
};
use crate::{
    domain::time::{Span, Timestamp},
    settings::alerts::key,
};

const SECRET: &str = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";
const NOW: Timestamp = Timestamp(1_795_440_600_000);

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    pairs.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_str(value).unwrap())).collect()
}

/// Signed at this time.
fn signed(id: &str, at: Timestamp, body: &[u8]) -> HeaderMap {
    let at = at.0 / 1000;
    let signature = Webhook::new(SECRET).unwrap().sign(id, at, body).unwrap();
    headers(&[("webhook-id", id), ("webhook-timestamp", &at.to_string()), ("webhook-signature", &signature)])
}

fn verified(headers: &HeaderMap, body: &[u8]) -> Result<String, Refusal> {
    standard(&key(SECRET).unwrap(), headers, body, NOW)
}

#[test]
fn what_another_library_signs_is_taken() {
    let mut headers = signed("msg_1", NOW, b"{}");
    assert_eq!(verified(&headers, b"{}"), Ok("msg_1".to_owned()));
    // While a secret is replaced both sign.
    let both = format!("v1,AAAA v1a,AAAA {}", headers["webhook-signature"].to_str().unwrap());
    headers.insert("webhook-signature", both.parse().unwrap());
    assert_eq!(verified(&headers, b"{}"), Ok("msg_1".to_owned()));
}

#[test]
fn what_is_forged_changed_or_old_is_a_stranger() {
    let good = signed("msg_1", NOW, b"{}");
    assert_eq!(verified(&good, b"{ }"), Err(Refusal::Stranger), "another body");
    for (name, value) in [
        ("webhook-id", "msg_2"),
        ("webhook-id", ""),
        ("webhook-timestamp", "1795440601"),
        ("webhook-timestamp", "now"),
        ("webhook-timestamp", "9223372036854775807"),
        ("webhook-signature", "v1,"),
        ("webhook-signature", "v1,AAAA"),
        ("webhook-signature", ""),
    ] {
        let mut headers = good.clone();
        headers.insert(name, value.parse().unwrap());
        assert_eq!(verified(&headers, b"{}"), Err(Refusal::Stranger), "{name}: {value}");
        headers.remove(name);
        assert_eq!(verified(&headers, b"{}"), Err(Refusal::Stranger), "without {name}");
    }
    for (minutes, taken) in [(-6, false), (-4, true), (4, true), (6, false)] {
        let headers = signed("msg_1", NOW.plus(Span::minutes(minutes)), b"{}");
        assert_eq!(verified(&headers, b"{}").is_ok(), taken, "{minutes} minutes");
    }
    let other = standard(&[7; 32], &good, b"{}", NOW);
    assert_eq!(other, Err(Refusal::Stranger), "another key");
}

#[test]
fn a_token_is_a_bearer_or_the_password_of_the_source() {
    let basic = |text: &str| format!("Basic {}", BASE64.encode(text.as_bytes()));
    for (given, taken) in [
        ("Bearer geheim-van-16-tk", true),
        ("bearer geheim-van-16-tk", true),
        (&*basic("prometheus:geheim-van-16-tk"), true),
        (&*basic("ander:geheim-van-16-tk"), false),
        (&*basic("geheim-van-16-tk"), false),
        ("Basic ???", false),
        ("Bearer geheim-van-16-tl", false),
        ("Bearer geheim-van-16-tk ", false),
        ("Bearer", false),
        ("Digest geheim-van-16-tk", false),
    ] {
        let taken = if taken { Ok(()) } else { Err(Refusal::Stranger) };
        assert_eq!(token("prometheus", "geheim-van-16-tk", &headers(&[("authorization", given)])), taken, "{given}");
    }
    assert_eq!(token("prometheus", "geheim-van-16-tk", &HeaderMap::new()), Err(Refusal::Stranger));
}

#[test]
fn grafana_signs_with_its_timestamp() {
    let at = (NOW.0 / 1000).to_string();
    let sum = {
        use hmac::{Hmac, KeyInit as _, Mac as _};
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(b"geheim").unwrap();
        mac.update(format!("{at}:{{}}").as_bytes());
        HEXLOWER.encode(&mac.finalize().into_bytes())
    };
    let good = headers(&[("x-grafana-alerting-signature", &sum), ("x-grafana-alerting-timestamp", &at)]);
    assert_eq!(grafana("geheim", &good, b"{}", NOW), Ok(sum.clone()));
    assert_eq!(grafana("geheim", &good, b"{}", NOW.plus(Span::minutes(6))), Err(Refusal::Stranger));
    assert_eq!(grafana("ander", &good, b"{}", NOW), Err(Refusal::Stranger));
    let without = headers(&[("x-grafana-alerting-signature", &sum)]);
    assert_eq!(grafana("geheim", &without, b"{}", NOW), Err(Refusal::Stranger));
}

proptest! {
    #[test]
    fn any_headers_are_read_and_refused(
        id in prop::option::of("\\PC{0,30}"), at in prop::option::of("[0-9-]{0,20}|\\PC{0,20}"),
        signature in prop::option::of("(v1,)?[A-Za-z0-9+/= ]{0,60}|\\PC{0,60}"),
        authorization in prop::option::of("(Bearer|Basic) [A-Za-z0-9+/=]{0,40}|\\PC{0,40}"),
        body in prop::collection::vec(any::<u8>(), 0..64),
    ) {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("webhook-id", &id), ("webhook-timestamp", &at), ("webhook-signature", &signature), ("authorization", &authorization),
            ("x-grafana-alerting-timestamp", &at), ("x-grafana-alerting-signature", &signature),
        ] {
            if let Some(value) = value.as_ref().and_then(|value| HeaderValue::from_bytes(value.as_bytes()).ok()) {
                headers.insert(name, value);
            }
        }
        prop_assert_eq!(verified(&headers, &body), Err(Refusal::Stranger));
        prop_assert_eq!(token("prometheus", SECRET, &headers), Err(Refusal::Stranger));
        prop_assert_eq!(grafana(SECRET, &headers, &body, NOW), Err(Refusal::Stranger));
    }
}
