//! The same from a database on disk: what is read there tells the same, and what somebody does to it is found.

use std::path::Path;

use super::story::{ID, START, Shelf, Story, story};
use crate::{
    domain::{event::Event, ids::IncidentId, organisation::Language, time::Span},
    export::{
        document::document,
        findings::{Finding, Verified, Wrong},
        markdown::markdown,
        stored::{StoredRecord, replay, verify},
    },
    store::{
        Store,
        batch::{Batch, EventRow, HeadRow},
        reader::Reader,
    },
};

async fn keep(told: &Story, folder: &Path) -> Store {
    let mut batch = Batch::default();
    for row in &told.rows {
        let kind = Event::TYPES.iter().map(|(kind, _)| *kind).find(|kind| *kind == row.kind).unwrap();
        batch.head(row.stream.clone(), HeadRow { version: row.version, h_stream: row.h_stream, open: true });
        batch.event(EventRow {
            pos: row.pos,
            stream: row.stream.clone(),
            version: row.version,
            at: row.at.0,
            said_at: row.said_at.0,
            kind,
            v: row.v,
            actor: row.actor.clone(),
            cause: "k".to_owned(),
            body: row.body.clone(),
            h_stream: row.h_stream,
            h_all: row.h_all,
        });
    }
    let mut erased = Vec::new();
    for kept in &told.texts {
        let (salt, content) = kept.text.clone().unwrap_or_default();
        batch.text(kept.id.as_str(), format!("incident/{ID}"), salt, &content);
        erased.extend(kept.erased_at.map(|at| (kept.id.clone(), at.0)));
    }
    let mut store = Store::open(&folder.join("noodklok.db")).await.unwrap();
    store.commit(batch).await.unwrap();
    for (id, at) in erased {
        store
            .pragma(&format!("UPDATE text SET salt = NULL, content = NULL, erased_at = {at} WHERE id = '{id}'"))
            .await
            .unwrap();
    }
    store
}

async fn reader(folder: &Path) -> Reader {
    Reader::open(&folder.join("noodklok.db")).await.unwrap()
}

async fn verified(folder: &Path) -> Verified {
    verify(&mut reader(folder).await, None).await.unwrap()
}

#[tokio::test]
async fn what_is_read_from_disk_tells_the_same() {
    let (story, folder, shelf) = (story(), tempfile::tempdir().unwrap(), Shelf::new());
    let _store = keep(&story, folder.path()).await;
    let mut reader = reader(folder.path()).await;
    let record = StoredRecord::read(&mut reader, ID).await.unwrap().unwrap();
    let nobody = Story::default();
    let (words, own) = (shelf.words(&nobody, Language::Nl), shelf.words(&story, Language::Nl));
    assert_eq!(record.document(&words), document(&story.incident(), &story.log(), &own));
    assert_eq!(record.markdown(&words), markdown(&story.incident(), &story.log(), &own));
    assert_eq!((record.incident(), record.log().len()), (&story.incident(), story.log().len()));
    let unknown = IncidentId { year: 2026, n: 9 };
    assert!(StoredRecord::read(&mut reader, unknown).await.unwrap().is_none());
    assert_eq!(replay(&mut reader).await.unwrap().status(), 0);
    assert_eq!((verified(folder.path()).await.status(), verified(folder.path()).await.erased), (0, 1));
}

#[tokio::test]
async fn pages_follow_one_another_without_a_gap() {
    let (mut story, folder) = (story(), tempfile::tempdir().unwrap());
    for n in 0..2_100 {
        story.add(200 + n, "bot", "update.asked", &serde_json::json!({"next": START.plus(Span::minutes(n)).0}));
    }
    let _store = keep(&story, folder.path()).await;
    let record = StoredRecord::read(&mut reader(folder.path()).await, ID).await.unwrap().unwrap();
    assert_eq!(record.log().len(), story.log().len());
    assert_eq!(verified(folder.path()).await.events, 2_153);
}

#[tokio::test]
async fn what_somebody_does_to_the_file_is_found() {
    let cases = [
        ("UPDATE event SET body = replace(body, 'yes', 'no') WHERE pos = 10", 10, Wrong::Changed),
        ("UPDATE event SET at = at + 1 WHERE pos = 10", 10, Wrong::Changed),
        ("UPDATE event SET actor = '\"bot\"' WHERE pos = 10", 10, Wrong::Changed),
        ("DELETE FROM event WHERE pos = 10", 10, Wrong::Missing { to: 10 }),
        ("DELETE FROM event WHERE pos BETWEEN 10 AND 12", 10, Wrong::Missing { to: 12 }),
        ("UPDATE text SET content = 'niets aan de hand' WHERE content = 'voorbij'", 53, Wrong::TextChanged),
        ("DELETE FROM text WHERE content = 'voorbij'", 53, Wrong::TextMissing),
    ];
    for (sql, pos, wrong) in cases {
        let folder = tempfile::tempdir().unwrap();
        let mut store = keep(&story(), folder.path()).await;
        store.pragma(sql).await.unwrap();
        let verified = verified(folder.path()).await;
        assert!(verified.findings.contains(&Finding { pos, wrong }), "{sql}: {:?}", verified.findings);
    }
}
