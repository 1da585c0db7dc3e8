//! The word of a role.

use passamano_core::space::Role;

use crate::i18n::tr_known;

/// A role's word. Tracked.
pub fn role_word(role: Role) -> String {
    tr_known("role", role.code())
}
