//! The telephone call to the crisis centre, an item of its own (K4).

use serde::{Deserialize, Serialize};

use super::{ids::TextId, incident::ConfirmedCall};

/// The call became due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallOpened {
    /// The number to call.
    pub phone: String,
}

/// Somebody confirmed that the call was made, person to person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallConfirmed {
    /// Who called whom, when.
    pub call: ConfirmedCall,
}
