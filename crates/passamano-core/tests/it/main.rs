//! A simulated world: phones, a hub and a webhook on a network that loses, doubles, delays and
//! forges. It runs in virtual time from a seed, so a failure can be repeated. What is true of
//! one session alone is tested beside it in `src/sync/tests.rs`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail loudly"
)]

mod chance;
mod endpoints;
mod phone;
mod world;

use world::{Plan, World};

/// Runs one world and says what it came to.
fn run(seed: u64, plan: Plan) -> World {
    let mut world = World::new(seed, plan);
    world.run();
    world
}

#[test]
fn everything_arrives_once_and_nothing_is_marked_that_did_not() {
    for seed in 0..200 {
        let world = run(seed, Plan::default());
        world.assert_complete(seed);
        assert_eq!(world.false_receipts, 0, "seed {seed}");
    }
}

#[test]
fn a_hub_restored_from_a_backup_gets_everything_again() {
    let mut forgotten = 0;
    for seed in 1_000..1_060 {
        let world = run(seed, Plan { restore: true, ..Plan::default() });
        forgotten += world.forgotten;
        world.assert_complete(seed);
    }
    assert!(forgotten > 60, "the backups were too new to prove anything: {forgotten}");
}

/// The control: in the same world, a client that takes status 200 for a receipt loses records.
/// If it did not, the tests above would prove nothing.
#[test]
fn a_client_that_believes_the_status_loses_records() {
    let lost: usize = (0..20)
        .map(|seed| run(seed, Plan { believes_status: true, ..Plan::default() }).lost())
        .sum();
    assert!(lost > 20, "only {lost} records were lost");
}
