//! What the program reads when it runs, as far as the file names it: on the command line, in a variable, or by a COPY of
//! what no compiler reads.

use super::{Bench, Recipe, read};
use crate::advice::Left;
use crate::evidence::trace::{self, paths};
use crate::order;
use crate::stages::{Does, Origin, Step, Value};

/// Folders that are for the program when it runs.
const FOLDERS: [&str; 22] = [
    "assets",
    "cfg",
    "conf",
    "config",
    "configs",
    "data",
    "fixtures",
    "i18n",
    "locales",
    "logs",
    "migrations",
    "public",
    "resources",
    "sql",
    "static",
    "storage",
    "swagger",
    "templates",
    "translations",
    "uploads",
    "views",
    "www",
];

/// Ends of such files; the manifests of compilers have some of them, too.
const ENDS: [&str; 13] = [
    ".cfg",
    ".conf",
    ".crt",
    ".css",
    ".env",
    ".html",
    ".ini",
    ".json",
    ".pem",
    ".properties",
    ".toml",
    ".yaml",
    ".yml",
];
const MANIFESTS: [&str; 24] = [
    ".eslintrc",
    ".golangci",
    "buf.",
    "cargo.",
    "clippy.",
    "composer.",
    "deno.",
    "docker-compose",
    "dune-",
    "glide.",
    "global.json",
    "gopkg.",
    "gradle",
    "makefile.",
    "package",
    "pom.",
    "pyproject.",
    "rust-",
    "rustfmt.",
    "shard.",
    "sqlx-data",
    "stack.",
    "tsconfig",
    "vcpkg.",
];

/// `templates`, `config.yml`, `.env`; not `Cargo.toml`.
pub fn is_data(place: &str) -> bool {
    let name = paths::name(place).to_ascii_lowercase();
    let manifest = || MANIFESTS.iter().any(|start| name.starts_with(start));
    FOLDERS.contains(&name.as_str()) || ENDS.iter().any(|end| name.ends_with(end)) && !manifest()
}

impl Bench<'_> {
    /// Where a result is copied alone: what a COPY of its own brings for the program goes along, and what the file names
    /// and nobody sees is told.
    pub fn reads(&self, recipe: &mut Recipe) {
        let mut more = self.copied_data();
        more.retain(|place| !recipe.copies.iter().any(|(_, to)| read::is_in(place, to)));
        order::sort(&mut more);
        more.dedup_by(|place, outer| read::is_in(place, outer));
        recipe.copies.extend(more.into_iter().map(|place| (place.clone(), place)));
    }

    /// Places that the context fills by name.
    fn copied_data(&self) -> Vec<String> {
        let of = |step: &Step| match &step.does {
            Does::Bring { from: Origin::Context, .. } => self.files_of_data(step),
            _ => Vec::new(),
        };
        self.stage.steps.iter().flat_map(of).filter(|place| read::is_plain(place)).collect()
    }

    /// In the working directory, which holds the sources, the files by name; a folder elsewhere.
    fn files_of_data(&self, step: &Step) -> Vec<String> {
        let Does::Bring { sources, destination: Some(to), .. } = &step.does else { return Vec::new() };
        let place = paths::join(step.workdir.as_deref().unwrap_or("/"), to.known().unwrap_or("$"));
        let data = |source: &&Value| is_data(source.text.trim_end_matches(['*', '/']));
        if self.home().is_none_or(|home| home != place) {
            return if sources.iter().all(|source| data(&source)) { self.files_of(step) } else { Vec::new() };
        }
        let names =
            sources.iter().filter(data).map(|source| paths::name(&source.text)).filter(|name| name.contains('.'));
        names.map(|name| format!("{place}/{name}")).collect()
    }

    /// `COPY rootfs/ /` lays a folder over the root: the new stage does the same.
    pub fn over_root(&self) -> Vec<String> {
        let lays = |step: &&Step| match &step.does {
            Does::Bring { sources, destination: Some(to), from: Origin::Context, .. } => {
                let folder = |source: &Value| !paths::is_file(paths::name(&source.text));
                let all = |source: &Value| matches!(source.text.as_str(), "." | "./" | "*");
                to.text == "/" && sources.iter().any(folder) && !sources.iter().any(all)
            }
            _ => false,
        };
        let places = self.stage.steps.iter().filter(lays).map(|step| self.build.tree.source.slice(step.span));
        places.filter(|_| self.home().is_some()).map(|text| text.trim_end().to_string()).collect()
    }

    /// What the start calls besides, a script of the project's own: `/wait-for-it.sh db:3306 -- java -jar …`.
    pub fn scripts(&self, recipe: &Recipe) -> Vec<String> {
        let config = &self.stage.config;
        let starts = config.entrypoint.iter().chain(&config.cmd).flat_map(|launch| &launch.commands);
        let programs = starts.map(|command| &command.program).filter(|program| program.known);
        let mut places: Vec<String> = programs.filter_map(|program| self.script_at(&program.text)).collect();
        places.retain(|place| !recipe.copies.iter().any(|(_, to)| read::is_in(place, to)));
        places.dedup();
        places
    }

    fn script_at(&self, program: &str) -> Option<String> {
        let place = if program.contains('/') { self.absolute(program) } else { self.placed(program) }?;
        // A COPY of it, or a line that fetches it; one that nothing names may be mounted.
        let name = paths::name(program);
        let is_named = |step: &Step| match &step.does {
            Does::Run(run) => run.words.iter().any(|word| word.text.contains(name)),
            Does::Bring { sources, destination, .. } => {
                sources.iter().chain(destination).any(|one| paths::name(&one.text) == name)
            }
            Does::Set => false,
        };
        let lies_in_home = || self.home().is_some_and(|home| read::is_in(&place, &home));
        let script = program.ends_with(".sh") && (lies_in_home() || self.stage.steps.iter().any(is_named));
        (script || self.is_of_context(&place)).then_some(place)
    }

    /// What the start and the variables name and the new stage does not have.
    pub fn unseen(&self, recipe: &Recipe) -> Option<Left> {
        let has = |place: &String| recipe.copies.iter().any(|(_, to)| read::is_in(place, to) || read::is_in(to, place));
        let mut names = self.named();
        names.retain(|place| !has(place));
        let span = self.launched()?.commands.last()?.span;
        let names = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let text = say!(self.lang,
            en: "The file names this for the program, and nothing shows that the build stage has it: {names}. Copy it too, unless it is mounted.",
            de: "Dies nennt die Datei für das Programm, und nichts zeigt, dass die Build-Stufe es hat: {names}. Kopiere es auch, falls es nicht eingehängt wird.",
            zh: "文件为程序指定了以下内容，但看不出构建阶段是否有：{names}。除非是挂载的，否则请一并复制。");
        (!names.is_empty()).then(|| Left { rule: "build-tools-shipped", text, spans: vec![span] })
    }

    /// `--config config.yml`, `-migrations file:///app/migrations`, `ENV TEMPLATES=./templates`.
    pub fn named(&self) -> Vec<String> {
        let config = &self.stage.config;
        let starts = config.entrypoint.iter().chain(&config.cmd).flat_map(|launch| &launch.commands);
        let args = starts.flat_map(|command| &command.args).filter(|arg| arg.known).map(|arg| arg.text.as_str());
        // Of variables those that name data: most others are for building.
        let data = |value: &str| is_data(value) || value.starts_with("./");
        let own = |name: &str| !["CACHE", "HOME", "PATH"].iter().any(|part| name.contains(part));
        let env = config.env.iter().filter(|(name, _)| own(name)).filter_map(|(_, value)| value.known());
        let env = env.filter(|value| data(value));
        let mut places: Vec<String> = args.chain(env).filter_map(|word| self.place_of(word)).collect();
        order::sort(&mut places);
        places.dedup();
        places
    }

    fn place_of(&self, word: &str) -> Option<String> {
        let value = word.split_once('=').filter(|_| word.starts_with('-')).map_or(word, |(_, value)| value);
        let path = value.trim_matches(['"', '\'']);
        let path = path.strip_prefix("file://").or_else(|| path.strip_prefix("file:")).unwrap_or(path);
        let plain =
            read::is_plain(path) && !path.contains([':', ',', ';', '@', '=']) && !path.starts_with(['-', '.', '/']);
        let relative = path.starts_with("./") && path.len() > 2 && read::is_plain(path) && !path.contains([':', ',']);
        let absolute =
            path.starts_with('/') && path[1..].contains('/') && read::is_plain(path) && !path.contains([':', ',']);
        let file = || is_data(path) || paths::is_file(paths::name(path));
        let meant = relative || absolute || plain && file() && (path.contains('/') || path.contains('.'));
        let place = paths::join(&self.home().unwrap_or_else(|| "/".into()), path);
        let systems =
            ["/bin/", "/dev/", "/etc/ssl/", "/proc/", "/run/", "/sys/", "/tmp", "/usr/bin/", "/var/log", "/var/run/"];
        (meant && !systems.iter().any(|dir| place.starts_with(dir))).then_some(place)
    }

    /// Nothing is built where the program runs: what lies there is there for it.
    pub fn runs_apart(&self) -> bool {
        let Some(home) = self.home() else { return false };
        let of = |step: &Step| {
            let own = step.workdir.as_deref().unwrap_or("/");
            let mut commands = step.run().into_iter().flat_map(|launch| &launch.commands);
            commands.any(|command| trace::builds(command) && read::is_in(command.cwd.as_deref().unwrap_or(own), &home))
        };
        !self.stage.steps.iter().any(of)
    }
}

#[cfg(test)]
mod tests {
    use crate::wishes::{Input, Wishes};

    fn written(file: &str) -> (String, Vec<String>) {
        let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
        let rewrite = crate::advise(&Input::pasted(file), &wishes).rewrite.expect("written");
        let (_, ships) = rewrite.dockerfile.rsplit_once("FROM ").expect("two stages");
        (ships.to_string(), rewrite.left_to_you.into_iter().map(|left| left.text).collect())
    }

    const GO: &str = "FROM golang:1.26\nWORKDIR /app\nCOPY go.mod go.sum ./\nCOPY templates ./templates\nCOPY config.yaml .env Makefile ./\nCOPY . .\nRUN cp config.example.yml config.yml && mkdir -p logs\nRUN CGO_ENABLED=0 go build -o main .\nENV TEMPLATES=./templates\nCMD [\"/app/main\", \"--config\", \"conf/app.ini\"]\n";

    #[test]
    fn what_no_compiler_reads_is_there_for_the_program() {
        let (ships, left) = written(GO);
        for place in ["/app/main", "/app/templates", "/app/config.yaml", "/app/.env", "/app/config.yml", "/app/logs"] {
            assert!(ships.contains(&format!("--from=build {place} {place}\n")), "{place}: {ships}");
        }
        assert!(!ships.contains("go.mod"), "{ships}");
        assert!(left.iter().any(|text| text.contains("`/app/conf/app.ini`")), "{left:?}");
        let (ships, _) =
            written(&GO.replace("COPY templates ./templates", "COPY Cargo.toml rust-toolchain.toml Gopkg.toml ./"));
        assert!(!ships.contains("Cargo.toml") && !ships.contains("Gopkg.toml"), "{ships}");
    }

    #[test]
    fn a_script_that_waits_for_the_database_goes_along() {
        let file = "FROM maven:3.9-eclipse-temurin-21\nWORKDIR /app\nCOPY . .\nCOPY wait-for-it.sh /wait-for-it.sh\nRUN mvn package && chmod +x /wait-for-it.sh\n";
        for (start, place) in [
            (
                "ENTRYPOINT [\"/wait-for-it.sh\", \"db:3306\", \"--\", \"java\", \"-jar\", \"target/a.jar\"]",
                "/wait-for-it.sh",
            ),
            (
                "CMD [\"./wait-for-it.sh\", \"db:3306\", \"--\", \"java\", \"-jar\", \"target/a.jar\"]",
                "/app/wait-for-it.sh",
            ),
            ("CMD ./wait-for-it.sh db:3306 && java -jar target/a.jar", "/app/wait-for-it.sh"),
        ] {
            let (ships, _) = written(&format!("{file}{start}\n"));
            for place in [place, "/app/target/a.jar"] {
                assert!(ships.contains(&format!("COPY --from=build {place} {place}\n")), "{place}: {ships}");
            }
        }
        for line in [
            "COPY wait-for-it.sh /",
            "ADD https://example.org/wait-for-it.sh /wait-for-it.sh",
            "RUN curl -o /wait-for-it.sh https://example.org/wait",
        ] {
            let own = file.replace("COPY wait-for-it.sh /wait-for-it.sh", line);
            let start = "CMD [\"/wait-for-it.sh\", \"db:3306\", \"--\", \"java\", \"-jar\", \"target/a.jar\"]";
            let (ships, _) = written(&format!("{own}{start}\n"));
            assert!(ships.contains("COPY --from=build /wait-for-it.sh /wait-for-it.sh\n"), "{line}: {ships}");
            let mounted =
                file.replace("COPY wait-for-it.sh /wait-for-it.sh\n", "").replace(" && chmod +x /wait-for-it.sh", "");
            assert!(!written(&format!("{mounted}{start}\n")).0.contains("wait-for-it.sh /wait"));
        }
        let (ships, _) = written(&format!("{file}CMD [\"java\", \"-jar\", \"target/a.jar\"]\n"));
        assert!(!ships.contains("wait-for-it"), "{ships}");
    }

    #[test]
    fn where_nothing_is_built_all_that_is_moved_there_is_the_programs() {
        let file = "FROM rust:1.98\nWORKDIR /srv\nCOPY . .\nRUN cargo build --release && mkdir -p /opt/app && mv target/release/srv /opt/app/ && mv config templates /opt/app/\nWORKDIR /opt/app\nCMD [\"./srv\"]\n";
        let (ships, _) = written(file);
        assert!(ships.contains("--from=build /opt/app /opt/app\n") && !ships.contains("/opt/app/srv"), "{ships}");
        let made = file.replace("mkdir -p /opt/app && ", "");
        let (ships, _) = written(&made);
        for place in ["/opt/app/srv", "/opt/app/config", "/opt/app/templates"] {
            assert!(ships.contains(&format!("--from=build {place} {place}\n")), "{place}: {ships}");
        }
    }
}
