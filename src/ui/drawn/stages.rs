//! What flows from which stage into what ships: rows are stages, arcs are what is taken along.

use super::prose::plain;
use super::state::{Action, Given, Page};
use crate::stages::{EdgeKind, Role};
use crate::ui::view::graph::{Arc, Graph, Node, graph};
use crate::words::Lang;
use yew::prelude::*;

const ROW: usize = 44;
const LANE: usize = 14;

#[component]
pub fn Stages(Given { page }: &Given) -> Html {
    let graph = graph(&page.shown.build);
    if graph.nodes.len() < 2 {
        return Html::default();
    }
    html! {
        <section class="panel stages" aria-labelledby="stages-title">
            <h2 id="stages-title">{ say!(page.lang(), en: "What flows into what ships", de: "Was in das Ergebnis fließt", zh: "各阶段如何流入最终镜像") }</h2>
            <div class="flow">
                { arcs(&graph) }
                <ol>{ for graph.nodes.iter().enumerate().map(|(at, node)| row(page, &graph, at, node)) }</ol>
            </div>
        </section>
    }
}

fn arcs(graph: &Graph) -> Html {
    let (width, height) = (LANE * (graph.lanes + 1) + 8, ROW * graph.nodes.len());
    html! {
        <svg class="arcs" width={width.to_string()} height={height.to_string()} aria-hidden="true">
            { for graph.arcs.iter().map(|arc| path(arc, width)) }
            { for (0..graph.nodes.len()).map(|at| html! { <circle cx={(width - 5).to_string()} cy={middle(at).to_string()} r="4" /> }) }
        </svg>
    }
}

fn middle(row: usize) -> usize {
    row * ROW + ROW / 2
}

fn path(arc: &Arc, width: usize) -> Html {
    let (x, out) = (width - 9, width - 9 - LANE * (arc.lane + 1));
    let (from, to) = (middle(arc.from), middle(arc.to));
    let line = format!(
        "M{x} {from} C{out} {from} {out} {from} {out} {} V{} C{out} {to} {out} {to} {x} {to}",
        from + 12,
        to - 12
    );
    let head = format!("M{} {} L{x} {to} L{} {}", x - 5, to - 4, x - 5, to + 4);
    let class = if arc.kind == EdgeKind::From { "stands" } else { "flows" };
    html! { <g class={class}><path d={line} /><path d={head} /></g> }
}

fn row(page: &Page, graph: &Graph, at: usize, node: &Node) -> Html {
    let lang = page.lang();
    let to = page.clone();
    let span = page.shown.build.stages.get(at).map(|stage| stage.span).unwrap_or_default();
    let onclick = Callback::from(move |_| to.dispatch(Action::Leap(span.start, span.end, true)));
    let targets: Vec<String> =
        graph.arcs.iter().filter(|arc| arc.from == at).map(|arc| graph.nodes[arc.to].label.clone()).collect();
    let into = targets.join(", ");
    html! {
        <li class={role_class(node.role)}>
            <button type="button" class="stage-name" {onclick}><b>{ node.label.clone() }</b></button>
            <span class="stage-base">{ plain(&node.base) }</span>
            <span class="badge">{ role(lang, node.role) }</span>
            if !into.is_empty() { <span class="unseen">{ say!(lang, en: "flows into {into}", de: "fließt in {into}", zh: "流入 {into}") }</span> }
        </li>
    }
}

fn role_class(role: Role) -> &'static str {
    match role {
        Role::Build => "build",
        Role::Shipped => "ships",
        Role::Unused => "unused",
    }
}

fn role(lang: Lang, role: Role) -> String {
    match role {
        Role::Build => say!(lang, en: "builds", de: "baut", zh: "构建"),
        Role::Shipped => say!(lang, en: "ships", de: "wird ausgeliefert", zh: "发布"),
        Role::Unused => say!(lang, en: "unused", de: "ungenutzt", zh: "未使用"),
    }
}
