//! The word of a role.

use passamano_core::space::Role;

/// The key of a role's word.
pub fn role_key(role: Role) -> &'static str {
    match role {
        Role::Volunteer => "role.volunteer",
        Role::FocalPoint => "role.focal_point",
        Role::Coordinator => "role.coordinator",
    }
}
