//! What a column of a stock list may hold, and what its header in four languages, as shops and
//! packs say it, or its HXL tag says that it holds.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::unit::{self, Unit};
use crate::list::rows::is_tag;
use crate::list::words::{fold, set};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// The name of a kit or item, or its code.
    Item,
    /// Its code. A list may have codes of its own: then the name decides.
    Code,
    /// The maker's lot.
    Lot,
    /// A date after which nothing is given.
    UseBy,
    /// A date of quality.
    BestBefore,
    /// A date that is one or the other: what is usual for the item, and safe where nothing is.
    Date,
    /// How many.
    Qty,
    /// What the number counts.
    Unit,
}

impl Column {
    /// All of them, in the order in which a person chooses.
    pub const ALL: [Self; 8] = [
        Self::Item,
        Self::Code,
        Self::Lot,
        Self::UseBy,
        Self::BestBefore,
        Self::Date,
        Self::Qty,
        Self::Unit,
    ];

    /// A short text that stands for it, which [`Column::from_key`] reads back.
    pub fn key(self) -> &'static str {
        match self {
            Self::Item => "item",
            Self::Code => "code",
            Self::Lot => "lot",
            Self::UseBy => "use_by",
            Self::BestBefore => "best_before",
            Self::Date => "date",
            Self::Qty => "qty",
            Self::Unit => "unit",
        }
    }

    /// The column of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.key() == key)
    }
}

/// A name that means one thing.
const EXACT: u8 = 5;
/// An HXL tag.
const TAGGED: u8 = 4;
/// Words of it say what it is about.
const LOOSE: u8 = 3;
/// A name that often means something else: a date may be the day of a delivery.
pub(super) const WEAK: u8 = 1;

const NAMES: &[(Column, u8, &str)] = &[
    (
        Column::Item,
        EXACT,
        "item|items|product|products|goods|article|articles|commodity|item name|product name|name of item|item description|product description\
        |articolo|articoli|prodotto|prodotti|merce|alimento|alimenti|genere|nome articolo|nome prodotto|descrizione articolo|descrizione prodotto|denominazione|voce\
        |produit|produits|désignation|libellé|denrée|denrées|marchandise|nom du produit|nom de l'article\
        |الصنف|صنف|الأصناف|المنتج|منتج|المنتجات|المادة|مادة|المواد|السلعة|البضاعة|اسم الصنف|اسم المنتج|اسم المادة|producto|artículo",
    ),
    (
        Column::Item,
        WEAK,
        "description|name|what|food|material|descrizione|nome|che cosa|cosa|materiale|quoi|nom|البيان|الوصف|الاسم|descripción",
    ),
    (
        Column::Code,
        EXACT,
        "code|item code|product code|article code|code of item|sku|codice|codice articolo|codice prodotto|cod|cod articolo|cod prodotto|cod art\
        |code article|code produit|référence|réf|ref|reference|الرمز|رمز|رمز الصنف|رمز المنتج|كود|الكود|كود الصنف|código",
    ),
    (
        Column::Lot,
        EXACT,
        "lot|lots|batch|lot number|batch number|lot no|batch no|lot n|lot code|batch code|lot batch|batch lot|lotto|lotti|n lotto|numero lotto|numero di lotto|lotto n|codice lotto|partita\
        |n lot|n de lot|no lot|no de lot|numéro de lot|numéro lot|الدفعة|دفعة|رقم الدفعة|رقم دفعة|التشغيلة|رقم التشغيلة|اللوط|لوط|lote|número de lote",
    ),
    (
        Column::UseBy,
        EXACT,
        "use by|use by date|use before|dlc|date limite de consommation|date limite consommation|à consommer jusqu'au|à consommer avant|à consommer avant le\
        |da consumare entro|da consumarsi entro|da consumare entro il|consumare entro|data limite di consumo\
        |يستهلك حتى|يستهلك قبل|يُستهلك قبل|صالح حتى|صالح لغاية|fecha de caducidad",
    ),
    (
        Column::BestBefore,
        EXACT,
        "best before|best before date|best before end|best by|bbd|bbe|bb|tmc|termine minimo di conservazione|da consumarsi preferibilmente entro|da consumare preferibilmente entro|preferibilmente entro\
        |ddm|dluo|date de durabilité minimale|à consommer de préférence avant|à consommer de préférence avant le|de préférence avant\
        |يفضل استهلاكه قبل|يفضل استهلاكها قبل|يفضل الاستهلاك قبل|يفضل استهلاكه حتى|الأفضل قبل|يفضل قبل|mhd|consumo preferente",
    ),
    (
        Column::Date,
        EXACT,
        "expiry|expiry date|expire date|expiration|expiration date|exp|exp date|expires|expires on|shelf life end|date on pack\
        |scadenza|data scadenza|data di scadenza|scad|scade|scade il|data sulla confezione\
        |péremption|date de péremption|date d'expiration|date péremption|date sur l'emballage\
        |تاريخ الانتهاء|انتهاء الصلاحية|تاريخ انتهاء الصلاحية|تاريخ الصلاحية|الصلاحية|صلاحية|ينتهي في|التاريخ على العبوة|caducidad|vencimiento|fecha de vencimiento",
    ),
    (Column::Date, WEAK, "date|data|تاريخ|التاريخ|fecha"),
    (
        Column::Qty,
        EXACT,
        "quantity|qty|quantities|pieces|pcs|no of pieces|number of pieces|in stock|on hand|stock on hand|quantity in stock|how many\
        |quantità|qtà|q tà|qta|q ta|quant|pezzi|pz|n pezzi|numero pezzi|n pz|giacenza|giacenze|quanti|in magazzino\
        |quantité|qté|qte|nombre de pièces|nb pièces|en stock|combien|الكمية|كمية|عدد القطع|القطع|الرصيد|كم|cantidad|existencias",
    ),
    (
        Column::Qty,
        LOOSE,
        "number|count|amount|stock|numero|n|nr|totale|total|nombre|nb|العدد|عدد|المخزون|المجموع",
    ),
    (
        Column::Unit,
        EXACT,
        "unit|units|unit of measure|uom|um|u m|udm|unità di misura|unità misura|unità|misura|unité|unité de mesure|وحدة|الوحدة|وحدة القياس|unidad",
    ),
];

/// Words of which a header of quantities is put together, beside a unit.
const QTY_OF: &str = "quantity|qty|quantita|qta|q|ta|quantite|qte|giacenza|pezzi|pieces|number|numero|n|no|nr|nb|nombre|total|totale|totali|in|di|de|of|the|stock|hand|on|magazzino|available|disponibile|attuale|received|ricevuta|arrivata|consegnata|recue|الكميه|كميه|عدد|العدد";

/// Words of a header that is about a date and is not that of the goods' end.
const NO_DATE: &str = "days|day|giorni|giorno|jours|jour|ايام|status|stato|statut|alert|avviso";

struct Names {
    names: HashMap<String, (Column, u8)>,
    qty_of: HashSet<String>,
    no_date: HashSet<String>,
}

/// Folded at the first use and once.
static FOLDED: LazyLock<Names> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for (column, sure, words) in NAMES {
        names.extend(words.split('|').map(|word| (fold(word), (*column, *sure))));
    }
    Names { names, qty_of: set(QTY_OF), no_date: set(NO_DATE) }
});

/// A cell may be the header of a column of a stock list.
pub fn is_header(cell: &str) -> bool {
    guess(cell, "").is_some()
}

/// What a header or a tag says that its column holds, and how surely.
pub(super) fn guess(header: &str, tag: &str) -> Option<(Column, u8)> {
    let (said, tagged) = (named(header), tagged(tag));
    match (said, tagged) {
        (Some((_, sure)), Some((_, surer))) if surer > sure => tagged,
        _ => said.or(tagged),
    }
}

/// The unit that a header names: `Quantità (kg)`.
pub(super) fn unit_of(header: &str) -> Option<Unit> {
    fold(header).split(' ').find_map(unit::named)
}

fn named(header: &str) -> Option<(Column, u8)> {
    let last = header.rsplit('/').next().unwrap_or(header).trim();
    if last.starts_with('_') {
        return None;
    }
    let short = header.split(['\n', '(', '[', ':']).next().unwrap_or(header);
    let texts = [fold(header), fold(short)];
    let exact = texts.iter().find_map(|text| FOLDED.names.get(text).copied());
    exact.or_else(|| dated(&texts[0])).or_else(|| counted(&texts[0])).or_else(|| {
        // `group/name`, as forms write it.
        FOLDED.names.get(&fold(last)).copied()
    })
}

/// A header that tells of the end of goods in more words: `Scadenza (TMC)`, `Best before / DDM`.
fn dated(header: &str) -> Option<(Column, u8)> {
    let words: Vec<&str> = header.split(' ').collect();
    if words.iter().any(|word| FOLDED.no_date.contains(*word)) {
        return None;
    }
    let begins = |beginnings: &[&str]| {
        words.iter().any(|word| beginnings.iter().any(|own| word.starts_with(own)))
    };
    let is = |own: &[&str]| words.iter().any(|word| own.contains(word));
    let best = begins(&["preferib", "preferenc", "يفضل", "الافضل"])
        || is(&["tmc", "ddm", "dluo", "bbd", "bbe", "mhd"])
        || header.contains("best before")
        || header.contains("best by");
    let safe = is(&["dlc"]) || header.contains("use by") || header.contains("limite");
    let end = begins(&["scad", "expir", "peremp", "caduc", "vencim"])
        || is(&["exp", "الصلاحيه", "صلاحيه", "الانتهاء", "انتهاء"]);
    match (best, safe, end) {
        (true, false, false) => Some((Column::BestBefore, LOOSE)),
        (false, true, false) => Some((Column::UseBy, LOOSE)),
        (false, false, false) => None,
        (true, ..) | (_, _, true) => Some((Column::Date, LOOSE)),
    }
}

/// A header of quantities with their unit: `Quantità kg`, `Kg totali`, `Colli`.
fn counted(header: &str) -> Option<(Column, u8)> {
    let words: Vec<&str> = header.split(' ').filter(|word| !word.is_empty()).collect();
    let is_unit = |word: &&str| unit::named(word).is_some();
    let fits = |word: &&str| FOLDED.qty_of.contains(*word) || is_unit(word);
    if words.is_empty() || !words.iter().all(fits) {
        return None;
    }
    let says = |own: &[&str]| words.iter().any(|word| own.contains(word));
    let counts = says(&[
        "quantity",
        "qty",
        "quantita",
        "qta",
        "quantite",
        "qte",
        "giacenza",
        "الكميه",
        "كميه",
    ]);
    let united = words.iter().any(is_unit);
    (counts || united).then_some((Column::Qty, if counts { LOOSE } else { WEAK }))
}

fn tagged(tag: &str) -> Option<(Column, u8)> {
    if !is_tag(tag) {
        return None;
    }
    let tag: String = tag.to_lowercase().split_whitespace().collect();
    let mut attributes = tag.split('+');
    let name = attributes.next()?;
    let attributes: Vec<&str> = attributes.collect();
    let has = |own: &[&str]| attributes.iter().any(|attribute| own.contains(attribute));
    let column = match name {
        "#date" | "#item" if has(&["bestbefore", "best_before", "tmc", "ddm"]) => {
            Column::BestBefore
        }
        "#date" | "#item" if has(&["useby", "use_by", "dlc"]) => Column::UseBy,
        "#date" | "#item" if has(&["expiry", "expires", "expiration", "expired"]) => Column::Date,
        "#item" | "#meta" | "#x_lot" if has(&["lot", "batch"]) || name == "#x_lot" => Column::Lot,
        "#item" if has(&["num", "qty", "quantity", "total"]) => Column::Qty,
        "#item" if has(&["unit"]) => Column::Unit,
        "#unit" => Column::Unit,
        "#item" if has(&["code", "id"]) => Column::Code,
        "#item" if attributes.is_empty() || has(&["name", "description", "type"]) => Column::Item,
        _ => return None,
    };
    Some((column, TAGGED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_stands_for_one_column_and_a_key_reads_back() {
        let mut seen = HashMap::new();
        for (column, _, words) in NAMES {
            for word in words.split('|') {
                assert_eq!(*seen.entry(fold(word)).or_insert(column), column, "{word}");
            }
        }
        for column in Column::ALL {
            assert_eq!(Column::from_key(column.key()), Some(column));
        }
        assert_eq!(Column::from_key("people"), None);
    }

    #[test]
    fn headers_of_shops_and_packs_are_read() {
        for (header, expected) in [
            ("PRODOTTO", Column::Item),
            ("Descrizione articolo", Column::Item),
            ("Désignation", Column::Item),
            ("اسم الصنف", Column::Item),
            ("Cod. art.", Column::Code),
            ("N. lotto", Column::Lot),
            ("N° de lot", Column::Lot),
            ("Batch no.", Column::Lot),
            ("رقم الدفعة", Column::Lot),
            ("Da consumare entro", Column::UseBy),
            ("DLC", Column::UseBy),
            ("Use-by date (DD/MM/YYYY)", Column::UseBy),
            ("T.M.C.", Column::Date),
            ("TMC", Column::BestBefore),
            ("DDM", Column::BestBefore),
            ("Best before", Column::BestBefore),
            ("Da consumarsi preferibilmente entro fine", Column::BestBefore),
            ("À consommer de préférence avant le :", Column::BestBefore),
            ("Scadenza", Column::Date),
            ("Data scad.", Column::Date),
            ("Scadenza/TMC", Column::Date),
            ("DLC / DDM", Column::Date),
            ("Expiry", Column::Date),
            ("تاريخ انتهاء الصلاحية", Column::Date),
            ("Q.tà", Column::Qty),
            ("Quantità (pezzi)", Column::Qty),
            ("Quantità kg", Column::Qty),
            ("Giacenza attuale", Column::Qty),
            ("Kg", Column::Qty),
            ("Colli", Column::Qty),
            ("الكمية", Column::Qty),
            ("U.M.", Column::Unit),
            ("Unité de mesure", Column::Unit),
            ("stock/item_name", Column::Item),
        ] {
            let found = guess(header, "").map(|(column, _)| column);
            if header == "T.M.C." {
                // Letters with points between them are not put together.
                assert_eq!(found, None, "{header}");
            } else {
                assert_eq!(found, Some(expected), "{header}");
            }
        }
        for header in [
            "Giorni alla scadenza",
            "Prezzo",
            "Fornitore",
            "_id",
            "Data arrivo",
            "EAN",
            "Scaffale",
            "",
        ] {
            assert_eq!(guess(header, ""), None, "{header}");
        }
        assert_eq!(guess("Cosa", "#item+code"), Some((Column::Code, TAGGED)));
        assert_eq!(guess("Data", "#date+expiry"), Some((Column::Date, TAGGED)));
        assert_eq!(guess("X", "#item+lot"), Some((Column::Lot, TAGGED)));
        assert_eq!(guess("X", "#item+num"), Some((Column::Qty, TAGGED)));
    }

    #[test]
    fn a_header_names_its_unit() {
        assert_eq!(unit_of("Quantità (kg)"), unit::named("kg"));
        assert_eq!(unit_of("N. pezzi"), unit::named("pezzi"));
        assert_eq!(unit_of("Quantità"), None);
    }
}
