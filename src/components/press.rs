//! The one element that can be pressed: a plain link where there is an address, a button elsewhere.

use leptos::prelude::*;

/// A link or a button, by whether `href` is given. Not for pages: they use the parts made of it.
#[component]
pub fn Press(
    /// Class names.
    #[prop(into)]
    class: Signal<String>,
    /// Where it leads; makes it a link.
    #[prop(optional_no_strip)]
    href: Option<String>,
    /// What a press of the button does.
    #[prop(optional_no_strip)]
    on_press: Option<Callback<()>>,
    /// The button sends the form that it stands in.
    #[prop(optional)]
    submit: bool,
    /// While true the button takes no second press.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// For buttons that stay down: whether it is down.
    #[prop(optional, into)]
    pressed: Signal<Option<bool>>,
    /// What is drawn in it.
    children: Children,
) -> impl IntoView {
    if let Some(href) = href {
        return view! { <a class=class href=href>{children()}</a> }.into_any();
    }
    // Not `disabled`: a disabled button loses the focus and tells a reader nothing.
    let press = move |event: leptos::ev::MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            class=class
            type=if submit { "submit" } else { "button" }
            aria-disabled=move || busy.get().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            aria-pressed=move || pressed.get().map(|down| down.to_string())
            on:click=press
        >
            {children()}
        </button>
    }
    .into_any()
}
