//! The log of the program itself, to stderr; never part of what it says to people.

use tracing_subscriber::EnvFilter;

/// Warnings and errors, or what `NOODKLOK_LOG` says (such as `debug` or `noodklok=trace`).
pub fn to_stderr() {
    let filter = EnvFilter::builder()
        .with_env_var("NOODKLOK_LOG")
        .with_default_directive(tracing::level_filters::LevelFilter::WARN.into())
        .from_env_lossy();
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
