//! Everything that can happen. This file only composes: each topic defines its own events.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    actor::Actor, alert, away, call, ccvo, ccvo_mail, chase, closing, cmt, communication, duplicate, duty, duty_gap,
    handover, heard, ids::IncidentId, impact, level, link, log, numbering, page, public, question, reach, recheck,
    recommendation, recovery, report, request, rest, role, source, stand_in, sure, task, time::Timestamp, undo, update,
};

/// The two kinds of streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stream {
    /// Numbering and configuration loads.
    Organisation,
    /// One record.
    Incident(IncidentId),
}

impl std::fmt::Display for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Organisation => f.write_str("organisation"),
            Self::Incident(id) => write!(f, "incident/{id}"),
        }
    }
}

/// An event with when, by whom and in which stream.
#[derive(Debug, Clone, PartialEq)]
pub struct Envelope {
    /// Which stream.
    pub stream: Stream,
    /// When it was recorded.
    pub at: Timestamp,
    /// When the person said it.
    pub said_at: Timestamp,
    /// By whom.
    pub actor: Actor,
    /// What.
    pub event: Event,
}

/// A stored event that this version cannot read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable<E> {
    /// The type is not known here: a newer version wrote it.
    #[error("event type {0} version {1} is not known to this version; start the version that wrote it, or a newer one")]
    Unknown(String, u16),
    /// The body does not fit its type.
    #[error("the body of an event of type {0} does not fit: {1}; restore the database from a backup")]
    Body(String, E),
}

macro_rules! events {
    ($($type:literal $version:literal => $variant:ident($body:path)),+ $(,)?) => {
        /// Everything that can happen, in either kind of stream.
        #[derive(Debug, Clone, PartialEq)]
        #[expect(missing_docs, reason = "each body carries the documentation")]
        pub enum Event {
            $($variant($body)),+
        }

        $(impl From<$body> for Event {
            fn from(body: $body) -> Self {
                Self::$variant(body)
            }
        })+

        impl Event {
            /// The types and their current versions, as stored.
            pub const TYPES: &[(&str, u16)] = &[$(($type, $version)),+];

            /// The stored name of its type.
            #[must_use]
            pub const fn kind(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => $type),+
                }
            }

            /// The version of its body's form.
            #[must_use]
            pub const fn version(&self) -> u16 {
                match self {
                    $(Self::$variant(_) => $version),+
                }
            }

            /// Reads a stored body.
            ///
            /// # Errors
            /// The type is unknown, or the body does not fit it.
            pub fn read<'de, D: Deserializer<'de>>(kind: &str, v: u16, body: D) -> Result<Self, Unreadable<D::Error>> {
                match (kind, v) {
                    $(($type, $version) => <$body>::deserialize(body)
                        .map(Self::$variant)
                        .map_err(|error| Unreadable::Body(kind.to_owned(), error)),)+
                    _ => Err(Unreadable::Unknown(kind.to_owned(), v)),
                }
            }
        }

        impl Serialize for Event {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(body) => body.serialize(serializer)),+
                }
            }
        }
    };
}

events! {
    "organisation.configured" 1 => Configured(numbering::Configured),
    "organisation.numbered" 1 => Numbered(numbering::Numbered),
    "report.recorded" 1 => Recorded(report::Recorded),
    "report.appended" 1 => Appended(report::Appended),
    "report.verified" 1 => Verified(report::Verified),
    "report.asked" 1 => Asked(question::Asked),
    "report.located" 1 => Located(report::Located),
    "fact.stated" 1 => Stated(impact::Stated),
    "fact.claimed" 1 => Claimed(impact::Claimed),
    "fact.moved" 1 => Moved(impact::Moved),
    "level.set" 1 => LevelSet(level::LevelSet),
    "level.proposed" 1 => LevelProposed(level::LevelProposed),
    "level.settled" 1 => LevelSettled(level::LevelSettled),
    "rule.met" 1 => RuleMet(recommendation::RuleMet),
    "rule.withdrawn" 1 => RuleWithdrawn(recommendation::RuleWithdrawn),
    "chase.opened" 1 => ChaseOpened(chase::ChaseOpened),
    "chase.called" 1 => ChaseCalled(chase::ChaseCalled),
    "chase.ended" 1 => ChaseEnded(chase::ChaseEnded),
    "ccvo.phase" 1 => PhaseChanged(ccvo::PhaseChanged),
    "ccvo.declined" 1 => Declined(ccvo::Declined),
    "ccvo.requested" 1 => Requested(request::Requested),
    "ccvo.answered" 1 => RequestAnswered(request::RequestAnswered),
    "ccvo.call_opened" 1 => CallOpened(call::CallOpened),
    "ccvo.called" 1 => CallConfirmed(call::CallConfirmed),
    "cmt.activated" 1 => CmtActivated(cmt::CmtActivated),
    "cmt.answered" 1 => CmtAnswered(cmt::CmtAnswered),
    "cmt.stood_down" 1 => CmtStoodDown(cmt::CmtStoodDown),
    "cmt.room_archived" 1 => RoomArchived(cmt::RoomArchived),
    "log.written" 1 => Written(log::Written),
    "source.edited" 1 => SourceEdited(source::SourceEdited),
    "source.deleted" 1 => SourceDeleted(source::SourceDeleted),
    "log.redacted" 1 => Redacted(log::Redacted),
    "task.added" 1 => TaskAdded(task::TaskAdded),
    "task.assigned" 1 => TaskAssigned(task::TaskAssigned),
    "task.done" 1 => TaskDone(task::TaskDone),
    "task.reminded" 1 => TaskReminded(task::TaskReminded),
    "role.taken" 1 => RoleTaken(role::RoleTaken),
    "role.offered" 1 => RoleOffered(handover::RoleOffered),
    "update.given" 1 => Updated(update::Updated),
    "update.asked" 1 => UpdateAsked(update::UpdateAsked),
    "link.made" 1 => Linked(link::Linked),
    "link.compared" 1 => Compared(link::Compared),
    "recovery.warned" 1 => RecoveryWarned(recovery::RecoveryWarned),
    "status.changed" 1 => StatusChanged(closing::StatusChanged),
    "confirm.asked" 1 => SureAsked(sure::SureAsked),
    "role.declined" 1 => RoleDeclined(handover::RoleDeclined),
    "role.asked" 1 => RoleAsked(role::RoleAsked),
    "role.kept" 1 => RoleKept(role::RoleKept),
    "duty.warned" 1 => DutyWarned(duty::DutyWarned),
    "log.recheck_set" 1 => RecheckSet(recheck::RecheckSet),
    "log.rechecked" 1 => Rechecked(recheck::Rechecked),
    "update.public_asked" 1 => PublicAsked(public::PublicAsked),
    "update.public_reminded" 1 => PublicReminded(public::PublicReminded),
    "update.public_released" 1 => PublicReleased(public::PublicReleased),
    "report.likened" 1 => Likened(duplicate::Likened),
    "undo.done" 1 => Undone(undo::Undone),
    "communication.opened" 1 => CommunicationOpened(communication::CommunicationOpened),
    "communication.archived" 1 => CommunicationArchived(communication::CommunicationArchived),
    "page.opened" 1 => PageOpened(page::PageOpened),
    "page.answered" 1 => PageAnswered(page::PageAnswered),
    "page.stopped" 1 => PageStopped(page::PageStopped),
    "alert.told" 1 => AlertTold(alert::AlertTold),
    "bot.away" 1 => Away(away::Away),
    "reach.begun" 1 => ReachBegun(reach::ReachBegun),
    "reach.sent" 1 => Reached(reach::Reached),
    "reach.tried" 1 => ReachTried(reach::ReachTried),
    "reach.lost" 1 => ReachLost(reach::ReachLost),
    "ccvo.mailed" 1 => Mailed(ccvo_mail::Mailed),
    "reach.chat_taken" 1 => ChatTaken(heard::ChatTaken),
    "reach.chat_failed" 1 => ChatFailed(heard::ChatFailed),
    "quiet.left_alone" 1 => LeftAlone(rest::LeftAlone),
    "quiet.caught_up" 1 => CaughtUp(rest::CaughtUp),
    "duty.gap_warned" 1 => GapWarned(duty_gap::GapWarned),
    "duty.gap_filled" 1 => GapFilled(duty_gap::GapFilled),
    "duty.stands_in" 1 => StandsIn(stand_in::StandsIn),
}
