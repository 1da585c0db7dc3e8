//! What is wrong in a form, at its top, with a way to each field.

use leptos::html::Div;
use leptos::prelude::*;

use super::icon::{Icon, IconSize};
use super::support::{focus, unique_id};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Id of the control.
    pub field: String,
    /// What is wrong, the same words as at the field.
    pub message: String,
}

/// A box that appears with the errors and takes the focus each time they are set.
#[component]
pub fn ErrorBox(
    /// What happened: "We cannot find this card".
    #[prop(into)]
    title: Signal<String>,
    /// What is wrong; nothing hides the box.
    #[prop(into)]
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    let node = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(node) = node.get().filter(|_| !errors.read().is_empty()) {
            // A refused focus leaves the page as it was; the alert is told all the same.
            let _ = node.focus();
        }
    });
    let id = StoredValue::new(unique_id());
    let way = |error: FieldError| {
        let field = error.field.clone();
        // The focus is moved by hand: the router would take the link for a change of page.
        let jump = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            focus(&field);
        };
        view! {
            <li>
                <a class="text-link" href=format!("#{}", error.field) on:click=jump>
                    {error.message}
                </a>
            </li>
        }
    };
    let filled = move || {
        view! {
            <div
                class="callout callout-stop"
                role="alert"
                tabindex="-1"
                aria-labelledby=id.get_value()
                node_ref=node
            >
                <Icon name="stop" size=IconSize::Large class="callout-icon callout-stop-icon" />
                <div class="callout-body">
                    <h2 class="callout-stop-title" id=id.get_value()>
                        {title}
                    </h2>
                    <ul>{move || errors.get().into_iter().map(way).collect_view()}</ul>
                </div>
            </div>
        }
    };
    view! { <Show when=move || !errors.read().is_empty()>{filled()}</Show> }
}
