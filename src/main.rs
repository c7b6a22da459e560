//! The program; everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Only a build for tests has failpoints; any other never looks at the variable that sets them.
    let _failpoints = fail::has_failpoints().then(fail::FailScenario::setup);
    noodklok::cli::main()
}
