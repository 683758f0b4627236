//! `cargo xtask shot`: a picture of the page in Chromium, at any size, after typing and clicking.

use browser::{Engine, Look, Page, Site};
use std::path::{Path, PathBuf};
use std::time::Duration;
use xtask::Done;
use xtask::args::Args;

fn main() -> Done {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let mut args = Args::new(&words);
    let site = args.value("--site")?.ok_or("--site FOLDER is missing")?;
    let fragment = args.value("--url-fragment")?.unwrap_or_default();
    let typed = args.value("--type")?.map(|file| read(&file)).transpose()?;
    let (click, wait) = (args.value("--click")?, args.value("--wait")?);
    let number = |text: Option<String>, or: u32| text.map_or(Ok(or), |text| text.parse());
    let (width, height) = (number(args.value("--width")?, 1280)?, number(args.value("--height")?, 800)?);
    let (dark, full) = (args.flag("--dark"), args.flag("--full"));
    let [out] = args.rest()?.try_into().map_err(|_| "name one OUT.png")?;

    let page = Page::on(Engine::Chromium, "shot", Site::start(Path::new(&site), "/"));
    page.look(Look { width, height, dark });
    page.open(&if fragment.is_empty() { fragment } else { format!("#{}", fragment.trim_start_matches('#')) });
    page.wait("main");
    if let Some(text) = typed {
        page.paste(&text);
    }
    for (css, act) in [(click, Page::click as fn(&Page, &str)), (wait, Page::wait)] {
        if let Some(css) = css {
            act(&page, &css);
        }
    }
    std::thread::sleep(Duration::from_millis(300));
    let picture = if full { page.full_shot() } else { std::fs::read(page.shot("page"))? };
    std::fs::write(from_here(&out), picture)?;
    page.errors().iter().for_each(|line| eprintln!("the page noted: {line}"));
    println!("{out}");
    Ok(())
}

fn read(file: &str) -> Done<String> {
    std::fs::read_to_string(from_here(file)).map_err(|problem| format!("{file}: {problem}").into())
}

/// A path as the caller of xtask meant it.
fn from_here(path: &str) -> PathBuf {
    std::env::var_os("SHOT_FROM").map(PathBuf::from).unwrap_or_default().join(path)
}
