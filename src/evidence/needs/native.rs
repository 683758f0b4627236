//! Language packages with native parts: named in a RUN, or in the manifests beside the file.

use super::rails;
use crate::catalogue::packages::{Distro, Ecosystem, Native, Prebuilt, native};
use crate::evidence::asked;
use crate::evidence::companions::{packages as manifests, versions};
use crate::evidence::running::brought;
use crate::evidence::{Certainty, Doubt, Facts, Product, Scene, What, artefact};
use crate::shell::{Action, Command, Manager, PackageAction};
use crate::source::Span;
use crate::stages::{Does, Origin, Step};

/// A package, and the version it is held to.
type Named<T> = (Ecosystem, T, Option<String>);

pub fn detect(scene: &Scene, facts: &mut Facts) {
    if matches!(facts.product, Product::BaseImage | Product::Toolbox) {
        return;
    }
    let named = named_in_runs(scene);
    let listed = manifests::of(scene.input, scene.running.name.as_deref());
    for (ecosystem, name, version, spans) in named {
        note(scene, facts, (ecosystem, &name, version), spans, None);
    }
    // `ext-gd` asks that the extension be there: what it is compiled with concerns whoever installs it.
    for (ecosystem, name, path) in listed.iter().filter(|(ecosystem, ..)| *ecosystem != Ecosystem::Php) {
        note(scene, facts, (*ecosystem, name, None), Vec::new(), Some(path));
    }
    doubt(scene, facts, listed.is_empty());
}

fn note(scene: &Scene, facts: &mut Facts, named: Named<&str>, spans: Vec<Span>, companion: Option<&str>) {
    let (ecosystem, name, version) = named;
    let Some(row) = native(ecosystem, name).filter(has_native_parts) else { return };
    let held = || companion.filter(|_| row.is_dated()).and_then(|_| versions::of(scene.input, ecosystem, name));
    let version = version.or_else(held);
    let row = version.as_deref().map_or(row, |version| row.at(version));
    if row.name.to_ascii_lowercase().starts_with("puppeteer") && has_browser(scene) {
        return;
    }
    let what = What::Native { ecosystem: word(ecosystem).into(), name: row.name.into(), version };
    facts.note(what, scene.stage, Certainty::Certain, spans.clone());
    set_companion(facts, companion);
    let distro = distro_of(scene).unwrap_or(Distro::Debian13);
    for library in loads(&row, distro, &mut scene_commands(scene)) {
        let what = What::NeedsLibrary { package: library.into(), manager: manager(distro) };
        facts.note(what, scene.stage, Certainty::Likely, spans.clone());
        set_companion(facts, companion);
    }
}

/// What of its libraries a package loads: PHP's `gd` those alone that it was configured with, and libpng
/// ([PHP: Image, installation](https://www.php.net/manual/en/image.installation.php)).
pub fn loads(row: &Native, distro: Distro, commands: &mut dyn Iterator<Item = &Command>) -> Vec<&'static str> {
    let mut libraries = row.run(distro);
    if row.ecosystem != Ecosystem::Php || row.name != "gd" {
        return libraries;
    }
    let by = |command: &&Command| matches!(command.name(), "docker-php-ext-configure" | "install-php-extensions");
    let setters: Vec<&Command> = commands.filter(by).filter(|command| command.has("gd")).collect();
    if setters.iter().any(|command| command.name() == "install-php-extensions") {
        return libraries;
    }
    let set = |option: &str| setters.iter().any(|command| command.args.iter().any(|arg| arg.text.contains(option)));
    libraries.retain(|library| match GD.iter().find(|(part, _)| library.contains(part)) {
        Some((_, option)) => set(option),
        None => true,
    });
    libraries
}

/// A library, and the word of the option that asks for it.
const GD: [(&str, &str); 7] = [
    ("jpeg", "jpeg"),
    ("freetype", "freetype"),
    ("webp", "webp"),
    ("xpm", "xpm"),
    ("avif", "avif"),
    ("aom", "avif"),
    ("dav1d", "avif"),
];

/// The commands of the shipped stage and of the stages it copies from.
fn scene_commands<'a>(scene: &'a Scene) -> impl Iterator<Item = &'a Command> {
    let stages = std::iter::once(scene.stage).chain(brought::source_stages(scene));
    stages.flat_map(|stage| brought::commands_of(scene, stage))
}

/// Puppeteer itself is JavaScript; what is made for glibc alone is the browser that it fetches, where it does
/// ([Puppeteer: Running on Alpine](https://pptr.dev/troubleshooting#running-on-alpine)).
fn has_browser(scene: &Scene) -> bool {
    const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome-unstable"];
    scene.packages().iter().any(|(_, package)| BROWSERS.contains(&package.name.as_str()))
}

fn set_companion(facts: &mut Facts, companion: Option<&str>) {
    if let (Some(path), Some(fact)) = (companion, facts.facts.last_mut()) {
        fact.companion = Some(path.to_string());
    }
}

fn has_native_parts(row: &Native) -> bool {
    let pure = row.glibc == Prebuilt::Pure && row.musl == Prebuilt::Pure;
    !pure || [Distro::Debian12, Distro::Debian13].iter().any(|distro| !row.run(*distro).is_empty())
}

/// The names of packages on the shipped base.
pub fn distro_of(scene: &Scene) -> Option<Distro> {
    scene.standing().image().and_then(|image| image.os.as_ref()).and_then(Distro::of)
}

fn manager(distro: Distro) -> Option<Manager> {
    Some(match distro {
        Distro::Alpine | Distro::Wolfi => Manager::Apk,
        Distro::Fedora => Manager::Dnf,
        _ => Manager::Apt,
    })
}

/// Packages named on the command lines of the shipped stage and of the stages it copies from.
fn named_in_runs(scene: &Scene) -> Vec<(Ecosystem, String, Option<String>, Vec<Span>)> {
    let mut stages = vec![scene.stage];
    stages.extend(brought::source_stages(scene));
    // `npm i -g turbo` in a stage of its own: a tool of that stage, which no folder of the program carries along.
    let is_tool = |stage: usize, action: &PackageAction| {
        stage != scene.stage && action.flags.iter().any(|flag| matches!(flag.text.as_str(), "-g" | "--global"))
    };
    let commands =
        stages.into_iter().flat_map(|stage| brought::commands_of(scene, stage).map(move |command| (stage, command)));
    let installs = commands.filter_map(|(stage, command)| Some((stage, command.packages.as_ref()?)));
    let named = installs
        .filter(|(stage, action)| !is_tool(*stage, action))
        .map(|(_, action)| action)
        .filter(|action| action.action == Action::Install || action.makes_wheels())
        .filter_map(|action| ecosystem(action.manager).map(|ecosystem| (ecosystem, &action.packages)));
    let each = named.flat_map(|(ecosystem, packages)| packages.iter().map(move |package| (ecosystem, package)));
    let generated = prisma(scene).map(|span| (Ecosystem::Npm, "@prisma/client".to_string(), None, vec![span]));
    each.filter(|(_, package)| package.known)
        .filter(|(_, package)| !manifests::is_whole_psycopg(scene.build.tree.source.slice(package.span)))
        .map(|(ecosystem, package)| {
            // A lower bound is none: `name==1.2`, `name@1.2`.
            let written = scene.build.tree.source.slice(package.span);
            let held = package.version.clone().filter(|_| !written.contains(['>', '<', '~', '!', '^']));
            (ecosystem, package.name.clone(), held, vec![package.span])
        })
        .chain(generated)
        .collect()
}

/// `npx prisma generate`, `COPY prisma ./prisma`: the program calls Prisma's client, whatever its manifest is.
fn prisma(scene: &Scene) -> Option<Span> {
    if manifests::of(scene.input, Some("node")).iter().any(|(_, name, _)| name.contains("prisma")) {
        return None;
    }
    let verbs = ["generate", "migrate", "db"];
    let calls = |command: &&Command| {
        let words: Vec<&str> =
            std::iter::once(command.name()).chain(command.args.iter().map(|arg| arg.text.as_str())).collect();
        words.windows(2).any(|pair| pair[0] == "prisma" && verbs.contains(&pair[1]))
    };
    let copied = |step: &Step| match &step.does {
        Does::Bring { sources, from: Origin::Context, .. } => {
            let own = |text: &str| {
                matches!(text.trim_start_matches("./").trim_end_matches('/'), "prisma" | "prisma/schema.prisma")
            };
            sources.iter().any(|source| own(&source.text)).then_some(step.span)
        }
        _ => None,
    };
    let mut stages = vec![scene.stage];
    stages.extend(brought::source_stages(scene));
    let called = scene_commands(scene).find(calls).map(|command| command.span);
    called.or_else(|| stages.iter().flat_map(|stage| scene.build.steps(*stage)).find_map(copied))
}

fn ecosystem(manager: Manager) -> Option<Ecosystem> {
    Some(match manager {
        Manager::Pip | Manager::Uv | Manager::Poetry | Manager::Pipenv => Ecosystem::Pip,
        Manager::Npm | Manager::Yarn | Manager::Pnpm | Manager::Bun => Ecosystem::Npm,
        Manager::Gem | Manager::Bundle => Ecosystem::Gem,
        Manager::Php | Manager::Composer => Ecosystem::Php,
        _ => return None,
    })
}

fn word(ecosystem: Ecosystem) -> &'static str {
    match ecosystem {
        Ecosystem::Pip => "pip",
        Ecosystem::Npm => "npm",
        Ecosystem::Gem => "gem",
        Ecosystem::Go => "go",
        Ecosystem::Crate => "crate",
        Ecosystem::Php => "php",
        Ecosystem::Nuget => "nuget",
        Ecosystem::Maven => "maven",
    }
}

/// A manifest is installed that we were not given: its packages may need libraries. Composer's are PHP; extensions are
/// installed by other means.
fn doubt(scene: &Scene, facts: &mut Facts, unseen: bool) {
    let language = scene.running.name.as_deref().unwrap_or_default();
    let rails = rails::is_listed(scene);
    if !(unseen || rails) || !matches!(language, "python" | "node" | "ruby") {
        return;
    }
    let mut stages = vec![scene.stage];
    stages.extend(brought::source_stages(scene));
    let mut commands = stages.iter().flat_map(|stage| brought::commands_of(scene, *stage));
    let manifest = commands.find(|command| {
        command.packages.as_ref().is_some_and(|action| {
            (action.action == Action::InstallManifest || action.makes_wheels() && !action.files.is_empty())
                && crate::evidence::language::of_manager(action.manager) == Some(language)
        })
    });
    let Some(command) = manifest else { return };
    if rails || rails::is_bundled(scene, &stages, command) {
        for name in rails::COMPILED {
            let what = What::Native { ecosystem: word(Ecosystem::Gem).into(), name: name.into(), version: None };
            facts.note(what, scene.stage, Certainty::Likely, vec![command.span]);
        }
        return;
    }
    let ground = scene.ground(scene.stage);
    if ground.tag.contains("-devel") && ["/cuda", "/pytorch"].iter().any(|end| ground.repository.ends_with(end)) {
        let doubt = Doubt {
            id: asked::FOR_CUDA,
            spans: vec![command.span],
            answers: vec!["yes", "no"],
            assumed: Some("no"),
            subject: command.packages.as_ref().and_then(|action| action.files.first()).map(|file| file.text.clone()),
        };
        artefact::ask(scene, facts, doubt);
    }
    let doubt = Doubt {
        id: asked::NATIVE,
        spans: vec![command.span],
        answers: vec!["yes", "no"],
        assumed: Some("no"),
        subject: command.packages.as_ref().and_then(|action| action.files.first()).map(|file| file.text.clone()),
    };
    artefact::ask(scene, facts, doubt);
}

#[cfg(test)]
mod tests {
    use crate::evidence::sample::{check, check_with, lacks};

    #[test]
    fn puppeteer_with_a_browser_of_the_system_is_javascript() {
        let file = "FROM alpine:3.24\nRUN apk add --no-cache chromium nodejs npm\nENV PUPPETEER_SKIP_DOWNLOAD=true\nRUN npm install -g puppeteer\nCMD [\"node\", \"a.js\"]";
        lacks(file, "native-package npm puppeteer");
        check(&file.replace("chromium ", ""), &["native-package npm puppeteer"]);
    }

    #[test]
    fn packages_with_native_parts_are_named() {
        check("FROM python:3.13\nRUN pip install numpy\nCMD [\"python\", \"a.py\"]", &["native-package pip numpy"]);
        let file = "FROM python:3.13\nCOPY . .\nRUN pip install -r requirements.txt\nCMD [\"python\", \"a.py\"]";
        check(file, &["? needs-native-packages"]);
        check_with(file, &[("requirements.txt", "psycopg2==2.9\nflask\n")], &["native-package pip psycopg2"]);
        check_with(file, &[("requirements.txt", "psycopg[binary]>=3\n")], &["native-package pip psycopg-binary"]);
        lacks("FROM python:3.13\nRUN pip install \"psycopg[binary]\"\nCMD [\"python\", \"a.py\"]", "needs-library");
    }

    #[test]
    fn prisma_is_known_by_its_schema_and_its_commands() {
        let file =
            "FROM node:20\nCOPY package.json ./\nCOPY prisma ./prisma\nRUN npm ci\nCOPY . .\nCMD [\"node\", \"a.js\"]";
        check(file, &["native-package npm @prisma/client"]);
        let called = file.replace("COPY prisma ./prisma\n", "").replace("npm ci", "npm ci && npx prisma generate");
        check(&called, &["native-package npm @prisma/client"]);
        let two = called.replace("node:20", "node:20 AS b")
            + "\nFROM node:20-slim\nCOPY --from=b /a /a\nCMD [\"node\", \"/a/a.js\"]";
        check(&two, &["native-package npm @prisma/client"]);
        lacks(&file.replace("prisma ./prisma", "src ./src"), "native-package");
    }

    #[test]
    fn a_global_tool_of_another_stage_stays_there() {
        let file = "FROM node:24 AS b\nRUN npm i -g turbo\nRUN npm ci\nFROM node:24-slim\nCOPY --from=b /app /app\nCMD [\"node\", \"/app/a.js\"]";
        lacks(file, "native-package");
        check(&file.replace("-g turbo", "turbo"), &["native-package npm turbo"]);
    }

    #[test]
    fn an_extension_that_composer_asks_for_is_no_library() {
        let file = "FROM php:8.4-fpm\nCOPY . .\nRUN composer install\n";
        let composer = ("composer.json", r#"{"require":{"ext-gd":"*","ext-zip":"*"}}"#);
        let facts = crate::evidence::sample::facts(file, &[composer]);
        assert!(facts.find("needs-library").next().is_none() && facts.find("native-package").next().is_none());
    }

    #[test]
    fn gd_loads_what_it_was_configured_with() {
        let file = "FROM php:8.4-cli-trixie\nRUN docker-php-ext-install gd\nCMD [\"php\", \"a.php\"]";
        check(file, &["needs-library libpng16-16t64"]);
        lacks(file, "needs-library libjpeg62-turbo");
        lacks(file, "needs-library libaom3");
        let jpeg = file.replace("RUN ", "RUN docker-php-ext-configure gd --with-jpeg && ");
        check(&jpeg, &["needs-library libjpeg62-turbo"]);
        lacks(&jpeg, "needs-library libwebp7");
        check(&file.replace("docker-php-ext-install", "install-php-extensions"), &["needs-library libwebp7"]);
    }

    #[test]
    fn composer_compiles_nothing() {
        lacks("FROM php:8.4-cli\nRUN composer install\nCMD [\"php\", \"a.php\"]", "? needs-native-packages");
    }

    #[test]
    fn pure_packages_are_not() {
        lacks("FROM python:3.13\nRUN pip install flask\nCMD [\"python\", \"a.py\"]", "native-package");
    }
}
