//! A provider took it, and says later that it did not get through: nobody waits for the next channel then.

use tokio::time::Instant;

use crate::{
    answering::{
        AWAY, AWAY_PHONE, ID, REPORTS, paged, plan,
        told::{Told, pressed, texted},
    },
    asking::post,
    channels::{SOON, logged},
    mail::server::Server,
    telephone::{ACCOUNT, OURS, signed},
};

/// As the provider tells what became of a call.
fn call<'a>(sid: &'a str, status: &'a str) -> [(&'a str, &'a str); 5] {
    [("AccountSid", ACCOUNT), ("CallSid", sid), ("CallStatus", status), ("From", OURS), ("To", AWAY_PHONE)]
}

/// As the provider tells what became of a text message.
fn message<'a>(sid: &'a str, status: &'a str) -> [(&'a str, &'a str); 5] {
    [("AccountSid", ACCOUNT), ("From", OURS), ("MessageSid", sid), ("MessageStatus", status), ("To", AWAY_PHONE)]
}

#[test]
fn what_nobody_takes_up_or_came_nowhere_gives_way_at_once_and_what_is_forged_does_not() {
    let mut server = Server::start("starttls");
    let lines = "channels = [\"phone\", \"sms\", \"mail\"]";
    let mut told = Told::with(&plan(), &[(AWAY, lines)], &crate::answering::mail(&server));
    let began = Instant::now();
    paged(&mut told.world, AWAY, "one");
    let rang = told.status(AWAY_PHONE);
    logged(&mut told, &["telefoonoproep verstuurd", "telefoonoproep aanvaard door het kanaal"]);

    // Not the provider's, of another account, of nothing that was sent, of nothing that is a call.
    let fields = call("CA1", "no-answer");
    let other = signed(&format!("http://{}{rang}", told.at), &call("CA1", "busy"));
    for signature in ["", "AAAA", &other] {
        assert_eq!(post(told.at, &rang, &[("X-Twilio-Signature", signature)], &fields).status, 403, "{signature}");
    }
    let mut foreign = fields;
    foreign[0].1 = "AC00000000000000000000000000000000";
    assert_eq!(told.tells(&rang, &foreign).status, 403);
    for path in ["/telephone/status/0", "/telephone/status/abcdef.1.1", "/telephone/status/%00", &format!("{rang}9")] {
        assert_eq!(told.tells(path, &fields).status, 403, "{path}");
    }
    // It went on, it ended: whether anybody heard it, nobody knows.
    for status in ["queued", "ringing", "in-progress", "completed", "NO-ANSWER", ""] {
        assert_eq!(told.tells(&rang, &call("CA1", status)).status, 204, "{status}");
    }
    assert_eq!(told.tells(&rang, &message("CA1", "failed")).status, 204, "that is no status of a call");
    assert_eq!(told.world.logged(ID, "kwam niet door"), 0);
    assert_eq!(told.provider.taken(), []);

    // Nobody took it up; told again, it changes nothing.
    for _ in 0..3 {
        assert_eq!(told.tells(&rang, &call("CA1", "no-answer")).status, 204);
    }
    assert_eq!(told.tells(&rang, &call("CA1", "busy")).status, 204);
    let written = told.status(AWAY_PHONE);
    assert_eq!(told.tells(&written, &message("SM1", "sent")).status, 204);
    assert_eq!(told.tells(&written, &message("SM1", "undelivered")).status, 204);
    assert_eq!(server.until("mail")["to"][0], "kernlid1.noord@noodklok.invalid");
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    logged(
        &mut told,
        &[
            "telefoonoproep verstuurd",
            "telefoonoproep aanvaard door het kanaal",
            "telefoonoproep kwam niet door: niet opgenomen",
            "sms verstuurd",
            "sms aanvaard door het kanaal",
            "sms kwam niet door: niet afgeleverd",
            "mail verstuurd",
            "mail aanvaard door het kanaal",
        ],
    );
    assert_eq!(told.provider.taken(), [], "nothing is sent twice");
    told.close();
    assert_eq!(server.count("mail"), 1);
}

#[test]
fn what_comes_after_the_next_channel_or_an_answer_sends_nothing() {
    let mut told = Told::new(&plan(), &[(AWAY, "channels = [\"phone\", \"sms\"]\nlanguage = \"en\"")]);
    told.configured("escalation.toml", &[("next_channel = \"1m\"", "next_channel = \"2s\"")]);
    paged(&mut told.world, AWAY, "one");
    let rang = told.status(AWAY_PHONE);
    let written = told.status(AWAY_PHONE);
    // The text message went out in its own time; that the line was busy is kept all the same.
    assert_eq!(told.tells(&rang, &call("CA1", "busy")).status, 204);
    let noted = told.tells("/telephone/sms", &texted("SM2", AWAY_PHONE, "1"));
    assert!(noted.body.contains("Noted"), "{noted:?}");
    told.world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, AWAY, "neemt dit op"]);
    assert_eq!(told.tells(&written, &message("SM1", "undelivered")).status, 204);
    let late = told.tells(&rang.replace("status", "voice"), &pressed("CA3", AWAY_PHONE, "1"));
    assert_eq!(late.status, 404, "{late:?}");
    assert_eq!(told.world.logged(ID, "telefoonoproep aan noord.kernlid1 kwam niet door: bezet"), 1);
    assert_eq!(told.world.logged(ID, "sms aan noord.kernlid1 kwam niet door: niet afgeleverd"), 1);
    assert_eq!(told.provider.taken(), []);
    told.close();
}
