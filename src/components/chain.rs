//! Where the records are: this phone, the cord, the endpoint. It states counts and never a feeling.

use leptos::prelude::*;

use super::icon::{Icon, IconSize};

/// What the cord between phone and endpoint is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChainLink {
    /// No signal, or the endpoint did not answer.
    Cut,
    /// Something is on its way and has no receipt yet.
    Sending,
    /// The last try ended with receipts.
    Received,
    /// No team yet: nothing leaves this phone.
    Practice,
}

impl ChainLink {
    fn icon(self) -> &'static str {
        match self {
            Self::Cut => "no-signal",
            Self::Sending => "sending",
            Self::Received => "receipt",
            Self::Practice => "lock",
        }
    }

    fn is_cut(self) -> bool {
        matches!(self, Self::Cut | Self::Practice)
    }
}

/// The picture of the chain; a link where it has an address.
#[component]
pub fn Chain(
    /// Records on this phone only.
    #[prop(into)]
    held: Signal<usize>,
    /// Records with a receipt.
    #[prop(into)]
    received: Signal<usize>,
    /// What the cord does.
    #[prop(into)]
    link: Signal<ChainLink>,
    /// Words under the left end: "on this phone only".
    #[prop(into)]
    held_words: Signal<String>,
    /// Words under the right end: "received by …".
    #[prop(into)]
    received_words: Signal<String>,
    /// Both counts as one sentence, for readers.
    #[prop(into)]
    label: Signal<String>,
    /// The line below: since when, what next.
    #[prop(optional, into)]
    line: Signal<Option<String>>,
    /// Address of Sent and unsent.
    #[prop(optional, into)]
    href: Option<String>,
) -> impl IntoView {
    let thread = move || {
        view! { <span class="chain-thread" class:chain-thread-cut=move || link.get().is_cut()></span> }
    };
    let picture = view! {
        <span class="hidden-text">{label}</span>
        <span class="chain-end chain-phone" aria-hidden="true">
            <Icon name="phone" size=IconSize::Small />
            {held}
        </span>
        <span class="chain-cord" aria-hidden="true">
            {thread()}
            <Icon name=move || link.get().icon() />
            {thread()}
        </span>
        <span class="chain-end chain-endpoint" aria-hidden="true">
            <Icon name="receipt" size=IconSize::Small />
            {received}
        </span>
        <span class="chain-words" aria-hidden="true">
            <span>{held_words}</span>
            <span class="chain-words-end">{received_words}</span>
        </span>
        {move || line.get().map(|line| view! { <span class="chain-line">{line}</span> })}
    };
    match href {
        Some(href) => view! { <a class="chain" href=href>{picture}</a> }.into_any(),
        None => view! { <div class="chain">{picture}</div> }.into_any(),
    }
}
