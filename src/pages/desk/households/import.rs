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
use crate::pages::desk::list_parts::{Failed, LISTS};
use crate::state::App;

/// How far an import is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stage {
    /// Nothing was chosen.
    Idle,
    /// The file is being opened.
    Opening,
    /// Nothing of it can be read.
    Failed(Unread),
    /// Open, and waiting for a person.
    Open,
    /// So many are being saved.
    Saving(usize),
    /// So many are new, and so many changed.
    Added(usize, usize),
}

/// What Back goes through: a list that is being looked at is left for the choice of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Choice,
    Preview,
    Done,
}

/// An import: what is open, and what came out of it.
#[derive(Clone, Copy)]
pub(super) struct Import {
    app: App,
    stage: RwSignal<Stage>,
    shown: RwSignal<Shown>,
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
            stage: RwSignal::new(Stage::Idle),
            shown: RwSignal::new(Shown::Choice),
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

    fn begin(self) {
        self.stage.set(Stage::Opening);
        self.preview.set(None);
        self.so_far.set(0);
    }

    fn opened(self, opened: Result<ListFile, Unread>) {
        match opened {
            Ok(file) => {
                if self.file.try_set(Some(file)).is_none() {
                    self.columns.update(|columns| *columns += 1);
                    self.stage.set(Stage::Open);
                    self.read();
                }
            }
            Err(problem) => {
                let _gone = self.stage.try_set(Stage::Failed(problem));
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
        self.stage.set(Stage::Saving(count));
        spawn_local(async move {
            // After a failure the list is still there to try again.
            let agreed = self.agreed.get_untracked();
            let next = match households::add(self.app, &preview.households, &agreed).await {
                Ok((new, changed)) => Stage::Added(new, changed),
                Err(_) => Stage::Open,
            };
            let _gone = self.stage.try_set(next);
        });
    }

    /// Back and Forward go between the choice of a file and the list that is open. What was decided
    /// about the list stays until another file is chosen.
    fn follow(self) {
        Effect::new(move |_| {
            let shown = match self.stage.get() {
                Stage::Open | Stage::Saving(_) => Shown::Preview,
                Stage::Added(..) => Shown::Done,
                Stage::Idle | Stage::Opening | Stage::Failed(_) => Shown::Choice,
            };
            if self.shown.get_untracked() != shown {
                self.shown.set(shown);
            }
        });
        steps::follow_to(self.shown, |shown| *shown == Shown::Done);
        Effect::new(move |_| {
            let open = self.file.with_untracked(Option::is_some);
            match (self.shown.get(), self.stage.get_untracked()) {
                (Shown::Choice, Stage::Open) => self.stage.set(Stage::Idle),
                (Shown::Preview, Stage::Idle) if open => self.stage.set(Stage::Open),
                (Shown::Preview, Stage::Idle | Stage::Failed(_)) => self.shown.set(Shown::Choice),
                _ => {}
            }
        });
    }

    fn leave(self) {
        self.stage.set(Stage::Idle);
        self.file.set(None);
        self.preview.set(None);
    }
}

/// The card.
#[component]
pub(super) fn ImportCard() -> impl IntoView {
    let import = Import::new(App::get());
    import.follow();
    let template = move || spawn_local(list_file::share_template(import.app));
    let reading = move || {
        let stage = import.stage.read();
        let waits = *stage == Stage::Open
            && import.preview.read().is_none()
            && import
                .file
                .with(|file| file.as_ref().is_some_and(|file| file.layout.code().is_some()));
        *stage == Stage::Opening || waits
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
                {move || match *import.stage.read() {
                    Stage::Saving(n) => Some(tr_count("import.saving", n as u32)),
                    _ => reading().then(|| tr("import.reading")),
                }}
            </div>
            {move || reading().then(|| view! {
                <progress max="100" prop:value=import.so_far aria-label=move || tr("import.reading")></progress>
            })}
            {move || match import.stage.get() {
                Stage::Failed(problem) => view! { <Failed problem/> }.into_any(),
                Stage::Open => view! { <Open import/> }.into_any(),
                Stage::Added(new, changed) => view! {
                    <Callout kind=CalloutKind::Held live=Live::Status title=move || tr("saved.here")>
                        <p>{move || tr_count("import.added", new as u32)}</p>
                        {(changed > 0).then(|| view! {
                            <p>{move || tr_count("import.changed", changed as u32)}</p>
                        })}
                    </Callout>
                }
                .into_any(),
                Stage::Idle | Stage::Opening | Stage::Saving(_) => ().into_any(),
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
                <Button kind=ButtonKind::Quiet label=move || tr("import.leave") on_press=move || import.leave()/>
            </div>
        </Dock>
    }
}
