//! Catalogue rows that were looked up before, kept at hand: a key press, a question's answer and the next file of a
//! fleet ask for the same ladders again.

use super::{Image, Workload};
use std::cell::RefCell;
use std::rc::Rc;

/// More look-ups of a kind are not kept; the oldest goes.
const MOST: usize = 96;

/// Answers by what was asked, the newest last.
struct Kept<K, V>(Vec<(K, V)>);

impl<K: PartialEq, V: Clone> Kept<K, V> {
    fn get(&mut self, key: K, find: impl FnOnce(&K) -> V) -> V {
        if let Some((_, value)) = self.0.iter().find(|(known, _)| *known == key) {
            return value.clone();
        }
        let value = find(&key);
        if self.0.len() >= MOST {
            self.0.remove(0);
        }
        self.0.push((key, value.clone()));
        value
    }
}

type Rungs = Kept<(Workload, String), Rc<Vec<Image>>>;
type Kin = Kept<(String, Option<String>, String), Option<Image>>;
type Lines = Kept<(Workload, String), Rc<Vec<String>>>;

thread_local! {
    static RUNGS: RefCell<Rungs> = const { RefCell::new(Kept(Vec::new())) };
    static KIN: RefCell<Kin> = const { RefCell::new(Kept(Vec::new())) };
    static LINES: RefCell<Lines> = const { RefCell::new(Kept(Vec::new())) };
}

/// [`super::ladder`].
pub fn ladder(workload: &Workload, today: &str) -> Rc<Vec<Image>> {
    let key = (workload.clone(), today.to_string());
    RUNGS.with_borrow_mut(|kept| kept.get(key, |(workload, today)| Rc::new(super::ladder(workload, today))))
}

/// [`super::kin`].
pub fn kin(of: &Image, line: Option<&str>, today: &str) -> Option<Image> {
    let key = (of.reference.clone(), line.map(String::from), today.to_string());
    KIN.with_borrow_mut(|kept| kept.get(key, |_| super::kin(of, line, today)))
}

/// [`super::lines`].
pub fn lines(workload: &Workload, today: &str) -> Rc<Vec<String>> {
    let key = (workload.clone(), today.to_string());
    LINES.with_borrow_mut(|kept| kept.get(key, |(workload, today)| Rc::new(super::lines(workload, today))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_looked_up_once_and_the_oldest_goes() {
        let mut kept = Kept(Vec::new());
        let mut asked = 0;
        for key in (0..MOST + 1).chain([MOST, 0]) {
            kept.get(key, |_| asked += 1);
        }
        assert_eq!(asked, MOST + 2);
    }
}
