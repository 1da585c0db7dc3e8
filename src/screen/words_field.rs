//! A field for facts in words, with a soft warning when something in it could name a person.

use leptos::prelude::*;

use crate::components::*;
use crate::i18n::tr;
use crate::screen::personal::looks_personal;
use crate::state::App;

/// The most that a field of words takes, in UTF-16 units: 10,000 characters even if each is an
/// emoji.
pub const LONGEST: u32 = 20_000;

/// The field.
#[component]
pub fn WordsField(
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// How to fill it in.
    #[prop(into)]
    hint: Signal<Option<String>>,
    /// What is typed.
    value: RwSignal<String>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Id of the control.
    #[prop(into)]
    id: String,
) -> impl IntoView {
    let app = App::get();
    let personal = Memo::new(move |_| looks_personal(&value.read()));
    // A new version of the app must not take away what is being typed.
    Effect::new(move |_| app.typing.set(!value.read().trim().is_empty()));
    on_cleanup(move || app.typing.set(false));
    view! {
        <Field kind=FieldKind::Area label=label hint=hint value=value error=error id=id max_length=LONGEST/>
        <Show when=move || personal.get()>
            <Callout kind=CalloutKind::Held icon="help" live=Live::Status title=move || tr("happened.personal")>
                <p>{move || tr("happened.personal_words")}</p>
            </Callout>
        </Show>
    }
}
