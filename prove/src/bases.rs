//! Bases made on the spot under their real names, from Debian's packages and the language registries.
//!
//! A recipe is a Dockerfile in `bases/` whose first line names the image it makes (`# makes: NAME`); the Debian
//! images below all others are made by debootstrap. A base is made when it is first asked for.

use crate::claims;
use crate::engine::Engine;
use basewise::wishes::Input;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Debian's own images: reference, release, and whether documentation is left out.
const DEBIAN: &[(&str, &str, bool)] = &[
    ("debian:trixie", "trixie", false),
    ("debian:trixie-slim", "trixie", true),
    ("debian:bookworm-slim", "bookworm", true),
];

pub struct Shelf<'a> {
    engine: &'a Engine,
    made: BTreeSet<String>,
    recipes: Vec<Recipe>,
}

struct Recipe {
    makes: String,
    text: String,
}

impl<'a> Shelf<'a> {
    pub fn new(engine: &'a Engine) -> Result<Shelf<'a>, String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("bases");
        let mut recipes = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(|error| error.to_string())?.flatten() {
            let text = std::fs::read_to_string(entry.path()).map_err(|error| error.to_string())?;
            for line in text.lines().filter_map(|line| line.strip_prefix("# makes: ")) {
                recipes.push(Recipe { makes: line.trim().into(), text: text.clone() });
            }
        }
        Ok(Shelf { engine, made: BTreeSet::new(), recipes })
    }

    /// Makes what a Dockerfile stands on, below first.
    pub fn provide_for(&mut self, dockerfile: &str) -> Result<(), String> {
        let build = basewise::stages::resolve(basewise::dockerfile::parse(dockerfile), &Input::default());
        for stage in &build.stages {
            if let basewise::stages::Base::Image(_) = &stage.base {
                self.provide(&stage.from.text)?;
            }
        }
        Ok(())
    }

    pub fn provide(&mut self, image: &str) -> Result<(), String> {
        if self.made.contains(image) {
            return Ok(());
        }
        if let Some((_, release, slim)) = DEBIAN.iter().find(|(name, ..)| *name == image) {
            self.debootstrap(image, release, *slim)?;
        } else {
            let recipe = self.recipes.iter().find(|recipe| recipe.makes == image);
            let text = recipe.ok_or_else(|| format!("no recipe in prove/bases makes {image}"))?.text.clone();
            match self.twin(&text) {
                Some(twin) => drop(self.engine.docker(&["tag", &twin, image])?),
                None => self.build(image, &text)?,
            }
        }
        let differences = claims::differences(self.engine, image)?;
        if !differences.is_empty() {
            return Err(differences.join("\n"));
        }
        println!("   made {image}, as the catalogue has it");
        self.made.insert(image.into());
        Ok(())
    }

    fn build(&mut self, image: &str, text: &str) -> Result<(), String> {
        self.provide_for(text)?;
        let folder = self.engine.folder("base");
        std::fs::write(folder.join("Dockerfile"), text).map_err(|error| error.to_string())?;
        self.engine.build(image, &folder).map_err(|log| format!("{image}: {log}"))?;
        self.engine.tidy(&[]);
        Ok(())
    }

    /// A name under which the same recipe was followed already.
    fn twin(&self, text: &str) -> Option<String> {
        let same = self.recipes.iter().filter(|recipe| recipe.text == text);
        same.map(|recipe| recipe.makes.clone()).find(|name| self.made.contains(name))
    }

    fn debootstrap(&self, image: &str, release: &str, slim: bool) -> Result<(), String> {
        let root = self.engine.folder(release);
        if !root.join("etc/debian_version").exists() {
            let mirror = mirror().ok_or("no Debian mirror in this machine's sources")?;
            run(Command::new("/usr/sbin/debootstrap").args(["--variant=minbase", release]).arg(&root).arg(mirror))?;
            self.let_reach_registries(&root)?;
        }
        let tar = self.engine.folder("tar").join("root.tar");
        let mut pack = Command::new("tar");
        pack.arg("-C")
            .arg(&root)
            .arg("-cf")
            .arg(&tar)
            .args(["--exclude=./var/cache/apt/archives/*.deb", "--exclude=./var/lib/apt/lists/*"]);
        if slim {
            pack.args(["--exclude=./usr/share/doc/*", "--exclude=./usr/share/man/*", "--exclude=./usr/share/locale/*"]);
        }
        run(pack.arg("."))?;
        let out = self.engine.docker(&["import", "--change", "CMD [\"bash\"]", &tar.display().to_string(), image])?;
        let _ = std::fs::remove_file(&tar);
        out.status.success().then_some(()).ok_or_else(|| String::from_utf8_lossy(&out.stderr).into_owned())
    }

    /// What this machine needs to reach its package registries, the made bases need too: it is no part of the claim.
    fn let_reach_registries(&self, root: &Path) -> Result<(), String> {
        let settings = std::fs::read_dir("/etc/apt/apt.conf.d").into_iter().flatten().flatten().map(|file| file.path());
        let fetching =
            settings.filter(|file| std::fs::read_to_string(file).is_ok_and(|text| text.contains("Acquire::")));
        let certificates = PathBuf::from("/etc/ssl/certs/ca-certificates.crt");
        let mut copies: Vec<(PathBuf, PathBuf)> = fetching
            .map(|file| (file.clone(), root.join("etc/apt/apt.conf.d").join(file.file_name().unwrap_or_default())))
            .collect();
        if certificates.exists() {
            copies.push((certificates, root.join("etc/prove-registries.crt")));
        }
        for (from, to) in copies {
            std::fs::copy(&from, to).map_err(|error| format!("{}: {error}", from.display()))?;
        }
        // As Debian's own images do: without it every unpacked file is synced to disk.
        std::fs::write(root.join("etc/dpkg/dpkg.cfg.d/unsafe-io"), "force-unsafe-io\n")
            .map_err(|error| error.to_string())?;
        std::fs::write(root.join("etc/pip.conf"), "[global]\ncert = /etc/prove-registries.crt\n")
            .map_err(|error| error.to_string())
    }
}

/// The mirror that this machine itself uses.
fn mirror() -> Option<String> {
    let lists = ["/etc/apt/sources.list.d/debian.sources", "/etc/apt/sources.list"];
    let text: String = lists.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    let uris = text.lines().filter(|line| !line.trim_start().starts_with('#')).flat_map(str::split_whitespace);
    uris.filter(|word| word.starts_with("http") && !word.contains("security")).map(str::to_string).next()
}

fn run(command: &mut Command) -> Result<(), String> {
    let out = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    let log = || String::from_utf8_lossy(&out.stderr).lines().rev().take(5).collect::<Vec<_>>().join("\n");
    out.status.success().then_some(()).ok_or_else(log)
}

/// Where a recipe or an application lies.
pub fn home(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}
