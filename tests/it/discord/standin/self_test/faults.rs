//! Rate limits, and what a test orders to go wrong.

use std::time::Duration;

use serenity::all::{CreateMessage, Nonce};

use super::{
    super::{
        Standin,
        faults::{Fault, Rule},
    },
    bot::{Bot, channel},
    raw::ask,
};

#[test]
fn a_bucket_says_how_much_is_left_and_then_when_to_come_back() {
    let discord = Standin::start();
    let (one, other) = (discord.text_channel("een"), discord.text_channel("twee"));
    discord.limit("^POST /channels/[^/]+/messages$", 2, Duration::from_secs(2));
    let say = |room: u64| ask(&discord, &format!("POST /channels/{room}/messages"), r#"{"content":"x"}"#);
    let first = say(one);
    assert_eq!(
        (first.status, first.header("x-ratelimit-limit"), first.header("x-ratelimit-remaining")),
        (200, Some("2"), Some("1"))
    );
    assert!(first.header("x-ratelimit-reset").is_some() && first.header("x-ratelimit-bucket").is_some());
    assert_eq!(say(one).header("x-ratelimit-remaining"), Some("0"));
    discord.expects("^POST", 429, 1);
    let refused = say(one);
    let after = refused.body["retry_after"].as_f64().expect("a number");
    assert_eq!((refused.status, refused.header("x-ratelimit-scope")), (429, Some("user")));
    assert_eq!(refused.header("retry-after"), Some(format!("{:.0}", after.ceil()).as_str()));
    assert!(refused.body["global"] == false && after <= 2.0, "{refused:?}");
    assert_eq!(say(other).status, 200, "each channel has a bucket of its own");
    std::thread::sleep(Duration::from_secs_f64(after));
    assert_eq!(say(one).status, 200);
    assert_eq!((discord.throttled(), discord.invalid_requests()), (1, 1));
    discord.close();
}

#[test]
fn fifty_in_a_second_are_the_most_across_all_routes() {
    let discord = Standin::start();
    discord.limit("", 1000, Duration::from_secs(1));
    // However slow the machine is, at some time it asks more than fifty times in a second.
    let mut came = (0..5000).map(|_| ask(&discord, "GET /users/@me", ""));
    let refused = came.find(|came| came.status == 429).expect("it is refused");
    assert!(refused.header("x-ratelimit-global") == Some("true") && refused.body["global"] == true, "{refused:?}");
    assert!(discord.asked().len() > 50);
    assert_eq!(discord.take_complaints().len(), 1);
}

#[test]
fn names_change_twice_in_ten_minutes() {
    let discord = Standin::start();
    let room = discord.text_channel("kamer");
    let name =
        |name: &str| ask(&discord, &format!("PATCH /channels/{room}"), &format!(r#"{{"name":"{name}"}}"#)).status;
    discord.expects("^PATCH", 429, 1);
    assert_eq!([name("a"), name("b"), name("c")], [200, 200, 429]);
    discord.close();
}

#[test]
fn what_is_ordered_goes_wrong() {
    let discord = Standin::start();
    let room = discord.text_channel("kamer");
    let route = "^POST /channels/\\d+/messages$";
    let say =
        |text: &str| ask(&discord, &format!("POST /channels/{room}/messages"), &format!(r#"{{"content":"{text}"}}"#));
    let after = Duration::from_millis(1500);
    discord.order(Rule::next(1, route, Fault::Limited { after, global: true }).after(1));
    discord.order(Rule::next(1, route, Fault::Status(502)));
    discord.order(Rule::next(1, route, Fault::CutBefore));
    discord.order(Rule::next(1, route, Fault::CutAfter));
    let statuses: Vec<_> = ["a", "b", "c", "d", "e"].map(say).iter().map(|came| came.status).collect();
    assert_eq!(statuses, [200, 429, 502, 0, 0]);
    let there: Vec<_> = discord.messages(room).into_iter().map(|message| message.content).collect();
    assert_eq!(there, ["a", "e"], "what was cut after it took effect is there");
    assert_eq!((discord.pending_faults().len(), discord.throttled()), (0, 1));
    discord.order(Rule::next(1, route, Fault::Hang));
    let hung = std::thread::scope(|scope| {
        let hung = scope.spawn(|| say("f"));
        discord.until("it hangs", |state| (state.journal.asked.len() == 6).then_some(()));
        discord.order_nothing();
        hung.join().expect("no panic")
    });
    assert_eq!((hung.status, discord.messages(room).len()), (0, 2));
    discord.order(Rule::next(1, route, Fault::DelayAnswer(Duration::from_millis(50))));
    discord.order(Rule::next(1, route, Fault::Delay(Duration::from_millis(50))));
    assert_eq!(["g", "h"].map(say).map(|came| came.status), [200, 200]);
    discord.close();
}

#[test]
fn a_nonce_is_remembered_for_a_while() {
    let discord = Standin::start();
    let room = discord.text_channel("kamer");
    let bot = Bot::quiet(&discord);
    let say = |enforced: bool| {
        let message = CreateMessage::new().content("x").nonce(Nonce::String("boot.1.2".into())).enforce_nonce(enforced);
        bot.asks(channel(room).send_message(&bot.http, message)).expect("sent").id
    };
    let first = say(true);
    assert_eq!(say(true), first);
    assert_ne!(say(false), first, "only where it is enforced");
    discord.forget_nonces();
    assert_ne!(say(true), first);
    assert_eq!(discord.messages(room).len(), 3);
    discord.close();
}
