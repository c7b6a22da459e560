//! What is not written down, and what is erased. Each in Dutch and in English.

use super::first_hour::{BOTH, DANGER, NOORD, PLAIN, report};
use crate::{erasing::holding, running::Service};

#[test]
fn what_is_erased_is_gone_from_the_posts_that_quoted_it() {
    for l in BOTH {
        let mut world = l.world();
        report(&mut world, l, PLAIN);
        let secret = l.say("het slachtoffer heet Q7xZ4kW", "the victim is called Q7xZ4kW");
        world.say("noord.kernlid1", NOORD, &format!("!log INC-2026-0001 {secret}"));
        let quoting = world.hears("noord.kernlid1", NOORD, &["INC-2026-0001", secret]);
        let said = quoting.body().to_owned();
        let number: String = said
            .split(l.say("logboek ", "log "))
            .nth(1)
            .map(|rest| rest.chars().take_while(char::is_ascii_digit).collect())
            .expect("the answer gives the number of the line");
        let wipe = l.say("!log wis INC-2026-0001", "!log redact INC-2026-0001");
        world.say("noord.voorzitter", NOORD, &format!("{wipe} {number} privacy"));
        // The post that quoted it says now that it was erased.
        let edited =
            world.sees("noord.kernlid1", NOORD, "the post is edited", |seen| seen.edits() == Some(quoting.id.as_str()));
        assert!(!edited.content.to_string().contains("Q7xZ4kW"), "{edited}");
        let gone = l.say("gewist", "erased");
        assert!(edited.content["m.new_content"]["body"].as_str().is_some_and(|body| body.contains(gone)), "{edited}");
        world.stop();
        // And in no file of the bot's is it left.
        let mut verify = Service::command();
        let verified = verify.arg("verify").arg("--data").arg(world.data()).output().expect("it was built");
        assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
        let left = holding(&world.data(), "Q7xZ4kW");
        assert!(left.is_empty(), "the words are left in {left:?}");
        world.close();
    }
}

#[test]
fn what_a_person_wrote_is_edited_away_at_the_next_start_after_it_was_erased() {
    for l in BOTH {
        let mut world = l.world();
        report(&mut world, l, PLAIN);
        let secret = l.say("het slachtoffer heet Q7xZ4kW", "the victim is called Q7xZ4kW");
        world.say("noord.kernlid1", NOORD, &format!("!log INC-2026-0001 {secret}"));
        let logged = world.hears("noord.kernlid1", NOORD, &["INC-2026-0001", secret]);
        // No command: no record keeps it, but the answer hands it on.
        world.say("noord.kernlid1", NOORD, &format!("!xyzzy {secret}"));
        let handed_on = world.hears("noord.kernlid1", NOORD, &["xyzzy", secret]);
        world.say("noord.voorzitter", NOORD, l.say("!log INC-2026-0001 niets", "!log INC-2026-0001 nothing"));
        let others = world.hears("noord.kernlid1", NOORD, &[l.say("niets", "nothing")]);
        world.stop();

        let tool = |words: &[&str]| {
            let mut command = Service::command();
            command.args(words).arg("--config").arg(world.config()).arg("--data").arg(world.data());
            let ran = command.output().expect("the binary was built with the tests");
            assert!(ran.status.success(), "{words:?}: {}", String::from_utf8_lossy(&ran.stderr));
            String::from_utf8_lossy(&ran.stdout).into_owned()
        };
        tool(&["erase-person", "noord.kernlid1"]);
        let left = holding(&world.data(), "Q7xZ4kW");
        assert!(left.is_empty(), "the words are left in {left:?}");
        let verified = tool(&["verify"]);
        assert!(verified.contains(l.say("Eén vrije tekst is gewist", "One free text was erased")), "{verified}");

        world.start();
        for (post, erased) in [(&logged, l.say("gewist", "erased")), (&handed_on, l.say("is gewist", "is erased"))] {
            let edited = world
                .sees("noord.kernlid1", NOORD, "the post is edited", |seen| seen.edits() == Some(post.id.as_str()));
            assert!(!edited.content.to_string().contains("Q7xZ4kW"), "{edited}");
            let now = edited.content["m.new_content"]["body"].as_str().unwrap_or_default();
            assert!(now.contains(erased), "{edited}");
        }
        let touched = world.messages(NOORD).iter().any(|seen| seen.edits() == Some(others.id.as_str()));
        assert!(!touched, "another's words stay");
        world.close();
    }
}

#[test]
fn after_a_danger_to_health_names_are_asked_by_telephone_and_once() {
    for l in BOTH {
        let mut world = l.world();
        report(&mut world, l, DANGER);
        let asks = l.say("Zet hier geen namen of medische gegevens", "Put no names or medical details here");
        world.calls("noord.melder", NOORD, &["noord.melder"], &["INC-2026-0001", "V1", asks]);
        world.calls("ccvo.wacht1", "ccvo", &["ccvo.wacht1"], &["INC-2026-0001", "V1"]);
        // A second danger, while nobody telephoned yet.
        let again =
            l.say("!impact INC-2026-0001 entiteit:zuid gezondheid:ja", "!impact INC-2026-0001 entity:zuid health:yes");
        world.say("ccvo.wacht1", "ccvo", again);
        world.calls("ccvo.wacht1", "ccvo", &["ccvo.wacht1"], &["INC-2026-0001", "A2"]);
        world.hears("noord.melder", NOORD, &["INC-2026-0001", "A2"]);
        let asked = |room: &str| world.messages(room).iter().filter(|seen| seen.body().contains(asks)).count();
        assert_eq!((asked(NOORD), asked("ccvo")), (1, 0), "{}", world.story());
        world.close();
    }
}
