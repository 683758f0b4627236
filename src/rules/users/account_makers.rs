//! Accounts that nothing in the file makes by name: a package of a service makes its own when it is installed.

use crate::catalogue::packages::{Distro, Role, makes_account};
use crate::catalogue::{Image, Tri};
use crate::rules::Case;
use crate::rules::packages::installs::Install;
use crate::shell::Command;

/// Whether what the file installs makes the account. Nobody wrote down what every package does.
pub fn made(case: &Case, account: &str) -> Tri {
    let installs = case.every_install();
    let is_debian = |install: &Install| install.distro.is_none_or(Distro::is_debian);
    if installs.iter().any(|install| is_debian(install) && makes_account(&install.package.name, account)) {
        return Tri::Yes;
    }
    let may = installs.iter().any(|install| may_make(install, account))
        || case.commands().any(brings_package)
        || installs.iter().any(has_scripts) && case.commands().any(|command| calls(command, account));
    if may { Tri::Unknown } else { Tri::No }
}

/// Whether another base takes the same packages.
pub fn same_archive(case: &Case, image: &Image) -> bool {
    case.present().is_some_and(|now| now.package_manager == image.package_manager)
}

/// A service has its account, and what nobody described may have one that is called like it.
fn may_make(install: &Install, account: &str) -> bool {
    match install.role() {
        Some(role) => role == Role::RuntimeService || role == Role::RuntimeTool && is_kin(install, account),
        None => has_scripts(install) && is_kin(install, account),
    }
}

/// `redis` and `redis-server`, `postgres` and `postgresql-16`, `_chrony` and `chrony`.
fn is_kin(install: &Install, account: &str) -> bool {
    let stem = |word: &str| word.get(..4).unwrap_or(word).to_ascii_lowercase();
    let own = stem(account.trim_start_matches('_'));
    let words = install.package.name.rsplit('/').next().unwrap_or_default().split(['-', '_', '.']);
    own.len() > 2 && words.map(stem).any(|word| word == own)
}

/// Libraries, headers, fonts and the like make none.
fn has_scripts(install: &Install) -> bool {
    let name = &install.package.name;
    let plain = name.starts_with("lib") || name.starts_with("python3-") || name.ends_with("-dev");
    match install.role() {
        Some(role) => matches!(role, Role::RuntimeService | Role::RuntimeTool),
        None => !plain,
    }
}

/// `dpkg -i grafana.deb`: a package from elsewhere.
fn brings_package(command: &Command) -> bool {
    let is_file = |text: &str| [".deb", ".rpm", ".apk"].iter().any(|end| text.ends_with(end));
    matches!(command.name(), "dpkg" | "rpm" | "gdebi") && command.args.iter().any(|arg| is_file(&arg.text))
        || command.packages.as_ref().is_some_and(|action| action.packages.iter().any(|one| is_file(&one.name)))
}

/// A build step that stops where the account is not there.
fn calls(command: &Command, account: &str) -> bool {
    const NAMES: [&str; 10] =
        ["chown", "install", "su", "gosu", "su-exec", "runuser", "setpriv", "sudo", "usermod", "chage"];
    let named = |text: &str| text.split(':').next() == Some(account) || text.ends_with(&format!("={account}"));
    NAMES.contains(&command.name()) && !command.conditional && command.args.iter().any(|arg| named(&arg.text))
}

#[cfg(test)]
mod tests {
    use crate::rules::bench::*;
    use crate::rules::{Shape, Weight, missing_user::RULE};

    fn file(from: &str, run: &str, user: &str) -> String {
        format!("FROM {from}\nRUN {run}\nUSER {user}\nCMD [\"/srv/start\"]\n")
    }

    #[test]
    fn a_service_brings_its_account() {
        let apt = |package: &str| format!("apt-get update && apt-get install -y {package}");
        for (package, user) in [
            ("postgresql-16", "postgres"),
            ("redis-server", "redis"),
            ("mosquitto", "mosquitto"),
            ("slapd", "openldap"),
            ("bind9", "bind"),
            ("haproxy", "haproxy"),
            ("varnish", "vcache"),
            ("mysql-server", "mysql"),
            ("squid", "squid"),
            ("tor", "debian-tor"),
            ("unbound", "unbound"),
            ("postfix", "postfix"),
            ("./grafana.deb", "grafana"),
        ] {
            silent(RULE.id, &file("ubuntu:24.04", &apt(package), user));
        }
        for package in ["redis", "nginx", "mosquitto", "memcached"] {
            silent(RULE.id, &file("alpine:3.24", &format!("apk add --no-cache {package}"), package));
        }
        silent(RULE.id, &file("debian:trixie-slim", "dpkg -i grafana.deb", "grafana"));
        silent(RULE.id, &file("debian:trixie-slim", "apt-get install -y acme && chown -R joe /x", "joe"));
    }

    #[test]
    fn what_makes_no_account_leaves_it_missing() {
        for run in ["apt-get install -y curl libpq5 ca-certificates", "chown -R node /app", "echo a"] {
            fires(RULE.id, &file("debian:trixie-slim", run, "node"));
        }
    }

    #[test]
    fn the_account_goes_with_the_package() {
        let postgres = file("ubuntu:22.04", "apt-get update && apt-get install -y postgresql", "postgres");
        assert!(weighed(RULE.id, &postgres, "ubuntu:26.04", Shape::Swap).is_empty());
        assert_eq!(weight(RULE.id, &postgres, "alpine:3.24", Shape::Swap), Some(Weight::Doubt));
    }
}
