//! Programmes lived through the core as data: forms as JSON, people who fill them in, and what
//! comes out of it. The app is the other client of the same rules.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail loudly"
)]

mod forms;
