//! Other systems report to the running binary: a real Alertmanager, and messages that are signed, forged, sent again, too
//! large or nonsense.

mod alertmanager;
mod api;
mod grafana;
mod http;
mod real;
mod signed;

use std::{fs, net::SocketAddr, os::unix::fs::PermissionsExt as _};

use crate::discord::world::{Plan, World};

const REPORTS: &str = "meldingen-noord";
const ID: &str = "INC-2026-0001";
const TOKEN: &str = "een-token-dat-niemand-raadt";
/// As an independent library takes it.
const SECRET: &str = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";

const TABLES: &str = r#"
[[alerts.source]]
id = "prometheus"
kind = "alertmanager"
secret_file = "prometheus-token"
room = "meldingen-noord"

[[alerts.source.rule]]
match = { severity = "info" }
ignore = true

[[alerts.source.rule]]
match = { job = "loon.*" }
process = "noord.loonuitbetaling"
title = "{alertname}: {summary}"

[[alerts.source.rule]]
match = { severity = "warning" }
level = "issue"

[[alerts.source]]
id = "grafana"
kind = "grafana"
secret_file = "prometheus-token"
room = "meldingen-noord"

[[alerts.source]]
id = "poort"
kind = "signed"
secret_file = "poort-secret"
room = "meldingen-noord"
"#;

/// A secret that only the bot reads.
fn keep(world: &World, name: &str, secret: &str) {
    let file = world.service.config().join(name);
    fs::write(&file, format!("{secret}\n")).expect("a file");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("a file of ours");
}

/// A world that listens here, started.
fn listening() -> (World, SocketAddr) {
    let at = crate::ports::free();
    let mut world = World::new(&Plan { cast: vec!["noord.melder", "noord.voorzitter"], ..Plan::default() });
    world.configuration.tables = format!("[http]\nlisten = \"{at}\"\n{TABLES}");
    world.configure();
    keep(&world, "prometheus-token", TOKEN);
    keep(&world, "poort-secret", SECRET);
    world.start();
    http::until(at, "/readyz", |status, _| status == 200);
    (world, at)
}

/// How many records there are, by what their numbers say.
fn records(world: &World, at: SocketAddr) -> u64 {
    let page = http::until(at, "/metrics", |status, _| status == 200);
    let open = page.lines().filter_map(|line| line.strip_prefix("noodklok_records_open")?.rsplit(' ').next());
    let count = open.map(|count| count.parse::<u64>().expect("a whole number")).sum();
    assert!(world.service.runs());
    count
}
