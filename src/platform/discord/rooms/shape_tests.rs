use super::*;

#[test]
fn names_are_as_discord_takes_them() {
    for (given, taken) in [
        ("OEFENING crisis-INC-2026-0042-noord", "oefening-crisis-inc-2026-0042-noord"),
        ("  dubbele  spaties! ", "dubbele-spaties"),
        ("Économie & Zorg", "économie-zorg"),
        ("@everyone", "everyone"),
        ("…", "noodklok"),
    ] {
        assert_eq!(name(given), taken);
    }
    let long = name(&"crisis ".repeat(40));
    assert!(long.chars().count() <= 100 && !long.ends_with('-'), "{long}");
    assert!(free_name(&"é".repeat(200)).chars().count() <= 100);
}

#[test]
fn a_topic_fits_and_ends_in_the_mark() {
    let topic = topic(&"rook ".repeat(400), "abc234.17.12");
    assert!(topic.chars().count() <= 1_024, "{}", topic.chars().count());
    assert!(topic.ends_with(&mark("abc234.17.12")) && topic.contains('…'), "{topic}");
    assert!(!topic.ends_with(&mark("abc234.17.1")));
}

#[test]
fn no_channel_has_more_overwrites_than_discord_takes() {
    let people: Vec<UserId> = (1_000..1_200).map(UserId::new).collect();
    let overwrites = open_to(GuildId::new(1), UserId::new(2), &people, &[RoleId::new(3)]);
    assert_eq!(overwrites.len(), 100);
}
