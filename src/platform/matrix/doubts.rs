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

#[cfg(test)]
mod tests {
    use matrix_sdk::deserialized_responses::{
        AlgorithmInfo, DeviceLinkProblem, EncryptionInfo, VerificationLevel, VerificationState,
    };
    use matrix_sdk::ruma::user_id;

    use super::*;

    fn of(level: Option<VerificationLevel>, setting: UnsignedDevices) -> Option<Doubt> {
        let algorithm_info = AlgorithmInfo::OlmV1Curve25519AesSha2 { curve25519_public_key_base64: String::new() };
        let info = EncryptionInfo {
            sender: user_id!("@a:host").to_owned(),
            sender_device: None,
            forwarder: None,
            algorithm_info,
            verification_state: level.map_or(VerificationState::Verified, VerificationState::Unverified),
        };
        doubt(Some(&info), true, setting)
    }

    #[test]
    fn only_a_device_that_its_owner_did_not_sign_is_doubted() {
        use UnsignedDevices::{Confirm, Deny, Warn};
        for setting in [Confirm, Warn, Deny] {
            assert_eq!(of(None, setting), None);
            assert_eq!(of(Some(VerificationLevel::UnverifiedIdentity), setting), None);
            assert_eq!(of(Some(VerificationLevel::MismatchedSender), setting), Some(Doubt::Deny));
            assert_eq!(of(Some(VerificationLevel::VerificationViolation), setting), Some(Doubt::Deny));
            assert_eq!(doubt(None, false, setting), None);
        }
        for (setting, doubted) in [(Confirm, Doubt::Confirm), (Warn, Doubt::Warn), (Deny, Doubt::Deny)] {
            assert_eq!(of(Some(VerificationLevel::UnsignedDevice), setting), Some(doubted));
            assert_eq!(of(Some(VerificationLevel::None(DeviceLinkProblem::MissingDevice)), setting), Some(doubted));
            assert_eq!(doubt(None, true, setting), Some(doubted));
        }
    }
}
