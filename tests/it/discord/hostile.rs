//! What people can write: it is data, it calls nobody, and it stops nothing.

use std::collections::BTreeSet;

use super::world::{Plan, World};

const REPORTS: &str = "meldingen-noord";

/// Texts that somewhere once were executed, formatted, or rang a telephone.
pub fn texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "@everyone",
        "@here kom",
        "<@9002> <@!9002>",
        "<@&9002>",
        "<#12345> </status:123> <t:1700000000:R> <id:guide>",
        "[klik](https://example.invalid/@everyone) <https://example.invalid>",
        "**vet** __x__ ~~x~~ ||spoiler|| `x` ```rust\n@everyone\n```",
        "# kop\n> citaat\n- lijst\n1. een\n-# klein",
        "\u{202e}enoyreve@\u{202c} \u{2066}x\u{2069}\u{200b}\u{feff}",
        "@\u{200b}everyone @every\u{200b}one ＠everyone",
        "{ $incident } { -term } %s {} {0}",
        "'; DROP TABLE events; --",
        "\\@everyone \\\\<@9002>",
        "```",
        "`` ` @everyone ` ``",
        ":fire: <:x:123456789012345678> <a:x:123456789012345678>",
        "discord.gg/abc https://discord.com/invite/abc",
        "incident:INC-2026-0001 text:x",
        "!cmt activate",
        "@noord.voorzitter @CMT",
    ]
    .map(str::to_owned)
    .to_vec();
    texts.push("a\u{300}\u{301}".repeat(200));
    texts.push("😀👩‍👩‍👧‍👦".repeat(80));
    texts.push("x".repeat(1_900));
    texts.push("@everyone ".repeat(150));
    let short: Vec<_> = texts.clone();
    texts.extend(short.iter().cycle().take(200 - texts.len()).enumerate().map(|(n, text)| {
        let text: String = text.chars().take(1_900).collect();
        format!("{text} {n}")
    }));
    texts
}

#[test]
fn whatever_people_write_nobody_is_called_by_it() {
    let mut world = World::started(&Plan { cast: vec!["noord.melder", "noord.voorzitter"], ..Plan::default() });
    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "@everyone <@9002> **rook**")]);
    assert!(world.answer(&asked).says(&["INC-2026-0001"]));
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &["INC-2026-0001", "Gemeld om"]);
    let (channel, bot) = (world.room(REPORTS), world.discord.bot());
    for (n, text) in texts().iter().enumerate() {
        let record = ("incident", "INC-2026-0001");
        if n % 10 == 9 {
            world.discord.say(
                "noord.melder",
                channel,
                &format!("<@{bot}> {}", text.chars().take(1_900).collect::<String>()),
            );
        } else {
            let asked = world.slash("noord.melder", REPORTS, "log add", &[record, ("text", text)]);
            if n % 10 == 8 {
                world.answer(&asked);
            }
        }
    }
    let asked = world.slash("noord.melder", REPORTS, "ping", &[]);
    world.answer(&asked);
    world.service.stop();
    let account: BTreeSet<u64> = [9_001].into();
    for message in world.discord.messages(channel).iter().filter(|message| message.author == bot) {
        let called = message.says(&["Gemeld om"]);
        assert!(called || world.discord.notified(message.id).is_empty(), "{message}");
        assert!(called || message.mentions.users.is_subset(&account), "{message}");
        assert!(!message.mentions.everyone && message.mentions.roles.is_empty(), "{message}");
        assert!(message.content.encode_utf16().count() <= 2_000);
    }
    world.close();
}
