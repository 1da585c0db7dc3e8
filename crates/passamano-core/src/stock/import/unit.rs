//! What a number of goods counts: packs, single pieces, kilograms, or cartons of which nobody knows
//! how many are in one. Stock is kept in packs, as the pack's catalogue has them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::RowKind;
use crate::list::words::fold;
use crate::pack::Item;

/// A unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Unit {
    /// Packs of any kind, as people take them in the hand.
    Pack,
    /// Single pieces, which may come several in a pack.
    Piece,
    /// A box: a pack to some, a carton to others.
    Box,
    /// Something with an unknown number of packs in it.
    Carton,
    /// So many grams.
    Grams(f64),
    /// So many millilitres.
    Millilitres(f64),
}

/// So little is left of a number by counting with fractions.
const ALMOST: f64 = 1e-6;

const NAMES: &[(Unit, &str)] = &[
    (
        Unit::Pack,
        "conf|confezione|confezioni|cf|pack|packs|packet|packets|package|packages|paquet|paquets|pacco|pacchi|pacchetto|pacchetti|bag|bags|busta|buste|sachet|sachets|sacchetto|sacchetti\
        |bottle|bottles|bottiglia|bottiglie|bt|bouteille|bouteilles|jar|jars|vasetto|vasetti|barattolo|barattoli|pot|pots|can|cans|tin|tins|lattina|lattine|latta|brick|bricks|flacone|flaconi|flacon|flacons\
        |rotolo|rotoli|roll|rolls|rouleau|rouleaux|set|sets|kit|kits|tubo|tubi|vaschetta|vaschette\
        |عبوة|عبوات|علبة|علب|زجاجة|زجاجات|كيس|أكياس|رزمة|رزم|لفة|لفات|طقم",
    ),
    (
        Unit::Piece,
        "pz|pezzo|pezzi|pc|pcs|piece|pieces|pièce|pièces|each|ea|unit|units|unità|unité|unités|قطعة|قطع|حبة|حبات|وحدة|وحدات",
    ),
    (Unit::Box, "scatola|scatole|box|boxes|boîte|boîtes"),
    (
        Unit::Carton,
        "cartone|cartoni|carton|cartons|crt|ctn|ct|collo|colli|colis|cassa|casse|cassetta|cassette|case|cases|crate|crates|caisse|caisses|fardello|fardelli|pallet|pallets|bancale|bancali|pedana|pedane|palette|palettes\
        |صندوق|صناديق|كرتون|كرتونة|كراتين|طبلية",
    ),
    (Unit::Grams(1.0), "g|gr|gram|grams|grammo|grammi|gramme|grammes|غ|غرام|غم|جرام"),
    (
        Unit::Grams(1000.0),
        "kg|kgs|kilo|kilos|chilo|chili|chilogrammi|kilogram|kilograms|kilogramme|kilogrammes|كغ|كغم|كجم|كيلو|كيلوغرام",
    ),
    (Unit::Grams(100_000.0), "q|quintale|quintali"),
    (Unit::Millilitres(1.0), "ml|millilitri|مل"),
    (Unit::Millilitres(10.0), "cl"),
    (Unit::Millilitres(100.0), "dl"),
    (Unit::Millilitres(1000.0), "l|lt|ltr|litro|litri|litre|litres|liter|liters|ل|لتر|لترات"),
];

static FOLDED: LazyLock<HashMap<String, Unit>> = LazyLock::new(|| {
    let each = |(unit, words): &(Unit, &'static str)| {
        let unit = *unit;
        words.split('|').map(move |word| (fold(word), unit))
    };
    NAMES.iter().flat_map(each).collect()
});

/// The unit that a folded word names.
pub fn named(word: &str) -> Option<Unit> {
    // Alone it is a number rather than a hundred kilograms.
    if word == "q" {
        return None;
    }
    FOLDED.get(word).copied()
}

/// The unit in a cell of its own, such as `pz.` or `conf. da 500 g`, whose first word counts.
pub fn of_cell(cell: &str) -> Option<Unit> {
    let folded = fold(cell);
    FOLDED.get(folded.split(' ').next()?).copied()
}

impl Unit {
    /// A number of this can have a fraction.
    pub fn is_measure(self) -> bool {
        matches!(self, Self::Grams(_) | Self::Millilitres(_))
    }

    /// How many packs so much of this is. A kit has no measure.
    pub fn packs(self, number: f64, item: Option<&Item>) -> Result<f64, RowKind> {
        let several = item.is_some_and(|item| item.unit == "piece" && item.size > 1.0);
        let size = |unit: &str, small: &str, large: &str| {
            let item = item.filter(|item| item.size > 0.0 && item.unit == unit)?;
            if unit == small {
                Some(item.size)
            } else if unit == large {
                Some(item.size * 1000.0)
            } else {
                None
            }
        };
        let measured = |one: f64, small: &str, large: &str| {
            let of_pack = size(small, small, large).or_else(|| size(large, small, large));
            of_pack.map(|of_pack| number * one / of_pack).ok_or(RowKind::UnclearUnit)
        };
        let packs = match self {
            Self::Pack => number,
            // Twelve eggs are two packs of six, or twelve packs.
            Self::Piece if several => return Err(RowKind::UnclearUnit),
            Self::Piece => number,
            Self::Box if several => number,
            Self::Box | Self::Carton => return Err(RowKind::UnclearUnit),
            Self::Grams(one) => measured(one, "g", "kg")?,
            Self::Millilitres(one) => measured(one, "ml", "l")?,
        };
        let whole = packs.round();
        if (packs - whole).abs() > ALMOST * whole.max(1.0) {
            return Err(RowKind::NotWhole);
        }
        Ok(whole)
    }
}
