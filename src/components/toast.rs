//! What has just happened, said where the eye is: above the main action, and once to a reader.

use leptos::prelude::*;

use super::icon::Icon;

/// What a toast says, shown by ground, edge and icon, and how soon a reader says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ToastKind {
    /// Something is done. A reader says it when the person pauses.
    #[default]
    Done,
    /// Something failed, and what to do. A reader says it at once.
    Failed,
    /// Something is saved on this phone.
    Saved,
}

impl ToastKind {
    fn look(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Done => ("toast", "check", "status"),
            Self::Failed => ("toast toast-failed", "warning", "alert"),
            Self::Saved => ("toast toast-saved", "phone", "status"),
        }
    }
}

/// A strip with words, and what can be done about them.
#[component]
pub fn Toast(
    /// What it says.
    #[prop(optional)]
    kind: ToastKind,
    /// The words.
    #[prop(into)]
    words: Signal<String>,
    /// A line below: where it is.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
    /// Buttons.
    children: Children,
) -> impl IntoView {
    let (class, icon, role) = kind.look();
    view! {
        <div class=class role=role>
            <Icon name=icon class="toast-icon"/>
            <p class="toast-words">
                {words}
                {move || note.get().map(|note| view! { <span class="toast-note">{note}</span> })}
            </p>
            <div class="toast-ways">{children()}</div>
        </div>
    }
}

/// The place of toasts at the foot of a screen without a dock.
#[component]
pub fn Toasts(
    /// Toasts, or nothing.
    children: Children,
) -> impl IntoView {
    view! { <div class="toasts">{children()}</div> }
}
