//! Parts of the app that arrive cut off, or as a login page, at the first visit. Later visits
//! are safe: the service worker keeps no version that is not whole.

use passamano_e2e::phone::Phone;
use passamano_e2e::{Engine, Failure};

use super::place::{Place, damaged_app};
use super::says;

const LOGIN: &[u8] = b"<!doctype html><title>Wi-Fi</title><p>Sign in";

fn cut(bytes: Vec<u8>) -> Vec<u8> {
    bytes[..bytes.len() / 2].to_vec()
}

fn login(_: Vec<u8>) -> Vec<u8> {
    LOGIN.to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_pack_is_told_at_the_first_visit() -> Result<(), Failure> {
    for (file, damage) in [
        ("packs/food-medicines/pack.json", cut as fn(Vec<u8>) -> Vec<u8>),
        ("packs/food-medicines/en.json", login),
    ] {
        let dist = damaged_app(file, damage)?;
        let place = Place::serving(dist.path().to_path_buf())?;
        let phone = Phone::new(Engine::Chromium, "Amina").await?;
        phone.open(&place.url()).await?;
        says(&phone, "en", "start.try").await?;
        says(&phone, "en", "start.no_guides").await?;
        let kept = phone.script("return !!navigator.serviceWorker.controller", vec![]).await?;
        assert_eq!(kept, false, "a version that is not whole is not kept");
    }
    Ok(())
}
