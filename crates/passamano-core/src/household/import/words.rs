//! What a word in a cell stands for: needs, diets, allergens, flags, languages, yes and no, by
//! code or in Italian, English, French or Arabic, whatever its capitals and accents.

use std::collections::HashMap;

use crate::household::STOPS;
pub use crate::list::words::{fold, set};

/// A list of codes that cells draw from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum List {
    /// Domain.md, B3.4.
    Needs,
    /// Domain.md, B3.11.
    Diet,
    /// Domain.md, B3.10.
    Allergens,
    /// Flags of the rules; any short word is one.
    Flags,
}

/// The words of all lists, made once per import.
pub struct Words {
    codes: HashMap<(List, String), &'static str>,
    languages: HashMap<String, &'static str>,
    answers: HashMap<String, bool>,
}

impl Words {
    /// Folds every word once.
    pub fn new() -> Self {
        let lists = [
            (List::Needs, NEEDS),
            (List::Diet, DIET),
            (List::Allergens, ALLERGENS),
            (List::Flags, FLAGS),
        ];
        let mut codes = HashMap::new();
        for (list, table) in lists {
            for (code, word) in table.iter().flat_map(|(code, words)| {
                words.split('|').chain([*code]).map(move |word| (*code, word))
            }) {
                codes.insert((list, fold(word)), code);
            }
            codes.extend(NOTHING.split('|').map(|word| ((list, fold(word)), "")));
        }
        let languages = LANGUAGES.iter().flat_map(|(code, names)| {
            names.split('|').chain([*code]).map(move |name| (fold(name), *code))
        });
        let answers = [(true, YES), (false, NO)]
            .into_iter()
            .flat_map(|(yes, words)| words.split('|').map(move |word| (fold(word), yes)));
        Self { codes, languages: languages.collect(), answers: answers.collect() }
    }

    /// The code that a word stands for; empty for a word like `none`.
    pub fn code(&self, list: List, word: &str) -> Option<String> {
        let word = fold(word);
        let known = |word: &str| self.codes.get(&(list, word.to_owned())).copied();
        match known(&word).or_else(|| known(&bare(&word))) {
            Some(code) => Some(code.to_string()),
            None if list == List::Flags && !word.is_empty() => {
                Some(self.state(&word).unwrap_or_else(|| word.replace(' ', "_")))
            }
            None => None,
        }
    }

    /// The state with which a folded flag begins: `suspended, see office` is suspended. Of a word
    /// more nobody at the queue knows whether it stops.
    fn state(&self, flag: &str) -> Option<String> {
        let (first, _) = flag.split_once(' ')?;
        let code = self.codes.get(&(List::Flags, first.to_owned()))?;
        STOPS.contains(code).then(|| (*code).to_string())
    }

    /// The flag says more than the state that was read of it.
    pub fn says_more(&self, list: List, word: &str) -> bool {
        list == List::Flags && self.state(&fold(word)).is_some()
    }

    /// What each part of a cell says, in order: its words, and the code if they are understood.
    /// A part that is known as it stands is not cut further: some of our own labels hold a comma.
    pub fn parts<'a>(&self, list: List, cell: &'a str) -> Vec<(&'a str, Option<String>)> {
        let cuts: [&[char]; 2] = [&[';', '|', '\n', '؛'], &[',', '/', '&', '،']];
        let mut parts = vec![cell];
        for cut in cuts {
            let finer = |part: &'a str| match self.code(list, part) {
                Some(_) if list != List::Flags => vec![part],
                _ => part.split(cut).map(str::trim).filter(|part| !part.is_empty()).collect(),
            };
            parts = parts.into_iter().flat_map(finer).collect();
        }
        let mut parts: Vec<&str> =
            parts.into_iter().flat_map(|part| self.joined(list, part)).collect();
        parts.retain(|part| !part.is_empty());
        parts.into_iter().map(|part| (part, self.code(list, part))).collect()
    }

    /// `latte e uova`: a part that is not understood, cut at each *and* if that helps.
    fn joined<'a>(&self, list: List, part: &'a str) -> Vec<&'a str> {
        if list == List::Flags || self.code(list, part).is_some() {
            return vec![part];
        }
        let cut = AND
            .split('|')
            .map(|and| format!(" {and} "))
            .find_map(|and| part.split_once(&and).or_else(|| part.split_once(&and.to_uppercase())));
        // In Arabic the word is written together with what follows it.
        let Some((first, rest)) = cut.or_else(|| part.split_once(" و")) else { return vec![part] };
        let cut: Vec<&str> =
            [first, rest].into_iter().flat_map(|one| self.joined(list, one.trim())).collect();
        match cut.iter().any(|one| self.code(list, one).is_some_and(|code| !code.is_empty())) {
            true => cut,
            false => vec![part],
        }
    }

    /// The tag of a language that is given by tag or name. A region is dropped, except where it
    /// names another language.
    pub fn language(&self, word: &str) -> Option<String> {
        let word = fold(word);
        let whole = self.languages.get(&word);
        let base = || {
            let first = word.split(' ').next()?;
            let is_tag = |code: &&&str| code.split('-').next() == Some(first);
            self.languages.get(first).filter(is_tag)
        };
        whole.or_else(base).map(|code| (*code).to_string())
    }

    /// Yes or no.
    pub fn yes(&self, word: &str) -> Option<bool> {
        let sign = matches!(word.trim(), "✓" | "✔" | "☑" | "✅");
        if sign { Some(true) } else { self.answers.get(&fold(word)).copied() }
    }
}

/// A folded phrase without the words that say only that something is not tolerated, or lead to
/// it: `peanut allergy`, `intolerante al lattosio` and `حساسيه من الحليب` name what is meant.
fn bare(phrase: &str) -> String {
    let rest: Vec<&str> =
        phrase.split(' ').filter(|word| !AROUND.split('|').any(|other| other == *word)).collect();
    rest.join(" ")
}

/// Folded: small letters without accents.
const AROUND: &str = "allergy|allergies|allergic|intolerant|intolerance|intolerances|to|of|the|food\
    |allergia|allergie|allergico|allergica|intollerante|intolleranza|intolleranze|a|al|allo|alla|all|ai|agli|alle|il|lo|la|i|gli|le|di|da\
    |allergique|intolerante|au|aux|les|l|de|du|des|d\
    |حساسيه|الحساسيه|تحسس|عدم|تحمل|من|ضد|تجاه";

/// Stands between two of a list, besides signs.
const AND: &str = "e|ed|and|et|y|plus|con|with|avec|+";

const NOTHING: &str =
    "none|no|nothing|nessuno|nessuna|niente|nulla|aucun|aucune|rien|non|لا|لا شيء|لا يوجد|n a|na";

const YES: &str = "yes|y|true|1|x|ok|sì|s|vero|oui|o|vrai|v|نعم|أجل|موافق";
const NO: &str = "no|n|false|0|falso|non|faux|لا|غير موافق|none";

type Table = &'static [(&'static str, &'static str)];

const NEEDS: Table = &[
    (
        "mobility",
        "difficulty walking|walking|mobilità|difficoltà a camminare|mobilité|difficulté à marcher|صعوبة الحركة|صعوبة المشي|حركة\
        |Fatica a camminare|Walking is hard|Marche difficile|صعوبة في المشي",
    ),
    ("wheelchair_access", "wheelchair|sedia a rotelle|carrozzina|fauteuil roulant|كرسي متحرك"),
    (
        "cannot_carry",
        "cannot carry weight|non può portare pesi|non porta pesi|ne peut pas porter|لا يستطيع الحمل|لا تستطيع الحمل\
        |Aiuto a portare|Help to carry|Aide pour porter|مساعدة في الحمل",
    ),
    (
        "vision",
        "sight|blind|low vision|vista|cieco|non vedente|ipovedente|vue|aveugle|malvoyant|بصر|كفيف|ضعف البصر\
        |Vede poco|Sees poorly|Voit mal",
    ),
    (
        "hearing",
        "deaf|udito|sordo|sorda|audition|sourd|sourde|سمع|أصم|ضعف السمع\
        |Sente poco|Hears poorly|Entend mal",
    ),
    (
        "communication",
        "speech|comunicazione|تواصل|صعوبة التواصل\
        |Fatica a parlare|Speaking is hard|Parler est difficile|صعوبة في الكلام",
    ),
    (
        "memory_support",
        "memory|memoria|mémoire|ذاكرة\
        |Ripeti con calma|Repeat calmly|Répète calmement|كرّر بهدوء",
    ),
    (
        "pregnant",
        "pregnancy|incinta|gravidanza|enceinte|grossesse|حامل|حمل\
        |In gravidanza",
    ),
    (
        "breastfeeding",
        "allattamento|allatta|allaitement|allaitante|مرضع|رضاعة\
        |Allaite|مرضعة",
    ),
    (
        "baby_under_2",
        "baby|infant|neonato|bambino sotto i 2 anni|bébé|رضيع\
        |Bimbo sotto i 2 anni|Bébé de moins de 2 ans|طفل دون سنتين",
    ),
    (
        "alone_with_children",
        "single parent|solo con figli|sola con figli|genitore solo|parent seul|seule avec enfants|وحيد مع أطفال|وحيدة مع أطفال\
        |Solo con i figli|Seul avec enfants",
    ),
    (
        "older_alone",
        "older person alone|elderly alone|anziano solo|anziana sola|personne âgée seule|مسن وحيد|مسنة وحيدة\
        |Âgé et seul",
    ),
    (
        "chronic_illness_no_detail",
        "chronic illness|malattia cronica|maladie chronique|مرض مزمن\
        |Serve attenzione in più|Needs extra care|Attention particulière|يحتاج إلى عناية إضافية",
    ),
    (
        "cannot_queue",
        "cannot stand in line|non può fare la fila|non può stare in fila|ne peut pas faire la queue|لا يستطيع الوقوف|لا تستطيع الوقوف\
        |لا يستطيع الوقوف في الطابور",
    ),
    (
        "needs_interpreter",
        "interpreter|interprete|interprète|مترجم\
        |Serve un interprete|Needs an interpreter|Besoin d'un interprète|يحتاج إلى مترجم",
    ),
    (
        "cannot_read",
        "does not read|non legge|non sa leggere|ne sait pas lire|لا يقرأ|لا تقرأ\
        |Ne lit pas",
    ),
    ("no_phone", "without phone|senza telefono|sans téléphone|بلا هاتف|لا هاتف"),
    (
        "safety_concern",
        "safety|sicurezza|sécurité|سلامة|أمان\
        |Chiedi al banco ascolto|Ask the listening desk|Demande au point d'écoute|اسأل مكتب الاستماع",
    ),
    (
        "other",
        "altro|autre|آخر|أخرى\
        |Altro: chiedi|Other: ask|Autre : demande|أمر آخر: اسأل",
    ),
    (
        "prefer_not_to_say",
        "preferisce non dire|préfère ne pas dire|يفضل عدم القول\
        |Non detto|Not said|Non dit|لم يُذكر",
    ),
];

const DIET: Table = &[
    ("halal", "حلال"),
    (
        "no_pork",
        "pork free|without pork|senza maiale|no maiale|sans porc|بدون خنزير|بلا خنزير|لا خنزير\
        |Niente maiale|Pas de porc|بلا لحم خنزير",
    ),
    (
        "no_alcohol",
        "alcohol free|senza alcol|senza alcool|no alcol|sans alcool|بدون كحول|بلا كحول\
        |Niente alcol|Pas d'alcool",
    ),
    ("vegetarian", "vegetariano|vegetariana|végétarien|végétarienne|نباتي|نباتية"),
    ("vegan", "vegano|vegana|végan|végane|végétalien|نباتي صرف"),
    (
        "gluten_free",
        "no gluten|celiac|coeliac|senza glutine|celiaco|celiaca|celiachia|sans gluten|cœliaque|بدون غلوتين|بلا غلوتين|خالي من الغلوتين",
    ),
    (
        "lactose_free",
        "lactose|lattosio|لاكتوز|no lactose|senza lattosio|sans lactose|بدون لاكتوز|بلا لاكتوز|خالي من اللاكتوز",
    ),
    (
        "no_added_sugar",
        "no sugar|sugar free|diabetic|senza zucchero|senza zuccheri|senza zuccheri aggiunti|diabete|sans sucre|sans sucre ajouté|بدون سكر|بلا سكر\
        |بلا سكر مضاف",
    ),
    ("low_salt", "less salt|poco sale|iposodica|pauvre en sel|peu de sel|قليل الملح"),
    (
        "soft_texture",
        "soft food|soft|cibo morbido|morbido|texture molle|mou|طعام لين|لين\
        |Aliments mous|طعام طري",
    ),
    (
        "baby_6m_plus",
        "baby from 6 months|bambino da 6 mesi|bébé dès 6 mois|من 6 أشهر\
        |Bimbo da 6 mesi|رضيع من 6 أشهر",
    ),
    (
        "no_cooking_needed",
        "no kitchen|no cooking|cannot cook|senza cucina|non può cucinare|sans cuisine|sans cuisson|بدون مطبخ|بلا طبخ\
        |Senza cottura|لا يحتاج إلى طبخ",
    ),
    (
        "no_can_opener_needed",
        "no can opener|senza apriscatole|sans ouvre boîte|بدون فتاحة علب\
        |لا يحتاج إلى فتاحة علب",
    ),
];

const ALLERGENS: Table = &[
    (
        "gluten",
        "wheat|cereals|glutine|grano|frumento|cereali|blé|céréales|غلوتين|قمح\
        |الغلوتين",
    ),
    (
        "crustaceans",
        "crustacean|shrimp|shrimps|prawns|crostacei|gamberi|crustacés|crevettes|قشريات|روبيان|جمبري\
        |القشريات",
    ),
    (
        "eggs",
        "egg|uova|uovo|œufs|oeufs|oeuf|بيض\
        |البيض",
    ),
    (
        "fish",
        "pesce|poisson|poissons|سمك\
        |السمك",
    ),
    (
        "peanuts",
        "peanut|arachidi|arachide|arachides|cacahuètes|فول سوداني\
        |الفول السوداني",
    ),
    (
        "soy",
        "soya|soybean|soybeans|soia|soja|صويا\
        |الصويا",
    ),
    (
        "milk",
        "dairy|lactose|latte|lattosio|lait|حليب|لبن|لاكتوز\
        |الحليب",
    ),
    (
        "nuts",
        "nut|tree nuts|frutta a guscio|frutta secca|noci|nocciole|mandorle|fruits à coque|noix|noisettes|مكسرات\
        |المكسرات",
    ),
    (
        "celery",
        "sedano|céleri|كرفس\
        |الكرفس",
    ),
    (
        "mustard",
        "senape|moutarde|خردل\
        |الخردل",
    ),
    (
        "sesame",
        "sesamo|sésame|سمسم\
        |السمسم",
    ),
    (
        "sulphites",
        "sulfites|sulphite|sulfite|solfiti|anidride solforosa|كبريتيت\
        |الكبريتيت",
    ),
    (
        "lupin",
        "lupini|lupino|lupins|ترمس\
        |الترمس",
    ),
    (
        "molluscs",
        "mollusks|mollusc|molluschi|cozze|vongole|mollusques|moules|رخويات|محار\
        |الرخويات",
    ),
];

const FLAGS: Table = &[
    ("active", "attivo|attiva|attivi|actif|active|نشط|نشطة"),
    (
        "moved",
        "trasferito|trasferita|trasferiti|déménagé|déménagée|انتقل|انتقلت|انتقلوا|منتقل|منتقلة",
    ),
    ("suspended", "sospeso|sospesa|sospesi|suspendu|suspendue|معلق|معلقة|موقوف|موقوفة"),
    ("closed", "chiuso|chiusa|chiusi|clos|close|clôturé|clôturée|fermé|fermée|مغلق|مغلقة"),
];

/// Tags of BCP 47 with names in Italian, English, French and Arabic, and their own.
const LANGUAGES: Table = &[
    ("it", "italiano|italian|italien|الإيطالية|إيطالي|ita"),
    ("en", "inglese|english|anglais|الإنجليزية|إنجليزي|eng"),
    ("fr", "francese|french|français|الفرنسية|فرنسي|fra"),
    ("ar", "arabo|arabic|arabe|العربية|عربي|ara"),
    ("es", "spagnolo|spanish|espagnol|español|الإسبانية|إسباني"),
    ("uk", "ucraino|ukrainian|ukrainien|українська|الأوكرانية|أوكراني|ua"),
    ("ro", "rumeno|romeno|romanian|roumain|română|الرومانية|روماني"),
    ("sq", "albanese|albanian|albanais|shqip|الألبانية|ألباني"),
    ("bn", "bengalese|bengali|bangla|বাংলা|البنغالية|بنغالي"),
    ("ur", "urdu|ourdou|اردو|الأردية"),
    ("zh-Hans", "cinese|chinese|chinois|中文|الصينية|صيني|zh"),
    ("pa", "punjabi|panjabi|pendjabi|ਪੰਜਾਬੀ|البنجابية"),
    ("hi", "hindi|हिन्दी|الهندية|هندي"),
    ("si", "singalese|sinhala|sinhalese|cingalais|සිංහල|السنهالية"),
    ("ta", "tamil|tamoul|தமிழ்|التاميلية"),
    ("fil", "filippino|filipino|tagalog|philippin|tl|الفلبينية|فلبيني"),
    ("ru", "russo|russian|russe|русский|الروسية|روسي"),
    ("pt", "portoghese|portuguese|portugais|português|البرتغالية|برتغالي"),
    ("ti", "tigrino|tigrinya|tigrigna|ትግርኛ|التغرينية"),
    ("am", "amarico|amharic|amharique|አማርኛ|الأمهرية"),
    ("so", "somalo|somali|soomaali|الصومالية|صومالي"),
    ("fa-AF", "dari|دری|الدرية"),
    ("fa", "persiano|farsi|persian|persan|فارسی|الفارسية|فارسي"),
    ("ps", "pashto|pachto|پښتو|البشتو"),
    (
        "ckb",
        "curdo centrale|curdo sorani|sorani kurdish|kurde sorani|الكردية السورانية|sorani|central kurdish|kurde central|کوردی|السورانية",
    ),
    ("ku", "curdo|kurdish|kurde|kurmanji|kurdî|الكردية|كردي"),
    ("tr", "turco|turkish|turc|türkçe|التركية|تركي"),
    ("ka", "georgiano|georgian|géorgien|ქართული|الجورجية"),
    ("wo", "wolof|ouolof|الولوفية"),
    ("bm", "bambara|bamanakan|البامبارا"),
    ("ff", "fulah|fula|peul|pulaar|الفولانية"),
    ("man", "mandingo|mandinka|mandingue|malinke|الماندينكا"),
    ("ha", "hausa|haoussa|harshen hausa|الهوسا"),
    ("yo", "yoruba|yorouba|èdè yorùbá|اليوروبا"),
    ("ig", "igbo|ibo|asụsụ igbo|الإيغبو"),
    ("pcm", "pidgin nigeriano|nigerian pidgin|pidgin nigérian|pidgin|naija|البدجن النيجيرية"),
    ("om", "oromo|oromoo|الأورومو"),
    ("mk", "macedone|macedonian|macédonien|македонски|المقدونية"),
    ("sr", "serbo|serbian|serbe|српски|الصربية"),
    ("de", "tedesco|german|allemand|deutsch|الألمانية|ألماني"),
    ("pl", "polacco|polish|polonais|polski|البولندية"),
    ("sw", "swahili|kiswahili|السواحيلية|سواحيلي"),
    ("ak", "twi|akan|ashanti|التوي"),
    ("bin", "edo|bini|الإيدو"),
    ("ln", "lingala|lingála|اللينغالا"),
    ("snk", "soninke|soninké|sarakole|السوننكية"),
    ("ber", "berbero|berber|berbère|tamazight|amazigh|ⵜⴰⵎⴰⵣⵉⵖⵜ|الأمازيغية|أمازيغي"),
    ("ne", "nepalese|nepali|népalais|नेपाली|النيبالية|نيبالي"),
    ("bg", "bulgaro|bulgarian|bulgare|български|البلغارية|بلغاري"),
    ("rom", "romanì|romani|romanes|romani chib|لغة الروما"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_stands_for_two_codes_of_one_list() {
        for table in [NEEDS, DIET, ALLERGENS, FLAGS, LANGUAGES] {
            let mut seen = HashMap::new();
            for (code, words) in table {
                for word in words.split('|').chain([*code]) {
                    assert!(!fold(word).is_empty(), "{code}");
                    assert_eq!(*seen.entry(fold(word)).or_insert(code), code, "{word}");
                }
            }
        }
    }

    #[test]
    fn a_word_is_known_in_four_languages_and_by_its_code() {
        let words = Words::new();
        for (list, word, code) in [
            (List::Allergens, "UOVA", "eggs"),
            (List::Allergens, "Œufs", "eggs"),
            (List::Allergens, "حليب", "milk"),
            (List::Diet, "senza-maiale", "no_pork"),
            (List::Diet, "Vegetarien", "vegetarian"),
            (List::Diet, "حلال", "halal"),
            (List::Needs, "wheelchair_access", "wheelchair_access"),
            (List::Needs, "حامل", "pregnant"),
            (List::Needs, "Nessuna", ""),
            (List::Flags, "Trasferito", "moved"),
            (List::Flags, "First Time", "first_time"),
        ] {
            assert_eq!(words.code(list, word).as_deref(), Some(code), "{word}");
        }
        assert_eq!(words.code(List::Allergens, "kiwi"), None);
        assert_eq!(words.code(List::Needs, "🙂"), None);
        assert_eq!(words.code(List::Flags, "🙂"), None);
    }

    #[test]
    fn every_label_that_the_app_prints_is_read_back_in_every_language() {
        let words = Words::new();
        let lists = [
            (List::Needs, "need.", 10),
            (List::Diet, "diet.", 10),
            (List::Allergens, "allergen.", 10),
            (List::Flags, "flag.", 3),
        ];
        for tag in ["it", "en", "fr", "ar"] {
            let path = format!("{}/../../public/i18n/{tag}.json", env!("CARGO_MANIFEST_DIR"));
            let texts = std::fs::read(path).unwrap();
            let texts: HashMap<String, serde_json::Value> = serde_json::from_slice(&texts).unwrap();
            for (list, prefix, fewest) in lists {
                let mut labels = 0;
                for (key, label) in &texts {
                    let Some(code) = key.strip_prefix(prefix) else { continue };
                    if key == "flag.title" {
                        continue;
                    }
                    let code = if code == "none" { "" } else { code };
                    let label = label.as_str().unwrap();
                    let read = words.parts(list, label);
                    assert_eq!(read, [(label, Some(code.to_string()))], "{tag} {key}");
                    labels += 1;
                }
                assert!(labels > fewest, "{tag} has labels that begin with {prefix}");
            }
        }
    }

    #[test]
    fn every_language_has_a_name_in_every_language_and_is_read_back() {
        let words = Words::new();
        let mut tags: Vec<&str> = LANGUAGES.iter().map(|(tag, _)| *tag).collect();
        tags.sort();
        assert_eq!(tags, crate::household::LANGUAGES);
        for file in ["it", "en", "fr", "ar"] {
            let path = format!("{}/../../public/i18n/{file}.json", env!("CARGO_MANIFEST_DIR"));
            let texts = std::fs::read(path).unwrap();
            let texts: HashMap<String, serde_json::Value> = serde_json::from_slice(&texts).unwrap();
            for tag in &tags {
                let name = texts.get(&format!("lang.{tag}")).and_then(|name| name.as_str());
                let name = name.unwrap_or_else(|| panic!("{file} has no name of {tag}"));
                assert_eq!(words.language(name).as_deref(), Some(*tag), "{file} {name}");
            }
        }
    }

    #[test]
    fn phrases_around_an_allergen_name_it() {
        let words = Words::new();
        for (list, phrase, code) in [
            (List::Allergens, "peanut allergy", "peanuts"),
            (List::Allergens, "Allergic to nuts", "nuts"),
            (List::Allergens, "allergy to nuts", "nuts"),
            (List::Allergens, "intolerant to lactose", "milk"),
            (List::Allergens, "lactose intolerant", "milk"),
            (List::Allergens, "Intollerante al glutine", "gluten"),
            (List::Allergens, "allergia alle uova", "eggs"),
            (List::Allergens, "Allergique aux crustacés", "crustaceans"),
            (List::Allergens, "حساسية من الحليب", "milk"),
            (List::Diet, "Lactose Intolerant", "lactose_free"),
            (List::Diet, "intolleranza al lattosio", "lactose_free"),
        ] {
            assert_eq!(words.code(list, phrase).as_deref(), Some(code), "{phrase}");
        }
        // Of these nobody knows what is meant.
        for phrase in ["Allergies", "allergy to kiwi", "nut-free kitchen please"] {
            assert_eq!(words.code(List::Allergens, phrase), None, "{phrase}");
        }
    }

    #[test]
    fn a_cell_is_cut_only_where_it_is_not_understood_whole() {
        let words = Words::new();
        let codes = |list, cell| -> Vec<String> {
            words.parts(list, cell).into_iter().filter_map(|(_, code)| code).collect()
        };
        assert_eq!(codes(List::Needs, "Older, alone; Pregnant"), ["older_alone", "pregnant"]);
        assert_eq!(codes(List::Diet, "Celiac/Gluten Free, 55+"), ["gluten_free", "gluten_free"]);
        assert_eq!(codes(List::Allergens, "peanuts, milk"), ["peanuts", "milk"]);
        assert_eq!(codes(List::Flags, "active, first time"), ["active", "first_time"]);
        let unknown = words.parts(List::Allergens, "kiwi | milk");
        assert_eq!(unknown, [("kiwi", None), ("milk", Some("milk".into()))]);
    }

    #[test]
    fn two_that_are_joined_by_a_word_are_two() {
        let words = Words::new();
        let codes = |list, cell| -> Vec<Option<String>> {
            words.parts(list, cell).into_iter().map(|(_, code)| code).collect()
        };
        let known = |all: &[&str]| all.iter().map(|code| Some((*code).into())).collect::<Vec<_>>();
        for (cell, all) in [
            ("latte e uova", &["milk", "eggs"][..]),
            ("milk, eggs and fish", &["milk", "eggs", "fish"]),
            ("arachides et lait et œufs", &["peanuts", "milk", "eggs"]),
            ("حليب وبيض", &["milk", "eggs"]),
            ("allergia al latte e alle uova", &["milk", "eggs"]),
        ] {
            assert_eq!(codes(List::Allergens, cell), known(all), "{cell}");
        }
        // What is known of it counts, and the rest is asked about.
        assert_eq!(codes(List::Allergens, "latte e kiwi"), [Some("milk".into()), None]);
        assert_eq!(codes(List::Allergens, "kiwi e mango"), [None]);
        assert_eq!(codes(List::Allergens, "niente e latte").len(), 2);
    }

    #[test]
    fn a_state_with_words_behind_it_stops_as_well() {
        let words = Words::new();
        for (cell, code) in [
            ("SUSPENDED - see office", "suspended"),
            ("trasferita a Milano", "moved"),
            ("chiusa dal 3 marzo", "closed"),
            ("not suspended", "not_suspended"),
            ("active since May", "active_since_may"),
        ] {
            assert_eq!(words.code(List::Flags, cell).as_deref(), Some(code), "{cell}");
            assert_eq!(words.says_more(List::Flags, cell), STOPS.contains(&code), "{cell}");
        }
        assert!(!words.says_more(List::Flags, "Suspended"));
    }

    #[test]
    fn a_language_is_known_by_tag_and_name() {
        let words = Words::new();
        for (word, tag) in [
            ("IT", "it"),
            ("it-IT", "it"),
            ("fa_AF", "fa-AF"),
            ("Dari", "fa-AF"),
            ("Français", "fr"),
            ("francais", "fr"),
            ("українська", "uk"),
            ("বাংলা", "bn"),
            ("العربيّة", "ar"),
            ("zh-Hans", "zh-Hans"),
            ("zh_CN", "zh-Hans"),
            ("tl", "fil"),
            ("Kiswahili", "sw"),
        ] {
            assert_eq!(words.language(word).as_deref(), Some(tag), "{word}");
        }
        assert_eq!(words.language("klingon"), None);
        assert_eq!(words.language(""), None);
    }

    #[test]
    fn yes_and_no_are_known_in_four_languages() {
        let words = Words::new();
        for word in ["Sì", "SI", "si'", "yes", "Oui", "نعم", "x", "1", "TRUE", "✓"] {
            assert_eq!(words.yes(word), Some(true), "{word}");
        }
        for word in ["no", "Non", "لا", "0", "FALSE"] {
            assert_eq!(words.yes(word), Some(false), "{word}");
        }
        assert_eq!(words.yes("forse"), None);
    }
}
