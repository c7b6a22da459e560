//! What holds after each step, and at the end.

use noodklok::{
    catalog::Situation,
    domain::{
        actor::Actor,
        chase::ChaseKind,
        command::{Ask, Command, LinkKind},
        event::{Event, Stream},
        ids::IncidentId,
        incident::{CcvoPhase, Incident, Level, Status},
        organisation::Language,
        state::State,
        timer::Timer,
        turn::apply,
    },
};

use super::stage::{CATALOGUE, Stage, Texts};

impl Stage {
    pub fn check(&self, before: &State, command: &Command, actor: &Actor) {
        for incident in self.state.incidents() {
            let Some(earlier) = before.incident(incident.id) else { continue };
            let id = incident.id;
            let person = !matches!(actor, Actor::Bot | Actor::Source(_));
            self.only_claims(before, incident, earlier, actor);
            if incident.level < earlier.level {
                let asked = matches!(command, Command::Ask(_, Ask::Deescalate { .. }));
                assert!(person && asked, "{id}: {:?} fell to {:?} by {command:?}", earlier.level, incident.level);
            }
            if rank(incident.phase) < rank(earlier.phase) {
                let asked =
                    matches!(command, Command::Ask(_, Ask::CcvoVooralarm { .. } | Ask::CcvoEnd { .. } | Ask::Undo));
                assert!(person && asked, "{id}: {:?} fell to {:?} by {command:?}", earlier.phase, incident.phase);
            }
            self.apart(before, incident, earlier);
            for kind in earlier.chases.keys().filter(|kind| !incident.chases.contains_key(*kind)) {
                self.ended(id, kind);
            }
            for (kind, chase) in &incident.chases {
                let armed = self.timers.get(&(id, Timer::Chase(kind.clone())));
                assert!(
                    armed.is_some(),
                    "{id}: nobody will be called again for {kind:?} ({chase:?}) after {command:?}"
                );
                assert_eq!(armed.copied(), chase.next_at, "{id}: {kind:?} is called when it says");
            }
        }
        let timers: Vec<_> = self
            .timers
            .keys()
            .filter_map(|(id, timer)| match timer {
                Timer::Chase(kind) => Some((id, kind)),
                _ => None,
            })
            .collect();
        for (id, kind) in timers {
            let open = self.state.incident(*id).is_some_and(|incident| incident.chases.contains_key(kind));
            assert!(open, "{id}: a timer for {kind:?} that is not chased");
        }
    }

    /// Nothing of an exercise belongs together with something real, and crises are never merged (L3).
    fn apart(&self, before: &State, incident: &Incident, earlier: &Incident) {
        let id = incident.id;
        let likened = incident.likened.iter().map(|likened| &likened.other);
        for other in incident.links.keys().chain(likened).filter_map(|other| self.state.incident(*other)) {
            assert_eq!(incident.exercise, other.exercise, "{id} has to do with {}", other.id);
        }
        if incident.status == Status::Duplicate && earlier.status != Status::Duplicate {
            let same = incident.links.iter().find(|(_, kind)| **kind == LinkKind::Same).map(|(first, _)| *first);
            let first = same.and_then(|first| before.incident(first)).expect("the record of which it is a report");
            assert!(earlier.level < Level::Crisis && first.level < Level::Crisis, "{id}: a crisis is merged");
        }
    }

    fn ended(&self, id: IncidentId, kind: &ChaseKind) {
        let said = self.envelopes.iter().rev().take(200).any(|envelope| {
            envelope.stream == Stream::Incident(id)
                && matches!(&envelope.event, Event::ChaseEnded(ended) if ended.kind == *kind)
        });
        assert!(said, "{id}: the chase {kind:?} vanished");
    }

    /// The events alone give the same state.
    pub fn replay(&self) {
        let mut state = State::default();
        for envelope in &self.envelopes {
            apply(&mut state, envelope);
        }
        let all = |state: &State| state.incidents().cloned().collect::<Vec<_>>();
        assert_eq!(all(&state), all(&self.state), "the records");
        assert_eq!(state.numbers, self.state.numbers, "the numbers");
        assert_eq!(state.guests, self.state.guests, "the guests");
        assert_eq!(state.configuration, self.state.configuration, "the configuration");
        let open =
            |state: &State, room: &str| state.open_in(&room.into()).map(|incident| incident.id).collect::<Vec<_>>();
        for room in ["meldingen-noord", "meldingen-zuid", "ccvo"] {
            assert_eq!(open(&state, room), open(&self.state, room), "the index of {room}");
        }
        let danger = |state: &State| {
            let of = |exercise| state.in_danger(exercise);
            let both = of(true).chain(of(false));
            both.map(|(entity, there)| (entity.clone(), there.map(|one| one.id).collect::<Vec<_>>()))
                .collect::<Vec<_>>()
        };
        assert_eq!(danger(&state), danger(&self.state), "the index of dangers");
    }

    /// Every command that was printed is read back as the same command.
    pub fn read_back(&self) {
        let actor = Actor::Person("noord.voorzitter".into());
        for (room, invocation) in &self.printed {
            for language in [Language::Nl, Language::En] {
                let line = CATALOGUE.print(invocation, language, &|hint| hint.replace('-', " "));
                let situation = Situation {
                    state: &self.state,
                    organisation: self.organisation,
                    actor: &actor,
                    room,
                    about: None,
                    pressed: false,
                    now: self.now,
                    said_at: self.now,
                };
                let (mut typed, mut meant) = (Texts::default(), Texts::default());
                let read = CATALOGUE.bind(&line, &situation, &mut typed);
                let read = read.unwrap_or_else(|| panic!("`{line}` is no command"));
                // What the person must still fill in stands in the line as a text.
                let mut filled = invocation.clone();
                if let Some(hint) = filled.hint.take().filter(|_| filled.text.is_none()) {
                    filled.text = Some(format!("<{}>", hint.replace('-', " ")));
                }
                let wanted = CATALOGUE.bind_invocation(&filled, &situation, &mut meant);
                match (&read, &wanted) {
                    (Ok(read), Ok(wanted)) => assert_eq!(read, wanted, "`{line}` is {invocation:?}"),
                    (Err(_), Err(_)) => {}
                    _ => panic!("`{line}` reads as {read:?}; {invocation:?} is {wanted:?}"),
                }
            }
        }
    }
}

const fn rank(phase: CcvoPhase) -> u8 {
    match phase {
        CcvoPhase::None => 0,
        CcvoPhase::Ended => 1,
        CcvoPhase::Vooralarm => 2,
        CcvoPhase::Alarm => 3,
    }
}
