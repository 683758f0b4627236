//! Bundler 1 and an old pip on a runtime that is too new for them. Told under `runtime-version-mismatch`.

use super::runtimes;
use crate::catalogue::Image;
use crate::rules::claims::*;
use crate::rules::runtime_version_mismatch::RULE;
use crate::shell::{Command, Manager, Package};
use std::cmp::Ordering;

/// An installer that a file fixes at a release which a newer runtime stops.
struct Row {
    runtime: &'static str,
    since: &'static str,
    manager: Manager,
    name: &'static str,
    /// The major release that runs there.
    first: u32,
    variable: &'static str,
}

/// Bundler 1 calls `untaint`, which Ruby no longer has
/// ([Ruby 3.2: removed methods](https://www.ruby-lang.org/en/news/2022/12/25/ruby-3-2-0-released/)); pip 9.0.3 and 18.1 import
/// `Mapping` from `collections`, which stopped with Python 3.10
/// ([its removals](https://docs.python.org/3/whatsnew/3.10.html#removed)), and 19.3 runs: by trial on 3.11, 2026-11-30.
const ROWS: [Row; 2] = [
    Row {
        runtime: "ruby",
        since: "3.2",
        manager: Manager::Gem,
        name: "bundler",
        first: 2,
        variable: "BUNDLER_VERSION",
    },
    Row { runtime: "python", since: "3.10", manager: Manager::Pip, name: "pip", first: 19, variable: "" },
];

/// The line moves over it, and a line of the file fixes the installer: the image's own is newer.
pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let over = |row: &&Row| {
        let (now, new) = (case.present().and_then(|now| is_new(row, now)), is_new(row, &choice.image));
        (now, new) == (Some(false), Some(true))
    };
    let row = ROWS.iter().find(over)?;
    let Some((instruction, at, command, package)) = fixes(case, row) else { return locked(case, row) };
    let version = package.version.as_deref()?;
    let set = case.build.stages.iter().flat_map(|stage| &stage.config.env).any(|(name, _)| name == row.variable);
    let alone = command.packages.as_ref().is_some_and(|action| action.packages.len() == 1);
    let change = match alone && !set && choice.shape == Shape::Swap {
        true => Change::DropCommand { instruction, command: at },
        false => Change::Yours,
    };
    let (lang, line, image) = (case.lang(), sentence(case.line(&[command.span])), &choice.image.reference);
    let since = row.since;
    let text = match row.name {
        "pip" => say!(lang,
            en: "{line} installs pip {version}, which stops on Python {since} and later with `cannot import name 'Mapping'`. Leave it out: `{image}` brings a newer one.",
            de: "{line} installiert pip {version}, das ab Python {since} mit `cannot import name 'Mapping'` abbricht. Lass es weg: `{image}` bringt ein neueres mit.",
            zh: "{line}安装 pip {version}，它在 Python {since} 及以后会以 `cannot import name 'Mapping'` 中止。请去掉它：`{image}` 自带更新的版本。"),
        _ => say!(lang,
            en: "{line} installs Bundler {version}, which does not run on Ruby {since} and later: `bundle` stops with `undefined method 'untaint'`. Leave it out: `{image}` brings Bundler 2 or later. Where `Gemfile.lock` says `BUNDLED WITH` 1, run `bundle update --bundler` first.",
            de: "{line} installiert Bundler {version}, das ab Ruby {since} nicht läuft: `bundle` bricht mit `undefined method 'untaint'` ab. Lass es weg: `{image}` bringt Bundler 2 oder neuer mit. Steht in `Gemfile.lock` `BUNDLED WITH` 1, führe vorher `bundle update --bundler` aus.",
            zh: "{line}安装 Bundler {version}，它无法在 Ruby {since} 及以后运行：`bundle` 会以 `undefined method 'untaint'` 中止。请去掉它：`{image}` 自带 Bundler 2 或更新版本。如果 `Gemfile.lock` 中 `BUNDLED WITH` 为 1，请先运行 `bundle update --bundler`。"),
    };
    Some(crate::rules::claims::objection(RULE.id, Weight::Change, text, vec![command.span]).by(change))
}

/// Bundler 2.3 and later goes back to the one that the lock names, and stops there
/// ([academicpages, issue 1527](https://github.com/academicpages/academicpages.github.io/issues/1527)).
fn locked(case: &Case, row: &Row) -> Option<Objection> {
    let lock = &case.input.companion("Gemfile.lock").filter(|_| row.name == "bundler")?.text;
    let (_, version) = lock.split_once("BUNDLED WITH")?;
    let version = version.trim().lines().next().filter(|version| version.starts_with("1."))?;
    let (lang, since) = (case.lang(), row.since);
    let text = say!(lang,
        en: "`Gemfile.lock` says `BUNDLED WITH` {version}, which does not run on Ruby {since} and later: `bundle` stops with `undefined method 'untaint'`. Run `bundle update --bundler` first.",
        de: "In `Gemfile.lock` steht `BUNDLED WITH` {version}, das ab Ruby {since} nicht läuft: `bundle` bricht mit `undefined method 'untaint'` ab. Führe vorher `bundle update --bundler` aus.",
        zh: "`Gemfile.lock` 中 `BUNDLED WITH` 为 {version}，它无法在 Ruby {since} 及以后运行：`bundle` 会以 `undefined method 'untaint'` 中止。请先运行 `bundle update --bundler`。");
    Some(crate::rules::claims::objection(RULE.id, Weight::Change, text, Vec::new()).by(Change::Yours))
}

fn is_new(row: &Row, image: &Image) -> Option<bool> {
    Some(runtimes::order(&runtimes::of(image, row.runtime)?, row.since) != Ordering::Less)
}

/// `gem install bundler -v 1.17.3`, `pip install pip==18.1`, and its place.
fn fixes<'a>(case: &'a Case, row: &Row) -> Option<(usize, usize, &'a Command, &'a Package)> {
    let old = |package: &&Package| {
        let version = package.version.as_deref().unwrap_or_default().trim_start_matches(['~', '>', '=', ' ', '<']);
        let major = version.split('.').next().and_then(|major| major.parse::<u32>().ok());
        // A lower bound of pip's takes the newest.
        let held = row.name != "pip" || case.build.tree.source.slice(package.span).contains("==");
        package.name == row.name && held && major.is_some_and(|major| major < row.first)
    };
    let of = |command: &'a Command| {
        let action = command.packages.as_ref().filter(|action| action.manager == row.manager)?;
        action.packages.iter().find(old)
    };
    case.steps().iter().find_map(|step| {
        let mut commands = step.run()?.commands.iter().enumerate();
        commands.find_map(|(at, command)| Some((step.instruction, at, command, of(command)?)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn an_old_pip_stops_on_python_3_10() {
        let file =
            "FROM python:3.6\nRUN pip install --upgrade pip==18.1\nRUN pip install flask\nCMD [\"python\", \"a.py\"]\n";
        let change = |file: &str, to: &str| {
            let told = weighed(RULE.id, file, to, Shape::Swap);
            told.into_iter().find(|one| one.text.contains("Mapping")).and_then(|one| one.change)
        };
        let to = "python:3.11-slim-trixie";
        assert_eq!(change(file, to), Some(Change::DropCommand { instruction: 1, command: 0 }));
        assert_eq!(change(&file.replace("18.1", "19.3.1"), to), None);
        assert_eq!(change(&file.replace("pip==18.1", "\"pip>=18.1\""), to), None);
        assert_eq!(change(&file.replace("3.6", "3.10"), to), None);
    }

    #[test]
    fn bundler_1_does_not_run_on_ruby_3_2() {
        let file = "FROM ruby:2.6-slim\nRUN gem install bundler -v 1.17.3 && bundle install\nCOPY . .\nCMD [\"bundle\", \"exec\", \"rackup\"]\n";
        let change = |file: &str, to: &str| {
            let told = weighed(RULE.id, file, to, Shape::Swap);
            told.into_iter().find(|one| one.text.contains("untaint")).and_then(|one| one.change)
        };
        let to = "ruby:3.4-slim-trixie";
        assert_eq!(change(file, to), Some(Change::DropCommand { instruction: 1, command: 0 }));
        assert!(change(&file.replace("bundler -v 1.17.3", "bundler:1.17.2"), to).is_some());
        assert_eq!(change(&file.replace("bundler -v", "rake bundler -v"), to), Some(Change::Yours));
        assert_eq!(change(&file.replace("1.17.3", "2.1.4"), to), None);
        let parted = weighed(RULE.id, file, to, Shape::Split);
        assert!(
            parted.iter().any(|one| one.text.contains("untaint") && one.change == Some(Change::Yours)),
            "{parted:?}"
        );
        assert_eq!(change(&file.replace("2.6", "3.2"), to), None, "it does not run there today either");
        let lock = |version: &str| {
            use crate::wishes::{Companion, Input};
            let text = format!("DEPENDENCIES\n  rack\n\nBUNDLED WITH\n   {version}\n");
            let companions = vec![Companion { path: "Gemfile.lock".into(), text }];
            let choice = Choice { image: image(to), shape: Shape::Swap };
            let plain = file.replace("gem install bundler -v 1.17.3 && ", "");
            with(&Input { companions, ..Input::pasted(plain) }, |case| objection(case, &choice).is_some())
        };
        assert!(lock("1.17.2") && !lock("2.1.4"));
    }
}
