//! A Docker daemon of our own in a temporary folder, and the client's commands.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Debian's own client: another one first in PATH may not know this daemon's ways.
const CLIENT: &str = "/usr/bin/docker";

/// Seconds after which a command of the client is ended.
const PATIENCE: &str = "600";

pub struct Engine {
    daemon: Child,
    folder: PathBuf,
    socket: String,
}

/// Why nothing can be proven here; `None` when all is there.
pub fn missing() -> Option<String> {
    for program in [CLIENT, "/usr/sbin/dockerd", "/usr/sbin/debootstrap"] {
        if !Path::new(program).exists() {
            return Some(format!("{program} is not there (Debian: docker.io, debootstrap)"));
        }
    }
    let root = Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout == b"0\n");
    (!root).then(|| "the daemon must be started as root".into())
}

impl Engine {
    /// Starts the daemon and waits until it answers.
    pub fn start() -> Result<Engine, String> {
        let folder = std::env::temp_dir().join(format!("basewise-prove-{}", std::process::id()));
        std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        let log = std::fs::File::create(folder.join("daemon.log")).map_err(|error| error.to_string())?;
        let socket = format!("unix://{}/docker.sock", folder.display());
        let at = |name: &str| format!("{}/{name}", folder.display());
        let daemon = Command::new("/usr/sbin/dockerd")
            .args(["--iptables=false", "--bridge=none", "--storage-driver=vfs"])
            .args(["--data-root", &at("data"), "--exec-root", &at("exec"), "--pidfile", &at("pid"), "-H", &socket])
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .map_err(|error| format!("dockerd does not start: {error}"))?;
        let engine = Engine { daemon, folder, socket };
        engine.wait()?;
        Ok(engine)
    }

    fn wait(&self) -> Result<(), String> {
        let end = Instant::now() + Duration::from_secs(60);
        while Instant::now() < end {
            if self.docker(&["version"]).is_ok_and(|out| out.status.success()) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(300));
        }
        let log = std::fs::read_to_string(self.folder.join("daemon.log")).unwrap_or_default();
        let tail: Vec<&str> = log.lines().rev().take(5).collect();
        Err(format!("dockerd does not answer: {}", tail.join(" | ")))
    }

    /// A folder that goes with the engine.
    pub fn folder(&self, name: &str) -> PathBuf {
        let folder = self.folder.join(name);
        let _ = std::fs::create_dir_all(&folder);
        folder
    }

    /// A client command, its output caught.
    pub fn docker(&self, args: &[&str]) -> Result<Output, String> {
        Command::new("timeout")
            .args([PATIENCE, CLIENT, "-H", &self.socket])
            .args(args)
            .env("DOCKER_BUILDKIT", "1")
            .env("BUILDKIT_PROGRESS", "plain")
            .stdin(Stdio::null())
            .output()
            .map_err(|error| format!("docker {}: {error}", args.first().unwrap_or(&"")))
    }

    /// Builds a folder; the end of the log when it fails.
    pub fn build(&self, tag: &str, folder: &Path) -> Result<(), String> {
        let folder = folder.display().to_string();
        let out = self.docker(&["build", "--network", "host", "-t", tag, &folder])?;
        if out.status.success() {
            return Ok(());
        }
        let log = String::from_utf8_lossy(&out.stderr).into_owned() + &String::from_utf8_lossy(&out.stdout);
        let tail: Vec<&str> = log.lines().rev().take(25).collect();
        Err(tail.into_iter().rev().collect::<Vec<_>>().join("\n"))
    }

    /// Lets go of what building left behind, and of the images named: this storage keeps a whole copy of each step.
    pub fn tidy(&self, tags: &[String]) {
        for tag in tags {
            let _ = self.docker(&["image", "rm", "--force", tag]);
        }
        let _ = self.docker(&["builder", "prune", "--all", "--force"]);
    }

    /// One value of `docker image inspect`.
    pub fn inspect(&self, tag: &str, format: &str) -> Result<String, String> {
        let out = self.docker(&["image", "inspect", "--format", format, tag])?;
        match out.status.success() {
            true => Ok(String::from_utf8_lossy(&out.stdout).trim().to_string()),
            false => Err(String::from_utf8_lossy(&out.stderr).trim().to_string()),
        }
    }
}

impl Drop for Engine {
    /// Nothing of it stays: the daemon ends in its own time, then its folder goes.
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.daemon.id().to_string()).status();
        let _ = self.daemon.wait();
        // The daemon leaves its host network's name mounted.
        let _ = Command::new("umount").arg(self.folder.join("exec/netns/default")).output();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
