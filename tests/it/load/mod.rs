//! A thousand pages at once: nobody's first alarm is lost, told twice or left behind the others. What is timed is a bench.

mod flood;
pub mod receivers;
pub mod world;
