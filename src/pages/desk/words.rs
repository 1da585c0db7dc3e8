//! Words that several desk screens share.

use passamano_core::space::Role;

use crate::i18n::tr;

/// The name of a language, or its tag where it has none here. Tracked.
pub(super) fn language_word(tag: &str) -> String {
    known_or("lang", tag)
}

/// The word of a code, or the code where another version wrote it. Tracked.
pub(super) fn known_or(area: &str, code: &str) -> String {
    let key = format!("{area}.{code}");
    let word = tr(&key);
    if word == key { code.to_string() } else { word }
}

/// The key of a role's word.
pub(super) fn role_key(role: Role) -> &'static str {
    match role {
        Role::Volunteer => "role.volunteer",
        Role::FocalPoint => "role.focal_point",
        Role::Coordinator => "role.coordinator",
    }
}
