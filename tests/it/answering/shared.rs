//! People who share a number: a text message is of the one who is called, and of nobody where more of them are.

use super::{
    AWAY, AWAY_PHONE, ID, REPORTS, paged, plan,
    told::{Told, keys, pressed},
};

const OTHER: &str = "noord.kernlid2";

/// Two who share a number, both without a chat.
fn told(language: &str) -> Told {
    let lines = format!("channels = [\"sms\", \"phone\"]\nlanguage = \"{language}\"");
    let mut told = Told::new(&plan(), &[(AWAY, &lines), (OTHER, &lines)]);
    told.configured("organisation.toml", &[("+32 2 000 00 15", "+32 2 000 00 14")]);
    told.configured("escalation.toml", &[("next_channel = \"1m\"", "next_channel = \"2s\"")]);
    told
}

#[test]
fn a_text_is_of_the_one_who_is_called_and_of_nobody_where_more_are() {
    let sentences = [
        ("nl", "Antwoord in de chat", "Er is niets gewijzigd", "Genoteerd: Ik neem dit op", "er wacht geen oproep"),
        ("en", "Answer in the chat", "Nothing was changed", "Noted: I take this up", "no call waits"),
    ];
    for (language, chat, nothing, noted, nobody) in sentences {
        let mut told = told(language);
        // Nobody is asked anything.
        let early = told.text("SM1", AWAY_PHONE, "1");
        assert!(early.body.to_lowercase().contains(nobody), "{early:?}");
        // One of them is called, and not the first of the list.
        paged(&mut told.world, OTHER, "one");
        told.taken(AWAY_PHONE, |said| !said.contains("Say"));
        let reply = told.text("SM0", AWAY_PHONE, "1");
        assert!(reply.body.contains(noted), "{reply:?}");
        assert_eq!(told.world.logged(ID, &format!("{OTHER} antwoordde op oproep 1")), 1);
        // Both are.
        for who in [AWAY, OTHER] {
            let options = [("who", who), ("text", "bel mij"), ("mode", "one")];
            let asked = told.world.slash("noord.voorzitter", REPORTS, "page start", &options);
            assert!(told.world.answer(&asked).says(&[ID, who]));
        }
        for (sid, said) in [("SM2", "1"), ("SM3", "1 INC-2026-0001"), ("SM4", "2"), ("SM5", "wie is dit?")] {
            let reply = told.text(sid, AWAY_PHONE, said);
            assert!(reply.body.contains(chat) && reply.body.contains(nothing), "{said}: {reply:?}");
        }
        assert_eq!(told.world.logged(ID, "antwoordde op oproep"), 1);
        // By a key it is known who was called: each call has its own.
        let (first, second) = (
            told.taken(AWAY_PHONE, |said| said.contains("Gather")),
            told.taken(AWAY_PHONE, |said| said.contains("Gather")),
        );
        assert_ne!(keys(&first), keys(&second));
        let pressed = told.tells(&keys(&second), &pressed("CA1", AWAY_PHONE, "1"));
        assert!(pressed.body.contains(noted), "{pressed:?}");
        // Only one of them is left.
        let reply = told.text("SM6", AWAY_PHONE, "1");
        assert!(reply.body.contains(noted), "{reply:?}");
        for (person, page) in [(AWAY, 2), (OTHER, 3)] {
            assert_eq!(told.world.logged(ID, &format!("{person} antwoordde op oproep {page}")), 1, "{person}");
        }
        told.close();
    }
}
