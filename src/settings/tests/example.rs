//! The example organisation: complete, without mistakes, with the ids that the rest of the world relies on.

use super::{super::language, *};
use crate::domain::{
    ids::{BuildingId, EntityId, PersonId, ProcessId, RoomId},
    organisation::{Callee, RulePhase},
    time::Span,
};

fn example() -> Loaded {
    load(Source::Embedded).unwrap()
}

#[test]
fn it_has_no_mistakes_and_no_warnings() {
    assert_eq!(example().warnings, []);
    assert_eq!(Copy::new().says(), Vec::<String>::new());
}

#[test]
fn the_folder_and_the_one_built_in_are_the_same() {
    let (folder, embedded) = (Copy::new().load().unwrap(), example());
    assert_eq!(folder.hash, embedded.hash);
    assert_eq!(embedded.hash.len(), 64);
    assert_eq!(embedded.storage, "sqlite:noodklok.db");
    assert!(embedded.organisation.demo);
}

#[test]
fn any_change_of_any_file_changes_the_hash() {
    let mut hashes = vec![example().hash];
    for file in FILES {
        for more in ["\n# one\n", "\n# two\n"] {
            hashes.push(Copy::new().append(file.name(), more).load().unwrap().hash);
        }
    }
    hashes.sort();
    hashes.dedup();
    assert_eq!(hashes.len(), 2 * FILES.len() + 1);
}

#[test]
fn it_has_the_ids_of_the_contract() {
    let organisation = example().organisation;
    let people: Vec<&str> = organisation.people.keys().map(PersonId::as_str).collect();
    let mut expected = vec!["ccvo.hoofd".to_owned(), "ccvo.wacht1".to_owned(), "ccvo.wacht2".to_owned()];
    for entity in ["noord", "zuid"] {
        for role in ["communicatie", "kernlid1", "kernlid2", "melder", "plaatsvervanger", "voorzitter"] {
            expected.push(format!("{entity}.{role}"));
        }
    }
    assert_eq!(people, expected);
    assert_eq!(organisation.entities.keys().map(EntityId::as_str).collect::<Vec<_>>(), ["noord", "zuid"]);
    let rooms: Vec<&str> = organisation.rooms.keys().map(RoomId::as_str).collect();
    assert_eq!(rooms, ["ccvo", "meldingen-noord", "meldingen-zuid"]);
    let processes: Vec<&str> = organisation.processes.keys().map(ProcessId::as_str).collect();
    assert_eq!(processes, ["noord.loonuitbetaling", "noord.noodlijn", "zuid.vergunningen", "zuid.verkeerssturing"]);
    assert_eq!(organisation.processes[&processes[0].into()].limit, Span::hours(48));
    let houses = |id: &str| organisation.buildings[&BuildingId::from(id)].entities.clone();
    assert_eq!(houses("gebouw-noord"), [EntityId::from("noord"), "zuid".into()]);
    assert_eq!(houses("gebouw-zuid"), [EntityId::from("zuid")]);
}

#[test]
fn everybody_stands_where_the_contract_says() {
    let organisation = example().organisation;
    for entity in ["noord", "zuid"] {
        let person = |role: &str| PersonId::from(format!("{entity}.{role}"));
        let id = EntityId::from(entity);
        assert_eq!(organisation.entities[&id].first_responders, [person("voorzitter"), person("kernlid1")]);
        let cmt = organisation.cmt(&id).unwrap();
        assert_eq!(cmt.chair, Some(person("voorzitter")));
        assert_eq!(cmt.deputies, [person("plaatsvervanger")]);
        assert_eq!(cmt.members, [person("kernlid1"), person("kernlid2")]);
    }
    assert_eq!(organisation.duty_order(), ["ccvo.wacht1", "ccvo.wacht2", "ccvo.hoofd"].map(PersonId::from));
    assert!(organisation.people.values().all(|person| person.entity.is_none() == organisation.is_ccvo(&person.id)));
    assert_eq!(organisation.ccvo.phone, "02 217 0 112");
}

#[test]
fn it_reaches_nobody() {
    let organisation = example().organisation;
    let mails = organisation.people.values().filter_map(|person| person.mail.as_deref());
    let mails = mails.chain(organisation.entities.values().filter_map(|entity| entity.mail.as_deref()));
    for mail in mails.chain([organisation.ccvo.mail.as_str()]) {
        assert!(mail.ends_with(".invalid"), "{mail}");
    }
}

#[test]
fn the_rules_are_those_of_the_doctrine_in_its_order() {
    let rules = example().organisation.rules;
    let ids: Vec<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(ids, ["V1", "V2", "V3", "V4", "A1", "A2", "A3", "A4", "A5"]);
    for rule in &rules {
        let alarm = rule.id.as_str().starts_with('A');
        assert_eq!(rule.phase, if alarm { RulePhase::Alarm } else { RulePhase::Vooralarm });
    }
}

#[test]
fn the_ladders_have_the_times_of_the_doctrine() {
    let escalation = example().organisation.escalation;
    let times = |ladder: &crate::domain::organisation::Ladder| -> Vec<i64> {
        ladder.steps.iter().map(|step| step.after.0 / 60_000).collect()
    };
    assert_eq!(times(&escalation.first_responders), [0, 5]);
    assert_eq!(times(&escalation.ccvo), [0, 3, 6, 12]);
    assert_eq!(times(&escalation.call), [0, 5, 10]);
    assert_eq!(times(&escalation.cmt), [0, 5]);
    assert_eq!(times(&escalation.proposal), [0, 5, 10]);
    let called: Vec<_> = escalation.ccvo.steps.iter().map(|step| step.call.clone()).collect();
    assert_eq!(called, [1, 1, 2, 3].map(|n| vec![Callee::Nth(n)]));
    for ladder in
        [&escalation.first_responders, &escalation.ccvo, &escalation.call, &escalation.cmt, &escalation.proposal]
    {
        assert_eq!((ladder.then_every, &ladder.then_call), (Span::minutes(10), &vec![Callee::All]));
    }
    assert_eq!(escalation.recovery_warnings, [24, 8, 2].map(Span::hours));
    assert_eq!((escalation.update_every, escalation.reminder_every), (Span::minutes(60), Span::minutes(15)));
    assert_eq!(escalation.duty_warning, Some(Span::hours(8)));
    assert_eq!(escalation.away_told, Some(Span::minutes(10)));
}

#[test]
fn its_language_is_known_also_when_it_is_refused() {
    let copy = Copy::new().with("noodklok.toml", "language = \"nl\"", "language = \"en\"\nlanguag = 1");
    assert!(copy.load().is_err());
    assert_eq!(language(Source::Folder(copy.0.path())), Language::En);
    assert_eq!(language(Source::Embedded), Language::Nl);
}
