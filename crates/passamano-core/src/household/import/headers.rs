//! The words of headers, in Italian, English, French and Arabic and a few in Spanish, and how much
//! each kind of name is worth. How they are put together is in `columns.rs`.

use super::columns::{Column, Sex};

/// The name says that a card is meant.
pub const OF_A_CARD: u8 = 6;
/// A name that means one thing.
pub const EXACT: u8 = 5;
/// An HXL tag.
pub const TAGGED: u8 = 4;
/// Put together from words that all belong to it.
pub const COMPOSED: u8 = 3;
/// A name that often means something else, such as `ID`.
pub const WEAK: u8 = 2;
/// A word of it stands somewhere in the header.
pub const LOOSE: u8 = 1;

pub const NAMES: &[(Column, u8, &str)] = &[
    (
        Column::Code,
        OF_A_CARD,
        "card|card code|card number|card no|card id|household card\
        |codice tessera|numero tessera|n tessera|tessera|codice carta|numero carta|carta\
        |carte|code carte|code de la carte|numero carte|numero de carte|n de carte\
        |رمز البطاقة|بطاقة|البطاقة|رقم البطاقة|tarjeta|codigo tarjeta",
    ),
    (
        Column::Code,
        EXACT,
        "code|token|token code|household code|hh code|qr|qr code\
        |codice|codice famiglia|codice nucleo|code menage|jeton\
        |رمز|الرمز|كود|الكود|رمز الأسرة|codigo",
    ),
    (
        Column::Code,
        WEAK,
        "id|hh id|household id|id number|id no|number|family number|numero|n|no|nr|الرقم|رقم",
    ),
    (
        Column::People,
        EXACT,
        "people|persons|total|tot|total people|household size|hh size|family size|size|members|number of people\
        |persone|numero persone|numero di persone|n persone|componenti|numero componenti|totale|totale persone|membri\
        |personnes|nombre de personnes|nb personnes|taille du menage|membres|total personnes\
        |عدد|العدد|عدد الأشخاص|عدد الأفراد|أفراد|الأفراد|أشخاص|الأشخاص|حجم الأسرة|المجموع|personas",
    ),
    (
        Column::Needs,
        EXACT,
        "needs|specific needs|need|special needs|bisogni|bisogni specifici|bisogni speciali|esigenze|necessità|besoins|besoins specifiques\
        |احتياجات|الاحتياجات|احتياجات خاصة",
    ),
    (
        Column::Diet,
        EXACT,
        "diet|diets|diet tags|dieta|diete|alimentazione|regime|régime alimentaire|alimentation\
        |حمية|الحمية|نظام غذائي|النظام الغذائي",
    ),
    (
        Column::Allergens,
        EXACT,
        "allergens|allergen|allergies|allergy|allergeni|allergene|allergie|allergia|intolleranze\
        |allergènes|allergène|intolérances|حساسية|الحساسية|مسببات الحساسية|alergias",
    ),
    (
        Column::Language,
        EXACT,
        "language|lang|preferred language|lingua|lingua preferita|langue|langue préférée|لغة|اللغة|اللغة المفضلة|idioma",
    ),
    (Column::Consent, EXACT, "consent|consenso|consentement|accord|موافقة|الموافقة"),
    (
        Column::Notes,
        EXACT,
        "notes|note|comment|comments|remarks|nota|osservazioni|commenti|commento|remarques|commentaire|commentaires\
        |ملاحظات|ملاحظة",
    ),
    (
        Column::Proxy,
        EXACT,
        "proxy|delegate|delega|delegato|mandataire|procuration|تفويض|توكيل|وكيل|مفوض\
        |somebody else may collect|può ritirare un altro|quelqu'un d'autre peut retirer|يمكن لغيرهم الاستلام",
    ),
    (
        Column::Flags,
        EXACT,
        "flags|flag|status|state|stato|segnalazioni|statut|état|حالة|الحالة|علامات",
    ),
    (
        Column::SexOf(0),
        EXACT,
        "sex|gender|sesso|genere|sexe|genre|الجنس|جنس|sexo|m f|f m|male female|female male|h f|f h|maschio femmina",
    ),
    (
        Column::AgeOf(0),
        EXACT,
        "age|età|âge|العمر|عمر|سن|edad|age in years|age years|età anni|age ans",
    ),
    (
        Column::BirthOf(0),
        EXACT,
        "date of birth|born|nato|nata|né|née|birth date|birthdate|birthday|dob|year of birth|birth year|data di nascita|anno di nascita|nascita\
        |date de naissance|année de naissance|naissance|تاريخ الميلاد|سنة الميلاد|تاريخ الولادة|fecha de nacimiento",
    ),
];

/// Words of which a header is put together, for kinds that people name in many ways: one of the
/// first list has to be there, and nothing that stands in neither.
pub const COMPOSED_OF: &[(Column, &str, &str)] = &[
    (
        Column::Code,
        "code|codice|card|tessera|token|carta|carte|jeton|رمز|كود|بطاقه|البطاقه|id",
        "number|numero|n|no|nr|num|of|the|di|del|della|de|du|la|household|hh|family|famiglia|nucleo|familiare|menage|famille\
        |beneficiary|beneficiario|beneficiaire|registration|registrazione|our|qr|unique|الاسره|العائله|رقم",
    ),
    (
        Column::People,
        "people|persons|members|individuals|persone|componenti|membri|familiari|personnes|membres|individus|size|beneficiaries|beneficiari|الافراد|افراد|الاشخاص|اشخاص",
        "number|numero|n|no|nr|num|nb|nombre|count|total|totale|tot|of|in|the|di|del|della|nel|de|du|dans|la|le|household|hh|family|famiglia|nucleo|familiare|menage|famille|عدد|اجمالي|الاسره|العائله|في",
    ),
];

/// Beginnings of words that say what a header is about, wherever they stand in it. Missing an
/// allergy is worse than reading a column in vain.
pub const LOOSELY: &[(Column, &str)] = &[
    (
        Column::Allergens,
        "allerg|intoller|intoler|avoid|evitar|eviter|حساسيه|الحساسيه|تجنب|يتجنب|alerg",
    ),
    (Column::Diet, "diet|diete|alimentar|regime|menu|eat|mangia|mange"),
    (Column::Language, "language|lingua|langue|اللغه"),
];

pub const SEXES: [(Sex, &str); 3] = [
    (
        Sex::F,
        "f|female|females|women|woman|girls|girl|donne|donna|femmine|femmina|ragazze|bambine|bimbe|femmes|femme|filles|fille\
        |نساء|النساء|إناث|أنثى|بنات|امرأة|mujeres|mujer|niñas",
    ),
    (
        Sex::M,
        "m|male|males|men|man|boys|boy|uomini|uomo|maschi|maschio|ragazzi|hommes|homme|garçons|garçon|رجال|الرجال|ذكور|ذكر|أولاد|رجل|hombres|hombre",
    ),
    (
        Sex::X,
        "x|other|people|persons|altro|altri|persone|autre|autres|personnes|آخر|أشخاص|personas|said|detto|dit|مذكور",
    ),
];

/// Words that name an age without a number.
pub const GROUPS: [((u32, u32), &str); 5] = [
    ((0, 1), "infants|infant|babies|neonati|lattanti|nourrissons|bébés|رضع|الرضع"),
    (
        (5, 11),
        "children|child|kids|minors|girls|girl|boys|boy|bambini|bambine|bimbe|minori|ragazze|enfants|mineurs|filles|fille|garçons|garçon\
        |أطفال|الأطفال|بنات|أولاد|قاصرون|niños|niñas",
    ),
    ((12, 17), "adolescents|adolescent|teenagers|teens|adolescenti|مراهقون|المراهقون|مراهقين"),
    ((18, 59), "adults|adult|adulti|adulte|adultes|بالغون|البالغون|بالغين|adultos"),
    (
        (60, 120),
        "seniors|senior|elderly|elders|anziani|anziane|âgés|âgées|aînés|aîné|âgé|كبار|كبار السن|كبيرات السن|مسنون|المسنون|مسنين|ancianos",
    ),
];

/// Words that may stand in a header like `donne da 18 a 59 anni` and change nothing.
pub const FILLERS: &str = "anni|anno|età|eta|ans|an|years|year|yrs|y|age|aged|ages|old|and|et|e|o|da|a|à|to|di|de|of|from|between|tra|entre|number|numero|n|no|nr|nb|nombre|num|count|total|totale|tot|ou|or|du|des|i|il|le|les|la|the|in|sex|sesso|sexe|not|non|الجنس|غير\
    |سنة|سنوات|عاما|عام|وما|من|إلى|سن|عمر|العمر|أو|عدد";
pub const UPWARD: &str = "plus|over|above|older|more|up|più|piu|oltre|sopra|فوق|فأكثر|أكثر|فما";
pub const DOWNWARD: &str = "under|sub|below|less|sotto|meno|moins|دون|تحت|أقل";

/// Ages are in months.
pub const MONTHLY: &str = "mesi|mese|months|month|mois|شهر|أشهر|شهور";

/// Words that say whose sex or age it is, beside a number: `member 2 age`.
pub const OF_MEMBERS: &str = "date|data|year|anno|member|members|person|people|child|children|componente|persona|membro|familiare|figlio|figlia|membre|personne|enfant|hh|household|n|no|of|di|de|the|del|فرد|الفرد|شخص|طفل";

/// What the nth member's column holds.
pub type OfMember = fn(u8) -> Column;

pub const OF_A_MEMBER: [(OfMember, &str); 3] = [
    (Column::SexOf, "sex|gender|sesso|genere|sexe|genre|الجنس|جنس"),
    (Column::AgeOf, "age|età|العمر|عمر"),
    (Column::BirthOf, "birth|birthdate|dob|nascita|naissance|الميلاد"),
];
