use serde_json::{Value, json};
use tempfile::TempDir;
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{header, method, path},
};

use super::*;
use crate::{
    domain::organisation::Language,
    platform::{
        discord::{
            commands::registration,
            rooms::permissions::{INVITATION, MENTION_EVERYONE, PIN_MESSAGES},
        },
        finding::Verdict,
        words::Words,
    },
    settings::{self, SecretFile, Source, discord::Category},
};

const TOKEN: &str = "very.secret.token";
const BOT: u64 = 90;
const DATE: &str = "Mon, 23 Nov 2026 13:30:00 GMT";
const NOW: Timestamp = Timestamp(1_795_440_600_000);

/// A server on which everything is as it should be, until a test changes an answer.
struct Fake {
    answers: Vec<(String, u16, Value)>,
    settings: Settings,
    folder: TempDir,
}

fn text(number: u64) -> String {
    number.to_string()
}

/// The commands of this version, as Discord keeps them.
fn registered() -> Value {
    let words = Words::embedded(Language::Nl).unwrap();
    let commands = registration::commands(&words);
    let mut commands: Vec<Value> = commands.iter().map(|command| serde_json::to_value(command).unwrap()).collect();
    for (n, command) in commands.iter_mut().enumerate() {
        command["id"] = json!(text(100 + n as u64));
    }
    json!(commands)
}

fn member(id: u64, roles: &[u64]) -> Value {
    let roles: Vec<String> = roles.iter().copied().map(text).collect();
    json!({"roles": roles, "user": {"id": text(id), "username": "noodklok", "bot": id == BOT}})
}

fn channel(id: u64, name: &str) -> Value {
    let closed = json!({"id": "1", "type": 0, "allow": "0", "deny": text(VIEW)});
    let open = json!({"id": "21", "type": 0, "allow": text(VIEW), "deny": "0"});
    json!({"id": text(id), "type": 0, "name": name, "parent_id": null, "permission_overwrites": [closed, open]})
}

const VIEW: u64 = 1 << 10;
/// Read and write.
const PLAIN: u64 = VIEW | 1 << 11;

impl Fake {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let token = folder.path().join("token");
        std::fs::write(&token, TOKEN).unwrap();
        #[cfg(unix)]
        std::fs::set_permissions(&token, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        let settings = Settings {
            token: SecretFile::at(token),
            guild: 1,
            api: None,
            category: Category::Organisation,
            people: [("noord.voorzitter".into(), 11), ("ccvo.wacht1".into(), 12)].into(),
            teams: [("noord.cmt".into(), 21)].into(),
            rooms: [("meldingen-noord".into(), 31), ("ccvo".into(), 32)].into(),
            reads_everything: false,
        };
        let role = |id: u64, name: &str, permissions: u64, mentionable: bool| json!({"id": text(id), "name": name, "permissions": text(permissions), "mentionable": mentionable});
        let roles = [
            role(1, "@everyone", PLAIN, false),
            role(20, "noodklok", INVITATION.0, false),
            role(21, "cmt noord", 0, true),
        ];
        let answers = vec![
            ("/gateway".to_owned(), 200, json!({"url": "wss://x"})),
            ("/users/@me".to_owned(), 200, json!({"id": "90", "username": "noodklok", "bot": true})),
            ("/oauth2/applications/@me".to_owned(), 200, json!({"id": "91", "flags": 0, "bot_public": false})),
            ("/applications/91/guilds/1/commands".to_owned(), 200, registered()),
            ("/gateway/bot".to_owned(), 200, json!({"session_start_limit": {"remaining": 999}})),
            ("/guilds/1".to_owned(), 200, json!({"id": "1", "name": "Server", "owner_id": "5", "roles": roles})),
            ("/guilds/1/members/90".to_owned(), 200, member(BOT, &[20, 21])),
            ("/guilds/1/members/11".to_owned(), 200, member(11, &[21])),
            ("/guilds/1/members/12".to_owned(), 200, member(12, &[21])),
            ("/guilds/1/channels".to_owned(), 200, json!([channel(31, "meldingen"), channel(32, "ccvo")])),
        ];
        Self { answers, settings, folder }
    }

    /// With another answer.
    fn with(mut self, path: &str, status: u16, body: Value) -> Self {
        self.answers.retain(|(other, ..)| other != path);
        self.answers.push((path.to_owned(), status, body));
        self
    }

    /// With one thing of an answer changed.
    fn changed(self, path: &str, pointer: &str, value: Value) -> Self {
        let mut body = self.answers.iter().find(|(other, ..)| other == path).unwrap().2.clone();
        *body.pointer_mut(pointer).unwrap() = value;
        self.with(path, 200, body)
    }

    async fn examine(mut self) -> Vec<Check> {
        let server = MockServer::start().await;
        for (at, status, body) in &self.answers {
            let answer = ResponseTemplate::new(*status).set_body_json(body).insert_header("Date", DATE);
            let token = header("authorization", format!("Bot {TOKEN}").as_str());
            let mock = Mock::given(method("GET")).and(path(format!("/api/v10{at}"))).and(token).respond_with(answer);
            mock.mount(&server).await;
        }
        self.settings.api = Some(server.uri());
        let organisation = settings::load(Source::Embedded).unwrap().organisation;
        let checks = examine(&self.settings, &organisation, NOW).await;
        assert!(self.folder.path().is_dir());
        let words = Words::embedded(Language::En).unwrap();
        for check in &checks {
            let said = words.say(&check.line, NOW);
            assert!(!said.contains(TOKEN) && !format!("{check:?}").contains(TOKEN), "{said}");
        }
        checks
    }

    /// What is not as it should be.
    async fn wrong(self) -> Vec<(Verdict, Line)> {
        let checks = self.examine().await.into_iter();
        checks.filter(|check| check.verdict != Verdict::Fine).map(|check| (check.verdict, check.line)).collect()
    }
}

#[tokio::test]
async fn where_everything_is_right_nothing_is_asked() {
    let checks = Fake::new().examine().await;
    let odd: Vec<_> = checks.iter().filter(|check| check.verdict != Verdict::Fine).collect();
    assert!(odd.is_empty(), "{odd:#?}");
    let said = |line: &Line| checks.iter().any(|check| check.line == *line);
    assert!(said(&Line::DoctorDiscordBot { name: verbatim("noodklok"), id: verbatim(90) }), "{checks:#?}");
    let count = i64::try_from(registered().as_array().unwrap().len()).unwrap();
    assert!(said(&Line::DoctorClock { whose: verbatim("Discord") }), "{checks:#?}");
    assert!(said(&Line::DoctorDiscordCommands { count }) && said(&Line::DoctorDiscordStarts { left: 999 }));
    assert!(said(&Line::DoctorDiscordChannels { left: 498 }) && said(&Line::DoctorDiscordPeople {}));
    let room = Line::DoctorDiscordRoom { room: verbatim("ccvo"), channel: verbatim("#ccvo") };
    assert!(said(&room) && said(&Line::DoctorDiscordRoles {}) && said(&Line::DoctorDiscordAllowed {}));
}

#[tokio::test]
async fn without_a_token_that_works_nothing_else_is_looked_at() {
    let refused = Fake::new().with("/users/@me", 401, json!({"message": "401: Unauthorized", "code": 0}));
    let wrong = refused.wrong().await;
    let reason = verbatim("401 0 401: Unauthorized");
    assert_eq!(wrong, [(Verdict::Finding, Line::DoctorDiscordToken { reason })]);
    let missing = Fake::new();
    std::fs::remove_file(missing.settings.token.path()).unwrap();
    assert!(matches!(&missing.wrong().await[..], [(Verdict::Finding, Line::SecretMissing { .. })]));
    let away = Fake::new().with("/gateway", 502, Value::Null);
    assert!(matches!(&away.wrong().await[..], [(Verdict::Finding, Line::DoctorDiscordAway { .. })]));
}

#[tokio::test]
async fn what_the_application_is_granted_is_what_is_needed() {
    const CONTENT: u64 = 1 << 19;
    let me = "/oauth2/applications/@me";
    let with = |flags: u64, reads_everything: bool| {
        let mut fake = Fake::new().changed(me, "/flags", json!(flags));
        fake.settings.reads_everything = reads_everything;
        fake
    };
    assert_eq!(with(CONTENT, true).wrong().await, []);
    assert_eq!(with(1 << 18, true).wrong().await, []);
    assert_eq!(with(0, true).wrong().await, [(Verdict::Finding, Line::DoctorDiscordNoContent {})]);
    let intents = verbatim("GUILD_MEMBERS, MESSAGE_CONTENT");
    let surplus = (Verdict::Warning, Line::DoctorDiscordSurplus { intents });
    assert_eq!(with(CONTENT | 1 << 15, false).wrong().await, [surplus]);
    let open =
        Fake::new().with(me, 200, json!({"id": "91", "bot_public": true, "interactions_endpoint_url": "https://x"}));
    let expected =
        [(Verdict::Warning, Line::DoctorDiscordPublic {}), (Verdict::Finding, Line::DoctorDiscordEndpoint {})];
    assert_eq!(open.wrong().await, expected);
}

#[tokio::test]
async fn commands_and_sessions() {
    let commands = "/applications/91/guilds/1/commands";
    let none = Fake::new().with(commands, 200, json!([])).wrong().await;
    assert_eq!(none, [(Verdict::Warning, Line::DoctorDiscordNoCommands {})]);
    let refused = Fake::new().with(commands, 403, json!({"message": "Missing Access", "code": 50001})).wrong().await;
    let reason = verbatim("403 50001 Missing Access");
    assert_eq!(refused, [(Verdict::Finding, Line::DoctorDiscordCommandsUnseen { reason })]);
    for (left, verdict) in [(99, Verdict::Warning), (0, Verdict::Finding)] {
        let few = Fake::new().changed("/gateway/bot", "/session_start_limit/remaining", json!(left)).wrong().await;
        assert_eq!(few, [(verdict, Line::DoctorDiscordFewStarts { left })]);
    }
}

#[tokio::test]
async fn commands_that_are_not_those_of_the_catalogue_are_named() {
    let commands = "/applications/91/guilds/1/commands";
    let mut there = registered();
    let all = there.as_array_mut().unwrap();
    all.retain(|command| command["name"] != "log");
    let incident = all.iter_mut().find(|command| command["name"] == "incident").unwrap();
    incident["options"][0]["name_localizations"]["nl"] = json!("meldt");
    all.push(json!({"id": "9", "type": 1, "name": "oud", "description": "van vroeger"}));
    // In the menu of a message this name is another command.
    all.push(json!({"id": "10", "type": 3, "name": "incident", "description": ""}));
    let wrong = Fake::new().with(commands, 200, there).wrong().await;
    let expected = [
        Line::DoctorDiscordCommandsMissing { commands: verbatim("log") },
        Line::DoctorDiscordCommandsDifferent { commands: verbatim("incident") },
        Line::DoctorDiscordCommandsExtra { commands: verbatim("oud, incident") },
    ];
    assert_eq!(wrong, expected.map(|line| (Verdict::Warning, line)));
}

#[tokio::test]
async fn each_right_that_is_missing_is_named_with_its_bit() {
    let lacking = INVITATION.0 & !PIN_MESSAGES.alone().0 & !(1 << 28);
    let wrong = Fake::new().changed("/guilds/1", "/roles/1/permissions", json!(text(lacking))).wrong().await;
    let missing = |names: &str| verbatim(names);
    let room =
        |room: &str| Line::DoctorDiscordRoomLacks { room: verbatim(room), missing: missing("PIN_MESSAGES (1<<51)") };
    let server = Line::DoctorDiscordLacks { missing: missing("MANAGE_ROLES (1<<28), PIN_MESSAGES (1<<51)") };
    let expected = [server, room("ccvo"), room("meldingen-noord")].map(|line| (Verdict::Finding, line));
    assert_eq!(wrong, expected);
    let all = Fake::new().changed("/guilds/1", "/roles/1/permissions", json!("8")).wrong().await;
    assert_eq!(all, [(Verdict::Warning, Line::DoctorDiscordAdministrator {})]);
    let gone = Fake::new().with("/guilds/1", 404, json!({"message": "Unknown Guild", "code": 10004})).wrong().await;
    let line = Line::DoctorDiscordNoServer { server: verbatim(1), reason: verbatim("404 10004 Unknown Guild") };
    assert_eq!(gone, [(Verdict::Finding, line)]);
}

#[tokio::test]
async fn roles_are_there_and_call_somebody() {
    let silent = || Fake::new().changed("/guilds/1", "/roles/2/mentionable", json!(false));
    let line = Line::DoctorDiscordRoleSilent { team: verbatim("noord.cmt"), role: verbatim("cmt noord") };
    assert_eq!(silent().wrong().await, [(Verdict::Warning, line)]);
    let all = text(INVITATION.0 | MENTION_EVERYONE.alone().0);
    assert_eq!(silent().changed("/guilds/1", "/roles/1/permissions", json!(all)).wrong().await, []);
    let mut other = Fake::new();
    other.settings.teams = [("noord.cmt".into(), 77)].into();
    let line = Line::DoctorDiscordRoleGone { team: verbatim("noord.cmt"), role: verbatim(77) };
    assert_eq!(other.wrong().await, [(Verdict::Finding, line)]);
}

#[tokio::test]
async fn people_are_on_the_server_and_see_where_they_are_called() {
    let unknown = |code: u64| json!({"message": "Unknown", "code": code});
    let absent =
        Fake::new().with("/guilds/1/members/11", 404, unknown(10007)).with("/guilds/1/members/12", 404, unknown(10013));
    let people = vec!["ccvo.wacht1".into(), "noord.voorzitter".into()];
    assert_eq!(absent.wrong().await, [(Verdict::Finding, Line::DoctorDiscordAbsent { people })]);
    let robot = Fake::new().changed("/guilds/1/members/12", "/user/bot", json!(true)).wrong().await;
    assert_eq!(robot, [(Verdict::Finding, Line::DoctorDiscordRobot { people: vec!["ccvo.wacht1".into()] })]);
    let dark = Fake::new().changed("/guilds/1/members/11", "/roles", json!([])).wrong().await;
    let people = vec!["noord.voorzitter".into()];
    let line = Line::DoctorDiscordRoomDark { room: verbatim("meldingen-noord"), people };
    assert_eq!(dark, [(Verdict::Warning, line)]);
}

#[tokio::test]
async fn channels_are_there_and_that_of_the_crisis_centre_is_private() {
    let channels = "/guilds/1/channels";
    let gone = Fake::new().with(channels, 200, json!([channel(31, "meldingen")])).wrong().await;
    let line = Line::DoctorDiscordRoomGone { room: verbatim("ccvo"), channel: verbatim(32) };
    assert_eq!(gone, [(Verdict::Finding, line)]);
    let voice = Fake::new().changed(channels, "/1/type", json!(2)).wrong().await;
    let line = Line::DoctorDiscordRoomKind { room: verbatim("ccvo"), channel: verbatim("ccvo") };
    assert_eq!(voice, [(Verdict::Finding, line)]);
    let open = Fake::new().changed(channels, "/1/permission_overwrites", json!([])).wrong().await;
    assert_eq!(open, [(Verdict::Warning, Line::DoctorDiscordRoomOpen { room: verbatim("ccvo") })]);
}

#[tokio::test]
async fn how_many_channels_can_be_added() {
    let full = |count: u64, category: &str| {
        let mut all = vec![channel(31, "meldingen"), channel(32, "ccvo")];
        all.push(json!({"id": "40", "type": 4, "name": category}));
        all.extend((0..count).map(|n| json!({"id": text(100 + n), "type": 0, "name": "x", "parent_id": "40"})));
        Fake::new().with("/guilds/1/channels", 200, json!(all))
    };
    let ours = "Voorbeeldorganisatie";
    assert_eq!(full(45, ours).wrong().await, []);
    let line = Line::DoctorDiscordCategoryFull { category: verbatim(ours), left: 4 };
    assert_eq!(full(46, ours).wrong().await, [(Verdict::Warning, line)]);
    assert_eq!(full(50, "spel").wrong().await, [], "a category of others may be as full as they like");
    let line = Line::DoctorDiscordFull { left: 24 };
    assert_eq!(full(473, "spel").wrong().await, [(Verdict::Warning, line)]);
}
