//! A real Prometheus Alertmanager of Debian.

use serde_json::{Value, json};

use super::{ID, REPORTS, alertmanager::Alertmanager, listening, records};

fn loon(instance: &str) -> Value {
    json!({"alertname": "LoonWeg", "job": "loon-db", "severity": "critical", "instance": instance})
}

#[test]
fn what_fires_is_one_record_however_often_it_is_repeated_and_people_end_it() {
    let (mut world, at) = listening();
    let token = world.service.config().join("prometheus-token");
    let real = Alertmanager::telling(&format!("http://{at}/alerts/prometheus"), &token);
    let (summary, info) = (json!({"summary": "geen antwoord"}), json!({"alertname": "Watchdog", "severity": "info"}));
    real.hears(&info, &json!({}), true);
    real.hears(&loon("db1"), &summary, true);
    world.hears(
        "noord.melder",
        REPORTS,
        &[ID, "gemeld door prometheus", "LoonWeg: geen antwoord (noord", "tellen pas mee"],
    );
    let parts = [ID, "door prometheus, een systeem", "telt nog niet mee", "loonuitbetaling"];
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &parts);
    let noord = &world.record(ID)["facts"]["entities"]["noord"];
    assert_eq!(noord["processes"], json!([]), "a system claims (T9)");
    assert_eq!(world.record(ID)["reported_by"], "prometheus");

    // It repeats itself, the bot is killed and comes back, and it goes on repeating itself: nobody hears of it again.
    let said = world.messages(REPORTS).len();
    real.tells(3);
    world.service.kill();
    world.start();
    real.tells(3);
    assert_eq!((records(&world, at), world.messages(REPORTS).len()), (1, said));
    assert_eq!(world.logged(ID, "prometheus meldde"), 1, "the report");

    // Another machine falls out too: that stands in the log.
    real.hears(&loon("db2"), &summary, true);
    while world.logged(ID, "prometheus meldde: LoonWeg") < 2 {
        real.tells(1);
    }
    assert_eq!((records(&world, at), world.messages(REPORTS).len()), (1, said));

    // It is over when nothing of it is left, and people close it.
    real.hears(&loon("db1"), &summary, false);
    real.tells(2);
    assert_eq!(world.messages(REPORTS).len(), said);
    real.hears(&loon("db2"), &summary, false);
    let over = world.hears("noord.melder", REPORTS, &[ID, "prometheus meldt dat het voorbij is"]);
    assert!(over.says(&["!incident sluit INC-2026-0001"]), "{over}");
    assert_eq!(world.record(ID)["status"], "open");
    let (_, failed) = real.told();
    assert_eq!(failed, 0, "Alertmanager has nothing to complain of");
    world.close();
}

#[test]
fn what_fires_while_the_bot_is_away_reaches_it_when_it_is_back() {
    let (mut world, at) = listening();
    let token = world.service.config().join("prometheus-token");
    let real = Alertmanager::telling(&format!("http://{at}/alerts/prometheus"), &token);
    world.service.kill();
    let disk = json!({"alertname": "DiskVol", "severity": "warning"});
    real.hears(&disk, &json!({"summary": "schijf bijna vol"}), true);
    std::thread::sleep(std::time::Duration::from_secs(2));
    world.start();
    let told = world.hears("noord.melder", REPORTS, &[ID, "schijf bijna vol"]);
    assert!(told.says(&["issue"]) && !told.says(&["112"]), "an issue wakes nobody: {told}");
    assert_eq!((world.record(ID)["level"].as_str(), records(&world, at)), (Some("issue"), 1));
    world.close();
}
