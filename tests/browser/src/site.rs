//! The server of one test.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use xtask::http::{Served, serve};

/// A folder served at an address of its own, every request noted.
pub struct Site {
    served: Served,
    port: u16,
}

impl Site {
    /// `folder` below `/some/path/` (or `/`), with the probe in every page.
    pub fn start(folder: &Path, below: &str) -> Self {
        let probe = Some(crate::probe::SCRIPT.to_owned());
        Self::with(Served { below: below.to_owned(), probe, ..Served::folder(folder) })
    }

    /// As [`start`](Self::start), for embeds: everybody may read the files.
    pub fn shared(folder: &Path, below: &str) -> Self {
        let probe = Some(crate::probe::SCRIPT.to_owned());
        let headers = vec![("Access-Control-Allow-Origin".to_owned(), "*".to_owned())];
        Self::with(Served { below: below.to_owned(), probe, headers, ..Served::folder(folder) })
    }

    /// Somebody else's site, without the probe.
    pub fn plain(folder: &Path) -> Self {
        Self::with(Served::folder(folder))
    }

    fn with(served: Served) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("some port is free");
        let port = listener.local_addr().expect("it is bound").port();
        serve(listener, served.clone());
        Self { served, port }
    }

    /// The folder behind it.
    pub fn folder(&self) -> PathBuf {
        self.served.folder.clone()
    }

    /// `http://127.0.0.1:N/below/`.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.port, self.served.below)
    }

    /// From now on nobody answers, as when the network is cut.
    pub fn cut(&self) {
        self.served.cut.store(true, std::sync::atomic::Ordering::SeqCst);
    }

    /// Answers again.
    pub fn mend(&self) {
        self.served.cut.store(false, std::sync::atomic::Ordering::SeqCst);
    }

    /// The request lines so far.
    pub fn requests(&self) -> Vec<String> {
        self.served.requests()
    }
}

/// The site whose engine breaks at a word; `cargo xtask test browser -- broken` builds it.
pub fn breakable() -> PathBuf {
    xtask::root().join("target/breakable")
}

/// The site under test: `BASEWISE_SITE`, or `dist/`.
pub fn built() -> PathBuf {
    std::env::var_os("BASEWISE_SITE").map_or_else(|| xtask::root().join("dist"), PathBuf::from)
}
