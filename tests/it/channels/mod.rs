//! The channels of people by the running binary: one that fails gives way to the next, and what was under way when the
//! program was killed is sent again.

mod failing;
mod lost;

use std::time::Duration;

use tokio::time::Instant;

use crate::{
    answering::{
        AWAY, AWAY_PHONE, ID, REPORTS, paged, plan,
        told::{Told, keys, pressed},
    },
    telephone::SILENT,
};

/// Well before the next channel follows in time.
pub const SOON: Duration = Duration::from_secs(20);

/// What the log says of the channels of the person, in order.
fn attempts(told: &Told) -> Vec<String> {
    let record = told.world.record(ID);
    let lines = record["log"].as_array().expect("a log").iter().filter_map(|line| line["text"].as_str());
    let lines = lines.filter(|line| line.contains(&format!("aan {AWAY} ")) && !line.contains("oproep 1 aan"));
    let lines = lines.map(|line| line.replace(&format!(" aan {AWAY}"), ""));
    lines.map(|line| line.trim_start_matches("Gerichte oproep 1 · ").to_owned()).collect()
}

/// Waits until the log says this of the channels.
pub fn logged(told: &mut Told, wanted: &[&str]) {
    let deadline = Instant::now() + SOON;
    while attempts(told) != wanted {
        assert!(Instant::now() < deadline, "{:#?} is not {wanted:#?}", attempts(told));
        std::thread::sleep(Duration::from_millis(100));
    }
    // Whoever looks in the chat reads the same.
    let asked = told.world.slash("noord.voorzitter", REPORTS, "log show", &[("incident", ID)]);
    let shown = told.world.answer(&asked);
    let last = wanted.last().expect("something").split(' ').next().expect("a word");
    assert!(shown.says(&[last]), "{shown}");
}

#[test]
fn killed_while_the_provider_holds_its_answer_it_is_sent_again_and_says_so() {
    let ways =
        [("sms", "Messages", "nl"), ("phone", "Calls", "nl"), ("sms", "Messages", "en"), ("phone", "Calls", "en")];
    for (channel, resource, language) in ways {
        let repeat = if language == "nl" { "Dit kan een herhaling zijn." } else { "This may be a repeat." };
        let lines = format!("channels = [\"{channel}\"]\nlanguage = \"{language}\"");
        let mut told = Told::new(&plan(), &[(AWAY, &lines)]);
        told.provider.answers(resource, SILENT);
        paged(&mut told.world, AWAY, "one");
        let first = told.taken(AWAY_PHONE, |_| true);
        assert!(first.contains(ID) && !first.contains(repeat), "{first}");
        told.world.service.kill();
        told.provider.recovers();
        told.world.start();
        let second = told.taken(AWAY_PHONE, |_| true);
        assert!(second.contains(ID) && second.contains(repeat), "{second}");
        // It can be answered like any other, and nothing comes a third time.
        let noted = match channel {
            "sms" => told.text("SM1", AWAY_PHONE, "1"),
            _ => told.tells(&keys(&second), &pressed("CA1", AWAY_PHONE, "1")),
        };
        assert!(noted.status == 200 && (noted.body.contains("Genoteerd") || noted.body.contains("Noted")), "{noted:?}");
        told.world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, AWAY, "neemt dit op"]);
        assert_eq!(told.world.logged(ID, "aanvaard door het kanaal"), 1);
        assert_eq!(told.provider.taken(), []);
        told.close();
    }
}
