//! Starts the app, and nothing else.

fn main() {}
