//! The bot about itself, and where the gateway is.

use serde_json::{Value, json};

use super::super::{
    gateway::STARTS,
    refusal::Refusal,
    request::{Answer, Done, Request},
    state::{Id, State},
};

/// Where the gateway is; it stands beside the HTTP API, on the address by which that was asked.
pub fn gateway(state: &mut State, _: &Request) -> Done {
    Answer::ok(json!({"url": state.gateway.url()}))
}

/// As `gateway`, with how many sessions may still be started.
pub fn gateway_bot(state: &mut State, _: &Request) -> Done {
    Answer::ok(json!({
        "url": state.gateway.url(), "shards": 1,
        "session_start_limit": {
            "total": STARTS, "remaining": state.gateway.left(), "reset_after": 86_400_000, "max_concurrency": 1,
        },
    }))
}

/// The bot's user.
pub fn user(state: &mut State, _: &Request) -> Done {
    Answer::ok(state.own_user())
}

/// The application.
pub fn application(state: &mut State, _: &Request) -> Done {
    let flags = state.application_flags();
    Answer::ok(json!({
        "id": state.me.id.to_string(), "name": "Noodklok", "icon": null, "description": "", "type": null,
        "bot_public": false, "bot_require_code_grant": false, "verify_key": "00", "flags": flags, "hook": true,
        "flags_new": flags.to_string(), "bot": state.own_user(), "team": null, "tags": [], "redirect_uris": [],
        "owner": state.named("owner").json(), "approximate_guild_count": state.guilds.len(),
        "interactions_endpoint_url": null, "role_connections_verification_url": null,
        "integration_types_config": {"0": {}}, "event_webhooks_status": 1, "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0, "eligible_oauth2_scopes": [], "explicit_content_filter": 0,
    }))
}

/// Direct messages with somebody.
pub fn open_direct(state: &mut State, request: &Request) -> Done {
    let user = request.body["recipient_id"].as_str().and_then(|id| id.parse::<Id>().ok());
    let user = user.filter(|user| state.users.get(user).is_some_and(|user| !user.bot));
    let user = user.ok_or_else(|| Refusal::form("recipient_id", "INVALID", "Cannot send messages to this user"))?;
    let id = state.direct_channel(user);
    let shown: Value = state.channel_json(&state.channels[&id]);
    Answer::ok(shown)
}

impl State {
    /// Which privileged intents the owner switched on, as the flags of an application not in a hundred guilds say it.
    pub fn application_flags(&self) -> u64 {
        use super::super::gateway::intents::{GUILD_MEMBERS, GUILD_PRESENCES, MESSAGE_CONTENT};
        let of = |intent, flag: u64| if self.me.privileged & intent == 0 { 0 } else { flag };
        of(GUILD_PRESENCES, 1 << 13) | of(GUILD_MEMBERS, 1 << 15) | of(MESSAGE_CONTENT, 1 << 19)
    }
}
