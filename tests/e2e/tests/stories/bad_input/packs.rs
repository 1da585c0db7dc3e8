//! Parts of the app that arrive cut off, or as a login page, at the first visit. Later visits
//! are safe: the service worker keeps no version that is not whole.

use passamano_e2e::hub::TestHub;
use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure};
use tempfile::TempDir;

use super::place::damaged_app;
use super::{LANGUAGES, says};

const LOGIN: &[u8] = b"<!doctype html><title>Wi-Fi</title><p>Sign in";

fn cut(bytes: Vec<u8>) -> Vec<u8> {
    bytes[..bytes.len() / 2].to_vec()
}

fn login(_: Vec<u8>) -> Vec<u8> {
    LOGIN.to_vec()
}

pub async fn a_damaged_pack_is_told_at_the_first_visit(engine: Engine) -> Result<(), Failure> {
    for (file, damage) in
        [("packs/packs.json", cut as fn(Vec<u8>) -> Vec<u8>), ("packs/en.json", login)]
    {
        let (_app, _hub, phone) = first_visit(engine, &[file], damage).await?;
        says(&phone, "en", "start.try").await?;
        says(&phone, "en", "start.no_guides").await?;
        is_not_kept(&phone).await?;
    }
    Ok(())
}

pub async fn with_a_damaged_language_the_app_speaks_another_one(
    engine: Engine,
) -> Result<(), Failure> {
    for damage in [cut as fn(Vec<u8>) -> Vec<u8>, login] {
        let (_app, _hub, phone) = first_visit(engine, &["i18n/en.json"], damage).await?;
        says(&phone, "it", "start.try").await?;
        let spoken = phone.script("return document.documentElement.lang", vec![]).await?;
        assert_eq!(spoken, "it");
        is_not_kept(&phone).await?;
    }
    Ok(())
}

pub async fn without_any_language_the_rescue_page_has_its_own_words(
    engine: Engine,
) -> Result<(), Failure> {
    let all = LANGUAGES.map(|language| format!("i18n/{language}.json"));
    let (_app, _hub, phone) = first_visit(engine, &all.each_ref().map(String::as_str), cut).await?;
    phone.sees("Passamano stopped").await?;
    phone.sees("Save my data to a file").await?;
    is_not_kept(&phone).await
}

pub async fn a_damaged_part_of_the_program_is_told_at_the_first_visit(
    engine: Engine,
) -> Result<(), Failure> {
    for damage in [cut as fn(Vec<u8>) -> Vec<u8>, login] {
        let (_app, hub, phone) = first_visit(engine, &["team-*.wasm"], damage).await?;
        phone.taps("Try it").await?;
        says(&phone, "en", "broken.part.cause").await?;
        phone.open(&format!("{}/join", hub.url())).await?;
        says(&phone, "en", "broken.part.cause").await?;
        says(&phone, "en", "common.retry").await?;
        is_not_kept(&phone).await?;
    }
    Ok(())
}

/// Somebody opens an app in which these files are damaged.
async fn first_visit(
    engine: Engine,
    files: &[&str],
    damage: fn(Vec<u8>) -> Vec<u8>,
) -> Result<(TempDir, TestHub, Phone), Failure> {
    let app = damaged_app(files, damage)?;
    let hub = TestHub::serving(app.path().to_path_buf())?;
    let phone = Phone::new(engine, "Amina").await?;
    phone.open(&hub.url()).await?;
    Ok((app, hub, phone))
}

async fn is_not_kept(phone: &Phone) -> Result<(), Failure> {
    let kept = phone.script("return !!navigator.serviceWorker.controller", vec![]).await?;
    assert_eq!(kept, false, "a version that is not whole is not kept");
    Ok(())
}
