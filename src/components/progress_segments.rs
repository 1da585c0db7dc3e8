//! How far along: one segment for each thing to do.

use leptos::prelude::*;

/// How far one thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Done.
    Done,
    /// The one to do now.
    Now,
    /// Not yet.
    Todo,
}

/// Segments for things done in order: the first `done` of `total`, then the one that is now.
#[must_use]
pub fn segments(done: usize, total: usize) -> Vec<Segment> {
    (0..total)
        .map(|place| match place.cmp(&done) {
            std::cmp::Ordering::Less => Segment::Done,
            std::cmp::Ordering::Equal => Segment::Now,
            std::cmp::Ordering::Greater => Segment::Todo,
        })
        .collect()
}

/// A row of segments. Without a label it is hidden from readers: then words beside it must say the same.
#[component]
pub fn ProgressSegments(
    /// The segments, in order.
    #[prop(into)]
    segments: Signal<Vec<Segment>>,
    /// What a reader says: "Item 1 of 3".
    #[prop(optional, into)]
    label: Signal<Option<String>>,
) -> impl IntoView {
    let segment = |segment: Segment| {
        let class = match segment {
            Segment::Done => "progress-segment progress-segment-done",
            Segment::Now => "progress-segment progress-segment-now",
            Segment::Todo => "progress-segment",
        };
        view! { <span class=class></span> }
    };
    view! {
        <div
            class="progress-segments"
            role=move || label.get().map(|_| "img")
            aria-label=label
            aria-hidden=move || label.get().is_none().then_some("true")
        >
            {move || segments.get().into_iter().map(segment).collect_view()}
        </div>
    }
}
