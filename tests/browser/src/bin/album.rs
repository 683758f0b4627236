//! `cargo xtask shot --album FOLDER [NAME]`: a picture of every state of the page, to look at and mend.

use browser::{Engine, Look, Page, Site};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::Duration;
use xtask::Done;
use xtask::args::Args;

/// A state of the page and how to get there.
struct Scene {
    name: &'static str,
    place: &'static str,
    /// What to paste.
    text: &'static str,
    /// Then, in the page.
    script: &'static str,
    /// Then wait for it.
    wait: &'static str,
}

const GO: &str = include_str!("../../../../static/examples/go.Dockerfile");
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

const SCENES: &[Scene] = &[
    at("first", "", "", "", ".rung"),
    at("go", "", GO, "", ".rung"),
    at("node", "", include_str!("../../../../static/examples/node.Dockerfile"), "", ".rung"),
    at("python", "", include_str!("../../../../static/examples/python.Dockerfile"), "", ".rung"),
    at("java", "", include_str!("../../../../static/examples/java.Dockerfile"), "", ".rung"),
    at("rust", "", include_str!("../../../../static/examples/rust.Dockerfile"), "", ".rung"),
    at("dotnet", "", include_str!("../../../../static/examples/dotnet.Dockerfile"), "", ".rung"),
    at("php", "", include_str!("../../../../static/examples/php.Dockerfile"), "", ".rung"),
    at("ruby", "", include_str!("../../../../static/examples/ruby.Dockerfile"), "", ".rung"),
    at("cpp", "", include_str!("../../../../static/examples/cpp.Dockerfile"), "", ".rung"),
    at("site", "", include_str!("../../../../static/examples/site.Dockerfile"), "", ".rung"),
    at("centos", "", include_str!("../../../../static/examples/centos.Dockerfile"), "", ".rung"),
    at("cuda", "", include_str!("../../../../static/examples/cuda.Dockerfile"), "", ".rung"),
    at("well", "", WELL, "", ".rung"),
    at("asks", "", ASKS, "", ".question"),
    at("untold", "", UNTOLD, "", ".verdict"),
    at("old", "", OLD, "", ".claim"),
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
    at("applied", "", GO, "setTimeout(() => document.querySelector('#change .small').click(), 600)", ".notice"),
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
];

/// Ways to look at a scene.
const LOOKS: &[(&str, u32, u32)] = &[
    ("light", 1280, 800),
    ("dark", 1280, 800),
    ("phone", 360, 740),
    ("tablet", 820, 1100),
    ("wide", 1600, 950),
    ("print", 800, 1100),
    ("forced", 1280, 800),
];

fn main() -> Done {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let mut args = Args::new(&words);
    let site = args.value("--site")?.ok_or("--site FOLDER is missing")?;
    let looks = args.value("--looks")?.unwrap_or_else(|| "light".into());
    let [folder, names @ ..] = &args.rest()?[..] else { return Err("name a folder".into()) };
    let folder = std::env::var_os("SHOT_FROM").map(PathBuf::from).unwrap_or_default().join(folder);
    std::fs::create_dir_all(&folder)?;
    let page = Page::on(Engine::Chromium, "album", Site::start(Path::new(&site), "/"));
    let asked = |scene: &&Scene| names.is_empty() || names.iter().any(|name| name == scene.name);
    for &(look, width, height) in LOOKS.iter().filter(|(look, ..)| looks.split(',').any(|asked| asked == *look)) {
        for scene in SCENES.iter().filter(asked) {
            page.look(Look { width, height, dark: look == "dark" });
            touch(&page, look == "phone" || look == "tablet");
            show(&page, scene);
            media(&page, look);
            std::thread::sleep(Duration::from_millis(350));
            let file = folder.join(format!("{}-{look}.png", scene.name));
            std::fs::write(&file, page.full_shot())?;
            println!("{}", file.display());
        }
    }
    page.errors().iter().for_each(|line| eprintln!("the page noted: {line}"));
    Ok(())
}

fn show(page: &Page, scene: &Scene) {
    page.go("about:blank");
    page.open("404.html");
    page.run("localStorage.clear()", &[]);
    page.open(scene.place);
    page.wait("main");
    if !scene.text.is_empty() {
        page.paste(scene.text);
        std::thread::sleep(Duration::from_millis(100));
    }
    if !scene.script.is_empty() {
        page.run(scene.script, &[]);
    }
    page.wait(scene.wait);
}

fn media(page: &Page, look: &str) {
    match look {
        "print" => page.cdp("Emulation.setEmulatedMedia", json!({"media": "print"})),
        "forced" => page.cdp(
            "Emulation.setEmulatedMedia",
            json!({"media": "", "features": [{"name": "forced-colors", "value": "active"}]}),
        ),
        _ => return,
    };
}

/// A finger instead of a mouse.
fn touch(page: &Page, on: bool) {
    page.cdp("Emulation.setTouchEmulationEnabled", json!({"enabled": on, "maxTouchPoints": 5}));
    page.cdp("Emulation.setEmitTouchEventsForMouse", json!({"enabled": on}));
}
