//! What happens when the program finds itself in a state that cannot be: the rescue page, with
//! the data still to be saved to a file, in place of a screen that does not answer.

use std::panic;

use super::sw;

/// From now on a panic shows the rescue page. The browser's console says where it happened, and
/// not its message, which may hold what a person has typed.
pub fn show_page_on_panic() {
    panic::set_hook(Box::new(|info| {
        if let Some(place) = info.location() {
            web_sys::console::error_1(&format!("stopped at {place}").into());
        }
        sw::give_up();
    }));
}
