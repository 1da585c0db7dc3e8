//! One picture, drawn: a card or a screen before a camera of 1280 × 720, then scaled to 800 as the
//! app does it.

use fast_qr::{ECL, QRBuilder};

const WIDTH: usize = 1280;
const HEIGHT: usize = 720;
/// The longer side of a picture for the worker: `LONGEST` in `src/platform/scan.rs`.
const SCALED: usize = 800;
/// A code's side on paper, and how far the camera is, in millimeters.
const CODE_MM: f32 = 25.0;
const AWAY_MM: f32 = 260.0;
const PAPER: f32 = 232.0;
const TABLE: f32 = 96.0;
/// Points along each side of a pixel that make its grey.
const FINE: usize = 3;

/// A small source of chance that is the same on every machine.
pub struct Chance(u64);

impl Chance {
    /// Begins anew with each seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// From 0 up to 1.
    pub fn part(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// Between two numbers.
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.part()
    }
}

/// A grey picture.
pub struct Frame {
    /// Row by row.
    pub grey: Vec<u8>,
    /// Pixels of a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

/// A shadow over a half of the code.
#[derive(Clone, Copy)]
pub struct Shade {
    /// What is left of the light.
    pub light: f32,
    /// Pixels from light to shade.
    pub edge: f32,
    /// Which half, in degrees.
    pub angle: f32,
}

/// What is before the camera.
pub struct Scene {
    modules: Vec<bool>,
    size: usize,
    seed: u64,
    /// A code's side in pixels.
    pub code_px: f32,
    /// Where its middle is.
    pub center: (f32, f32),
    /// Degrees in the plane of the picture.
    pub turn: f32,
    /// Degrees out of it, and toward where.
    pub tilt: (f32, f32),
    /// Deviation of the blur, in pixels.
    pub blur: f32,
    /// Length and direction of a motion while the picture was taken.
    pub motion: (f32, f32),
    /// Of print.
    pub contrast: f32,
    /// Deviation of the grain.
    pub noise: f32,
    /// Where a lamp shines, and how far.
    pub glare: Option<((f32, f32), f32)>,
    /// A shadow.
    pub shade: Option<Shade>,
    /// Light on dark.
    pub inverted: bool,
    /// Light modules around the code.
    pub quiet: f32,
}

impl Scene {
    /// A card in good light, nearly level.
    pub fn card(bytes: Vec<u8>, chance: &mut Chance) -> Self {
        let code = QRBuilder::new(bytes).ecl(ECL::M).build().expect("a short text");
        let modules = (0..code.size).flat_map(|y| code[y][..code.size].iter());
        Self {
            modules: modules.map(|module| module.value()).collect(),
            size: code.size,
            seed: (chance.part() * 1e6) as u64,
            code_px: 200.0,
            center: (chance.between(480.0, 800.0), chance.between(270.0, 450.0)),
            turn: chance.between(-12.0, 12.0),
            tilt: (chance.between(0.0, 8.0), chance.between(0.0, 360.0)),
            blur: 0.6,
            motion: (0.0, 0.0),
            contrast: 0.88,
            noise: 3.0,
            glare: None,
            shade: None,
            inverted: false,
            quiet: 4.0,
        }
    }

    /// The picture as the worker gets it.
    pub fn frame(&self) -> Frame {
        let mut picture = self.drawn();
        self.light(&mut picture);
        if self.blur > 0.0 {
            blur(&mut picture, self.blur);
        }
        if self.motion.0 > 0.0 {
            picture = moved(&picture, self.motion);
        }
        let mut chance = Chance::new(self.seed + 77);
        for value in &mut picture {
            let grain: f32 = (0..4).map(|_| chance.part() - 0.5).sum();
            *value += grain * 1.73 * self.noise;
        }
        scaled(&picture)
    }

    /// The grey at a place of the card, in modules from the middle of the code.
    fn grey(&self, u: f32, v: f32) -> f32 {
        let half = self.size as f32 / 2.0;
        let ink = PAPER * (1.0 - self.contrast);
        let (ink, paper) = if self.inverted { (PAPER, ink) } else { (ink, PAPER) };
        let (x, y) = (u + half, v + half);
        let inside = |margin: f32| u.abs() < half + margin && v.abs() < half + margin;
        if inside(0.0) {
            let dark = self.modules[y as usize % self.size * self.size + x as usize % self.size];
            return if dark { ink } else { paper };
        }
        // Without a quiet zone the card itself is dark.
        let bare = self.quiet < 0.5;
        if inside(self.quiet) {
            return if bare { ink } else { paper };
        }
        // What else is printed: words under the code, or all around it where little is quiet.
        let card = u.abs() < half * 2.6 && v.abs() < half * 1.9;
        if !card {
            return TABLE;
        }
        let words = (v * 0.9).sin() > 0.3 && (u * 1.7).sin() + (u * 0.6 + v).sin() > 0.2;
        let near = self.quiet < 4.0 || v > half + 6.0;
        if bare || (near && words) { ink } else { paper }
    }

    fn drawn(&self) -> Vec<f32> {
        let scale = self.code_px / CODE_MM;
        let per_module = CODE_MM / self.size as f32;
        let (turn, tilt, toward) =
            (self.turn.to_radians(), self.tilt.0.to_radians(), self.tilt.1.to_radians());
        let (cx, cy) = self.center;
        // The ray through a pixel meets the slanted card: solved for the card's own axes.
        let (nx, ny) = (toward.cos() * tilt.tan(), toward.sin() * tilt.tan());
        let ((slope_y, slope_x), (turn_y, turn_x)) = (toward.sin_cos(), turn.sin_cos());
        let longer = 1.0 / tilt.cos() - 1.0;
        let at = |x: f32, y: f32| {
            let (px, py) = ((x - cx) / scale, (y - cy) / scale);
            let depth = 1.0 / (1.0 - (px * nx + py * ny) / AWAY_MM);
            let (x, y) = (px * depth, py * depth);
            // Along the slope the card is longer than it looks.
            let stretch = (x * slope_x + y * slope_y) * longer;
            let (x, y) = (x + stretch * slope_x, y + stretch * slope_y);
            let (x, y) = (x * turn_x + y * turn_y, y * turn_x - x * turn_y);
            (x / per_module, y / per_module)
        };
        let mut picture = vec![0.0; WIDTH * HEIGHT];
        let reach = self.size as f32 * 1.4;
        for (place, value) in picture.iter_mut().enumerate() {
            let (x, y) = ((place % WIDTH) as f32, (place / WIDTH) as f32);
            let (u, v) = at(x + 0.5, y + 0.5);
            let fine = if u.abs().max(v.abs()) < reach { FINE } else { 1 };
            let mut sum = 0.0;
            for part in 0..fine * fine {
                let step = |at: usize| (at as f32 + 0.5) / fine as f32;
                let (u, v) = at(x + step(part % fine), y + step(part / fine));
                sum += self.grey(u, v);
            }
            *value = sum / (fine * fine) as f32;
        }
        picture
    }

    fn light(&self, picture: &mut [f32]) {
        let (down, across) = self.shade.map_or(0.0, |shade| shade.angle).to_radians().sin_cos();
        for (place, value) in picture.iter_mut().enumerate() {
            let (x, y) = ((place % WIDTH) as f32, (place / WIDTH) as f32);
            // A room is lighter on one side.
            *value *= 0.92 + 0.08 * x / WIDTH as f32;
            if let Some(Shade { light, edge, .. }) = self.shade {
                let far = (x - self.center.0) * across + (y - self.center.1) * down;
                let part = (far / edge + 0.5).clamp(0.0, 1.0);
                *value *= light + (1.0 - light) * part;
            }
            if let Some(((gx, gy), size)) = self.glare {
                let far = ((x - gx).powi(2) + (y - gy).powi(2)) / (size * size);
                *value += 330.0 * (-far * 2.0).exp();
            }
            *value = value.min(255.0);
        }
    }
}

/// A bell-shaped blur, along rows and then along columns.
fn blur(picture: &mut [f32], deviation: f32) {
    let reach = (deviation * 3.0).ceil() as i32;
    let bell: Vec<f32> =
        (-reach..=reach).map(|x| (-(x * x) as f32 / (2.0 * deviation * deviation)).exp()).collect();
    let sum: f32 = bell.iter().sum();
    for (step, length, lines, next) in [(1, WIDTH, HEIGHT, WIDTH), (WIDTH, HEIGHT, WIDTH, 1)] {
        for line in 0..lines {
            let old: Vec<f32> = (0..length).map(|at| picture[line * next + at * step]).collect();
            for at in 0..length {
                let near = |x: i32| old[(at as i32 + x).clamp(0, length as i32 - 1) as usize];
                let value: f32 =
                    (-reach..=reach).zip(&bell).map(|(x, weight)| near(x) * weight).sum();
                picture[line * next + at * step] = value / sum;
            }
        }
    }
}

fn moved(picture: &[f32], (length, angle): (f32, f32)) -> Vec<f32> {
    let steps = length.ceil() as i32;
    let angle = angle.to_radians();
    let (dx, dy) = (angle.cos() * length / steps as f32, angle.sin() * length / steps as f32);
    let at = |x: f32, y: f32| {
        let x = (x.round() as i32).clamp(0, WIDTH as i32 - 1) as usize;
        let y = (y.round() as i32).clamp(0, HEIGHT as i32 - 1) as usize;
        picture[y * WIDTH + x]
    };
    let value = |place: usize| {
        let (x, y) = ((place % WIDTH) as f32, (place / WIDTH) as f32);
        let step = |s: i32| s as f32 - steps as f32 / 2.0;
        (0..=steps).map(|s| at(x + step(s) * dx, y + step(s) * dy)).sum::<f32>()
            / (steps + 1) as f32
    };
    (0..picture.len()).map(value).collect()
}

/// Smaller, each pixel the mean of what it covers.
fn scaled(picture: &[f32]) -> Frame {
    let (width, height) = (SCALED, SCALED * HEIGHT / WIDTH);
    let by = WIDTH as f32 / width as f32;
    let mut grey = Vec::with_capacity(width * height);
    let parts = |at: usize| {
        let (from, to) = (at as f32 * by, (at + 1) as f32 * by);
        (from as usize..to.ceil() as usize).map(move |place| {
            (place, (to.min(place as f32 + 1.0) - from.max(place as f32)).max(0.0))
        })
    };
    for y in 0..height {
        for x in 0..width {
            let mut sum = 0.0;
            for (py, high) in parts(y) {
                for (px, wide) in parts(x) {
                    sum += picture[py.min(HEIGHT - 1) * WIDTH + px.min(WIDTH - 1)] * high * wide;
                }
            }
            grey.push((sum / (by * by)).round().clamp(0.0, 255.0) as u8);
        }
    }
    Frame { grey, width, height }
}
