//! Text messages back and keys, told by a stand-in of the provider as it would: signed, and to the running binary.

use super::{
    AWAY, AWAY_PHONE, ID, REPORTS, paged, plan,
    told::{Told, keys, pressed, texted},
};
use noodklok::{
    domain::{answering::Asked, chase::ChaseKind, organisation::Language, time::Timestamp},
    platform::{
        answering::{Answering, Key},
        words::Words,
    },
};

use crate::{
    asking::post,
    config::Pace,
    discord::world::Plan,
    telephone::{TOKEN, signed},
};

const STRANGE: &str = "+3220000099";

#[test]
fn a_text_back_answers_and_what_is_forged_replayed_or_strange_does_not() {
    let mut told = Told::new(&plan(), &[(AWAY, "channels = [\"sms\"]")]);
    paged(&mut told.world, AWAY, "one");
    let sent = told.taken(AWAY_PHONE, |_| true);
    assert!(sent.contains("Antwoord op dit bericht met 1: Ik neem dit op, of 2: Ik kan niet"), "{sent}");

    // Forged: no signature, one of something else, of another token, of another account.
    let fields = texted("SM1", AWAY_PHONE, "1");
    let address = format!("http://{}/telephone/sms", told.at);
    let other = signed(&address, &texted("SM1", AWAY_PHONE, "2"));
    for signature in ["", "AAAA", &other, &signed("https://elders.be/telephone/sms", &fields), TOKEN] {
        let refused = post(told.at, "/telephone/sms", &[("X-Twilio-Signature", signature)], &fields);
        assert_eq!(refused.status, 403, "{signature}: {refused:?}");
    }
    let mut foreign = fields;
    foreign[0].1 = "AC00000000000000000000000000000000";
    assert_eq!(told.tells("/telephone/sms", &foreign).status, 403);
    assert_eq!(told.tells("/telephone/sms", &fields[..3]).status, 403, "without a number of its own");
    // Of somebody else, or of a number that nobody has.
    let strange = told.text("SM2", STRANGE, "1");
    assert!(strange.status == 200 && strange.body.ends_with("<Response></Response>"), "{strange:?}");
    let other = told.text("SM3", "+3220000012", "1");
    assert!(other.body.contains("<Message>"), "{other:?}");
    // What is no answer is answered with what is.
    for (sid, said) in [("SM4", "wie is dit?"), ("SM5", "ik kom niet"), ("SM6", "<Dial>112</Dial>")] {
        let reply = told.text(sid, AWAY_PHONE, said);
        assert_eq!(reply.header("content-type"), Some("text/xml; charset=utf-8"));
        assert!(
            reply.body.contains("Er is niets gewijzigd") && reply.body.contains("met 1: Ik neem dit op"),
            "{reply:?}"
        );
        assert!(!reply.body.contains("Dial"), "{reply:?}");
    }
    assert_eq!(told.world.logged(ID, "neemt dit op") + told.world.logged(ID, "kan niet"), 0);

    let noted = told.text("SM7", AWAY_PHONE, "Ik kom!");
    assert!(noted.body.contains("<Message>Genoteerd: Ik neem dit op"), "{noted:?}");
    told.world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, AWAY, "neemt dit op"]);
    assert_eq!(told.text("SM7", AWAY_PHONE, "Ik kom!").status, 403, "told again");
    let over = told.text("SM8", AWAY_PHONE, "2");
    assert!(over.status == 200 && over.body.contains("er is al geantwoord"), "{over:?}");
    assert_eq!(told.world.logged(ID, "kan niet"), 0);
    assert_eq!(told.provider.taken(), [], "nothing more goes out once it is answered");
    told.close();
}

#[test]
fn a_key_answers_for_whoever_was_called_and_for_nobody_else() {
    let channels =
        [(AWAY, "channels = [\"phone\"]"), ("noord.plaatsvervanger", "channels = [\"phone\"]\nlanguage = \"en\"")];
    let mut told = Told::new(&plan(), &channels);
    paged(&mut told.world, AWAY, "one");
    let twiml = told.taken(AWAY_PHONE, |_| true);
    assert!(
        twiml.contains("nl-NL") && twiml.contains("Druk 1 voor: Ik neem dit op. Druk 2 voor: Ik kan niet."),
        "{twiml}"
    );
    let path = keys(&twiml);

    let fields = pressed("CA1", AWAY_PHONE, "1");
    for signature in ["", &signed(&format!("http://{}/telephone/sms", told.at), &fields)] {
        assert_eq!(post(told.at, &path, &[("X-Twilio-Signature", signature)], &fields).status, 403);
    }
    assert_eq!(told.tells(&path, &pressed("CA1", STRANGE, "1")).status, 403, "it rang elsewhere");
    let elsewhere = format!("/telephone/voice/{}/keys", "A".repeat(60));
    assert_eq!(told.tells(&elsewhere, &fields).status, 403, "signed, of a call that is none of ours");
    for digits in ["", "9", "12", "*"] {
        let again = told.tells(&path, &pressed("CA1", AWAY_PHONE, digits));
        assert!(
            again.status == 200 && again.body.contains(&format!("action=\"http://{}{path}\"", told.at)),
            "{again:?}"
        );
    }
    assert_eq!(told.world.logged(ID, "neemt dit op") + told.world.logged(ID, "kan niet"), 0);

    // Who cannot is replaced by the next of the team, in their language.
    let cannot = told.tells(&path, &pressed("CA1", AWAY_PHONE, "2"));
    assert!(cannot.body.contains("Genoteerd: Ik kan niet"), "{cannot:?}");
    told.world.hears("noord.voorzitter", REPORTS, &[ID, AWAY, "kan niet"]);
    assert_eq!(told.tells(&path, &pressed("CA1", AWAY_PHONE, "2")).status, 403, "told again");
    let late = told.tells(&path, &pressed("CA2", AWAY_PHONE, "1"));
    assert!(late.body.contains("er is al geantwoord"), "{late:?}");
    let twiml = told.taken("+3220000013", |_| true);
    assert!(twiml.contains("en-GB") && twiml.contains("Press 1 for: I take this up. Press 2 for: I cannot"), "{twiml}");
    let noted = told.tells(&keys(&twiml), &pressed("CA3", "+3220000013", "1"));
    assert!(noted.body.contains("en-GB") && noted.body.contains("Noted: I take this up"), "{noted:?}");
    told.world.calls(
        "noord.voorzitter",
        REPORTS,
        &["noord.voorzitter"],
        &[ID, "noord.plaatsvervanger", "neemt dit op"],
    );
    told.close();
}

#[test]
fn no_key_and_no_text_closes_the_call_to_the_crisis_centre_and_its_number_is_never_dialled() {
    let cast = vec!["noord.voorzitter", "zuid.melder"];
    let plan = Plan { cast, pace: Pace::Quick, ..Plan::default() };
    let phone = "channels = [\"phone\"]";
    let mut told = Told::new(&plan, &[(AWAY, phone), ("ccvo.wacht1", phone), ("ccvo.wacht2", phone)]);
    // Somebody wrote down the number of the crisis centre as that of an officer.
    told.world.service.stop();
    let file = told.world.service.config().join("organisation.toml");
    let text = std::fs::read_to_string(&file).expect("the configuration");
    assert!(text.contains("+32 2 000 00 33"), "the number of ccvo.wacht2");
    std::fs::write(&file, text.replace("+32 2 000 00 33", "+32 2 217 01 12")).expect("a file");
    told.world.start();

    let options = [("text", "rook in de kelder"), ("health", "yes")];
    let asked = told.world.slash("noord.voorzitter", REPORTS, "incident report", &options);
    assert!(told.world.answer(&asked).says(&[ID]));
    // An officer answers the ping by a key: the crisis centre follows, and was not telephoned by that.
    let ping = told.taken("+3220000032", |said| said.contains("Druk 1"));
    let noted = told.tells(&keys(&ping), &pressed("CA1", "+3220000032", "1"));
    assert!(noted.body.contains("Genoteerd"), "{noted:?}");
    let call = told.taken(AWAY_PHONE, |said| said.contains("!gebeld INC-2026-0001"));
    assert!(!call.contains("Gather") && !call.contains("Druk 1"), "no key is asked for: {call}");
    for (sid, said) in [("SM1", "1"), ("SM2", "ja"), ("SM3", "bevestig")] {
        let reply = told.text(sid, AWAY_PHONE, said);
        assert!(reply.body.contains("Dit kan alleen in de chat: !gebeld INC-2026-0001"), "{reply:?}");
    }
    // Somebody who has the key of the links makes one for this call: the provider's own signature does not help it.
    let opened_at = told.world.record(ID)["ccvo_calls"][0]["opened_at"].as_str().expect("it is open").to_owned();
    let opened_at: jiff::Timestamp = opened_at.parse().expect("an instant");
    let key = std::fs::read(told.world.service.data().join("answer-key")).expect("the key of the links");
    let words = Words::embedded(Language::Nl).expect("the words of this build");
    let answering = Answering { public_url: String::new(), key: Key::of(&key), words };
    let mut refused = 0;
    for later in 0..1_000 {
        let since = Timestamp(opened_at.as_millisecond() + later);
        let (incident, person) = (ID.parse().expect("a record"), AWAY.into());
        let path = answering.keys(&Asked { incident, kind: ChaseKind::Call, since, person });
        let pressed = told.tells(&path, &pressed(&format!("CA9{later}"), AWAY_PHONE, "1"));
        assert!(pressed.status == 403 || pressed.body.contains("er is al geantwoord"), "{pressed:?}");
        refused += usize::from(pressed.status == 403);
    }
    assert_eq!(refused, 1, "it is recorded to the second, and was one of these moments");

    let record = told.world.record(ID);
    assert_eq!(record["ccvo_phase"], "vooralarm", "{record:#}");
    let calls = record["ccvo_calls"].as_array().unwrap_or_else(|| panic!("{record:#}"));
    assert!(!calls.is_empty() && calls.iter().all(|call| call["open"] == true), "{calls:?}");
    // It goes on: the same person is called again for it.
    told.taken(AWAY_PHONE, |said| said.contains("!gebeld INC-2026-0001"));
    told.close();
}
