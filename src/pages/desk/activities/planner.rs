//! The form for a plan.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::form::{BY_LIST, BY_TALLY, Form, Typed};
use crate::actions::desk;
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::screen::desk::saved::{Done, Way};
use crate::screen::form::{Form as Words, FormHead};
use crate::screen::names::text;
use crate::state::App;

/// Under this name a half-written plan is kept.
const DRAFT: &str = "plan";

/// The fields, and what saves them.
#[component]
pub(super) fn Planner(
    /// The form.
    form: Form,
    /// What was saved.
    done: RwSignal<Option<Done>>,
) -> impl IntoView {
    let app = App::get();
    // What is half-written stays, sealed on this phone, until it is saved or put away.
    let words = Words::new();
    let of = untrack(|| form.typed().of);
    let belongs = move |typed: &Typed| typed.of == of;
    let on_empty =
        words.keep_for(DRAFT, belongs, move || form.typed(), move |typed| form.fill(typed));
    let put_away = move || {
        words.forget(app, DRAFT);
        form.open.set(false);
    };
    let errors = words.errors;
    let busy = RwSignal::new(false);
    // While the form is open an update of the app waits.
    app.typing.set(true);
    on_cleanup(move || app.typing.set(false));
    let wrong = move |field: &'static str| {
        move || {
            errors.with(|all| {
                all.iter().find(|error| error.field == field).map(|error| error.message.clone())
            })
        }
    };
    let kits = move || {
        let codes: Vec<String> = app
            .toolkit
            .with(|t| t.iter().flat_map(|t| &t.pack.kits).map(|kit| kit.code.clone()).collect());
        codes
            .into_iter()
            .map(|code| Opt::new(code.clone(), text(app, &format!("kit.{code}"))))
            .collect::<Vec<_>>()
    };
    let ways = move || {
        let way = |value: &str, key: &str| Opt {
            value: value.into(),
            label: tr(key),
            note: Some(tr(&format!("{key}_note"))),
        };
        vec![way(BY_LIST, "plan.by_list"), way(BY_TALLY, "plan.by_tally")]
    };
    let keep = move || match form.read(app) {
        Err(missing) => errors.set(missing),
        Ok(activity) => {
            errors.set(vec![]);
            busy.set(true);
            spawn_local(async move {
                let (id, words) = (activity.id, activity.title.clone());
                if let Ok(record) = desk::plan(app, activity).await {
                    let way = form
                        .old
                        .get_untracked()
                        .map_or(Way::Record(record, id), |old| Way::Plan(Box::new(old)));
                    done.set(Some(Done { words, record, way }));
                    put_away();
                }
                let _ = busy.try_set(false);
            });
        }
    };
    let title =
        move || tr(if form.old.with(Option::is_some) { "plan.change" } else { "plan.plan" });
    view! {
        <Card title=title icon="calendar">
            <FormHead form=words on_empty/>
            <Field id="plan-title" label=move || tr("plan.title") hint=move || tr("plan.title_hint") value=form.title error=wrong("plan-title") required=true max_length=80/>
            <Field id="plan-place" label=move || tr("plan.place") value=form.place error=wrong("plan-place") required=true max_length=120/>
            <Field id="plan-day" kind=FieldKind::Date label=move || tr("plan.day") value=form.day error=wrong("plan-day") required=true/>
            <Field id="plan-opens" kind=FieldKind::Time label=move || tr("plan.opens") value=form.opens error=wrong("plan-opens") required=true/>
            <Field id="plan-closes" kind=FieldKind::Time label=move || tr("plan.closes") hint=move || form.closes_next_day().map(|time| tr_with("plan.closes_next_day", &[("time", &time)])) value=form.closes error=wrong("plan-closes") required=true/>
            <MultiChoice id="plan-kits" legend=move || tr("plan.kits") value=form.kits options=Signal::derive(kits) error=wrong("plan-kits")/>
            <Field id="plan-expected" kind=FieldKind::Number label=move || tr("plan.expected") hint=move || tr("plan.expected_hint") value=form.expected error=wrong("plan-expected")/>
            <Choice legend=move || tr("plan.how") value=form.how options=Signal::derive(ways)/>
            <div class="row-wrap">
                <Button
                    kind=ButtonKind::Brand
                    icon="check"
                    label=move || tr("plan.save")
                    busy_label=move || tr("common.saving")
                    on_press=keep
                    busy=busy
                />
                <Button kind=ButtonKind::Quiet label=move || tr("common.cancel") on_press=put_away/>
            </div>
        </Card>
    }
}
