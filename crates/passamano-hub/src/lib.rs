//! The hub: keeps sealed envelopes, answers each with a signed receipt, relays them to the rest
//! of the team, and serves the app.
//!
//! It is not trusted: it holds no key that opens an envelope, and an organisation's signature
//! decides who may enrol; whoever runs it decides who may open a space. [`Hub::start`] runs one
//! inside any program; the binary is a thin command line around it. `API.md` is what goes over the wire; [`store::Store`] is where
//! envelopes rest. TLS and rate limits belong to the proxy in front.

mod cannot_start;
mod chance;
mod data_folder;
mod dist;
mod http;
mod hub;
pub mod store;

pub use cannot_start::CannotStart;
pub use hub::{Found, Hub, Settings};
