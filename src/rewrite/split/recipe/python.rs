//! Python: a virtual environment, which is copied whole to where its interpreter is the same.

use super::venv::PLACE;
use super::{Bench, Recipe, read};
use crate::catalogue::{Family, Image, Tri};
use crate::rules::offers;
use crate::shell::{Action, Command, Manager};
use crate::stages::Step;

impl Bench<'_> {
    /// pip into a virtual environment: the file's own, or one that we make.
    pub fn python(&self) -> Option<Recipe> {
        let mut recipe = Recipe::of(self.brought());
        if recipe.copies.is_empty() {
            return None;
        }
        if self.manages(Manager::Uv).any(|(_, c)| c.has("sync")) {
            self.bring_runner(&mut recipe)?;
            return self.keeps_interpreter().then(|| self.synced(recipe))?;
        }
        let installs = |(_, c): &(usize, &Command)| {
            let action = c.packages.as_ref().map(|action| action.action);
            matches!(action, Some(Action::Install | Action::InstallManifest))
        };
        let pip: Vec<_> = self.manages(Manager::Pip).chain(self.manages(Manager::Poetry)).filter(installs).collect();
        let odd = |c: &&Command| {
            ["--user", "--target", "--prefix", "-t"].iter().any(|flag| c.args.iter().any(|a| a.text.starts_with(flag)))
        };
        self.bring_runner(&mut recipe)?;
        // What builds itself into the site's packages goes there, too.
        let set_up = self.commands().filter(|(_, c)| c.has("setup.py") || c.name() == "easy_install");
        let first = pip.iter().map(|(at, _)| *at).min()?;
        let first = set_up.map(|(at, _)| at).chain([first]).min()?;
        let conda = self.manages(Manager::Conda).next().is_some();
        if conda || pip.iter().any(|(_, c)| odd(c)) {
            return None;
        }
        let mut own = self.commands().map(|(_, c)| c).filter(|c| c.has("venv") || c.name() == "virtualenv").peekable();
        if own.peek().is_some() {
            let place = environment(own.next().filter(|_| own.next().is_none())?)?;
            if !self.keeps_interpreter() && !self.keeps_system() {
                recipe.env_lines.push(self.by_path(place)?);
            }
            return self.with(recipe, place);
        }
        let lines = "RUN python3 -m venv /opt/venv\nENV VIRTUAL_ENV=/opt/venv PATH=\"/opt/venv/bin:$PATH\"\n";
        recipe.build_lines.push((self.line_start(first), lines.replace('\n', self.newline())));
        recipe.copies.insert(0, (PLACE.into(), PLACE.into()));
        recipe.env_lines.push(self.python_path(PLACE)?);
        self.follow_environment(&mut recipe, first);
        Some(recipe)
    }

    /// `poetry run app`: what starts by a tool that an installer brought needs that tool, too, with the directory that
    /// stands on PATH for it. `None` where nobody can tell which that is.
    fn bring_runner(&self, recipe: &mut Recipe) -> Option<()> {
        let Some(name) = self.runner() else { return Some(()) };
        let listed = |c: &Command| c.packages.as_ref().is_some_and(|a| a.packages.iter().any(|one| one.name == name));
        let venv = self.commands().find(|(_, c)| c.has("venv") || c.name() == "virtualenv").map_or(0, |(at, _)| at);
        let by_pip = self.manages(Manager::Pip).any(|(at, c)| at >= venv && listed(c));
        let copied = recipe.copies.iter().any(|(_, to)| super::trace::paths::name(to) == name);
        if by_pip || copied || offers::tool(self.now()?, name) == Tri::Yes {
            return Some(());
        }
        let (_, path) = self.stage.config.env.iter().find(|(name, _)| name == "PATH")?;
        let folders = path.text.split(':').filter_map(|dir| dir.strip_suffix("/bin"));
        let own = |dir: &&str| dir.starts_with('/') && !super::landed::is_shared(dir);
        let folder = folders.into_iter().find(own)?.to_string();
        recipe.copies.push((folder.clone(), folder));
        Some(())
    }

    /// The tool of a project that starts its program.
    pub fn runner(&self) -> Option<&str> {
        const RUNNERS: [&str; 6] = ["hatch", "pdm", "pipenv", "poetry", "rye", "uv"];
        self.start().map(|start| start.name()).filter(|name| RUNNERS.contains(name))
    }

    /// `curl …poetry… | python3 -`, where the directory on PATH that it fills goes along.
    pub fn brings_runner(&self, step: &Step, command: &Command, kept: &[(String, String)]) -> bool {
        let named = |name: &str| match command.has("-") {
            true => self.build.tree.source.slice(step.span).contains(name),
            false => command.args.iter().any(|arg| arg.text.contains(name)),
        };
        let path = self.stage.config.env.iter().find(|(name, _)| name == "PATH");
        let mut folders =
            path.iter().flat_map(|(_, path)| path.text.split(':')).filter_map(|dir| dir.strip_suffix("/bin"));
        self.runner().is_some_and(named) && folders.any(|dir| kept.iter().any(|(_, place)| place == dir))
    }

    /// `uv sync` fills `.venv` in the project, or what `UV_PROJECT_ENVIRONMENT` names.
    fn synced(&self, recipe: Recipe) -> Option<Recipe> {
        match self.stage.config.env.iter().find(|(name, _)| name == "UV_PROJECT_ENVIRONMENT") {
            Some((_, place)) => self.with(recipe, place.known()?),
            None => Some(recipe),
        }
    }

    /// The environment at a place of its own goes along.
    fn with(&self, mut recipe: Recipe, place: &str) -> Option<Recipe> {
        let place = self.absolute(place)?;
        if !recipe.copies.iter().any(|(dir, _)| read::is_in(&place, dir)) {
            recipe.copies.insert(0, (place.clone(), place));
        }
        Some(recipe)
    }

    /// A virtual environment names its interpreter by its path: it moves only between images that have it in the same
    /// place, and not where uv has fetched one of its own.
    fn keeps_interpreter(&self) -> bool {
        let now = self.now();
        let fetches = |c: &Command| c.name() == "uv" && c.has("python") || c.has("--managed-python");
        now.is_some_and(is_official) && is_official(self.image) && !self.commands().any(|(_, c)| fetches(c))
    }

    /// The same release of the same system, where its own packages bring the interpreter.
    fn keeps_system(&self) -> bool {
        let now = self.now();
        let same = |now: &Image| now.repository == self.image.repository && now.os == self.image.os;
        now.is_some_and(|now| same(now) && now.os.as_ref().is_some_and(|os| os.version.is_some()))
    }

    /// Where only the interpreter is started, its packages can be found by their path.
    fn by_path(&self, place: &str) -> Option<String> {
        let plain = self.start().is_some_and(|start| ["python", "python3"].contains(&start.name()));
        let now = self.now();
        // Distroless has the very Python of its Debian.
        let of_system = |now: &Image| now.runtime.is_none() && now.os.is_some() && now.os == self.image.os;
        let made = now.is_some_and(|now| is_official(now) || of_system(now));
        let fits = plain && self.image.family == Family::Distroless && made;
        self.python_path(&self.absolute(place)?).filter(|_| fits)
    }

    /// Distroless has its interpreter elsewhere: the packages are found by PYTHONPATH, not by the venv's own link.
    fn python_path(&self, place: &str) -> Option<String> {
        if self.image.family != Family::Distroless {
            return Some("ENV VIRTUAL_ENV=/opt/venv PATH=\"/opt/venv/bin:$PATH\"".into());
        }
        let version = self.image.runtime.as_ref()?.version.clone()?;
        let minor: Vec<&str> = version.split('.').take(2).collect();
        let own = self.stage.config.env.iter().any(|(name, _)| name == "PYTHONPATH");
        let rest = if own { ":$PYTHONPATH" } else { "" };
        Some(format!("ENV PYTHONPATH={place}/lib/python{}/site-packages{rest}", minor.join(".")))
    }
}

/// Docker's own images of Python, and those of uv that stand on them.
fn is_official(image: &Image) -> bool {
    ["docker.io/library/python", "ghcr.io/astral-sh/uv"].contains(&image.repository.as_str())
        && image.runtime.as_ref().is_some_and(|runtime| runtime.name == "python")
}

/// Where `python -m venv` or `virtualenv` makes one.
fn environment(command: &Command) -> Option<&str> {
    let from = command.args.iter().position(|arg| arg.text == "venv").map_or(0, |at| at + 1);
    let mut named = command.args[from..].iter().filter(|arg| !arg.text.starts_with('-'));
    let place = named.next().filter(|arg| arg.known && named.next().is_none())?;
    Some(&place.text)
}

#[cfg(test)]
mod tests {
    use crate::rewrite::split::tests::rewritten;

    const HEAD: &str = "FROM python:3.12-slim\nRUN apt-get update && apt-get install -y build-essential && rm -rf /var/lib/apt/lists/*\nWORKDIR /app\n";
    const TAIL: &str = "COPY . .\nCMD [\"python\", \"app.py\"]\n";

    #[test]
    fn an_environment_of_the_files_own_goes_along() {
        let own = "RUN python -m venv /opt/env\nENV PATH=\"/opt/env/bin:$PATH\"\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n";
        let text = rewritten(&format!("{HEAD}{own}{TAIL}"));
        assert!(text.contains("COPY --from=build /opt/env /opt/env\nCOPY --from=build /app /app\n"), "{text}");
        assert_eq!((text.matches("ENV PATH").count(), text.matches("venv ").count()), (2, 1), "{text}");
        let within = rewritten(&format!("{HEAD}{own}{TAIL}").replace("/opt/env", ".venv"));
        assert!(within.contains("COPY --from=build /app /app\n") && !within.contains("/app/.venv /app"), "{within}");
    }

    #[test]
    fn where_the_interpreter_lies_elsewhere_packages_are_found_by_their_path() {
        let file = "FROM python:3.13-slim\nRUN apt-get update && apt-get install -y gcc\nWORKDIR /app\nENV PYTHONPATH=/app/src\nRUN python -m venv /opt/env\nENV PATH=\"/opt/env/bin:$PATH\"\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .\nCMD [\"python\", \"app.py\"]\n";
        let text = rewritten(file);
        assert!(text.contains("ENV PYTHONPATH=/opt/env/lib/python3.13/site-packages:$PYTHONPATH\n"), "{text}");
        let script = rewritten(&file.replace("[\"python\", \"app.py\"]", "[\"gunicorn\", \"a:b\"]"));
        assert!(!script.contains("distroless"), "{script}");
    }

    #[test]
    fn on_the_same_system_its_own_interpreter_stays_where_it_is() {
        let file = "FROM debian:13\nRUN apt-get update && apt-get install -y python3 python3-venv python3-dev build-essential\nWORKDIR /app\nRUN python3 -m venv /venv\nENV PATH=/venv/bin:$PATH\nCOPY . .\nRUN pip install -r requirements.txt\nCMD [\"python3\", \"app.py\"]\n";
        let barer = rewritten(file);
        assert!(barer.contains("distroless/python3-debian13"), "{barer}");
        assert!(barer.contains("ENV PYTHONPATH=/venv/lib/python3.13/site-packages\n"), "{barer}");
        let text = rewritten(&file.replace("[\"python3\", \"app.py\"]", "[\"gunicorn\", \"a:b\"]"));
        assert!(text.contains("--no-install-recommends libpython3-stdlib python3 "), "{text}");
        assert!(text.contains("COPY --from=build /venv /venv\n"), "{text}");
    }

    #[test]
    fn what_starts_by_a_tool_takes_the_tool_along() {
        let file = format!(
            "{HEAD}RUN curl -sSL https://install.python-poetry.org | python3 -\nENV PATH=/root/.local/bin:$PATH\nCOPY pyproject.toml poetry.lock ./\nRUN poetry install --no-root\nCOPY . .\nCMD [\"poetry\", \"run\", \"python\", \"app.py\"]\n"
        );
        let along = "COPY --from=build /root/.local /root/.local\n";
        let text = rewritten(&file);
        assert!(
            text.contains(along) && text.ends_with("CMD [\"poetry\", \"run\", \"python\", \"app.py\"]\n"),
            "{text}"
        );
        let by_pip =
            rewritten(&file.replace("curl -sSL https://install.python-poetry.org | python3 -", "pip install poetry"));
        assert!(by_pip.contains(" /opt/venv\n") && !by_pip.contains(along), "{by_pip}");
        let plain = rewritten(&file.replace("\"poetry\", \"run\", ", ""));
        assert!(plain.contains(" /opt/venv\n") && !plain.contains(along), "{plain}");
        let unknown = rewritten(&file.replace("ENV PATH=/root/.local/bin:$PATH\n", ""));
        assert!(!unknown.contains("--from=build"), "{unknown}");
    }

    #[test]
    fn what_installs_itself_before_pip_is_in_the_environment_too() {
        let own =
            "RUN git clone https://example.org/dlib && cd dlib && python setup.py install\nRUN pip install flask\n";
        let text = rewritten(&format!("{HEAD}{own}{TAIL}"));
        assert!(text.find("-m venv /opt/venv") < text.find("setup.py"), "{text}");
        assert!(text.contains("COPY --from=build /opt/venv /opt/venv\n"), "{text}");
    }

    #[test]
    fn browsers_are_fetched_again() {
        let own = "RUN pip install playwright && playwright install chromium\n";
        let text = rewritten(&format!("{HEAD}{own}{TAIL}"));
        let (_, ships) = text.rsplit_once("FROM ").expect("two stages");
        assert!(ships.contains("RUN playwright install chromium\n"), "{ships}");
    }

    #[test]
    fn uv_puts_it_where_it_was_told_to() {
        let uv = "COPY --from=ghcr.io/astral-sh/uv:0.12.5 /uv /bin/uv\nENV UV_PROJECT_ENVIRONMENT=/venv PATH=\"/venv/bin:$PATH\"\nCOPY pyproject.toml uv.lock ./\nRUN uv sync --locked\n";
        let text = rewritten(&format!("{HEAD}{uv}{TAIL}"));
        assert!(text.contains("COPY --from=build /venv /venv\n"), "{text}");
        let fetched =
            rewritten(&format!("{HEAD}{uv}{TAIL}").replace("RUN uv sync", "RUN uv python install 3.14 && uv sync"));
        assert!(!fetched.contains("--from=build"), "{fetched}");
    }
}
