//! The keys that open and seal records. How they are used is in [`crate::seal`] and
//! [`crate::envelope`]; where they come from is in [`crate::space`].

use crate::seal::SecretKey;

/// The keys that this device holds for a space.
#[derive(Clone, Default)]
pub struct Keys {
    /// Opens and seals what is for the team.
    pub team: SecretKey,
    /// Seals what is for the desk.
    pub desk: [u8; 32],
    /// Opens what is for the desk; only coordinators and focal points hold it.
    pub desk_secret: Option<SecretKey>,
}
