//! Short answers side by side, to be pressed without opening anything: the frequent ones at once,
//! the rare ones behind one more.

use leptos::prelude::*;

use super::choice::{Opt, row_id};
use super::icon::{Icon, IconSize};
use super::support::{classes, focus, unique_id};

/// A question with its answers. What a press means is the page's: it may make another answer void.
#[component]
pub fn Picks(
    /// The question.
    #[prop(into)]
    legend: Signal<String>,
    /// Icon before it.
    #[prop(into)]
    icon: Signal<String>,
    /// What stands behind it, such as that nobody has answered.
    #[prop(optional, into)]
    state: Signal<Option<String>>,
    /// The answers, the frequent ones first.
    #[prop(into)]
    options: Signal<Vec<Opt>>,
    /// So many are seen at first; those that are chosen are always seen.
    #[prop(default = usize::MAX)]
    first: usize,
    /// The words that lead to the others, by their number.
    #[prop(optional, into)]
    more: Option<Callback<u32, String>>,
    /// Whether an answer is chosen. Tracked.
    #[prop(into)]
    chosen: Callback<String, bool>,
    /// Called with the answer that was pressed, chosen or not.
    #[prop(into)]
    on_press: Callback<String>,
    /// Only one answer can be chosen.
    #[prop(optional)]
    single: bool,
    /// What comes after the answers.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let id = StoredValue::new(unique_id());
    let whole = RwSignal::new(false);
    let hidden = Memo::new(move |_| {
        let late = options.get().into_iter().skip(first);
        if whole.get() { 0 } else { late.filter(|late| !chosen.run(late.value.clone())).count() }
    });
    let pick = move |(place, option): (usize, Opt)| {
        let own = StoredValue::new(option.value);
        let on = Memo::new(move |_| chosen.run(own.get_value()));
        let seen = Memo::new(move |_| place < first || whole.get() || on.get());
        view! {
            <label class=move || classes("pick", &[("pick-on", on.get())]) hidden=move || !seen.get()>
                <input
                    class="pick-input"
                    type=if single { "radio" } else { "checkbox" }
                    name=single.then(|| id.get_value())
                    id=row_id(&id.read_value(), place)
                    prop:checked=on
                    // A radio button that is on says nothing when it is pressed again, and only
                    // a click tells that somebody wants it off.
                    on:click=move |_| on_press.run(own.get_value())
                />
                {option.label}
            </label>
        }
    };
    let show_all = move |_| {
        whole.set(true);
        // The button goes with the focus.
        focus(&row_id(&id.read_value(), first));
    };
    let rest = move || {
        more.filter(|_| hidden.get() > 0).map(|more| {
            view! {
                <button class="pick pick-more" type="button" on:click=show_all>
                    {move || more.run(hidden.get() as u32)}
                </button>
            }
        })
    };
    view! {
        <fieldset class="picks" role=single.then_some("radiogroup")>
            <legend class="picks-legend">
                <Icon name=icon size=IconSize::Small />
                <span class="heavy">{legend}</span>
                {move || state.get().map(|state| view! { <span class="picks-state">{state}</span> })}
            </legend>
            <div class="picks-all">
                {move || options.get().into_iter().enumerate().map(pick).collect_view()}
                {rest}
                {children.map(|children| children())}
            </div>
        </fieldset>
    }
}
