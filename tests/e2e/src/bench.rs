//! What `bin/bench.rs` measures on an emulated cheap phone. One program measures one build of the
//! app, a step at a time as it is asked, so that two builds can take turns on one machine: what
//! is asked is in [`steps`], how each step is measured in [`measure`], the phones that carry a
//! large team in [`team`] and [`own`]. What a newcomer's way through the day takes is in
//! [`newcomer`], by the words of [`paths`] and the finger of [`touch`]; what the worker that reads
//! codes takes in [`reader`].

pub mod measure;
pub mod newcomer;
pub mod own;
pub mod paths;
pub mod reader;
pub mod steps;
pub mod team;
pub mod touch;
