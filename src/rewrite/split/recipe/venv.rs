//! What pip installs lies in another directory once it goes into a virtual environment: paths that the file writes out
//! follow it, and files that are not at hand are named.

use super::{Bench, Recipe};
use crate::advice::Left;
use crate::catalogue::Family;
use crate::dockerfile::Kind;
use crate::evidence::companions::packages;
use crate::evidence::effects::written;
use crate::evidence::{language, trace::paths};
use crate::order;
use crate::rewrite::builders::runtime_line;
use crate::shell::{Command, Manager};
use crate::stages::{Does, Origin, Step};

/// Where the environment is made.
pub const PLACE: &str = "/opt/venv";
const PROGRAMS: &str = "/usr/local/bin";
const OF_SYSTEM: &str = "/usr/bin";

impl Bench<'_> {
    /// From the line that makes the environment on.
    pub fn follow_environment(&self, recipe: &mut Recipe, first: usize) {
        let source = &self.build.tree.source;
        let own = self.stage.steps.iter().filter(|step| step.instruction >= first);
        let own: Vec<(&Step, &str)> = own.map(|step| (step, source.slice(step.span))).collect();
        let mut moved: Vec<(String, String)> = own.iter().flat_map(|(_, text)| self.moved(text)).collect();
        order::sort(&mut moved);
        moved.dedup();
        for (step, text) in own {
            let builds = matches!(
                self.build.tree.instructions[step.instruction].kind,
                Kind::Run(_) | Kind::Copy(_) | Kind::Add(_) | Kind::Env(_)
            );
            let written = renamed(text, &moved);
            if builds && written != text {
                recipe.build_edits.push((step.span, written));
            }
        }
        recipe.copies.retain(|(from, _)| !from.contains("/site-packages"));
        recipe.left.extend(self.files_that_name());
        // Distroless starts its own Python, which is told where the packages are.
        if self.image.family != Family::Distroless {
            recipe.moved = moved;
        }
    }

    /// `/usr/local/bin/gunicorn`, `/usr/local/lib/python3.9/site-packages`: as written, and where it is.
    fn moved(&self, text: &str) -> Vec<(String, String)> {
        let programs = [PROGRAMS, OF_SYSTEM].into_iter().flat_map(|dir| {
            let end = format!("{dir}/");
            let names: Vec<&str> = text.match_indices(&end).map(|(at, _)| word(&text[at + end.len()..])).collect();
            let names = names.into_iter().filter(move |name| self.is_of_pip(dir, name));
            names.map(move |name| (format!("{dir}/{name}"), format!("{PLACE}/bin/{name}"))).collect::<Vec<_>>()
        });
        const LIBRARIES: &str = "/usr/local/lib/python";
        let libraries = text.match_indices(LIBRARIES).map(|(at, _)| word(&text[at + LIBRARIES.len()..]));
        let new = runtime_line(self.image).filter(|(name, _)| *name == "python");
        let libraries = libraries.map(|line| {
            let place = |line: &str| format!("lib/python{line}/site-packages");
            let now = new.as_ref().map_or(line, |(_, line)| line);
            (format!("/usr/local/{}", place(line)), format!("{PLACE}/{}", place(now)))
        });
        programs.chain(libraries).collect()
    }

    /// Python and pip themselves, and a program that nothing else in the file puts there.
    fn is_of_pip(&self, dir: &str, name: &str) -> bool {
        let plain = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        let known = || language::of_program(name) == Some("python") || self.is_listed(name);
        match dir {
            _ if matches!(plain, "python" | "pip") => !self.is_placed(dir, name),
            OF_SYSTEM => self.is_listed(name),
            _ if name.is_empty() || name.ends_with(".sh") || name.starts_with("uv") => false,
            _ => !self.is_placed(dir, name) && (known() || !self.fills_programs()),
        }
    }

    /// By the file or by a list beside it.
    fn is_listed(&self, name: &str) -> bool {
        let by_file = self.manages(Manager::Pip).filter_map(|(_, command)| command.packages.as_ref());
        by_file.flat_map(|action| &action.packages).any(|package| package.name == name)
            || packages::of(self.input, Some("python")).iter().any(|(_, package, _)| package == name)
    }

    /// A line puts a file of this name there.
    fn is_placed(&self, dir: &str, name: &str) -> bool {
        let place = format!("{dir}/{name}");
        let makes = |command: &Command| {
            let mut named = command.args.iter().filter(|arg| arg.text.ends_with(&place));
            match command.name() {
                "cp" | "install" | "ln" | "mv" => command.args.last().is_some_and(|to| to.text == place),
                name if name.starts_with("python") => false,
                _ => named.next().is_some(),
            }
        };
        let writes = |step: &Step| written(self.build.tree.source.slice(step.span)).contains(&place);
        self.stage.steps.iter().any(|step| match &step.does {
            Does::Run(launch) => launch.commands.iter().any(makes) || writes(step),
            Does::Bring { .. } => self.files_of(step).contains(&place),
            Does::Set => false,
        })
    }

    /// An archive, a folder or a `make install` puts programs there that nobody can name.
    fn fills_programs(&self) -> bool {
        let there = |path: &str| ["", "/usr", "/usr/local", PROGRAMS].contains(&path.trim_end_matches('/'));
        let fills = |(_, command): (usize, &Command)| {
            let into =
                command.args.iter().any(|arg| arg.text.len() > 1 && there(arg.text.rsplit('=').next().unwrap_or("-")));
            into || command.name() == "make" && command.has("install")
        };
        let folder = |step: &Step| match &step.does {
            Does::Bring { sources, destination: Some(to), .. } if there(&to.text) => {
                sources.iter().any(|source| !paths::is_file(paths::name(&source.text)))
            }
            _ => false,
        };
        self.commands().any(fills) || self.stage.steps.iter().any(folder)
    }

    /// What starts programs by their path, as the file names it or as it is at hand.
    fn files_that_name(&self) -> Option<Left> {
        let starts = |name: &str| ["cron", "supervisor", "uwsgi", ".service"].iter().any(|part| name.contains(part));
        let path = format!("{PROGRAMS}/");
        let given = &self.input.companions;
        let silent = |name: &str| given.iter().any(|file| file.name() == name && !file.text.contains(&path));
        let mut files: Vec<&str> = self.stage.steps.iter().flat_map(brought).filter(|name| starts(name)).collect();
        files.retain(|name| !silent(name));
        files.extend(given.iter().filter(|file| file.text.contains(&path)).map(|file| file.name()));
        order::keep_first(&mut files, |name| *name);
        let installs = |(_, command): (usize, &Command)| {
            let names = command.packages.as_ref().map(|action| action.packages.as_slice()).unwrap_or_default();
            names.iter().any(|package| ["cron", "cronie", "dcron", "supervisor"].contains(&package.name.as_str()))
        };
        let first = self.stage.from.span;
        let files = match files.is_empty() {
            true if !self.commands().any(installs) => return None,
            true => {
                say!(self.lang, en: "a crontab or a script", de: "einer Crontab oder einem Skript", zh: "crontab 或脚本")
            }
            false => files.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
        };
        let text = say!(self.lang,
            en: "Python and what pip installs lie in `/opt/venv/bin` now, not in `/usr/local/bin`: see whether {files} names the old place.",
            de: "Python und was pip installiert, liegen jetzt in `/opt/venv/bin`, nicht in `/usr/local/bin`: Sieh nach, ob in {files} der alte Ort steht.",
            zh: "Python 和 pip 安装的程序现在位于 `/opt/venv/bin`，不再位于 `/usr/local/bin`：请检查 {files} 中是否写有旧路径。");
        Some(Left { rule: "build-tools-shipped", text, spans: vec![first] })
    }
}

/// Files of the context, by name.
fn brought(step: &Step) -> Vec<&str> {
    match &step.does {
        Does::Bring { sources, from: Origin::Context, .. } => {
            sources.iter().map(|one| paths::name(&one.text)).collect()
        }
        _ => Vec::new(),
    }
}

/// The name at the start of a text.
fn word(text: &str) -> &str {
    let end = text.find(|c: char| !is_of_name(c)).unwrap_or(text.len());
    text[..end].trim_end_matches('.')
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || "._-+".contains(c)
}

/// The text with every such path where it is now.
pub fn renamed(text: &str, moved: &[(String, String)]) -> String {
    let mut text = text.to_string();
    for (from, to) in moved {
        let mut out = String::new();
        let mut done = 0;
        for (at, _) in text.match_indices(from.as_str()) {
            let end = at + from.len();
            let whole = !text[..at].ends_with(is_of_name) && word(&text[end..]).is_empty();
            if whole {
                out.push_str(&text[done..at]);
                out.push_str(to);
                done = end;
            }
        }
        out.push_str(&text[done..]);
        text = out;
    }
    text
}

#[cfg(test)]
mod tests {
    use crate::rewrite::split::tests::{beside, rewritten};

    const FILE: &str = "FROM python:3.13\nRUN apt-get update && apt-get install -y gcc libpq-dev\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n";

    #[test]
    fn what_is_called_by_its_path_is_called_where_it_lies() {
        let ends = |lines: &str, end: &str| {
            let text = rewritten(&format!("{FILE}{lines}"));
            assert!(text.contains("COPY --from=build /opt/venv /opt/venv\n") && text.ends_with(end), "{text}");
            text
        };
        ends("CMD [\"/usr/local/bin/gunicorn\", \"a:b\"]\n", "CMD [\"/opt/venv/bin/gunicorn\", \"a:b\"]\n");
        ends("CMD /usr/local/bin/own a:b -b :$PORT\n", "CMD /opt/venv/bin/own a:b -b :$PORT\n");
        ends(
            "HEALTHCHECK CMD /usr/local/bin/python c.py\nCMD [\"/usr/local/bin/python3.13\", \"a.py\"]\n",
            "HEALTHCHECK CMD /opt/venv/bin/python c.py\nCMD [\"/opt/venv/bin/python3.13\", \"a.py\"]\n",
        );
        let text = ends("RUN ln -s /usr/local/bin/celery /celery\nCMD [\"/celery\"]\n", "CMD [\"/celery\"]\n");
        assert_eq!(text.matches("ln -s /opt/venv/bin/celery /celery").count(), 2, "{text}");
        let text = rewritten(&FILE.replace("pip install", "/usr/local/bin/python -m pip install"));
        assert!(text.contains("RUN /opt/venv/bin/python -m pip install -r"), "{text}");
        let text = ends(
            "RUN sed -i s/a/b/ /usr/local/lib/python3.13/site-packages/x.py\nCMD [\"python\", \"a.py\"]\n",
            "CMD [\"python\", \"a.py\"]\n",
        );
        assert!(text.contains(" /opt/venv/lib/python3.13/site-packages/x.py\n"), "{text}");
    }

    #[test]
    fn what_the_file_puts_there_itself_stays() {
        for line in [
            "COPY run /usr/local/bin/run",
            "COPY bin/ /usr/local/bin/",
            "RUN curl -fsSLo /usr/local/bin/run https://example.org/run && chmod +x /usr/local/bin/run",
            "RUN echo exec python a.py > /usr/local/bin/run && chmod +x /usr/local/bin/run",
            "RUN ln -s /app/run.py /usr/local/bin/run",
        ] {
            let text = rewritten(&format!("{FILE}{line}\nCMD [\"/usr/local/bin/run\"]\n"));
            assert!(!text.contains("/opt/venv/bin/run"), "{line}: {text}");
        }
        let system = FILE
            .replace("RUN pip", "RUN update-alternatives --install /usr/bin/python python /usr/bin/python3 1 && pip");
        let text = rewritten(&format!("{system}CMD [\"/usr/bin/python\", \"a.py\"]\n"));
        assert!(text.contains("python /usr/bin/python3 1 && pip") && text.contains(" /opt/venv\n"), "{text}");
    }

    #[test]
    fn files_that_start_programs_by_their_path_are_named() {
        let told = |lines: &str, given: &[(&str, &str)]| {
            let wishes = crate::wishes::Wishes { today: "2026-11-28".into(), ..Default::default() };
            let companions = given
                .iter()
                .map(|(path, text)| crate::wishes::Companion { path: path.to_string(), text: text.to_string() });
            let file = format!("{FILE}{lines}CMD [\"gunicorn\", \"a:b\"]\n");
            let input = crate::wishes::Input { companions: companions.collect(), ..crate::wishes::Input::pasted(file) };
            let left = crate::advise(&input, &wishes).rewrite.expect("two stages").left_to_you;
            left.into_iter().map(|left| left.text).find(|text| text.contains("/opt/venv/bin")).unwrap_or_default()
        };
        assert!(told("COPY crontab /etc/cron.d/app\n", &[]).contains("`crontab`"));
        assert!(told("RUN apt-get install -y cron\n", &[]).contains("a crontab or a script"));
        assert_eq!(told("", &[]), "");
        assert_eq!(told("COPY crontab /etc/cron.d/app\n", &[("crontab", "* * * * * root /app/a\n")]), "");
        assert!(told("", &[("run.sh", "/usr/local/bin/python a.py\n")]).contains("`run.sh`"));
        assert!(beside(FILE, &[]).contains("/opt/venv"));
    }
}
