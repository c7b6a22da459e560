//! Somebody tampers with the store: each change is found, and where.

use serde_json::json;

use super::story::{ID, Shelf, Stored, Story, story};
use crate::{
    domain::{chain::Hash, ids::IncidentId, organisation::Language},
    export::{
        findings::{Finding, Verified, Wrong},
        replay::{Problem, Replay, Replayed},
        verify::{Checkpoint, Verifier},
    },
};

fn verify(story: &Story, checkpoint: Option<Checkpoint>) -> Verified {
    let mut verifier = Verifier::with(checkpoint);
    story.rows.iter().for_each(|row| verifier.event(row.row()));
    story.texts.iter().for_each(|kept| verifier.text(kept.text()));
    verifier.finish()
}

fn found(story: &Story) -> Vec<Finding> {
    verify(story, None).findings
}

fn one(pos: u64, wrong: Wrong) -> Vec<Finding> {
    vec![Finding { pos, wrong }]
}

fn replay(story: &Story) -> Replayed {
    let mut replay = Replay::default();
    story.rows.iter().for_each(|row| replay.event(row.pos, row.version, row.envelope()));
    replay.finish()
}

#[test]
fn what_was_recorded_is_fine_and_the_erased_is_only_mentioned() {
    let story = story();
    let verified = verify(&story, None);
    assert_eq!((verified.findings.as_slice(), verified.status()), ([].as_slice(), 0));
    assert_eq!((verified.erased, verified.erased_unsaid, verified.streams), (1, 0, 2));
    let shelf = Shelf::new();
    insta::assert_snapshot!("verify-nl", verified.print(&shelf.lexicon, Language::Nl));
    insta::assert_snapshot!("verify-en", verified.print(&shelf.lexicon, Language::En));
}

#[test]
fn a_flipped_byte_anywhere_in_what_the_chain_covers_is_found_there() {
    let count = story().rows.len();
    for n in 0..count {
        let pos = u64::try_from(n).unwrap() + 1;
        let changes: [fn(&mut Stored); 6] = [
            |row| row.body = row.body.replacen('{', "{ ", 1),
            |row| row.actor.push(' '),
            |row| row.at.0 += 1,
            |row| row.v += 1,
            |row| row.kind.push('x'),
            |row| row.h_all.0[31] ^= 1,
        ];
        for change in changes {
            let mut story = story();
            change(&mut story.rows[n]);
            let findings = found(&story);
            assert!(findings.contains(&Finding { pos, wrong: Wrong::Changed }), "{pos}: {findings:?}");
        }
    }
}

#[test]
fn a_changed_event_with_its_own_link_made_to_fit_is_found_by_the_next() {
    let mut story = story();
    let before = story.rows[8].h_stream;
    story.rows[9].body = story.rows[9].body.replace("yes", "no");
    story.rows[9].h_stream = before.stream(story.rows[9].links());
    story.rows[9].h_all = story.rows[8].h_all.all(story.rows[9].h_stream);
    assert_eq!(found(&story), one(11, Wrong::Changed));
}

#[test]
fn a_dropped_row_is_missing_from_all_and_from_its_stream() {
    let mut story = story();
    story.rows.remove(9);
    let stream = format!("incident/{ID}");
    let wanted = [
        Finding { pos: 10, wrong: Wrong::Missing { to: 10 } },
        Finding { pos: 11, wrong: Wrong::Skipped { stream, version: 8 } },
    ];
    assert_eq!(found(&story), wanted);
}

#[test]
fn a_dropped_row_whose_followers_moved_up_is_found() {
    let mut story = story();
    story.rows.remove(9);
    for row in story.rows.iter_mut().skip(9) {
        row.pos -= 1;
        row.version -= 1;
    }
    assert!(found(&story).contains(&Finding { pos: 10, wrong: Wrong::Changed }));
}

#[test]
fn two_rows_that_changed_places_are_found() {
    let mut moved = story();
    moved.rows.swap(9, 10);
    let findings = found(&moved);
    assert!(findings.iter().any(|finding| finding.wrong == Wrong::Reordered), "{findings:?}");
    let mut renumbered = story();
    renumbered.rows.swap(9, 10);
    (renumbered.rows[9].pos, renumbered.rows[10].pos) = (10, 11);
    let findings = found(&renumbered);
    assert!(findings.contains(&Finding { pos: 11, wrong: Wrong::Reordered }), "{findings:?}");
    let versions = (renumbered.rows[10].version, renumbered.rows[9].version);
    (renumbered.rows[9].version, renumbered.rows[10].version) = versions;
    let findings = found(&renumbered);
    assert!(findings.contains(&Finding { pos: 10, wrong: Wrong::Changed }), "{findings:?}");
}

#[test]
fn a_row_of_another_stream_is_found() {
    let mut story = story();
    story.rows[9].stream = format!("incident/{}", IncidentId { year: 2026, n: 2 });
    assert!(!found(&story).is_empty());
}

#[test]
fn a_cut_tail_shows_against_a_checkpoint_only() {
    let whole = story();
    let last = whole.rows.last().unwrap();
    let checkpoint = Checkpoint { pos: last.pos, hash: last.h_all };
    assert_eq!(verify(&whole, Some(checkpoint)).status(), 0);
    let mut cut = story();
    let gone = cut.rows.pop().unwrap();
    let (verified, left) = (verify(&cut, Some(checkpoint)), gone.pos - 1);
    assert_eq!(verified.findings, one(gone.pos, Wrong::Cut { last: left }));
    assert_eq!(found(&cut), []);
    let other = Checkpoint { pos: 5, hash: Hash::GENESIS };
    assert_eq!(verify(&whole, Some(other)).findings, one(5, Wrong::OtherThanCheckpoint));
    assert_eq!(verify(&Story::default(), Some(checkpoint)).findings, one(gone.pos, Wrong::Cut { last: 0 }));
}

#[test]
fn a_checkpoint_reads_back_as_it_is_printed() {
    let checkpoint = Checkpoint { pos: 42, hash: Hash([7; 32]) };
    assert_eq!(format!(" 42:{} \n", checkpoint.hash).parse(), Ok(checkpoint));
    for wrong in ["", "42", "42:", ":ab", "-1:00", "42:zz"] {
        assert!(wrong.parse::<Checkpoint>().is_err(), "{wrong}");
    }
}

#[test]
fn a_changed_or_vanished_text_is_found_and_an_unsaid_erasure_is_counted() {
    let mut changed = story();
    changed.texts[0].text.as_mut().unwrap().1.push('!');
    assert_eq!(found(&changed), one(3, Wrong::TextChanged));
    let mut gone = story();
    gone.texts.remove(0);
    assert_eq!(found(&gone), one(3, Wrong::TextMissing));
    let mut erased = story();
    let id = erased.texts[0].id.to_string();
    erased.erase(&id, super::story::START);
    let verified = verify(&erased, None);
    assert_eq!((verified.status(), verified.erased, verified.erased_unsaid), (0, 2, 1));
    erased.texts[0].erased_at = None;
    assert_eq!(found(&erased), one(3, Wrong::TextMissing));
}

#[test]
fn findings_are_said_in_both_languages() {
    let mut story = story();
    story.rows.remove(20);
    story.rows[3].body.push(' ');
    story.texts.remove(1);
    let verified = verify(&story, Some(Checkpoint { pos: 900, hash: Hash::GENESIS }));
    assert_eq!(verified.status(), 1);
    let shelf = Shelf::new();
    insta::assert_snapshot!("findings-nl", verified.print(&shelf.lexicon, Language::Nl));
    insta::assert_snapshot!("findings-en", verified.print(&shelf.lexicon, Language::En));
}

#[test]
fn nothing_stored_is_fine() {
    let verified = verify(&Story::default(), None);
    assert_eq!((verified.status(), verified.head), (0, None));
}

#[test]
fn replay_folds_the_same_state_again() {
    let story = story();
    let mut replay = Replay::default();
    story.rows.iter().for_each(|row| replay.event(row.pos, row.version, row.envelope()));
    replay.compare(&story.state());
    let replayed = replay.finish();
    assert_eq!((replayed.problems.as_slice(), replayed.status()), ([].as_slice(), 0));
    assert_eq!(replayed.state.incident(ID), Some(&story.incident()));
    let shelf = Shelf::new();
    insta::assert_snapshot!("replay-nl", replayed.print(&shelf.lexicon, Language::Nl));
}

#[test]
fn replay_says_what_does_not_fold() {
    let mut story = story();
    story.rows[5].kind = "from.the_future".to_owned();
    story.rows.remove(2);
    let replayed = replay(&story);
    assert_eq!(replayed.status(), 1);
    assert!(matches!(replayed.problems.first(), Some(Problem::Unfolded { pos: 4, .. })), "{:?}", replayed.problems);
    assert!(replayed.problems.iter().any(|problem| matches!(problem, Problem::Unread { pos: 6, .. })));
    let shelf = Shelf::new();
    let said = replayed.print(&shelf.lexicon, Language::Nl);
    assert!(said.contains("from.the_future") && !said.contains("replay-"), "{said}");
}

#[test]
fn another_fold_that_differs_is_named() {
    let whole = story();
    let mut other = story();
    other.add(200, "noord.voorzitter", "task.added", &json!({"task": 2, "text": "x", "due": null, "owner": null}));
    other.add(200, "bot", "organisation.configured", &json!({"hash": "anders"}));
    let mut replay = Replay::default();
    whole.rows.iter().for_each(|row| replay.event(row.pos, row.version, row.envelope()));
    replay.compare(&other.state());
    assert_eq!(replay.finish().problems, [Problem::Differs(ID), Problem::OrganisationDiffers]);
}
