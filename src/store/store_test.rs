//! The store alone: what a person's disk can do to it.

use std::{collections::HashSet, path::Path};

use super::{
    Store, StoreError,
    batch::{Batch, EffectRow, Ended, EventRow, HeadRow, Receipt},
    reader::Reader,
    sql,
};
use crate::{
    domain::{chain::Hash, event::Stream},
    export::stored::verify,
};

async fn open(folder: &Path) -> Store {
    Store::open(&folder.join("noodklok.db")).await.unwrap()
}

/// So many events of the organisation's stream, chained.
fn events(count: u64) -> Batch {
    let mut batch = Batch::default();
    let (mut h_stream, mut h_all) = (Hash::GENESIS, Hash::GENESIS);
    for pos in 1..=count {
        let mut row = EventRow {
            pos,
            stream: "organisation".to_owned(),
            version: pos,
            at: 5,
            said_at: 4,
            kind: "organisation.configured",
            v: 1,
            actor: "\"bot\"".to_owned(),
            cause: "start".to_owned(),
            body: format!("{{\"hash\":\"{pos}\"}}"),
            h_stream,
            h_all,
        };
        row.h_stream = h_stream.stream(row.links());
        row.h_all = h_all.all(row.h_stream);
        (h_stream, h_all) = (row.h_stream, row.h_all);
        batch.event(row);
    }
    batch.head("organisation".to_owned(), HeadRow { version: count, h_stream, open: true });
    batch
}

fn effect(seq: u64) -> EffectRow {
    EffectRow {
        seq,
        id: format!("abcdef.1.{seq}"),
        at: 7,
        incident: None,
        exercise: false,
        urgent: false,
        target: None,
        room: None,
        kind: "archive_room".to_owned(),
        v: 1,
        body: "{\"archive_room\":{\"room\":\"ccvo\"}}".to_owned(),
        rendered: None,
        answers: None,
        aside: false,
    }
}

/// Statements of a start, which reads what is open and nothing else.
const START: [&str; 7] =
    [sql::LAST_EVENT, sql::LAST_EFFECT, sql::OPEN_EVENTS, sql::OPEN_TEXTS, sql::OPEN_SLOTS, sql::TIMERS, sql::WAITING];

/// Statements that read a whole table, and may: erasing is rare, and must not miss a place.
const ERASING: [&str; 11] = [
    sql::TYPED,
    sql::TYPED_BY,
    sql::SAID_THEN,
    sql::SAID_UNDER,
    sql::FORGET_TYPED,
    sql::QUOTED_ELSEWHERE,
    sql::HELD,
    sql::SHOWN,
    sql::TYPED_HOLDING,
    sql::REPLACE_BODY,
    sql::FORGET_BUTTONS,
];

#[tokio::test]
async fn no_statement_of_the_command_path_scans() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).await;
    let inserts = sql::INSERTS.iter().flat_map(|insert| sql::GROUPS.map(|rows| insert.text(rows)));
    let singles = sql::SINGLE.iter().map(|text| (*text).to_owned());
    for text in inserts.chain(singles).chain(sql::GROUPS.map(sql::delivered)) {
        for step in store.plan(&text).await.unwrap() {
            // The rows of an insert are no table.
            assert!(!step.contains("SCAN") || step.ends_with("VALUES CLAUSE"), "{text}: {step}");
            assert!(!step.contains("TEMP B-TREE"), "{text}: {step}");
        }
    }
}

#[tokio::test]
async fn a_start_scans_only_what_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).await;
    for text in START {
        for step in store.plan(text).await.unwrap() {
            // The last row of a table by its key; timers that are armed; effects that wait, by an index of those alone.
            let bounded = text.ends_with("DESC LIMIT 1") || text == sql::TIMERS || step.contains("effect_waiting");
            assert!(bounded || !step.contains("SCAN"), "{text}: {step}");
            assert!(!step.contains("TEMP B-TREE"), "{text}: {step}");
        }
    }
}

#[test]
fn every_statement_is_asked_about() {
    let source = include_str!("sql.rs");
    let constants = |kind: &str| source.lines().filter(|line| line.contains(kind)).count();
    assert_eq!(constants(": Insert ="), sql::INSERTS.len());
    let asked: HashSet<&str> = sql::SINGLE.into_iter().chain(START).chain(ERASING).collect();
    assert_eq!(constants(": &str ="), asked.len());
    assert_eq!(constants("pub fn "), 2, "Insert::text and delivered");
    for (file, text) in [
        ("batch.rs", include_str!("batch.rs")),
        ("load.rs", include_str!("load.rs")),
        ("redact.rs", include_str!("redact.rs")),
        ("mod.rs", include_str!("mod.rs")),
    ] {
        for verb in ["SELECT ", "INSERT ", "UPDATE ", "DELETE "] {
            assert!(!text.contains(&format!("\"{verb}")), "{file}: a statement of its own");
        }
    }
}

#[tokio::test]
async fn what_was_committed_is_there_at_the_next_start_and_the_chain_holds() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).await;
    let mut batch = events(40);
    (1..=40).for_each(|seq| batch.effect(&effect(seq)));
    store.commit(batch).await.unwrap();
    let mut batch = Batch::default();
    batch.receipts((1..=39).map(|seq| Receipt {
        seq,
        end: if seq == 3 { Ended::Failed("gone".to_owned()) } else { Ended::Delivered },
        notes: Vec::new(),
    }));
    store.commit(batch).await.unwrap();
    store.close().await.unwrap();
    assert!(!folder.path().join("noodklok.db-wal").exists());

    let mut store = open(folder.path()).await;
    let marks = store.marks().await.unwrap();
    assert_eq!((marks.pos, marks.seq, marks.last.unwrap().0), (40, 40, 7));
    let waiting: Vec<u64> = store.waiting().await.unwrap().iter().map(|row| row.seq).collect();
    assert_eq!(waiting, [40]);
    assert_eq!(store.stream_events(Stream::Organisation).await.unwrap().len(), 40);

    let mut reader = Reader::open(&folder.path().join("noodklok.db")).await.unwrap();
    let head = verify(&mut reader, None).await.unwrap().head.unwrap();
    assert_eq!((head.pos, head.hash), (40, marks.h_all));
    assert!(reader.sound().await.is_ok());
    assert_eq!(reader.last_instant().await.unwrap().unwrap().0, 7);
}

#[tokio::test]
async fn any_change_breaks_the_chain() {
    for change in [
        "UPDATE event SET body = '{}' WHERE pos = 7",
        "UPDATE event SET actor = '\"x\"' WHERE pos = 7",
        "UPDATE event SET at = 6 WHERE pos = 7",
        "DELETE FROM event WHERE pos = 7",
        "UPDATE event SET version = 100 WHERE pos = 7",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = open(folder.path()).await;
        store.commit(events(9)).await.unwrap();
        store.pragma(change).await.unwrap();
        let mut reader = Reader::open(&folder.path().join("noodklok.db")).await.unwrap();
        assert_ne!(verify(&mut reader, None).await.unwrap().status(), 0, "{change}");
    }
}

#[tokio::test]
async fn the_reader_cannot_write() {
    let folder = tempfile::tempdir().unwrap();
    let _store = open(folder.path()).await;
    let mut connection = super::connect(&folder.path().join("noodklok.db"), "ro").await.unwrap();
    let error = sqlx::query("DELETE FROM event").execute(&mut connection).await.unwrap_err();
    assert_eq!(StoreError::from(error), StoreError::ReadOnly);
}

#[tokio::test]
async fn each_trouble_has_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("noodklok.db");
    let mut store = open(folder.path()).await;

    store.pragma("PRAGMA query_only = ON").await.unwrap();
    assert_eq!(store.commit(events(1)).await, Err(StoreError::ReadOnly));
    store.pragma("PRAGMA query_only = OFF").await.unwrap();

    store.pragma("PRAGMA max_page_count = 1").await.unwrap();
    let mut batch = events(1);
    (1..=400).for_each(|seq| batch.effect(&effect(seq)));
    assert_eq!(store.commit(batch).await, Err(StoreError::Full));
    store.pragma("PRAGMA max_page_count = 1000000").await.unwrap();

    let mut other = super::connect(&path, "rw").await.unwrap();
    sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
    assert_eq!(store.commit(events(1)).await, Err(StoreError::Locked));
    sqlx::query("COMMIT").execute(&mut other).await.unwrap();

    store.commit(events(1)).await.unwrap();
    let twice = store.commit(events(1)).await.unwrap_err();
    assert!(matches!(twice, StoreError::Defect(_)) && !twice.is_outage(), "{twice:?}");
    let unknown = store.pragma("SELECT nothing FROM nowhere").await.unwrap_err();
    assert!(matches!(unknown, StoreError::Defect(_)), "{unknown:?}");

    std::fs::rename(&path, folder.path().join("away")).unwrap();
    assert_eq!(store.commit(events(1)).await, Err(StoreError::Missing));
    assert_eq!(store.reopen().await, Err(StoreError::Missing));
    std::fs::rename(folder.path().join("away"), &path).unwrap();
    store.reopen().await.unwrap();
    let mut more = Batch::default();
    more.effect(&effect(1));
    store.commit(more).await.unwrap();
}

#[tokio::test]
async fn a_damaged_file_and_a_newer_one_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("noodklok.db");
    std::fs::write(&path, "this is no database, however long it may be ".repeat(200)).unwrap();
    assert!(matches!(Store::open(&path).await, Err(StoreError::Corrupt(_))));

    std::fs::remove_file(&path).unwrap();
    let mut store = open(folder.path()).await;
    store
        .pragma(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             VALUES (999, 'later', 1, x'00', 0)",
        )
        .await
        .unwrap();
    store.close().await.unwrap();
    assert!(matches!(Store::open(&path).await, Err(StoreError::Newer(_))));
}

#[tokio::test]
async fn a_folder_with_odd_characters_in_its_name_works() {
    let folder = tempfile::tempdir().unwrap();
    let odd = folder.path().join("50% #1? é");
    std::fs::create_dir(&odd).unwrap();
    open(&odd).await.close().await.unwrap();
    assert!(odd.join("noodklok.db").exists());
}
