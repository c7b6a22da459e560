//! What comes of itself later, in Dutch and in English. The homeserver's clock is the machine's and cannot be stepped:
//! what is due later is brought forward in the database of the stopped binary.

use sqlx::{Connection, SqliteConnection};

use super::{
    first_hour::{BOTH, NOORD, PLAIN, report},
    world::World,
};

/// The one timer of this kind goes off this much sooner.
fn sooner(world: &World, kind: &str, minutes: i64) {
    let database = format!("sqlite:{}", world.data().join("noodklok.db").display());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let changed = runtime.block_on(async {
        let mut database = SqliteConnection::connect(&database).await.expect("it is there");
        let change = sqlx::query("UPDATE timer SET due = due - ?1 WHERE name LIKE '%' || ?2 || '%'");
        let change = change.bind(minutes * 60_000).bind(kind.to_owned()).execute(&mut database);
        let changed = change.await.expect("nobody else writes").rows_affected();
        database.close().await.expect("it was open");
        changed
    });
    assert_eq!(changed, 1, "one timer of {kind}");
}

#[test]
fn an_offered_role_is_asked_for_again_and_a_decision_is_looked_at_again() {
    for l in BOTH {
        let mut world = l.world();
        report(&mut world, l, PLAIN);
        let take = l.say("!rol neem INC-2026-0001 logboekhouder", "!role take INC-2026-0001 logger");
        world.say("noord.voorzitter", NOORD, take);
        world.hears("noord.melder", NOORD, &[l.say("logboekhouder: noord.voorzitter", "log keeper: noord.voorzitter")]);
        let offer = l.say(
            "!rol overdragen INC-2026-0001 noord.kernlid1 logboekhouder",
            "!role handover INC-2026-0001 noord.kernlid1 logger",
        );
        world.say("noord.voorzitter", NOORD, offer);
        let offered = l.say("biedt je de rol van logboekhouder aan", "offers you the role of log keeper");
        world.calls("noord.kernlid1", NOORD, &["noord.kernlid1"], &["INC-2026-0001", offered]);
        let decide = l.say(
            "!besluit INC-2026-0001 het gebouw blijft dicht herbekijk:90m",
            "!log INC-2026-0001 the building stays closed kind:decision recheck:90m",
        );
        let closed = l.say("het gebouw blijft dicht", "the building stays closed");
        world.say("noord.voorzitter", NOORD, decide);
        world.hears("noord.melder", NOORD, &[closed]);
        world.stop();
        sooner(&world, "handover", 5);
        sooner(&world, "recheck", 90);
        world.start();
        // The old holder stays until the other answers.
        let again = world.calls("noord.kernlid1", NOORD, &["noord.kernlid1"], &["INC-2026-0001", offered]);
        let holds = l.say("klopt dit nog?", "does this still hold?");
        world.calls("noord.melder", NOORD, &["noord.voorzitter"], &[closed, holds]);
        world.press("noord.kernlid1", &again, l.say("Ja, ik neem de rol", "Yes, I take the role"));
        let changed = l.say("logboekhouder: noord.kernlid1", "log keeper: noord.kernlid1");
        world.calls("noord.melder", NOORD, &["noord.voorzitter"], &["INC-2026-0001", changed]);
        world.close();
    }
}
