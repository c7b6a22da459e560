//! Every line in both languages, and that nothing in an argument gets out of its place.

mod complete;
mod manner;
mod rendering;
mod samples;
mod sources;
