//! Other tabs of this app on the same phone: telling them that something new is in storage.

use web_sys::BroadcastChannel;

use super::Listener;

const NAME: &str = "passamano-stored";

thread_local! {
    // One channel for both directions: it does not hear itself.
    static CHANNEL: Option<BroadcastChannel> = BroadcastChannel::new(NAME).ok();
}

/// Tells the other tabs that storage holds something new.
pub fn tell() {
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            // A browser that refuses costs other tabs some freshness, and nothing else.
            let _ = channel.post_message(&true.into());
        }
    });
}

/// Calls `act` when another tab has stored something.
pub fn on_told(mut act: impl FnMut() + 'static) {
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            Listener::new(channel, "message", move |_| act()).for_ever();
        }
    });
}
