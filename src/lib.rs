//! The app. What is in each module, and who may use whom, is said in ARCHITECTURE.md.

pub mod app;
pub mod route;
pub mod pages;
pub mod components;
pub mod state;
pub mod actions;
pub mod storage;
pub mod sync;
pub mod i18n;
pub mod platform;
