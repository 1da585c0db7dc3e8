//! What the screens share that bring a list in from a file, of households or of goods: where the
//! list stands, why a file cannot be read, rows that are none of the list, and what is wrong in its
//! rows. Also lists on the screen that are shown in steps, and the way back of what was brought in.

use leptos::prelude::*;
use passamano_core::id::RecordId;
use passamano_core::list::{Beside, Encoding, OtherSheet, ProblemGroup, Workbook};

use crate::actions::desk::table_file::{Letters, Unread};
use crate::components::*;
use crate::i18n::{isolated, tr, tr_count, tr_count_with, tr_with};
use crate::screen::ask_first::AskFirst;

/// How many headers show whether letters are right.
const HEADERS: usize = 3;
/// So many rows are named; of more the first.
const ROWS: usize = 8;
/// More lines than this nobody reads on a screen; the first ones show what is wrong.
const SHOWN: usize = 100;
/// Files that may hold a list.
pub const LISTS: &str = ".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.ods,.fods,.xml,text/csv";

/// The sheet with the list, and how letters are read, where there is something to choose.
/// `sheet` is the one that is read, `headers` show whether the letters are right.
pub fn place<S: Fn(usize) + 'static, L: Fn(Encoding) + 'static>(
    book: &Workbook,
    sheet: usize,
    letters: Option<&Letters>,
    headers: Vec<&str>,
    on_sheet: S,
    on_letters: L,
) -> impl IntoView + use<S, L> {
    let filled = book.sheets.iter().enumerate().filter(|(_, sheet)| !sheet.rows.is_empty());
    let sheets: Vec<Opt> =
        filled.map(|(at, sheet)| Opt::new(at.to_string(), sheet.name.clone())).collect();
    let chosen = RwSignal::new(sheet.to_string());
    Effect::new(move || {
        let now = chosen.read().parse().unwrap_or_default();
        if now != sheet {
            on_sheet(now);
        }
    });
    let letters = letters.filter(|letters| letters.guessed).map(|letters| {
        let before = letters.encoding;
        let encoding = RwSignal::new(before.name().to_string());
        let named = headers.into_iter().filter(|header| !header.is_empty());
        // Those with letters that may be wrong come first.
        let (mut odd, plain): (Vec<&str>, Vec<&str>) = named.partition(|header| !header.is_ascii());
        odd.extend(plain);
        let headers = odd.into_iter().take(HEADERS).collect::<Vec<_>>().join(" · ");
        Effect::new(move || {
            if let Some(now) = Encoding::named(&encoding.read())
                && now != before
            {
                on_letters(now);
            }
        });
        let all: Vec<Opt> =
            Encoding::ALL.map(|one| Opt::new(one.name(), one.name())).into_iter().collect();
        view! {
            <Select
                label=move || tr("import.letters")
                value=encoding
                options=all
                hint=move || Some(tr_with("import.letters_hint", &[("headers", &headers)]))
                compact=true
            />
        }
    });
    let several = sheets.len() > 1;
    view! {
        {letters}
        {several.then(|| view! {
            <Select label=move || tr("import.sheet") value=chosen options=sheets.clone() compact=true/>
        })}
    }
}

/// Why nothing of a file can be read.
#[component]
pub fn Failed(
    /// The reason.
    problem: Unread,
) -> impl IntoView {
    let words = move || tr_with(&problem.key(), &[("row", &problem.row())]);
    view! {
        <Callout kind=CalloutKind::Stop live=Live::Alert title=move || tr("import.failed")>
            <p>{words}</p>
            <p>{move || tr("import.nothing_saved")}</p>
        </Callout>
    }
}

/// Rows that are none of the list, a line for each reason. `area` is that of their words.
pub fn beside(area: &'static str, beside: &[(usize, Beside)]) -> impl IntoView + use<> {
    let reasons = [
        (Beside::Tags, "tags"),
        (Beside::Headers, "headers"),
        (Beside::Example, "example"),
        (Beside::Types, "types"),
        (Beside::Sum, "sum"),
    ];
    let line = |(why, name): (Beside, &'static str)| {
        let own = beside.iter().filter(|(_, own)| *own == why);
        let own: Vec<usize> = own.map(|(row, _)| *row).collect();
        (!own.is_empty()).then(|| {
            let key = format!("{area}.beside.{name}");
            view! { <li>{move || tr_with(&key, &[("rows", &rows(&own))])}</li> }
        })
    };
    reasons.map(line).collect_view()
}

/// How many of something there are; nothing where there are none.
pub fn counted(key: &'static str, n: usize) -> impl IntoView {
    (n > 0).then(|| view! { <li>{move || tr_count(key, n as u32)}</li> })
}

/// What the sheet does not show and what of the file is not used, a line for each.
pub fn aside(
    hidden_rows: &[usize],
    hidden_columns: &[String],
    sheets: &[OtherSheet],
    blank_rows: usize,
    unknown_columns: &[String],
) -> impl IntoView + use<> {
    let hidden = (!hidden_rows.is_empty()).then(|| {
        let (count, rows) = (hidden_rows.len() as u32, rows(hidden_rows));
        view! { <li>{move || tr_count_with("import.hidden_rows", count, &[("rows", &rows)])}</li> }
    });
    let columns = (!hidden_columns.is_empty()).then(|| {
        let columns: Vec<_> = hidden_columns.iter().map(|header| isolated(header)).collect();
        let columns = columns.join(", ");
        view! { <li>{move || tr_with("import.hidden_columns", &[("columns", &columns)])}</li> }
    });
    let sheet = |sheet: &OtherSheet| {
        let key = if sheet.members { "import.members_sheet" } else { "import.other_sheet" };
        let name = isolated(&sheet.name);
        view! { <li>{move || tr_with(key, &[("sheet", &name)])}</li> }
    };
    let unknown = unknown_columns.join(", ");
    view! {
        {hidden}
        {columns}
        {sheets.iter().map(sheet).collect_view()}
        {counted("import.blank_rows", blank_rows)}
        {(!unknown.is_empty()).then(|| view! {
            <li>{move || tr_with("import.unknown_columns", &[("columns", &unknown)])}</li>
        })}
    }
}

/// Numbers of rows, as a person looks for them.
pub fn rows(rows: &[usize]) -> String {
    let mut text = rows.iter().take(ROWS).map(usize::to_string).collect::<Vec<_>>().join(", ");
    if rows.len() > ROWS {
        text.push_str(", …");
    }
    text
}

/// A header, or where the column stands if it has none.
pub fn name_of_column(at: usize, header: &str) -> String {
    let header = header.split_whitespace().collect::<Vec<_>>().join(" ");
    passamano_core::list::name_of_column(&header, at)
}

/// The first values of a column.
pub fn examples(examples: &[String]) -> String {
    examples.iter().map(|example| isolated(example)).collect::<Vec<_>>().join(" · ")
}

/// What is wrong in the rows of a file, so that a person can mend the file: each thing once, with
/// all its rows. `leaves_out` says whether a row stays out for it, `sentence` what it is.
pub fn problem_table<K: Clone + Send + Sync + 'static>(
    problems: Vec<ProblemGroup<K>>,
    leaves_out: fn(&K) -> bool,
    sentence: fn(&K, &str) -> String,
) -> AnyView {
    if problems.is_empty() {
        return ().into_any();
    }
    let rest = problems.len().saturating_sub(SHOWN);
    let line = move |problem: ProblemGroup<K>| {
        let ProblemGroup { first, rows: numbers } = problem;
        let out = leaves_out(&first.kind);
        let many = numbers.len() as u32;
        let place = match first.sheet.as_str() {
            "" => rows(&numbers),
            sheet => format!("{sheet}: {}", rows(&numbers)),
        };
        let (kind, value) = (first.kind, first.value);
        view! {
            <tr>
                <td class="table-number">{place}</td>
                <td>{first.column}</td>
                <td>
                    {move || sentence(&kind, &value)}" "
                    <b>
                        {move || match (out, many) {
                            (true, 1) => tr("import.row_out"),
                            (true, n) => tr_count("import.rows_out", n),
                            (false, 1) => tr("import.row_in"),
                            (false, n) => tr_count("import.rows_in", n),
                        }}
                    </b>
                </td>
            </tr>
        }
    };
    view! {
        <div class="table-wrap" role="region" tabindex="0" aria-label=move || tr("import.problems")>
            <table class="table">
                <caption>{move || tr("import.problems")}</caption>
                <thead>
                    <tr>
                        <th scope="col" class="table-number">{move || tr("import.row")}</th>
                        <th scope="col">{move || tr("import.column")}</th>
                        <th scope="col">{move || tr("import.what")}</th>
                    </tr>
                </thead>
                <tbody>{problems.into_iter().take(SHOWN).map(line).collect_view()}</tbody>
            </table>
        </div>
        {(rest > 0).then(|| view! { <p class="soft">{move || tr_count("import.more_problems", rest as u32)}</p> })}
    }
    .into_any()
}

/// More of many that are shown in steps. Nothing where all are shown.
#[component]
pub fn ShowMore(
    /// How many are shown.
    shown: RwSignal<usize>,
    /// How many more with each tap.
    step: usize,
    /// How many there are.
    #[prop(into)]
    all: Signal<usize>,
) -> impl IntoView {
    let hidden = move || all.get().saturating_sub(shown.get()) as u32;
    view! {
        <Show when=move || { hidden() > 0 }>
            <Button
                kind=ButtonKind::Quiet
                label=move || tr_count("common.show_more", hidden())
                on_press=move || shown.update(|shown| *shown += step)
            />
        </Show>
    }
}

/// A list that was brought in, with the way back, which is asked about first.
#[component]
pub fn WayBack<F: Future<Output = ()> + 'static>(
    /// What came in, and by whom.
    #[prop(into)]
    words: Signal<String>,
    /// What the way back takes along.
    #[prop(into)]
    warning: Signal<String>,
    /// Its first record.
    own: RecordId,
    /// The list whose way back is asked about.
    asked: RwSignal<Option<RecordId>>,
    /// Goes back.
    take_back: impl Fn() -> F + Copy + Send + Sync + 'static,
) -> impl IntoView {
    view! {
        <p>{words}</p>
        <AskFirst
            own
            asked
            offer=move || tr("imports.take_back")
            question=move || tr("imports.sure")
            kind=CalloutKind::Stop
            yes=move || tr("imports.yes")
            take_back
        >
            <p>{warning}</p>
        </AskFirst>
    }
}
