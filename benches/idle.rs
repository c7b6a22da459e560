//! What the binary holds in memory while nothing happens: `RssAnon` of the console on the example configuration.

use std::{
    error::Error,
    io::{BufRead, BufReader, Write},
    process::{Child, Command, Stdio},
    time::Duration,
};

const TARGET_KIB: u64 = 20 * 1024;
const RUNS: usize = 5;
/// How long nothing happens before it is looked at.
const REST: Duration = Duration::from_secs(2);

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

fn kib(child: &Child, key: &str) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()))?;
    let line = status.lines().find_map(|line| line.strip_prefix(key)).ok_or("not in the status")?;
    Ok(line.trim_start_matches(':').trim().trim_end_matches(" kB").parse()?)
}

/// Reads until the line with this number is dealt with.
fn done(output: &mut impl BufRead, line: u64) -> Result {
    let mut text = String::new();
    while output.read_line(&mut text)? > 0 {
        let value: serde_json::Value = serde_json::from_str(&text)?;
        if value == serde_json::json!({ "kind": "done", "line": line }) {
            return Ok(());
        }
        text.clear();
    }
    Err("the console ended".into())
}

fn main() -> Result {
    println!("idle: RssAnon of the console, in KiB (target {TARGET_KIB})");
    let (mut fresh, mut used) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
        let mut child = Command::new(env!("CARGO_BIN_EXE_noodklok"))
            .args(["console", "--jsonl", "--data"])
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut input = child.stdin.take().ok_or("no stdin")?;
        let mut output = BufReader::new(child.stdout.take().ok_or("no stdout")?);
        done(&mut output, 0)?;
        std::thread::sleep(REST);
        fresh.push(kib(&child, "RssAnon")?);
        let lines = ["!meld Rook in de kelder gezondheid:ja", "!cmt activeer", "!log alles rustig", "!status"];
        for (line, text) in (1..).zip(lines) {
            let said = serde_json::json!({ "from": "noord.voorzitter", "room": "meldingen-noord", "text": text });
            writeln!(input, "{said}")?;
            done(&mut output, line)?;
        }
        std::thread::sleep(REST);
        used.push(kib(&child, "RssAnon")?);
        drop(input);
        child.wait()?;
    }
    for (name, mut sizes) in [("after the start", fresh), ("after a report, a CMT and a log entry", used)] {
        sizes.sort_unstable();
        let median = sizes.get(sizes.len() / 2).ok_or("no run")?;
        println!("{name:<44} n {}   median {median}   least and most {:?}", sizes.len(), (sizes.first(), sizes.last()));
    }
    Ok(())
}
