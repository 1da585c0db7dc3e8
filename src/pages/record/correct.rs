//! Correcting a hand-over: it was not given, it was something else, it was given after all. Always
//! with a reason; words are for the desk alone.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::distribution::{HandOver, Line};
use passamano_core::id::{ActivityId, RecordId};
use passamano_core::projection::Standing;

use crate::actions;
use crate::actions::correct::{self, Because, REASONS};
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::route::From;
use crate::screen::frame::Frame;
use crate::screen::hand_over::what;
use crate::screen::kit_lines::{KitCount, KitLines, kit_counts};
use crate::state::App;

/// What is being corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Nothing.
    None,
    /// Nothing was given.
    NotGiven,
    /// It was something else.
    Else,
}

/// What can be done with a record now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Can {
    Nothing,
    OnlyOthers,
    Correct,
    Revive,
    Settle,
}

/// The ways to correct, in the dock.
#[component]
pub(super) fn Actions(
    /// The record.
    record: RecordId,
    /// What is being corrected.
    form: RwSignal<Form>,
) -> impl IntoView {
    let app = App::get();
    let busy = RwSignal::new(false);
    let can = Memo::new(move |_| {
        app.world.with(|world| {
            let Some(view) = world.hand_over(record) else { return Can::Nothing };
            match view.standing {
                Standing::Corrected(_) => Can::Nothing,
                _ if !correct::may(app, &view.fold.from) => Can::OnlyOthers,
                Standing::Counts => Can::Correct,
                Standing::Undone(_) => Can::Revive,
                Standing::OtherCounts(_) if app.opens_desk() => Can::Settle,
                Standing::OtherCounts(_) => Can::Nothing,
            }
        })
    });
    let disputed = Memo::new(move |_| {
        app.opens_desk()
            && app.world.with(|world| world.disputed().iter().any(|it| it.counts == record))
    });
    let act = move |way: Can| {
        busy.set(true);
        spawn_local(async move {
            let done = match way {
                Can::Revive => correct::given_after_all(app, record).await,
                _ => correct::this_counts(app, record).await,
            };
            // On failure the notice says what to do. The page may have gone.
            if done.is_ok() {
                actions::say(app, tr("record.done"));
            }
            let _ = busy.try_set(false);
        });
    };
    move || {
        match can.get() {
        Can::Nothing => ().into_any(),
        Can::OnlyOthers => view! { <p class="small soft">{move || tr("record.only")}</p> }.into_any(),
        Can::Correct => view! {
            <Show when=move || disputed.get()>
                <Button wide=true icon="check" label=move || tr("record.this_counts") busy=busy on_press=move || act(Can::Settle)/>
            </Show>
            <Button wide=true label=move || tr("record.something_else") on_press=move || form.set(Form::Else)/>
            <MainAction icon="undo" label=move || tr("record.not_given") on_press=move || form.set(Form::NotGiven)/>
        }
        .into_any(),
        Can::Revive => view! {
            <MainAction icon="give" label=move || tr("record.after_all") busy=busy on_press=move || act(Can::Revive)/>
        }
        .into_any(),
        Can::Settle => view! {
            <MainAction icon="check" label=move || tr("record.this_counts") busy=busy on_press=move || act(Can::Settle)/>
        }
        .into_any(),
    }
    }
}

/// The form of one correction.
#[component]
pub(super) fn Correct(
    /// The record.
    record: RecordId,
    /// Where one came from.
    from: From,
    /// What is being corrected.
    form: RwSignal<Form>,
) -> impl IntoView {
    let app = App::get();
    let old = app.world.with_untracked(|world| {
        world.hand_over(record).map(|view| (view.fold.fact.clone(), view.fold.from.activity))
    });
    let Some((old, activity)) = old else { return ().into_any() };
    let other = form.get_untracked() == Form::Else;
    let (reason, words) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let code = RwSignal::new(old.household.clone().unwrap_or_default());
    let counts = kit_counts(&offered(app, &old, activity));
    let shown = StoredValue::new(counts.clone());
    let (busy, tried) = (RwSignal::new(false), RwSignal::new(false));
    let written = StoredValue::new(old.clone());
    // The card as the list has it; nothing where it is on no list.
    let card = move || {
        let typed = code.get();
        app.world.with(|world| world.household(&typed).map(|h| h.code.clone()))
    };
    let lines = move || {
        let line = |count: &KitCount| Line { code: count.code.clone(), qty: count.qty.get() };
        let all = |counts: &Vec<KitCount>| counts.iter().map(line).collect::<Vec<_>>();
        let mut lines = shown.with_value(all);
        lines.retain(|line| line.qty > 0);
        lines
    };
    let no_reason = move || reason.with(String::is_empty).then(|| tr("handout.choose_reason"));
    let no_card = move || {
        let unknown = other && card().is_none();
        unknown.then(|| tr_with("record.no_card", &[("code", &code.get())]))
    };
    let no_change = move || {
        if !other {
            return None;
        }
        let (card, lines) = (card(), lines());
        if lines.is_empty() {
            return Some(tr("record.nothing_left"));
        }
        let same = written.with_value(|old| old.household == card && old.lines == lines);
        same.then(|| tr("record.same"))
    };
    // As of the last tap: the box takes the focus when it changes, and somebody types meanwhile.
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let found = move || {
        let field = |field: &str, words: Option<String>| {
            words.map(|message| FieldError { field: field.into(), message })
        };
        let all = [
            field("right-card", no_card()),
            field("right-goods", no_change()),
            field("why-corrected", no_reason()),
        ];
        all.into_iter().flatten().collect::<Vec<_>>()
    };
    let keep = move || {
        tried.set(true);
        errors.set(untrack(found));
        if errors.with_untracked(|errors| !errors.is_empty()) {
            return;
        }
        let because = Because { reason: reason.get_untracked(), words: words.get_untracked() };
        let (card, lines) = untrack(|| (card(), lines()));
        busy.set(true);
        spawn_local(async move {
            let saved = match other {
                true => correct::something_else(app, record, card, lines, because).await,
                false => correct::not_given(app, record, because).await,
            };
            let _ = busy.try_set(false);
            if saved.is_ok() {
                actions::say(app, tr("record.done"));
                // The record again: it says what became of it.
                let _ = form.try_set(Form::None);
            }
        });
    };
    let keep = StoredValue::new_local(keep);
    let title = if other { "record.something_else" } else { "record.not_given" };
    let sub = {
        let code = old.household.clone().unwrap_or_default();
        move || Some(format!("{code} · {}", written.with_value(|old| what(app, old))))
    };
    let options =
        move || REASONS.map(|code| Opt::new(code, tr(&format!("record.reason.{code}")))).to_vec();
    view! {
        <Frame
            title=move || tr(title)
            sub=sub
            back=from.route(old.household.clone())
            action=move || view! {
                <MainAction
                    icon="undo"
                    label=move || tr(if other { "record.save" } else { "record.not_given" })
                    busy_label=move || tr("common.saving")
                    note=move || tr("record.save_note")
                    busy=busy
                    on_press=move || keep.with_value(|keep| keep())
                />
            }
        >
            <ErrorBox title=move || tr("common.error_title") errors=errors/>
            <Show when=move || other>
                <Field
                    id="right-card"
                    kind=FieldKind::Code
                    label=move || tr("record.right_card")
                    value=code
                    error=move || tried.get().then(no_card).flatten()
                />
                <div id="right-goods" tabindex="-1">
                    <Card title=move || tr("record.right_goods")><KitLines counts=shown.get_value()/></Card>
                </div>
            </Show>
            <Choice
                id="why-corrected"
                legend=move || tr("record.why")
                value=reason
                options=Signal::derive(options)
                error=move || tried.get().then(no_reason).flatten()
            />
            <Field
                kind=FieldKind::Area
                label=move || tr("record.words")
                hint=move || tr("record.words_hint")
                value=words
                max_length=500_u32
            />
            <Button wide=true label=move || tr("common.cancel") on_press=move || form.set(Form::None)/>
        </Frame>
    }
    .into_any()
}

/// What was given, and what else was on offer then.
fn offered(app: App, old: &HandOver, activity: Option<ActivityId>) -> Vec<Line> {
    let kits = app.world.with_untracked(|world| {
        activity.and_then(|id| world.plan(id)).map(|plan| plan.fact.kits.clone())
    });
    let mut lines = old.lines.clone();
    for code in kits.unwrap_or_default() {
        if !lines.iter().any(|line| line.code == code) {
            lines.push(Line { code, qty: 0 });
        }
    }
    lines
}
