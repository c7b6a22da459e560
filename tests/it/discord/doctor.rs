//! `noodklok doctor` beside a bot that runs: all is well, and whatever is missing has a name.

use std::{fs, os::unix::fs::PermissionsExt as _};

use super::{
    standin::{
        channel::Overwrite,
        gateway::intents::MESSAGE_CONTENT,
        permissions::{
            BOT, CREATE_PRIVATE_THREADS, EMBED_LINKS, EVERYBODY, MANAGE_CHANNELS, MANAGE_ROLES, MANAGE_THREADS,
            PIN_MESSAGES, READ_MESSAGE_HISTORY, SEND_MESSAGES, SEND_MESSAGES_IN_THREADS, VIEW_CHANNEL,
        },
    },
    world::{Plan, World},
};

const REPORTS: &str = "meldingen-noord";
/// In `doctor`, at whatever must be mended.
const FINDING: &str = "te herstellen";

const RIGHTS: [(u64, &str); 10] = [
    (MANAGE_CHANNELS, "MANAGE_CHANNELS (1<<4)"),
    (VIEW_CHANNEL, "VIEW_CHANNEL (1<<10)"),
    (SEND_MESSAGES, "SEND_MESSAGES (1<<11)"),
    (EMBED_LINKS, "EMBED_LINKS (1<<14)"),
    (READ_MESSAGE_HISTORY, "READ_MESSAGE_HISTORY (1<<16)"),
    (MANAGE_ROLES, "MANAGE_ROLES (1<<28)"),
    (MANAGE_THREADS, "MANAGE_THREADS (1<<34)"),
    (CREATE_PRIVATE_THREADS, "CREATE_PRIVATE_THREADS (1<<36)"),
    (SEND_MESSAGES_IN_THREADS, "SEND_MESSAGES_IN_THREADS (1<<38)"),
    (PIN_MESSAGES, "PIN_MESSAGES (1<<51)"),
];

/// What it prints, and how it ends.
fn doctor(world: &World) -> (String, Option<i32>) {
    let ran = world.service.tool(&["doctor"]).output().expect("the binary was built with the tests");
    (String::from_utf8(ran.stdout).expect("text"), ran.status.code())
}

/// Everything that must be mended; there is something.
fn findings(world: &World) -> String {
    let (said, code) = doctor(world);
    assert_eq!(code, Some(1), "{said}");
    said.lines().filter(|line| line.starts_with(FINDING)).collect::<Vec<_>>().join("\n")
}

fn world() -> World {
    // Discord shows the rights of the whole server in the bot's own role alone: what everybody may is not counted on.
    let world = World::started(&Plan { cast: vec!["noord.melder", "noord.voorzitter"], ..Plan::default() });
    world.discord.everybody_may(VIEW_CHANNEL | SEND_MESSAGES);
    world
}

#[test]
fn all_is_well() {
    let world = world();
    let (said, code) = doctor(&world);
    assert_eq!(code, Some(0), "{said}");
    let rights = "De bot heeft op de server elk recht dat hij nodig heeft.";
    for part in [rights, "meldingen-noord is #meldingen-noord, en de bot mag er alles", "in orde"] {
        assert!(said.contains(part), "{said}");
    }
    assert!(!said.contains(FINDING), "{said}");
    assert!(!said.contains(&world.discord.token()), "the token is never shown");
    world.close();
}

#[test]
fn each_missing_right_is_named_with_its_bit() {
    for (bit, name) in RIGHTS {
        // A server for each: Discord takes only so many questions a second.
        let world = world();
        world.discord.everybody_may(EVERYBODY & !BOT);
        world.discord.bot_may(BOT & !bit);
        let found = findings(&world);
        assert!(found.contains("mist op de server") && found.contains(name), "{name}: {found}");
        let others = RIGHTS.iter().filter(|(other, _)| *other != bit).filter(|(_, other)| found.contains(other));
        // Without the right to see anything nothing else counts in a channel.
        assert!(others.count() == 0 || bit == VIEW_CHANNEL, "only {name}: {found}");
        world.discord.bot_may(BOT);
        // Making channels and saying who reads them is for the bot's own channels: this one somebody else made.
        if bit != MANAGE_CHANNELS && bit != MANAGE_ROLES {
            let (id, allow) = (world.discord.bot(), VIEW_CHANNEL & !bit);
            world.discord.overwrite(world.room(REPORTS), Overwrite { id, member: true, allow, deny: bit });
            let found = findings(&world);
            assert!(found.contains("mist in het kanaal") && found.contains(name), "{name}: {found}");
            assert!(found.contains(REPORTS) && !found.contains("op de server"), "{found}");
        }
        world.close();
    }
}

#[test]
fn what_is_gone_or_refused_is_named() {
    let mut world = world();
    world.discord.expects("^GET /guilds/\\d+/members/", 10_007, 1);
    world.discord.leaves("noord.melder");
    let found = findings(&world);
    assert!(found.contains("noord.melder") && !found.contains("noord.voorzitter"), "{found}");
    world.service.stop();

    world.discord.delete_channel(world.room(REPORTS));
    world.discord.expects("^GET /guilds/\\d+/members/", 10_007, 1);
    let found = findings(&world);
    assert!(found.contains(REPORTS), "{found}");

    world.keep_token("of.nobody.at-all");
    world.discord.expects("^GET /users/@me$", 401, 1);
    let found = findings(&world);
    assert!(found.contains("token") && !found.contains("of.nobody.at-all"), "{found}");
    let everybody = fs::Permissions::from_mode(0o644);
    fs::set_permissions(world.service.config().join("discord-token"), everybody).expect("a file of ours");
    world.discord.down();
    assert!(findings(&world).contains("chmod 600"));
    let found = findings(&world);
    assert!(found.contains("Discord"), "{found}");
    world.discord.up();
    world.discord.close();
}

#[test]
fn an_intent_that_nobody_needs_is_a_warning() {
    let plan = Plan { cast: vec!["noord.melder"], privileged: MESSAGE_CONTENT, ..Plan::default() };
    let world = World::started(&plan);
    let (said, code) = doctor(&world);
    assert_eq!(code, Some(0), "{said}");
    let line = said.lines().find(|line| line.contains("MESSAGE_CONTENT")).expect("it is told");
    assert!(line.starts_with("let op"), "{line}");
    world.close();
}
