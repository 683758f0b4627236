//! A driver process of one test: started on a free port, ended with everything it started.

use crate::Engine;
use crate::hosts::free_port;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The running driver and its throw-away profile.
pub struct Driver {
    child: Child,
    port: u16,
    profile: PathBuf,
    /// Set once a session exists, so that it can be closed even when a test panics.
    pub session: Option<String>,
}

impl Driver {
    /// Starts the engine's driver and waits until it answers.
    pub fn start(engine: Engine) -> Self {
        let port = free_port();
        let profile = std::env::temp_dir().join(format!("basewise-{}-{port}", std::process::id()));
        std::fs::create_dir_all(&profile).expect("a temporary folder can be made");
        let mut command = engine.driver(port, &profile);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        let child = command.spawn().unwrap_or_else(|problem| {
            panic!(
                "the driver {:?} does not start ({problem}); `cargo xtask test browser` says how to get it",
                command.get_program()
            )
        });
        let driver = Self { child, port, profile, session: None };
        driver.wait();
        driver
    }

    /// Where the driver listens.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Where this browser may write.
    pub fn profile(&self) -> &std::path::Path {
        &self.profile
    }

    fn wait(&self) {
        let begun = Instant::now();
        while self.ask("GET", "/status").is_none() {
            assert!(begun.elapsed() < Duration::from_secs(20), "the driver does not answer on port {}", self.port);
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn ask(&self, method: &str, path: &str) -> Option<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", self.port)
            .ok()?;
        let mut first = [0; 12];
        stream.read_exact(&mut first).ok()?;
        Some(String::from_utf8_lossy(&first).into_owned())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(session) = &self.session {
            self.ask("DELETE", &format!("/session/{session}"));
        }
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}
