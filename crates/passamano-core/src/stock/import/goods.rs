//! The kits and items of a pack by their codes and by their names in every language, as a list may
//! say them. Only a name that is one thing's is understood: pasta and pasta without gluten differ
//! by one word, and a wrong guess would harm. What is not understood a person says.

use std::collections::{BTreeSet, HashMap};

use crate::list::words::fold;
use crate::pack::{Item, Pack, Texts};
use crate::stock::DateKind;

/// What goods are called.
#[derive(Debug, Clone, Default)]
pub struct Goods {
    items: HashMap<String, Item>,
    /// Codes without signs between.
    codes: HashMap<String, String>,
    names: HashMap<String, BTreeSet<String>>,
    /// The words of all names of a code, to find what is alike.
    words: Vec<(String, BTreeSet<String>)>,
}

/// A name for comparing.
pub fn key(name: &str) -> String {
    fold(name)
}

impl Goods {
    /// Everything in a pack, by its words in some languages.
    pub fn new(pack: &Pack, texts: &[Texts]) -> Self {
        let mut goods = Self::default();
        let kits = pack.kits.iter().map(|kit| (&kit.code, None));
        let items = pack.items.iter().map(|item| (&item.code, Some(item)));
        for (code, item) in kits.chain(items) {
            goods.codes.insert(key(code).replace(' ', ""), code.clone());
            if let Some(item) = item {
                goods.items.insert(code.clone(), item.clone());
            }
            let keys = [format!("kit.{code}"), format!("kit.{code}.short"), format!("item.{code}")];
            let mut words = BTreeSet::new();
            for text in texts.iter().flat_map(|texts| keys.iter().filter_map(|key| texts.get(key)))
            {
                let short = text.split('(').next().unwrap_or(text);
                for name in [text, short] {
                    goods.name(key(name), code);
                    // As the app prints it: `Pasta (500 g)`.
                    if let Some(Item { size, unit, .. }) = item {
                        goods.name(key(&format!("{name} {size} {unit}")), code);
                        goods.name(key(&format!("{name} {size}{unit}")), code);
                    }
                }
                words.extend(key(text).split(' ').map(String::from));
            }
            goods.words.push((code.clone(), words));
        }
        goods
    }

    fn name(&mut self, name: String, code: &str) {
        self.names.entry(name).or_default().insert(code.into());
    }

    /// The code of a kit or item that a cell names by code or name.
    pub fn find(&self, cell: &str) -> Option<&str> {
        let name = key(cell);
        if let Some(code) = self.codes.get(&name.replace(' ', "")) {
            return Some(code);
        }
        let codes = self.names.get(&name)?;
        codes.first().filter(|_| codes.len() == 1).map(String::as_str)
    }

    /// Codes that a person may mean by a name, those first that share the most of its words; then
    /// all others.
    pub fn alike(&self, name: &str) -> Vec<&str> {
        const STEM: usize = 4;
        let name = key(name);
        let stem = |word: &str| word.chars().take(STEM).collect::<String>();
        let wanted: BTreeSet<String> =
            name.split(' ').filter(|word| word.chars().count() >= 3).map(stem).collect();
        let shared = |words: &BTreeSet<String>| {
            words.iter().map(|word| stem(word)).filter(|word| wanted.contains(word)).count()
        };
        let mut codes: Vec<(usize, &str)> =
            self.words.iter().map(|(code, words)| (shared(words), code.as_str())).collect();
        codes.sort_by_key(|(shared, _)| core::cmp::Reverse(*shared));
        codes.into_iter().map(|(_, code)| code).collect()
    }

    /// The pack has this code.
    pub fn knows(&self, code: &str) -> bool {
        self.words.iter().any(|(own, _)| own == code)
    }

    /// The item of a code; a kit is none.
    pub(super) fn item(&self, code: &str) -> Option<&Item> {
        self.items.get(code)
    }

    /// What a date on it means that nobody named the kind of: what is usual for the item, and
    /// where nothing is, that it is unsafe afterwards.
    pub(super) fn usual(&self, code: &str) -> DateKind {
        self.item(code).and_then(Item::date_kind).unwrap_or(DateKind::UseBy)
    }

    /// A pharmacy closed it, and a volunteer carries it as it is.
    pub(super) fn sealed(&self, code: &str) -> bool {
        self.item(code).is_some_and(Item::sealed_only)
    }
}
