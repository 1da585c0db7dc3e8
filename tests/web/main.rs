//! Tests of storage and of the browser wrappers, in a real browser. Each test has a database of
//! its own, and deletes it.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod platform;
mod storage;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
