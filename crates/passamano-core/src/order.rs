//! Sorting as little code. The standard library's sort is written for speed and repeats some
//! three kilobytes for each type that it sorts, and so does collecting into a `BTreeMap`; here
//! all types share one sort, of places. A set or map is filled with `extend` for the same reason.

use core::cmp::Ordering;

/// Sorts by a key. What has the same key stays in its order.
pub fn sort_by_key<T, K: Ord>(things: &mut Vec<T>, key: impl Fn(&T) -> K) {
    let keys: Vec<K> = things.iter().map(key).collect();
    let order = places(keys.len(), &|a, b| keys[a].cmp(&keys[b]));
    let mut old: Vec<Option<T>> = core::mem::take(things).into_iter().map(Some).collect();
    things.extend(order.into_iter().filter_map(|place| old[place].take()));
}

/// The places from 0 on, sorted.
fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(mut things: Vec<(u8, u16)>) {
            let mut expected = things.clone();
            expected.sort_by_key(|(key, _)| *key);
            super::sort_by_key(&mut things, |(key, _)| *key);
            prop_assert_eq!(things, expected);
        }
    }
}
