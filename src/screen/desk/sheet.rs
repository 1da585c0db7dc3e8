//! A sheet of cards, to print and cut out.

use leptos::prelude::*;

use crate::actions::export;
use crate::components::*;
use crate::i18n::{tr, tr_count};
use crate::screen::notices::Notices;
use crate::state::App;

/// The sheet alone: paper holds nothing but cards.
#[component]
pub fn Sheet(
    /// The cards.
    sheet: RwSignal<Vec<SheetCard>>,
    /// The key of the word of the way back.
    #[prop(default = "cards.back")]
    back: &'static str,
) -> impl IntoView {
    let app = App::get();
    view! {
        <SkipLink label=move || tr("common.skip")/>
        <div class="screen screen-wide screen-sheet">
            <AppBar title=move || tr_count("cards.made", sheet.with(Vec::len) as u32)/>
            <main class="screen-main" id="main" tabindex="-1">
                <p>{move || tr("cards.print_words")}</p>
                <CardSheet cards=sheet line=move || app.space_name()/>
            </main>
            <Dock label=move || tr("common.next_action") news=|| view! { <Notices/> }>
                <MainAction icon="file" label=move || tr("cards.print") on_press=move || export::print_page(app)/>
                <Button
                    kind=ButtonKind::Quiet
                    icon="back"
                    label=move || tr(back)
                    on_press=move || sheet.set(vec![])
                />
            </Dock>
        </div>
    }
}
