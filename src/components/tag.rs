//! The household card on screen, drawn as a parcel tag. It shows a code and needs, never a name.

use leptos::prelude::*;

use super::icon::{Icon, IconSize};

/// How many people of one age group belong to the household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeopleGroup {
    /// Icon of the group.
    pub icon: String,
    /// How many.
    pub count: u32,
    /// The ages, short: "5–17".
    pub age: String,
    /// Both as a reader says them: "2 aged 5 to 17".
    pub spoken: String,
}

/// Something to respect when handing out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Icon of the need.
    pub icon: String,
    /// The words that count: "Peanut allergy."
    pub strong: String,
    /// What follows from it, or nothing.
    pub text: String,
    /// Whether ignoring it does harm, as with allergies.
    pub warn: bool,
}

/// The tag: code, one line, people by age, needs.
#[component]
pub fn Tag(
    /// Name of the region: "Household card".
    #[prop(into)]
    label: Signal<String>,
    /// The code of the card.
    #[prop(into)]
    code: Signal<String>,
    /// The first words of the line: "5 people".
    #[prop(optional, into)]
    strong: Signal<Option<String>>,
    /// The rest of the line.
    #[prop(optional, into)]
    sub: Signal<Option<String>>,
    /// People by age group.
    #[prop(optional, into)]
    people: Signal<Vec<PeopleGroup>>,
    /// Needs; those that warn come first if the caller puts them there.
    #[prop(optional, into)]
    needs: Signal<Vec<Need>>,
) -> impl IntoView {
    let line = move || {
        let (strong, sub) = (strong.get(), sub.get());
        (strong.is_some() || sub.is_some()).then(|| {
            let space = if strong.is_some() && sub.is_some() { " " } else { "" };
            view! {
                <p class="tag-sub">
                    <b>{strong}</b>
                    {space}
                    {sub}
                </p>
            }
        })
    };
    view! {
        <section class="tag" aria-label=label>
            <p class="tag-code keep-ltr centre">{code}</p>
            {line}
            {move || list("people", people.get().into_iter().map(group_view).collect_view())}
            {move || list("needs", needs.get().into_iter().map(need_view).collect_view())}
        </section>
    }
}

/// A list, or nothing: an empty one would still be announced.
fn list<V: IntoView + 'static>(class: &'static str, items: Vec<V>) -> impl IntoView {
    (!items.is_empty()).then(|| view! { <ul class=class>{items}</ul> })
}

fn group_view(group: PeopleGroup) -> impl IntoView {
    view! {
        <li class="people-group">
            <span class="people-count" aria-hidden="true">
                <Icon name=group.icon size=IconSize::Small />
                {group.count}
            </span>
            <span class="keep-ltr" aria-hidden="true">
                {group.age}
            </span>
            <span class="hidden-text">{group.spoken}</span>
        </li>
    }
}

fn need_view(need: Need) -> impl IntoView {
    let (class, icon_class, size) = match need.warn {
        true => ("need need-warn", "need-warn-icon", IconSize::Large),
        false => ("need", "", IconSize::Normal),
    };
    view! {
        <li class=class>
            <Icon name=need.icon size=size class=icon_class />
            <span class="need-words">
                <b>{need.strong}</b>
                " "
                {need.text}
            </span>
        </li>
    }
}
