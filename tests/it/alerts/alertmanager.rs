//! A real Alertmanager, on loopback, until it is dropped.

use std::{
    fs,
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
};

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::Instant;

use super::http::{self, PATIENCE};

/// See the module.
pub struct Alertmanager {
    child: Child,
    at: SocketAddr,
    #[expect(dead_code, reason = "held: it goes with the process")]
    folder: TempDir,
}

impl Alertmanager {
    /// It groups by `alertname`, tells at once, and repeats itself every second.
    pub fn telling(url: &str, token: &Path) -> Self {
        let binary = std::env::var("NOODKLOK_ALERTMANAGER").unwrap_or_else(|_| {
            panic!("the tests of alerts need an Alertmanager: run tests/run, which fetches one and then runs the tests")
        });
        let folder = TempDir::new().expect("a temporary folder");
        let configuration = json!({
            "route": {
                "receiver": "noodklok", "group_by": ["alertname"],
                "group_wait": "0s", "group_interval": "1s", "repeat_interval": "1s",
            },
            "receivers": [{
                "name": "noodklok",
                "webhook_configs": [{
                    "url": url, "send_resolved": true,
                    "http_config": {"authorization": {"credentials_file": token}},
                }],
            }],
        });
        // YAML takes JSON as it is.
        let file = folder.path().join("alertmanager.yml");
        fs::write(&file, configuration.to_string()).expect("a file");
        let at = crate::ports::free();
        // It finds its templates in the folder of the package.
        let package = Path::new(&binary).ancestors().nth(3).expect("it lies in usr/bin of its package");
        let child = Command::new(&binary)
            .current_dir(package)
            .arg(format!("--config.file={}", file.display()))
            .arg(format!("--storage.path={}", folder.path().join("data").display()))
            .arg(format!("--web.listen-address={at}"))
            .arg("--cluster.listen-address=")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the cache of the tests holds Alertmanager");
        let alertmanager = Self { child, at, folder };
        http::until(at, "/-/ready", |status, _| status == 200);
        alertmanager
    }

    /// As Prometheus tells it: an alert with these labels that goes on, or is over.
    pub fn hears(&self, labels: &Value, annotations: &Value, firing: bool) {
        let now = jiff::Timestamp::from_second(http::now()).expect("now");
        let ends =
            if firing { now + jiff::SignedDuration::from_hours(1) } else { now - jiff::SignedDuration::from_secs(1) };
        let starts = now - jiff::SignedDuration::from_mins(1);
        let alert = json!([{
            "labels": labels, "annotations": annotations,
            "startsAt": starts.to_string(), "endsAt": ends.to_string(),
        }]);
        let json = [("Content-Type", "application/json")];
        let (status, body) = http::post(self.at, "/api/v2/alerts", &json, alert.to_string().as_bytes());
        assert_eq!(status, 200, "Alertmanager takes it: {body}");
    }

    /// How often it told its receiver something, and how often that went wrong in the end.
    pub fn told(&self) -> (u64, u64) {
        let (_, page) = http::get(self.at, "/metrics", &[]).expect("it runs");
        let of = |figure: &str| {
            let series = format!("{figure}{{integration=\"webhook\"}} ");
            let line = page.lines().find_map(|line| line.strip_prefix(&series));
            line.unwrap_or_else(|| panic!("no {series}")).parse().expect("a whole number")
        };
        (of("alertmanager_notifications_total"), of("alertmanager_notifications_failed_total"))
    }

    /// Waits until it said this much more.
    pub fn tells(&self, more: u64) {
        let (before, _) = self.told();
        let deadline = Instant::now() + PATIENCE;
        while self.told().0 < before + more {
            assert!(Instant::now() < deadline, "Alertmanager falls silent");
            thread::sleep(std::time::Duration::from_millis(100));
        }
    }
}

impl Drop for Alertmanager {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
