//! Lifecycles of products, and the releases of distributions with their C library.

use super::Wrong;
use super::block::{Line, Source, files, is_day, lines, need, source};
use super::images::Repository;
use super::pack::{Cell, Pack};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub struct Lifecycles {
    pub products: BTreeMap<String, Product>,
    /// Name of a distribution and the product that holds its releases.
    systems: Vec<(String, String)>,
    rolling: BTreeSet<String>,
    libc: BTreeMap<String, String>,
    /// Codenames that no lifecycle tells, by release.
    codenames: BTreeMap<String, String>,
}

pub struct Product {
    label: String,
    source: Source,
    cycles: Vec<Cycle>,
}

struct Cycle {
    line: String,
    ends: String,
    extended: String,
    codename: String,
}

/// Lines of languages and products that ended before are left out of the tables; what is older than the oldest line
/// that is kept has ended, too.
const LONG_AGO: &str = "2017";

/// Where the packed systems and products are found.
pub struct Systems {
    systems: BTreeMap<String, u32>,
    products: BTreeMap<String, u32>,
    /// Product and line, codename or `alpine3.9`, and the day its last support ended.
    ended: BTreeMap<(String, String), String>,
    /// The release of a codename: `debian 12`.
    codenames: BTreeMap<String, String>,
}

impl Systems {
    /// The line of a version (`3.7` of `3.7.4`) had ended by that day.
    pub fn line_ended(&self, product: &str, version: &str, day: &str) -> bool {
        let parts: Vec<&str> = version.split('.').collect();
        let lines = (1..=parts.len()).rev().map(|count| parts[..count].join("."));
        let known = lines.filter_map(|line| self.ended.get(&(product.to_string(), line))).next();
        known.is_some_and(|end| end == "ended" || end.as_str() < day && end != "open")
    }

    /// A suffix names a release that had ended by that day: `slim-stretch`, `alpine3.9`.
    pub fn suffix_ended(&self, suffix: &str, day: &str) -> bool {
        let release = |word: &str| self.ended.get(&("release".to_string(), word.to_string()));
        suffix.split('-').filter_map(release).any(|end| end.as_str() < day)
    }

    /// The number of `debian 13`, plus one.
    pub fn system(&self, name: &str) -> Option<u32> {
        self.systems.get(name).map(|at| at + 1)
    }

    /// The release that a word names, as systems are named: `bookworm` is `debian 12`, `alpine3.9` is `alpine 3.9`.
    pub fn release(&self, word: &str) -> String {
        let spaced = |at: usize| format!("{} {}", &word[..at], &word[at..]);
        let numbered = || word.find(|letter: char| letter.is_ascii_digit()).map(spaced);
        self.codenames.get(word).cloned().or_else(numbered).unwrap_or_default()
    }

    pub fn product(&self, name: &str) -> Option<u32> {
        self.products.get(name).map(|at| at + 1)
    }
}

pub fn read(root: &Path) -> Result<Lifecycles, Wrong> {
    let mut products = BTreeMap::new();
    for path in files(&root.join("lifecycles"))? {
        let (name, product) = product(&lines(&path)?, &path)?;
        products.insert(name, product);
    }
    let mut known = Lifecycles {
        products,
        systems: Vec::new(),
        rolling: BTreeSet::new(),
        libc: BTreeMap::new(),
        codenames: BTreeMap::new(),
    };
    for line in lines(&root.join("systems.txt"))? {
        known.system(&line)?;
    }
    for line in lines(&root.join("libc.txt"))?.iter().filter(|line| line.pair().is_none()) {
        let [system, version, source] = line.fields()[..] else {
            return Err(line.wrong("a release, a version and a source are needed"));
        };
        if source.is_empty() {
            return Err(line.wrong("no source"));
        }
        known.libc.insert(system.to_string(), version.to_string());
    }
    Ok(known)
}

impl Lifecycles {
    fn system(&mut self, line: &Line) -> Result<(), Wrong> {
        match line.pair() {
            Some(("system", value)) => {
                let (name, product) =
                    value.split_once(" | ").ok_or_else(|| line.wrong("`name | product` is needed"))?;
                if !self.products.contains_key(product) {
                    return Err(line.wrong("no such lifecycle file"));
                }
                self.systems.push((name.to_string(), product.to_string()));
            }
            Some(("rolling", name)) => {
                self.rolling.insert(name.to_string());
            }
            Some(("codename", value)) => {
                let (codename, name) =
                    value.split_once(" | ").ok_or_else(|| line.wrong("`codename | release` is needed"))?;
                self.codenames.insert(name.to_string(), codename.to_string());
            }
            Some(("source" | "as-of", _)) => {}
            _ => return Err(line.wrong("not understood")),
        }
        Ok(())
    }
}

fn product(lines: &[Line], path: &Path) -> Result<(String, Product), Wrong> {
    let source = source(lines, path)?;
    let rows = lines.iter().filter(|line| line.pair().is_none());
    let cycles = rows.map(cycle).collect::<Result<Vec<_>, _>>()?;
    let need = |key: &str| need(lines, path, key).map(str::to_string);
    Ok((need("product")?, Product { label: need("label")?, source, cycles }))
}

fn cycle(line: &Line) -> Result<Cycle, Wrong> {
    let [name, _, ends, extended, codename] = line.fields()[..] else {
        return Err(line.wrong("five fields are needed"));
    };
    let end = |text: &str| match text {
        "-" => Ok(String::new()),
        "open" | "ended" => Ok(text.to_string()),
        day if is_day(day) => Ok(day.to_string()),
        _ => Err(line.wrong("not a day")),
    };
    let codename = if codename == "-" { String::new() } else { codename.to_string() };
    Ok(Cycle { line: name.to_string(), ends: end(ends)?, extended: end(extended)?, codename })
}

/// Packs products, cycles and the systems that lifecycles or images name.
pub fn pack(known: &Lifecycles, repositories: &[Repository], pack: &mut Pack) -> Result<Systems, Wrong> {
    let (mut rows, mut lengths, mut cycles) = (Vec::new(), Vec::new(), Vec::new());
    let (mut places, mut products) = (BTreeMap::new(), BTreeMap::new());
    for (at, (name, product)) in known.products.iter().enumerate() {
        products.insert(name.clone(), at as u32);
        let source = pack.source(&product.source);
        rows.push(vec![pack.text(&product.label), Cell::Number(source)]);
        let system = known.systems.iter().any(|system| system.1 == *name);
        let kept = |cycle: &&Cycle| system || !is_day(&cycle.ends) || cycle.ends.as_str() >= LONG_AGO;
        let mut sorted: Vec<&Cycle> = product.cycles.iter().filter(kept).collect();
        sorted.sort_by(|one, other| one.line.cmp(&other.line));
        lengths.push(sorted.len() as u32);
        for cycle in sorted {
            places.insert((name.clone(), cycle.line.clone()), cycles.len() as u32);
            cycles.push(vec![pack.text(&cycle.line), pack.text(&cycle.ends), pack.text(&cycle.extended)]);
        }
    }
    pack.table(&["PRODUCT_LABEL", "PRODUCT_SOURCE"], rows);
    pack.spans("PRODUCT_CYCLES", lengths);
    pack.table(&["CYCLE_LINE", "CYCLE_ENDS", "CYCLE_EXTENDED"], cycles);
    let systems = systems(known, repositories, &places, pack);
    Ok(Systems { systems, products, ended: ended(known), codenames: codenames(known) })
}

fn codenames(known: &Lifecycles) -> BTreeMap<String, String> {
    let named = known.systems.iter().flat_map(|(system, product)| {
        let cycles = known.products[product].cycles.iter().filter(|cycle| !cycle.codename.is_empty());
        cycles.map(move |cycle| (cycle.codename.clone(), format!("{system} {}", cycle.line)))
    });
    named.chain(known.codenames.iter().map(|(name, codename)| (codename.clone(), name.clone()))).collect()
}

fn ended(known: &Lifecycles) -> BTreeMap<(String, String), String> {
    let mut all = BTreeMap::new();
    for (name, product) in &known.products {
        for cycle in product.cycles.iter().filter(|cycle| !cycle.ends.is_empty() && cycle.ends != "open") {
            let end = if cycle.extended.is_empty() { cycle.ends.clone() } else { cycle.extended.clone() };
            all.insert((name.clone(), cycle.line.clone()), end.clone());
            for (system, _) in known.systems.iter().filter(|system| system.1 == *name) {
                all.insert((system.clone(), cycle.line.clone()), end.clone());
            }
            all.insert(("release".to_string(), cycle.codename.clone()), end.clone());
            if name == "alpine-linux" {
                all.insert(("release".to_string(), format!("alpine{}", cycle.line)), end);
            }
        }
    }
    all
}

fn systems(
    known: &Lifecycles,
    repositories: &[Repository],
    places: &BTreeMap<(String, String), u32>,
    pack: &mut Pack,
) -> BTreeMap<String, u32> {
    let mut names: BTreeSet<String> = repositories.iter().flat_map(Repository::systems).collect();
    for (system, product) in &known.systems {
        let lines = known.products[product].cycles.iter().map(|cycle| format!("{system} {}", cycle.line));
        names.extend(lines.chain([system.clone()]));
    }
    let (mut rows, mut codenames) = (Vec::new(), BTreeMap::new());
    for name in &names {
        let (system, version) = name.split_once(' ').unwrap_or((name, ""));
        let product =
            known.systems.iter().find(|entry| entry.0 == system).map(|entry| entry.1.clone()).unwrap_or_default();
        let cycle = places.get(&(product.clone(), version.to_string()));
        let codename =
            known.products.get(&product).and_then(|product| product.cycles.iter().find(|cycle| cycle.line == version));
        let codename = codename.map(|cycle| cycle.codename.clone()).unwrap_or_default();
        let libc = known.libc.get(name).or_else(|| known.libc.get(system)).cloned().unwrap_or_default();
        let rolling = known.rolling.contains(name) || known.rolling.contains(system);
        let place = cycle.map_or(0, |at| at + 1);
        let number = known.products.keys().position(|name| *name == product).unwrap_or(0);
        let numbers = [place, number as u32, u32::from(rolling)].map(Cell::Number);
        let codename = known.codenames.get(name).cloned().unwrap_or(codename);
        if !codename.is_empty() {
            codenames.insert(codename.clone(), rows.len() as u32);
        }
        rows.push(
            [vec![pack.text(system), pack.text(version), pack.text(&codename), pack.text(&libc)], numbers.to_vec()]
                .concat(),
        );
    }
    let columns = [
        "SYSTEM_NAME",
        "SYSTEM_VERSION",
        "SYSTEM_CODENAME",
        "SYSTEM_LIBC",
        "SYSTEM_CYCLE",
        "SYSTEM_PRODUCT",
        "SYSTEM_ROLLS",
    ];
    pack.table(&columns, rows);
    let arms: String = codenames.iter().map(|(name, at)| format!("        {name:?} => Some({at}),\n")).collect();
    let code =
        "/// The release of a codename: `bookworm`, `noble`.\npub(crate) fn codename(word: &str) -> Option<usize> {\n";
    pack.code(&format!("{code}    match word {{\n{arms}        _ => None,\n    }}\n}}\n"));
    names.into_iter().zip(0..).collect()
}
