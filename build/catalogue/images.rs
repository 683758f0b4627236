//! Image files: repositories, their sections and rows.
//!
//! A row is `versions | suffixes`, with ` ; ` between several such products, then options. The tags of a row are
//! every version joined with every suffix; `_` stands for none, and `_` with `_` is `latest`.

use super::Wrong;
use super::block::{Line, Source, files, is_day, lines};
use super::lifecycles::Systems;
use super::pack::{Cell, Pack};
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
    let index = names.iter().map(|(name, at)| vec![pack.text(name), Cell::Number(*at)]).collect();
    pack.table(&["NAME_TEXT", "NAME_REPOSITORY"], index);
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
    profiles: HashMap<Vec<String>, u32>,
    profile_rows: Vec<Vec<Cell>>,
    rows: Vec<Vec<Cell>>,
    retired: Vec<Vec<Cell>>,
    retired_at: HashMap<(String, u32), u32>,
}

impl Tables {
    // The repository's own row, what all its rows share, comes last.
    fn repository(&mut self, repository: &Repository, systems: &Systems, pack: &mut Pack) -> Result<(), Wrong> {
        let lead = &repository.sources[0];
        let source = pack.source(lead);
        self.heads.push(vec![pack.text(&repository.name), Cell::Number(source)]);
        let start = self.tags.len();
        let kept = repository.untold();
        let repository = &Repository { rows: kept, ..repository.clone() };
        self.tags.push_str(&super::grid::lines(repository.rows.iter().map(|row| &row.1)));
        for (at, (attributes, row)) in repository.rows.iter().enumerate() {
            let cells = self.row(attributes, Some((row, row.sibling(repository, at))), systems, pack, lead);
            self.rows.push(cells.map_err(|wrong| format!("{}: {wrong}", row.place))?);
        }
        let shared = self.row(&repository.shared(), None, systems, pack, lead);
        self.rows.push(shared.map_err(|wrong| format!("{}: {wrong}", repository.name))?);
        self.row_counts.push(repository.rows.len() as u32 + 1);
        self.tag_lengths.push((self.tags.len() - start) as u32);
        Ok(())
    }

    fn row(
        &mut self,
        attributes: &Attributes,
        row: Option<(&Row, Option<usize>)>,
        systems: &Systems,
        pack: &mut Pack,
        source: &Source,
    ) -> Result<Vec<Cell>, Wrong> {
        let get = |key: &str| attributes.get(key).map(String::as_str).unwrap_or_default();
        let os = match get("os") {
            "" => 0,
            os => systems.system(os).ok_or_else(|| format!("no such release: {os}"))?,
        };
        let product = match get("product") {
            "" => 0,
            name => systems.product(name).ok_or_else(|| format!("no such lifecycle: {name}"))?,
        };
        let profile = self.profile(attributes, product, pack, source)?;
        let (row, sibling) = row.map_or((None, None), |(row, sibling)| (Some(row), sibling));
        let mut cells = vec![Cell::Number(profile), Cell::Number(os)];
        cells.extend(super::rows::cells(row, sibling, pack));
        Ok(cells)
    }

    fn profile(
        &mut self,
        attributes: &Attributes,
        product: u32,
        pack: &mut Pack,
        source: &Source,
    ) -> Result<u32, Wrong> {
        let retired = match attributes.get(RETIRED) {
            Some(text) => self.retirement(text, pack, source)?,
            None => 0,
        };
        let get = |key: &&str| attributes.get(*key).cloned().unwrap_or_default();
        let mut parts: Vec<String> = KEYS.iter().filter(|key| **key != "os").map(get).collect();
        parts.extend([product.to_string(), retired.to_string()]);
        if let Some(&known) = self.profiles.get(&parts) {
            return Ok(known);
        }
        let cells = super::profiles::cells(attributes, product, retired, pack)?;
        let number = self.profile_rows.len() as u32;
        self.profile_rows.push(cells);
        self.profiles.insert(parts, number);
        Ok(number)
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
        pack.table(&["REPOSITORY_NAME", "REPOSITORY_SOURCE"], self.heads);
        pack.spans("REPOSITORY_ROWS", self.row_counts);
        pack.spans("REPOSITORY_TAGS", self.tag_lengths);
        pack.table(&super::profiles::COLUMNS, self.profile_rows);
        pack.table(&super::rows::COLUMNS, self.rows);
        pack.table(&["RETIRED_SINCE", "RETIRED_WHY", "RETIRED_REPLACEMENT", "RETIRED_SOURCE"], self.retired);
    }
}
