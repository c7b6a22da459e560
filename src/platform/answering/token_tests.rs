//! Links: only ours, only for one person and one call, and the same after a restart.

use proptest::prelude::*;

use super::token::Key;
use crate::{
    domain::{
        answering::Asked,
        chase::ChaseKind,
        ids::{IncidentId, PersonId},
        time::Timestamp,
    },
    platform::chance::System,
};

fn asked(kind: ChaseKind) -> Asked {
    let incident = IncidentId { year: 2026, n: 42 };
    Asked { incident, kind, since: Timestamp(1_795_440_600_000), person: "noord.voorzitter".into() }
}

fn people() -> Vec<PersonId> {
    ["noord.melder", "noord.voorzitter", "ccvo.wacht1"].map(PersonId::from).to_vec()
}

#[test]
fn a_token_says_whom_it_is_for_to_us_alone() {
    let key = Key::of(&[7; 32]);
    for kind in [ChaseKind::Ping, ChaseKind::Page(3), ChaseKind::Request(1), ChaseKind::Cmt("noord".into())] {
        let asked = asked(kind);
        let token = key.token(&asked);
        assert_eq!(key.read(&token, people().iter()), Some(asked.clone()));
        assert_eq!(Key::of(&[8; 32]).read(&token, people().iter()), None, "signed by another");
        assert_eq!(key.read(&token, people().iter().take(1)), None, "of somebody who is gone");
        let bytes = data_encoding::BASE64URL_NOPAD.decode(token.as_bytes()).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("voorzitter"), "nobody reads from it who it is for");
        assert!(token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "{token}");
        let other = Asked { person: "noord.melder".into(), ..asked.clone() };
        let later = Asked { since: Timestamp(asked.since.0 + 1), ..asked };
        assert!(key.token(&other) != token && key.token(&later) != token);
    }
}

#[test]
fn no_bit_of_a_token_can_be_changed() {
    let key = Key::of(&[7; 32]);
    let bytes = data_encoding::BASE64URL_NOPAD.decode(key.token(&asked(ChaseKind::Page(3))).as_bytes()).unwrap();
    for at in 0..bytes.len() * 8 {
        let mut changed = bytes.clone();
        changed[at / 8] ^= 1 << (at % 8);
        let token = data_encoding::BASE64URL_NOPAD.encode(&changed);
        assert_eq!(key.read(&token, people().iter()), None, "bit {at}");
    }
}

#[test]
fn the_key_stays_over_a_restart_and_is_nobody_elses() {
    let folder = tempfile::tempdir().unwrap();
    let first = Key::kept(folder.path(), &System).unwrap().token(&asked(ChaseKind::Ping));
    assert_eq!(Key::kept(folder.path(), &System).unwrap().token(&asked(ChaseKind::Ping)), first);
    let path = folder.path().join("answer-key");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    std::fs::write(&path, "kort").unwrap();
    assert!(Key::kept(folder.path(), &System).is_err(), "what is no key is not replaced unseen");
}

proptest! {
    #[test]
    fn whatever_stands_in_a_link_answers_nothing(token in ".{0,120}", bytes in prop::collection::vec(any::<u8>(), 0..120)) {
        let key = Key::of(&[7; 32]);
        prop_assert_eq!(key.read(&token, people().iter()), None);
        prop_assert_eq!(key.read(&data_encoding::BASE64URL_NOPAD.encode(&bytes), people().iter()), None);
    }
}
