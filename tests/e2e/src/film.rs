//! A film before Chromium's camera: a card, half in shade where that is asked, in a hand that is
//! never quite still. The picture is drawn by what draws the pictures for the reader's own tests.

use std::io::Write as _;

use crate::Failure;
use crate::phone::Phone;

#[expect(clippy::expect_used, reason = "it draws for tests")]
#[path = "../../../crates/passamano-codes/tests/it/scene.rs"]
mod scene;

use scene::{Chance, Scene, Shade};

/// Where the browser looks for a film instead of a camera.
pub const NAME: &str = "camera.y4m";
/// Pictures of the film, shown over and over, and how many in a second.
const PICTURES: u64 = 10;
const A_SECOND: u32 = 15;

/// Puts the film of a card with this code before the camera of a phone that is switched off.
pub fn before_the_camera(phone: &Phone, code: &str, half_in_shade: bool) -> Result<(), Failure> {
    let mut file = vec![];
    for at in 0..PICTURES {
        // The same card each time, and a hand that trembles.
        let mut scene = Scene::card(code.as_bytes().to_vec(), &mut Chance::new(7));
        let mut tremble = Chance::new(100 + at);
        scene.center.0 += tremble.between(-4.0, 4.0);
        scene.center.1 += tremble.between(-4.0, 4.0);
        scene.shade = half_in_shade.then_some(Shade { light: 0.5, edge: 8.0, angle: 20.0 });
        let frame = scene.frame();
        if at == 0 {
            writeln!(
                file,
                "YUV4MPEG2 W{} H{} F{A_SECOND}:1 Ip C420jpeg",
                frame.width, frame.height
            )?;
        }
        writeln!(file, "FRAME")?;
        file.extend(&frame.grey);
        // No color: half as many in each direction, of two.
        file.extend(std::iter::repeat_n(128, frame.grey.len() / 2));
    }
    Ok(std::fs::write(phone.profile().join(NAME), file)?)
}
