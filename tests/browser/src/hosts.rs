//! Other people's servers in front of `dist/`, and what they answer.

use crate::site;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running server with a copy of the site; ended with the test.
pub struct Host {
    child: Child,
    folder: PathBuf,
    /// Where it answers.
    pub port: u16,
}

impl Host {
    /// Debian's nginx with the sample configuration of the documentation.
    pub fn nginx() -> Self {
        let (port, folder) = (free_port(), copy_of_site());
        let sample =
            std::fs::read_to_string(xtask::root().join("docs/hosting/nginx.conf")).expect("the sample is there");
        let place = folder.to_string_lossy();
        let conf = sample
            .replace("listen 8080;", &format!("listen 127.0.0.1:{port};"))
            .replace("/srv/basewise", &format!("{place}/site"))
            .replace("/tmp/nginx", &format!("{place}/nginx"));
        assert!(conf.contains(&format!(":{port};")) && conf.contains("/site;"), "the sample has changed: {conf}");
        let file = folder.join("nginx.conf");
        std::fs::write(&file, format!("daemon off;\n{conf}")).expect("the configuration can be written");
        let mut command = Command::new(if Path::new("/usr/sbin/nginx").exists() { "/usr/sbin/nginx" } else { "nginx" });
        command.arg("-e").arg("stderr").arg("-p").arg(&folder).arg("-c").arg(&file);
        Self::run(command, port, folder)
    }

    /// `python3 -m http.server`, the plainest of servers: no compression, no headers.
    pub fn python() -> Self {
        let (port, folder) = (free_port(), copy_of_site());
        let mut command = Command::new("python3");
        command
            .args(["-m", "http.server", "--bind", "127.0.0.1", &port.to_string(), "--directory"])
            .arg(folder.join("site"));
        Self::run(command, port, folder)
    }

    fn run(mut command: Command, port: u16, folder: PathBuf) -> Self {
        let log = std::fs::File::create(folder.join("log")).expect("a log can be written");
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn();
        let child = child.unwrap_or_else(|problem| panic!("{:?} does not start: {problem}", command.get_program()));
        let host = Self { child, folder, port };
        let begun = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            let log = || std::fs::read_to_string(host.folder.join("log")).unwrap_or_default();
            assert!(begun.elapsed() < Duration::from_secs(20), "the server does not answer: {}", log());
            std::thread::sleep(Duration::from_millis(50));
        }
        host
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        // nginx ends its workers on TERM; KILL would leave them behind.
        let _ = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Status line and headers, in lower case, of a plain request.
pub fn headers(port: u16, path: &str, more: &str) -> String {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("the server answers");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{more}\r\n").expect("it listens");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("it speaks");
    let text = String::from_utf8_lossy(&answer).into_owned();
    text.split("\r\n\r\n").next().unwrap_or_default().to_lowercase()
}

/// The site in a fresh folder that every user may read, as `site/` inside it.
pub fn copy_of_site() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("basewise-host-{}-{}", std::process::id(), free_port()));
    copy(&site::built(), &folder.join("site"));
    folder
}

/// Changes the one file of a site whose name begins and ends so, and takes its compressed twins away; gives its place and
/// what was in it.
pub fn exchange(site: &Path, start: &str, end: &str, change: impl Fn(&mut Vec<u8>)) -> (PathBuf, Vec<u8>) {
    let entries = std::fs::read_dir(site).expect("a site").flatten();
    let names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let name = names.iter().find(|name| name.starts_with(start) && name.ends_with(end)).expect("such a file");
    let file = site.join(name);
    let was = std::fs::read(&file).expect("it can be read");
    let mut now = was.clone();
    change(&mut now);
    std::fs::write(&file, now).expect("it can be written");
    for twin in [".br", ".gz"] {
        let _ = std::fs::remove_file(site.join(format!("{name}{twin}")));
    }
    (file, was)
}

/// The address that `docs/embed.md` writes for wherever Basewise lies.
const EXAMPLE: &str = "https://example.org/basewise/";

/// A copy of a documentation site whose embeds come from `address`; `None` where it is not there and that is allowed.
pub fn copy_of_docs(name: &str, address: &str) -> Option<PathBuf> {
    let made = xtask::root().join("target/sites").join(name);
    if !made.is_dir() {
        left_out(&format!("there is no site made with {name}: `cargo xtask test sites` says why"));
        return None;
    }
    let folder = std::env::temp_dir().join(format!("basewise-docs-{}-{}", std::process::id(), free_port()));
    copy(&made, &folder);
    assert!(pointed(&folder, address) > 0, "no file of {} names {EXAMPLE}", made.display());
    Some(folder)
}

/// Fails the test, unless whoever runs it said `--leave-out`.
pub fn left_out(what: &str) {
    if let Err(problem) = xtask::absent::left_out(what) {
        panic!("{problem}");
    }
}

/// Puts the real address in the example's place; says in how many files.
fn pointed(folder: &Path, address: &str) -> usize {
    let entries = std::fs::read_dir(folder).expect("the site is there").flatten().map(|entry| entry.path());
    let change = |path: PathBuf| {
        if path.is_dir() {
            return pointed(&path, address);
        }
        let Ok(text) = std::fs::read_to_string(&path) else { return 0 };
        if text.contains(EXAMPLE) {
            std::fs::write(&path, text.replace(EXAMPLE, address)).expect("a copy can be written");
        }
        usize::from(text.contains(EXAMPLE))
    };
    entries.map(change).sum()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder can be made");
    for entry in std::fs::read_dir(from).expect("the site is built").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}

/// A port that nobody used a moment ago.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("some port is free");
    listener.local_addr().expect("it is bound").port()
}
