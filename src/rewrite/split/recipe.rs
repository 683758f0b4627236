//! What each ecosystem copies from the stage that builds to the stage that runs.

mod read;
mod rest;

use super::brings;
use super::landed::{self, landed};
use crate::advice::Left;
use crate::catalogue::{Family, Image, Kind, PackageManager, Tri};
use crate::evidence::trace;
use crate::evidence::{Doing, Facts};
use crate::shell::{Action, Command, Manager};
use crate::stages::{Build, Does, Launch, Stage};
use crate::words::Lang;

/// The parting of one stage.
#[derive(Default)]
pub struct Recipe {
    /// Lines put into the stage that builds, by offset.
    pub build_lines: Vec<(u32, String)>,
    /// Lines at its end.
    pub build_end: Vec<String>,
    /// RUNs of the stage that runs.
    pub run_lines: Vec<String>,
    /// Paths copied, as they are in the one stage and in the other.
    pub copies: Vec<(String, String)>,
    /// Lines behind them.
    pub env_lines: Vec<String>,
    pub left: Vec<Left>,
    pub reason: String,
}

impl Recipe {
    /// These paths, copied to where they were.
    fn of(paths: impl IntoIterator<Item = String>) -> Recipe {
        Recipe { copies: paths.into_iter().map(|path| (path.clone(), path)).collect(), ..Recipe::default() }
    }
}

/// `None` where we know no idiom, or the file does something the idiom does not carry over.
pub fn find(build: &Build, facts: &Facts, image: &Image, lang: Lang) -> Option<Recipe> {
    let stage = build.shipped_stage()?;
    let bench = Bench { build, facts, image, stage, lang };
    let mut recipe = match facts.workload.kind {
        _ if bench.releases() => bench.elixir()?,
        Kind::Python => bench.python()?,
        Kind::Node => bench.node()?,
        Kind::Ruby => bench.ruby()?,
        Kind::Java | Kind::Jdk => bench.jar()?,
        Kind::DotnetRuntime | Kind::AspNet | Kind::DotnetDeps => bench.dotnet()?,
        Kind::PhpCli | Kind::PhpFpm => bench.php()?,
        Kind::Deno => bench.deno()?,
        Kind::StaticBinary | Kind::GlibcBinary | Kind::CppBinary | Kind::MuslBinary => bench.binary()?,
        _ => return None,
    };
    recipe.reason = say!(lang,
        en: "What is needed only to build or install stays in a stage of its own; only the result is shipped.",
        de: "Was nur zum Bauen oder Installieren gebraucht wird, bleibt in einer eigenen Stufe; ausgeliefert wird nur das Ergebnis.",
        zh: "只在构建或安装时需要的内容留在单独的阶段；最终只交付结果。");
    recipe.run_lines.extend(bench.users());
    // Where nothing can be installed, libraries are copied: an objection of its own says how.
    if image.shell != Tri::No && image.package_manager != PackageManager::None {
        let (own, foreign) = bench.run_time_packages();
        recipe.run_lines.extend(bench.installs(own));
        recipe.left.extend(bench.of_archives(&foreign));
    }
    let rest = bench.rest(&recipe.copies);
    recipe.copies.extend(rest.copies.into_iter().map(|place| (place.clone(), place)));
    recipe.env_lines.extend(rest.again);
    recipe.left.extend(rest.left);
    Some(recipe)
}

pub(super) struct Bench<'a> {
    pub(super) build: &'a Build,
    pub(super) facts: &'a Facts,
    image: &'a Image,
    pub(super) stage: &'a Stage,
    pub(super) lang: Lang,
}

impl<'a> Bench<'a> {
    /// The line end this file uses.
    pub(super) fn newline(&self) -> &'static str {
        if self.build.tree.source.text().contains("\r\n") { "\r\n" } else { "\n" }
    }

    fn launches(&self) -> impl Iterator<Item = (usize, &'a Launch)> {
        self.stage.steps.iter().filter_map(|step| match &step.does {
            Does::Run(launch) => Some((step.instruction, launch)),
            _ => None,
        })
    }

    fn commands(&self) -> impl Iterator<Item = (usize, &'a Command)> {
        self.launches().flat_map(|(at, launch)| launch.commands.iter().map(move |command| (at, command)))
    }

    fn manages(&self, manager: Manager) -> impl Iterator<Item = (usize, &'a Command)> {
        self.commands().filter(move |(_, c)| c.packages.as_ref().is_some_and(|action| action.manager == manager))
    }

    /// The working directory, when the file sets one other than the root.
    fn home(&self) -> Option<String> {
        let dir = self.stage.config.workdir.as_ref()?.known()?.trim_end_matches('/').to_string();
        (dir.starts_with('/') && dir.len() > 1).then_some(dir)
    }

    /// The working directory and every absolute place outside it that a COPY fills.
    fn brought(&self) -> Vec<String> {
        let mut paths: Vec<String> = self.home().into_iter().collect();
        for step in self.stage.steps.iter().filter(|step| brings(&step.does)) {
            let Does::Bring { sources, destination: Some(to), .. } = &step.does else { continue };
            let Some(to) = to.known().filter(|to| to.starts_with('/') && to.len() > 1) else { continue };
            for place in landed(sources, to) {
                let inside = paths.iter().any(|dir| place == *dir || place.starts_with(&format!("{dir}/")));
                if !inside && !place.starts_with("/tmp") {
                    paths.push(place);
                }
            }
        }
        paths
    }

    fn line_start(&self, instruction: usize) -> u32 {
        let source = &self.build.tree.source;
        super::whole_lines(source, self.build.tree.instructions[instruction].span).start
    }

    /// pip into a virtual environment, which is copied whole.
    fn python(&self) -> Option<Recipe> {
        let mut recipe = Recipe::of(self.brought());
        if recipe.copies.is_empty() {
            return None;
        }
        let uv_sync = self.manages(Manager::Uv).any(|(_, c)| c.has("sync"));
        if uv_sync {
            return Some(recipe);
        }
        let installs = |(_, c): &(usize, &Command)| {
            let action = c.packages.as_ref().map(|action| action.action);
            matches!(action, Some(Action::Install | Action::InstallManifest))
        };
        let pip: Vec<_> = self.manages(Manager::Pip).chain(self.manages(Manager::Poetry)).filter(installs).collect();
        let odd = |c: &&Command| {
            ["--user", "--target", "--prefix", "-t"].iter().any(|flag| c.args.iter().any(|a| a.text.starts_with(flag)))
        };
        let (first, _) = pip.iter().min_by_key(|(at, _)| *at)?;
        let own = self.commands().any(|(_, c)| c.has("venv") || c.name() == "virtualenv");
        let conda = self.manages(Manager::Conda).next().is_some();
        if conda || own || pip.iter().any(|(_, c)| odd(c)) {
            return None;
        }
        let lines = "RUN python3 -m venv /opt/venv\nENV VIRTUAL_ENV=/opt/venv PATH=\"/opt/venv/bin:$PATH\"\n";
        recipe.build_lines.push((self.line_start(*first), lines.replace('\n', self.newline())));
        recipe.copies.insert(0, ("/opt/venv".into(), "/opt/venv".into()));
        recipe.env_lines.push(self.python_path()?);
        Some(recipe)
    }

    /// Distroless has its interpreter elsewhere: the packages are found by PYTHONPATH, not by the venv's own link.
    fn python_path(&self) -> Option<String> {
        if self.image.family != Family::Distroless {
            return Some("ENV VIRTUAL_ENV=/opt/venv PATH=\"/opt/venv/bin:$PATH\"".into());
        }
        let version = self.image.runtime.as_ref()?.version.clone()?;
        let minor: Vec<&str> = version.split('.').take(2).collect();
        Some(format!("ENV PYTHONPATH=/opt/venv/lib/python{}/site-packages", minor.join(".")))
    }

    /// The working directory with production dependencies only.
    fn node(&self) -> Option<Recipe> {
        let mut recipe = Recipe::of(self.brought());
        let global = self.commands().any(|(_, c)| c.has("-g") || c.has("--global"));
        self.home()?;
        if global {
            return None;
        }
        let (manager, install) = [Manager::Npm, Manager::Yarn, Manager::Pnpm].into_iter().find_map(|manager| {
            let install = self
                .manages(manager)
                .find(|(_, c)| c.packages.as_ref().is_some_and(|action| action.action == Action::InstallManifest));
            install.map(|(_, command)| (manager, command))
        })?;
        let lean = ["--omit=dev", "--production", "--only=production", "--prod"].iter().any(|flag| install.has(flag));
        if !lean {
            recipe.build_end.push(match manager {
                Manager::Yarn => "RUN yarn install --production --ignore-scripts --prefer-offline".into(),
                Manager::Pnpm => "RUN pnpm prune --prod".into(),
                _ => "RUN npm prune --omit=dev".into(),
            });
        }
        Some(recipe)
    }

    fn ruby(&self) -> Option<Recipe> {
        self.manages(Manager::Bundle).next()?;
        // Without a directory of its own the program lies in the root.
        self.home()?;
        let mut copies = vec!["/usr/local/bundle".to_string()];
        copies.extend(self.brought());
        Some(Recipe::of(copies))
    }

    /// The jar that `java -jar` starts, or the classes that `javac` leaves in the working directory.
    fn jar(&self) -> Option<Recipe> {
        let start = self.start()?;
        let Some(at) = start.args.iter().position(|arg| arg.text == "-jar") else { return self.classes(start) };
        let jar = start.args.get(at + 1).filter(|arg| arg.known && !arg.text.contains('*'))?;
        let jar = self.absolute(&jar.text)?;
        // What was built elsewhere may lie beside its libraries, as Quarkus lays it out: the folder comes along.
        let made = self.commands().any(|(_, command)| trace::builds(command));
        let folder = || self.brought().into_iter().find(|folder| jar.starts_with(&format!("{folder}/")));
        Some(Recipe::of([if made { None } else { folder() }.unwrap_or(jar)]))
    }

    fn classes(&self, start: &Command) -> Option<Recipe> {
        let home = self.home()?;
        let elsewhere = |text: &str| text.split(':').any(|path| path.starts_with('/') && !path.starts_with(&home));
        let mut javac = self.commands().filter(|(_, c)| c.name() == "javac").peekable();
        javac.peek()?;
        let within = javac.all(|(_, c)| !c.args.iter().any(|arg| elsewhere(&arg.text)));
        let started = start.name() == "java" && !start.args.iter().any(|arg| !arg.known || elsewhere(&arg.text));
        (within && started).then(|| Recipe::of(self.brought()))
    }

    /// The folder that `dotnet publish -o` fills.
    fn dotnet(&self) -> Option<Recipe> {
        let publish = self.manages(Manager::Dotnet).map(|(_, c)| c).find(|c| c.has("publish"))?;
        let at = publish.args.iter().position(|arg| arg.text == "-o" || arg.text == "--output")?;
        let out = publish.args.get(at + 1).filter(|arg| arg.known)?;
        Some(Recipe::of([self.absolute(&out.text)?]))
    }

    fn releases(&self) -> bool {
        self.commands().any(|(_, c)| c.name() == "mix" && c.has("release"))
    }

    /// The release that `mix release` makes: the program's own folder, two above `bin/NAME`.
    fn elixir(&self) -> Option<Recipe> {
        let program = self.absolute(&self.start()?.program.text)?;
        let (folder, _) = program.rsplit_once("/bin/")?;
        Some(Recipe::of([folder.to_string()]))
    }

    /// The working directory with what composer put there, and the extensions that were compiled.
    fn php(&self) -> Option<Recipe> {
        self.home()?;
        self.manages(Manager::Composer).next()?;
        let known = |(_, c): (usize, &Command)| c.packages.is_some() || PHP_STEPS.contains(&c.name());
        let same_libc = self.facts.standings.get(self.stage.index)?.image()?.libc == self.image.libc;
        let mut copies = self.brought();
        if self.manages(Manager::Php).next().is_some() {
            copies.extend(["/usr/local/lib/php/extensions", "/usr/local/etc/php/conf.d"].map(String::from));
        }
        copies.retain(|path| !path.ends_with("/composer"));
        (same_libc && self.commands().all(known)).then(|| Recipe::of(copies))
    }

    /// The working directory, and what Deno keeps of the modules it fetched.
    fn deno(&self) -> Option<Recipe> {
        self.home()?;
        let mut copies = self.brought();
        copies.push("/deno-dir".into());
        Some(Recipe::of(copies))
    }

    /// The one program that is started; whether it reads other files is the reader's to say.
    fn binary(&self) -> Option<Recipe> {
        let start = self.start()?;
        let program = start.program.text.as_str();
        if !start.program.known || self.starts_several() {
            return None;
        }
        let (from, to) = match program.contains('/') {
            true => (self.absolute(program)?, self.absolute(program)?),
            false => (self.installed(program)?, format!("/usr/local/bin/{program}")),
        };
        // Where nothing is built, what the stage copies is there for the program.
        let made = self.commands().any(|(_, command)| trace::builds(command));
        let beside = self.brought();
        if !made && !beside.is_empty() {
            let mut recipe = Recipe::of(beside);
            if !recipe.copies.iter().any(|(place, _)| read::is_in(&from, place)) {
                recipe.copies.insert(0, (from, to));
            }
            return Some(recipe);
        }
        let lang = self.lang;
        let text = say!(lang,
            en: "Only {from} is copied. If it reads other files when it runs (templates, migrations, static files), copy them too.",
            de: "Kopiert wird nur {from}. Liest das Programm zur Laufzeit weitere Dateien (Vorlagen, Migrationen, statische Dateien), bitte auch diese kopieren.",
            zh: "只复制了 {from}。如果它在运行时读取其他文件（模板、迁移脚本、静态文件），请一并复制。");
        let left = vec![Left { text, spans: vec![start.span] }];
        Some(Recipe { copies: vec![(from, to)], left, build_lines: self.cargo_cache(), ..Recipe::default() })
    }

    /// Where `cargo install` and `go install` of the official images put a program, or `go build -o` a path on PATH.
    fn installed(&self, program: &str) -> Option<String> {
        let named = |arg: &&crate::shell::Arg| arg.known && arg.text.ends_with(&format!("bin/{program}"));
        let compilers = ["go", "gcc", "g++", "cc", "c++", "clang", "clang++"];
        let written =
            self.commands().filter(|(_, c)| compilers.contains(&c.name())).flat_map(|(_, c)| &c.args).find(named);
        if let Some(path) = written {
            return self.absolute(&path.text);
        }
        let by = |tool: &str| self.commands().any(|(_, c)| c.name() == tool && c.has("install") && !c.has("--root"));
        match () {
            () if by("cargo") => Some(format!("/usr/local/cargo/bin/{program}")),
            () if by("go") => Some(format!("/go/bin/{program}")),
            () => None,
        }
    }

    /// Crates are fetched once, not with every change of a source, on Docker's own image for Rust.
    fn cargo_cache(&self) -> Vec<(u32, String)> {
        let official = self.facts.standings.get(self.stage.index).and_then(|standing| standing.image());
        if official.is_none_or(|image| image.repository != "docker.io/library/rust") {
            return Vec::new();
        }
        let builds = |(_, launch): &(usize, &Launch)| {
            launch.mounts.is_empty() && launch.commands.iter().any(|c| c.name() == "cargo")
        };
        let run = self.launches().find(builds);
        let instruction = run.and_then(|(at, _)| self.build.tree.instructions.get(at));
        let after = instruction.map(|run| run.flags.last().map_or(run.keyword.span.end, |flag| flag.span.end));
        let mount = " --mount=type=cache,target=/usr/local/cargo/registry".to_string();
        after.map(|at| (at, mount)).into_iter().collect()
    }

    /// What the container starts: ENTRYPOINT, else CMD.
    fn start(&self) -> Option<&'a Command> {
        let config = &self.stage.config;
        config.entrypoint.as_ref().or(config.cmd.as_ref())?.commands.last()
    }

    /// A line of several programs needs them all, and a shell.
    fn starts_several(&self) -> bool {
        let config = &self.stage.config;
        let launch = config.entrypoint.as_ref().or(config.cmd.as_ref());
        launch.is_some_and(|launch| launch.form == crate::stages::Form::Shell && launch.commands.len() > 1)
    }

    fn absolute(&self, path: &str) -> Option<String> {
        if path.starts_with('/') {
            return Some(path.to_string());
        }
        let dir = self.home()?;
        Some(format!("{dir}/{}", path.trim_start_matches("./")))
    }

    /// Users made in the stage that builds are made again where the program runs.
    fn users(&self) -> Option<String> {
        let made = self
            .facts
            .effects
            .iter()
            .filter(|effect| matches!(effect.does, Doing::CreateUser { .. } | Doing::CreateGroup { .. }));
        let commands: Vec<&str> = made.map(|effect| self.build.tree.source.slice(effect.span)).collect();
        (!commands.is_empty()).then(|| format!("RUN {}", commands.join(" && ")))
    }
}

/// Where `cp`, `mv` and `install` put things: the last word, or below it by the names of the others.
fn landed_at(named: &[String]) -> Vec<String> {
    let Some((to, from)) = named.split_last() else { return Vec::new() };
    match to.ends_with('/') || landed::is_shared(to) {
        true => from.iter().map(|path| format!("{}/{}", to.trim_end_matches('/'), landed::name(path))).collect(),
        false => vec![to.clone()],
    }
}

/// What a PHP file does besides installing whose result is kept in its folders.
const PHP_STEPS: &[&str] = &["php", "chown", "chmod", "mkdir", "cp", "mv", "rm", "docker-php-ext-enable", "artisan"];
