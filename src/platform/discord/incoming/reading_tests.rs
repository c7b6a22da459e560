use std::path::PathBuf;

use super::*;
use crate::{
    catalog::is_addressed,
    settings::discord::{Category, Discord, SecretFile},
};

const ME: UserId = UserId::new(7);

fn people() -> People {
    People::new(&Discord {
        token: SecretFile::at(PathBuf::new()),
        guild: 1,
        api: None,
        category: Category::default(),
        people: [("noord.melder".into(), 12)].into(),
        teams: [("noord.cmt".into(), 34)].into(),
        rooms: [].into(),
        reads_everything: false,
    })
}

fn check(content: &str, to_me: bool, expected: &str) {
    assert_eq!(said(content, ME, to_me, &people()), expected, "{content}");
}

#[test]
fn wherever_the_bot_is_mentioned_the_line_begins_with_it() {
    check("<@7> meld brand", true, "@noodklok meld brand");
    check("<@!7>: meld brand", true, "@noodklok : meld brand");
    check("meld brand <@7>", true, "@noodklok meld brand");
    check("ja", true, "@noodklok ja");
    check("<@7> !meld brand", true, "!meld brand");
    check("gewoon gepraat", false, "gewoon gepraat");
    assert!(mentions("x <@!7>", ME) && !mentions("<@77>", ME));
}

#[test]
fn people_and_teams_stand_by_their_ids() {
    check("<@7> task add x <@12>", true, "@noodklok task add x noord.melder");
    check("<@7> page <@&34> kom", true, "@noodklok page noord.cmt kom");
    check("<@99> en <@&98>", false, "@99 en @98");
}

#[test]
fn what_only_looks_like_a_mention_stays() {
    for text in ["<@", "<@7", "<@x>", "<@&>", "<@0>", "a <@ b> <", "<@-1>", "<@99999999999999999999999>"] {
        check(text, false, text);
    }
    assert!(is_addressed(&said("<@7>", ME, true, &people())));
}
