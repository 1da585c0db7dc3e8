//! Which plural form a language uses for a number, by the browser's own tables.

use js_sys::{Array, Intl, Object};

/// The category for `n`: `zero`, `one`, `two`, `few`, `many` or `other`.
pub fn category(tag: &str, n: u32) -> String {
    let rules = Intl::PluralRules::new(&Array::of1(&tag.into()), &Object::new());
    rules.select(f64::from(n)).into()
}
