//! `cargo xtask shot --album FOLDER [NAME]`: a picture of every state of the page, to look at and mend.

use browser::scene::{SCENES, Scene};
use browser::{Engine, Look, Page, Site};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::Duration;
use xtask::Done;
use xtask::args::Args;

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
            scene.show(&page);
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
