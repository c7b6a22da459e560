//! Whether the network vouches for who said something.

use matrix_sdk::deserialized_responses::{EncryptionInfo, VerificationLevel, VerificationState};

use crate::{engine::port::Doubt, settings::matrix::UnsignedDevices};

/// The doubt about a message of a known person. In a room that is not encrypted the homeserver's word is all there is,
/// so nothing is doubted there; in one that is, a message in the clear is as good as from an unsigned device.
#[must_use]
pub fn doubt(info: Option<&EncryptionInfo>, room_encrypted: bool, setting: UnsignedDevices) -> Option<Doubt> {
    let unsigned = match setting {
        UnsignedDevices::Confirm => Doubt::Confirm,
        UnsignedDevices::Warn => Doubt::Warn,
        UnsignedDevices::Deny => Doubt::Deny,
    };
    let Some(info) = info else { return room_encrypted.then_some(unsigned) };
    match &info.verification_state {
        // The organisation knows its people by their accounts; nobody has to verify them by hand as well.
        VerificationState::Verified | VerificationState::Unverified(VerificationLevel::UnverifiedIdentity) => None,
        VerificationState::Unverified(VerificationLevel::UnsignedDevice | VerificationLevel::None(_)) => Some(unsigned),
        VerificationState::Unverified(
            VerificationLevel::VerificationViolation | VerificationLevel::MismatchedSender,
        ) => Some(Doubt::Deny),
    }
}
