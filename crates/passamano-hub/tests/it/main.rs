//! Stories of phones and a real hub, over real HTTP.

mod app;
mod bad_input;
mod crash;
mod enrolment;
mod relay;
mod webhook;
mod world;
