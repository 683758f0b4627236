//! Whatever a browser asks of anybody but this machine arrives here, is noted and refused: the requests of pages, workers,
//! service workers and frames alike, for a proxy stands behind them all.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A proxy that lets nothing through.
pub struct Strangers {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

/// Hosts that browsers ask for their own ends, whatever page they show: updates, lists, telemetry. A host is excluded by
/// its whole name or by its end.
const BROWSERS_OWN: &[&str] = &[
    ".mozilla.com",
    ".mozilla.org",
    ".mozilla.net",
    ".firefox.com",
    ".google.com",
    ".googleapis.com",
    ".gvt1.com",
    ".gstatic.com",
    ".duckduckgo.com",
];

impl Strangers {
    /// Listens on a port of its own, as long as the process lives.
    pub fn listen() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("some port is free");
        let port = listener.local_addr().expect("it is bound").port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let noted = asked.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let noted = noted.clone();
                std::thread::spawn(move || refuse(stream, &noted));
            }
        });
        Self { port, asked }
    }

    /// The proxy as WebDriver's capabilities name it. This machine is asked directly: its servers keep logs of their own.
    pub fn capability(&self) -> Value {
        let here = format!("127.0.0.1:{}", self.port);
        json!({"proxyType": "manual", "httpProxy": here, "sslProxy": here, "noProxy": ["127.0.0.1", "localhost"]})
    }

    /// The first line of every request so far: `GET http://host/path HTTP/1.1`, `CONNECT host:443 HTTP/1.1`.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// As [`asked`](Self::asked), without what browsers ask for their own ends.
    pub fn asked_by_pages(&self) -> Vec<String> {
        self.asked().into_iter().filter(|line| !is_browsers_own(line)).collect()
    }
}

/// The first byte of a TLS greeting.
const TLS: u8 = 0x16;
/// WebKit speaks TLS with the proxy itself, and names the host only then.
const SECRET: &str = "https: some.host.inside.TLS";

fn refuse(mut stream: TcpStream, noted: &Mutex<Vec<String>>) {
    _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
    let Ok(reading) = stream.try_clone() else { return };
    let mut reading = BufReader::new(reading);
    let mut line = String::new();
    if reading.fill_buf().is_ok_and(|bytes| bytes.first() == Some(&TLS)) {
        SECRET.clone_into(&mut line);
    } else {
        _ = reading.read_line(&mut line);
    }
    if !line.is_empty() {
        noted.lock().unwrap_or_else(PoisonError::into_inner).push(line.trim().to_owned());
        _ = stream.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }
}

/// Whether a browser asked this for its own ends.
pub fn is_browsers_own(line: &str) -> bool {
    let host = host(line);
    BROWSERS_OWN.iter().any(|own| host.ends_with(own))
}

/// The host of a request line to a proxy.
fn host(line: &str) -> &str {
    let target = line.split(' ').nth(1).unwrap_or_default();
    let target = target.split_once("://").map_or(target, |(_, rest)| rest);
    target.split(['/', ':', '?']).next().unwrap_or_default()
}
