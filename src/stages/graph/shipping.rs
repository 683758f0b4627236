//! Which stage ships, and which it is made of.

use crate::dockerfile::{Problem, Trouble, near};
use crate::stages::{Edge, Origin, Role, Stage};

/// The stage that ships: the target by name or number, else the last.
pub(super) fn shipped(stages: &[Stage], target: Option<&str>, problems: &mut Vec<Problem>) -> Option<usize> {
    let last = stages.len().checked_sub(1)?;
    let Some(target) = target.filter(|target| !target.is_empty()) else { return Some(last) };
    let lower = target.to_ascii_lowercase();
    let named = stages.iter().rposition(|stage| stage.name.as_deref() == Some(&lower));
    let found = named.or_else(|| target.parse().ok().filter(|&index: &usize| index <= last));
    if found.is_none() {
        let suggestion = near(&lower, stages.iter().filter_map(|stage| stage.name.as_deref()));
        problems.push(Trouble::UnknownTarget { name: target.to_string(), suggestion }.at(stages[last].span));
    }
    found.or(Some(last))
}

/// Tells what the shipped stage is made of from what is not used.
pub(super) fn mark(stages: &mut [Stage], edges: &[Edge], shipped: Option<usize>) {
    let Some(shipped) = shipped else { return };
    let mut sources: Vec<Vec<usize>> = vec![Vec::new(); stages.len()];
    for edge in edges {
        if let Origin::Stage(from) = edge.from {
            sources[edge.to].push(from);
        }
    }
    let mut waiting = vec![shipped];
    while let Some(index) = waiting.pop() {
        for from in std::mem::take(&mut sources[index]) {
            if from != shipped {
                stages[from].role = Role::Build;
            }
            waiting.push(from);
        }
    }
    stages[shipped].role = Role::Shipped;
}
