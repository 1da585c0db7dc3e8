//! Stories of phones and a real hub, over real HTTP.

// A story may fail loudly, also in the helpers that clippy does not take for tests.
#![allow(clippy::unwrap_used, clippy::panic)]

mod app;
mod bad_input;
mod crash;
mod enrolment;
mod relay;
mod rest;
mod webhook;
mod world;
