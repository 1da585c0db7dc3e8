//! Cards to print and cut out: new codes, or those of the list.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::actions::{desk::cards, steps};
use crate::components::*;
use crate::i18n::{tr, tr_count, tr_with};
use crate::route::Route;
use crate::screen::desk::frame::DeskFrame;
use crate::screen::desk::sheet::Sheet;
use crate::state::App;

/// The most cards at once: 125 pages.
const MOST: u32 = 1000;

/// The form, or the sheet that it made.
#[component]
pub fn DeskCardsPage() -> impl IntoView {
    let sheet = RwSignal::new(Vec::<SheetCard>::new());
    let shown = RwSignal::new(false);
    steps::follow(shown);
    Effect::new(move |_| shown.set(sheet.with(|sheet| !sheet.is_empty())));
    Effect::new(move |_| {
        if !shown.get() && sheet.with_untracked(|sheet| !sheet.is_empty()) {
            sheet.set(vec![]);
        }
    });
    move || {
        match sheet.with(Vec::is_empty) {
        true => view! {
            <DeskFrame title=move || tr("desk.cards") here=Route::DeskCards><Make sheet/></DeskFrame>
        }
        .into_any(),
        false => view! { <Sheet sheet/> }.into_any(),
    }
    }
}

/// How many cards, and which.
#[component]
fn Make(
    /// Filled with the cards.
    sheet: RwSignal<Vec<SheetCard>>,
) -> impl IntoView {
    let app = App::get();
    let count = RwSignal::new("24".to_string());
    let wrong = RwSignal::new(false);
    let drawing = RwSignal::new(None::<(usize, usize)>);
    let busy = Signal::derive(move || drawing.get().is_some());
    let listed = Memo::new(move |_| app.world.with(|world| world.household_count() as u32));
    let draw = move |codes: Vec<String>| {
        let all = codes.len();
        drawing.set(Some((0, all)));
        spawn_local(async move {
            let drawn = cards::draw_all(app, &codes, |done| {
                let _ = drawing.try_set(Some((done, all)));
            });
            if let Some(pictures) = drawn.await {
                let card = |p: cards::Picture| SheetCard {
                    code: p.text,
                    qr_path: p.path,
                    qr_side: p.side,
                };
                let _ = sheet.try_set(pictures.into_iter().map(card).collect());
            }
            let _ = drawing.try_set(None);
        });
    };
    let make_new = move || match count.get_untracked().trim().parse::<u32>() {
        Ok(n @ 1..=MOST) => {
            wrong.set(false);
            draw(cards::new_codes(app, n));
        }
        _ => wrong.set(true),
    };
    let print_list = move || {
        let codes =
            app.world.with_untracked(|world| world.households().map(|h| h.code.clone()).collect());
        draw(codes);
    };
    let error =
        move || wrong.get().then(|| tr_with("cards.count_wrong", &[("n", &MOST.to_string())]));
    view! {
        <div class="desk-page">
            <p>{move || tr("cards.words")}</p>
            <Card title=move || tr("cards.new") icon="plus">
                <p>{move || tr("cards.new_words")}</p>
                <Field kind=FieldKind::Number label=move || tr("cards.count") value=count error=error/>
                <Button kind=ButtonKind::Brand icon="plus" label=move || tr("cards.make") on_press=make_new busy=busy/>
            </Card>
            <Show when=move || { listed.get() > 0 }>
                <Card title=move || tr("cards.list") icon="household">
                    <p>{move || tr_count("desk.household_count", listed.get())}</p>
                    <Button icon="file" label=move || tr("cards.make_list") on_press=print_list busy=busy/>
                </Card>
            </Show>
            <p role="status">
                {move || drawing.get().map(|(done, all)| {
                    tr_with("cards.drawing", &[("a", &done.to_string()), ("b", &all.to_string())])
                })}
            </p>
        </div>
    }
}
