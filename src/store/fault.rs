//! Named places where a test can break or kill the program. Outside tests they compile to nothing.

use super::StoreError;

/// Every place, in the order in which an input passes them.
pub const FAILPOINTS: &[&str] = &[
    "before-begin",
    "before-commit",
    "after-commit",
    "before-deliver",
    "after-deliver",
    "before-receipt",
    "after-receipt",
];

/// Passes a place. `FAILPOINTS="<name>=return(full)"` makes it fail as a full disk does,
/// `=return(defect)` as a statement that can never be carried out; `=return` ends the process on the spot, as a kill
/// does; a count before it (`3*off->1*return`) lets that many pass.
///
/// # Errors
/// Only when a test asked for one.
pub fn point(name: &str) -> Result<(), StoreError> {
    fail::fail_point!(name, |fault| match fault.as_deref() {
        Some("full") => Err(StoreError::Full),
        Some("defect") => Err(StoreError::Defect("a test asked for it".to_owned())),
        Some("pass") => Ok(()),
        _ => std::process::abort(),
    });
    let _ = name;
    Ok(())
}
