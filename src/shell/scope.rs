//! What a script may know before it starts, and how much expanding it may do.

use super::Arg;
use crate::source::Source;
use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;

/// Bytes that expansion may still produce: a file cannot make the reader grow text without end.
#[derive(Debug)]
pub struct Budget(Cell<usize>);

impl Budget {
    /// Enough for any honest file, and linear in its size.
    pub fn for_text(length: usize) -> Budget {
        Budget(Cell::new(1024 * 1024 + 32 * length))
    }

    /// Takes that many bytes if they are left.
    pub fn take(&self, bytes: usize) -> bool {
        match self.0.get().checked_sub(bytes) {
            Some(left) => {
                self.0.set(left);
                true
            }
            None => false,
        }
    }
}

/// The surroundings of a script.
pub struct Scope<'a> {
    pub source: &'a Source,
    /// The value of a variable of the Dockerfile, where it is known.
    pub lookup: &'a dyn Fn(&str) -> Option<Rc<str>>,
    pub cwd: Option<String>,
    pub budget: &'a Budget,
}

/// A variable set in the script.
#[derive(Debug, Clone)]
pub struct Var {
    pub value: Arg,
    /// The values a loop gives it, one after the other.
    pub items: Vec<String>,
}

/// The variables of one script: its own, then those of the Dockerfile.
#[derive(Default)]
pub struct Vars {
    own: HashMap<String, Var>,
    /// In the order they were set, for [`super::Command::env`].
    order: Vec<(String, Arg)>,
}

/// No command carries more than the latest of these: one command stays one bounded piece.
const CARRIED: usize = 24;

impl Vars {
    pub fn set(&mut self, name: &str, value: Arg, items: Vec<String>) {
        self.order.retain(|(other, _)| other != name);
        if self.order.len() >= CARRIED {
            self.order.remove(0);
        }
        self.order.push((name.to_string(), value.clone()));
        self.own.insert(name.to_string(), Var { value, items });
    }

    /// From here on the value is not known.
    pub fn doubt(&mut self, name: &str) {
        if let Some(var) = self.own.get_mut(name) {
            var.value.known = false;
        }
        for (_, value) in self.order.iter_mut().filter(|(other, _)| other == name) {
            value.known = false;
        }
    }

    pub fn get(&self, name: &str) -> Option<&Var> {
        self.own.get(name)
    }

    /// What a command is given; nothing once the budget is spent.
    pub fn carried(&self, budget: &Budget) -> Vec<(String, Arg)> {
        let cost: usize = self.order.iter().map(|(name, value)| name.len() + value.text.len() + 64).sum();
        if budget.take(cost) { self.order.clone() } else { Vec::new() }
    }
}
