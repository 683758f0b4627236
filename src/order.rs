//! Sorting, compiled once and not once a type: the library's own costs 4 KB of wasm for each.

use std::cmp::Ordering;

/// Sorts; equal items keep their order.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Sorts by what `key` gives; equal items keep their order.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts; equal items keep their order.
pub fn sort_by<T>(items: &mut [T], order: impl Fn(&T, &T) -> Ordering) {
    if items.len() < 2 {
        return;
    }
    let mut places = places(items.len(), &|one, other| order(&items[one], &items[other]));
    for first in 0..items.len() {
        let mut at = first;
        while places[at] != first {
            let from = std::mem::replace(&mut places[at], at);
            items.swap(at, from);
            at = from;
        }
        places[at] = at;
    }
}

/// Keeps the first of all that have one key, in the order they stand in.
pub fn keep_first<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    keep_first_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Keeps the first of all that are equal, in the order they stand in.
pub fn keep_first_by<T>(items: &mut Vec<T>, order: impl Fn(&T, &T) -> Ordering) {
    if items.len() < 2 {
        return;
    }
    let places = places(items.len(), &|one, other| order(&items[one], &items[other]));
    let mut again = vec![false; items.len()];
    for pair in places.windows(2) {
        again[pair[1]] = order(&items[pair[0]], &items[pair[1]]) == Ordering::Equal;
    }
    let mut again = again.into_iter();
    items.retain(|_| again.next() == Some(false));
}

/// Which item belongs to each place: merged in ever longer runs.
fn places(count: usize, order: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    let mut length = 1;
    while length < count {
        let mut merged = Vec::with_capacity(count);
        for runs in places.chunks(2 * length) {
            let (one, other) = runs.split_at(length.min(runs.len()));
            merge(one, other, order, &mut merged);
        }
        places = merged;
        length *= 2;
    }
    places
}

fn merge<'a>(
    mut one: &'a [usize],
    mut other: &'a [usize],
    order: &dyn Fn(usize, usize) -> Ordering,
    into: &mut Vec<usize>,
) {
    while let ([first, rest @ ..], [second, others @ ..]) = (one, other) {
        if order(*first, *second) == Ordering::Greater {
            into.push(*second);
            other = others;
        } else {
            into.push(*first);
            one = rest;
        }
    }
    into.extend_from_slice(one);
    into.extend_from_slice(other);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_each_stays_where_it_stands() {
        let mut items = vec![("b", 1), ("a", 2), ("b", 3), ("c", 4), ("a", 5), ("b", 6)];
        keep_first(&mut items, |(name, _)| *name);
        assert_eq!(items, [("b", 1), ("a", 2), ("c", 4)]);
    }
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_library_does(mut items in proptest::collection::vec((0u8..20, 0u8..255), 0..200)) {
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort_by_key(&mut items, |(key, _)| *key);
            prop_assert_eq!(&items, &expected);
            expected.sort();
            sort(&mut items);
            prop_assert_eq!(items, expected);
        }
    }
}
