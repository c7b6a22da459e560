//! The log of the program itself, to stderr; never part of what it says to people.

use tracing_subscriber::{
    EnvFilter, Layer as _,
    filter::{FilterExt as _, filter_fn},
    layer::SubscriberExt as _,
    util::SubscriberInitExt as _,
};

/// What the log holds where nobody chose. The Matrix library logs every refused call as an error; what of it matters, the
/// network says in its own words.
const DEFAULT: &str = "warn,matrix_sdk=off,matrix_sdk_base=off,matrix_sdk_crypto=off";

/// What is never logged, whatever was chosen: serenity writes whole events and requests with the tokens in them, and so
/// does what carries them.
const NEVER: [&str; 4] = ["serenity", "tungstenite", "tokio_tungstenite", "h2"];

/// Warnings and errors, or what `NOODKLOK_LOG` says (such as `debug` or `noodklok=trace`).
pub fn to_stderr() {
    let chosen = std::env::var("NOODKLOK_LOG").unwrap_or_else(|_| DEFAULT.to_owned());
    let filter = EnvFilter::builder().parse_lossy(chosen).and(filter_fn(|about| may_be_logged(about.target())));
    let log = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_filter(filter);
    let _ = tracing_subscriber::registry().with(log).try_init();
}

fn may_be_logged(target: &str) -> bool {
    let library = target.split("::").next().unwrap_or_default();
    !NEVER.contains(&library)
}

#[cfg(test)]
mod tests {
    use super::may_be_logged;

    #[test]
    fn what_writes_tokens_is_never_logged() {
        assert!(!may_be_logged("serenity::gateway::ws") && !may_be_logged("h2"));
        assert!(may_be_logged("noodklok::platform::discord::gateway") && may_be_logged("h2o"));
    }
}
