//! How soon whoever is called first is reached, from a report handed in over HTTP to the stamp at the receiver of the text
//! message or webhook, one by one and a thousand at once, beside a plain client that sends as many of the same requests.
#![allow(dead_code, missing_docs, unused_imports, reason = "most of what the tests have is not used here")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "what is unexpected ends the measurement"
)]

#[path = "../tests/it/asking.rs"]
mod asking;
#[path = "../tests/it/config.rs"]
mod config;
#[path = "../tests/it/delivering.rs"]
mod delivering;
#[path = "common/discord.rs"]
mod discord;
#[path = "common/load.rs"]
mod load;
#[path = "common/measure.rs"]
mod measure;
#[path = "../tests/it/ports.rs"]
mod ports;
#[path = "../tests/it/running.rs"]
mod running;
#[path = "../tests/it/telephone.rs"]
mod telephone;

use std::{collections::BTreeMap, thread, time::Duration};

use tokio::time::Instant;

use self::{
    load::{
        receivers::{Receivers, Verdict},
        world::{EVERYWHERE, Load, PAGER_OF_ONE},
    },
    measure::{Noise, Result, Samples},
    telephone::{ACCOUNT, OURS, TOKEN},
};

/// Pages at an idle system.
const SINGLE: usize = 300;
/// Reports of each of two entities: a thousand pages.
const EACH: usize = 500;
/// So often a thousand at once.
const ROUNDS: usize = 5;
/// Answers while others wait.
const ANSWERS: usize = 100;
/// Whom the provider puts off while somebody else answers.
const PUT_OFF: [&str; 2] = ["+3220000013", "+3220000014"];
/// Not all of it may take longer.
const PATIENCE: Duration = Duration::from_mins(3);

/// The same request as a text message, sent by a plain client.
async fn sends(client: http_client::Client, receivers: Receivers, text: String) {
    let url = format!("http://{}/2010-04-01/Accounts/{ACCOUNT}/Messages.json", receivers.at);
    let form = [("To", "+3220000099"), ("From", OURS), ("Body", &text)];
    let asked = client.post(url).basic_auth(ACCOUNT, Some(TOKEN)).form(&form).send().await;
    assert!(asked.expect("it is answered").status().is_success());
}

/// When what names this came in first.
fn stamps(receivers: &Receivers) -> BTreeMap<String, Instant> {
    let mut stamps = BTreeMap::new();
    for arrived in receivers.taken() {
        let start = arrived.text.find("INC-").or_else(|| arrived.text.find("bare-")).expect("it names something");
        let rest = &arrived.text[start..];
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(rest.len());
        stamps.entry(rest[..end].to_owned()).or_insert(arrived.at);
    }
    stamps
}

fn client() -> http_client::Client {
    http_client::Client::builder().no_proxy().build().expect("a client")
}

fn idle(noise: &mut Noise) -> Result {
    let mut load = Load::started(SINGLE / 2);
    let mut bare = Samples::named("bare: the same request, one at a time")?;
    let mut pages = Samples::named("report to page accepted, one at a time")?;
    let mut stored = Samples::named("report to stored, one at a time")?;
    let client = client();
    for n in 0..SINGLE {
        let before = Instant::now();
        load.runtime.block_on(sends(client.clone(), load.receivers.clone(), format!("bare-{n} ")));
        let stamp = stamps(&load.receivers).get(&format!("bare-{n}")).copied().ok_or("no stamp")?;
        bare.add(stamp - before);
        noise.tick();
        let entity = if n % 2 == 0 { "noord" } else { "zuid" };
        let one = load.report(entity, n / 2);
        let reported = load.stored(vec![one]).remove(0);
        load.until_taken(2 * n + 2, PATIENCE);
        let stamp = stamps(&load.receivers).get(&reported.incident).copied().ok_or("no stamp")?;
        pages.add(stamp - reported.from);
        stored.add(reported.until - reported.from);
        thread::sleep(Duration::from_millis(20));
    }
    load.world.service.stop();
    bare.print(None);
    stored.print(Some(&bare));
    pages.print(Some(&bare));
    Ok(())
}

fn flood(noise: &mut Noise) -> Result {
    let mut bare = Samples::named("bare: a thousand of the same requests at once")?;
    let mut pages = Samples::named("a thousand at once: from the batch")?;
    let mut stored = Samples::named("a thousand at once: stored, from the batch")?;
    for _ in 0..ROUNDS {
        let mut load = Load::started(EACH);
        let client = client();
        let before = Instant::now();
        let sent = (0..2 * EACH)
            .map(|n| load.runtime.spawn(sends(client.clone(), load.receivers.clone(), format!("bare-{n} "))));
        let sent: Vec<_> = sent.collect();
        load.runtime.block_on(async {
            for one in sent {
                one.await.expect("it is sent");
            }
        });
        let last = stamps(&load.receivers).into_values().inspect(|stamp| bare.add(*stamp - before)).max();
        let whole_bare = last.ok_or("nothing")? - before;
        noise.tick();
        let before = Instant::now();
        let handed_in = load.reports(0..EACH);
        let reported = load.stored(handed_in);
        load.until_taken(4 * EACH, PATIENCE);
        let stamps = stamps(&load.receivers);
        let mut last = before;
        for one in &reported {
            let stamp = *stamps.get(&one.incident).ok_or("no stamp")?;
            pages.add(stamp - before);
            stored.add(one.until - before);
            last = last.max(stamp);
        }
        let whole = last - before;
        #[expect(clippy::cast_precision_loss, reason = "for printing")]
        let rate = (2 * EACH) as f64 / whole.as_secs_f64();
        println!("a round: the last after {whole:?}, {rate:.0} pages/s; bare: the last after {whole_bare:?}");
        load.world.service.stop();
    }
    bare.print(None);
    stored.print(Some(&bare));
    pages.print(Some(&bare));
    Ok(())
}

/// How somebody answers.
#[derive(Clone, Copy)]
enum Way {
    Text,
    Link,
    Chat,
}

/// A team is paged; one of them answers while the provider puts others off.
fn answered(way: Way, name: &str) -> Result {
    let mut load = Load::started(1);
    load.receivers.judge(|arrived| match arrived.to.as_str() {
        to if PUT_OFF.contains(&to) => Verdict::PutOff(1),
        _ => Verdict::Take,
    });
    let incident = load.stored(vec![load.report("zuid", 0)]).remove(0).incident;
    let mut stored = Samples::named(&format!("{name} to stored and answered"))?;
    let mut told = Samples::named(&format!("{name} to everybody told in the chat"))?;
    let mut late = 0;
    for n in 0..ANSWERS {
        let known = load.receivers.arrived().len();
        let options = [("incident", incident.as_str()), ("who", "noord.cmt"), ("text", "kom"), ("mode", "one")];
        let asked = load.world.slash("ccvo.wacht1", "ccvo", "page start", &options);
        load.world.answer(&asked);
        let deadline = Instant::now() + PATIENCE;
        let called = || {
            let arrived = load.receivers.arrived();
            let to: std::collections::BTreeSet<_> = arrived[known..].iter().map(|one| one.to.clone()).collect();
            ["+3220000012", "+3220000013", "+3220000014", PAGER_OF_ONE].iter().all(|there| to.contains(*there))
        };
        while !called() {
            assert!(Instant::now() < deadline, "everybody is called: {:?}", load.receivers.arrived());
            thread::sleep(Duration::from_millis(5));
        }
        // What is looked at is the way of the answer, not what the call itself still does.
        thread::sleep(Duration::from_millis(100));
        let (before, after) = match way {
            Way::Text => texted(&load, n),
            Way::Link => clicked(&load, known),
            Way::Chat => typed(&mut load, &incident),
        };
        stored.add(after - before);
        // Longer than the provider asked for.
        thread::sleep(Duration::from_millis(1_400));
        let asked = load.world.discord.asked();
        let says = |one: &&discord::standin::journal::Asked| {
            one.arrived >= before && one.body.to_string().contains("neemt dit op")
        };
        told.add(asked.iter().filter(says).map(|one| one.arrived).max().ok_or("nobody was told")? - before);
        late += load.receivers.arrived().iter().filter(|one| one.at > after && PUT_OFF.contains(&&*one.to)).count();
    }
    load.world.service.stop();
    stored.print(None);
    told.print(None);
    println!("sent to the others once that was stored: {late}, of {} who were put off", PUT_OFF.len() * ANSWERS);
    Ok(())
}

/// From when to when.
type Took = (Instant, Instant);

fn texted(load: &Load, n: usize) -> Took {
    let sid = format!("SM{n}");
    let fields = [("AccountSid", ACCOUNT), ("Body", "1"), ("From", "+3220000012"), ("MessageSid", &sid), ("To", OURS)];
    let signature = telephone::signed(&format!("http://{}/telephone/sms", load.at), &fields);
    let before = Instant::now();
    let answer = asking::post(load.at, "/telephone/sms", &[("X-Twilio-Signature", &signature)], &fields);
    let after = Instant::now();
    assert!(answer.body.contains("Genoteerd"), "{answer:?}");
    (before, after)
}

fn clicked(load: &Load, known: usize) -> Took {
    let arrived = load.receivers.arrived();
    let paged = arrived[known..].iter().rfind(|one| one.to == PAGER_OF_ONE).expect("they are paged");
    let told: serde_json::Value = serde_json::from_str(&paged.text).expect("JSON");
    let link = told["data"]["answer_url"].as_str().expect("a link");
    let path = link.strip_prefix(&format!("http://{}", load.at)).expect("it is ours");
    let before = Instant::now();
    let answer = asking::post(load.at, path, &[], &[("answer", "take-page")]);
    let after = Instant::now();
    assert!(answer.body.contains("Genoteerd"), "{answer:?}");
    (before, after)
}

fn typed(load: &mut Load, incident: &str) -> Took {
    let before = Instant::now();
    let asked = load.world.slash(EVERYWHERE, "meldingen-noord", "ack", &[("incident", incident)]);
    // What everybody in the room is told is the answer.
    let _ = load.world.discord.answer_or_none(&asked);
    (before, Instant::now())
}

fn main() -> Result {
    let mut noise = Noise::new()?;
    println!("paging: a report to the page at its receiver (targets: one by one p50 0.5 s, p99 2 s; at once p99 2 s)");
    idle(&mut noise)?;
    flood(&mut noise)?;
    answered(Way::Text, "answer by text")?;
    answered(Way::Link, "answer by link")?;
    answered(Way::Chat, "answer in the chat")?;
    noise.print();
    Ok(())
}
