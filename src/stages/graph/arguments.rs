//! What ARG and ENV set, and what the build is called with.

use super::Walk;
use crate::dockerfile::Pair;
use crate::source::Span;
use crate::stages::Value;
use crate::stages::variables::Variable;
use std::rc::Rc;

impl Walk<'_> {
    pub(super) fn global_arg(&mut self, pair: &Pair) {
        let name = pair.name.text.clone();
        let variable = match (self.given(&name, Some(pair.span)), &pair.value) {
            (Some(given), _) => given,
            (None, Some(word)) => {
                let value = self.global(word);
                Variable::set(&name, value, pair.span)
            }
            (None, None) => Variable::open(&name, Some(pair.span)),
        };
        self.global.set(&name, variable);
    }

    /// The build argument for a name that an ARG declares, or BuildKit itself: one that nothing declares is ignored, and
    /// a predefined one (`HTTP_PROXY`) reaches the environment of RUN alone (moby/buildkit, dockerfile2llb/convert.go).
    pub(super) fn given(&self, name: &str, pair: Option<Span>) -> Option<Rc<Variable>> {
        let at = self.args.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
        Some(Variable::given(name, self.args[at].1.clone(), pair))
    }

    /// `ARG NAME` in a stage takes the global default; `ARG NAME=x` its own; either the build argument before both.
    pub(super) fn stage_arg(&mut self, pair: &Pair) {
        let name = pair.name.text.clone();
        let variable = match (self.given(&name, Some(pair.span)), &pair.value) {
            (Some(given), _) => given,
            (None, Some(word)) => {
                let value = self.local(word);
                Variable::set(&name, value, pair.span)
            }
            (None, None) => match self.global.get(&name) {
                Some(variable) => variable.clone(),
                // Without a value it leaves what ENV has set.
                None if self.scopes.last().is_some_and(|scope| scope.get(&name).is_some()) => return,
                None => Variable::open(&name, Some(pair.span)),
            },
        };
        if let Some(scope) = self.scopes.last_mut() {
            scope.set(&name, variable);
        }
    }

    /// All values of one ENV are expanded before any of them is set. One that BuildKit refuses is no part of the
    /// environment; its name counts as set, so that a later line is not blamed.
    pub(super) fn env(&mut self, pairs: &[Pair]) {
        let mut set = Vec::new();
        for pair in pairs {
            let Some(word) = &pair.value else { continue };
            let value = self.read(word);
            let name = self.local(&pair.name).text;
            set.push((name, value, pair.span));
        }
        for (name, value, span) in set {
            if let Some(scope) = self.scopes.last_mut() {
                let (Ok(shown) | Err(shown)) = &value;
                scope.set(&name, Variable::set(&name, shown.clone(), span));
            }
            if let Ok(value) = value {
                self.set_env(name, value);
            }
        }
    }

    fn set_env(&mut self, name: String, value: Value) {
        let Some(stage) = self.stages.last_mut() else { return };
        match self.env_places.get(&name) {
            Some(&at) => stage.config.env[at].1 = value,
            None => {
                self.env_places.insert(name.clone(), stage.config.env.len());
                stage.config.env.push((name, value));
            }
        }
    }
}
