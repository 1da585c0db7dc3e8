//! The reader of codes: what another program drew (`tests/frozen`), and what cameras see
//! (`pictures.rs`).

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod frozen;
mod pictures;
mod rates;
mod scene;
