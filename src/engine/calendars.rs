//! Calendars that other people keep say while it runs who is on duty.

use std::sync::Arc;

use super::{Engine, ticket::Ticket, work::Work, writer::Writer};
use crate::domain::{
    ids::RotaId,
    rota::{Shift, Turns},
};

impl Engine {
    /// From now on these are the turns of a rota whose turns stand in a calendar. Gaps in them are told.
    pub async fn shifts(&self, rota: RotaId, shifts: Arc<[Shift]>) -> Ticket {
        self.shared.hand_in(|stub| Work::Shifts(rota, shifts, stub)).await
    }
}

impl Writer {
    pub(super) fn relieve(&mut self, rota: &RotaId, shifts: Arc<[Shift]>) {
        let organisation = Arc::make_mut(&mut self.parts.organisation);
        if let Some(rota) = organisation.rotas.get_mut(rota).filter(|rota| rota.turns.is_calendar()) {
            rota.turns = Turns::Calendar(shifts);
        }
    }
}
