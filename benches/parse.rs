//! A typed line to a command of the core, beside reading the JSON line that carries it.

#[path = "common/measure.rs"]
mod measure;

use noodklok::{
    catalog::{Catalogue, Situation},
    domain::{actor::Actor, state::State, turn},
    engine::seal::Sealer,
    platform::chance::System,
    settings::{Source, load},
};

use measure::{Noise, Result, Samples};

const ROUNDS: usize = 2_000;

const LINES: &[&str] = &[
    "!meld Brand op de derde verdieping",
    "!incident report Smoke in the basement building:gebouw-noord health:yes people:3",
    "!impact INC-2026-0001 gezondheid:ja",
    "!log INC-2026-0001 burgemeester is ingelicht",
    "!besluit INC-2026-0001 vleugel B blijft dicht",
    "!opschalen INC-2026-0001 niveau:crisis reden:\"twee gebouwen ontruimd\"",
    "!taak erbij INC-2026-0001 bel de netbeheerder tegen:30m",
    "!cmt activeer INC-2026-0001 entiteit:noord",
    "!ontvangen INC-2026-0001 kom",
    "!status",
    "!help meld",
    "!incidnet raport brand",
];

fn main() -> Result {
    let catalogue = Catalogue::embedded().map_err(|faults| format!("{faults:?}"))?;
    let organisation = load(Source::Embedded).map_err(|mistakes| format!("{mistakes:?}"))?.organisation;
    let (room, actor) = ("meldingen-noord".into(), Actor::Person("noord.voorzitter".into()));
    let now = noodklok::platform::clock::SIMULATED_START;
    let mut state = State::default();
    let mut situation = Situation {
        state: &State::default(),
        organisation: &organisation,
        actor: &actor,
        room: &room,
        about: None,
        pressed: false,
        now,
        said_at: now,
    };
    let context = turn::Context {
        actor: actor.clone(),
        room: Some(room.clone()),
        now,
        said_at: now,
        year: 2026,
        organisation: &organisation,
    };
    let first = LINES.first().copied().unwrap_or_default();
    let report = catalogue.bind(first, &situation, &mut Sealer::new(&System));
    if let Some(Ok(bound)) = report
        && let noodklok::catalog::What::Command(command) = bound.what
    {
        state = turn::decide(&state, &command, &context).map_err(|refusal| format!("{refusal:?}"))?.state;
    }
    situation.state = &state;

    let mut noise = Noise::new()?;
    let mut json = Samples::named("reading the JSON line")?;
    let mut all = Samples::named("binding, all lines")?;
    let mut each = LINES.iter().map(|line| Samples::named(line)).collect::<Result<Vec<_>>>()?;
    for _ in 0..ROUNDS {
        noise.tick();
        for (line, samples) in LINES.iter().zip(&mut each) {
            let carried = serde_json::json!({ "from": "noord.melder", "room": "meldingen-noord", "text": line });
            let carried = carried.to_string();
            json.time(|| serde_json::from_str::<serde_json::Value>(&carried))?;
            let start = tokio::time::Instant::now();
            let mut sealer = Sealer::new(&System);
            std::hint::black_box(catalogue.bind(line, &situation, &mut sealer));
            let took = start.elapsed();
            samples.add(took);
            all.add(took);
        }
    }
    println!("parse: a typed line to a command");
    noise.print();
    json.print(None);
    all.print(Some(&json));
    for samples in &each {
        samples.print(Some(&json));
    }
    Ok(())
}
