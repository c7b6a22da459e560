//! The log of the program itself, to stderr; never part of what it says to people.

use tracing_subscriber::EnvFilter;

/// What the log holds where nobody chose. The Matrix library logs every refused call as an error; what of it matters, the
/// network says in its own words.
const DEFAULT: &str = "warn,matrix_sdk=off,matrix_sdk_base=off,matrix_sdk_crypto=off";

/// Warnings and errors, or what `NOODKLOK_LOG` says (such as `debug` or `noodklok=trace`).
pub fn to_stderr() {
    let chosen = std::env::var("NOODKLOK_LOG").unwrap_or_else(|_| DEFAULT.to_owned());
    let filter = EnvFilter::builder().parse_lossy(chosen);
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
