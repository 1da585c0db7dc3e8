//! A list from a file: chosen, read, looked at, its columns put right, and only then added, all of
//! it or nothing.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use passamano_core::household::import::{Column, Preview};
use passamano_core::list::Encoding;
use web_sys::File;

use super::changes::KnownChanges;
use super::columns::Columns;
use super::preview::PreviewCard;
use crate::actions::desk::households::{self, Agreed};
use crate::actions::desk::list_file::{self, ListFile};
use crate::actions::desk::table_file::Unread;
use crate::actions::steps;
use crate::components::*;
use crate::i18n::{tr, tr_count};
use crate::screen::desk::list_parts::{Failed, LISTS};
use crate::state::App;

/// What the screen shows. Back goes from one to the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// The choice of a file, or why it cannot be read.
    Choice,
    /// What the list would do.
    Preview,
    /// So many are new, and so many changed.
    Done(usize, usize),
}

/// What is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Busy {
    No,
    /// The file is being opened.
    Opening,
    /// So many are being saved.
    Saving(usize),
}

/// An import: what is open, and what came out of it.
#[derive(Clone, Copy)]
pub(super) struct Import {
    app: App,
    shown: RwSignal<Shown>,
    busy: RwSignal<Busy>,
    /// Nothing of the file can be read.
    failed: RwSignal<Option<Unread>>,
    /// The file that is open.
    pub(super) file: RwSignal<Option<ListFile>>,
    /// What came out of it; nothing while it is read.
    pub(super) preview: RwSignal<Option<Arc<Preview>>>,
    /// Changes when the columns are others: another file, sheet or letters.
    pub(super) columns: RwSignal<u32>,
    /// The losses of known households that were ticked.
    agreed: RwSignal<Agreed>,
    so_far: RwSignal<u32>,
    /// Which reading is the last: an older one that ends later says nothing any more.
    reading: RwSignal<u32>,
}

impl Import {
    fn new(app: App) -> Self {
        Self {
            app,
            shown: RwSignal::new(Shown::Choice),
            busy: RwSignal::new(Busy::No),
            failed: RwSignal::new(None),
            file: RwSignal::new(None),
            preview: RwSignal::new(None),
            columns: RwSignal::new(0),
            agreed: RwSignal::new(Agreed::new()),
            so_far: RwSignal::new(0),
            reading: RwSignal::new(0),
        }
    }

    /// How far it is; the person may have gone to another screen.
    fn tell(self) -> impl Fn(u32) {
        move |hundredths| {
            let _gone = self.so_far.try_set(hundredths);
        }
    }

    fn open(self, file: File) {
        self.begin();
        spawn_local(async move { self.opened(list_file::open(file, self.tell()).await) });
    }

    /// The same file with other letters.
    pub(super) fn with_letters(self, encoding: Encoding) {
        let letters = self.file.with_untracked(|file| file.as_ref()?.letters.clone());
        let Some(letters) = letters else { return };
        self.begin();
        spawn_local(async move {
            self.opened(list_file::with_letters(&letters, encoding, self.tell()).await);
        });
    }

    /// The same file, with the list on another sheet.
    pub(super) fn on_sheet(self, sheet: usize) {
        let other =
            self.file.with_untracked(|file| Some(list_file::on_sheet(file.as_ref()?, sheet)));
        if let Some(other) = other {
            self.opened(Ok(other));
        }
    }

    /// The same sheet, with the headers in the row that a person says.
    pub(super) fn with_headers(self, row: Option<usize>) {
        let other = self.file.with_untracked(|file| list_file::with_headers(file.as_ref()?, row));
        if let Some(other) = other {
            self.opened(Ok(other));
        }
    }

    fn begin(self) {
        self.busy.set(Busy::Opening);
        self.failed.set(None);
        self.preview.set(None);
        self.so_far.set(0);
    }

    fn opened(self, opened: Result<ListFile, Unread>) {
        // The person may have gone to another screen.
        if self.busy.try_set(Busy::No).is_some() {
            return;
        }
        match opened {
            Ok(file) => {
                self.file.set(Some(file));
                self.columns.update(|columns| *columns += 1);
                self.shown.set(Shown::Preview);
                self.read();
            }
            Err(problem) => {
                self.failed.set(Some(problem));
                self.file.set(None);
                self.shown.set(Shown::Choice);
            }
        }
    }

    /// Takes a column for something else, and reads again.
    pub(super) fn choose(self, at: usize, column: Option<Column>) {
        self.file.update(|file| {
            if let Some(file) = file {
                file.layout.choose(at, column);
                file.recalled = false;
                list_file::keep(&file.layout);
            }
        });
        self.read();
    }

    fn read(self) {
        let Some(file) = self.file.get_untracked() else { return };
        self.preview.set(None);
        self.agreed.set(Agreed::new());
        self.reading.update(|reading| *reading += 1);
        if file.layout.code().is_none() {
            return;
        }
        let reading = self.reading.get_untracked();
        spawn_local(async move {
            let preview = list_file::read(self.app, &file, self.tell()).await;
            if self.reading.try_get_untracked() == Some(reading) {
                self.preview.set(Some(Arc::new(preview)));
            }
        });
    }

    fn add(self) {
        let Some(preview) = self.preview.get_untracked() else { return };
        let count = preview.households.len();
        self.busy.set(Busy::Saving(count));
        spawn_local(async move {
            let agreed = self.agreed.get_untracked();
            let added = households::add(self.app, &preview.households, &agreed).await;
            if self.busy.try_set(Busy::No).is_some() {
                return;
            }
            // After a failure, which the notice tells, the list is still there to try again.
            if let Ok((new, changed)) = added {
                self.shown.set(Shown::Done(new, changed));
            }
        });
    }
}

/// The card.
#[component]
pub(super) fn ImportCard() -> impl IntoView {
    let import = Import::new(App::get());
    steps::follow_to(import.shown, |shown| matches!(shown, Shown::Done(..)));
    let template = move || spawn_local(list_file::share_template(import.app));
    let reading = move || {
        let waits = import.shown.get() == Shown::Preview
            && import.preview.read().is_none()
            && import
                .file
                .with(|file| file.as_ref().is_some_and(|file| file.layout.code().is_some()));
        import.busy.get() == Busy::Opening || waits
    };
    view! {
        <Card title=move || tr("import.title") icon="file">
            <p>{move || tr("import.words")}</p>
            <div class="row-wrap">
                <FileButton
                    label=move || tr("import.choose")
                    accept=LISTS
                    on_file=move |file| import.open(file)
                />
                <Button kind=ButtonKind::Quiet icon="file" label=move || tr("import.template") on_press=template/>
            </div>
            <div role="status">
                {move || match import.busy.get() {
                    Busy::Saving(n) => Some(tr_count("import.saving", n as u32)),
                    _ => reading().then(|| tr("import.reading")),
                }}
            </div>
            {move || reading().then(|| view! {
                <progress max="100" prop:value=import.so_far aria-label=move || tr("import.reading")></progress>
            })}
            {move || import.failed.get().map(|problem| view! { <Failed problem/> })}
            {move || match (import.shown.get(), import.busy.get()) {
                (Shown::Preview, Busy::No) if import.file.with_untracked(Option::is_some) => view! { <Open import/> }.into_any(),
                (Shown::Done(new, changed), Busy::No) => view! {
                    <Callout kind=CalloutKind::Held live=Live::Status title=move || tr("saved.here")>
                        <p>{move || tr_count("import.added", new as u32)}</p>
                        {(changed > 0).then(|| view! {
                            <p>{move || tr_count("import.changed", changed as u32)}</p>
                        })}
                    </Callout>
                }
                .into_any(),
                _ => ().into_any(),
            }}
        </Card>
    }
}

/// What was found, the columns, and at the foot of the screen the button that adds.
#[component]
fn Open(
    /// The import.
    import: Import,
) -> impl IntoView {
    let good = move || import.preview.with(|preview| Some(preview.as_ref()?.households.len()));
    let good = Memo::new(move |_| good().unwrap_or_default() as u32);
    view! {
        {move || import.preview.get().map(|preview| view! {
            <PreviewCard preview=preview.clone()/>
            <KnownChanges preview agreed=import.agreed/>
        })}
        <Columns import/>
        {move || import.preview.get().map(|preview| view! {
            <super::problems::Problems preview/>
        })}
        <Dock label=move || tr("common.next_action")>
            <div class="row-wrap">
                {move || (good.get() > 0).then(|| view! {
                    <Button
                        kind=ButtonKind::Brand
                        icon="plus"
                        label=move || tr_count("import.add", good.get())
                        on_press=move || import.add()
                    />
                })}
                <Button kind=ButtonKind::Quiet label=move || tr("import.leave") on_press=move || import.shown.set(Shown::Choice)/>
            </div>
        </Dock>
    }
}
