//! Guilds, as they are.

use serde_json::Value;

use super::super::{
    refusal::Refusal,
    request::{Answer, Done, Request},
    state::{Guild, Role, State},
};

fn guild<'a>(state: &'a State, request: &Request) -> Result<&'a Guild, Refusal> {
    state.guilds.get(&request.id("guild_id")).ok_or_else(Refusal::unknown_guild)
}

/// The guild.
pub fn get(state: &mut State, request: &Request) -> Done {
    let mut json = guild(state, request)?.json();
    if request.query.get("with_counts").is_some_and(|with| with == "true") {
        let count = guild(state, request)?.members.len();
        json["approximate_member_count"] = count.into();
        json["approximate_presence_count"] = count.into();
    }
    Answer::ok(json)
}

/// Its channels and categories, also those that the bot does not see; no threads.
pub fn channels(state: &mut State, request: &Request) -> Done {
    let id = guild(state, request)?.id;
    let there = state.channels.values().filter(|channel| channel.guild == Some(id) && !channel.is_thread());
    let shown: Vec<Value> = there.map(|channel| state.channel_json(channel)).collect();
    Answer::ok(shown.into())
}

/// Its roles.
pub fn roles(state: &mut State, request: &Request) -> Done {
    Answer::ok(guild(state, request)?.roles.values().map(Role::json).collect())
}

/// One of its members.
pub fn member(state: &mut State, request: &Request) -> Done {
    let id = guild(state, request)?.id;
    let member = state.member(id, request.id("user_id"));
    Answer::ok(member.ok_or_else(|| Refusal::new(404, 10007, "Unknown Member"))?)
}
