//! Messages that are signed as Standard Webhooks are, and others that only look like it.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use serde_json::{Value, json};
use standardwebhooks::Webhook;
use tokio::time::Instant;

use super::{ID, REPORTS, SECRET, TOKEN, http, http::now, listening, records};
use crate::discord::watched::Held;

const PATH: &str = "/alerts/poort";

fn gate(status: &str) -> Value {
    json!({"key": "poort-3", "status": status, "annotations": {"summary": "poort 3 gaat niet open"}})
}

/// Signed by an independent library.
fn headers(id: &str, at: i64, body: &[u8]) -> Vec<(&'static str, String)> {
    let signature = Webhook::new(SECRET).expect("a secret").sign(id, at, body).expect("it signs");
    vec![("webhook-id", id.to_owned()), ("webhook-timestamp", at.to_string()), ("webhook-signature", signature)]
}

fn post(at: std::net::SocketAddr, headers: &[(&'static str, String)], body: &[u8]) -> u16 {
    let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    http::post(at, PATH, &headers, body).0
}

#[test]
fn a_signed_message_counts_once_and_a_forged_or_old_one_never() {
    let (mut world, at) = listening();
    let body = gate("firing").to_string();
    let body = body.as_bytes();
    let good = headers("msg_1", now(), body);

    // Before anything good came, so that whatever gets through is seen.
    let mut forged = good.clone();
    forged[2].1 = Webhook::from_bytes(vec![7; 32]).expect("a key").sign("msg_1", now(), body).expect("it signs");
    let changed = gate("resolved").to_string();
    let old = headers("msg_0", now() - 301, body);
    let early = headers("msg_0", now() + 330, body);
    let other_id = [("webhook-id", "msg_2".to_owned()), good[1].clone(), good[2].clone()];
    for (what, headers, body) in [
        ("forged", forged.as_slice(), body),
        ("another body", &good, changed.as_bytes()),
        ("another id", &other_id, body),
        ("too old", &old, body),
        ("from the future", &early, body),
        ("without a signature", &good[..2], body),
        ("without anything", &[], body),
    ] {
        assert_eq!(post(at, headers, body), 401, "{what}");
    }
    let bearer = [("authorization", format!("Bearer {TOKEN}"))];
    assert_eq!(post(at, &bearer, body), 401, "the token of another source");
    assert_eq!(http::post(at, "/alerts/elders", &[], body).0, 401, "nobody learns which sources there are");
    assert_eq!(http::get(at, PATH, &[]).expect("answered").0, 405);
    assert_eq!(records(&world, at), 0);

    assert_eq!(post(at, &good, body), 200);
    world.hears("noord.melder", REPORTS, &[ID, "gemeld door poort", "poort 3 gaat niet open"]);
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, "door poort, een systeem"]);
    // Somebody closes it; the same message, overheard and sent again, opens nothing.
    let asked = world.slash("noord.voorzitter", REPORTS, "incident close", &[("incident", ID)]);
    assert!(world.answer(&asked).says(&[ID]));
    while records(&world, at) > 0 {
        thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(post(at, &good, body), 200, "whoever sent it first must not send it for ever");
    assert_eq!(records(&world, at), 0);
    world.close();
}

#[test]
fn what_is_too_large_or_makes_no_sense_is_refused_in_a_sentence() {
    let (world, at) = listening();
    let bearer = format!("Bearer {TOKEN}");
    let send = |body: &[u8]| http::post(at, "/alerts/prometheus", &[("Authorization", &bearer)], body);
    let large = vec![b' '; 4 * 1024 * 1024 + 1];
    let (status, said) = send(&large);
    assert_eq!((status, said.contains("too large")), (413, true), "{said}");
    let chunked = [("Authorization", bearer.as_str()), ("Transfer-Encoding", "chunked")];
    let mut chunks = format!("{:x}\r\n", large.len()).into_bytes();
    chunks.extend(&large);
    chunks.extend(b"\r\n0\r\n\r\n");
    assert_eq!(http::post(at, "/alerts/prometheus", &chunked, &chunks).0, 413);
    for (body, expected) in [
        ("geheim", "not JSON"),
        ("", "not JSON"),
        ("\u{0}", "not JSON"),
        ("[]", "wrong form"),
        ("{\"alerts\":[]}", "`groupKey` is missing"),
        ("{\"groupKey\":\"k\",\"alerts\":[]}", "no alert"),
        ("{\"groupKey\":\"k\",\"alerts\":[{\"status\":\"geheim\"}]}", "wrong form"),
        ("{\"groupKey\":\"k\",\"alerts\":[{\"status\":\"firing\",\"labels\":{\"a\":{}}}]}", "wrong form"),
    ] {
        let (status, said) = send(body.as_bytes());
        assert_eq!((status, said.contains(expected), said.contains("geheim")), (422, true, false), "{body}: {said}");
    }
    let deep = "[".repeat(100_000);
    assert_eq!(send(deep.as_bytes()).0, 422);
    assert_eq!(send(&[0xff, 0xfe]).0, 422);
    let none = json!({"groupKey": "k", "alerts": [{"status": "firing", "labels": {"severity": "info"}}]});
    assert_eq!(send(none.to_string().as_bytes()).0, 200, "what a rule ignores is taken, and nothing comes of it");
    assert_eq!(records(&world, at), 0);
    world.close();
}

#[test]
fn while_nothing_can_be_stored_the_source_is_told_to_come_back() {
    let (mut world, at) = listening();
    let body = gate("firing").to_string();
    let good = headers("msg_1", now(), body.as_bytes());
    let held = Held::of(&world);
    assert_eq!(post(at, &good, body.as_bytes()), 503);
    held.let_go();
    // The writer tries again by itself; the source's own next attempt is what counts.
    let deadline = Instant::now() + http::PATIENCE;
    while post(at, &good, body.as_bytes()) != 200 {
        assert!(Instant::now() < deadline, "storage works again");
        thread::sleep(Duration::from_millis(200));
    }
    world.hears("noord.melder", REPORTS, &[ID, "gemeld door poort"]);
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, "door poort, een systeem"]);
    let told = world.messages(REPORTS);
    assert!(
        told.iter().all(|message| !message.says(&["je melding is niet bewaard"])),
        "nobody said anything that could be lost"
    );
    assert_eq!(records(&world, at), 1);
    world.close();
}

#[test]
fn a_flood_of_a_thousand_groups_holds_nobody_up_and_stays_bounded() {
    const GROUPS: usize = 1_000;
    const SENDERS: usize = 60;
    let (mut world, at) = listening();
    let (next, stored, shed) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..SENDERS {
            scope.spawn(|| {
                while let n @ 0..GROUPS = next.fetch_add(1, Ordering::Relaxed) {
                    let group = json!({"groupKey": n.to_string(), "alerts": [{"status": "firing", "labels":
                        {"alertname": format!("alarm {n}"), "severity": "warning"}}]});
                    let bearer = format!("Bearer {TOKEN}");
                    let body = group.to_string();
                    loop {
                        let sent = http::post(at, "/alerts/prometheus", &[("Authorization", &bearer)], body.as_bytes());
                        match sent.0 {
                            200 => break,
                            503 => shed.fetch_add(1, Ordering::Relaxed),
                            status => panic!("{status}: {}", sent.1),
                        };
                        thread::sleep(Duration::from_millis(20));
                    }
                    stored.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        // In the middle of it somebody reports a fire, and that is recorded as fast as ever.
        while stored.load(Ordering::Relaxed) < GROUPS / 10 {
            thread::sleep(Duration::from_millis(10));
        }
        let since = Instant::now();
        let _asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "brand in de kelder")]);
        let fire = "noodklok_records_open{level=\"incident\",exercise=\"false\"} 1\n";
        http::until(at, "/metrics", |_, page| page.contains(fire));
        assert!(since.elapsed() < Duration::from_secs(1), "it took {:?}", since.elapsed());
        assert!(stored.load(Ordering::Relaxed) < GROUPS, "the flood was still going on");
    });
    assert!(shed.load(Ordering::Relaxed) > 0, "some were told to come back");
    // Five numbers, the rest a hundred to a record, and the fire. Discord lets the bot say only so much at once.
    world.hears("noord.melder", REPORTS, &["prometheus meldt er meer dan 5 in 10 minuten"]);
    assert_eq!(records(&world, at), 5 + 9 + 1);
    world.hears("noord.melder", REPORTS, &["genoteerd om", "brand in de kelder"]);
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &["brand in de kelder", "Gemeld om"]);
    world.close();
}
