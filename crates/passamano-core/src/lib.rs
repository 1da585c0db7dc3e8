//! The pure heart of Passamano: what a record is, how it is sealed, what the rules say,
//! and what a pile of records means.
//!
//! A *pack* says what to do; the *log* of records says what happened; every screen is computed
//! from the two. Here is all of that, and nothing that touches the world: no clock, no chance,
//! no storage, no network, no browser. Time, random bytes and keys are arguments; what is to be
//! done comes back as a value. That is why a thousand phones fit in one test.
//!
//! In reading order: [`id`], [`code`] and [`time`] name things, [`record`] is the log's unit, [`envelope`]
//! seals it with [`keys`], [`space`] holds the secrets and signed settings of one organisation; [`pack`],
//! [`guide`], [`opening`], [`card`], [`household`], [`distribution`], [`stock`] and [`feedback`] are the field's
//! rules; [`value`], [`expr`], [`form`] and [`register`] are answers, conditions, questions and
//! lists as data of a pack; [`personal`] warns of words that could name somebody; [`list`] reads
//! lists from files for two of them; [`projection`] folds records into what screens show;
//! [`sync`] decides what to send and
//! what to believe, through one file per kind of [`endpoint`]; [`export`] writes what leaves as
//! text. [`api`] is what phones and the hub say to each other.

pub mod api;
pub mod card;
pub mod catalogue;
pub mod code;
pub mod distribution;
pub mod endpoint;
pub mod envelope;
pub mod export;
pub mod expr;
pub mod feedback;
pub mod form;
pub mod guide;
pub mod household;
pub mod id;
mod json;
pub mod keys;
pub mod list;
pub mod opening;
pub mod origin;
pub mod pack;
pub mod people;
pub mod personal;
pub mod projection;
pub mod record;
pub mod register;
pub mod seal;
pub mod space;
pub mod stock;
pub mod sync;
pub mod time;
pub mod value;
