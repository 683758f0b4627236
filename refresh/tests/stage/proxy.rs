//! A small server before the registry that answers as its mood is.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How the proxy answers.
#[derive(Debug, Clone)]
pub enum Mood {
    /// The first so many times for each path: 429 and `Retry-After` with this text; then as the registry does.
    Busy { times: usize, retry_after: &'static str },
    /// 500 for every path that holds this, for ever.
    Broken(&'static str),
    /// Wants a token, which it gives to everyone.
    Guarded,
    /// Wants a token, which it gives to who shows this header.
    GuardedByName(String),
    /// Wants a token, which another port gives.
    GuardedElsewhere(u16),
    /// Hands on manifests with one byte changed.
    Forging,
    /// Accepts, and says nothing.
    Silent,
    /// Answers itself: a path, a status and a body.
    Page(Vec<(String, u16, String)>),
}

/// Listens until dropped.
pub struct Proxy {
    pub port: u16,
    /// Every request line with what was shown at the door, and when it came.
    pub seen: Arc<Mutex<Vec<(Instant, String)>>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Proxy {
    /// In front of a port; 0 where there is nothing behind.
    pub fn new(mood: Mood, behind: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (seen, stop) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let door = Door { mood, behind, port, seen: Arc::clone(&seen), counts: Mutex::new(HashMap::new()) };
        let stopped = Arc::clone(&stop);
        let thread = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if stopped.load(Ordering::Relaxed) {
                    return;
                }
                let _ = door.answer(stream);
            }
        });
        Self { port, seen, stop, thread: Some(thread) }
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Request lines that hold a text.
    pub fn count(&self, text: &str) -> usize {
        self.seen.lock().expect("no panic").iter().filter(|(_, line)| line.contains(text)).count()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Door {
    mood: Mood,
    behind: u16,
    port: u16,
    seen: Arc<Mutex<Vec<(Instant, String)>>>,
    counts: Mutex<HashMap<String, usize>>,
}

impl Door {
    fn answer(&self, mut stream: TcpStream) -> std::io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        let head = head(&stream)?;
        let Some(line) = head.first().cloned() else { return Ok(()) };
        let shown =
            head.iter().find(|line| line.to_lowercase().starts_with("authorization:")).cloned().unwrap_or_default();
        self.seen.lock().expect("no panic").push((Instant::now(), format!("{line} {shown}")));
        let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
        match &self.mood {
            Mood::Busy { times, retry_after } if self.count(&path) <= *times => {
                say(&mut stream, 429, &format!("Retry-After: {retry_after}\r\n"), "slower, please")
            }
            Mood::Broken(part) if path.contains(part) => say(&mut stream, 500, "", "out of order"),
            Mood::Guarded if path.starts_with("/token") => say(&mut stream, 200, "", "{\"token\": \"let-me-in\"}"),
            Mood::GuardedByName(name) if path.starts_with("/token") => match shown.ends_with(name.as_str()) {
                true => say(&mut stream, 200, "", "{\"access_token\": \"let-me-in\"}"),
                false => say(&mut stream, 401, "", "not you"),
            },
            Mood::Guarded | Mood::GuardedByName(_) if !shown.ends_with("Bearer let-me-in") => {
                say(&mut stream, 401, &door(self.port), "who are you?")
            }
            Mood::GuardedElsewhere(port) if !shown.ends_with("Bearer let-me-in") => {
                say(&mut stream, 401, &door(*port), "who are you?")
            }
            Mood::Silent => {
                thread::sleep(Duration::from_secs(2));
                Ok(())
            }
            Mood::Page(pages) => {
                let page = pages.iter().find(|(known, _, _)| *known == path);
                let (status, body) = page.map_or((404, "nothing here"), |(_, status, body)| (*status, body.as_str()));
                say(&mut stream, status, "Content-Type: application/json\r\n", body)
            }
            mood => self.hand_on(&mut stream, &head, matches!(mood, Mood::Forging) && path.contains("/manifests/")),
        }
    }

    fn count(&self, path: &str) -> usize {
        let mut counts = self.counts.lock().expect("no panic");
        let count = counts.entry(path.to_owned()).or_default();
        *count += 1;
        *count
    }

    fn hand_on(&self, stream: &mut TcpStream, head: &[String], forge: bool) -> std::io::Result<()> {
        let mut behind = TcpStream::connect(("127.0.0.1", self.behind))?;
        let dropped = ["connection:", "authorization:"];
        let kept = head.iter().filter(|line| !dropped.iter().any(|start| line.to_lowercase().starts_with(start)));
        let request: String = kept.map(|line| format!("{line}\r\n")).collect();
        behind.write_all(format!("{request}Connection: close\r\n\r\n").as_bytes())?;
        let mut answer = Vec::new();
        behind.read_to_end(&mut answer)?;
        if forge && let Some(last) = answer.iter().rposition(|&byte| byte == b'}') {
            answer[last - 1] = b' ';
        }
        stream.write_all(&answer)?;
        stream.shutdown(Shutdown::Write)
    }
}

/// Where tokens are given.
fn door(port: u16) -> String {
    format!("WWW-Authenticate: Bearer realm=\"http://127.0.0.1:{port}/token\",service=\"here\"\r\n")
}

fn head(stream: &TcpStream) -> std::io::Result<Vec<String>> {
    let mut lines = Vec::new();
    for line in BufReader::new(stream).lines() {
        let line = line?;
        if line.is_empty() {
            break;
        }
        lines.push(line);
    }
    Ok(lines)
}

fn say(stream: &mut TcpStream, status: u16, headers: &str, body: &str) -> std::io::Result<()> {
    let length = body.len();
    let head = format!("HTTP/1.1 {status} So\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n");
    stream.write_all(format!("{head}{body}").as_bytes())?;
    stream.shutdown(Shutdown::Write)
}
