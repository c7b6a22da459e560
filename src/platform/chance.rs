//! Chance of the operating system.

use data_encoding::BASE32_NOPAD;

use crate::engine::port::Chance;

/// The operating system's source of randomness.
#[derive(Debug, Clone, Copy)]
pub struct System;

impl Chance for System {
    #[expect(clippy::disallowed_methods, reason = "this is where chance enters the program")]
    fn fill(&self, buffer: &mut [u8]) {
        if let Err(error) = getrandom::fill(buffer) {
            // Salts and ids without chance could repeat; better not to go on.
            tracing::error!(%error, "the operating system gives no randomness");
            std::process::abort();
        }
    }
}

/// Six characters that are new at each start.
#[must_use]
pub fn boot(chance: &dyn Chance) -> String {
    let mut bytes = [0; 5];
    chance.fill(&mut bytes);
    BASE32_NOPAD.encode(&bytes).to_lowercase().chars().take(6).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_start_has_its_own_name() {
        let names = [boot(&System), boot(&System)];
        assert_ne!(names[0], names[1]);
        assert!(names.iter().all(|name| name.len() == 6 && name.bytes().all(|byte| byte.is_ascii_alphanumeric())));
    }
}
