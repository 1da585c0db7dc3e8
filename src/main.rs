//! Starts the app, and nothing else.

fn main() {
    passamano::platform::panic::show_page_on_panic();
    leptos::mount::mount_to_body(passamano::app::Root);
}
