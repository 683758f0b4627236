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
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("some port is free");
        let port = listener.local_addr().expect("it is bound").port();
        let probe = Some(crate::probe::SCRIPT.to_owned());
        let served = Served { below: below.to_owned(), probe, ..Served::folder(folder) };
        serve(listener, served.clone());
        Self { served, port }
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

    /// A server of your own (nginx, Python …) that already answers on `port`, without the probe.
    pub fn foreign(port: u16, below: &str) -> Self {
        Self { served: Served { below: below.to_owned(), ..Served::default() }, port }
    }

    /// The request lines so far.
    pub fn requests(&self) -> Vec<String> {
        self.served.requests()
    }
}

/// The site under test: `BASEWISE_SITE`, or `dist/`.
pub fn built() -> PathBuf {
    std::env::var_os("BASEWISE_SITE").map_or_else(|| xtask::root().join("dist"), PathBuf::from)
}
