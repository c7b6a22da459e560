//! Discord's ids hold the time at which something was made.

use crate::domain::time::Timestamp;

/// 2015-01-01, from which they count.
const EPOCH: i64 = 1_420_070_400_000;
/// The bits below the time.
const BITS: u32 = 22;

/// When something with this id was made.
#[must_use]
pub fn made_at(id: u64) -> Timestamp {
    let since = i64::try_from(id.wrapping_shr(BITS)).unwrap_or(i64::MAX);
    Timestamp(since.saturating_add(EPOCH))
}

/// The lowest id of what is made at a time.
#[must_use]
pub fn at(time: Timestamp) -> u64 {
    let since = u64::try_from(time.0.saturating_sub(EPOCH)).unwrap_or(0);
    since.wrapping_shl(BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_discords_own_pages() {
        assert_eq!(made_at(175_928_847_299_117_063), Timestamp(1_462_015_105_796));
        assert_eq!(made_at(at(Timestamp(1_462_015_105_796))), Timestamp(1_462_015_105_796));
        assert_eq!(at(Timestamp(0)), 0);
    }
}
