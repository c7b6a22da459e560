//! Roles: taken, offered, asked for, kept, and hours on duty.

use crate::domain::{
    actor::Actor,
    duty::DutyWarned,
    handover::{RoleDeclined, RoleOffered},
    line::Line,
    role::{RoleAsked, RoleKept, RoleTaken},
};

/// A role that went over in silence is logged as such, not as somebody's deed.
pub(super) fn taken(body: &RoleTaken, actor: &Actor) -> Vec<Line> {
    let (role, person) = (body.role.clone(), body.holder.clone());
    let mut clauses = vec![if body.unanswered {
        Line::EntryRoleUnanswered { role, person }
    } else {
        Line::EntryRoleTaken { actor: actor.clone(), role, person }
    }];
    clauses.extend(body.before.clone().map(|person| Line::EntryRoleBefore { person }));
    clauses
}

pub(super) fn offered(body: &RoleOffered, actor: &Actor) -> Line {
    Line::EntryRoleOffered { actor: actor.clone(), role: body.role.clone(), person: body.to.clone() }
}

pub(super) fn declined(body: &RoleDeclined, actor: &Actor) -> Line {
    let (role, person, holder) = (body.role.clone(), body.to.clone(), body.holder.clone());
    Line::EntryRoleDeclined { actor: actor.clone(), role, person, holder }
}

pub(super) fn asked(body: &RoleAsked) -> Vec<Line> {
    let (role, by, holder) = (body.role.clone(), body.by.clone(), body.holder.clone());
    vec![Line::EntryRoleAsked { by, role, holder }, Line::EntryRoleGoesOver { next: body.at }]
}

pub(super) fn kept(body: &RoleKept) -> Line {
    Line::EntryRoleKept { holder: body.holder.clone(), role: body.role.clone(), by: body.by.clone() }
}

pub(super) fn warned(body: &DutyWarned) -> Line {
    Line::EntryDutyWarned { person: body.holder.clone(), role: body.role.clone(), since: body.since }
}
