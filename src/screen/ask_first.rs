//! A way back that cannot be gone by mistake: a button, and behind it the question with what going
//! back does. What it takes back, and its words, are the page's.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::id::RecordId;

use crate::components::*;
use crate::i18n::tr;

/// The button, or the question.
#[component]
pub fn AskFirst<F: Future<Output = ()> + 'static>(
    /// What is taken back, by its first record.
    own: RecordId,
    /// The record that is asked about.
    asked: RwSignal<Option<RecordId>>,
    /// The words of the button.
    #[prop(into)]
    offer: Signal<String>,
    /// The question.
    #[prop(into)]
    question: Signal<String>,
    /// How grave it is.
    kind: CalloutKind,
    /// The words of the button that goes back.
    #[prop(into)]
    yes: Signal<String>,
    /// How that one looks.
    #[prop(optional)]
    yes_kind: ButtonKind,
    /// Goes back.
    take_back: impl Fn() -> F + Copy + Send + Sync + 'static,
    /// What going back does.
    children: ChildrenFn,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let children = StoredValue::new(children);
    let back = move || {
        busy.set(true);
        spawn_local(async move {
            take_back().await;
            let _ = busy.try_set(false);
            let _ = asked.try_set(None);
        });
    };
    view! {
        <Show
            when=move || asked.get() == Some(own)
            fallback=move || view! {
                <Button small=true icon="undo" label=offer on_press=move || asked.set(Some(own))/>
            }
        >
            <Callout kind=kind icon="warning" live=Live::Status title=question>
                {children.with_value(|children| children())}
                <div class="row-wrap">
                    <Button kind=yes_kind icon="undo" label=yes on_press=back busy=busy/>
                    <Button kind=ButtonKind::Quiet label=move || tr("common.cancel") on_press=move || asked.set(None)/>
                </div>
            </Callout>
        </Show>
    }
}
