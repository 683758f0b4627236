//! Builds with webpack 4, which asks OpenSSL for MD4: from Node.js 17 on, with OpenSSL 3, they stop.
//! Told under `runtime-version-mismatch`.

use super::old_addons::written;
use super::runtimes;
use crate::catalogue::Image;
use crate::catalogue::packages::languages;
use crate::evidence::companions::{json, lines::first_version};
use crate::rules::claims::*;
use crate::rules::loading::{dotnet::has_openssl_3, newer_compilers};
use crate::rules::packages::stepped;
use crate::rules::runtime_version_mismatch::RULE;
use crate::shell::{Action, Command, Manager};
use crate::stages::{Role, Stage};
use std::cmp::Ordering;

/// With OpenSSL 3 ([Node.js 17](https://nodejs.org/en/blog/release/v17.0.0)); webpack answered in 5.61
/// ([webpack, issue 14532](https://github.com/webpack/webpack/issues/14532)).
const SINCE: u32 = 17;

/// What builds with webpack 4, since which of its versions (what npm tells of their dependencies; webpack 3 asked for
/// MD5, which is still there), and its first that does not: by their own notes on webpack 5, Next.js by
/// [issue 30078](https://github.com/vercel/next.js/issues/30078), Nuxt by
/// [pull request 19108](https://github.com/nuxt/nuxt/pull/19108). Read 2026-11-29.
const TOOLS: [(&str, u32, &[u32]); 9] = [
    ("react-scripts", 2, &[5]),
    ("@vue/cli-service", 3, &[5]),
    ("@angular-devkit/build-angular", 0, &[12]),
    ("@angular/cli", 6, &[12]),
    ("next", 7, &[12]),
    ("gatsby", 2, &[3]),
    ("nuxt", 2, &[2, 16]),
    ("laravel-mix", 4, &[6]),
    ("webpack", 4, &[5]),
];

/// Scripts that build while they serve.
const SERVERS: [&str; 7] =
    ["react-scripts", "vue-cli-service", "ng serve", "gatsby develop", "nuxt dev", "next dev", "webpack"];

/// Which tool, its version, and where the file names it.
struct Old {
    name: &'static str,
    version: String,
    spans: Vec<Span>,
    stage: usize,
}

/// The line moves over Node.js 17, and with it the stages that build for what ships.
pub fn objection(case: &Case, choice: &Choice) -> Option<Objection> {
    let over = || Some(line(case.present()?)? < SINCE && line(&choice.image)? >= SINCE);
    let Some(shipped) = case.build.shipped_stage().filter(|_| over() == Some(true)) else {
        // A system's own Node.js moves with it: with OpenSSL 1.1 it is 16 at the most.
        let crosses = |(stage, _, _): (&'_ Stage, String, Image)| bundles(case, stage).filter(|_| is_old(case, stage));
        return unseen(case, newer_compilers::moving(case, choice).find_map(crosses)?);
    };
    let older = |stage: &&Stage| {
        case.facts.standings.get(stage.index).and_then(|one| line(one.image()?)).is_some_and(|line| line < SINCE)
    };
    let sources = case.sources().iter().filter_map(|at| case.build.stages.get(*at)).filter(older);
    let mut stages = std::iter::once(shipped).chain(sources);
    let Some(old) = stages.clone().find_map(|stage| read(case, stage)) else {
        return unseen(case, stages.find_map(|stage| bundles(case, stage))?);
    };
    let value = "--openssl-legacy-provider";
    let set = case.build.stages.iter().flat_map(|stage| &stage.config.env).any(|(name, _)| name == "NODE_OPTIONS");
    let by_hand = set || choice.shape == Shape::Split || !case.carries(old.stage);
    let change = match by_hand {
        true => Change::Yours,
        false => Change::Env { name: "NODE_OPTIONS".into(), value: value.into() },
    };
    let (lang, what, todo) = (case.lang(), text(case, &old, &choice.image), remedy(case.lang(), old.name));
    let text = say!(lang, en: "{what} {todo}", de: "{what} {todo}", zh: "{what}{todo}");
    Some(crate::rules::claims::objection(RULE.id, Weight::Change, text, old.spans).by(change))
}

/// webpacker before 6 builds with webpack 4 ([its issue 3235](https://github.com/rails/webpacker/issues/3235)), on the Node.js
/// that the system packages; shakapacker went on from it ([its README](https://github.com/rails/webpacker#readme)).
pub fn of_rails(case: &Case, choice: &Choice) -> Option<Objection> {
    let packaged = |image: &Image| languages::of_system("node", image.os.as_ref()?)?.parse::<u32>().ok();
    let over = packaged(&choice.image)? >= SINCE && packaged(case.present()?)? < SINCE;
    let own =
        over && !stepped::is_of_node_source(case, "node") && !case.build.tree.source.text().contains("legacy-prov");
    let install = case.every_install().iter().find(|one| own && one.package.name == "nodejs")?;
    let builds = |command: &Command| {
        command.args.iter().any(|arg| matches!(arg.text.as_str(), "assets:precompile" | "webpacker:compile"))
    };
    let call = case.commands().find(|command| builds(command))?;
    let version = ["Gemfile.lock", "Gemfile"].into_iter().find_map(|file| {
        let gem =
            |line: &&str| ["webpacker (", "gem 'webpacker'", "gem \"webpacker\""].iter().any(|of| line.contains(of));
        first_version(case.input.companion(file)?.text.lines().find(gem)?)
    });
    let version = version.filter(|version| runtimes::order(version, "6") == Ordering::Less)?;
    let old = Old { name: "webpacker", version, spans: Vec::new(), stage: 0 };
    let (lang, what, todo) = (case.lang(), text(case, &old, &choice.image), remedy(case.lang(), "shakapacker"));
    let text = say!(lang, en: "{what} {todo}", de: "{what} {todo}", zh: "{what}{todo}");
    let change = match choice.shape {
        Shape::Split => Change::Yours,
        Shape::Swap => Change::Env { name: "NODE_OPTIONS".into(), value: "--openssl-legacy-provider".into() },
    };
    let spans = vec![install.package.span, call.span];
    Some(crate::rules::claims::objection(RULE.id, Weight::Change, text, spans).by(change))
}

fn is_old(case: &Case, stage: &Stage) -> bool {
    let os = case.facts.standings.get(stage.index).and_then(|one| one.image()?.os.as_ref());
    os.is_some_and(|os| !has_openssl_3(os))
}

/// Something is bundled, and nothing tells with which webpack. Next.js has written `.next/standalone` since 12, which has
/// no webpack 4 any more ([upgrading to 12](https://nextjs.org/docs/pages/guides/upgrading/version-12)).
fn unseen(case: &Case, span: Span) -> Option<Objection> {
    if case.build.tree.source.text().contains(".next/standalone") {
        return None;
    }
    let (lang, line) = (case.lang(), sentence(case.line(&[span])));
    let text = say!(lang,
        en: "{line} builds: should it be with webpack 4 (Angular up to 11, Vue CLI 4, Create React App 4), it stops with `ERR_OSSL_EVP_UNSUPPORTED` from Node.js 17 on. `ENV NODE_OPTIONS=--openssl-legacy-provider` in that stage keeps it going.",
        de: "{line} baut: Geschieht das mit webpack 4 (Angular bis 11, Vue CLI 4, Create React App 4), bricht es ab Node.js 17 mit `ERR_OSSL_EVP_UNSUPPORTED` ab. `ENV NODE_OPTIONS=--openssl-legacy-provider` in dieser Stufe hält es am Laufen.",
        zh: "{line}执行构建：如果用的是 webpack 4（Angular 11 及以前、Vue CLI 4、Create React App 4），从 Node.js 17 起会以 `ERR_OSSL_EVP_UNSUPPORTED` 中止。在该阶段设置 `ENV NODE_OPTIONS=--openssl-legacy-provider` 可以继续。");
    Some(crate::rules::claims::objection(RULE.id, Weight::Risk, text, vec![span]))
}

/// Where a bundler of the front end is called, by itself or by the project's script, and no manifest nor command tells
/// its version.
fn bundles(case: &Case, stage: &Stage) -> Option<Span> {
    const BUNDLERS: [&str; 4] = ["gatsby", "ng", "react-scripts", "vue-cli-service"];
    let commands = building(case, stage).filter(|_| case.input.companion("package.json").is_none())?;
    let told = |command: &&Command| {
        let named = command.packages.iter().flat_map(|by| &by.packages);
        named.clone().any(|one| one.version.is_some() && TOOLS.iter().any(|(name, ..)| one.name == *name))
    };
    let bundles = |command: &&Command| {
        let script = command.packages.as_ref().is_some_and(|by| {
            let of_node = matches!(by.manager, Manager::Npm | Manager::Yarn | Manager::Pnpm);
            of_node && by.action == Action::Build && !command.has("rebuild")
        });
        let through = ["npx", "yarn", "pnpm"].contains(&command.name());
        let program = if through { command.args.first().map_or("", |arg| arg.name()) } else { command.name() };
        let itself = program == "webpack" || BUNDLERS.contains(&program) && command.has("build");
        (script || itself) && !command.conditional
    };
    commands.iter().find(|command| bundles(command)).filter(|_| !commands.iter().any(told)).map(|command| command.span)
}

/// A stage builds so already.
pub fn findings(case: &Case) -> Vec<Finding> {
    let stages = case.build.stages.iter().filter(|stage| stage.role != Role::Unused);
    let of = |stage: &Stage| {
        let image = case.facts.standings.get(stage.index)?.image().filter(|image| line(image) >= Some(SINCE))?;
        let mut old = read(case, stage)?;
        old.spans.push(stage.from.span);
        let lang = case.lang();
        let why = say!(lang, en: "The build stops there.", de: "Der Build bricht dort ab.", zh: "构建会在此中断。");
        Some(finding(RULE.id, Severity::Error, [text(case, &old, image), why, remedy(lang, old.name)], old.spans))
    };
    stages.filter_map(of).collect()
}

/// The line of Node.js that an image brings.
pub fn line(image: &Image) -> Option<u32> {
    runtimes::of(image, "node")?.parse().ok()
}

/// What a stage runs and starts; nothing where the way out is taken.
fn building<'a>(case: &'a Case, stage: &'a Stage) -> Option<Vec<&'a Command>> {
    const WAY_OUT: &str = "openssl-legacy-provider";
    let runs = || case.build.steps(stage.index).filter_map(|step| step.run());
    let starts = stage.config.entrypoint.iter().chain(&stage.config.cmd);
    let taken = stage.config.env.iter().any(|(_, value)| value.text.contains(WAY_OUT))
        || runs().any(|launch| launch.words.iter().any(|word| word.text.contains(WAY_OUT)))
        || case.input.companion("package.json").is_some_and(|file| file.text.contains(WAY_OUT));
    (!taken).then(|| runs().chain(starts).flat_map(|launch| &launch.commands).collect())
}

/// What the manifest holds, or a command installs, in a stage that builds with it.
fn read(case: &Case, stage: &Stage) -> Option<Old> {
    let commands = building(case, stage)?;
    let scripts = case.input.companion("package.json").and_then(|file| json(&file.text));
    let start = scripts.as_ref().and_then(|json| json.pointer("/scripts/start")?.as_str());
    let serves = start.is_none_or(|script| SERVERS.iter().any(|of| script.contains(of)));
    let builds = |command: &&&Command| match command.packages.as_ref().map(|by| by.action) {
        _ if command.conditional => false,
        Some(Action::Build) => true,
        None => command.name() == "ng" && command.has("build"),
        action => action == Some(Action::Run) && serves,
    };
    commands.iter().find(builds)?;
    let named = commands.iter().filter_map(|command| command.packages.as_ref()).flat_map(|by| &by.packages);
    let named = named.filter_map(|one| Some((one, one.version.clone()?)));
    let of = |(name, from, since): &(&'static str, u32, &[u32])| {
        let here = named.clone().find(|(one, _)| one.name == *name).map(|(one, version)| (version, vec![one.span]));
        let (version, spans) = here.or_else(|| Some((written(case, name)?, Vec::new())))?;
        let parts: Vec<u32> = version.split('.').map_while(|part| part.parse().ok()).collect();
        (parts.first() >= Some(from) && parts[..] < **since).then_some(Old { name, version, spans, stage: stage.index })
    };
    TOOLS.iter().find_map(of)
}

fn text(case: &Case, old: &Old, image: &Image) -> String {
    let (lang, name, version, image) = (case.lang(), old.name, &old.version, &image.reference);
    let place = match old.spans.first() {
        Some(span) => sentence(case.line(&[*span])),
        None if old.name == "webpacker" => "`Gemfile`".into(),
        None => "`package.json`".into(),
    };
    say!(lang,
        en: "{place} names `{name}` {version}, which builds with webpack 4: on the Node.js of `{image}` it stops with `ERR_OSSL_EVP_UNSUPPORTED`.",
        de: "{place} nennt `{name}` {version}, das mit webpack 4 baut: Mit dem Node.js von `{image}` bricht es mit `ERR_OSSL_EVP_UNSUPPORTED` ab.",
        zh: "{place}指定了 `{name}` {version}，它用 webpack 4 构建：在 `{image}` 的 Node.js 上会以 `ERR_OSSL_EVP_UNSUPPORTED` 中止。")
}

fn remedy(lang: Lang, name: &str) -> String {
    say!(lang,
        en: "Take a newer `{name}`, or set `NODE_OPTIONS=--openssl-legacy-provider`.",
        de: "Nimm ein neueres `{name}`, oder setze `NODE_OPTIONS=--openssl-legacy-provider`.",
        zh: "请换用更新的 `{name}`，或设置 `NODE_OPTIONS=--openssl-legacy-provider`。")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;
    use crate::wishes::{Companion, Input};

    const FILE: &str = "FROM node:14\nWORKDIR /app\nCOPY package.json ./\nRUN npm install\nCOPY . .\nRUN npm run build\nCMD [\"npm\", \"start\"]\n";

    fn told(file: &str, package: &str, to: &str) -> (Option<Objection>, Vec<Finding>) {
        let text = format!("{{\"devDependencies\":{{{package}}}}}");
        let companions = vec![Companion { path: "package.json".into(), text }];
        let choice = Choice { image: image(to), shape: Shape::Swap };
        with(&Input { companions, ..Input::pasted(file) }, |case| (objection(case, &choice), findings(case)))
    }

    #[test]
    fn webpack_4_stops_on_openssl_3() {
        let to = |package: &str| told(FILE, package, "node:24-trixie-slim").0;
        let of_scripts = to("\"react-scripts\":\"3.4.1\"").expect("it is old");
        assert!(to("\"react-scripts\":\"1.1.5\"").is_none(), "it has webpack 3");
        assert!(of_scripts.text.contains("ERR_OSSL_EVP_UNSUPPORTED"));
        assert!(matches!(of_scripts.change, Some(Change::Env { .. })), "{of_scripts:?}");
        for (old, new) in [
            ("\"@vue/cli-service\":\"~4.5.0\"", "\"@vue/cli-service\":\"^5.0.8\""),
            ("\"@angular-devkit/build-angular\":\"~0.1102.0\"", "\"@angular-devkit/build-angular\":\"^17\""),
            ("\"next\":\"^11.1.2\"", "\"next\":\"^12\""),
            ("\"nuxt\":\"^2.15.8\"", "\"nuxt\":\"^2.17.0\""),
        ] {
            assert!(to(old).is_some() && to(new).is_none(), "{old}");
        }
        assert!(told(FILE, "\"webpack\":\"^4\"", "node:16-slim").0.is_none());
        let out = FILE.replace("npm run", "NODE_OPTIONS=--openssl-legacy-provider npm run");
        assert!(told(&out, "\"webpack\":\"^4\"", "node:24-trixie-slim").0.is_none());
        let own = FILE.replace("WORKDIR", "ENV NODE_OPTIONS=--max-old-space-size=4096\nWORKDIR");
        let change = told(&own, "\"webpack\":\"^4\"", "node:24-trixie-slim").0.and_then(|one| one.change);
        assert_eq!(change, Some(Change::Yours), "what is set there stays");
    }

    #[test]
    fn where_nothing_tells_the_bundler_it_is_a_risk() {
        let of = |file: &str, to: &str| {
            let choice = Choice { image: image(to), shape: Shape::Swap };
            with(&Input::pasted(file), |case| objection(case, &choice)).map(|one| one.weight)
        };
        assert_eq!(of(FILE, "node:24-trixie-slim"), Some(Weight::Risk));
        let cli = FILE.replace("npm run build", "npx ng build --prod");
        assert_eq!(of(&cli, "node:24-trixie-slim"), Some(Weight::Risk));
        let old = cli.replace("npm install", "npm install -g @angular/cli@8").replace("npx ng", "ng");
        assert_eq!(of(&old, "node:24-trixie-slim"), Some(Weight::Change));
        for (old, new) in [
            ("node:14", "node:18"),
            ("npm run build", "npm rebuild"),
            ("RUN npm run", "ENV NODE_OPTIONS=--openssl-legacy-provider\nRUN npm run"),
            ("npm install", "npm install -g @angular/cli@17"),
            ("CMD", "RUN cp -r .next/standalone /srv\nCMD"),
        ] {
            assert_eq!(of(&FILE.replace(old, new), "node:24-trixie-slim"), None, "{new}");
        }
        let two = "FROM node:14 AS b\nCOPY . .\nRUN npm ci && npm run build\nFROM node:14-slim\nCOPY --from=b /dist /dist\nCMD [\"node\", \"/dist/a.js\"]\n";
        assert_eq!(of(two, "node:24-trixie-slim"), Some(Weight::Risk), "the stage that builds moves along");
    }

    #[test]
    fn a_version_on_the_command_line_tells_it_too() {
        let file = FILE.replace("npm run build", "npm install react-scripts@3.4.1 -g");
        let choice = Choice { image: image("node:24-trixie-slim"), shape: Shape::Swap };
        let told = with(&Input::pasted(&file), |case| objection(case, &choice)).expect("the line names it");
        assert!(told.text.starts_with("Line 6"), "{told:?}");
    }

    #[test]
    fn a_stage_that_stands_on_a_newer_node_stops_today() {
        let file = "FROM node:18 AS b\nCOPY . .\nRUN npm ci && npm run build\nFROM nginx:1.31\nCOPY --from=b /build /usr/share/nginx/html\n";
        let of = |file: &str, package: &str| told(file, package, "nginx:1.31").1;
        assert_eq!(of(file, "\"react-scripts\":\"4.0.3\"").len(), 1);
        assert!(of(file, "\"react-scripts\":\"5.0.1\"").is_empty());
        assert!(of(&file.replace("node:18", "node:16"), "\"react-scripts\":\"4.0.3\"").is_empty());
    }

    #[test]
    fn webpacker_on_the_node_of_the_system() {
        let file = "FROM ruby:2.7-bullseye\nRUN apt-get update && apt-get install -y nodejs\nWORKDIR /app\nCOPY . .\nRUN bundle install && bundle exec rake assets:precompile\nCMD [\"rails\", \"server\"]\n";
        let told = |file: &str, gem: &str| {
            let companions = vec![Companion { path: "Gemfile".into(), text: format!("gem 'rails'\n{gem}\n") }];
            let choice = Choice { image: image("ruby:3.4-slim-trixie"), shape: Shape::Swap };
            with(&Input { companions, ..Input::pasted(file) }, |case| of_rails(case, &choice))
        };
        let claim = told(file, "gem 'webpacker', '~> 4.0'").expect("it builds with webpack 4");
        assert!(claim.text.starts_with("`Gemfile` names `webpacker` 4"), "{claim:?}");
        assert!(matches!(&claim.change, Some(Change::Env { name, .. }) if name == "NODE_OPTIONS"), "{claim:?}");
        assert!(told(file, "gem 'webpacker', '~> 6.0'").is_none() && told(file, "gem 'puma', '4'").is_none());
        assert!(told(&file.replace("install -y nodejs", "install -y git"), "gem 'webpacker', '~> 4.0'").is_none());
        assert!(told(&file.replace("bullseye", "bookworm"), "gem 'webpacker', '~> 4.0'").is_none());
    }
}
