//! Pages and the server that the file starts for them: nothing of what built them goes along. The server stays the
//! same, with its flags and its port; another one would be another product.

use super::{Bench, Recipe, read};
use crate::catalogue::{PackageManager, Tri};
use crate::evidence::companions;
use crate::evidence::served::{self, Server};
use crate::shell::Command;

impl Bench<'_> {
    pub fn pages(&self) -> Option<Recipe> {
        let served = served::pages(self.stage)?;
        let (mut gone, mut run_lines) = (Vec::new(), Vec::new());
        match &served.server {
            Server::Own => return self.own_server(served.folder),
            Server::Python => self.runs("python").then_some(())?,
            Server::Npm { name, by_npx } => {
                let (word, at) = self.server_of_npm(name, *by_npx).filter(|_| self.runs("node"))?;
                run_lines.push(format!("RUN npm install -g {word}"));
                gone.extend(at);
            }
        }
        let lang = self.lang;
        let reason = say!(lang,
            en: "The pages need nothing of what built them: only they and the server that the file starts are shipped. A web server such as nginx could serve them, too.",
            de: "Die Seiten brauchen nichts von dem, was sie gebaut hat: Ausgeliefert werden nur sie und der Server, den die Datei startet. Auch ein Webserver wie nginx könnte sie ausliefern.",
            zh: "这些页面不需要构建它们的任何工具：只交付页面和文件所启动的服务器。也可以用 nginx 之类的 Web 服务器来提供。");
        let mut recipe = Recipe { run_lines, gone, reason, ..Recipe::of([served.folder]) };
        recipe.run_lines.extend(self.users());
        Some(recipe)
    }

    /// Another stage of the same web server takes the pages, and what the file sets the server up with.
    fn own_server(&self, folder: String) -> Option<Recipe> {
        let same = self.now().and_then(|now| now.runtime.as_ref()).map(|runtime| runtime.name);
        let home = self.home()?;
        let mut recipe = Recipe::of([folder.clone()]);
        let set_up =
            self.brought().into_iter().filter(|place| !read::is_in(place, &home) && !read::is_in(place, &folder));
        recipe.copies.extend(set_up.map(|place| (place.clone(), place)));
        recipe.reason = say!(self.lang,
            en: "The pages need nothing of what built them: Node.js, its packages and the sources stay in a stage of their own. That stage may stand on an image of `node`, too.",
            de: "Die Seiten brauchen nichts von dem, was sie gebaut hat: Node.js, seine Pakete und die Quellen bleiben in einer eigenen Stufe. Diese Stufe kann auch auf einem Image von `node` stehen.",
            zh: "这些页面不需要构建它们的任何工具：Node.js、其软件包和源码都留在单独的阶段。该阶段也可以使用 `node` 镜像。");
        let new = self.image.runtime.as_ref().map(|runtime| runtime.name);
        (same.is_some() && same == new).then_some(recipe)
    }

    /// The new base has that runtime, and a package manager wherever something is to be installed.
    fn runs(&self, runtime: &str) -> bool {
        let docker = format!("docker.io/library/{runtime}");
        let own = self.image.runtime.as_ref().is_some_and(|own| own.name == runtime);
        own && (runtime == "python" || self.image.repository == docker && self.image.shell != Tri::No)
            && (self.users().is_none() || self.image.package_manager != PackageManager::None)
    }

    /// As the file installs it for all, or as `npx` would fetch it at each start, in the version that `package.json` names;
    /// and the RUN that does nothing else.
    fn server_of_npm(&self, name: &str, by_npx: bool) -> Option<(String, Option<usize>)> {
        let for_all = |c: &Command| c.packages.is_some() && ["-g", "--global", "global"].iter().any(|flag| c.has(flag));
        let own = |text: &str| text == name || text.strip_prefix(name).is_some_and(|rest| rest.starts_with('@'));
        let installs = self.commands().filter(|(_, c)| for_all(c));
        let word = |c: &Command| c.args.iter().find(|arg| arg.known && own(&arg.text)).map(|arg| arg.text.clone());
        if let Some((at, word, few)) = installs.into_iter().find_map(|(at, c)| Some((at, word(c)?, c.args.len() == 3)))
        {
            let alone = few && self.launches().any(|(own, launch)| own == at && launch.commands.len() == 1);
            return Some((word, alone.then_some(at)));
        }
        by_npx.then(|| (self.wanted(name), None))
    }

    fn wanted(&self, name: &str) -> String {
        let json = self.input.companion("package.json").and_then(|file| companions::json(&file.text));
        let version = json.as_ref().and_then(|json| {
            let of = |group: &str| json.pointer(&format!("/{group}/{name}"));
            of("dependencies").or_else(|| of("devDependencies"))?.as_str()
        });
        let plain = |text: &&str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || "^~.".contains(c));
        version.filter(plain).map_or(name.to_string(), |version| format!("{name}@{version}"))
    }
}

#[cfg(test)]
mod tests {
    use crate::rewrite::split::tests::{beside, rewritten};

    const FILE: &str = "FROM node:24\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\nRUN npm install -g serve@14\nEXPOSE 3000\nCMD [\"serve\", \"-s\", \"build\", \"-l\", \"3000\"]\n";

    #[test]
    fn pages_go_along_with_their_server_alone() {
        let text = rewritten(FILE);
        let (_, ships) = text.split_once("\n\nFROM node:24-").expect(&text);
        let (_, ships) = ships.split_once('\n').expect("lines");
        let wanted = "WORKDIR /app\nRUN npm install -g serve@14\nCOPY --from=build /app/build /app/build\nEXPOSE 3000\nCMD [\"serve\", \"-s\", \"build\", \"-l\", \"3000\"]\n";
        assert_eq!(ships, wanted, "{text}");
    }

    #[test]
    fn npx_takes_the_version_of_the_package() {
        let file = FILE.replace("RUN npm install -g serve@14\n", "").replace("[\"serve\"", "[\"npx\", \"serve\"");
        let given = [("package.json", "{\"devDependencies\": {\"serve\": \"^14.2.0\"}}")];
        assert!(beside(&file, &given).contains("RUN npm install -g serve@^14.2.0\n"), "{}", beside(&file, &given));
        assert!(rewritten(&file).contains("RUN npm install -g serve\n"), "{}", rewritten(&file));
        let nowhere = file.replace("[\"npx\", \"serve\"", "[\"serve\"");
        assert!(!rewritten(&nowhere).contains("npm install -g"), "{}", rewritten(&nowhere));
    }

    #[test]
    fn a_web_server_ships_without_what_built_its_pages() {
        let file = "FROM nginx:1.31-alpine3.24-slim\nRUN apk add --no-cache nodejs npm\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build && cp -r dist/. /usr/share/nginx/html\nCOPY nginx.conf /etc/nginx/conf.d/default.conf\nEXPOSE 80\n";
        let text = rewritten(file);
        let (builds, ships) = text.split_once("\n\nFROM nginx:1.31-alpine3.24-slim\n").expect(&text);
        assert!(
            builds.starts_with("FROM nginx:1.31-alpine3.24-slim AS build\n") && builds.contains("npm ci"),
            "{text}"
        );
        let lines = ["/usr/share/nginx/html", "/etc/nginx/conf.d/default.conf"];
        assert!(lines.iter().all(|place| ships.contains(&format!("COPY --from=build {place} {place}\n"))), "{text}");
        assert!(!ships.contains("npm") && !ships.contains("--from=build /app"), "{text}");
        // It was told what the server is to be: nothing of that is lost.
        assert!(
            !rewritten(&file.replace("npm ci", "sed -i s/a/b/ /etc/nginx/nginx.conf && npm ci")).contains("--from=")
        );
    }

    #[test]
    fn pages_of_python_need_no_package() {
        let file = "FROM python:3.13\nWORKDIR /docs\nRUN pip install mkdocs-material\nCOPY . .\nRUN mkdocs build\nEXPOSE 8000\nCMD [\"python\", \"-m\", \"http.server\", \"8000\", \"--directory\", \"site\"]\n";
        let text = rewritten(file);
        let (_, ships) = text.split_once("\n\nFROM ").expect(&text);
        assert!(ships.contains("COPY --from=build /docs/site /docs/site\n") && !ships.contains("venv"), "{text}");
    }
}
