//! The stories without signal: after one visit the app starts again and again with the hub
//! stopped, every language and every file of it is there, a volunteer's whole day works from the
//! first second after joining, and an update that arrives in part changes nothing. What each
//! story looks at is in its own file; who takes part is in `cast.rs`.

mod cast;
mod day;
mod day_words;
mod starts;
mod update;

use passamano_e2e::{Engine, Failure};

/// What the product promises.
const COLD_STARTS: usize = 20;
/// In the slower engines: enough to see that a start does not use up what the next one needs.
const SOME_STARTS: usize = 3;

#[tokio::test(flavor = "multi_thread")]
async fn twenty_cold_starts_without_signal_in_chromium() -> Result<(), Failure> {
    starts::of_a_team(Engine::Chromium, COLD_STARTS).await
}

#[tokio::test(flavor = "multi_thread")]
async fn three_cold_starts_without_signal_in_firefox() -> Result<(), Failure> {
    starts::of_a_team(Engine::Firefox, SOME_STARTS).await
}

#[tokio::test(flavor = "multi_thread")]
async fn three_new_windows_without_signal_in_webkit() -> Result<(), Failure> {
    starts::of_a_team(Engine::WebKit, SOME_STARTS).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_team_without_signal_in_chromium() -> Result<(), Failure> {
    starts::of_the_sample(Engine::Chromium).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_day_without_signal_in_chromium() -> Result<(), Failure> {
    day::without_signal(Engine::Chromium).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_day_without_signal_in_firefox() -> Result<(), Failure> {
    day::without_signal(Engine::Firefox).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_day_without_signal_in_webkit() -> Result<(), Failure> {
    day::without_signal(Engine::WebKit).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_that_arrives_in_part_changes_nothing() -> Result<(), Failure> {
    update::in_part_then_whole(Engine::Chromium).await
}
