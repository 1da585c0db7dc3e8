//! What `bin/bench.rs` measures on an emulated cheap phone. One program measures one build of the
//! app, a step at a time as it is asked, so that two builds can take turns on one machine: what
//! is asked is in [`steps`], how each step is measured in [`measure`], the phones that carry a
//! large team in [`team`] and [`own`].

pub mod measure;
pub mod own;
pub mod steps;
pub mod team;
