//! The reader of codes: what another program drew (`tests/frozen`), and what cameras see
//! (`pictures.rs`).

mod frozen;
mod pictures;
mod rates;
mod scene;
