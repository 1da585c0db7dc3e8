//! The app. What is in each module, and who may use whom, is said in ARCHITECTURE.md.

pub mod actions;
pub mod app;
pub mod components;
pub mod i18n;
pub mod pages;
pub mod parts;
pub mod platform;
pub mod route;
pub mod screen;
pub mod state;
pub mod storage;
pub mod sync;
