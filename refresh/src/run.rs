//! The command: options, the round, the report.

use crate::drafts::Drafts;
use crate::images::{self, Repository, Row};
use crate::measure::{Measurement, Measurer};
use crate::registry::{Login, Place, Registries};
use crate::web::{Failure, Manners, Web, host};
use crate::{day, lifecycles, measured};
use indicatif::{ProgressBar, ProgressStyle};
use std::path::PathBuf;
use std::time::Duration;
use std::{env, fmt, fs, io};

pub const HELP: &str = "\
cargo xtask catalogue refresh [--only WHAT]… [--registry URL] [--endoflife URL] [--dry-run] [--all-platforms]
                              [--limit N] [--pace MS] [--tries N] [--timeout S] [--catalogue DIR]
    asks registries for the digest, layers and configuration of the catalogue's tags, and endoflife.date for support
    cycles; writes the answers into catalogue/ and prints what changed
    --only WHAT       a repository (docker.io/library/node), `images`, `lifecycles` or lifecycles/PRODUCT; may be repeated
    --registry URL    a registry that holds all repositories, instead of each one's own
    --dry-run         prints the diff and writes nothing
    BASEWISE_LOGIN    name:password for the registry of --registry, in the environment";

/// What to do.
#[derive(Debug, Clone)]
pub struct Options {
    pub only: Vec<String>,
    pub registry: Option<String>,
    pub endoflife: String,
    pub dry_run: bool,
    pub all_platforms: bool,
    pub catalogue: PathBuf,
    pub manners: Manners,
    /// `name:password`, for the registry of `registry`.
    pub login: Option<String>,
    pub today: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            only: Vec::new(),
            registry: None,
            endoflife: lifecycles::API.to_owned(),
            dry_run: false,
            all_platforms: false,
            catalogue: PathBuf::from("catalogue"),
            manners: Manners::default(),
            login: None,
            today: day::today(),
        }
    }
}

impl Options {
    /// The words of the command line, and the login of the environment.
    pub fn read(words: &[String]) -> Result<Self, String> {
        let mut options = Self { login: env::var("BASEWISE_LOGIN").ok(), ..Self::default() };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().cloned().ok_or_else(|| format!("`{word}` needs a value"));
            match word.as_str() {
                "--only" => options.only.push(value()?),
                "--registry" => options.registry = Some(value()?),
                "--endoflife" => options.endoflife = value()?,
                "--catalogue" => options.catalogue = PathBuf::from(value()?),
                "--limit" => options.manners.limit = number(&value()?)? as usize,
                "--pace" => options.manners.pace = Duration::from_millis(number(&value()?)?),
                "--tries" => options.manners.tries = number(&value()?)?.clamp(1, 10) as u32,
                "--timeout" => options.manners.timeout = Duration::from_secs(number(&value()?)?.max(1)),
                "--dry-run" => options.dry_run = true,
                "--all-platforms" => options.all_platforms = true,
                _ => return Err(format!("there is no option `{word}`")),
            }
        }
        Ok(options)
    }

    fn wants_repository(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == name || only == "images")
    }

    fn wants_product(&self, name: &str) -> bool {
        let this = format!("lifecycles/{name}");
        self.only.is_empty() || self.only.iter().any(|only| *only == this || only == "lifecycles")
    }
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("`{text}` is no number"))
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Report {
    pub diff: String,
    pub measured: usize,
    pub cycles: usize,
    /// Tags that the registry no longer has; their rows stay.
    pub gone: Vec<String>,
    /// What could not be asked, with why; the rows stay.
    pub failed: Vec<String>,
    /// Tags whose own figures contradict each other; the rows stay.
    pub lies: Vec<String>,
    /// Where a row says something else than the registry: for you to look at.
    pub differ: Vec<String>,
    pub written: bool,
}

impl Report {
    /// Whether everything that was asked was answered, and without contradiction.
    pub fn is_clean(&self) -> bool {
        self.failed.is_empty() && self.lies.is_empty()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.diff)?;
        let written = if self.written { "written" } else { "not written (--dry-run)" };
        writeln!(f, "\n{} tags measured, {} products read; {written}", self.measured, self.cycles)?;
        let lists = [
            ("gone from the registry; their rows stay", &self.gone),
            ("contradict themselves; their rows stay as they were", &self.lies),
            ("say something else than their row: look at them", &self.differ),
            ("failed; their rows stay as they were", &self.failed),
        ];
        for (title, lines) in lists.into_iter().filter(|(_, lines)| !lines.is_empty()) {
            writeln!(f, "\n{} {title}:", lines.len())?;
            lines.iter().try_for_each(|line| writeln!(f, "  {line}"))?;
        }
        Ok(())
    }
}

/// Asks, writes, reports.
pub fn run(options: &Options) -> io::Result<Report> {
    let login = options.login.clone().zip(options.registry.as_deref());
    let login = login.map(|(words, registry)| Login { host: host(registry), words });
    let registries = Registries::new(Web::new(options.manners.clone()), login);
    let mut round =
        Round { options, registries, known: Vec::new(), drafts: Drafts::default(), report: Report::default() };
    round.images()?;
    round.lifecycles()?;
    round.name_the_unknown();
    round.report.diff = round.drafts.diff(&options.catalogue);
    if !options.dry_run {
        round.drafts.write()?;
        round.report.written = true;
    }
    Ok(round.report)
}

struct Round<'a> {
    options: &'a Options,
    registries: Registries,
    /// Every name of `--only` that the catalogue knows.
    known: Vec<String>,
    drafts: Drafts,
    report: Report,
}

impl Round<'_> {
    fn images(&mut self) -> io::Result<()> {
        let folder = self.options.catalogue.join("images");
        let all = if folder.exists() { images::read(&folder)? } else { Vec::new() };
        let wanted: Vec<Repository> = all.into_iter().filter(|r| self.options.wants_repository(&r.name)).collect();
        self.known.extend(wanted.iter().map(|repository| repository.name.clone()));
        let bar = bar(wanted.iter().map(|repository| repository.rows.len()).sum());
        for repository in &wanted {
            for row in &repository.rows {
                bar.set_message(format!("{}:{}", repository.name, row.tag));
                self.row(repository, row)?;
                bar.inc(1);
            }
        }
        bar.finish_and_clear();
        Ok(())
    }

    fn row(&mut self, repository: &Repository, row: &Row) -> io::Result<()> {
        let place = Place::of(&repository.name, self.options.registry.as_deref());
        let platforms = if self.options.all_platforms { Vec::new() } else { vec![AMD64.to_owned(), ARM64.to_owned()] };
        let name = format!("{}:{}", repository.name, row.tag);
        match Measurer::new(&mut self.registries, &platforms).tag(&place, &row.tag) {
            Ok(measurement) if measurement.lies.is_empty() => self.accept(repository, row, &measurement)?,
            Ok(measurement) => self.report.lies.extend(measurement.lies.iter().map(|lie| format!("{name}: {lie}"))),
            Err(Failure::Missing) => self.report.gone.push(name),
            Err(failure) => self.report.failed.push(format!("{name}: {failure}")),
        }
        Ok(())
    }

    /// Takes an answer into the drafts.
    fn accept(&mut self, repository: &Repository, row: &Row, measurement: &Measurement) -> io::Result<()> {
        let size = |name: &str| measurement.platforms.iter().find(|p| p.name == name).map(|p| p.size());
        let (amd64, arm64) = (size(AMD64), size(ARM64));
        self.report.measured += 1;
        self.compare(repository, row, measurement);
        let file = measured::file(&self.options.catalogue, &repository.name);
        let text = self.drafts.text(&file)?;
        self.drafts.set(&file, measured::with(&text, &repository.name, &row.tag, measurement, &self.options.today))?;
        if amd64.is_none() && arm64.is_none() {
            return Ok(());
        }
        let text = self.drafts.text(&repository.file)?;
        let changed = |(at, line): (usize, &str)| {
            let new = || images::with_size(line, amd64, arm64, &self.options.today, &repository.name);
            if at == row.line { new() + "\n" } else { line.to_owned() + "\n" }
        };
        let text = text.lines().enumerate().map(changed).collect();
        self.drafts.set(&repository.file, text)
    }

    fn compare(&mut self, repository: &Repository, row: &Row, measurement: &Measurement) {
        let Some(platform) = measurement.platforms.first() else { return };
        let differ = [images::user_differs(row, &platform.user), images::entrypoint_differs(row, &platform.entrypoint)];
        let named = |what: String| format!("{}:{}: {what}", repository.name, row.tag);
        self.report.differ.extend(differ.into_iter().flatten().map(named));
    }

    fn lifecycles(&mut self) -> io::Result<()> {
        let folder = self.options.catalogue.join("lifecycles");
        let files = if folder.exists() { images::files(&folder)? } else { Vec::new() };
        let bar = bar(files.len());
        for file in files {
            let text = fs::read_to_string(&file)?;
            let Some(product) = lifecycles::product_of(&text).filter(|name| self.options.wants_product(name)) else {
                bar.inc(1);
                continue;
            };
            bar.set_message(product.to_owned());
            self.known.push(format!("lifecycles/{product}"));
            match lifecycles::ask(self.registries.web(), &self.options.endoflife, product) {
                Ok(said) => {
                    self.report.cycles += 1;
                    let new = lifecycles::with(&text, &said, &self.options.endoflife, &self.options.today);
                    self.drafts.set(&file, new)?;
                }
                Err(failure) => self.report.failed.push(format!("lifecycles/{product}: {failure}")),
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
        Ok(())
    }

    /// A slip in `--only` must not look like a round in which all went well.
    fn name_the_unknown(&mut self) {
        let is_known = |only: &&String| ["images", "lifecycles"].contains(&only.as_str()) || self.known.contains(only);
        let unknown = self.options.only.iter().filter(|only| !is_known(only));
        self.report.failed.extend(unknown.map(|only| format!("{only}: the catalogue has nothing of that name")));
    }
}

const AMD64: &str = "linux/amd64";
const ARM64: &str = "linux/arm64";

/// Shown on a terminal only.
fn bar(length: usize) -> ProgressBar {
    let style =
        ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(length as u64).with_style(style)
}
