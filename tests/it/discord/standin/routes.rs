//! Which requests the stand-in knows, and who does each.

use std::collections::BTreeMap;

use super::{
    http::{channels, commands, guilds, interactions, me, messages, pins, threads, webhooks},
    request::{Done, Request},
    state::State,
};

/// Does a request that the schemas let pass.
pub type Handler = fn(&mut State, &Request) -> Done;

/// The routes as Discord writes them. Of two that fit a path, the one that stands first: words go before parts.
pub const ROUTES: &[(&str, Handler)] = &[
    ("GET /gateway", me::gateway),
    ("GET /gateway/bot", me::gateway_bot),
    ("GET /users/@me", me::user),
    ("POST /users/@me/channels", me::open_direct),
    ("GET /applications/@me", me::application),
    ("GET /oauth2/applications/@me", me::application),
    ("GET /guilds/{guild_id}", guilds::get),
    ("GET /guilds/{guild_id}/channels", guilds::channels),
    ("POST /guilds/{guild_id}/channels", channels::create),
    ("GET /guilds/{guild_id}/roles", guilds::roles),
    ("GET /guilds/{guild_id}/members/{user_id}", guilds::member),
    ("GET /guilds/{guild_id}/threads/active", threads::active),
    ("GET /channels/{channel_id}", channels::get),
    ("PATCH /channels/{channel_id}", channels::update),
    ("DELETE /channels/{channel_id}", channels::delete),
    ("PUT /channels/{channel_id}/permissions/{overwrite_id}", channels::set_overwrite),
    ("DELETE /channels/{channel_id}/permissions/{overwrite_id}", channels::delete_overwrite),
    ("GET /channels/{channel_id}/messages/pins", pins::list),
    ("PUT /channels/{channel_id}/messages/pins/{message_id}", pins::create),
    ("DELETE /channels/{channel_id}/messages/pins/{message_id}", pins::delete),
    ("GET /channels/{channel_id}/pins", pins::old_list),
    ("PUT /channels/{channel_id}/pins/{message_id}", pins::create),
    ("DELETE /channels/{channel_id}/pins/{message_id}", pins::delete),
    ("GET /channels/{channel_id}/messages", messages::list),
    ("POST /channels/{channel_id}/messages", messages::create),
    ("GET /channels/{channel_id}/messages/{message_id}", messages::get),
    ("PATCH /channels/{channel_id}/messages/{message_id}", messages::update),
    ("DELETE /channels/{channel_id}/messages/{message_id}", messages::delete),
    ("POST /channels/{channel_id}/messages/{message_id}/threads", threads::create_from_message),
    ("PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me", messages::react),
    ("POST /channels/{channel_id}/threads", threads::create),
    ("PUT /channels/{channel_id}/thread-members/@me", threads::join),
    ("GET /channels/{channel_id}/thread-members", threads::members),
    ("PUT /channels/{channel_id}/thread-members/{user_id}", threads::add_member),
    ("DELETE /channels/{channel_id}/thread-members/{user_id}", threads::remove_member),
    ("POST /channels/{channel_id}/typing", messages::typing),
    ("GET /applications/{application_id}/guilds/{guild_id}/commands", commands::list),
    ("PUT /applications/{application_id}/guilds/{guild_id}/commands", commands::replace),
    ("POST /applications/{application_id}/guilds/{guild_id}/commands", commands::create),
    ("PATCH /applications/{application_id}/guilds/{guild_id}/commands/{command_id}", commands::update),
    ("DELETE /applications/{application_id}/guilds/{guild_id}/commands/{command_id}", commands::delete),
    ("POST /interactions/{interaction_id}/{interaction_token}/callback", interactions::answer),
    ("POST /webhooks/{webhook_id}/{webhook_token}", webhooks::follow_up),
    ("GET /webhooks/{webhook_id}/{webhook_token}/messages/@original", webhooks::get),
    ("PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original", webhooks::update),
    ("DELETE /webhooks/{webhook_id}/{webhook_token}/messages/@original", webhooks::delete),
    ("GET /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", webhooks::get),
    ("PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", webhooks::update),
    ("DELETE /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", webhooks::delete),
];

/// Who does this, and what stands in the path.
pub fn find(method: &str, path: &str) -> Option<(&'static str, Handler, BTreeMap<String, String>)> {
    ROUTES.iter().find_map(|(route, handler)| {
        let (its, template) = route.split_once(' ')?;
        let parts = if its == method { parts(template, path)? } else { return None };
        Some((*route, *handler, parts))
    })
}

fn parts(template: &str, path: &str) -> Option<BTreeMap<String, String>> {
    let (words, there) = (template.split('/'), path.split('/'));
    if words.clone().count() != there.clone().count() {
        return None;
    }
    let mut parts = BTreeMap::new();
    for (word, there) in words.zip(there) {
        match word.strip_prefix('{').and_then(|word| word.strip_suffix('}')) {
            Some(name) => {
                let there = percent(there);
                // "@me" and "@original" are words of other routes.
                let snowflake = name.ends_with("_id");
                if snowflake && there.starts_with('@') {
                    return None;
                }
                parts.insert(name.to_owned(), there);
            }
            None if word == there => {}
            None => return None,
        }
    }
    Some(parts)
}

/// A part of a path as it was before it was escaped.
fn percent(part: &str) -> String {
    let query = format!("part={}", part.replace('+', "%2B"));
    url::form_urlencoded::parse(query.as_bytes()).next().map(|(_, value)| value.into_owned()).unwrap_or_default()
}
