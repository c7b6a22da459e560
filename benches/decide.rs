//! What the core decides, with ten and with a hundred thousand open records: the time must not grow.

#[path = "common/measure.rs"]
mod measure;

use noodklok::{
    catalog::{Bound, Catalogue, Situation, What},
    domain::{
        actor::Actor,
        ids::RoomId,
        organisation::Organisation,
        state::State,
        turn::{self, Context, Decision},
    },
    engine::seal::Sealer,
    platform::{chance::System, clock::SIMULATED_START},
    settings::{Source, load},
};

use measure::{Noise, Result, Samples};

const FEW: u32 = 10;
const MANY: u32 = 100_000;
const ROUNDS: usize = 2_000;

const REPORT: &str = "!meld Brand op de derde verdieping";
/// Every tenth record is a danger to health; all of them in one entity, so that none is the same event as another.
const DANGER: &str = "!meld Rook in de kelder gezondheid:ja";

const LINES: &[&str] = &[
    REPORT,
    DANGER,
    "!impact INC-2026-0001 gezondheid:ja",
    "!log INC-2026-0001 burgemeester is ingelicht",
    "!opschalen INC-2026-0001 niveau:crisis reden:\"twee gebouwen ontruimd\"",
    "!ontvangen INC-2026-0001 kom",
    "!impact gezondheid:ja",
];

struct World {
    catalogue: Catalogue,
    organisation: Organisation,
    actor: Actor,
    room: RoomId,
}

impl World {
    fn bind(&self, state: &State, text: &str) -> Result<Bound> {
        let at = Situation {
            state,
            organisation: &self.organisation,
            actor: &self.actor,
            room: &self.room,
            about: None,
            pressed: false,
            now: SIMULATED_START,
            said_at: SIMULATED_START,
        };
        let bound = self.catalogue.bind(text, &at, &mut Sealer::new(&System)).ok_or("chatter")?;
        Ok(bound.map_err(|refusal| format!("{text}: {refusal:?}"))?)
    }

    fn decide(&self, state: &State, bound: &Bound) -> Result<Decision> {
        let What::Command(command) = &bound.what else { return Err("a query".into()) };
        let context = Context {
            actor: self.actor.clone(),
            room: Some(self.room.clone()),
            now: SIMULATED_START,
            said_at: SIMULATED_START,
            year: 2026,
            organisation: &self.organisation,
        };
        Ok(turn::decide(state, command, &context).map_err(|refusal| format!("{refusal:?}"))?)
    }

    fn records(&self, count: u32) -> Result<State> {
        let mut state = State::default();
        for n in 0..count {
            let text = if n % 10 == 5 { DANGER } else { REPORT };
            state = self.decide(&state, &self.bind(&state, text)?)?.state;
        }
        Ok(state)
    }
}

fn main() -> Result {
    let world = World {
        catalogue: Catalogue::embedded().map_err(|faults| format!("{faults:?}"))?,
        organisation: load(Source::Embedded).map_err(|mistakes| format!("{mistakes:?}"))?.organisation,
        actor: Actor::Person("noord.voorzitter".into()),
        room: "meldingen-noord".into(),
    };
    let (few, many) = (world.records(FEW)?, world.records(MANY)?);
    println!("decide: {} and {} open records", few.incidents().count(), many.incidents().count());
    let mut noise = Noise::new()?;
    let mut lines = Vec::new();
    for line in LINES {
        let mut small = Samples::named(&format!("{line} ({FEW})"))?;
        let mut large = Samples::named(&format!("{line} ({MANY})"))?;
        let (Ok(bound), Ok(also)) = (world.bind(&few, line), world.bind(&many, line)) else { continue };
        for _ in 0..ROUNDS {
            noise.tick();
            small.time(|| world.decide(&few, &bound))?;
            large.time(|| world.decide(&many, &also))?;
        }
        lines.push((small, large));
    }
    noise.print();
    for (small, large) in lines {
        small.print(None);
        large.print(Some(&small));
    }
    Ok(())
}
