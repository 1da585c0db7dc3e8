//! Which column holds what, from its header in four languages or from its HXL tag.

use std::collections::HashMap;

use super::words::fold;

/// Whom a number counts; its index is that of the arrays f, m, x of `People`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// Women and girls.
    F,
    /// Men and boys.
    M,
    /// Other, or not said.
    X,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The card's code.
    Code,
    /// Everybody, without ages.
    People,
    /// People of one sex and age bracket.
    Cell(Sex, usize),
    /// What would make collecting easier.
    Needs,
    /// Diet tags.
    Diet,
    /// Declared allergens.
    Allergens,
    /// The preferred language.
    Language,
    /// Phones may show needs, diet and allergens.
    Consent,
    /// Words for the desk.
    Notes,
    /// Somebody else may collect.
    Proxy,
    /// Flags of the rules.
    Flags,
}

const HEADERS: [(Column, &str); 10] = [
    (
        Column::Code,
        "code|card|card code|card number|token|token code|household code|household id|hh code|hh id|id|qr|qr code\
        |codice|codice tessera|numero tessera|tessera|codice carta|carta|codice famiglia|codice nucleo\
        |carte|code carte|code de la carte|numero carte|numero de carte|code menage|jeton\
        |رمز|الرمز|رمز البطاقة|كود|الكود|بطاقة|البطاقة|رقم البطاقة|رمز الأسرة",
    ),
    (
        Column::People,
        "people|persons|total|total people|household size|hh size|size|members|number of people\
        |persone|numero persone|numero di persone|n persone|componenti|numero componenti|totale|totale persone|membri\
        |personnes|nombre de personnes|nb personnes|taille du menage|membres|total personnes\
        |عدد|العدد|عدد الأشخاص|عدد الأفراد|أفراد|الأفراد|أشخاص|الأشخاص|حجم الأسرة|المجموع",
    ),
    (
        Column::Needs,
        "needs|specific needs|need|bisogni|bisogni specifici|esigenze|necessità|besoins|besoins specifiques\
        |احتياجات|الاحتياجات|احتياجات خاصة",
    ),
    (
        Column::Diet,
        "diet|diets|diet tags|dieta|diete|alimentazione|regime|régime alimentaire|alimentation\
        |حمية|الحمية|نظام غذائي|النظام الغذائي",
    ),
    (
        Column::Allergens,
        "allergens|allergen|allergies|allergy|allergeni|allergene|allergie|allergia|intolleranze\
        |allergènes|allergène|intolérances|حساسية|الحساسية|مسببات الحساسية",
    ),
    (
        Column::Language,
        "language|lang|preferred language|lingua|lingua preferita|langue|langue préférée|لغة|اللغة|اللغة المفضلة",
    ),
    (Column::Consent, "consent|consenso|consentement|accord|موافقة|الموافقة"),
    (
        Column::Notes,
        "notes|note|comment|comments|remarks|nota|osservazioni|commenti|commento|remarques|commentaire|commentaires\
        |ملاحظات|ملاحظة",
    ),
    (Column::Proxy, "proxy|delegate|delega|delegato|mandataire|procuration|تفويض|توكيل|وكيل|مفوض"),
    (Column::Flags, "flags|flag|status|stato|segnalazioni|statut|حالة|الحالة|علامات"),
];

const SEXES: [(Sex, &str); 3] = [
    (
        Sex::F,
        "f|female|females|women|woman|girls|girl|donne|donna|femmine|femmina|ragazze|bambine|femmes|femme|filles|fille\
        |نساء|النساء|إناث|أنثى|بنات|امرأة",
    ),
    (
        Sex::M,
        "m|male|males|men|man|boys|boy|uomini|uomo|maschi|maschio|ragazzi|hommes|homme|garçons|garçon|رجال|الرجال|ذكور|ذكر|أولاد|رجل",
    ),
    (
        Sex::X,
        "x|other|people|persons|altro|altri|persone|autre|autres|personnes|آخر|أشخاص|not said",
    ),
];

/// Words that may stand in a header like `donne da 18 a 59 anni` and change nothing.
const FILLERS: &str = "anni|anno|età|eta|ans|an|years|year|yrs|y|age|aged|old|and|over|plus|più|oltre|et|e|o|da|a|à|to|di|de|of|from\
    |سنة|سنوات|عاما|عام|فوق|فأكثر|وما|من|إلى|سن|عمر|العمر";

/// What each column holds; the tag decides where the header says nothing. A second column of
/// the same kind is not used, because nobody could say which of the two is right.
pub fn read(headers: &[String], tags: &[String]) -> Vec<Option<Column>> {
    let names = table(HEADERS.map(|(column, words)| (Some(column), words)));
    let sexes =
        table(SEXES.map(|(sex, words)| (Some(sex), words)).into_iter().chain([(None, FILLERS)]));
    let mut columns: Vec<Option<Column>> = vec![];
    for (at, header) in headers.iter().enumerate() {
        let header = fold(header);
        let named = names.get(&header).copied().flatten().or_else(|| composed(&header, &sexes));
        let column = named.or_else(|| tagged(tags.get(at)?));
        columns.push(column.filter(|column| !columns.contains(&Some(*column))));
    }
    columns
}

fn table<T: Copy>(words: impl IntoIterator<Item = (T, &'static str)>) -> HashMap<String, T> {
    words
        .into_iter()
        .flat_map(|(what, words)| words.split('|').map(move |word| (fold(word), what)))
        .collect()
}

/// A header of sex and age, such as `f_0_1`, `donne 18-59` or `60+ men`.
fn composed(header: &str, words: &HashMap<String, Option<Sex>>) -> Option<Column> {
    let mut sex = None;
    let mut ages: Vec<u32> = vec![];
    for part in parts(header) {
        match (part.parse(), words.get(&part)) {
            (Ok(age), _) => ages.push(age),
            (_, Some(Some(said))) if sex.is_none() => sex = Some(*said),
            (_, Some(None)) => {}
            _ => return None,
        }
    }
    let bracket = match ages[..] {
        [0, 1] => 0,
        [2, 4] => 1,
        [5, 11] => 2,
        [12, 17] => 3,
        [18, 59] => 4,
        [60] => 5,
        [60, most] if most > 60 => 5,
        _ => return None,
    };
    Some(Column::Cell(sex.unwrap_or(Sex::X), bracket))
}

/// Words and numbers, apart also where nothing stands between them: `f0 1anni`.
fn parts(header: &str) -> Vec<String> {
    let mut parts: Vec<String> = vec![];
    let mut last = ' ';
    for c in header.chars() {
        if last == ' ' || c == ' ' || c.is_ascii_digit() != last.is_ascii_digit() {
            parts.push(String::new());
        }
        if c != ' '
            && let Some(part) = parts.last_mut()
        {
            part.push(c);
        }
        last = c;
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Every filled cell is a hashtag.
pub fn is_hxl(row: &[String]) -> bool {
    let mut filled = row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    filled.all(|cell| {
        cell.strip_prefix('#').is_some_and(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()))
    })
}

fn tagged(tag: &str) -> Option<Column> {
    let tag: String = tag.to_lowercase().split_whitespace().collect();
    let mut attributes = tag.split('+');
    let name = attributes.next()?;
    let attributes: Vec<&str> = attributes.collect();
    let has = |attribute: &str| attributes.contains(&attribute);
    match name {
        "#meta" | "#x_card" | "#x_household" if has("code") || has("id") => Some(Column::Code),
        "#population" | "#affected" | "#inneed" | "#targeted" | "#reached" | "#beneficiary" => {
            let sex = if has("f") {
                Sex::F
            } else if has("m") {
                Sex::M
            } else {
                Sex::X
            };
            let ages = [
                ("age_2_4", 1),
                ("infants", 0),
                ("children", 2),
                ("adolescents", 3),
                ("adults", 4),
                ("elderly", 5),
            ];
            let bracket = ages
                .into_iter()
                .find(|(age, _)| has(age))
                .map(|(_, bracket)| Column::Cell(sex, bracket));
            bracket.or((sex == Sex::X && !has("hh")).then_some(Column::People))
        }
        "#need" => Some(Column::Needs),
        "#x_diet" => Some(Column::Diet),
        "#x_allergens" => Some(Column::Allergens),
        "#x_language" => Some(Column::Language),
        "#x_consent" => Some(Column::Consent),
        "#x_proxy" => Some(Column::Proxy),
        "#description" => Some(Column::Notes),
        "#status" => Some(Column::Flags),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(header: &str) -> Option<Column> {
        read(&[header.to_string()], &[])[0]
    }

    #[test]
    fn every_name_stands_for_one_column() {
        let mut seen = HashMap::new();
        for (column, words) in HEADERS {
            for word in words.split('|') {
                assert_eq!(*seen.entry(fold(word)).or_insert(column), column, "{word}");
            }
        }
    }

    #[test]
    fn headers_in_four_languages_are_read_whatever_their_capitals_and_accents() {
        for (header, expected) in [
            ("CODE", Column::Code),
            (" Codice_Tessera ", Column::Code),
            ("Numéro de carte", Column::Code),
            ("رمز البطاقه", Column::Code),
            ("الرَّمز", Column::Code),
            ("N. persone", Column::People),
            ("عدد الافراد", Column::People),
            ("Necessita'", Column::Needs),
            ("RÉGIME ALIMENTAIRE", Column::Diet),
            ("Re\u{301}gime alimentaire", Column::Diet),
            ("حساسيّة", Column::Allergens),
        ] {
            assert_eq!(column(header), Some(expected), "{header}");
        }
        assert_eq!(column("Cognome"), None);
        assert_eq!(column(""), None);
    }

    #[test]
    fn a_header_of_sex_and_age_is_read_however_it_is_put_together() {
        for (header, sex, bracket) in [
            ("f_0_1", Sex::F, 0),
            ("F0-1", Sex::F, 0),
            ("m_60_plus", Sex::M, 5),
            ("Donne 18-59", Sex::F, 4),
            ("uomini da 18 a 59 anni", Sex::M, 4),
            ("Femmes 60 ans et plus", Sex::F, 5),
            ("60+ men", Sex::M, 5),
            ("garçons 5–11 ans", Sex::M, 2),
            ("إناث ١٢-١٧", Sex::F, 3),
            ("12-17", Sex::X, 3),
            ("x_2_4", Sex::X, 1),
        ] {
            assert_eq!(column(header), Some(Column::Cell(sex, bracket)), "{header}");
        }
        for header in ["donne", "f_3_9", "18-59 scarpe", "f m 0 1", "2026"] {
            assert_eq!(column(header), None, "{header}");
        }
    }

    #[test]
    fn a_tag_helps_only_where_the_header_says_nothing() {
        let headers = ["A", "B", "C", "D", "people"].map(String::from);
        let tags = [
            "#meta +id",
            "#affected+infants+f",
            "#affected+f+infants+age_2_4",
            "#geo+lat",
            "#description",
        ]
        .map(String::from);
        assert!(is_hxl(&tags));
        let expected = [
            Some(Column::Code),
            Some(Column::Cell(Sex::F, 0)),
            Some(Column::Cell(Sex::F, 1)),
            None,
            Some(Column::People),
        ];
        assert_eq!(read(&headers, &tags), expected);
        assert!(!is_hxl(&["#1".to_string()]) && !is_hxl(&["#meta".to_string(), "A1".to_string()]));
    }

    #[test]
    fn a_second_column_of_the_same_kind_is_not_used() {
        let columns = read(&["code".to_string(), "carta".to_string()], &[]);
        assert_eq!(columns, [Some(Column::Code), None]);
    }
}
