//! A small static server for `serve` and the browser tests: a folder, optionally below a sub-path.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What is served and how.
#[derive(Clone, Default)]
pub struct Served {
    /// The folder.
    pub folder: PathBuf,
    /// `/` or `/some/path/`: where the folder appears.
    pub below: String,
    /// Sent with every answer.
    pub headers: Vec<(String, String)>,
    /// Every request line, in order.
    pub log: Arc<Mutex<Vec<String>>>,
    /// Counts up when the page should reload itself; listened to at `.reload`.
    pub edition: Arc<AtomicU64>,
    /// While true, every connection is dropped without an answer: the network is cut. The probe is no part of the site and
    /// still comes.
    pub cut: Arc<AtomicBool>,
    /// A script that every page loads first, at `.probe.js`; for tests.
    pub probe: Option<String>,
}

impl Served {
    /// A folder at `/`.
    pub fn folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), below: "/".to_owned(), ..Self::default() }
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<String> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Answers on `listener` in threads of its own, for as long as the process lives.
pub fn serve(listener: TcpListener, served: Served) {
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let served = served.clone();
            std::thread::spawn(move || drop(answer(stream, &served)));
        }
    });
}

/// The MIME type of a file name; browsers refuse wasm and modules that come with another.
pub fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" | "md" | "ts" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn answer(mut stream: TcpStream, served: &Served) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let Some(request) = lines.next().transpose()? else { return Ok(()) };
    let headers: Vec<String> = lines.map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let path = target.split(['?', '#']).next().unwrap_or_default();
    if served.cut.load(Ordering::SeqCst) && path != probe_address(served) {
        return Ok(());
    }
    served.log.lock().unwrap_or_else(PoisonError::into_inner).push(request.clone());
    if path == format!("{}.reload", served.below) {
        return tell(stream, &served.edition);
    }
    let brotli =
        headers.iter().any(|line| line.to_ascii_lowercase().starts_with("accept-encoding") && line.contains("br"));
    let (status, kind, body, extra) = probed(served, path, brotli);
    let mut head = format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n", body.len());
    for (name, value) in served.headers.iter().chain(&extra) {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("Cache-Control: no-cache\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes())?;
    if method == "HEAD" { Ok(()) } else { stream.write_all(&body) }
}

fn probe_address(served: &Served) -> String {
    format!("{}.probe.js", served.below)
}

fn probed(served: &Served, path: &str, brotli: bool) -> Found {
    let Some(probe) = &served.probe else { return found(served, path, brotli) };
    let address = probe_address(served);
    if path == address {
        return ("200 OK", mime(path), probe.clone().into_bytes(), vec![]);
    }
    let (status, kind, body, extra) = found(served, path, brotli && !is_page(path));
    if !kind.starts_with("text/html") {
        return (status, kind, body, extra);
    }
    let page = String::from_utf8_lossy(&body);
    let script = format!("<head>\n<script src=\"{address}\"></script>");
    (status, kind, page.replacen("<head>", &script, 1).into_bytes(), extra)
}

fn is_page(path: &str) -> bool {
    path.ends_with('/') || path.ends_with(".html")
}

type Found = (&'static str, &'static str, Vec<u8>, Vec<(String, String)>);

fn found(served: &Served, path: &str, brotli: bool) -> Found {
    let Some(inside) = path.strip_prefix(served.below.as_str()).and_then(safe) else { return missing(served) };
    let mut file = served.folder.join(&inside);
    if file.is_dir() {
        if !path.ends_with('/') {
            return ("301 Moved Permanently", "text/plain", vec![], vec![("Location".to_owned(), format!("{path}/"))]);
        }
        file.push("index.html");
    }
    let kind = mime(&file.to_string_lossy());
    if brotli && let Ok(body) = std::fs::read(beside(&file, ".br")) {
        return ("200 OK", kind, body, vec![("Content-Encoding".to_owned(), "br".to_owned())]);
    }
    match std::fs::read(&file) {
        Ok(body) => ("200 OK", kind, body, vec![]),
        Err(_) => missing(served),
    }
}

fn missing(served: &Served) -> Found {
    let page = std::fs::read(served.folder.join("404.html")).unwrap_or_else(|_| b"not found".to_vec());
    ("404 Not Found", "text/html; charset=utf-8", page, vec![])
}

fn beside(file: &Path, extension: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(extension);
    name.into()
}

/// A path that stays inside the folder.
fn safe(path: &str) -> Option<PathBuf> {
    let path = PathBuf::from(decoded(path)?);
    path.components().all(|part| matches!(part, Component::Normal(_))).then_some(path)
}

fn decoded(path: &str) -> Option<String> {
    let mut bytes = path.bytes();
    let mut out = Vec::new();
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'%' => u8::from_str_radix(std::str::from_utf8(&[bytes.next()?, bytes.next()?]).ok()?, 16).ok()?,
            other => other,
        });
    }
    String::from_utf8(out).ok()
}

/// Server-sent events: the edition, now and whenever it changes.
fn tell(mut stream: TcpStream, edition: &AtomicU64) -> std::io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\r\n")?;
    let mut told = u64::MAX;
    for beat in 0u64.. {
        let now = edition.load(Ordering::Relaxed);
        if now != told || beat % 50 == 0 {
            stream.write_all(format!("data: {now}\n\n").as_bytes())?;
            told = now;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_leave_the_folder() {
        assert_eq!(safe("a/b%20c.js"), Some(PathBuf::from("a/b c.js")));
        for path in ["../x", "a/../../x", "%2e%2e/x", "/etc/passwd", "%2Fetc", "%zz", "%f"] {
            assert_eq!(safe(path), None, "{path}");
        }
    }

    #[test]
    fn what_a_browser_insists_on() {
        assert_eq!(mime("a.wasm"), "application/wasm");
        assert!(mime("a.js").starts_with("text/javascript"));
    }
}
