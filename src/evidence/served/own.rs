//! A web server's own image that builds the pages it serves: Node.js and all that was fetched ships beside them.

use super::{Served, Server, makes_pages};
use crate::evidence::effects;
use crate::evidence::trace::paths::{below, join};
use crate::shell::{Action, Command};
use crate::stages::{Base, Does, Launch, Origin, Stage};

/// Web servers by their images, and the folder that each serves
/// ([nginx](https://hub.docker.com/_/nginx), [httpd](https://hub.docker.com/_/httpd)).
const ROOTS: [(&str, &str); 3] = [
    ("docker.io/library/httpd", "/usr/local/apache2/htdocs"),
    ("docker.io/library/nginx", "/usr/share/nginx/html"),
    ("docker.io/nginxinc/nginx-unprivileged", "/usr/share/nginx/html"),
];

/// What builds pages, and what fetches that: nothing that serves them needs it.
const TOOLS: [&str; 16] = [
    "autoconf",
    "automake",
    "build-base",
    "build-essential",
    "ca-certificates",
    "curl",
    "g++",
    "gcc",
    "git",
    "gnupg",
    "make",
    "nodejs",
    "npm",
    "python3",
    "wget",
    "yarn",
];

/// Programs that leave what they make in the folder they run in.
const MAKERS: [&str; 14] =
    ["cd", "corepack", "export", "gulp", "ls", "ng", "node", "npm", "npx", "pnpm", "set", "vite", "webpack", "yarn"];

/// `None` where a line does more than build pages and put them into that folder.
pub fn pages(stage: &Stage) -> Option<Served> {
    let Base::Image(image) = &stage.base else { return None };
    let name = image.name();
    let (_, root) = ROOTS.iter().find(|(of, _)| *of == name)?;
    let home = stage.config.workdir.as_ref().map_or(Some("/"), |dir| dir.known())?;
    let apart = home != "/" && home != *root && below(home, root).is_none() && below(root, home).is_none();
    let place = Place { home, root };
    let plain = stage.steps.iter().all(|step| match &step.does {
        Does::Run(run) => place.only_builds(run, step.workdir.as_deref()),
        Does::Bring { from, destination, .. } => {
            *from == Origin::Context && destination.as_ref().is_some_and(|to| to.known().is_some())
        }
        Does::Set => true,
    });
    let mut commands = stage.steps.iter().filter_map(|step| step.run()).flat_map(|run| &run.commands);
    let filled = commands.any(|command| place.fills(command));
    let sure = apart && plain && filled && starts_it(stage) && makes_pages(stage);
    sure.then(|| Served { server: Server::Own, folder: root.to_string() })
}

/// The server itself, by the image's own command or by the same written out; a health check of its own may call a tool.
fn starts_it(stage: &Stage) -> bool {
    let config = &stage.config;
    let own = |launch: &Launch| {
        launch.commands.iter().all(|one| matches!(one.name(), "httpd" | "httpd-foreground" | "nginx"))
    };
    config.entrypoint.is_none() && config.healthcheck.is_none() && config.cmd.as_ref().is_none_or(own)
}

struct Place<'a> {
    home: &'a str,
    root: &'a str,
}

impl Place<'_> {
    /// Where the sources lie, where the pages go, and what no image keeps.
    fn holds(&self, path: &str) -> bool {
        let path = path.trim_end_matches(['*', '/', '.']);
        [self.home, self.root, "/tmp", "/root", "/var/cache", "/var/lib/apt"]
            .iter()
            .any(|dir| path == *dir || below(path, dir).is_some())
    }

    fn only_builds(&self, run: &Launch, dir: Option<&str>) -> bool {
        let text: String = run.words.iter().map(|word| word.text.as_str()).collect();
        let fetched = text.contains("nodesource.com");
        let inside = |path: &String| path == "/dev/null" || self.holds(path) || !path.starts_with('/');
        effects::written(&text).iter().all(inside) && run.commands.iter().all(|one| self.is_of_build(one, dir, fetched))
    }

    fn is_of_build(&self, command: &Command, dir: Option<&str>, fetched: bool) -> bool {
        if let Some(action) = &command.packages {
            let tool = |name: &str| TOOLS.contains(&name);
            let known = action.packages.iter().all(|package| package.known && tool(&package.name));
            return !action.manager.is_of_the_os() || action.action != Action::Install || known;
        }
        let base = command.cwd.as_deref().or(dir).unwrap_or("/");
        let inside = || effects::paths(command).iter().all(|path| self.holds(&join(base, path)));
        match command.name() {
            "chmod" | "chown" | "cp" | "mkdir" | "mv" | "rm" => inside(),
            "bash" | "curl" | "sh" | "wget" => fetched,
            name => MAKERS.contains(&name),
        }
    }

    fn fills(&self, command: &Command) -> bool {
        let to = command.args.last().filter(|to| to.known && matches!(command.name(), "cp" | "mv"));
        to.is_some_and(|to| to.text.trim_end_matches(['/', '.']) == self.root)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wishes::Input;

    fn is_own(file: &str) -> bool {
        let input = Input::pasted(file);
        let build = crate::stages::resolve(crate::dockerfile::parse(file), &input);
        build.shipped_stage().and_then(pages).is_some()
    }

    const FILE: &str = "FROM nginx:1.31\nRUN apt-get update && apt-get install -y nodejs npm && rm -rf /var/lib/apt/lists/*\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\nRUN rm -rf /usr/share/nginx/html/* && cp -r dist/* /usr/share/nginx/html/\nCOPY nginx.conf /etc/nginx/conf.d/default.conf\nCMD [\"nginx\", \"-g\", \"daemon off;\"]\n";

    #[test]
    fn a_web_server_that_builds_its_pages() {
        assert!(is_own(FILE));
        let httpd =
            FILE.replace("nginx:1.31", "httpd:2.4").replace("/usr/share/nginx/html", "/usr/local/apache2/htdocs");
        assert!(is_own(&httpd.replace("CMD [\"nginx\", \"-g\", \"daemon off;\"]\n", "")));
        let source =
            FILE.replace("apt-get update && ", "curl -fsSL https://deb.nodesource.com/setup_22.x | bash - && ");
        assert!(is_own(&source));
    }

    #[test]
    fn what_does_more_is_left_as_it_is() {
        for (old, new) in [
            ("nodejs npm", "nodejs npm gettext-base"),
            ("npm ci", "sed -i s/a/b/ /etc/nginx/nginx.conf && npm ci"),
            ("npm ci", "echo a > /etc/nginx/conf.d/a.conf && npm ci"),
            ("npm ci", "rm /etc/nginx/conf.d/default.conf && npm ci"),
            ("npm ci", "curl -o /usr/bin/x https://example.org/x && npm ci"),
            ("WORKDIR /app", "WORKDIR /usr/share/nginx/html"),
            ("cp -r dist/* /usr/share/nginx/html/", "cp -r dist /srv"),
            ("CMD [\"nginx\", \"-g\", \"daemon off;\"]", "CMD [\"/start.sh\"]"),
            (" && npm run build", ""),
            ("nginx:1.31", "debian:13"),
        ] {
            assert!(FILE.contains(old) && !is_own(&FILE.replace(old, new)), "{new}");
        }
    }
}
