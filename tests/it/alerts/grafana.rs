//! What Grafana sends: the form of Alertmanager with more in it, with a token or with its own signature.

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;

use super::{ID, REPORTS, TOKEN, http, http::now, listening, records};

const PATH: &str = "/alerts/grafana";

fn alert(status: &str) -> Value {
    json!({
        "receiver": "noodklok", "status": status, "orgId": 1, "groupKey": "{}:{alertname=\"Temperatuur\"}",
        "groupLabels": {"alertname": "Temperatuur"}, "commonLabels": {}, "commonAnnotations": {},
        "externalURL": "http://localhost:3000/", "version": "1", "truncatedAlerts": 0,
        "title": "[FIRING:1] Temperatuur", "state": "alerting", "message": "te warm",
        "alerts": [{
            "status": status, "labels": {"alertname": "Temperatuur", "zaal": "3"},
            "annotations": {"summary": "te warm in zaal 3"}, "startsAt": "2026-11-23T13:30:00Z",
            "endsAt": "0001-01-01T00:00:00Z", "fingerprint": "57c6d9296de2ad39", "values": {"B": 41.5}, "valueString": "[ B=41.5 ]",
            "silenceURL": "http://localhost:3000/", "dashboardURL": "", "panelURL": "", "generatorURL": "",
        }],
    })
}

#[test]
fn with_a_token_or_its_own_signature_it_reports_and_nobody_sends_that_again() {
    let (mut world, at) = listening();
    let body = alert("firing").to_string();
    let basic = format!("Basic {}", data_encoding::BASE64.encode(format!("grafana:{TOKEN}").as_bytes()));
    assert_eq!(http::post(at, PATH, &[("Authorization", "Bearer iets-anders-van-lengte")], body.as_bytes()).0, 401);
    assert_eq!(http::post(at, PATH, &[("Authorization", &basic)], body.as_bytes()).0, 200);
    world.hears("noord.melder", REPORTS, &[ID, "gemeld door grafana", "te warm in zaal 3"]);
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, "door grafana, een systeem"]);

    let over = alert("resolved").to_string();
    let sent = |body: &str, seconds: i64| {
        let seconds = seconds.to_string();
        let mut mac = Hmac::<Sha256>::new_from_slice(TOKEN.as_bytes()).expect("any key");
        mac.update(format!("{seconds}:{body}").as_bytes());
        let sum = HEXLOWER.encode(&mac.finalize().into_bytes());
        let headers = [("X-Grafana-Alerting-Signature", sum.as_str()), ("X-Grafana-Alerting-Timestamp", &seconds)];
        http::post(at, PATH, &headers, body.as_bytes()).0
    };
    assert_eq!(sent(&over, now() - 400), 401, "old");
    let signed_at = now();
    assert_eq!(sent(&over, signed_at), 200);
    world.hears("noord.melder", REPORTS, &[ID, "grafana meldt dat het voorbij is"]);
    let again = now();
    assert_eq!(sent(&body, again), 200);
    world.hears("noord.melder", REPORTS, &[ID, "grafana meldt het opnieuw"]);
    // The end of before, overheard and sent again, ends nothing.
    assert_eq!(sent(&over, signed_at), 200);
    assert_eq!(world.logged(ID, "grafana meldde dat het voorbij is"), 1);
    assert_eq!(records(&world, at), 1);
    world.close();
}
