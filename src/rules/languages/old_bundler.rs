//! Bundler 1 on a Ruby that is too new for it. Told under `runtime-version-mismatch`.

use super::runtimes;
use crate::catalogue::Image;
use crate::rules::claims::*;
use crate::rules::runtime_version_mismatch::RULE;
use crate::shell::{Command, Manager, Package};
use std::cmp::Ordering;

/// Bundler 1 calls `untaint`, which this Ruby no longer has
/// ([Ruby 3.2: removed methods](https://www.ruby-lang.org/en/news/2022/12/25/ruby-3-2-0-released/)).
const SINCE: &str = "3.2";

/// The line moves over it, and a line of the file fixes Bundler at 1: the image's own is newer.
pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let over = || Some(!is_new(case.present()?)? && is_new(&choice.image)?);
    over().filter(|over| *over)?;
    let (instruction, at, command, package) = fixes(case)?;
    let version = package.version.as_deref()?;
    let set = case.build.stages.iter().flat_map(|stage| &stage.config.env).any(|(name, _)| name == "BUNDLER_VERSION");
    let alone = command.packages.as_ref().is_some_and(|action| action.packages.len() == 1);
    let change = match alone && !set && choice.shape == Shape::Swap {
        true => Change::DropCommand { instruction, command: at },
        false => Change::Yours,
    };
    let (lang, line, image) = (case.lang(), sentence(case.line(&[command.span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} installs Bundler {version}, which does not run on Ruby {SINCE} and later: `bundle` stops with `undefined method 'untaint'`. Leave it out: `{image}` brings Bundler 2 or later. Where `Gemfile.lock` says `BUNDLED WITH` 1, run `bundle update --bundler` first.",
        de: "{line} installiert Bundler {version}, das ab Ruby {SINCE} nicht läuft: `bundle` bricht mit `undefined method 'untaint'` ab. Lass es weg: `{image}` bringt Bundler 2 oder neuer mit. Steht in `Gemfile.lock` `BUNDLED WITH` 1, führe vorher `bundle update --bundler` aus.",
        zh: "{line}安装 Bundler {version}，它无法在 Ruby {SINCE} 及以后运行：`bundle` 会以 `undefined method 'untaint'` 中止。请去掉它：`{image}` 自带 Bundler 2 或更新版本。如果 `Gemfile.lock` 中 `BUNDLED WITH` 为 1，请先运行 `bundle update --bundler`。");
    Some(crate::rules::claims::objection(RULE.id, Weight::Change, text, vec![command.span]).by(change))
}

fn is_new(image: &Image) -> Option<bool> {
    let own = image.runtime.as_ref().filter(|own| own.name == "ruby")?;
    let line = runtimes::line("ruby", own.version.as_deref()?)?;
    Some(runtimes::order(&line, SINCE) != Ordering::Less)
}

/// `gem install bundler -v 1.17.3`, and its place.
fn fixes<'a>(case: &'a Case) -> Option<(usize, usize, &'a Command, &'a Package)> {
    let old = |package: &&Package| {
        let version = package.version.as_deref().unwrap_or_default().trim_start_matches(['~', '>', '=', ' ', '<']);
        package.name == "bundler" && version.starts_with("1.")
    };
    let of = |command: &'a Command| {
        let action = command.packages.as_ref().filter(|action| action.manager == Manager::Gem)?;
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
    }
}
