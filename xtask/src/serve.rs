//! `cargo xtask serve`: the page at a local address, rebuilt and reloaded when a source changes.

use crate::args::Args;
use crate::build::{Extras, build_quickly};
use crate::command::command;
use crate::http::{Served, serve};
use crate::{Done, root};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant, SystemTime};

const PORT: u16 = 8080;

/// Loaded by every page that `serve` serves, and by none that ships.
const RELOAD: &str = "\
let seen;
new EventSource('./.reload').onmessage = ({ data }) => {
  if (seen !== undefined && seen !== data) location.reload();
  seen = data;
};
";

/// Builds, serves and watches until you stop it.
pub fn task(mut args: Args) -> Done {
    let open = args.flag("--open");
    let wanted = args.value("--port")?.map(|port| port.parse::<u16>().map_err(|_| format!("`{port}` is no port")));
    let wanted = wanted.transpose()?;
    args.end()?;
    let listener = listen(wanted.unwrap_or(PORT))?;
    let folder = root().join("target/serve");
    rebuild(&folder)?;
    let served = Served::folder(&folder);
    let address = format!("http://{}/", listener.local_addr()?);
    serve(listener, served.clone());
    println!("\nBasewise is at {address}\nIt is rebuilt when a source changes; Ctrl-C stops it.");
    if open {
        show(&address);
    }
    watch(|| {
        if let Err(problem) = rebuild(&folder) {
            return eprintln!("\n{problem}\nStill serving the last page that built.");
        }
        served.edition.fetch_add(1, Ordering::Relaxed);
    })
}

fn rebuild(folder: &Path) -> Done {
    let begun = Instant::now();
    let extras =
        Extras { scripts: vec![("reload.js".to_owned(), RELOAD.to_owned())], changes_often: true, ..Extras::default() };
    build_quickly(folder, &extras)?;
    println!("built in {:.1} s", begun.elapsed().as_secs_f32());
    Ok(())
}

/// The wanted port, or the next free one, and a sentence when it is another.
fn listen(wanted: u16) -> Done<TcpListener> {
    let problem = match TcpListener::bind((Ipv4Addr::LOCALHOST, wanted)) {
        Ok(listener) => return Ok(listener),
        Err(problem) => problem,
    };
    let next = (wanted.saturating_add(1)..=wanted.saturating_add(100)).chain([0]);
    let free = next.map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port))).find_map(Result::ok);
    let listener = free.ok_or_else(|| format!("no port is free near {wanted}: {problem}"))?;
    let port = listener.local_addr()?.port();
    println!("Port {wanted} cannot be used ({problem}): using {port} instead. Another one: --port N");
    Ok(listener)
}

fn show(address: &str) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    if command(opener, &[address]).spawn().is_err() {
        println!("No `{opener}` here: open {address} yourself.");
    }
}

/// Calls `changed` whenever a source has changed, for ever.
fn watch(mut changed: impl FnMut()) -> Done {
    let mut before = newest();
    loop {
        std::thread::sleep(Duration::from_millis(300));
        let now = newest();
        if now != before {
            before = now;
            changed();
        }
    }
}

/// Never part of the page, or written by the build itself.
const NOT_SOURCES: &[&str] = &["target", "dist", "dist.new", ".git", "xtask", "tests", "docs"];

/// How many sources there are and when the youngest changed.
fn newest() -> (usize, Option<SystemTime>) {
    let mut files = Vec::new();
    let entries = std::fs::read_dir(root()).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| !NOT_SOURCES.iter().any(|name| entry.file_name() == **name)) {
        gather(&entry.path(), &mut files);
    }
    let times = files.iter().filter_map(|file| file.metadata().and_then(|data| data.modified()).ok());
    (files.len(), times.max())
}

fn gather(place: &Path, files: &mut Vec<PathBuf>) {
    match std::fs::read_dir(place) {
        Ok(entries) => entries.flatten().for_each(|entry| gather(&entry.path(), files)),
        Err(_) => files.push(place.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_gives_another() {
        let taken = listen(0).expect("some port is free");
        let port = taken.local_addr().expect("it is bound").port();
        let other = listen(port).expect("another one is free");
        assert_ne!(other.local_addr().expect("it is bound").port(), port);
    }
}
