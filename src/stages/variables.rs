//! Scopes: what ARG and ENV have set, and how a variable came to its value.

use super::{Link, Value};
use crate::source::Span;
use std::collections::HashMap;
use std::rc::Rc;

/// A variable as it stands at one place of the file.
#[derive(Debug, Clone)]
pub struct Variable {
    /// `None`: declared without a value.
    pub text: Option<Rc<str>>,
    /// Names its value depends on and that have none.
    pub unknown: Vec<String>,
    /// How the value came about, this variable's own link last.
    pub chain: Vec<Link>,
}

impl Variable {
    /// What `NAME=value` sets.
    pub fn set(name: &str, value: Value, pair: Span) -> Rc<Variable> {
        let mut chain = value.chain;
        if chain.len() < LONGEST_CHAIN {
            chain.push(Link { name: name.to_string(), value: Some(value.span), pair: Some(pair), given: false });
        }
        Rc::new(Variable { text: Some(value.text.into()), unknown: value.unknown, chain })
    }

    /// What the build must give: an ARG without a default, or a predefined one.
    pub fn open(name: &str, pair: Option<Span>) -> Rc<Variable> {
        Variable::of_call(name, None, pair)
    }

    /// What the build gives by a build argument: taken as it is, never expanded.
    pub fn given(name: &str, text: Rc<str>, pair: Option<Span>) -> Rc<Variable> {
        Variable::of_call(name, Some(text), pair)
    }

    fn of_call(name: &str, text: Option<Rc<str>>, pair: Option<Span>) -> Rc<Variable> {
        let chain = vec![Link { name: name.to_string(), value: None, pair, given: text.is_some() }];
        let unknown = if text.is_some() { Vec::new() } else { vec![name.to_string()] };
        Rc::new(Variable { text, unknown, chain })
    }
}

/// No chain is followed further: a file could make them grow without end.
pub const LONGEST_CHAIN: usize = 32;

/// The variables in force.
#[derive(Debug, Clone, Default)]
pub struct Variables(HashMap<String, Rc<Variable>>);

/// Set by BuildKit for every build.
pub const PLATFORM: [&str; 11] = [
    "TARGETSTAGE",
    "TARGETOSVERSION",
    "BUILDOSVERSION",
    "TARGETPLATFORM",
    "TARGETOS",
    "TARGETARCH",
    "TARGETVARIANT",
    "BUILDPLATFORM",
    "BUILDOS",
    "BUILDARCH",
    "BUILDVARIANT",
];

impl Variables {
    pub fn get(&self, name: &str) -> Option<&Rc<Variable>> {
        self.0.get(name)
    }

    /// The later of two counts, be it ARG or ENV.
    pub fn set(&mut self, name: &str, variable: Rc<Variable>) {
        self.0.insert(name.to_string(), variable);
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Every name, in no order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}
