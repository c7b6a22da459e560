//! Writing to stdout and stderr without a panic when nobody reads them any more.

use std::io::{self, Write};

/// A line on stdout; false when nobody reads it.
pub fn out(text: &str) -> bool {
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{}", text.trim_end()).and_then(|()| stdout.flush()).is_ok()
}

/// A line on stderr. There is nobody left to tell when that fails.
pub fn err(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", text.trim_end());
}
