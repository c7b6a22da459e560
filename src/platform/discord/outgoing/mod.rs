//! Words out: what goes which way, in which form, and what happens where it does not get through.

pub mod answer;
pub mod body;
pub mod buttons;
pub mod markdown;
pub mod out;
pub mod pin;
pub mod read_back;
pub mod render;
pub mod say;
pub mod speech;
pub mod told;
pub mod trouble;
