//! What the household has on loan, and taking it back: whole or in part, in good order, damaged or
//! lost, with undo while the card is open.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::distribution::{Line as Lent, Loan};
use passamano_core::id::RecordId;

use crate::actions::feedback::Saved;
use crate::actions::handout::{Back, take_back};
use crate::actions::{self, steps};
use crate::components::*;
use crate::i18n::{tr, tr_with};
use crate::screen::kit_lines::{KitLines, in_words, kit_counts, kit_icon, lines_of};
use crate::screen::save_or_cancel::SaveOrCancel;
use crate::screen::when::date;
use crate::state::App;

/// How a loan can end, in the order of the screen.
const ENDS: [Back; 3] = [Back::Fine, Back::Damaged, Back::Lost];

/// Id of the first answer of the form.
const FORM: &str = "loan-back";

/// The loans of a household, if it has any.
#[component]
pub fn OnLoan(
    /// The household's code.
    code: String,
) -> impl IntoView {
    let app = App::get();
    let loans = Memo::new(move |_| app.world.with(|world| world.loans_of(&code)));
    let chosen = RwSignal::new(None::<RecordId>);
    steps::follow(chosen);
    let ended = RwSignal::new(None::<(Saved, String)>);
    let line = move |loan: Loan| {
        let record = loan.record;
        let counts = StoredValue::new(kit_counts(&loan.lines));
        let first = loan.lines.first().map(|line| line.code.clone()).unwrap_or_default();
        let open = move || {
            chosen.set(Some(record));
            actions::guide::look_at(FORM);
        };
        view! {
            <Line
                wrap=true
                icon=move || kit_icon(app, &first)
                words=move || counts.with_value(|counts| in_words(app, counts))
                note=move || tr_with("handout.loan_since", &[("day", &date(loan.at.day()))])
            >
                <Button small=true label=move || tr("handout.loan_back") on_press=open/>
            </Line>
        }
    };
    let form = move || {
        let record = chosen.get()?;
        let loan = loans.get().into_iter().find(|loan| loan.record == record)?;
        Some(view! { <Ending loan chosen ended/> })
    };
    view! {
        {move || ended.get().map(|(records, words)| view! { <Ended records words ended/> })}
        <Show when=move || !loans.read().is_empty()>
            <Card title=move || tr("handout.loan") icon="undo">
                <Lines>{move || loans.get().into_iter().map(line).collect_view()}</Lines>
                {form}
            </Card>
        </Show>
    }
}

/// How many came back, and in which state.
#[component]
fn Ending(
    /// The loan.
    loan: Loan,
    /// Which loan is being taken back.
    chosen: RwSignal<Option<RecordId>>,
    /// What was saved.
    ended: RwSignal<Option<(Saved, String)>>,
) -> impl IntoView {
    let app = App::get();
    let how = RwSignal::new(Back::Fine.code().to_string());
    let busy = RwSignal::new(false);
    let counts = StoredValue::new(kit_counts(&loan.lines));
    let out = loan.lines.clone();
    let several = out.iter().map(|line| line.qty).sum::<u32>() > 1;
    let keep = move || {
        let lines = counts.with_value(|counts| lines_of(counts));
        let lines: Vec<Lent> = lines.into_iter().filter(|line| line.qty > 0).collect();
        let back = ENDS.into_iter().find(|end| how.with_untracked(|how| how == end.code()));
        let (Some(back), false) = (back, lines.is_empty()) else { return chosen.set(None) };
        let what = untrack(|| counts.with_value(|counts| in_words(app, counts)));
        let words = tr_with(&format!("handout.loan_saved.{}", back.code()), &[("what", &what)]);
        let loan = loan.clone();
        busy.set(true);
        spawn_local(async move {
            let saved = take_back(app, &loan, lines, back).await;
            busy.set(false);
            if let Ok(records) = saved {
                chosen.set(None);
                ended.set(Some((records, words)));
            }
        });
    };
    let ways = move || {
        let way = |end: Back| Opt::new(end.code(), tr(&format!("handout.loan_how.{}", end.code())));
        ENDS.map(way).to_vec()
    };
    view! {
        <Choice id=FORM legend=move || tr("handout.loan_how") value=how options=ways/>
        {several.then(|| view! { <KitLines counts=counts.get_value() up_to=out/> })}
        <SaveOrCancel busy on_save=keep on_cancel=move || chosen.set(None)/>
    }
}

/// Saved, and the undo.
#[component]
fn Ended(
    /// The records that were saved together.
    records: Saved,
    /// What came back, in words.
    words: String,
    /// What was saved.
    ended: RwSignal<Option<(Saved, String)>>,
) -> impl IntoView {
    let app = App::get();
    let busy = RwSignal::new(false);
    let undo = move || {
        let records = records.clone();
        busy.set(true);
        spawn_local(async move {
            let undone = actions::undo(app, records).await;
            busy.set(false);
            if undone.is_ok() {
                ended.set(None);
                actions::say(app, tr("common.undone"));
            }
        });
    };
    view! {
        <Callout kind=CalloutKind::Held icon="phone" live=Live::Status title=move || tr("saved.here")>
            <p>{words}</p>
            <Button small=true icon="undo" label=move || tr("common.undo") on_press=undo busy=busy/>
        </Callout>
    }
}
