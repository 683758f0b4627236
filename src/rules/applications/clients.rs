//! Programs of a database that its later images hold under another name. Told under `tool-missing`.

use super::products::{parts, version};
use crate::catalogue::{Image, Tri};
use crate::rules::claims::*;
use crate::shell::Command;

const RULE: &str = crate::rules::tool_missing::RULE.id;

/// Product, major release, old name, new name.
type Row = (&'static str, u32, &'static str, &'static str);

/// MariaDB 11 left out the names of MySQL
/// ([MariaDB/mariadb-docker, issue 512](https://github.com/MariaDB/mariadb-docker/issues/512)); the shell `mongo` went
/// with MongoDB 6.0 (mongodb.com/docs/manual/release-notes/6.0-compatibility, "Legacy mongo Shell Removed").
const RENAMED: [Row; 11] = [
    ("mariadb", 11, "mysql", "mariadb"),
    ("mariadb", 11, "mysqladmin", "mariadb-admin"),
    ("mariadb", 11, "mysqlbinlog", "mariadb-binlog"),
    ("mariadb", 11, "mysqlcheck", "mariadb-check"),
    ("mariadb", 11, "mysqld", "mariadbd"),
    ("mariadb", 11, "mysqldump", "mariadb-dump"),
    ("mariadb", 11, "mysqlimport", "mariadb-import"),
    ("mariadb", 11, "mysqlshow", "mariadb-show"),
    ("mariadb", 11, "mysql_install_db", "mariadb-install-db"),
    ("mariadb", 11, "mysql_upgrade", "mariadb-upgrade"),
    ("mongo", 6, "mongo", "mongosh"),
];

pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    // Without a shell the health check goes as a whole.
    let Some(now) = case.present().filter(|_| choice.image.shell != Tri::No) else { return Vec::new() };
    // A tag that moves on has left the old name behind already.
    let moved = case.shipped().is_some_and(|footing| footing.moves_on());
    let rows: Vec<&Row> = RENAMED.iter().filter(|row| parts_ways(now, &choice.image, row, moved)).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let new = |call: &Command| rows.iter().find(|row| row.2 == call.name()).map(|row| row.3);
    calls(case).filter_map(|call| Some(told(case, choice, call, new(call)?))).collect()
}

/// Whether the old name is there today, and not on the base considered.
fn parts_ways(now: &Image, image: &Image, (product, release, ..): &Row, moved: bool) -> bool {
    let major = |image: &Image| parts(version(image)?, 1).first().copied();
    let of = |image: &Image, product: &str| {
        let own = image.repository.rsplit('/').next().unwrap_or_default();
        own == product || product == "mongo" && own == "mongodb"
    };
    of(now, product)
        && of(image, product)
        && (moved || major(now).is_some_and(|major| major < *release))
        && major(image) >= Some(*release)
}

/// What RUN, CMD, ENTRYPOINT and HEALTHCHECK call.
fn calls<'a>(case: &'a Case) -> impl Iterator<Item = &'a Command> {
    let config = case.build.shipped_stage().map(|stage| &stage.config);
    let launches = config.into_iter().flat_map(|config| {
        [config.entrypoint.as_ref(), config.cmd.as_ref(), config.healthcheck.as_ref().and_then(|check| check.as_ref())]
    });
    case.commands().chain(launches.flatten().flat_map(|launch| &launch.commands))
}

fn told(case: &Case, choice: &Choice, call: &Command, new: &str) -> Objection {
    let (mut span, old) = (call.program.span, call.name());
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} calls `{old}`, which is `{new}` on `{image}`.",
        de: "{line} ruft `{old}` auf, das auf `{image}` `{new}` heißt.",
        zh: "{line}调用 `{old}`，它在 `{image}` 上叫 `{new}`。");
    // The name alone is written anew: neither the path nor the quotes around it.
    let written = case.build.tree.source.slice(span);
    let change = match written.rfind(old) {
        Some(at) => {
            span.start += at as u32;
            span.end = span.start + old.len() as u32;
            Change::Path { span, to: new.into() }
        }
        None => Change::Yours,
    };
    objection(RULE, Weight::Change, text, vec![call.program.span]).by(change)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    fn changes(file: &str, to: &str) -> Vec<Option<Change>> {
        let told = weighed(RULE, file, to, Shape::Swap);
        told.into_iter().filter(|one| one.text.contains("which is")).map(|one| one.change).collect()
    }

    #[test]
    fn the_names_of_mysql_went_with_mariadb_11() {
        let file = "FROM mariadb:10.3\nHEALTHCHECK CMD mysqladmin ping -h localhost\nCMD [\"mysqld\", \"--skip-name-resolve\"]\n";
        let told = changes(file, "mariadb:11.4-noble");
        let names: Vec<&str> =
            told.iter().flatten().map(|one| if let Change::Path { to, .. } = one { to } else { "" }).collect();
        assert_eq!(names, ["mariadbd", "mariadb-admin"]);
        assert!(changes(&file.replace("10.3", "11.2"), "mariadb:11.4-noble").is_empty());
        assert_eq!(changes(&file.replace("mariadb:10.3", "mariadb"), "mariadb:11.4-noble").len(), 2);
        assert_eq!(changes("FROM mongo\nHEALTHCHECK CMD mongo --eval 1\n", "mongo:8.3-noble").len(), 1);
    }

    #[test]
    fn the_rewrite_writes_the_name_and_keeps_the_rest() {
        let file = "FROM mongo:4.2\nHEALTHCHECK CMD [\"mongo\", \"--eval\", \"db.adminCommand('ping')\"]\n";
        let wishes = crate::wishes::Wishes { today: "2026-11-29".into(), ..Default::default() };
        let advice = crate::advise(&crate::wishes::Input::pasted(file), &wishes);
        let text = crate::rewrite::apply(&advice, &advice.recommendations[0].candidate, &wishes).expect("a rewrite");
        assert!(text.dockerfile.contains("HEALTHCHECK CMD [\"mongosh\", \"--eval\", \"db."), "{}", text.dockerfile);
    }
}
