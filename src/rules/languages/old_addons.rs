//! Add-ons of Node.js that a manifest holds at an old version, made for the releases of Node.js of their time.

use super::runtimes::{self, Needed};
use crate::catalogue::{Image, Libc, Tri};
use crate::evidence::companions::{json, lines::first_version};
use crate::rules::claims::*;
use crate::rules::loading::aged;
use crate::rules::{Case, offers, runtime_version_mismatch::RULE};
use crate::shell::{Action, Manager};
use std::cmp::Ordering;

/// An add-on that the manifest names at a version before the one whose binaries every later Node.js loads.
pub struct Old {
    name: &'static str,
    /// As far as it tells the age: `3`, `0.24`.
    version: String,
    /// The last line of Node.js that its makers name for it.
    last: Option<&'static str>,
}

/// Since when the binaries ask for Node-API, which later releases of Node.js keep: before, their names hold
/// `{node_abi}`, or their makers build one for each. By the `binary` and `scripts` of each package at the npm registry,
/// read 2026-11-29.
const STABLE_SINCE: [(&str, Option<&[u32]>); 7] = [
    ("argon2", Some(&[0, 26])),
    ("bcrypt", Some(&[4])),
    ("better-sqlite3", None),
    ("canvas", Some(&[3])),
    ("grpc", None),
    ("sharp", Some(&[0, 25])),
    ("sqlite3", Some(&[5])),
];

/// The table in [node-sass' README](https://github.com/sass/node-sass#readme): its major version, and the last line.
const NODE_SASS: [(&str, &str); 6] = [("4", "14"), ("5", "15"), ("6", "16"), ("7", "17"), ("8", "19"), ("9", "20")];

/// Whether a part is compiled on this base, because its binaries were for the releases of Node.js of its time: none of these
/// versions is as young as Node.js 21 ([node-canvas, issues 2295](https://github.com/Automattic/node-canvas/issues/2295)
/// and [2555](https://github.com/Automattic/node-canvas/issues/2555)); better-sqlite3 still publishes for each.
pub fn lacks_binary(case: &Case, name: &str, image: &Image) -> bool {
    let young = || runtimes::of(image, "node").is_some_and(|line| runtimes::order(&line, "21") != Ordering::Less);
    let held = |one: &Old| one.name == name && one.last.is_none() && name != "better-sqlite3";
    young() && case.once.old_addons.get_or_init(case.facts, || read(case)).iter().any(held)
}

/// Alpine 3.21 moved libssl, and Prisma before 6.1 does not find it
/// ([prisma/prisma, issue 25817](https://github.com/prisma/prisma/issues/25817)).
pub fn prisma(case: &Case, choice: &Choice) -> Option<Objection> {
    let since = |image: &Image| {
        let os = image.os.as_ref().filter(|os| os.name == "alpine")?;
        Some(os.version.is_none_or(|version| runtimes::order(version, "3.21") != Ordering::Less))
    };
    let moves = since(&choice.image)? && case.present().and_then(since) != Some(true);
    let of = |fact: &&Fact| matches!(&fact.what, What::Native { name, .. } if matches!(name.as_str(), "prisma" | "@prisma/client"));
    let fact = case.facts.find("native-package").filter(|_| moves).find(of)?;
    let held = written(case, "prisma").or_else(|| written(case, "@prisma/client"));
    let old = held.is_none_or(|version| runtimes::order(&version, "6.1") == Ordering::Less);
    let (lang, image) = (case.lang(), &choice.image.reference);
    let text = say!(lang,
        en: "Prisma before 6.1 does not find the OpenSSL of `{image}`, and stops at the first query.",
        de: "Prisma vor 6.1 findet das OpenSSL von `{image}` nicht und bricht bei der ersten Abfrage ab.",
        zh: "6.1 之前的 Prisma 找不到 `{image}` 的 OpenSSL，会在首次查询时中止。");
    old.then(|| objection(RULE.id, Weight::Change, text, fact.spans.clone()).by(Change::Yours))
}

/// Node.js 23 took out what TensorFlow's add-on calls; what does without it is not released by 2026-11
/// ([tensorflow/tfjs, issue 8609](https://github.com/tensorflow/tfjs/issues/8609)).
fn tensorflow(case: &Case, choice: &Choice, now: &str, met: &str) -> Option<Objection> {
    let over = |line: &str| runtimes::order(line, "23") != Ordering::Less;
    let of = |fact: &&Fact| matches!(&fact.what, What::Native { name, .. } if name == "@tensorflow/tfjs-node");
    let fact = case.facts.find("native-package").filter(|_| over(met) && !over(now)).find(of)?;
    let (lang, image) = (case.lang(), &choice.image.reference);
    let text = say!(lang,
        en: "`@tensorflow/tfjs-node` up to 4.22 calls `util.isNullOrUndefined`, which `{image}` no longer has: define it before you load the package, or stay on Node.js 22.",
        de: "`@tensorflow/tfjs-node` bis 4.22 ruft `util.isNullOrUndefined` auf, das `{image}` nicht mehr hat: Definiere es, bevor du das Paket lädst, oder bleib bei Node.js 22.",
        zh: "4.22 及以前的 `@tensorflow/tfjs-node` 会调用 `util.isNullOrUndefined`，而 `{image}` 已没有它：请在加载该包之前定义它，或继续使用 Node.js 22。");
    Some(objection(RULE.id, Weight::Change, text, fact.spans.clone()).by(Change::Yours))
}

/// A newer line of Node.js below add-ons that are older than it.
pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    let lines = || {
        let needed = Needed::of(case).filter(|needed| needed.name == "node")?;
        Some((needed.line_of(case.present()?)?, needed.line_of(&choice.image)?))
    };
    let Some((now, met)) = lines().filter(|(now, met)| runtimes::order(met, now) == Ordering::Greater) else {
        return Vec::new();
    };
    let old = case.once.old_addons.get_or_init(case.facts, || read(case));
    let past = |last: &str| {
        runtimes::order(&now, last) != Ordering::Greater && runtimes::order(&met, last) == Ordering::Greater
    };
    let ended = old.iter().filter_map(|one| Some((one, one.last.filter(|last| past(last))?)));
    let ended = ended.map(|(one, last)| ended_by(case, choice, one, (last, &met)));
    ended.chain(compiled(case, choice, old, &met)).chain(tensorflow(case, choice, &now, &met)).collect()
}

fn ended_by(case: &Case, choice: &Choice, old: &Old, (last, met): (&str, &str)) -> Objection {
    let (lang, image, name, version) = (case.lang(), &choice.image.reference, old.name, &old.version);
    let text = say!(lang,
        en: "`package.json` holds `{name}` {version}, whose makers name Node.js {last} as the last that it supports, and `{image}` brings {met}. Take a newer `{name}`, or what it was replaced by.",
        de: "`package.json` enthält `{name}` {version}, das laut seinen Machern höchstens Node.js {last} unterstützt, und `{image}` bringt {met} mit. Nimm ein neueres `{name}` oder seinen Nachfolger.",
        zh: "`package.json` 中的 `{name}` {version} 按其作者的说明最高支持 Node.js {last}，而 `{image}` 自带 {met}。请换用更新的 `{name}` 或其替代品。");
    objection(RULE.id, Weight::Change, text, Vec::new()).by(Change::Yours)
}

/// Whether there is a binary for the new line is not known; where there is none, they are compiled.
fn compiled(case: &Case, choice: &Choice, old: &[Old], met: &str) -> Option<Objection> {
    let bare = choice.shape == Shape::Swap
        && offers::tool(&choice.image, "gcc") == Tri::No
        && !offers::is_installed(case, "gcc");
    // What surely is compiled is told with what that takes.
    let told = |name: &str| bare && choice.image.libc == Libc::Glibc && lacks_binary(case, name, &choice.image);
    let held = old.iter().filter(|one| one.last.is_none() && !told(one.name)).map(|one| one.name);
    let held: Vec<&str> = held.collect();
    let (lang, image) = (case.lang(), &choice.image.reference);
    let names = codes(lang, held.first().map(|_| &held[..])?);
    let compiler = match bare {
        true => say!(lang,
            en: ", and `{image}` has no compiler",
            de: ", und `{image}` hat keinen Compiler",
            zh: "，而 `{image}` 没有编译器"),
        false => String::new(),
    };
    let text = say!(lang,
        en: "`package.json` holds versions of {names} whose binaries are made for one release of Node.js each. Where there is none for {met}, they are compiled{compiler}. A newer version may be needed.",
        de: "`package.json` enthält Versionen von {names}, deren Binärdateien je für ein Release von Node.js gemacht sind. Gibt es für {met} keine, werden sie kompiliert{compiler}. Womöglich braucht es eine neuere Version.",
        zh: "`package.json` 中 {names} 的版本，其二进制文件分别面向单个 Node.js 版本。若没有面向 {met} 的，就会编译{compiler}。可能需要更新的版本。");
    Some(objection(RULE.id, Weight::Risk, text, Vec::new()))
}

/// The manifest's add-ons that the tables know as old.
fn read(case: &Case) -> Vec<Old> {
    let Some(json) = case.input.companion("package.json").and_then(|file| json(&file.text)) else { return Vec::new() };
    let tables: &[&str] = match installs_all(case) {
        Some(true) => &["dependencies", "optionalDependencies", "devDependencies"],
        Some(false) => &["dependencies", "optionalDependencies"],
        None => return Vec::new(),
    };
    let written = |name: &str| named(&json, tables, name);
    let parts = |version: &str| version.split('.').map_while(|part| part.parse().ok()).collect::<Vec<u32>>();
    let stable = |since: Option<&[u32]>, version: &str| since.is_some_and(|since| parts(version)[..] >= *since);
    let of_age = STABLE_SINCE.iter().filter_map(|(name, since)| {
        let version = written(name).filter(|version| !stable(*since, version))?;
        Some(Old { name, version, last: None })
    });
    let sass = written("node-sass").and_then(|version| {
        let (major, last) = NODE_SASS.iter().find(|(major, _)| version.split('.').next() == Some(major))?;
        Some(Old { name: "node-sass", version: major.to_string(), last: Some(last) })
    });
    // Not with Node.js 16 or later ([node-fibers](https://github.com/laverdet/node-fibers#readme)).
    let fibers = written("fibers").map(|version| Old { name: "fibers", version, last: Some("15") });
    sass.into_iter().chain(fibers).chain(of_age).collect()
}

/// The version that the manifest writes beside a name, whatever it is for.
pub fn written(case: &Case, name: &str) -> Option<String> {
    let json = json(&case.input.companion("package.json")?.text)?;
    named(&json, &["dependencies", "devDependencies"], name)
}

fn named(json: &serde_json::Value, tables: &[&str], name: &str) -> Option<String> {
    let version = tables.iter().find_map(|table| json.get(table)?.get(name)?.as_str())?;
    first_version(version).filter(|_| !version.contains([':', '/']))
}

/// Whether a command installs the manifest, and those packages too that only building takes.
fn installs_all(case: &Case) -> Option<bool> {
    const LEAN: [&str; 5] = ["--production", "--omit=dev", "--only=production", "--only=prod", "--prod"];
    let installs = |command: &&crate::shell::Command| {
        command.packages.as_ref().is_some_and(|action| {
            let of_node = matches!(action.manager, Manager::Npm | Manager::Yarn | Manager::Pnpm);
            of_node && action.action == Action::InstallManifest
        })
    };
    let mut commands = aged::commands(case).into_iter().filter(installs).peekable();
    commands.peek()?;
    Some(commands.any(|command| !LEAN.iter().any(|flag| command.has(flag))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;
    use crate::rules::judge_base;
    use crate::wishes::{Companion, Input};

    const FILE: &str = "FROM node:12\nCOPY package.json ./\nRUN npm install\nCOPY . .\nCMD [\"node\", \"a.js\"]\n";

    fn told(file: &str, manifest: &str, to: &str) -> Option<(Weight, String)> {
        let companions = vec![Companion { path: "package.json".into(), text: manifest.into() }];
        let choice = Choice { image: image(to), shape: Shape::Swap };
        let all = with(&Input { companions, ..Input::pasted(file) }, |case| judge_base(case, &choice));
        let named = |text: &str| ["` holds ", "Compiled on installation"].iter().any(|words| text.contains(words));
        all.into_iter().find(|one| named(&one.text)).map(|one| (one.weight, one.text))
    }

    #[test]
    fn prisma_looks_for_openssl_where_alpine_had_it() {
        let file = "FROM node:20-alpine3.20\nWORKDIR /app\nCOPY . .\nRUN npm ci && npx prisma generate\nCMD [\"node\", \"a.js\"]\n";
        let told = |file: &str, to: &str| {
            weighed(RULE.id, file, to, Shape::Swap).into_iter().any(|one| one.text.contains("Prisma before 6.1"))
        };
        assert!(told(file, "node:24-alpine3.24") && !told(file, "node:24-trixie-slim"));
        assert!(!told(&file.replace("alpine3.20", "alpine3.23"), "node:24-alpine3.24"));
        assert!(!told(&file.replace("npx prisma generate", "true"), "node:24-alpine3.24"));
    }

    #[test]
    fn old_addons_below_a_newer_node() {
        let of = |table: &str, packages: &str, to: &str| told(FILE, &format!("{{\"{table}\":{{{packages}}}}}"), to);
        let pair = "\"bcrypt\":\"^3.0.8\",\"sqlite3\":\"~4.2.0\",\"express\":\"^4\"";
        let (weight, text) = of("dependencies", pair, "node:24-trixie-slim").expect("both are old");
        assert!(weight == Weight::Change && text.contains("`bcrypt` and `sqlite3`"), "{text}");
        assert!(text.contains("no compiler"), "{text}");
        let (weight, text) =
            of("dependencies", "\"better-sqlite3\":\"^7\"", "node:24-trixie-slim").expect("for each release");
        assert!(weight == Weight::Risk && text.contains("no compiler"), "{text}");
        let full = of("dependencies", pair, "node:24-trixie").expect("both are old there, too");
        assert!(!full.1.contains("no compiler"), "{}", full.1);
        assert_eq!(of("dependencies", "\"bcrypt\":\"^5.1.1\",\"sqlite3\":\"^5\"", "node:24-trixie-slim"), None);
        assert_eq!(of("dependencies", "\"bcrypt\":\"github:me/bcrypt#3\"", "node:24-trixie-slim"), None);
    }

    #[test]
    fn what_has_no_binary_for_a_young_node_is_compiled() {
        let canvas = |version: &str, file: &str, to: &str| {
            told(file, &format!("{{\"dependencies\":{{\"canvas\":\"{version}\"}}}}"), to)
        };
        let lts = FILE.replace("node:12", "node:24");
        let (weight, text) = canvas("^2.9.0", &lts, "node:24-trixie-slim").expect("it loses its compiler");
        assert!(weight == Weight::Change && text.contains("`libcairo2-dev`"), "{text}");
        assert_eq!(canvas("^3.1.0", &lts, "node:24-trixie-slim"), None);
        assert_eq!(canvas("^2.9.0", &lts, "node:24-trixie"), None, "it compiles there as today");
        assert!(canvas("^2.9.0", FILE, "node:20-bookworm-slim").is_some_and(|(weight, _)| weight == Weight::Risk));
    }

    #[test]
    fn what_tensorflow_calls_is_gone() {
        let file = "FROM node:18\nRUN npm install @tensorflow/tfjs-node\nCMD [\"node\", \"a.js\"]\n";
        let told = |file: &str| {
            let told = weighed(RULE.id, file, "node:24-trixie-slim", Shape::Swap);
            told.iter().any(|one| one.text.contains("`util.isNullOrUndefined`"))
        };
        assert!(told(file) && !told(&file.replace("-node", "-core")) && !told(&file.replace("node:18", "node:24")));
    }

    #[test]
    fn node_sass_names_its_last_node() {
        let sass = "{\"devDependencies\":{\"node-sass\":\"^4.14.1\"}}";
        let (weight, text) = told(FILE, sass, "node:24-trixie-slim").expect("4 ends with 14");
        assert!(weight == Weight::Change && text.contains("Node.js 14 as the last"), "{text}");
        let both = "{\"dependencies\":{\"node-sass\":\"4.14.1\",\"bcrypt\":\"3.0.8\"}}";
        let choice = Choice { image: image("node:24-trixie"), shape: Shape::Swap };
        let companions = vec![Companion { path: "package.json".into(), text: both.into() }];
        let all = with(&Input { companions, ..Input::pasted(FILE) }, |case| objections(case, &choice));
        assert!(all.len() == 2 && all[1].text.contains("`bcrypt`"), "{all:?}");
        assert_eq!(told(&FILE.replace("install", "install --production"), sass, "node:24-trixie-slim"), None);
        let (_, text) =
            told(FILE, "{\"dependencies\":{\"fibers\":\"^5\"}}", "node:24-trixie").expect("it ends with 15");
        assert!(text.contains("`fibers` 5") && text.contains("Node.js 15 as the last"), "{text}");
        assert_eq!(told(&FILE.replace("node:12", "node:24"), sass, "node:24-trixie-slim"), None, "it stays");
    }
}
