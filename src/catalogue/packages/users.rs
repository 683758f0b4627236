//! How commands that make users and groups are written with another distribution's tools, and who makes accounts unasked.

use super::Source;
use super::tables::{ACCOUNTS, USERS, USERS_SOURCE};

/// What becomes of one option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UserOption {
    /// The other tool's option; its value follows when the first one had one.
    Option(&'static str),
    /// The other tool does so unasked.
    Default,
    /// It takes a command of its own: `addgroup USER GROUP`.
    Then(&'static str),
    /// There is nothing like it.
    Missing,
}

/// An option of one tool in another: `useradd -r` is `adduser -S` in busybox. `None`: not in the table.
///
/// Tools: `useradd`, `groupadd` (shadow); `adduser`, `addgroup` (busybox); `debian-adduser`, `debian-addgroup`.
pub fn translate_user_option(from: &str, to: &str, option: &str) -> Option<UserOption> {
    let tools = format!("{from} {to}");
    let mut rows = USERS.lines().filter_map(|line| line.split_once('\t')).filter(|(pair, _)| *pair == tools);
    let (_, other) = rows.find_map(|(_, rest)| rest.split_once('\t').filter(|(known, _)| *known == option))?;
    Some(match other {
        "-" => UserOption::Missing,
        "default" => UserOption::Default,
        other => match other.strip_prefix("then ") {
            Some(command) => UserOption::Then(command),
            None => UserOption::Option(other.trim_end_matches(" %")),
        },
    })
}

/// Whether a package of Debian or Ubuntu makes an account when it is installed; `postgresql-16` is `postgresql`.
pub fn makes_account(package: &str, account: &str) -> bool {
    let mut rows = ACCOUNTS.lines().filter_map(|line| line.split_once('\t'));
    let Some((_, makers)) = rows.find(|(known, _)| *known == account) else { return false };
    let line = |rest: &str| rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    makers.split(' ').any(|own| package.strip_prefix(own).is_some_and(|rest| rest.is_empty() || line(rest)))
}

/// Where the table comes from.
pub fn source() -> Source {
    USERS_SOURCE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shadow_in_busybox() {
        let busybox = |option| translate_user_option("useradd", "adduser", option);
        assert_eq!(busybox("-r"), Some(UserOption::Option("-S")));
        assert_eq!(busybox("--uid"), Some(UserOption::Option("-u")));
        assert_eq!(busybox("-m"), Some(UserOption::Default));
        assert_eq!(busybox("-G"), Some(UserOption::Then("addgroup USER %")));
        assert_eq!(busybox("-l"), Some(UserOption::Missing));
        assert_eq!(busybox("--no-such"), None);
    }

    #[test]
    fn packages_make_their_accounts() {
        assert!(makes_account("postgresql-16", "postgres") && makes_account("slapd", "openldap"));
        assert!(!makes_account("postgresql-client-16", "postgres") && !makes_account("curl", "curl"));
        assert!(!makes_account("", "nobody"));
    }

    #[test]
    fn busybox_in_shadow_and_back() {
        for (option, other) in [("-S", "-r"), ("-u", "-u"), ("-h", "-d"), ("-G", "-g"), ("-H", "-M")] {
            assert_eq!(translate_user_option("adduser", "useradd", option), Some(UserOption::Option(other)));
            assert_eq!(translate_user_option("useradd", "adduser", other), Some(UserOption::Option(option)));
        }
    }
}
