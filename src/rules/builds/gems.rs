//! Gems that a Gemfile out of sight may name, on a base without a compiler. Told under `compiler-missing`.

use crate::catalogue::Image;
use crate::catalogue::packages::Distro;
use crate::rules::claims::*;
use crate::rules::packages::translated;
use crate::shell::{Command, Manager};

/// Most gems with native parts are published as source alone: hardly a Gemfile is without one, as puma, nio4r, bcrypt
/// ([Bundler: platforms](https://bundler.io/guides/using_bundler_in_applications.html)). What Rails' own Dockerfile
/// installs for them ([its template](https://github.com/rails/rails/blob/main/railties/lib/rails/generators/rails/app/templates/Dockerfile.tt)),
/// and the headers of the database whose client the file installs.
pub fn objection(case: &Case, image: &Image, spans: Vec<Span>, rule: &'static str) -> Option<Objection> {
    let bundles = |command: &Command| {
        command.packages.as_ref().is_some_and(|by| by.manager == Manager::Bundle) && spans.contains(&command.span)
    };
    case.commands().find(|command| bundles(command))?;
    let at = match translated::distro(image)? {
        Distro::Alpine => 1,
        distro if distro.is_debian() => 0,
        _ => return None,
    };
    let installed = |of: &&str| case.installs().iter().any(|install| install.package.name.contains(*of));
    let headers = CLIENTS.iter().filter(|(clients, _)| clients.iter().any(installed));
    let own = [["build-essential", "build-base"], ["libyaml-dev", "yaml-dev"]];
    let packages: Vec<String> =
        own.iter().chain(headers.map(|(_, headers)| headers)).map(|names| names[at].into()).collect();
    let (lang, line, image, listed) =
        (case.lang(), sentence(case.line(&spans)), &image.reference, codes(case.lang(), &packages));
    let text = say!(lang,
        en: "{line} installs gems, of which some are nearly always compiled, and `{image}` has no compiler. Install {listed} first, or install the gems in a build stage.",
        de: "{line} installiert Gems, von denen fast immer welche kompiliert werden, und `{image}` hat keinen Compiler. Installiere vorher {listed}, oder installiere die Gems in einer Build-Stufe.",
        zh: "{line}安装 gem，其中几乎总有需要编译的，而 `{image}` 没有编译器。请先安装 {listed}，或在构建阶段安装这些 gem。");
    Some(crate::rules::claims::objection(rule, Weight::Change, text, spans).by(Change::Install { packages }))
}

/// Clients of a database, and what its gem is compiled with, on Debian and on Alpine.
const CLIENTS: [(&[&str], [&str; 2]); 3] = [
    (&["postgresql-client", "libpq"], ["libpq-dev", "libpq-dev"]),
    (&["mysql-client", "mariadb-client", "libmariadb"], ["default-libmysqlclient-dev", "mariadb-dev"]),
    (&["sqlite3"], ["libsqlite3-dev", "sqlite-dev"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn gems_are_compiled_with_the_headers_of_their_database() {
        let file = "FROM ruby:3.4\nWORKDIR /app\nCOPY . .\nRUN bundle install\nCMD [\"rackup\"]\n";
        let wanted = |file: &str, to: &str| {
            let told = weighed("compiler-missing", file, to, Shape::Swap).into_iter();
            let packages = told.filter_map(|one| match one.change {
                Some(Change::Install { packages }) => Some(packages),
                _ => None,
            });
            packages.flatten().collect::<Vec<String>>()
        };
        let slim = |file: &str| wanted(file, "ruby:3.4-slim-trixie");
        assert_eq!(slim(file), ["build-essential", "libyaml-dev"]);
        let client = file.replace("RUN ", "RUN apt-get update && apt-get install -y postgresql-client && ");
        assert_eq!(slim(&client), ["build-essential", "libyaml-dev", "libpq-dev"]);
        let compiler = file.replace("RUN ", "RUN apt-get update && apt-get install -y build-essential && ");
        assert!(slim(&compiler).is_empty());
        assert!(wanted(file, "ruby:3.4-trixie").is_empty());
    }
}
