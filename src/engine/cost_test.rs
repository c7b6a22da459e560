//! What a line costs, counted: one durable commit before anything is said, and as many statements and rows after a
//! hundred thousand records as after ten.

use std::{path::Path, pin::pin, sync::Arc, time::Duration};

use tempfile::TempDir;
use tokio::sync::watch;

use super::{
    Engine, Parts,
    port::{Act, Attempt, Delivery, Input, Outcome, Payload, Platform, Way},
    world_test::{Counter, FAULTS, Hands, START, line},
};
use crate::{
    domain::{
        ids::RoomId,
        time::{Span, Timestamp},
    },
    settings::{Source, load},
    store::{Counted, Store},
    text::reply::Reply,
};

/// A platform where nothing gets through while its gate is shut.
struct Gate {
    open: watch::Sender<bool>,
    reached: watch::Sender<Vec<Delivery>>,
}

impl Platform for Gate {
    fn ways(&self, _: &Delivery) -> Vec<Way> {
        vec![Way { network: "one", lane: String::new() }]
    }

    fn deliver<'a>(&'a self, _: &'static str, delivery: &'a Delivery) -> Attempt<'a> {
        Box::pin(async {
            self.reached.send_modify(|reached| reached.push(delivery.clone()));
            self.open.subscribe().wait_for(|open| *open).await.unwrap();
            Outcome::Delivered
        })
    }

    fn notice<'a>(&'a self, _: &'a RoomId, _: &'a Reply) -> Attempt<'a> {
        Box::pin(async { Outcome::Delivered })
    }
}

struct World {
    engine: Engine,
    gate: Arc<Gate>,
    clock: Arc<Hands>,
    lines: u32,
}

impl World {
    async fn start(folder: &Path, at: Timestamp) -> Self {
        let loaded = load(Source::Embedded).unwrap();
        let gate = Arc::new(Gate { open: watch::Sender::new(false), reached: watch::Sender::new(Vec::new()) });
        let clock = Arc::new(Hands::at(at));
        let parts = Parts {
            database: folder.join("noodklok.db"),
            organisation: Arc::new(loaded.organisation),
            configuration_hash: loaded.hash,
            platform: Arc::clone(&gate) as _,
            clock: Arc::clone(&clock) as _,
            chance: Arc::new(Counter),
            retry_every: Duration::from_millis(30),
            patience: Duration::from_millis(50),
        };
        let engine = Engine::start(parts).await.unwrap();
        Self { engine, gate, clock, lines: 0 }
    }

    fn line(&mut self, who: &str, text: &str) -> Input {
        self.lines += 1;
        // Keys of another start are others, so that both are new.
        line(&format!("{}:{}", self.clock_now(), self.lines), who, "meldingen-noord", text, START)
    }

    fn clock_now(&self) -> i64 {
        use super::port::Clock;
        self.clock.now().0
    }

    /// What was done until the first thing is said, or until all is over where nothing is.
    async fn cost(&self, work: impl Future) -> Counted {
        let before = self.engine.counters().now();
        let mut reached = self.gate.reached.subscribe();
        let mut work = pin!(work);
        let over = tokio::select! {
            biased;
            changed = reached.changed() => changed.map(|()| false).unwrap(),
            _ = &mut work => true,
        };
        let after = self.engine.counters().now();
        self.gate.open.send_replace(true);
        if !over {
            tokio::time::timeout(Duration::from_secs(20), work).await.expect("it ends");
        }
        self.engine.settle().await;
        self.gate.open.send_replace(false);
        Counted {
            statements: after.statements - before.statements,
            read: after.read - before.read,
            written: after.written - before.written,
            commits: after.commits - before.commits,
        }
    }

    async fn say(&mut self, who: &str, text: &str) -> Counted {
        let input = self.line(who, text);
        self.cost(self.engine.submit(input).done()).await
    }

    /// The first button of the last post that has one.
    fn button(&self) -> String {
        let reached = self.gate.reached.borrow();
        let buttons = reached.iter().rev().filter_map(|delivery| match &delivery.act {
            Act::Post { actions, .. } => actions.first(),
            _ => None,
        });
        buttons.map(|button| button.id.clone()).next().unwrap()
    }
}

/// What each kind of line costs. The new record is the `n`-th, those before it are closed.
async fn costs(world: &mut World, n: u32) -> Vec<(&'static str, Counted)> {
    let chair = "noord.voorzitter";
    let id = format!("INC-2026-{n:04}");
    let mut costs = vec![
        ("a report", world.say("noord.melder", "!meld Rook in de kelder gezondheid:ja").await),
        ("a fact", world.say(chair, &format!("!impact {id} reputatie:ja")).await),
        ("a log entry", world.say(chair, &format!("!log {id} alles rustig")).await),
        ("a line without a number", world.say("noord.melder", "!log nog steeds rook").await),
        ("a crisis team", world.say(chair, &format!("!cmt activeer {id}")).await),
        ("a question", world.say(chair, "!status").await),
        ("a log", world.say(chair, &format!("!log toon {id}")).await),
        ("a mistake", world.say(chair, "!incidnet raport").await),
        ("a closed record", world.say(chair, "!toon INC-2026-0003").await),
        ("a closed record that opens again", world.say(chair, "!incident heropen INC-2026-0005 toch niet").await),
        ("a redaction", world.say(chair, &format!("!logboek wis {id} 1 een naam")).await),
    ];
    let mut input = world.line(chair, "");
    input.payload = Payload::Pressed { action: world.button(), place: None };
    costs.push(("a button", world.cost(world.engine.submit(input.clone()).done()).await));
    costs.push(("the same once more", world.cost(world.engine.submit(input).done()).await));
    let mut input = world.line(chair, "");
    let (room, text) = ("meldingen-noord".into(), "!log gehoord".to_owned());
    input.payload = Payload::Said { room, text, reply_to: Some("m1".to_owned()), place: None };
    costs.push(("a reply to a post", world.cost(world.engine.submit(input).done()).await));
    world.clock.move_on(Span::minutes(4));
    costs.push(("a timer", world.cost(world.engine.fire_due()).await));
    costs
}

/// So many closed records: one that was written through the engine, copied by the database.
async fn history(count: u32) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut world = World::start(folder.path(), START).await;
    world.say("noord.melder", "!meld Brand op de derde verdieping").await;
    world.say("noord.voorzitter", "!incident sluit INC-2026-0001 alles hersteld").await;
    assert!(world.engine.view().state.incidents().all(|incident| !incident.is_open()), "it closed");
    world.engine.stop().await;
    drop(world);
    let mut store = Store::open(&folder.path().join("noodklok.db")).await.unwrap();
    let numbers = format!(
        "WITH RECURSIVE n(i, id) AS (SELECT 2, 'INC-2026-0002' \
         UNION ALL SELECT i + 1, printf('INC-2026-%04d', i + 1) FROM n WHERE i < {count})"
    );
    let first = "stream = 'incident/INC-2026-0001'";
    for copy in [
        // Of its events the first and the last.
        format!(
            "INSERT INTO event {numbers} SELECT 1000 + 2 * i + (version > 1), 'incident/' || id, 1 + (version > 1), at, \
             said_at, type, v, actor, cause, body, h_stream, h_all FROM n JOIN event ON {first} \
             AND type IN ('report.recorded', 'status.changed')"
        ),
        format!("INSERT INTO head {numbers} SELECT 'incident/' || id, 2, h_stream, 0 FROM n JOIN head ON {first}"),
        format!(
            "INSERT INTO text {numbers} SELECT i || text.id, 'incident/' || n.id, salt, content, erased_at \
             FROM n JOIN (SELECT * FROM text WHERE {first} LIMIT 1) text"
        ),
        format!(
            "INSERT INTO effect {numbers} SELECT 1000 + i, 'copied.' || i, at, n.id, exercise, urgent, target, room, type, \
             v, body, rendered, state, reason, answers, aside FROM n JOIN effect ON seq = 1"
        ),
        format!(
            "INSERT INTO action {numbers} SELECT 'copied.' || i, 1000 + i, room, n.id, command, only_who, until, except_who \
             FROM n JOIN (SELECT * FROM action LIMIT 1)"
        ),
        format!("INSERT INTO slot {numbers} SELECT 'incident/' || id, slot, 1000 + i FROM n JOIN slot ON {first}"),
        format!(
            "INSERT INTO inbox {numbers} SELECT 'copied:' || i, actor, said_at, done_at, payload, incident \
             FROM n JOIN (SELECT * FROM inbox LIMIT 1)"
        ),
        format!(
            "UPDATE event SET body = replace(body, 'INC-2026-0001', 'INC-2026-{count:04}') \
             WHERE type = 'organisation.numbered'"
        ),
    ] {
        store.pragma(&copy).await.unwrap();
    }
    store.close().await.unwrap();
    folder
}

#[tokio::test]
#[expect(clippy::await_holding_lock, reason = "each test has a thread of its own, and holds it to its end")]
async fn one_durable_commit_before_anything_is_said() {
    let _shared = FAULTS.read().unwrap_or_else(std::sync::PoisonError::into_inner);
    let folder = history(9).await;
    let mut world = World::start(folder.path(), START.plus(Span::hours(1))).await;
    for (what, cost) in costs(&mut world, 10).await {
        let nothing_new = what == "the same once more";
        assert_eq!(cost.commits, u64::from(!nothing_new), "{what}: {cost:?}");
    }
}

#[tokio::test]
#[expect(clippy::await_holding_lock, reason = "each test has a thread of its own, and holds it to its end")]
async fn the_cost_of_a_line_does_not_grow_with_history() {
    let _shared = FAULTS.read().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut both = Vec::new();
    for count in [10, 100_000] {
        let folder = history(count).await;
        let mut world = World::start(folder.path(), START.plus(Span::hours(1))).await;
        let start = world.engine.counters().now();
        assert_eq!(world.engine.view().state.incidents().count(), 0, "a start reads what is open");
        let mut all = costs(&mut world, count + 1).await;
        all.push(("the start", start));
        both.push(all);
    }
    assert!(both[0].iter().any(|(_, cost)| cost.read > 2), "closed records were read");
    assert_eq!(both[0], both[1]);
}
