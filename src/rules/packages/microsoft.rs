//! Microsoft's own packages (`packages.microsoft.com`): what it serves for a release has that release in its path, and from
//! Debian 13 on another key. Told under `package-unavailable`.

use super::{apt_key, later};
use crate::catalogue::Os;
use crate::rules::claims::*;
use crate::shell::Command;
use crate::stages::Does;

const RULE: &str = crate::rules::package_unavailable::RULE.id;
const HOST: &str = "packages.microsoft.com/";
const KEY: &str = "packages.microsoft.com/keys/microsoft.asc";
/// Where `prod.list` of Debian 12 and later says that the key lies
/// ([sql-docs, issue 9553](https://github.com/MicrosoftDocs/sql-docs/issues/9553)).
const KEYRING: &str = "/usr/share/keyrings/microsoft-prod.gpg";

/// Debian 13 by [issue 305](https://github.com/microsoft/linux-package-repositories/issues/305) (2026-01-29), Ubuntu 26.04 by
/// [AZNFS-mount, pull request 307](https://github.com/Azure/AZNFS-mount/pull/307) (2026-05-26).
fn serves(new: &Os) -> bool {
    let known = match new.name {
        "debian" => &["11", "12", "13"][..],
        _ => &["22.04", "24.04", "26.04"][..],
    };
    matches!(new.name, "debian" | "ubuntu") && new.version.is_some_and(|version| known.contains(&version))
}

/// Whose `prod.list` names its key ([Ubuntu](https://github.com/MicrosoftDocs/sql-docs/pull/9869)).
fn names_key(new: &Os) -> bool {
    serves(new) && !matches!(new.version, Some("11" | "22.04"))
}

/// Ubuntu since 25.10 ([issue 272](https://github.com/microsoft/linux-package-repositories/issues/272)).
fn has_new_key(new: &Os) -> bool {
    matches!((new.name, new.version), ("debian", Some("13")) | ("ubuntu", Some("26.04")))
}

fn is_13(new: &Os) -> bool {
    (new.name, new.version) == ("debian", Some("13"))
}

/// `…/config/debian/11/prod.list` for the new release: what it was made for, what that is called there, and the text. Behind
/// the path of a `deb` line stands the release's name, too.
pub fn renewed(written: &str, new: &Os) -> Option<(String, String, String)> {
    let (before, after) = written.split_once(HOST).filter(|_| serves(new))?;
    let name = ["debian/", "ubuntu/"].into_iter().find(|name| after.contains(name))?;
    let (own, rest) = after.split_once(name)?;
    let (number, rest) = rest.split_once('/')?;
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    let was = format!("{} {number}", sentence(name.trim_end_matches('/').into()));
    let now = format!("{}/{}", new.name, new.version?);
    let word = |word: &str| match later::coded(word, new) {
        Some(_) => new.codename.map(str::to_ascii_lowercase),
        None => Some(word.to_string()),
    };
    let rest: Option<Vec<String>> = rest.split(' ').map(word).collect();
    let to = format!("{before}{HOST}{own}{now}/{}", rest?.join(" "));
    Some((was, now, to))
}

/// The key that a call fetches, where it lies, and what Debian 13 is not served.
pub fn objections(case: &Case, new: &Os) -> Vec<Objection> {
    let keys = if has_new_key(new) { keys(case, new) } else { Vec::new() };
    let others = [only_18 as fn(&Case) -> Option<Objection>, azure_cli];
    let others = others.into_iter().filter(|_| is_13(new)).filter_map(|claim| claim(case));
    keys.into_iter().chain(elsewhere(case, new)).chain(others).chain(unsure(case, new)).collect()
}

/// Old releases are served what no new one ever was: .NET 3.1 went before Ubuntu 24.04 came.
fn unsure(case: &Case, new: &Os) -> Option<Objection> {
    let source = &case.build.tree.source;
    named(case).find(|(_, span)| renewed(source.slice(*span), new).is_some())?;
    let of_dotnet = |name: &str| ["dotnet-", "aspnetcore-", "powershell"].iter().any(|of| name.starts_with(of));
    let open: Vec<_> = case.every_install().iter().filter(|one| of_dotnet(&one.package.name)).collect();
    let spans: Vec<Span> = open.iter().map(|one| one.package.span).collect();
    let (lang, line) = (case.lang(), sentence(case.line(&[*spans.first()?])));
    let names: Vec<&str> = open.iter().map(|one| one.package.name.as_str()).collect();
    let (names, os) = (codes(lang, &names), new.title());
    let text = say!(lang,
        en: "{line}: check that Microsoft serves {names} for {os}.",
        de: "{line}: Prüfe, ob Microsoft {names} für {os} anbietet.",
        zh: "{line}：请检查 Microsoft 是否为 {os} 提供 {names}。");
    Some(objection(RULE, Weight::Change, text, spans).by(Change::Yours))
}

/// One key alone is exchanged; where another of Microsoft's sources needs the old one, both are needed.
fn keys(case: &Case, new: &Os) -> Vec<Objection> {
    let own = |text: &str| ["config/", "debian/", "repos/microsoft-debian"].iter().any(|path| text.contains(path));
    let sources = || named(case).filter(|(text, _)| text.contains(HOST) && !text.contains(KEY));
    if !sources().any(|(text, _)| own(text)) {
        return Vec::new();
    }
    let alone = sources().all(|(text, _)| own(text));
    let keys = named(case).filter(|(text, _)| text.ends_with(KEY)).map(|(_, span)| {
        let (lang, line, os) = (case.lang(), sentence(case.line(&[span])), new.title());
        let text = say!(lang,
            en: "{line} fetches Microsoft's key, which for {os} is `microsoft-2025.asc`.",
            de: "{line} lädt Microsofts Schlüssel, und für {os} ist das `microsoft-2025.asc`.",
            zh: "{line}下载 Microsoft 的密钥，而用于 {os} 的是 `microsoft-2025.asc`。");
        let to = case.build.tree.source.slice(span).replace("microsoft.asc", "microsoft-2025.asc");
        let change = if alone { Change::Path { span, to } } else { Change::Yours };
        objection(RULE, Weight::Change, text, vec![span]).by(change)
    });
    keys.collect()
}

/// What `apt-key` took from a pipe goes to where the list looks for it.
pub fn keyring(case: &Case, call: &Command, new: &Os) -> Option<&'static str> {
    let before = case.commands().filter(|command| command.span.end <= call.span.start).last()?;
    let key = before.args.iter().any(|arg| arg.text.ends_with(KEY));
    (key && names_key(new) && list(case).is_some()).then_some(KEYRING)
}

/// What is fetched, by a call or by ADD.
fn named<'a>(case: &'a Case) -> impl Iterator<Item = (&'a str, Span)> {
    let called = case.commands().filter(|command| !command.conditional).flat_map(|command| &command.args);
    let added = case.steps().iter().filter_map(|step| match &step.does {
        Does::Bring { sources, add: true, .. } => Some(sources),
        _ => None,
    });
    let added = added.flatten().map(|one| (one.text.as_str(), one.span));
    called.map(|arg| (arg.text.as_str(), arg.span)).chain(added)
}

fn list(case: &Case) -> Option<Span> {
    named(case).find(|(text, _)| text.contains(HOST) && text.contains("prod.list")).map(|(_, span)| span)
}

/// A list that names its key, and the key lies in another place. `tee` can give way to `gpg`, where that is installed.
fn elsewhere(case: &Case, new: &Os) -> Option<Objection> {
    let source = &case.build.tree.source;
    let span = list(case).filter(|span| names_key(new) && renewed(source.slice(*span), new).is_some())?;
    let text = source.text();
    let gone = apt_key::is_lacking(new) && case.commands().any(|call| call.name() == "apt-key");
    if gone || text.contains(KEYRING) || !text.contains(KEY) {
        return None;
    }
    let (lang, line, os) = (case.lang(), sentence(case.line(&[span])), new.title());
    let told = say!(lang,
        en: "{line}: that list for {os} names `{KEYRING}`: put the key there with `gpg --dearmor`.",
        de: "{line}: Diese Liste nennt für {os} `{KEYRING}`: Leg den Schlüssel mit `gpg --dearmor` dorthin.",
        zh: "{line}：用于 {os} 的该列表指定了 `{KEYRING}`：请用 `gpg --dearmor` 把密钥放到那里。");
    let gpg = case.every_install().iter().any(|one| matches!(&*one.package.name, "gnupg" | "gnupg2" | "gpg"));
    let placed = |call: &&Command| {
        let plain = matches!(&call.args[..], [to] if to.text.starts_with("/etc/apt/"));
        call.name() == "tee" && plain && keyring(case, call, new).is_some()
    };
    let change = case
        .commands()
        .filter(|_| gpg)
        .find(placed)
        .map_or(Change::Yours, |call| Change::Path { span: call.span, to: format!("gpg --dearmor -o {KEYRING}") });
    Some(objection(RULE, Weight::Change, told, vec![span]).by(change))
}

/// [azure-cli, pull request 33818](https://github.com/Azure/azure-cli/pull/33818) (2026-07-31).
fn azure_cli(case: &Case) -> Option<Objection> {
    let (_, span) = named(case).find(|(text, _)| text.contains("/repos/azure-cli") && !text.contains("bookworm"))?;
    let (lang, line) = (case.lang(), sentence(case.line(&[span])));
    let text = say!(lang,
        en: "{line}: Microsoft's source of `azure-cli` had no `trixie` on 2026-07-31: write `bookworm` there, or `pip install azure-cli`.",
        de: "{line}: Microsofts Quelle für `azure-cli` hatte am 2026-07-31 kein `trixie`: Schreib dort `bookworm`, oder `pip install azure-cli`.",
        zh: "{line}：截至 2026-07-31，Microsoft 的 `azure-cli` 软件源没有 `trixie`：请在那里写 `bookworm`，或使用 `pip install azure-cli`。");
    Some(objection(RULE, Weight::Change, text, vec![span]).by(Change::Yours))
}

/// [docker-php-extension-installer, 1286](https://github.com/mlocati/docker-php-extension-installer/pull/1286) (2026-05-04).
fn only_18(case: &Case) -> Option<Objection> {
    let old = case.every_install().iter().find(|one| matches!(&*one.package.name, "msodbcsql" | "msodbcsql17"))?;
    let (lang, line, name) = (case.lang(), sentence(case.line(&[old.package.span])), &old.package.name);
    let text = say!(lang,
        en: "{line} installs `{name}`; for Debian 13 Microsoft has only `msodbcsql18`. Connection strings name `ODBC Driver 18 for SQL Server` then, and it encrypts unless `Encrypt=no`.",
        de: "{line} installiert `{name}`; für Debian 13 hat Microsoft nur `msodbcsql18`. Verbindungszeichenfolgen nennen dann `ODBC Driver 18 for SQL Server`, und er verschlüsselt, außer mit `Encrypt=no`.",
        zh: "{line}安装 `{name}`；而 Microsoft 为 Debian 13 只提供 `msodbcsql18`。连接字符串需写 `ODBC Driver 18 for SQL Server`，并且默认加密，除非设置 `Encrypt=no`。");
    Some(objection(RULE, Weight::Change, text, vec![old.package.span]).by(Change::Yours))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wishes::{Input, Wishes};

    fn rewritten(file: &str) -> crate::advice::Rewrite {
        let wishes = Wishes { today: "2026-11-30".into(), ..Wishes::default() };
        crate::advise(&Input::pasted(file), &wishes).rewrite.expect("written")
    }

    #[test]
    fn the_path_has_the_release_in_it() {
        let on = |text: &str, name, version, codename| {
            renewed(text, &Os { name, version: Some(version), codename: Some(codename) }).map(|(_, _, to)| to)
        };
        let list = "https://packages.microsoft.com/config/debian/11/prod.list";
        assert_eq!(on(list, "debian", "13", "Trixie").as_deref(), Some(list.replace("11", "13").as_str()));
        assert_eq!(
            on("deb https://packages.microsoft.com/ubuntu/18.04/prod bionic main", "debian", "12", "Bookworm")
                .as_deref(),
            Some("deb https://packages.microsoft.com/debian/12/prod bookworm main")
        );
        assert_eq!(on(list, "ubuntu", "25.04", "Plucky"), None, "of that we know nothing");
        assert_eq!(on("https://packages.microsoft.com/repos/azure-cli/", "debian", "13", "Trixie"), None);
        assert_eq!(on(&list.replace("microsoft", "example"), "debian", "13", "Trixie"), None);
    }

    const FILE: &str = "FROM python:3.9-slim-bullseye\nRUN apt-get update && apt-get install -y curl gnupg\nRUN curl https://packages.microsoft.com/keys/microsoft.asc | apt-key add -\nRUN curl https://packages.microsoft.com/config/debian/11/prod.list > /etc/apt/sources.list.d/m.list\nRUN apt-get update && ACCEPT_EULA=Y apt-get install -y msodbcsql18\nCOPY a.py /\nCMD [\"python\", \"/a.py\"]\n";

    #[test]
    fn what_old_releases_were_served_is_to_be_checked() {
        let told = |file: &str| {
            let left = rewritten(file).left_to_you;
            left.iter().any(|left| left.text.contains("check that Microsoft serves `powershell`"))
        };
        assert!(told(&FILE.replace("msodbcsql18", "powershell")) && !told(FILE));
    }

    #[test]
    fn list_and_key_go_to_debian_13() {
        let text = rewritten(FILE).dockerfile;
        let key = "keys/microsoft-2025.asc | gpg --dearmor -o /usr/share/keyrings/microsoft-prod.gpg\n";
        assert!(text.contains(key) && text.contains("/config/debian/13/prod.list"), "{text}");
        let tee = FILE.replace("apt-key add -", "tee /etc/apt/trusted.gpg.d/m.asc");
        assert!(rewritten(&tee).dockerfile.contains(key), "{}", rewritten(&tee).dockerfile);
        let bare = rewritten(&tee.replace(" gnupg", ""));
        assert!(bare.left_to_you.iter().any(|left| left.text.contains(KEYRING)), "{bare:?}");
        let noble = rewritten(
            &FILE
                .replace("python:3.9-slim-bullseye", "ubuntu:20.04")
                .replace("debian/11", "ubuntu/20.04")
                .replace("\"python\"", "\"bash\""),
        )
        .dockerfile;
        assert!(noble.contains("ubuntu/26.04/prod.list") && noble.contains("microsoft-2025.asc"), "{noble}");
        let told = |file: &str| rewritten(file).left_to_you.iter().any(|left| left.text.contains("msodbcsql18"));
        assert!(told(&FILE.replace("msodbcsql18", "msodbcsql17")) && !told(FILE));
        let azure = "RUN echo \"deb https://packages.microsoft.com/repos/azure-cli/ $(lsb_release -cs) main\" > /etc/apt/sources.list.d/a.list\nCOPY";
        let both = rewritten(&FILE.replacen("COPY", azure, 1));
        assert!(both.dockerfile.contains("keys/microsoft.asc") && both.left_to_you.len() > 2, "{both:?}");
        assert!(both.left_to_you.iter().any(|left| left.text.contains("no `trixie`")), "{both:?}");
    }

    #[test]
    fn the_package_that_sets_it_up_brings_its_key() {
        let file = "FROM debian:11-slim\nRUN apt-get update && apt-get install -y wget\nRUN wget https://packages.microsoft.com/config/debian/11/packages-microsoft-prod.deb -O p.deb && dpkg -i p.deb && apt-get update && apt-get install -y powershell\nCMD [\"pwsh\"]\n";
        let rewrite = rewritten(file);
        assert!(rewrite.dockerfile.contains("/debian/13/packages-microsoft-prod.deb"), "{}", rewrite.dockerfile);
        assert!(rewrite.left_to_you.iter().all(|left| !left.text.contains("key")), "{rewrite:?}");
        let added = "FROM debian:11-slim\nADD https://packages.microsoft.com/config/debian/11/prod.list /etc/apt/sources.list.d/m.list\nRUN apt-get update && apt-get install -y powershell\nCMD [\"pwsh\"]\n";
        assert!(rewritten(added).dockerfile.contains("config/debian/13/prod.list"));
    }
}
