//! A stock list from a file: chosen, read, looked at, its columns and names put right, and only
//! then brought in, all of it or nothing.

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::id::RecordId;
use passamano_core::list::Encoding;
use passamano_core::record::Activity;
use passamano_core::stock::import::{Chosen, Column, Goods, Preview};
use web_sys::File;

use super::columns::Columns;
use super::names::Names;
use super::preview::{Comes, Summary};
use super::problems::Problems;
use crate::actions::desk::stock_list::{self, StockFile};
use crate::actions::desk::table_file::Unread;
use crate::actions::{self, steps};
use crate::components::*;
use crate::i18n::{tr, tr_count};
use crate::screen::desk::list_parts::{Failed, LISTS};
use crate::state::App;

/// What the screen shows. Back goes from one to the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// The choice of a file, or why it cannot be read.
    Choice,
    /// What would come in.
    Preview,
    /// What came in.
    Done,
}

/// What is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Busy {
    No,
    Opening,
    Saving,
}

/// A list on its way in.
#[derive(Clone, Copy)]
pub(super) struct Intake {
    app: App,
    pub(super) activity: Memo<Option<Activity>>,
    shown: RwSignal<Shown>,
    busy: RwSignal<Busy>,
    /// Nothing of the file can be read.
    failed: RwSignal<Option<Unread>>,
    /// The file that is open.
    pub(super) file: RwSignal<Option<StockFile>>,
    /// Changes when the columns are others: another file, sheet or letters.
    pub(super) columns: RwSignal<u32>,
    /// What the pack names.
    pub(super) goods: RwSignal<Goods>,
    /// What somebody said that names mean.
    pub(super) names: RwSignal<Chosen>,
    /// What would come in; nothing while the columns do not say what and how many.
    pub(super) preview: Memo<Option<Preview>>,
    /// What is here already comes in once more.
    pub(super) again: RwSignal<bool>,
    /// What came in.
    records: RwSignal<Vec<RecordId>>,
}

impl Intake {
    fn new(app: App, activity: Memo<Option<Activity>>) -> Self {
        let file = RwSignal::new(None::<StockFile>);
        let (goods, names) = (RwSignal::new(Goods::default()), RwSignal::new(Chosen::new()));
        let shown = RwSignal::new(Shown::Choice);
        let preview = Memo::new(move |_| {
            let activity = activity.with(|activity| activity.as_ref().map(|a| a.id))?;
            if shown.get() != Shown::Preview {
                return None;
            }
            file.with(|file| {
                let file = file.as_ref().filter(|file| file.layout.is_whole())?;
                Some(goods.with(|goods| {
                    names.with(|names| stock_list::read(app, activity, file, goods, names))
                }))
            })
        });
        Self {
            app,
            activity,
            shown,
            busy: RwSignal::new(Busy::No),
            failed: RwSignal::new(None),
            file,
            columns: RwSignal::new(0),
            goods,
            names,
            preview,
            again: RwSignal::new(false),
            records: RwSignal::new(vec![]),
        }
    }

    fn open(self, file: File) {
        self.begin();
        spawn_local(async move {
            let goods = stock_list::goods(self.app).await;
            if self.goods.try_set(goods).is_none() {
                self.names.set(stock_list::names());
                self.opened(stock_list::open(file).await);
            }
        });
    }

    /// The same file with other letters.
    pub(super) fn with_letters(self, encoding: Encoding) {
        let letters = self.file.with_untracked(|file| file.as_ref()?.letters.clone());
        let Some(letters) = letters else { return };
        self.begin();
        spawn_local(async move {
            self.opened(stock_list::with_letters(&letters, encoding).await);
        });
    }

    /// The same file, with the list on another sheet.
    pub(super) fn on_sheet(self, sheet: usize) {
        let other =
            self.file.with_untracked(|file| Some(stock_list::on_sheet(file.as_ref()?, sheet)));
        if let Some(other) = other {
            self.opened(other);
        }
    }

    fn begin(self) {
        self.busy.set(Busy::Opening);
        self.failed.set(None);
    }

    fn opened(self, opened: Result<StockFile, Unread>) {
        // The person may have gone to another screen.
        if self.busy.try_set(Busy::No).is_some() {
            return;
        }
        match opened {
            Ok(file) => {
                self.file.set(Some(file));
                self.again.set(false);
                self.columns.update(|columns| *columns += 1);
                self.shown.set(Shown::Preview);
            }
            Err(problem) => {
                self.failed.set(Some(problem));
                self.shown.set(Shown::Choice);
            }
        }
    }

    /// Takes a column for something else; the list is read again.
    pub(super) fn choose(self, at: usize, column: Option<Column>) {
        self.file.update(|file| {
            if let Some(file) = file {
                file.layout.choose(at, column);
                file.recalled = false;
                stock_list::keep(&file.layout);
            }
        });
    }

    /// Says what a name means; the list is read again.
    pub(super) fn name(self, name: &str, code: &str) {
        self.names.update(|names| stock_list::keep_name(names, name, code));
    }

    /// How many rows would come in. Tracked.
    pub(super) fn count(self) -> u32 {
        let again = self.again.get();
        let count = |preview: &Preview| {
            preview.coming.iter().filter(|coming| again || !coming.here).count() as u32
        };
        self.preview.with(|preview| preview.as_ref().map(count).unwrap_or_default())
    }

    fn save(self) {
        let again = self.again.get_untracked();
        let goods = self.preview.with_untracked(|preview| Some(preview.as_ref()?.movements(again)));
        let activity = self.activity.with_untracked(|activity| activity.as_ref().map(|a| a.id));
        let (Some(goods), Some(activity)) = (goods, activity) else { return };
        self.busy.set(Busy::Saving);
        spawn_local(async move {
            let saved = stock_list::bring_in(self.app, activity, goods).await;
            if self.busy.try_set(Busy::No).is_some() {
                return;
            }
            // After a failure, which the notice tells, the list is still there to try again.
            if let Ok(records) = saved {
                self.records.set(records);
                self.file.set(None);
                self.shown.set(Shown::Done);
            }
        });
    }

    fn take_back(self) {
        let records = self.records.get_untracked();
        let activity = self.activity.with_untracked(|activity| activity.as_ref().map(|a| a.id));
        let Some(activity) = activity else { return };
        spawn_local(async move {
            if stock_list::take_back(self.app, activity, records).await.is_ok() {
                actions::say(self.app, tr("intake.taken_back"));
                let _gone = self.shown.try_set(Shown::Choice);
            }
        });
    }
}

/// The card.
#[component]
pub(super) fn IntakeCard(
    /// Where the goods come in.
    activity: Memo<Option<Activity>>,
) -> impl IntoView {
    let intake = Intake::new(App::get(), activity);
    steps::follow_to(intake.shown, |shown| *shown == Shown::Done);
    let template = move || spawn_local(stock_list::share_template(intake.app));
    view! {
        <Card title=move || tr("intake.title") icon="file">
            <Show when=move || intake.shown.get() != Shown::Preview>
                <p>{move || tr("intake.words")}</p>
            </Show>
            <div class="row-wrap">
                <FileButton
                    label=move || tr("intake.choose")
                    accept=LISTS
                    on_file=move |file| intake.open(file)
                />
                <Button kind=ButtonKind::Quiet icon="file" label=move || tr("import.template") on_press=template/>
            </div>
            <div role="status">
                {move || (intake.busy.get() == Busy::Opening).then(|| tr("import.reading"))}
            </div>
            {move || intake.failed.get().map(|problem| view! { <Failed problem/> })}
            {move || match intake.shown.get() {
                Shown::Choice => ().into_any(),
                Shown::Preview => view! { <Open intake/> }.into_any(),
                Shown::Done => view! { <Done intake/> }.into_any(),
            }}
        </Card>
    }
}

/// What was found, the names and columns, and at the foot of the screen the button that saves.
#[component]
fn Open(
    /// The list.
    intake: Intake,
) -> impl IntoView {
    let count = Memo::new(move |_| intake.count());
    let busy = Signal::derive(move || intake.busy.get() == Busy::Saving);
    view! {
        <Summary intake/>
        <Names intake/>
        <Problems intake/>
        <Comes intake/>
        <Columns intake/>
        <Dock label=move || tr("common.next_action")>
            <div class="row-wrap">
                <Show when=move || { count.get() > 0 }>
                    <Button
                        kind=ButtonKind::Brand
                        icon="check"
                        label=move || tr_count("intake.save", count.get())
                        on_press=move || intake.save()
                        busy=busy
                    />
                </Show>
                <Button
                    kind=ButtonKind::Quiet
                    label=move || tr("import.leave")
                    on_press=move || intake.shown.set(Shown::Choice)
                />
            </div>
        </Dock>
    }
}

/// What came in, with the way back.
#[component]
fn Done(
    /// The list.
    intake: Intake,
) -> impl IntoView {
    let count = move || intake.records.with(|records| records.len() as u32);
    view! {
        <Callout kind=CalloutKind::Held live=Live::Status title=move || tr("saved.here")>
            <p>{move || tr_count("intake.done", count())}</p>
            <Button small=true icon="undo" label=move || tr("common.undo") on_press=move || intake.take_back()/>
        </Callout>
    }
}
