//! A small map from words, kept sorted in a list: the library's trees cost 9 KB of wasm for each type they hold.

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairs<V>(Vec<(String, V)>);

impl<V> Pairs<V> {
    pub fn get(&self, key: &str) -> Option<&V> {
        Some(&self.0[self.place(key).ok()?].1)
    }

    /// What a key has; a new one where there was none.
    pub fn entry(&mut self, key: &str) -> &mut V
    where
        V: Default,
    {
        let at = self.place(key).unwrap_or_else(|at| {
            self.0.insert(at, (key.to_string(), V::default()));
            at
        });
        &mut self.0[at].1
    }

    pub fn insert(&mut self, key: String, value: V) {
        match self.place(&key) {
            Ok(at) => self.0[at].1 = value,
            Err(at) => self.0.insert(at, (key, value)),
        }
    }

    pub fn remove(&mut self, key: &str) {
        if let Ok(at) = self.place(key) {
            self.0.remove(at);
        }
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> std::slice::Iter<'_, (String, V)> {
        self.0.iter()
    }

    fn place(&self, key: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.as_str().cmp(key))
    }
}

impl<V> Default for Pairs<V> {
    fn default() -> Pairs<V> {
        Pairs(Vec::new())
    }
}

impl<V> IntoIterator for Pairs<V> {
    type Item = (String, V);
    type IntoIter = std::vec::IntoIter<(String, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<V> FromIterator<(String, V)> for Pairs<V> {
    fn from_iter<I: IntoIterator<Item = (String, V)>>(pairs: I) -> Pairs<V> {
        let mut all = Pairs::default();
        for (key, value) in pairs {
            all.insert(key, value);
        }
        all
    }
}

impl<V: Serialize> Serialize for Pairs<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Pairs<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Pairs<V>, D::Error> {
        deserializer.deserialize_map(Read(PhantomData))
    }
}

struct Read<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for Read<V> {
    type Value = Pairs<V>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<V>, A::Error> {
        let mut pairs = Pairs::default();
        while let Some((key, value)) = map.next_entry()? {
            pairs.insert(key, value);
        }
        Ok(pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn holds_what_the_librarys_tree_holds(done in proptest::collection::vec(("[a-d]{0,2}", 0u8..9, any::<bool>()), 0..40)) {
            let (mut ours, mut theirs) = (Pairs::default(), BTreeMap::new());
            for (key, value, remove) in done {
                if remove {
                    ours.remove(&key);
                    theirs.remove(&key);
                } else {
                    ours.insert(key.clone(), value);
                    theirs.insert(key, value);
                }
            }
            let text = serde_json::to_string(&ours).expect("a map of numbers");
            prop_assert_eq!(&text, &serde_json::to_string(&theirs).expect("a map of numbers"));
            prop_assert_eq!(serde_json::from_str::<Pairs<u8>>(&text).expect("what was written"), ours);
        }
    }

    #[test]
    fn what_is_no_map_is_refused() {
        assert!(
            serde_json::from_str::<Pairs<u8>>("[1]").is_err()
                && serde_json::from_str::<Pairs<u8>>("{\"a\":\"b\"}").is_err()
        );
    }
}
