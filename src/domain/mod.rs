//! The pure core. It decides; it knows no runtime, no network, no database and no clock.

pub mod actor;
pub mod call;
pub mod calling;
pub mod ccvo;
pub mod chain;
pub mod chase;
pub mod closing;
pub mod cmt;
pub mod command;
pub mod consequence;
pub mod crisis_room;
pub mod draft;
pub mod duplicate;
pub mod entry;
pub mod event;
pub mod fact;
pub mod ids;
pub mod impact;
pub mod incident;
pub mod ladder;
pub mod level;
pub mod line;
pub mod link;
pub mod log;
pub mod log_page;
pub mod message;
pub mod notices;
pub mod numbering;
pub mod options;
pub mod organisation;
pub mod permission;
pub mod picture;
pub mod query;
pub mod question;
pub mod react;
pub mod recommendation;
pub mod recovery;
pub mod report;
pub mod request;
pub mod role;
pub mod source;
pub mod state;
pub mod sure;
pub mod task;
pub mod tell;
pub mod texts;
pub mod time;
pub mod timer;
pub mod turn;
pub mod update;
pub mod words;

#[cfg(test)]
mod stage;
#[cfg(test)]
mod turn_test;
