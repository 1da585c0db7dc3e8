//! New codes for cards, and codes as pictures, drawn by the worker.

use std::collections::BTreeSet;

use leptos::prelude::*;
use passamano_core::card;

use crate::actions::warn;
use crate::i18n::tr;
use crate::platform::{codes, random};
use crate::state::App;

/// A code as a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// What it says.
    pub text: String,
    /// The dark modules as an SVG path, one unit for each module.
    pub path: String,
    /// Modules on one side, with the light border.
    pub side: u32,
}

/// So many codes that no household has, each once. Fewer when all are taken.
pub fn new_codes(app: App, count: u32) -> Vec<String> {
    let mut new = BTreeSet::new();
    app.world.with_untracked(|world| {
        for _ in 0..count {
            let taken = |code: &str| world.household(code).is_some() || new.contains(code);
            let Some(code) = card::new_code(random::bytes(), taken) else { break };
            new.insert(code);
        }
    });
    new.into_iter().collect()
}

/// Draws one code. On failure the notice says what to do.
pub async fn draw(app: App, text: &str) -> Option<Picture> {
    match codes::draw(text).await {
        Ok(code) => Some(Picture { text: text.into(), path: code.path(), side: code.side() }),
        Err(_) => {
            warn(app, tr("cards.cannot_draw"));
            None
        }
    }
}

/// Draws many codes, all or none; `drawn` hears after each how many there are.
pub async fn draw_all(app: App, texts: &[String], drawn: impl Fn(usize)) -> Option<Vec<Picture>> {
    let mut pictures = Vec::with_capacity(texts.len());
    for text in texts {
        pictures.push(draw(app, text).await?);
        drawn(pictures.len());
    }
    Some(pictures)
}
