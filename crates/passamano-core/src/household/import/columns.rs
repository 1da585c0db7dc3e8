//! What a column may hold, and what its header in four languages or its HXL tag says that it
//! holds. Which of several columns is taken is decided in `layout.rs`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::super::BRACKETS;
use super::ages;
use super::headers::{
    COMPOSED, COMPOSED_OF, DOWNWARD, EXACT, FILLERS, GROUPS, LOOSE, LOOSELY, MONTHLY, NAMES,
    OF_A_MEMBER, OF_MEMBERS, OfMember, SEXES, TAGGED, UPWARD, WEAK,
};
use super::words::{fold, set};
use crate::list::rows::is_tag;

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
    /// Everybody of one sex, those with an age of their own among them.
    All(Sex),
    /// The sex of one person: of the row's at 0, of the nth member of the household's after that.
    SexOf(u8),
    /// The age of one person.
    AgeOf(u8),
    /// The day or year of birth of one person.
    BirthOf(u8),
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

const SEX_KEYS: [(Sex, &str); 3] = [(Sex::F, "f"), (Sex::M, "m"), (Sex::X, "x")];
const PLAIN_KEYS: [(Column, &str); 10] = [
    (Column::Code, "code"),
    (Column::People, "people"),
    (Column::Needs, "needs"),
    (Column::Diet, "diet"),
    (Column::Allergens, "allergens"),
    (Column::Language, "language"),
    (Column::Consent, "consent"),
    (Column::Notes, "notes"),
    (Column::Proxy, "proxy"),
    (Column::Flags, "flags"),
];

impl Column {
    /// A short text that stands for it, which [`Column::from_key`] reads back.
    pub fn key(self) -> String {
        let sex = |sex: Sex| SEX_KEYS[sex as usize].1;
        let person = |what: &str, n: u8| match n {
            0 => what.to_string(),
            n => format!("{what}_{n}"),
        };
        match self {
            Self::Cell(who, bracket) => {
                format!("{}_{}", sex(who), BRACKETS.get(bracket).copied().unwrap_or_default())
            }
            Self::All(who) => sex(who).into(),
            Self::SexOf(n) => person("sex", n),
            Self::AgeOf(n) => person("age", n),
            Self::BirthOf(n) => person("birth", n),
            plain => PLAIN_KEYS
                .iter()
                .find(|(column, _)| *column == plain)
                .map(|(_, key)| *key)
                .unwrap_or_default()
                .into(),
        }
    }

    /// The column of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        if let Some((column, _)) = PLAIN_KEYS.iter().find(|(_, own)| *own == key) {
            return Some(*column);
        }
        let (first, rest) = key.split_once('_').unwrap_or((key, ""));
        if let Some((sex, _)) = SEX_KEYS.iter().find(|(_, own)| *own == first) {
            let bracket = BRACKETS.iter().position(|bracket| *bracket == rest);
            return match rest {
                "" => Some(Self::All(*sex)),
                _ => bracket.map(|bracket| Self::Cell(*sex, bracket)),
            };
        }
        let n = if rest.is_empty() { 0 } else { rest.parse().ok()? };
        match first {
            "sex" => Some(Self::SexOf(n)),
            "age" => Some(Self::AgeOf(n)),
            "birth" => Some(Self::BirthOf(n)),
            _ => None,
        }
    }

    /// It holds a number of people.
    pub fn counts(self) -> bool {
        matches!(self, Self::People | Self::Cell(..) | Self::All(_))
    }

    /// It tells of one person.
    pub fn is_of_a_person(self) -> bool {
        matches!(self, Self::SexOf(_) | Self::AgeOf(_) | Self::BirthOf(_))
    }

    /// Two columns of this kind would contradict each other: numbers are added and lists joined,
    /// but there is one code.
    pub fn stands_alone(self) -> bool {
        !matches!(
            self,
            Self::Cell(..) | Self::Needs | Self::Diet | Self::Allergens | Self::Notes | Self::Flags
        )
    }
}

/// What a header or a tag says, and how surely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guess {
    /// What the column holds.
    pub column: Column,
    /// Of two columns that would hold the same, the surer one is taken.
    pub sure: u8,
    /// The ages that it names, for a column that counts people by age.
    pub band: Option<(u32, u32)>,
    /// It names a sex, or says that none is meant.
    pub sexed: bool,
}

impl Guess {
    fn of(column: Column, sure: u8) -> Self {
        Self { column, sure, band: None, sexed: true }
    }
}

/// What headers may say, with every word folded once.
pub struct Names {
    names: HashMap<String, (Column, u8)>,
    sexes: HashMap<String, Option<Sex>>,
    groups: HashMap<String, (u32, u32)>,
    upward: HashSet<String>,
    downward: HashSet<String>,
    monthly: HashSet<String>,
    of_members: HashSet<String>,
    /// Of each kind the words of which one has to be there, and those that may.
    composed: Vec<(Column, HashSet<String>, HashSet<String>)>,
    /// What a member is, by the words for it.
    told: Vec<(OfMember, HashSet<String>)>,
}

/// Folded at the first use and once.
static NAMES_FOLDED: LazyLock<Names> = LazyLock::new(Names::new);

impl Names {
    /// The names.
    pub fn get() -> &'static Self {
        &NAMES_FOLDED
    }

    fn new() -> Self {
        let each = |words: &'static str| words.split('|').map(fold);
        let mut names = HashMap::new();
        for (column, sure, words) in NAMES {
            names.extend(each(words).map(|word| (word, (*column, *sure))));
        }
        let mut sexes: HashMap<String, Option<Sex>> = [FILLERS, UPWARD, DOWNWARD, MONTHLY]
            .into_iter()
            .flat_map(each)
            .map(|word| (word, None))
            .collect();
        for (sex, words) in SEXES {
            sexes.extend(each(words).map(|word| (word, Some(sex))));
        }
        let groups = GROUPS
            .into_iter()
            .flat_map(|(band, words)| each(words).map(move |word| (word, band)))
            .collect();
        let composed = COMPOSED_OF
            .iter()
            .map(|(column, one, others)| (*column, set(one), set(others)))
            .collect();
        let told = OF_A_MEMBER.into_iter().map(|(what, words)| (what, set(words))).collect();
        Self {
            names,
            sexes,
            groups,
            upward: set(UPWARD),
            downward: set(DOWNWARD),
            monthly: set(MONTHLY),
            of_members: set(OF_MEMBERS),
            composed,
            told,
        }
    }

    /// A cell may be the header of a column.
    pub fn knows(cell: &str) -> bool {
        Self::get().guess(cell, "").is_some()
    }

    /// What a column holds. A name that begins with `_` is a machine's own and no code.
    pub fn guess(&self, header: &str, tag: &str) -> Option<Guess> {
        let said = self.named(header);
        let tagged = tagged(tag);
        match (said, tagged) {
            (Some(said), Some(tagged)) if tagged.sure > said.sure => Some(tagged),
            (said, tagged) => said.or(tagged),
        }
    }

    /// The sex that a word names.
    pub fn sex(&self, word: &str) -> Sex {
        self.sexes.get(&fold(word)).copied().flatten().unwrap_or(Sex::X)
    }

    fn named(&self, header: &str) -> Option<Guess> {
        let last = header.rsplit('/').find(|part| !part.trim().is_empty()).unwrap_or(header).trim();
        if last.starts_with('_') {
            return None;
        }
        // The whole of it, what stands before an explanation, the last part of `group/name`.
        let short = |text| str::split(text, ['\n', '(', ':']).next().unwrap_or(text);
        let texts = [header, short(header), last, short(last)].map(|text| fold(&apart(text)));
        let exact =
            |text: &String| self.names.get(text).map(|(column, sure)| Guess::of(*column, *sure));
        let named = texts.iter().find_map(exact);
        let composed =
            || texts.iter().find_map(|text| self.counted(text).or_else(|| self.composed(text)));
        let member = || self.of_a_member(&texts[0]);
        let whole = texts.iter().take(2).find_map(exact);
        whole.or_else(member).or(named).or_else(composed).or_else(|| loosely(&texts[0]))
    }

    /// People by sex and age, such as `f_0_1`, `donne 18-59`, `60+ men`, `Male612` or `Seniors`.
    fn counted(&self, header: &str) -> Option<Guess> {
        let mut sex = None;
        let mut group = None;
        let mut ages: Vec<u32> = vec![];
        let mut glued = None;
        let (mut upward, mut downward, mut total) = (false, false, false);
        let parts = parts(header);
        for part in &parts {
            if let Ok(age) = part.parse::<u32>() {
                ages.push(age);
                glued = Some(part.as_str());
                continue;
            }
            let band = self.groups.get(part);
            let word = self.sexes.get(part);
            group = group.or(band.copied());
            upward |= self.upward.contains(part);
            downward |= self.downward.contains(part);
            total |= ["total", "totale", "tot"].contains(&part.as_str());
            match word {
                Some(Some(said)) if sex.is_none() || sex == Some(*said) => sex = Some(*said),
                Some(None) => {}
                _ if band.is_some() => {}
                _ => return None,
            }
        }
        if parts.iter().any(|part| self.monthly.contains(part)) {
            ages.iter_mut().for_each(|age| *age /= 12);
        }
        let band = match ages[..] {
            [] => group,
            [from, to] if from <= to && to <= 120 => Some((from, to)),
            [0] if downward => return None,
            [to] if downward && to <= 120 => Some((0, to - 1)),
            [from] if upward && from <= 120 => Some((from, 120)),
            [_] if sex.is_some() && glued.is_some_and(|text| unglued(text).is_some()) => {
                glued.and_then(unglued)
            }
            [from] if (50..=100).contains(&from) && (sex.is_some() || group.is_some()) => {
                Some((from, 120))
            }
            [60] => Some((60, 120)),
            _ => return None,
        };
        let column = match (band, sex) {
            (Some((from, to)), _) => Column::Cell(sex.unwrap_or(Sex::X), ages::bracket(from, to)),
            (None, Some(sex @ (Sex::F | Sex::M))) => Column::All(sex),
            _ => return None,
        };
        let sexed = sex.is_some() && !(total && sex == Some(Sex::X));
        let sure = if ages.is_empty() { COMPOSED } else { EXACT };
        Some(Guess { column, sure, band, sexed })
    }

    fn composed(&self, header: &str) -> Option<Guess> {
        let words: Vec<&str> = header.split(' ').collect();
        let fits = |(_, one, others): &&(Column, HashSet<String>, HashSet<String>)| {
            words.iter().any(|word| one.contains(*word))
                && words.iter().all(|word| one.contains(*word) || others.contains(*word))
        };
        let (column, ..) = self.composed.iter().find(fits)?;
        let sure = if words.contains(&"id") { WEAK } else { COMPOSED };
        Some(Guess::of(*column, sure))
    }

    /// The sex, age or birth of the nth member: `age_2`, `member 3 sex`, `members[2]/age`.
    fn of_a_member(&self, header: &str) -> Option<Guess> {
        let (mut which, mut what) = (None, None);
        for part in parts(header) {
            if let Ok(n) = part.parse::<u8>() {
                if which.replace(n).is_some() {
                    return None;
                }
            } else if let Some((column, _)) =
                self.told.iter().find(|(_, words)| words.contains(&part))
            {
                what = Some(*column);
            } else if !self.of_members.contains(&part) {
                return None;
            }
        }
        let n = which.filter(|n| (1..=30).contains(n))?;
        Some(Guess::of(what?(n), COMPOSED))
    }
}

/// `Male05` is 0-5, `Male612` 6-12, `Male1324` 13-24: ages without a sign between them.
fn unglued(digits: &str) -> Option<(u32, u32)> {
    let cut = match digits.len() {
        2 if digits.starts_with('0') => 1,
        3 => 1,
        4 => 2,
        _ => return None,
    };
    let (from, to) = digits.split_at_checked(cut)?;
    let band = (from.parse().ok()?, to.parse().ok()?);
    (band.0 < band.1 && band.1 <= 120).then_some(band)
}

/// A header with its signs as words, and words apart that only a capital parts: `totalSub5`.
fn apart(header: &str) -> String {
    let mut text = String::with_capacity(header.len() + 8);
    let mut last = ' ';
    for c in header.chars() {
        match c {
            '+' => text.push_str(" plus "),
            '<' | '≤' => text.push_str(" under "),
            '>' | '≥' => text.push_str(" over "),
            _ => {
                if c.is_uppercase() && last.is_lowercase() {
                    text.push(' ');
                }
                text.push(c);
            }
        }
        last = c;
    }
    text
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

fn loosely(header: &str) -> Option<Guess> {
    let begins =
        |word: &str, beginnings: &str| beginnings.split('|').any(|own| word.starts_with(own));
    let about =
        |(_, beginnings): &&(Column, &str)| header.split(' ').any(|word| begins(word, beginnings));
    LOOSELY.iter().find(about).map(|(column, _)| Guess::of(*column, LOOSE))
}

fn tagged(tag: &str) -> Option<Guess> {
    if !is_tag(tag) {
        return None;
    }
    let tag: String = tag.to_lowercase().split_whitespace().collect();
    let mut attributes = tag.split('+');
    let name = attributes.next()?;
    let attributes: Vec<&str> = attributes.collect();
    let has = |attribute: &str| attributes.contains(&attribute);
    let column = match name {
        "#meta" | "#x_card" | "#x_household" if has("code") || has("id") => Column::Code,
        "#beneficiary" if has("birth") => Column::BirthOf(0),
        "#beneficiary" if has("sex") || has("gender") => Column::SexOf(0),
        "#beneficiary" if has("age") => Column::AgeOf(0),
        "#population" | "#affected" | "#inneed" | "#targeted" | "#reached" | "#beneficiary" => {
            return people_tagged(name, &attributes);
        }
        "#need" => Column::Needs,
        "#x_diet" => Column::Diet,
        "#x_allergens" => Column::Allergens,
        "#x_language" => Column::Language,
        "#x_consent" => Column::Consent,
        "#x_proxy" => Column::Proxy,
        "#description" => Column::Notes,
        "#status" => Column::Flags,
        _ => return None,
    };
    Some(Guess::of(column, TAGGED))
}

fn people_tagged(name: &str, attributes: &[&str]) -> Option<Guess> {
    const AGES: [(&str, (u32, u32)); 6] = [
        ("age_2_4", (2, 4)),
        ("infants", (0, 1)),
        ("children", (5, 11)),
        ("adolescents", (12, 17)),
        ("adults", (18, 59)),
        ("elderly", (60, 120)),
    ];
    let has = |attribute: &str| attributes.contains(&attribute);
    let sex = match (has("f"), has("m")) {
        (true, _) => Sex::F,
        (_, true) => Sex::M,
        _ => Sex::X,
    };
    let numbered = attributes.iter().find_map(|attribute| {
        let ages = parts(&fold(attribute.strip_prefix("age")?));
        match ages.iter().map(|age| age.parse().ok()).collect::<Option<Vec<u32>>>()?[..] {
            [from, to] if from <= to => Some((from, to)),
            [from] => Some((from, 120)),
            _ => None,
        }
    });
    let named = || AGES.into_iter().find(|(age, _)| has(age)).map(|(_, band)| band);
    let band = numbered.or_else(named);
    let counted = attributes.iter().all(|attribute| {
        ["f", "m", "ind", "num", "total", "all", "people", "persons", "i"].contains(attribute)
    });
    let column = match band {
        Some((from, to)) => Column::Cell(sex, ages::bracket(from, to)),
        // `#beneficiary` alone may be a name.
        None if !counted || (name == "#beneficiary" && attributes.is_empty()) => return None,
        None if sex == Sex::X => Column::People,
        None => Column::All(sex),
    };
    Some(Guess { column, sure: TAGGED, band, sexed: sex != Sex::X })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(header: &str) -> Option<Column> {
        Names::get().guess(header, "").map(|guess| guess.column)
    }

    #[test]
    fn every_name_stands_for_one_column() {
        let mut seen = HashMap::new();
        for (column, _, words) in NAMES {
            for word in words.split('|') {
                assert_eq!(*seen.entry(fold(word)).or_insert(column), column, "{word}");
            }
        }
    }

    #[test]
    fn a_key_reads_back() {
        let mut all: Vec<Column> = PLAIN_KEYS.map(|(column, _)| column).to_vec();
        for (sex, _) in SEX_KEYS {
            all.push(Column::All(sex));
            all.extend((0..6).map(|bracket| Column::Cell(sex, bracket)));
        }
        all.extend([Column::SexOf(0), Column::AgeOf(2), Column::BirthOf(12)]);
        for column in all {
            assert_eq!(Column::from_key(&column.key()), Some(column), "{}", column.key());
        }
        for key in ["", "f_9_9", "what", "age_x", "_"] {
            assert_eq!(Column::from_key(key), None, "{key}");
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
            ("hh/card_code", Column::Code),
            ("ID Number", Column::Code),
            ("Beneficiary ID", Column::Code),
            ("N. persone", Column::People),
            ("members_count", Column::People),
            ("N. componenti nucleo familiare", Column::People),
            ("عدد الافراد", Column::People),
            ("Necessita'", Column::Needs),
            ("RÉGIME ALIMENTAIRE", Column::Diet),
            ("Re\u{301}gime alimentaire", Column::Diet),
            ("Dietary restrictions", Column::Diet),
            ("حساسيّة", Column::Allergens),
            ("Food allergies?", Column::Allergens),
            ("preferredLanguage", Column::Language),
            ("Gender\nMale/ Female", Column::SexOf(0)),
            ("M/F", Column::SexOf(0)),
            ("Sesso (M/F)", Column::SexOf(0)),
            ("Date of birth\nDD-MM-YYYY", Column::BirthOf(0)),
            ("member 2 age", Column::AgeOf(2)),
            ("members[3]/sex", Column::SexOf(3)),
        ] {
            assert_eq!(guess(header), Some(expected), "{header}");
        }
        for header in [
            "Cognome",
            "",
            "_id",
            "hh/_code",
            "Codice fiscale",
            "Postal code",
            "Tent no.",
            "ID type",
            "householdMembersDisability",
            "Children's Ages",
            "altro",
        ] {
            assert_eq!(guess(header), None, "{header}");
        }
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
            ("F 0 - 2", Sex::F, 0),
            ("M 6 - 17", Sex::M, 2),
            ("F 65+", Sex::F, 5),
            ("Male05", Sex::M, 1),
            ("Female612", Sex::F, 2),
            ("Male1324", Sex::M, 4),
            ("Female60", Sex::F, 5),
            ("f_3_9", Sex::F, 2),
            ("Sotto i 5 anni", Sex::X, 1),
            ("<2", Sex::X, 0),
            ("Seniors", Sex::X, 5),
            ("Enfants", Sex::X, 2),
            ("أطفال", Sex::X, 2),
            ("Adult women", Sex::F, 4),
            ("Bambine", Sex::F, 2),
        ] {
            assert_eq!(guess(header), Some(Column::Cell(sex, bracket)), "{header}");
        }
        assert_eq!(guess("donne"), Some(Column::All(Sex::F)));
        assert_eq!(guess("maleTotal"), Some(Column::All(Sex::M)));
        for header in ["18-59 scarpe", "f m 0 1", "2026", "Donne 18", "1"] {
            assert_eq!(guess(header), None, "{header}");
        }
    }

    #[test]
    fn a_tag_helps_where_the_header_says_nothing() {
        let names = Names::get();
        for (header, tag, expected) in [
            ("A", "#meta +id", Some(Column::Code)),
            ("B", "#affected+infants+f", Some(Column::Cell(Sex::F, 0))),
            ("C", "#affected+f+infants+age_2_4", Some(Column::Cell(Sex::F, 1))),
            ("D", "#geo+lat", None),
            ("people", "#description", Some(Column::People)),
            ("ID", "#description", Some(Column::Notes)),
            ("E", "#affected+children", Some(Column::Cell(Sex::X, 2))),
            ("familia", "#beneficiary+hh", None),
            ("cognome", "#beneficiary+familyName", None),
            ("nato", "#beneficiary+birth", Some(Column::BirthOf(0))),
            ("I", "#affected+f+age_6_17", Some(Column::Cell(Sex::F, 2))),
            ("Bimbe", "#affected+f+infants", Some(Column::Cell(Sex::F, 0))),
            ("J", "#affected", Some(Column::People)),
        ] {
            assert_eq!(names.guess(header, tag).map(|guess| guess.column), expected, "{tag}");
        }
        assert!(!is_tag("#1") && !is_tag("A1") && !is_tag("#N/A") && !is_tag("#REF!"));
    }
}
