//! A file beside the Dockerfile says which lines of its runtime the program takes, and a base brings another one.

use super::runtimes::Needed;
use crate::catalogue::Image;
use crate::evidence::companions::demands::{self, Demand};
use crate::rules::Case;
use crate::rules::claims::*;
use crate::rules::loading::aged;
use crate::rules::runtime_version_mismatch::RULE;
use crate::shell::{Action, Command, Manager};

impl Case<'_> {
    /// What such a file demands of the runtime that the program needs.
    pub fn demand(&self) -> Option<&Demand> {
        let read = || demands::of(self.input, Needed::of(self)?.name);
        self.once.demand.get_or_init(self.facts, read).as_ref()
    }
}

/// The line of the base lies outside of what the file allows, and today's inside.
pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let demand = case.demand().filter(|_| !case.stays(choice))?;
    let needed = Needed::of(case)?;
    let met = needed.line_of(&choice.image).filter(|met| !demand.allows(met))?;
    if case.present().and_then(|now| needed.line_of(now)).is_some_and(|now| !demand.allows(&now)) {
        return None;
    }
    let reader = case.once.demand_reader.get_or_init(case.facts, || reader(case, needed.name, demand)).as_ref();
    let (lang, name, image, file) = (case.lang(), needed.title(), &choice.image.reference, &demand.path);
    let (allowed, told) = (&demand.written, reader.map(|reader| reader.told(lang)).unwrap_or_default());
    let text = say!(lang,
        en: "`{file}` allows {name} `{allowed}`, and `{image}` brings {met}{told}. Change it there, too.",
        de: "`{file}` erlaubt {name} `{allowed}`, und `{image}` bringt {met} mit{told}. Ändere es auch dort.",
        zh: "`{file}` 允许 {name} `{allowed}`，而 `{image}` 自带 {met}{told}。那里也要改。");
    let spans = reader.map(|reader| reader.span).into_iter().collect();
    match reader.is_some_and(|reader| reader.stops) {
        true => Some(crate::rules::claims::objection(RULE.id, Weight::Change, text, spans).by(Change::Yours)),
        false => Some(crate::rules::claims::objection(RULE.id, Weight::Risk, text, spans)),
    }
}

/// Bundler takes no other patch than the one a Gemfile names, and Rails writes the one of `.ruby-version` into both
/// ([Bundler: ruby](https://bundler.io/man/gemfile.5.html#RUBY)).
pub fn patch(case: &Case, choice: &Choice) -> Option<Objection> {
    let needed = Needed::of(case).filter(|needed| needed.name == "ruby" && !case.stays(choice))?;
    let version = |image: &Image| image.runtime.as_ref().and_then(|runtime| runtime.version.clone());
    let patch = version(case.present()?).filter(|own| own.split('.').count() == 3)?;
    let other = version(&choice.image).is_some_and(|other| other != patch);
    let alike = needed.line_of(&choice.image) == needed.line;
    let ranged = case.demand().is_some_and(|demand| demand.written.contains(['~', '>', '<']));
    let bundle = |command: &&Command| command.packages.as_ref().is_some_and(|a| a.manager == Manager::Bundle);
    let span = aged::commands(case).into_iter().find(bundle).filter(|_| other && alike && !ranged)?.span;
    let (lang, image) = (case.lang(), &choice.image.reference);
    let text = say!(lang,
        en: "Should your Gemfile or `.ruby-version` name Ruby {patch}, raise it there, too: with another patch, as `{image}` brings it, Bundler stops.",
        de: "Nennt dein Gemfile oder `.ruby-version` Ruby {patch}, hebe es auch dort an: Mit einem anderen Patch, wie `{image}` ihn mitbringt, bricht Bundler ab.",
        zh: "如果你的 Gemfile 或 `.ruby-version` 写明 Ruby {patch}，那里也要更新：`{image}` 自带另一个补丁版本，Bundler 会中止。");
    Some(crate::rules::claims::objection(RULE.id, Weight::Risk, text, vec![span]))
}

/// Who reads the demand while the image is built.
pub struct Reader {
    name: &'static str,
    stops: bool,
    span: Span,
}

impl Reader {
    fn told(&self, lang: Lang) -> String {
        let name = self.name;
        match self.stops {
            false if name == "Pipenv" => {
                say!(lang, en: ": {name} warns", de: ": {name} warnt", zh: "：{name} 会警告")
            }
            true => say!(lang, en: ": {name} stops", de: ": {name} bricht ab", zh: "：{name} 会中止"),
            false => say!(lang,
                en: ": {name} warns, and stops only with `engine-strict`",
                de: ": {name} warnt und bricht nur mit `engine-strict` ab",
                zh: "：{name} 会警告，只有设置 `engine-strict` 才会中止"),
        }
    }
}

/// The command that installs by the file, and what it does with a runtime that is not allowed
/// ([npm: engines](https://docs.npmjs.com/cli/v11/configuring-npm/package-json#engines),
/// [Yarn 1, issue 4352](https://github.com/yarnpkg/yarn/issues/4352), [pnpm: engineStrict](https://pnpm.io/settings#enginestrict),
/// [pip, issue 9541](https://github.com/pypa/pip/issues/9541), Pipenv 2026.10.3 by trial on 2026-11-29: `install --deploy`
/// ends with `Aborting deploy`, `install` and `sync` warn,
/// [Composer: platform packages](https://getcomposer.org/doc/articles/composer-platform-dependencies.md)).
fn reader(case: &Case, language: &str, demand: &Demand) -> Option<Reader> {
    // From version 2 on Yarn does not read engines (github.com/yarnpkg/berry, issue 4991).
    let manager = case.input.companion("package.json").and_then(|file| file.text.split("\"yarn@").nth(1));
    let old = manager.is_none_or(|version| version.starts_with("1."));
    let poetry = demand.path.ends_with("pyproject.toml");
    let of = |command: &Command| {
        let action = command.packages.as_ref();
        let action = action.filter(|action| matches!(action.action, Action::Install | Action::InstallManifest))?;
        let whole = action.action == Action::InstallManifest;
        let (name, stops) = match (language, action.manager) {
            ("node", Manager::Npm) if whole => ("npm", command.has("--engine-strict")),
            ("node", Manager::Yarn) if whole && old && !command.has("--ignore-engines") => ("Yarn 1", true),
            ("node", Manager::Pnpm) if whole => ("pnpm", true),
            ("python", Manager::Pip) if installs_project(command) => ("pip", true),
            ("python", Manager::Poetry) if whole && poetry => ("Poetry", true),
            ("python", Manager::Pipenv) if whole && !poetry => ("Pipenv", command.has("--deploy")),
            ("ruby", Manager::Bundle) if whole => ("Bundler", true),
            ("php", Manager::Composer) if whole && !command.has("--ignore-platform-reqs") => ("Composer", true),
            _ => return None,
        };
        Some(Reader { name, stops, span: command.span })
    };
    aged::commands(case).into_iter().find_map(of)
}

/// `pip install .`, `-e .`, `.[dev]`, `/app`.
fn installs_project(command: &Command) -> bool {
    let lists = ["-r", "-c", "--requirement", "--constraint", "-t", "--target", "--prefix", "-f", "--find-links"];
    let mut before = "";
    command.args.iter().any(|arg| {
        let folder = arg.text.starts_with('.') || arg.text.starts_with('/');
        let of_flag = lists.contains(&std::mem::replace(&mut before, &arg.text));
        folder && !of_flag && !arg.text.ends_with(".whl") && !arg.text.ends_with(".txt")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;
    use crate::rules::judge_base;
    use crate::wishes::{Companion, Input};

    fn told(file: &str, beside: (&str, &str), to: &str) -> Option<(Weight, String)> {
        let companions = vec![Companion { path: beside.0.into(), text: beside.1.into() }];
        let choice = Choice { image: image(to), shape: Shape::Swap };
        let all = with(&Input { companions, ..Input::pasted(file) }, |case| judge_base(case, &choice));
        let found = all.into_iter().find(|one| one.text.starts_with(&format!("`{}`", beside.0)));
        found.map(|one| (one.weight, one.text))
    }

    const NODE: &str = "FROM node:16\nCOPY package.json ./\nRUN npm install\nCOPY . .\nCMD [\"node\", \"a.js\"]\n";

    #[test]
    fn engines_that_a_newer_node_is_not_among() {
        let of = |file: &str, engines: &str, to: &str| {
            let text = format!("{{\"engines\":{{\"node\":\"{engines}\"}}}}");
            told(file, ("package.json", &text), to)
        };
        let (weight, text) = of(NODE, ">=16 <21", "node:24-trixie-slim").expect("24 is not below 21");
        assert!(weight == Weight::Risk && text.contains("`>=16 <21`") && text.contains("npm warns"), "{text}");
        let yarn = of(&NODE.replace("npm", "yarn"), "16.x", "node:24-trixie-slim").expect("24 is not 16");
        assert!(yarn.0 == Weight::Change && yarn.1.contains("Yarn 1 stops"), "{yarn:?}");
        let deaf = NODE.replace("npm install", "yarn install --ignore-engines");
        assert_eq!(of(&deaf, "16.x", "node:24-trixie-slim").map(|one| one.0), Some(Weight::Risk));
        assert_eq!(of(NODE, ">=16", "node:24-trixie-slim"), None);
        assert_eq!(of(NODE, "14.x", "node:24-trixie-slim"), None, "it is not kept to today, either");
    }

    #[test]
    fn a_patch_of_ruby_may_be_written_elsewhere() {
        let file = "FROM ruby:3.3.0-slim-bullseye\nCOPY Gemfile* ./\nRUN bundle install\nCMD [\"bundle\", \"exec\", \"puma\"]\n";
        let told = |file: &str, to: &str| {
            let all = weighed(RULE.id, file, to, Shape::Swap);
            all.into_iter().any(|one| one.weight == Weight::Risk && one.text.contains("name Ruby 3.3.0"))
        };
        assert!(told(file, "ruby:3.3-slim-trixie"));
        assert!(!told(&file.replace("3.3.0", "3.3"), "ruby:3.3-slim-trixie"));
        assert!(!told(&file.replace("bundle install", "gem install puma"), "ruby:3.3-slim-trixie"));
    }

    #[test]
    fn python_ruby_and_php_stop() {
        let python = "FROM python:3.9\nCOPY . .\nRUN pip install .\nCMD [\"python\", \"a.py\"]\n";
        let of = |file: &str, range: &str| {
            told(
                file,
                ("pyproject.toml", &format!("[project]\nrequires-python = \"{range}\"\n")),
                "python:3.12-slim-trixie",
            )
        };
        assert_eq!(of(python, ">=3.8,<3.12").map(|one| one.0), Some(Weight::Change));
        assert_eq!(of(python, ">=3.8"), None);
        let pipenv = "FROM python:3.9\nCOPY Pipfile Pipfile.lock ./\nRUN pipenv install --system --deploy\nCMD [\"python\", \"a.py\"]\n";
        let pipfile = ("Pipfile", "[requires]\npython_version = \"3.9\"\n");
        let (weight, text) = told(pipenv, pipfile, "python:3.11-slim-trixie").expect("3.11 is not 3.9");
        assert!(weight == Weight::Change && text.contains("Pipenv stops"), "{text}");
        let sync = pipenv.replace("install --system --deploy", "sync --system");
        let (weight, text) = told(&sync, pipfile, "python:3.11-slim-trixie").expect("it warns");
        assert!(weight == Weight::Risk && text.contains("Pipenv warns"), "{text}");
        let list = python.replace("install .", "install -r ./requirements.txt");
        assert_eq!(of(&list, ">=3.8,<3.12").map(|one| one.0), Some(Weight::Risk), "pip does not read it");
        let ruby = "FROM ruby:3.1\nCOPY . .\nRUN bundle install\nCMD [\"ruby\", \"a.rb\"]\n";
        let of = |range: &str| told(ruby, ("Gemfile", &format!("ruby \"{range}\"\n")), "ruby:3.4-slim-trixie");
        assert_eq!(of("3.1.4").map(|one| one.0), Some(Weight::Change));
        assert_eq!(of(">= 3.0"), None);
        let php = "FROM php:8.1-cli\nCOPY . .\nRUN composer install\nCMD [\"php\", \"a.php\"]\n";
        let of = |range: &str| {
            told(php, ("composer.json", &format!("{{\"require\":{{\"php\":\"{range}\"}}}}")), "php:8.4-cli-trixie")
        };
        assert_eq!(of("~8.1.0").map(|one| one.0), Some(Weight::Change));
        assert_eq!(of("^8.1"), None);
    }
}
