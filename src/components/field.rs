//! A field to type into, with label, hint and error wired to it.

use leptos::prelude::*;

use super::support::{Taken, described_by, hint_and_error, unique_id};

/// What is typed: decides the keyboard of the phone and the direction of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of words.
    #[default]
    Text,
    /// A card or invitation code.
    Code,
    /// A whole number. The caller reads it: local digits are allowed.
    Number,
    /// A number with a fraction.
    Decimal,
    /// Several lines of words.
    Area,
    /// A date as packs print it: the caller reads what was typed.
    PackDate,
    /// A day, as `2026-11-28`.
    Date,
    /// A time of day, as `09:30`.
    Time,
    /// A day with a time, as `2026-11-28T09:30`.
    Moment,
    /// A telephone number.
    Phone,
    /// A mail address.
    Email,
    /// A web address.
    Web,
    /// A PIN or a passphrase.
    Password,
}

impl FieldKind {
    /// Type, keyboard, direction.
    fn attributes(self) -> (&'static str, Option<&'static str>, Option<&'static str>) {
        match self {
            Self::Text | Self::Area => ("text", None, Some("auto")),
            Self::Code => ("text", None, Some("ltr")),
            // Not `number`: it drops what it cannot read, and turns with the wheel.
            Self::Number => ("text", Some("numeric"), None),
            Self::Decimal => ("text", Some("decimal"), None),
            // The keyboard with a point or comma; strokes are not needed: `052027`.
            Self::PackDate => ("text", Some("decimal"), Some("ltr")),
            Self::Date => ("date", None, None),
            Self::Time => ("time", None, None),
            Self::Moment => ("datetime-local", None, None),
            Self::Phone => ("tel", None, Some("ltr")),
            Self::Email => ("email", None, Some("ltr")),
            Self::Web => ("url", None, Some("ltr")),
            Self::Password => ("password", None, Some("ltr")),
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Code => "field-input field-input-code",
            Self::Number | Self::Decimal | Self::PackDate => "field-input field-input-number",
            _ => "field-input",
        }
    }
}

/// A field. What was typed stays, whatever the error is.
#[component]
pub fn Field(
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed.
    value: RwSignal<String>,
    /// What kind of thing is typed.
    #[prop(optional)]
    kind: FieldKind,
    /// How to fill it in.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong, the same words as in the error box.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Id of the control, for links from an error box.
    #[prop(optional, into)]
    id: Option<String>,
    /// An example, never an instruction.
    #[prop(optional, into)]
    placeholder: Signal<Option<String>>,
    /// What the browser may fill in; nothing without it.
    #[prop(default = "off".to_owned(), into)]
    autocomplete: String,
    /// Whether it must be filled in, for readers.
    #[prop(optional)]
    required: bool,
    /// The most characters that it takes.
    #[prop(optional)]
    max_length: Option<u32>,
    /// What stands beside the control, such as "Find".
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let id = id.unwrap_or_else(unique_id);
    let (input_type, keyboard, direction) = kind.attributes();
    let is_code = kind == FieldKind::Code;
    let numeric = matches!(kind, FieldKind::Number | FieldKind::Decimal | FieldKind::PackDate);
    let taken = Taken::new(numeric);
    let described = {
        let id = id.clone();
        Memo::new(move |_| described_by(&id, hint.read().as_deref(), error.read().as_deref()))
    };
    let invalid = move || error.get().map(|_| "true");
    let control = if kind == FieldKind::Area {
        view! {
            <textarea
                class="field-input field-area"
                id=id.clone()
                rows="4"
                dir=direction
                maxlength=max_length
                autocomplete=autocomplete
                placeholder=placeholder
                aria-required=required.then_some("true")
                aria-invalid=invalid
                aria-describedby=move || described.get()
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                class=kind.class()
                id=id.clone()
                type=input_type
                inputmode=keyboard
                dir=direction
                maxlength=max_length
                autocomplete=autocomplete
                autocapitalize=is_code.then_some("characters")
                spellcheck=is_code.then_some("false")
                placeholder=placeholder
                aria-required=required.then_some("true")
                aria-invalid=invalid
                aria-describedby=move || described.get()
                prop:value=value
                on:focus=move |event| taken.arrives(&event)
                on:click=move |event| taken.is_tapped(&event)
                on:input=move |event| value.set(event_target_value(&event))
            />
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>
                {label}
            </label>
            {hint_and_error(id, hint, error)}
            <div class="field-row">{control} {children.map(|children| children())}</div>
        </div>
    }
}
