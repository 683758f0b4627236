//! Image files: repositories, their sections and rows.
//!
//! A row is `versions | suffixes`, with ` ; ` between several such products, then options. The tags of a row are
//! every version joined with every suffix; `_` stands for none, and `_` with `_` is `latest`.

use super::Wrong;
use super::block::{Line, Source, files, is_day, lines};
use super::lifecycles::Systems;
use super::pack::{Cell, Pack};
use super::profiles::Profiles;
use super::retired::Gone;
use super::rows::{Row, row};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// The attributes of a section, in the order in which they are packed.
pub const KEYS: [&str; 19] = [
    "family",
    "os",
    "libc",
    "package-manager",
    "shell",
    "runtime",
    "purpose",
    "user",
    "entrypoint",
    "cmd",
    "certificates",
    "timezones",
    "architectures",
    "product",
    "official",
    "vendor",
    "access",
    "trust",
    "ends",
];
const RETIRED: &str = "retired";

pub type Attributes = BTreeMap<String, String>;

#[derive(Clone)]
pub struct Repository {
    pub name: String,
    pub names: Vec<String>,
    pub sources: Vec<Source>,
    pub rows: Vec<(Attributes, Row)>,
}

impl Repository {
    /// The releases its rows stand on.
    pub fn systems(&self) -> Vec<String> {
        let own = self.rows.iter().filter_map(|(attributes, _)| attributes.get("os").cloned());
        own.flat_map(|os| [os.split(' ').next().unwrap_or_default().to_string(), os.clone()]).collect()
    }

    /// What its versions are lines of: the lifecycle its rows have in common, or the distribution that it is.
    pub fn cycles(&self) -> Option<String> {
        let shared = self.shared();
        let system = shared.get("os").filter(|_| shared.get("purpose").is_some_and(|purpose| purpose == "os"));
        shared.get("product").or(system).map(|name| name.split(' ').next().unwrap_or_default().to_string())
    }

    /// A row has this version or suffix.
    pub fn lists(&self, version: bool, name: &str) -> bool {
        let words = |key: &(Vec<String>, Vec<String>)| if version { key.0.clone() } else { key.1.clone() };
        self.rows.iter().any(|row| row.1.keys.iter().any(|key| words(key).iter().any(|word| word == name)))
    }

    /// The whole repository is retired.
    pub fn is_retired(&self) -> bool {
        self.shared().contains_key(RETIRED)
    }

    /// Its rows without those that the tag's own words and a newer row tell: the same line and make on an older release,
    /// with nothing measured, and no tag that leaves the release open.
    fn untold(&self) -> Vec<(Attributes, Row)> {
        let told = |at: usize| {
            let (attributes, row) = &self.rows[at];
            let like = |other: &&(Attributes, Row)| other.1.is_like(row) && system(&other.0) == system(attributes);
            let same = |other: &(Attributes, Row)| rest(&other.0) == rest(attributes);
            let later = self.rows[at + 1..].iter().any(|other| like(&other));
            row.pins() && later && !attributes.contains_key(RETIRED) && self.rows.iter().filter(like).all(same)
        };
        (0..self.rows.len()).filter(|at| !told(*at)).map(|at| self.rows[at].clone()).collect()
    }

    /// What all its rows agree on; of the release, the name alone where the versions differ.
    fn shared(&self) -> Attributes {
        let living = |row: &&(Attributes, Row)| !row.0.contains_key(RETIRED);
        let rows: Vec<_> = match self.rows.iter().any(|row| living(&row)) {
            true => self.rows.iter().filter(living).collect(),
            false => self.rows.iter().collect(),
        };
        let mut shared = rows.first().map(|row| row.0.clone()).unwrap_or_default();
        for (attributes, _) in rows {
            let name =
                |from: &Attributes| from.get("os").map(|os| os.split(' ').next().unwrap_or_default().to_string());
            if shared.get("os") != attributes.get("os") {
                match name(&shared).filter(|own| Some(own) == name(attributes).as_ref()) {
                    Some(name) => shared.insert("os".to_string(), name),
                    None => shared.remove("os"),
                };
            }
            shared.retain(|key, value| key == "os" || attributes.get(key) == Some(value));
        }
        shared
    }
}

fn system(attributes: &Attributes) -> Option<&str> {
    attributes.get("os").and_then(|os| os.split(' ').next())
}

fn rest(attributes: &Attributes) -> Vec<(&String, &String)> {
    attributes.iter().filter(|(key, _)| *key != "os").collect()
}

pub fn read(folder: &Path) -> Result<Vec<Repository>, Wrong> {
    let mut all = Vec::new();
    for path in files(folder)? {
        let lines = lines(&path)?;
        let starts =
            lines.iter().enumerate().filter(|(_, line)| line.pair().is_some_and(|pair| pair.0 == "repository"));
        let mut starts: Vec<usize> = starts.map(|(at, _)| at).collect();
        starts.push(lines.len());
        for pair in starts.windows(2) {
            all.push(repository(&lines[pair[0]..pair[1]])?);
        }
    }
    all.sort_by(|one, other| one.name.cmp(&other.name));
    match all.windows(2).find(|pair| pair[0].name == pair[1].name) {
        Some(twice) => Err(format!("{} has two blocks", twice[0].name)),
        None => Ok(all),
    }
}

fn repository(lines: &[Line]) -> Result<Repository, Wrong> {
    let head = &lines[0];
    let mut read = Repository {
        name: head.pair().map(|pair| pair.1.to_string()).unwrap_or_default(),
        names: Vec::new(),
        sources: Vec::new(),
        rows: Vec::new(),
    };
    let (mut sources, mut as_of, mut common, mut own) =
        (Vec::new(), String::new(), Attributes::new(), Attributes::new());
    let mut in_section = false;
    for line in &lines[1..] {
        match line.pair() {
            Some(("names", names)) => read.names = names.split(' ').map(str::to_string).collect(),
            Some(("source", source)) => sources.push(source.to_string()),
            Some(("as-of", day)) if is_day(day) => as_of = day.to_string(),
            Some((key, value)) if KEYS.contains(&key) || key == RETIRED => {
                let into = if in_section { &mut own } else { &mut common };
                into.insert(key.to_string(), value.to_string());
            }
            _ if line.text.starts_with('[') => (in_section, own) = (true, Attributes::new()),
            _ if line.text.contains(" | ") => read.rows.push((merged(&common, &own), row(line)?)),
            _ => return Err(line.wrong("not understood")),
        }
    }
    if sources.is_empty() || as_of.is_empty() {
        return Err(head.wrong("no source or no date"));
    }
    read.sources = sources.iter().map(|source| Source::read(source, &as_of)).collect();
    Ok(read)
}

// A section's value wins; `-` takes the repository's value away.
fn merged(common: &Attributes, own: &Attributes) -> Attributes {
    let mut all = common.clone();
    all.extend(own.clone());
    all.retain(|_, value| value != "-");
    all
}

/// Packs repositories, rows and profiles; the tags go into a text of their own, `catalogue.tags`, a line each row.
pub fn pack(
    repositories: &[Repository],
    gone: &BTreeMap<String, Gone>,
    systems: &Systems,
    pack: &mut Pack,
    out: &Path,
) -> Result<(), Wrong> {
    let mut tables = Tables::default();
    let mut names = BTreeMap::new();
    for (at, repository) in repositories.iter().enumerate() {
        names.insert(repository.name.clone(), at as u32);
        tables.repository(repository, systems, pack)?;
    }
    for (at, repository) in repositories.iter().enumerate() {
        repository.names.iter().for_each(|name| {
            names.entry(name.clone()).or_insert(at as u32);
        });
    }
    let others: Vec<(&String, &u32)> =
        names.iter().filter(|(name, at)| repositories[**at as usize].name != **name).collect();
    let own = repositories.iter().map(|repository| &repository.name);
    pack.first(own.chain(others.iter().map(|(name, _)| *name)).cloned().collect());
    pack.column("ALIAS_REPOSITORY", others.iter().map(|(_, at)| Cell::Number(**at)).collect());
    super::retired::pack(gone, repositories, systems, pack, out)?;
    Pack::stream(out, "catalogue.tags", &tables.tags)?;
    tables.finish(pack);
    Ok(())
}

#[derive(Default)]
struct Tables {
    heads: Vec<Vec<Cell>>,
    row_counts: Vec<u32>,
    tag_lengths: Vec<u32>,
    tags: String,
    profiles: Profiles,
    rows: Vec<Vec<Cell>>,
    sized: Vec<u32>,
    sizes: Vec<Vec<Cell>>,
    retired: Vec<Vec<Cell>>,
    retired_at: HashMap<(String, u32), u32>,
}

impl Tables {
    // The repository's own row, what all its rows share, comes last.
    fn repository(&mut self, repository: &Repository, systems: &Systems, pack: &mut Pack) -> Result<(), Wrong> {
        let lead = &repository.sources[0];
        let source = pack.source(lead);
        self.heads.push(vec![Cell::Number(source)]);
        let start = self.tags.len();
        let kept = repository.untold();
        let repository = &Repository { rows: kept, ..repository.clone() };
        self.tags.push_str(&super::grid::lines(repository.rows.iter().map(|row| &row.1)));
        let attributes = repository.shared();
        let shared = self.attributes(&attributes, systems, pack, lead);
        self.profiles.shared.push(shared.map_err(|wrong| format!("{}: {wrong}", repository.name))?);
        for (at, (attributes, row)) in repository.rows.iter().enumerate() {
            self.row(attributes, (row, row.sibling(repository, at)), systems, pack, lead)
                .map_err(|wrong| format!("{}: {wrong}", row.place))?;
        }
        self.row(&attributes, (&Row::default(), None), systems, pack, lead)?;
        self.row_counts.push(repository.rows.len() as u32 + 1);
        self.tag_lengths.push((self.tags.len() - start) as u32);
        Ok(())
    }

    fn row(
        &mut self,
        attributes: &Attributes,
        (row, sibling): (&Row, Option<usize>),
        systems: &Systems,
        pack: &mut Pack,
        source: &Source,
    ) -> Result<(), Wrong> {
        let os = match attributes.get("os") {
            None => 0,
            Some(os) => systems.system(os).ok_or_else(|| format!("no such release: {os}"))?,
        };
        let own = self.attributes(attributes, systems, pack, source)?;
        let mut cells = self.profiles.kinds(own);
        cells.push(Cell::Number(os));
        cells.extend(super::rows::cells(row, sibling, pack));
        self.rows.push(cells);
        self.sized.push(row.size.is_some().into());
        self.sizes.extend(super::rows::size(row, pack));
        Ok(())
    }

    fn attributes(
        &mut self,
        attributes: &Attributes,
        systems: &Systems,
        pack: &mut Pack,
        source: &Source,
    ) -> Result<Vec<Cell>, Wrong> {
        let product = match attributes.get("product") {
            None => 0,
            Some(name) => systems.product(name).ok_or_else(|| format!("no such lifecycle: {name}"))?,
        };
        let retired = match attributes.get(RETIRED) {
            Some(text) => self.retirement(text, pack, source)?,
            None => 0,
        };
        super::profiles::cells(attributes, product, retired, pack)
    }

    fn retirement(&mut self, text: &str, pack: &mut Pack, source: &Source) -> Result<u32, Wrong> {
        let fields: Vec<&str> = text.split('|').map(str::trim).collect();
        let [since, why, replacement, ref own @ ..] = fields[..] else {
            return Err(format!("`since | why | replacements` is needed: {text}"));
        };
        let own = own.first().map(|own| Source::read(own, &source.as_of));
        if since != "-" && !is_day(since) {
            return Err(format!("not a day: {text}"));
        }
        let replacement: Vec<String> =
            replacement.split(", ").filter(|name| !name.is_empty()).map(str::to_string).collect();
        let source = pack.source(own.as_ref().unwrap_or(source));
        let key = (text.to_string(), source);
        if let Some(&known) = self.retired_at.get(&key) {
            return Ok(known);
        }
        let since = pack.text(since.trim_matches('-'));
        self.retired.push(vec![since, pack.text(why), pack.list(&replacement), Cell::Number(source)]);
        self.retired_at.insert(key, self.retired.len() as u32);
        Ok(self.retired.len() as u32)
    }

    fn finish(self, pack: &mut Pack) {
        pack.table(&["REPOSITORY_SOURCE"], self.heads);
        pack.spans("REPOSITORY_ROWS", self.row_counts);
        pack.spans("REPOSITORY_TAGS", self.tag_lengths);
        self.profiles.finish(pack);
        pack.table(&super::rows::COLUMNS, self.rows);
        pack.spans("SIZED", self.sized);
        pack.table(&super::rows::SIZE, self.sizes);
        pack.table(&["RETIRED_SINCE", "RETIRED_WHY", "RETIRED_REPLACEMENT", "RETIRED_SOURCE"], self.retired);
    }
}
