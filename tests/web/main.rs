//! Tests of storage and of the browser wrappers, in a real browser. Each test has a database of
//! its own, and deletes it.
#![cfg(target_arch = "wasm32")]

mod platform;
mod storage;
#[path = "../../src/workers/qr.rs"]
mod qr;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
