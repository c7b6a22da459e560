//! Commands of another version, which clients show until they hear of the ones of today, and commands that Discord does
//! not take.

use serde_json::{Value, json};

use super::{
    standin::faults::{Fault, Rule},
    world::{Plan, World},
};

const REPORTS: &str = "meldingen-noord";
const ID: &str = "INC-2026-0001";
/// Discord's codes: so many commands were made today, and a form that does not fit.
const TOO_MANY_TODAY: u32 = 30_034;
const INVALID_FORM: u32 = 50_035;

fn plan() -> Plan {
    Plan { cast: vec!["noord.melder", "noord.voorzitter"], ..Plan::default() }
}

/// A subcommand as a client sends it.
fn sub(root: &str, name: &str, options: &Value) -> Value {
    json!({"id": "77", "name": root, "type": 1, "options": [{"name": name, "type": 1, "options": options}]})
}

#[test]
fn a_command_of_another_version_changes_nothing_and_whoever_sent_it_reads_why() {
    let mut world = World::started(&plan());
    let asked = world.slash("noord.melder", REPORTS, "incident report", &[("text", "rook in de kelder")]);
    assert!(world.answer(&asked).says(&[ID]));
    world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, "Gemeld om"]);
    let (channel, before) = (world.room(REPORTS), world.record(ID));
    let text = |name: &str, value: &str| json!({"name": name, "type": 3, "value": value});
    let level =
        |kind: u8, value: &Value| json!([text("incident", ID), {"name": "level", "type": kind, "value": value}]);
    let menu = json!({"id": "77", "name": "Vroeger", "type": 3, "target_id": "1", "resolved": {}});
    let others = [
        ("a command", json!({"id": "77", "name": "vroeger", "type": 1})),
        ("a subcommand", sub("incident", "vroeger", &json!([text("incident", ID)]))),
        ("an option", sub("incident", "escalate", &json!([text("incident", ID), text("vroeger", "x")]))),
        ("a choice", sub("incident", "escalate", &level(3, &json!("vroeger")))),
        ("an option of another kind", sub("incident", "escalate", &level(4, &json!(7)))),
        ("a command without what it needs", sub("log", "add", &json!([text("incident", ID)]))),
        ("a menu of a message", menu),
    ];
    for (what, data) in others {
        let asked = world.discord.slash_old("noord.voorzitter", channel, data);
        let answer = world.answer(&asked);
        println!("{what}: {answer}");
        assert!(["Niet uitgevoerd", "er is niets gedaan"].iter().any(|part| answer.says(&[part])), "{what}: {answer}");
    }
    assert_eq!(world.record(ID), before, "nothing of it counts");
    world.close();
}

#[test]
fn a_form_of_another_version_is_a_report_with_everything_that_was_typed() {
    let mut world = World::started(&plan());
    let channel = world.room(REPORTS);
    let forms = [
        ("form:vroeger", vec![("wat", "rook in de kelder"), ("hoeveel", "zeven mensen")]),
        ("form:incident report", vec![("wat", "rook op zolder"), ("hoeveel", "acht mensen")]),
    ];
    for (n, (form, fields)) in forms.iter().enumerate() {
        let asked = world.discord.submit_old("noord.melder", channel, form, fields);
        let id = format!("INC-2026-000{}", n + 1);
        let answer = world.answer(&asked);
        assert!(answer.says(&[&id, fields[0].1]), "{answer}");
        if n == 0 {
            // The second looks like the first: whoever follows is asked before anybody is called for it.
            world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[&id, "Gemeld om"]);
        }
        let record = world.record(&id).to_string();
        assert!(fields.iter().all(|(_, typed)| record.contains(typed)), "{record}");
    }
    let asked = world.discord.submit_old("noord.melder", channel, "form:vroeger", &[("wat", "")]);
    assert!(world.answer(&asked).says(&["Niet uitgevoerd"]), "an empty one is refused");
    world.close();
}

#[test]
fn commands_that_discord_does_not_take_are_told_and_tried_again_while_text_works() {
    for code in [TOO_MANY_TODAY, INVALID_FORM] {
        let mut world = World::new(&plan());
        world.discord.order(Rule::next(2, "^PUT /applications/.*/commands$", Fault::Refused(400, code)));
        world.service.start();
        world.service.operator_reads(&["De commando's staan niet op Discord", "A test ordered it", "@noodklok"]);
        world.discord.connected();
        let (channel, bot) = (world.room(REPORTS), world.discord.bot());
        world.discord.say("noord.melder", channel, &format!("<@{bot}> meld rook in de kelder"));
        world.hears("noord.melder", REPORTS, &[ID, "genoteerd om"]);
        world.calls("noord.voorzitter", REPORTS, &["noord.voorzitter"], &[ID, "Gemeld om"]);
        world.settle();
        assert!(world.discord.pending_faults().is_empty());
        assert_eq!(world.service.said().matches("De commando's staan niet op Discord").count(), 1, "told once");
        let asked = world.slash("noord.melder", REPORTS, "incident show", &[("incident", ID)]);
        assert!(world.answer(&asked).says(&[ID]));
        world.close();
    }
}
