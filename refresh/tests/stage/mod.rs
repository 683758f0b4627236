//! A registry, images made on the spot, and a proxy with moods: everything on this machine, gone at the end.
#![allow(dead_code)] // Each test file uses a part.

mod proxy;

pub use proxy::{Mood, Proxy};

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// Debian's packages of what these tests run.
pub const TOOLS: [&str; 3] = ["docker-registry", "skopeo", "umoci"];

/// Whether everything is installed; says so when not.
pub fn is_set() -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    let here = |tool: &str| env::split_paths(&path).any(|folder| folder.join(tool).is_file());
    let missing: Vec<&str> = TOOLS.into_iter().filter(|tool| !here(tool)).collect();
    if !missing.is_empty() {
        eprintln!(
            "LEFT OUT: not installed here: {}. On Debian: apt-get install {}",
            missing.join(", "),
            missing.join(" ")
        );
    }
    missing.is_empty()
}

/// A folder that goes with its owner.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("basewise-refresh-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = env::temp_dir().join(name);
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(&path, text).expect("a file");
        path
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_default()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Debian's `docker-registry` on a port of its own.
pub struct Registry {
    pub port: u16,
    pub folder: Folder,
    child: Child,
}

impl Registry {
    pub fn open() -> Self {
        Self::start("")
    }

    /// One that wants `reader` and `open sesame`.
    pub fn with_login() -> Self {
        Self::start("auth:\n  htpasswd:\n    realm: here\n    path: {folder}/htpasswd\n")
    }

    fn start(auth: &str) -> Self {
        let folder = Folder::new();
        let port = free_port();
        let place = folder.0.display();
        folder.write("htpasswd", &format!("reader:{BCRYPT}\n"));
        let config = format!(
            "version: 0.1\nlog:\n  level: error\nstorage:\n  filesystem:\n    rootdirectory: {place}/storage\n\
             http:\n  addr: 127.0.0.1:{port}\n{}",
            auth.replace("{folder}", &place.to_string())
        );
        let config = folder.write("config.yml", &config);
        let child = Command::new("docker-registry")
            .arg("serve")
            .arg(config)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("docker-registry starts");
        let registry = Self { port, folder, child };
        wait_for(port);
        registry
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// How many bytes of a blob lie in the registry's storage.
    pub fn stored(&self, digest: &str) -> u64 {
        let hex = digest.trim_start_matches("sha256:");
        let path = format!("storage/docker/registry/v2/blobs/sha256/{}/{hex}/data", &hex[..2]);
        fs::metadata(self.folder.0.join(path)).expect("a stored blob").len()
    }

    /// Puts a manifest as it is; the registry's answer must be 201.
    pub fn put(&self, name: &str, reference: &str, kind: &str, body: &str) {
        let request = format!(
            "PUT /v2/{name}/manifests/{reference} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: {kind}\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.port,
            body.len()
        );
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.write_all(request.as_bytes()).expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    }

    /// What skopeo, another program, reads.
    pub fn raw(&self, name: &str, reference: &str) -> serde_json::Value {
        let at = if reference.starts_with("sha256:") { '@' } else { ':' };
        let place = format!("docker://127.0.0.1:{}/{name}{at}{reference}", self.port);
        let text = output("skopeo", &["inspect", "--raw", "--tls-verify=false", "--creds", CREDENTIALS, &place]);
        serde_json::from_str(&text).expect("a manifest")
    }

    /// Pushes an image of a layout.
    pub fn push(&self, image: &str, name: &str, tag: &str) {
        let to = format!("docker://127.0.0.1:{}/{name}:{tag}", self.port);
        let from = format!("oci:{image}");
        output("skopeo", &["copy", "--quiet", "--dest-tls-verify=false", "--dest-creds", CREDENTIALS, &from, &to]);
    }
}

impl Drop for Registry {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub const CREDENTIALS: &str = "reader:open sesame";
const BCRYPT: &str = "$2b$04$REEEBi1o0YRBzN5sspes2.R5q2xUIWx2lQRtPYVv4TZYbl3JiaxRi";

/// An image in a layout: `folder/layout:tag`, with layers of so many bytes that do not shrink.
pub fn image(folder: &Folder, tag: &str, architecture: &str, user: &str, layers: &[usize]) -> String {
    let layout = folder.0.join("layout");
    let layout = layout.to_str().expect("a plain path");
    if !Path::new(layout).exists() {
        output("umoci", &["init", "--layout", layout]);
    }
    let image = format!("{layout}:{tag}");
    output("umoci", &["new", "--image", &image]);
    for (number, bytes) in layers.iter().enumerate() {
        let file = folder.0.join(format!("{tag}-{number}"));
        fs::write(&file, noise(*bytes, number as u32 + 7)).expect("a file");
        let to = format!("/data-{number}");
        output("umoci", &["insert", "--rootless", "--image", &image, file.to_str().expect("a plain path"), &to]);
    }
    let entrypoint = ["--config.entrypoint", "/bin/server", "--config.entrypoint", "--quiet"];
    let rest = ["--config.cmd", "run", "--config.env", "PATH=/bin", "--config.env", "LANG=C.UTF-8", "--os", "linux"];
    let mut words = vec!["config", "--image", &image, "--config.user", user, "--architecture", architecture];
    words.extend(["--created", "2026-11-20T10:00:00Z"].iter().chain(&entrypoint).chain(&rest));
    output("umoci", &words);
    image
}

/// Bytes that gzip cannot make smaller, the same at every run.
fn noise(bytes: usize, seed: u32) -> Vec<u8> {
    let mut state = seed;
    (0..bytes)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state as u8
        })
        .collect()
}

/// What a program prints; it must succeed.
pub fn output(program: &str, words: &[&str]) -> String {
    let output = Command::new(program).args(words).output().expect("an installed program");
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {words:?}: {problem}");
    String::from_utf8(output.stdout).expect("text")
}

pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

fn wait_for(port: u16) {
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(start.elapsed() < Duration::from_secs(20), "no registry on port {port}");
        thread::sleep(Duration::from_millis(50));
    }
}
