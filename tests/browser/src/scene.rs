//! The states of the page: the album takes a picture of each, and the tests look at each with axe-core.

use crate::Page;
use serde_json::json;
use std::time::Duration;

/// A state of the page and how to get there.
pub struct Scene {
    pub name: &'static str,
    place: &'static str,
    /// What to paste.
    text: &'static str,
    /// Then, in the page.
    script: &'static str,
    /// Then wait for it.
    wait: &'static str,
}

const GO: &str = include_str!("../../../static/examples/go.Dockerfile");
const WELL: &str = "FROM golang:1.26 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nUSER nonroot\nENTRYPOINT [\"/app\"]\n";
const ASKS: &str = "FROM debian:12\nCOPY server /usr/bin/server\nCMD [\"/usr/bin/server\"]\n";
const UNTOLD: &str = "FROM registry.example.com/team/base:7\nCOPY app /app\nCMD [\"/app\"]\n";
const OLD: &str = "FROM debian:10\nRUN apt-get update && apt-get install -y curl python3\nADD app /app\nEXPOSE 80\nHEALTHCHECK CMD curl -f http://localhost/\nCMD /app/start.sh\n";

const fn at(
    name: &'static str,
    place: &'static str,
    text: &'static str,
    script: &'static str,
    wait: &'static str,
) -> Scene {
    Scene { name, place, text, script, wait }
}

const EMBEDDED: &str =
    "window.postMessage({ basewise: 1, type: 'set', view: arguments[0].slice(6), text: arguments[1] }, '*')";

/// The page as a frame in somebody's documentation.
const fn embedded(name: &'static str, wait: &'static str) -> Scene {
    Scene { name, place: "embed.html", text: "", script: EMBEDDED, wait }
}

pub const SCENES: &[Scene] = &[
    at("first", "", "", "", ".rung"),
    at("go", "", GO, "", ".rung"),
    at("node", "", include_str!("../../../static/examples/node.Dockerfile"), "", ".rung"),
    at("python", "", include_str!("../../../static/examples/python.Dockerfile"), "", ".rung"),
    at("java", "", include_str!("../../../static/examples/java.Dockerfile"), "", ".rung"),
    at("rust", "", include_str!("../../../static/examples/rust.Dockerfile"), "", ".rung"),
    at("dotnet", "", include_str!("../../../static/examples/dotnet.Dockerfile"), "", ".rung"),
    at("php", "", include_str!("../../../static/examples/php.Dockerfile"), "", ".rung"),
    at("ruby", "", include_str!("../../../static/examples/ruby.Dockerfile"), "", ".rung"),
    at("cpp", "", include_str!("../../../static/examples/cpp.Dockerfile"), "", ".rung"),
    at("site", "", include_str!("../../../static/examples/site.Dockerfile"), "", ".rung"),
    at("centos", "", include_str!("../../../static/examples/centos.Dockerfile"), "", ".rung"),
    at("cuda", "", include_str!("../../../static/examples/cuda.Dockerfile"), "", ".rung"),
    at("well", "", WELL, "", ".rung"),
    at("asks", "", ASKS, "", ".question"),
    at("untold", "", UNTOLD, "", ".verdict"),
    at("old", "", OLD, "", ".claim"),
    at("arguments", "", "ARG BASE\nFROM ${BASE}\nCOPY app /app\nCMD [\"/app\"]\n", "", ".arg"),
    at("empty", "", "x", "document.querySelector('textarea').select(); document.execCommand('delete')", ".chip"),
    at(
        "half-typed",
        "",
        GO,
        "const area = document.querySelector('textarea'); area.focus(); area.setSelectionRange(area.value.length, area.value.length); document.execCommand('insertText', false, 'COP')",
        ".verdict.dim",
    ),
    at(
        "too-large",
        "",
        "",
        "const area = document.querySelector('textarea'); area.value = 'RUN true # ' + 'x'.repeat(1_200_000); area.dispatchEvent(new InputEvent('input', { bubbles: true }))",
        ".verdict.idle",
    ),
    at(
        "rung",
        "",
        GO,
        "document.querySelector('.rung:last-child .rung-name').click(); document.querySelector('.ladder').scrollIntoView()",
        "#chosen .panel-head .quiet",
    ),
    at("diff", "", OLD, "document.querySelector('#change')?.scrollIntoView()", "#change"),
    at(
        "side-by-side",
        "",
        OLD,
        "document.querySelector('#change .segments button:last-child').click(); document.querySelector('#change').scrollIntoView()",
        ".diff.two",
    ),
    at(
        "applied",
        "",
        GO,
        "setTimeout(() => document.querySelector('.verdict .actions .primary').click(), 600)",
        ".notice",
    ),
    at("lit", "", OLD, "document.querySelector('.claim .line-link').click()", ".claim.lit"),
    at(
        "tabs",
        "",
        GO,
        "const transfer = new DataTransfer(); transfer.items.add(new File(['FROM node:20\\nCOPY . .\\nCMD [\"node\", \"server.js\"]\\n'], 'Dockerfile')); transfer.items.add(new File(['{\"name\":\"x\",\"dependencies\":{\"sharp\":\"1\"}}'], 'package.json')); const input = document.querySelector('input[type=file]'); input.files = transfer.files; input.dispatchEvent(new Event('change', { bubbles: true }))",
        ".tab:nth-child(2)",
    ),
    at("compare", "#/compare//", "", "", ".compared"),
    at("bases", "#/bases/python", "", "document.querySelector('.base').open = true", ".base"),
    at("why", "#/why", "", "", ".rule-list"),
    at("why-one", "#/why/glibc-newer-than-runtime", "", "", "article"),
    at("share", "", GO, "document.querySelector('.tools .primary').click()", "dialog[open]"),
    at("policy", "", GO, "document.querySelector('.wishes > .quiet:last-child').click()", "dialog[open]"),
    at("help", "", GO, "document.querySelectorAll('.tools .round')[1].click()", "dialog[open]"),
    embedded("embed-verdict", ".verdict"),
    embedded("embed-ladder", ".rung"),
    embedded("embed-diff", ".diff"),
    embedded("embed-full", ".rung"),
];

impl Scene {
    /// Brings the page into this state, from nothing.
    pub fn show(&self, page: &Page) {
        page.go("about:blank");
        page.open("404.html");
        page.run("localStorage.clear()", &[]);
        page.open(self.place);
        page.wait("main");
        if !self.text.is_empty() {
            page.paste(self.text);
            std::thread::sleep(Duration::from_millis(100));
        }
        if !self.script.is_empty() {
            page.run(self.script, &[json!(self.name), json!(GO)]);
        }
        page.wait(self.wait);
    }
}
