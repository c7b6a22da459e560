//! The channels of people by the running binary: one that fails gives way to the next, and what was under way when the
//! program was killed is sent again.

mod failing;

use crate::{
    answering::{
        AWAY, AWAY_PHONE, ID, REPORTS, paged, plan,
        told::{Told, keys, pressed},
    },
    telephone::SILENT,
};

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
