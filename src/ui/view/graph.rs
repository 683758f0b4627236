//! Build → a small picture of what flows from which stage into what ships.

use crate::order;
use crate::stages::{Base, Build, EdgeKind, Origin, Role};

/// A stage, or an image that something is copied from.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub label: String,
    /// What it stands on; empty where that is an earlier stage (an arc shows it).
    pub base: String,
    pub role: Role,
    pub line: u32,
}

/// An arc from a row to a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arc {
    pub from: usize,
    pub to: usize,
    pub kind: EdgeKind,
    /// How far out it runs: 0 is nearest the rows.
    pub lane: usize,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Graph {
    pub nodes: Vec<Node>,
    pub arcs: Vec<Arc>,
    pub lanes: usize,
}

/// Draws at most this many stages: more is no picture.
const MOST: usize = 24;

pub fn graph(build: &Build) -> Graph {
    let nodes: Vec<Node> = build.stages.iter().take(MOST).map(|stage| node(build, stage)).collect();
    let mut arcs: Vec<Arc> = Vec::new();
    for edge in &build.edges {
        let Origin::Stage(from) = edge.from else { continue };
        let arc = Arc { from, to: edge.to, kind: edge.kind, lane: 0 };
        if from < edge.to && edge.to < nodes.len() && !arcs.contains(&arc) {
            arcs.push(arc);
        }
    }
    let lanes = spread(&mut arcs);
    Graph { nodes, arcs, lanes }
}

fn node(build: &Build, stage: &crate::stages::Stage) -> Node {
    let number = stage.index;
    let base = match &stage.base {
        Base::Stage(_) => String::new(),
        _ => stage.from.text.clone(),
    };
    Node {
        label: stage.name.clone().unwrap_or_else(|| number.to_string()),
        base,
        role: stage.role,
        line: build.lines(stage.span).0,
    }
}

/// Short arcs inside, long ones outside, no two over each other in one lane.
fn spread(arcs: &mut [Arc]) -> usize {
    order::sort_by_key(arcs, |arc| (arc.to - arc.from, arc.from));
    let mut lanes: Vec<Vec<(usize, usize)>> = Vec::new();
    for arc in arcs.iter_mut() {
        let free = |lane: &Vec<(usize, usize)>| lane.iter().all(|&(from, to)| arc.to <= from || to <= arc.from);
        let lane = lanes.iter().position(free).unwrap_or(lanes.len());
        if lane == lanes.len() {
            lanes.push(Vec::new());
        }
        lanes[lane].push((arc.from, arc.to));
        arc.lane = lane;
    }
    lanes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arcs_that_would_cross_get_lanes_of_their_own() {
        let arc = |from, to| Arc { from, to, kind: EdgeKind::Copy, lane: 0 };
        let mut arcs = [arc(0, 3), arc(0, 1), arc(1, 2), arc(2, 3)];
        assert_eq!(spread(&mut arcs), 2);
        assert_eq!(arcs.iter().map(|arc| arc.lane).collect::<Vec<_>>(), [0, 0, 0, 1]);
    }
}
