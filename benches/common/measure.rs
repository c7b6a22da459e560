//! Durations side by side: how they are kept, compared and printed.

use std::{hint::black_box, time::Duration};

use hdrhistogram::Histogram;
use sha2::{Digest, Sha256};
use tokio::time::Instant;

/// What goes wrong in a bench ends it.
pub type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

/// How long one thing took, many times.
pub struct Samples {
    name: String,
    nanoseconds: Histogram<u64>,
}

impl Samples {
    /// None yet.
    pub fn named(name: &str) -> Result<Self> {
        Ok(Self { name: name.to_owned(), nanoseconds: Histogram::new_with_bounds(1, 600_000_000_000, 3)? })
    }

    /// One more.
    pub fn add(&mut self, took: Duration) {
        self.nanoseconds.saturating_record(u64::try_from(took.as_nanos()).unwrap_or(u64::MAX).max(1));
    }

    /// Runs something and keeps how long it took.
    pub fn time<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let made = black_box(work());
        self.add(start.elapsed());
        made
    }

    /// The duration below which so many of a hundred lie, in microseconds.
    #[expect(clippy::cast_precision_loss, reason = "for printing")]
    pub fn at(&self, quantile: f64) -> f64 {
        self.nanoseconds.value_at_quantile(quantile) as f64 / 1_000.0
    }

    /// One line; with a yardstick also how many times as long it took as that.
    pub fn print(&self, yardstick: Option<&Self>) {
        let (p50, p99, n) = (self.at(0.5), self.at(0.99), self.nanoseconds.len());
        let ratio = yardstick.map_or_else(String::new, |yardstick| {
            format!("   p50 {:.2} x   p99 {:.2} x", p50 / yardstick.at(0.5), p99 / yardstick.at(0.99))
        });
        println!("{:<44} n {n:>6}   p50 {p50:>10.1} us   p99 {p99:>10.1} us{ratio}", self.name);
    }
}

/// The same small piece of work again and again, between the measurements: how much its slowest differ from its median
/// is what the machine adds by itself.
pub struct Noise(Samples);

impl Noise {
    /// None yet.
    pub fn new() -> Result<Self> {
        Samples::named("machine noise (SHA-256 of 16 KiB)").map(Self)
    }

    /// Once more.
    pub fn tick(&mut self) {
        let bytes = black_box([7_u8; 16 * 1024]);
        self.0.time(|| Sha256::digest(bytes));
    }

    /// One line.
    pub fn print(&self) {
        self.0.print(None);
        println!("{:<44} p99/p50 {:.2} x", "", self.0.at(0.99) / self.0.at(0.5));
    }
}
