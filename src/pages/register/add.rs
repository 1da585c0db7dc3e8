//! One more entry: the register's form, then where the record is.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use passamano_core::form::{Finished, Form};
use passamano_core::register::Register;

use super::list::NoRegister;
use crate::actions::{feedback, register};
use crate::components::*;
use crate::i18n::tr;
use crate::route::Route;
use crate::screen::frame::Frame;
use crate::screen::names::text;
use crate::screen::questions::Questions;
use crate::screen::saved::SavedHere;
use crate::state::App;

/// The page of the register in the address.
#[component]
pub fn RegisterAddPage() -> impl IntoView {
    let app = App::get();
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("register").unwrap_or_default());
    let here = Memo::new(move |_| {
        app.toolkit.with(|toolkit| {
            let pack = &toolkit.as_ref()?.pack;
            let register = pack.register(&id.read())?;
            Some((register.clone(), pack.form(&register.form)?.clone()))
        })
    });
    let may = move |register: &Register| {
        app.identity.with(|me| me.as_ref().is_some_and(|me| register.add.is(me.role)))
    };
    move || match here.get().filter(|(register, _)| may(register)) {
        Some((register, form)) => view! { <Add register form/> }.into_any(),
        None => view! { <NoRegister/> }.into_any(),
    }
}

#[component]
fn Add(
    /// The register.
    register: Register,
    /// The form of a new entry.
    form: Form,
) -> impl IntoView {
    let app = App::get();
    let (busy, saved) = (RwSignal::new(false), RwSignal::new(None));
    let back = Route::Register(register.id.clone());
    let title = StoredValue::new(form.id.clone());
    let register = StoredValue::new(register);
    let draft = StoredValue::new(format!("form {}", form.id));
    let done = move |answers: Finished| {
        busy.set(true);
        spawn_local(async move {
            let register = register.get_value();
            if let Ok(records) = register::add(app, &register, answers).await {
                feedback::drop_draft(app, draft.get_value()).await;
                saved.set(Some(records));
            }
            busy.set(false);
        });
    };
    let (form, list) = (StoredValue::new(form), StoredValue::new(back));
    move || {
        match saved.with(Option::is_some) {
        false => view! {
            <Questions form=form.get_value() draft=draft.get_value() back=list.get_value() save=move || tr("common.save") busy on_done=done/>
        }
        .into_any(),
        true => view! {
            <Frame
                title=move || text(app, &title.read_value())
                back=list.get_value()
                action=move || view! {
                    <MainAction icon="onward" label=move || tr("common.to_today") href=Route::Home.path()/>
                }
            >
                <SavedHere records=saved words=move || tr("entry.saved")/>
                <Button kind=ButtonKind::Quiet icon="guide" label=move || tr("entry.see_all") href=list.get_value().path()/>
            </Frame>
        }
        .into_any(),
    }
    }
}
