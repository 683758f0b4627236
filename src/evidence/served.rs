//! Pages that the file builds, and a small server that hands them out: what it takes to serve them, and no more.

mod own;

use super::trace::{self, paths};
use crate::shell::{Arg, Command};
use crate::stages::{Does, Stage};

/// A folder of pages and who serves it.
#[derive(Debug, Clone, PartialEq)]
pub struct Served {
    pub server: Server,
    /// Absolute.
    pub folder: String,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Server {
    /// A package of npm: `serve` or `http-server`, and whether `npx` looks for it at each start.
    Npm { name: String, by_npx: bool },
    /// `python -m http.server`.
    Python,
    /// What the present base is made for.
    Own,
}

/// Flags that a word follows: the port and the address.
const WITH_VALUE: [&str; 8] = ["-l", "--listen", "-p", "--port", "-a", "--address", "-b", "--bind"];

/// Flags that name a file, another server or another behaviour.
const ELSEWHERE: [&str; 7] = ["-c", "--config", "-P", "--proxy", "-K", "--key", "--cgi"];

/// Tools that make pages, where they do not serve them.
const MAKERS: [&str; 14] = [
    "antora",
    "astro",
    "eleventy",
    "gatsby",
    "hexo",
    "hugo",
    "jekyll",
    "mdbook",
    "mkdocs",
    "nikola",
    "pelican",
    "sphinx-build",
    "vitepress",
    "zola",
];

/// `None` where something else is started, or the folder cannot be told.
pub fn pages(stage: &Stage) -> Option<Served> {
    own::pages(stage).or_else(|| by_start(stage))
}

/// By what the file starts.
fn by_start(stage: &Stage) -> Option<Served> {
    let config = &stage.config;
    let launch = match (&config.entrypoint, &config.cmd) {
        (Some(launch), None) | (None, Some(launch)) => launch,
        _ => return None,
    };
    let (command, before) = launch.commands.split_last()?;
    if before.iter().any(|command| command.name() != "exec") {
        return None;
    }
    let home = config.workdir.as_ref().map_or(Some("/"), |dir| dir.known())?;
    let (server, words) = server(command)?;
    let written = folder(&server, words)?;
    let folder = paths::join(home, written.unwrap_or("."));
    let below = written.is_none() || folder.starts_with(&format!("{}/", home.trim_end_matches('/')));
    let sure = below && folder.len() > 1 && makes_pages(stage);
    sure.then_some(Served { server, folder })
}

/// The server and what it is given.
fn server(command: &Command) -> Option<(Server, &[Arg])> {
    let mut words = command.args.as_slice();
    let mut program = &command.program;
    let by_npx = program.name() == "npx";
    if by_npx {
        let at = words.iter().position(|word| !matches!(word.text.as_str(), "-y" | "--yes"))?;
        (program, words) = (&words[at], &words[at + 1..]);
    }
    match (program.name(), words) {
        (name @ ("serve" | "http-server"), _) => Some((Server::Npm { name: name.into(), by_npx }, words)),
        ("python" | "python3", [flag, module, rest @ ..]) if flag.text == "-m" && module.text == "http.server" => {
            Some((Server::Python, rest))
        }
        _ => None,
    }
}

/// The folder as it is written; `Some(None)` where the server is to take the one it is started in.
fn folder<'a>(server: &Server, words: &'a [Arg]) -> Option<Option<&'a str>> {
    let (mut named, mut words) = (None, words.iter());
    while let Some(word) = words.next() {
        let text = word.text.as_str();
        let of_python = *server == Server::Python && ["-d", "--directory"].contains(&text);
        if WITH_VALUE.contains(&text) {
            words.next()?;
        } else if of_python || !text.starts_with('-') && *server != Server::Python {
            let place = if of_python { words.next()? } else { word };
            if !place.known || place.text.contains(':') || named.replace(place.text.as_str()).is_some() {
                return None;
            }
        } else if ELSEWHERE.contains(&text) || text.contains('=') || text.contains("ssl") {
            return None;
        }
    }
    // Without a word, those of npm take one of several.
    (named.is_some() || *server == Server::Python).then_some(named)
}

/// Something in the stage builds them.
fn makes_pages(stage: &Stage) -> bool {
    let makes = |command: &Command| {
        let named = |word: &str| MAKERS.contains(&word);
        let by_runner = || command.args.iter().any(|arg| named(arg.name()));
        trace::builds(command) || named(command.name()) || command.packages.is_none() && by_runner()
    };
    let runs = stage.steps.iter().filter_map(|step| match &step.does {
        Does::Run(launch) => Some(launch),
        _ => None,
    });
    runs.flat_map(|launch| &launch.commands).any(makes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wishes::Input;

    fn served(start: &str) -> Option<String> {
        let file = format!("FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n{start}\n");
        let input = Input::pasted(&file);
        let build = crate::stages::resolve(crate::dockerfile::parse(&file), &input);
        pages(build.shipped_stage()?).map(|one| format!("{:?} {}", one.server, one.folder))
    }

    #[test]
    fn a_server_and_its_folder() {
        let serve = |by_npx: bool, folder: &str| Some(format!("Npm {{ name: \"serve\", by_npx: {by_npx} }} {folder}"));
        assert_eq!(served("CMD [\"serve\", \"-s\", \"build\", \"-l\", \"3000\"]"), serve(false, "/app/build"));
        assert_eq!(served("CMD npx --yes serve -l $PORT -s ./dist/web"), serve(true, "/app/dist/web"));
        assert_eq!(served("CMD python3 -m http.server 8000 -d site"), Some("Python /app/site".into()));
        assert_eq!(served("CMD exec python -m http.server"), Some("Python /app".into()));
    }

    #[test]
    fn what_is_not_sure_is_none() {
        for start in [
            "CMD [\"serve\", \"-s\"]",
            "CMD serve -s $DIR",
            "CMD serve -s build -c ../serve.json",
            "CMD cd dist && serve .",
            "CMD [\"http-server\", \"dist\", \"-P\", \"http://api\"]",
            "CMD [\"npm\", \"run\", \"serve\"]",
            "CMD [\"serve\", \"/srv/pages\"]",
            "ENTRYPOINT [\"serve\"]\nCMD [\"build\"]",
        ] {
            assert_eq!(served(start), None, "{start}");
        }
    }
}
