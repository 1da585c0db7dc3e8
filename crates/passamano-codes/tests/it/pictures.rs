//! Pictures of cards and of invitations on a screen, drawn as a phone's camera would show them:
//! small, slanted, blurred, in shade, with glare and grain. The same at each run, so that readers
//! can be compared; see `examples/decoders.rs`.

use super::scene::{Chance, Frame, Scene, Shade};

/// A picture with one code.
pub struct Picture {
    /// What is hard in it, and how much.
    pub group: String,
    /// What the code says.
    pub text: String,
    /// What is in the picture.
    pub scene: Scene,
}

impl Picture {
    /// Draws it as it comes to the worker.
    pub fn frame(&self) -> Frame {
        self.scene.frame()
    }
}

/// 338 pictures of cards: one thing is hard in each, or everything a little.
pub fn cards() -> Vec<Picture> {
    type Change = fn(&mut Scene, f32, &mut Chance);
    let groups: &[(&str, &[f32], usize, Change)] = &[
        ("size px", &[60., 80., 100., 150.], 8, |s, v, _| s.code_px = v),
        ("large px", &[300., 400.], 8, |s, v, _| s.code_px = v),
        ("turned °", &[30., 60., 90., 135., 180., 270.], 4, |s, v, c| {
            s.turn = v + c.between(-10., 10.);
        }),
        ("at the edge", &[0.], 12, |s, _, c| {
            s.center = if c.part() < 0.5 { (140., 130.) } else { (1130., 590.) };
        }),
        ("Latin-1", &[0.], 10, |_, _, _| {}),
        ("blur px", &[1., 2., 3., 4.], 8, |s, v, _| s.blur = v),
        ("motion px", &[5., 9., 15.], 6, |s, v, c| s.motion = (v, c.between(0., 180.))),
        ("tilt °", &[20., 35., 50., 60.], 10, |s, v, c| s.tilt = (v, c.between(0., 360.))),
        ("contrast %", &[20., 30., 40., 60.], 8, |s, v, _| s.contrast = v / 100.),
        ("noise", &[10., 20., 35., 50.], 6, |s, v, _| s.noise = v),
        ("glare px", &[40., 90.], 10, |s, v, c| {
            let (x, y) = s.center;
            let at = (x + c.between(-60., 60.), y + c.between(-60., 60.));
            s.glare = Some((at, v));
        }),
        ("half in shade, light %", &[50., 30., 15.], 8, |s, v, c| {
            s.shade = Some(Shade {
                light: v / 100.,
                edge: c.between(3., 60.),
                angle: c.between(0., 360.),
            });
        }),
        ("inverted", &[0.], 10, |s, _, _| s.inverted = true),
        ("quiet zone", &[2., 1.], 8, |s, v, _| s.quiet = v),
        ("no quiet zone on dark", &[0.], 8, |s, _, _| s.quiet = 0.),
        ("all a little", &[0.], 20, |s, _, c| {
            s.code_px = c.between(110., 180.);
            s.tilt = (c.between(5., 30.), c.between(0., 360.));
            s.blur = c.between(0.5, 1.5);
            s.noise = c.between(4., 14.);
            s.contrast = c.between(0.45, 0.8);
            s.shade = Some(Shade {
                light: c.between(0.4, 0.7),
                edge: c.between(5., 60.),
                angle: c.between(0., 360.),
            });
        }),
    ];
    let mut pictures = vec![];
    for (group, values, count, change) in groups {
        for value in *values {
            for _ in 0..*count {
                let mut chance = Chance::new(1 + pictures.len() as u64);
                let latin = *group == "Latin-1";
                let text = if latin { latin_1(pictures.len()) } else { code(&mut chance) };
                let bytes = if latin {
                    text.chars().map(|c| c as u8).collect()
                } else {
                    text.clone().into_bytes()
                };
                let mut scene = Scene::card(bytes, &mut chance);
                change(&mut scene, *value, &mut chance);
                let group =
                    if values.len() == 1 { (*group).into() } else { format!("{group} {value}") };
                pictures.push(Picture { group, text, scene });
            }
        }
    }
    pictures
}

/// 144 pictures of an invitation on another phone's screen.
pub fn invitations() -> Vec<Picture> {
    let sizes = [300., 400., 500., 600.].into_iter();
    let all = sizes.flat_map(|size| (0..36).map(move |at| (size, at)));
    all.map(|(size, at)| {
        let mut chance = Chance::new(5_000 + at + size as u64);
        let length = 250 + (at as usize * 7) % 236;
        let symbols = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let secret: String =
            (0..length).map(|_| char::from(symbols[(chance.part() * 64.) as usize % 64])).collect();
        let text = format!("https://hub.example.org/#/join/{secret}");
        let mut scene = Scene::card(text.clone().into_bytes(), &mut chance);
        scene.code_px = size;
        scene.center = (chance.between(600., 680.), chance.between(352., 368.));
        scene.tilt = ([0., 4., 8., 12.][at as usize % 4], chance.between(0., 360.));
        scene.blur = [0., 0.75, 1.5][at as usize % 3];
        scene.turn = chance.between(-8., 8.);
        scene.noise = 4.;
        Picture { group: format!("{size} px"), text, scene }
    })
    .collect()
}

/// 216 pictures of cards of which a shadow covers a part: three lights, six edges.
pub fn shade() -> Vec<Picture> {
    let mut pictures = vec![];
    for light in [0.7, 0.5, 0.3] {
        for edge in [3., 8., 14., 20., 40., 60.] {
            for _ in 0..12 {
                let mut chance = Chance::new(9_000 + pictures.len() as u64);
                let text = code(&mut chance);
                let mut scene = Scene::card(text.clone().into_bytes(), &mut chance);
                scene.shade = Some(Shade { light, edge, angle: chance.between(0., 360.) });
                pictures.push(Picture {
                    group: format!("light {:.0} %", light * 100.),
                    text,
                    scene,
                });
            }
        }
    }
    pictures
}

/// A code like ours; without the check, which no reader knows.
fn code(chance: &mut Chance) -> String {
    const SYMBOLS: &[u8] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    let mut code: String =
        (0..5).map(|_| char::from(SYMBOLS[(chance.part() * 31.) as usize % 31])).collect();
    code.insert(2, '-');
    code
}

fn latin_1(at: usize) -> String {
    ["Città-12", "N° 12", "Famiglia è 7", "Zürich-03", "São-0417"][at % 5].into()
}
