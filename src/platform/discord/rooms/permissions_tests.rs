use serde_json::json;

use super::*;

fn server() -> Server {
    serde_json::from_value(json!({
        "id": "1", "name": "Server", "owner_id": "9",
        "roles": [
            {"id": "1", "name": "@everyone", "permissions": "66560", "mentionable": false},
            {"id": "20", "name": "bot", "permissions": "2048", "mentionable": false},
            {"id": "21", "name": "beheer", "permissions": "8", "mentionable": true},
        ],
    }))
    .unwrap()
}

fn member(id: u64, roles: &[u64]) -> Member {
    let roles: Vec<String> = roles.iter().map(u64::to_string).collect();
    serde_json::from_value(json!({"roles": roles, "user": {"id": id.to_string(), "username": "x"}})).unwrap()
}

fn channel(overwrites: &serde_json::Value) -> Channel {
    let channel = json!({"id": "50", "type": 0, "name": "c", "permission_overwrites": overwrites});
    serde_json::from_value(channel).unwrap()
}

#[test]
fn the_bits_are_those_of_the_client() {
    use serenity::model::permissions::Permissions;
    for right in NEEDED.into_iter().chain([ADMINISTRATOR, MENTION_EVERYONE]).filter(|right| *right != PIN_MESSAGES) {
        assert_eq!(Permissions::from_name(right.name).map(|known| known.bits()), Some(right.alone().0), "{right:?}");
    }
    // This one is younger than the client.
    assert_eq!(PIN_MESSAGES.alone().0, 1 << 51);
}

#[test]
fn the_guide_asks_for_what_the_doctor_asks_for() {
    let guide = include_str!("../../../../docs/discord.md");
    assert!(guide.contains(&format!("&permissions={}&", INVITATION.0)), "{}", INVITATION.0);
    let rows: Vec<&str> = guide.lines().filter(|line| line.starts_with("| `") && line.contains("` | `1<<")).collect();
    let wanted: Vec<String> =
        NEEDED.iter().map(|right| format!("| `{}` | `1<<{}` | ", right.name, right.bit)).collect();
    assert_eq!(rows.len(), wanted.len(), "{rows:#?}");
    for row in wanted {
        assert!(rows.iter().any(|line| line.starts_with(&row)), "{row}");
    }
}

#[test]
fn roles_add_up_and_some_may_do_anything() {
    let server = server();
    assert_eq!(server.allows(&member(5, &[])), Rights(66560));
    assert_eq!(server.allows(&member(5, &[20])), Rights(66_560 + 2_048));
    assert_eq!(server.allows(&member(5, &[21])), Rights(u64::MAX));
    assert_eq!(server.allows(&member(9, &[])), Rights(u64::MAX));
}

#[test]
fn a_channel_speaks_to_everybody_then_to_roles_then_to_one() {
    let server = server();
    let closed = json!({"id": "1", "type": 0, "allow": "0", "deny": "1024"});
    let role = json!({"id": "20", "type": 0, "allow": "1024", "deny": "2048"});
    let one = json!({"id": "5", "type": 1, "allow": "2048", "deny": "65536"});
    // The order in which Discord gives them means nothing.
    let channel = channel(&json!([one, role, closed]));
    let has = |member: &Member| {
        let rights = server.allows_in(&channel, member);
        [VIEW_CHANNEL, SEND_MESSAGES, READ_MESSAGE_HISTORY].map(|right| rights.has(right))
    };
    assert_eq!(has(&member(6, &[])), [false, false, true]);
    assert_eq!(has(&member(6, &[20])), [true, false, true]);
    assert_eq!(has(&member(5, &[20])), [true, true, false]);
    assert_eq!(has(&member(6, &[21])), [true; 3]);
    assert!(!server.allows_everybody(&channel).has(VIEW_CHANNEL));
    let lack = server.allows_in(&channel, &member(6, &[])).lack(&[VIEW_CHANNEL, READ_MESSAGE_HISTORY]);
    assert_eq!(lack, [VIEW_CHANNEL]);
}
