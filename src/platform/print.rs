//! Printing the page, with the print style sheet.

use super::window;

/// Opens the print dialog. False where there is none, as in some installed apps.
pub fn page() -> bool {
    window().is_some_and(|window| window.print().is_ok())
}
