//! What each ecosystem copies from the stage that builds to the stage that runs.

mod beam;
mod caches;
mod downloads;
mod java;
mod named;
mod node;
mod pages;
mod python;
mod read;
mod rest;
mod ruby;
mod venv;

use super::brings;
use super::landed::{self, landed};
use crate::advice::Left;
use crate::catalogue::{Image, Kind, PackageManager, Tri};
use crate::dockerfile::Severity;
use crate::evidence::linkage::beside;
use crate::evidence::{Doing, Facts, trace};
use crate::order;
use crate::shell::{Command, Manager};
use crate::source::Span;
use crate::stages::{Build, Does, Form, Launch, Origin, Stage, Step};
use crate::wishes::Input;
use crate::words::Lang;

/// The parting of one stage.
#[derive(Default)]
pub struct Recipe {
    /// Lines put into the stage that builds, by offset.
    pub build_lines: Vec<(u32, String)>,
    /// Its instructions that are written anew.
    pub build_edits: Vec<(Span, String)>,
    /// RUNs of it that only the stage that runs needs.
    pub gone: Vec<usize>,
    /// Lines at its end.
    pub build_end: Vec<String>,
    /// RUNs of the stage that runs.
    pub run_lines: Vec<String>,
    /// Paths copied, as they are in the one stage and in the other.
    pub copies: Vec<(String, String)>,
    /// Lines behind them.
    pub env_lines: Vec<String>,
    /// Paths that lie elsewhere now: as they are written, and where they are.
    pub moved: Vec<(String, String)>,
    pub left: Vec<Left>,
    pub reason: String,
    /// What else is written, and why.
    pub reasons: Vec<(String, String)>,
}

impl Recipe {
    /// These paths, copied to where they were.
    fn of(paths: impl IntoIterator<Item = String>) -> Recipe {
        Recipe { copies: paths.into_iter().map(|path| (path.clone(), path)).collect(), ..Recipe::default() }
    }
}

impl Recipe {
    /// A line of the file for the stage that runs.
    pub fn renamed(&self, text: &str) -> String {
        venv::renamed(text, &self.moved)
    }

    /// What lies in a folder that is copied whole comes with it.
    fn fold(&mut self) {
        let same: Vec<String> =
            self.copies.iter().filter(|(from, to)| from == to).map(|(from, _)| from.clone()).collect();
        let within = |place: &String| same.iter().any(|dir| dir != place && read::is_in(place, dir));
        self.copies.retain(|(from, to)| from != to || !within(from));
    }
}

/// `None` where we know no idiom, or the file does something the idiom does not carry over. What BuildKit refuses is not
/// parted: the lines that it cannot read would stand in two stages.
pub fn find(input: &Input, build: &Build, facts: &Facts, image: &Image, lang: Lang) -> Option<Recipe> {
    let refused = build.problems.iter().any(|problem| problem.severity == Severity::Error);
    let stage = build.shipped_stage().filter(|_| !refused)?;
    let bench = Bench { input, build, facts, image, stage, lang };
    if let Some(pages) = bench.pages() {
        return Some(pages);
    }
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
    let plain = say!(lang,
        en: "What is needed only to build or install stays in a stage of its own; only the result is shipped.",
        de: "Was nur zum Bauen oder Installieren gebraucht wird, bleibt in einer eigenen Stufe; ausgeliefert wird nur das Ergebnis.",
        zh: "只在构建或安装时需要的内容留在单独的阶段；最终只交付结果。");
    recipe.reason = plain + &recipe.reason;
    recipe.run_lines.extend(bench.users());
    recipe.run_lines.extend(bench.over_root());
    // Where nothing can be installed, libraries are copied: an objection of its own says how.
    if bench.has_shell() && image.package_manager != PackageManager::None {
        let (own, foreign) = bench.run_time_packages();
        // A driver of ODBC is there for the program: its source would have to be added twice.
        if foreign.iter().any(|package| package.name.starts_with("msodbcsql")) {
            return None;
        }
        recipe.run_lines.extend(bench.installs(own));
        recipe.left.extend(bench.of_archives(&foreign).into_iter().chain(bench.of_boost()));
    }
    if !bench.copies_home() {
        recipe.left.extend(bench.of_tools());
    }
    // What is published or released holds its data itself.
    let whole =
        matches!(facts.workload.kind, Kind::DotnetRuntime | Kind::AspNet | Kind::DotnetDeps) || bench.releases();
    if !bench.copies_home() && !whole {
        bench.reads(&mut recipe);
    }
    recipe.copies.extend(bench.scripts(&recipe).into_iter().map(|place| (place.clone(), place)));
    let kept: Vec<(String, String)> = recipe
        .copies
        .iter()
        .cloned()
        .chain(recipe.moved.iter().map(|(from, _)| (from.clone(), from.clone())))
        .collect();
    let rest = bench.rest(&kept);
    recipe.copies.extend(rest.copies.into_iter().map(|place| (place.clone(), place)));
    if !bench.copies_home() {
        recipe.fold();
    }
    recipe.env_lines.extend(rest.again.map(|line| recipe.renamed(&line)));
    recipe.left.extend(rest.left);
    recipe.left.extend(bench.unseen(&recipe));
    Some(recipe)
}

pub(super) struct Bench<'a> {
    input: &'a Input,
    pub(super) build: &'a Build,
    pub(super) facts: &'a Facts,
    pub(super) image: &'a Image,
    pub(super) stage: &'a Stage,
    pub(super) lang: Lang,
}

impl<'a> Bench<'a> {
    /// The base that the stage stands on today.
    pub(super) fn now(&self) -> Option<&'a Image> {
        self.facts.standings.get(self.stage.index)?.image()
    }

    pub(super) fn has_shell(&self) -> bool {
        self.image.shell != Tri::No
    }

    /// Something is compiled or bundled.
    fn builds(&self) -> bool {
        self.commands().any(|(_, command)| trace::builds(command))
    }

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

    pub(super) fn commands(&self) -> impl Iterator<Item = (usize, &'a Command)> {
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
            // Who works in the root has all of the sources there.
            let outside = |to: &&str| to.starts_with('/') && (to.len() > 1 || self.home().is_some());
            let Some(to) = to.known().filter(outside) else { continue };
            for place in landed(sources, to) {
                let inside = paths.iter().any(|dir| place == *dir || place.starts_with(&format!("{dir}/")));
                let list = to == "/" && self.is_list(&place);
                if !inside && !list && !place.starts_with("/tmp") {
                    paths.push(place);
                }
            }
        }
        paths
    }

    /// A file that an installer reads, and the program does not.
    fn is_list(&self, place: &str) -> bool {
        let read = |file: &crate::shell::Arg| file.name() == trace::paths::name(place);
        self.commands().filter_map(|(_, command)| command.packages.as_ref()).any(|by| by.files.iter().any(read))
    }

    fn line_start(&self, instruction: usize) -> u32 {
        let source = &self.build.tree.source;
        super::whole_lines(source, self.build.tree.instructions[instruction].span).start
    }

    /// The folder that `dotnet publish -o` fills, or that of the program where it names none.
    fn dotnet(&self) -> Option<Recipe> {
        let publish = self.manages(Manager::Dotnet).map(|(_, c)| c).find(|c| c.has("publish"))?;
        let at = publish.args.iter().position(|arg| arg.text == "-o" || arg.text == "--output");
        let named = |at: usize| publish.args.get(at + 1).filter(|arg| arg.known).map(|arg| arg.text.as_str());
        let out = match at {
            Some(at) => named(at)?,
            None => self.start()?.args.first().filter(|arg| arg.known)?.text.rsplit_once('/')?.0,
        };
        // `bin/Release/net8.0/publish` is not where another release puts it.
        let line = self.image.runtime.as_ref().and_then(|runtime| runtime.version.as_deref()).unwrap_or_default();
        let whole = at.is_some() || out.ends_with("/publish") && out.contains(&format!("/net{line}/"));
        Some(Recipe::of([self.absolute(out).filter(|_| whole)?]))
    }

    /// The working directory with what composer put there, and the extensions that were compiled.
    fn php(&self) -> Option<Recipe> {
        self.home()?;
        self.manages(Manager::Composer).next()?;
        let known = |(_, c): (usize, &Command)| c.packages.is_some() || PHP_STEPS.contains(&c.name());
        let same_libc = self.now()?.libc == self.image.libc;
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
            false => match self.placed(program) {
                Some(place) => (place.clone(), place),
                None => (self.installed(program)?, format!("/usr/local/bin/{program}")),
            },
        };
        // Where nothing is built, what the stage copies is there for the program.
        let made = self.builds();
        // A script of the project's own starts what is built: which program that is, nothing shows.
        if made && self.is_of_context(&from) {
            return None;
        }
        let beside = self.brought();
        if !made && !beside.is_empty() {
            let mut recipe = Recipe::of(beside);
            if !recipe.copies.iter().any(|(place, _)| read::is_in(&from, place)) {
                recipe.copies.insert(0, (from, to));
            }
            return Some(recipe);
        }
        let beside = self.brought_after(&from);
        let fetched: Vec<String> = beside::programs(self.stage).into_iter().map(|one| one.place).collect();
        let all: Vec<&str> = std::iter::once(&from).chain(&beside).chain(&fetched).map(String::as_str).collect();
        let left = vec![self.alone(&all.join(", "), start)];
        let build_lines = self.caches();
        let reasons = build_lines.first().map(|(_, mounts)| (mounts.clone(), self.why_cached()));
        let reasons = reasons.into_iter().collect();
        let mut recipe = Recipe { left, build_lines, reasons, ..Recipe::of(beside) };
        recipe.copies.insert(0, (from, to));
        Some(recipe)
    }

    fn is_of_context(&self, place: &String) -> bool {
        let of = |step: &&Step| matches!(&step.does, Does::Bring { from: Origin::Context, .. });
        self.stage.steps.iter().filter(of).any(|step| self.files_of(step).contains(place))
    }

    /// What is copied behind the last line that builds is there for the program when it runs.
    fn brought_after(&self, program: &str) -> Vec<String> {
        let builds = self.commands().filter(|(_, command)| trace::builds(command)).map(|(at, _)| at);
        let last = builds.max().unwrap_or(usize::MAX);
        let behind = self.stage.steps.iter().filter(|step| step.instruction > last && brings(&step.does));
        let mut places: Vec<String> = behind.flat_map(|step| self.files_of(step)).collect();
        places.retain(|place| !read::is_in(program, place));
        places.dedup();
        places
    }

    /// Its destination; in the working directory, which holds the sources, the files by name.
    fn files_of(&self, step: &Step) -> Vec<String> {
        let Does::Bring { sources, destination: Some(to), .. } = &step.does else { return Vec::new() };
        let Some(to) = to.known() else { return Vec::new() };
        let place = trace::paths::join(step.workdir.as_deref().unwrap_or("/"), to);
        if self.home().as_deref() != Some(place.trim_end_matches('/')) {
            return landed(sources, &place);
        }
        let files = sources.iter().map(|source| trace::paths::name(&source.text));
        files
            .filter(|name| trace::paths::is_file(name) && !name.contains('*'))
            .map(|name| format!("{place}/{name}"))
            .collect()
    }

    /// The one file that is copied may read others.
    fn alone(&self, from: &str, start: &Command) -> Left {
        let lang = self.lang;
        let text = say!(lang,
            en: "Only this is copied: {from}. If the program reads other files when it runs (templates, migrations, static files), copy them too.",
            de: "Kopiert wird nur dies: {from}. Liest das Programm zur Laufzeit weitere Dateien (Vorlagen, Migrationen, statische Dateien), bitte auch diese kopieren.",
            zh: "只复制了：{from}。如果程序在运行时读取其他文件（模板、迁移脚本、静态文件），请一并复制。");
        Left { rule: "build-tools-shipped", text, spans: vec![start.span] }
    }

    /// What the container starts: ENTRYPOINT, else CMD.
    pub(super) fn start(&self) -> Option<&'a Command> {
        self.launched()?.commands.last()
    }

    fn launched(&self) -> Option<&'a Launch> {
        let config = &self.stage.config;
        config.entrypoint.as_ref().or(config.cmd.as_ref())
    }

    /// A line of several programs needs them all, and a shell; what every shell has is none of them.
    fn starts_several(&self) -> bool {
        const OF_SHELLS: [&str; 8] = ["cd", "echo", "exec", "export", "set", "sleep", "true", "ulimit"];
        let programs = |launch: &Launch| launch.commands.iter().filter(|one| !OF_SHELLS.contains(&one.name())).count();
        let several = |launch: &Launch| programs(launch) > 1;
        self.launched().is_some_and(|launch| launch.form == Form::Shell && several(launch))
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
        let makes = |does: &Doing| matches!(does, Doing::CreateUser { .. } | Doing::CreateGroup { .. });
        let made = self.facts.effects.iter().filter(|effect| makes(&effect.does)).map(|effect| effect.span);
        let mut spans: Vec<Span> = made.collect();
        spans.first()?;
        // What makes room for them goes along.
        let room = |name: &str| matches!(name, "delgroup" | "deluser" | "groupdel" | "userdel");
        spans.extend(self.own_effects().filter(|(.., by)| room(by.name())).map(|(_, effect, _)| effect.span));
        order::sort_by_key(&mut spans, |span| span.start);
        let commands: Vec<&str> = spans.iter().map(|span| self.build.tree.source.slice(*span)).collect();
        Some(format!("RUN {}", commands.join(" && ")))
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
