//! The guides: what the team does today and how far it is, one step at a time, the go/no-go
//! gate, and all guides of the pack to read.

mod all;
mod checks;
mod day;
mod gate;
mod gate_decision;
mod gate_onward;
mod gate_risks;
mod guide_cord;
mod not_now;
mod step;
mod step_action;
mod step_text;
mod suggest;
mod words;

pub use all::{GuideOfPage, GuidesPage};
pub use day::GuidePage;
pub use gate::GatePage;
pub use step::StepPage;
