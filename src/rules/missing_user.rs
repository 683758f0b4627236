//! # The user is not on this base
//!
//! ## What it is
//! `USER` names an account, and the base has no entry for it in `/etc/passwd`. `node` is only on Node.js images, `www-data` only on Debian's and PHP's, `nonroot` only on distroless and its kin.
//!
//! ## Why it matters
//! The container does not start: `unable to find user node: no matching entries in passwd file`. The commands that make users differ too: Debian has `useradd`, Alpine has `adduser`, a base without a shell has neither.
//!
//! ## What to do
//! Name the user by number (`USER 65532`), which needs no entry, or take the account that the base brings.
//!
//! ## When not to
//! Programs that look their own name up (`ssh`, PostgreSQL) need an entry. Make one, or copy `/etc/passwd` from a build stage. An account also names a home: without it `HOME` is `/`, unless `ENV HOME` says otherwise.
//!
//! ## Example
//! ```dockerfile
//! FROM gcr.io/distroless/nodejs24-debian13
//! COPY . /app
//! USER node
//! CMD ["/app/server.js"]
//! ```
//! ```dockerfile
//! FROM gcr.io/distroless/nodejs24-debian13
//! COPY . /app
//! USER nonroot
//! CMD ["/app/server.js"]
//! ```
//!
//! ## Sources
//! - [Dockerfile reference: USER](https://docs.docker.com/reference/dockerfile/#user)
//! - [Node.js images: the node user](https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md)

use super::claims::*;
use super::offers;
use super::packages::installs;
use super::users::{account_homes, account_makers, accounts, groups, taken, www_data};
use crate::catalogue::{Image, Tri};
use crate::evidence::Effect;
use crate::stages::{Base, Does, Step, Value};

pub const RULE: Rule = Rule { id: "missing-user", file: Some(file), base: Some(base), by_a_line: true, ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let footing = case.shipped();
    let image = footing.as_ref().map(|footing| footing.image());
    if case.brings("/etc/passwd") || image.is_none() && !is_bare(case) {
        return Vec::new();
    }
    let (lang, reference) = (case.lang(), image.map_or("scratch", |image| image.reference.as_str()));
    let claim = |(name, fact): (&str, &Fact)| {
        let what = text(case, name, fact, reference);
        let why = say!(lang,
            en: "The container does not start: `unable to find user {name}`.",
            de: "Der Container startet nicht: `unable to find user {name}`.",
            zh: "容器无法启动：`unable to find user {name}`。");
        let todo = say!(lang,
            en: "Name the user by number, or take the account that the base brings.",
            de: "Nenne den Benutzer als Zahl, oder nimm das Konto, das das Image mitbringt.",
            zh: "用数字指定用户，或使用镜像自带的账号。");
        finding(RULE.id, Severity::Error, [what, why, todo], fact.spans.clone())
    };
    let lacking = needs(case).filter(|(name, created, _)| {
        let absent = image.is_none_or(|image| accounts::has(image, name) == Tri::No);
        !created && absent && account_makers::made(case, name) == Tri::No
    });
    lacking.map(|(name, _, fact)| claim((name, fact))).chain(taken::today(case)).chain(groups::findings(case)).collect()
}

/// `scratch`, unless a directory is laid over its `/etc`, or what is copied there is the table under another name.
fn is_bare(case: &Case) -> bool {
    let fills = |value: &Value| matches!(value.text.as_str(), "/etc" | "/etc/") || value.text.contains("passwd");
    let laid = |step: &Step| match &step.does {
        Does::Bring { destination, sources, .. } => destination.iter().chain(sources).any(fills),
        _ => false,
    };
    let bare = case.build.shipped_stage().filter(|stage| matches!(stage.base, Base::Scratch));
    bare.is_some_and(|stage| !stage.steps.iter().any(laid))
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if case.brings("/etc/passwd") {
        return Vec::new();
    }
    if case.stays(choice) {
        return taken::number(case, choice).into_iter().collect();
    }
    let shell = offers::shell(case, choice) == Tri::Yes;
    let made = |name: &str| installs::keeps_installing(choice) && account_makers::made(case, name) != Tri::No;
    let missing = needs(case).filter(|(name, created, _)| {
        let stays_made = || made(name) && account_makers::same_archive(case, &choice.image);
        !(*created && shell) && lacks(case, choice, name, *created) && !stays_made()
    });
    let named = missing.flat_map(|(name, created, fact)| {
        if made(name) && !created {
            return vec![objection(
                RULE.id,
                Weight::Doubt,
                unknown(case, name, fact, &choice.image),
                fact.spans.clone(),
            )];
        }
        let there = accounts::has(&choice.image, name);
        let text = match there {
            Tri::Unknown if !created => unknown(case, name, fact, &choice.image),
            _ => text(case, name, fact, &choice.image.reference),
        };
        let to = accounts::instead(case, &choice.image, name);
        match only_owns(case, fact) {
            true => vec![owned(case, text, name, to, fact)],
            false => {
                let home = account_homes::objection(case, name, &to);
                let to = groups::beside(case, name, &to).unwrap_or(to);
                [by_number(case, text, to, fact)].into_iter().chain(home).collect()
            }
        }
    });
    let commands: Vec<&Effect> =
        case.facts.effects.iter().filter(|effect| shell && !knows_command(case, choice, effect)).collect();
    let shadow = commands.first().filter(|_| accounts::wants_shadow(case, &choice.image));
    let shadow = shadow.map(|effect| without_shadow(case, choice, effect));
    let is_shadow = |effect: &&Effect| case.command(effect).is_some_and(accounts::is_shadow);
    let others: Vec<&Effect> =
        commands.iter().copied().filter(|effect| shadow.is_none() || !is_shadow(effect)).collect();
    let told = named.chain(others.into_iter().map(|effect| other_command(case, choice, effect)));
    let home = account_homes::by_number(case).filter(|_| !shell);
    told.chain(shadow)
        .chain(home)
        .chain(taken::objections(case, choice))
        .chain(groups::objections(case, choice))
        .chain(www_data::objections(case, choice))
        .collect()
}

/// Red Hat's and Amazon's small images make accounts once the package is there.
fn without_shadow(case: &Case, choice: &Choice, effect: &Effect) -> Objection {
    let (lang, line, image) = (case.lang(), sentence(case.lines(&[effect.span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} makes an account, and `{image}` needs the package `shadow-utils` for that.",
        de: "{line} legt ein Konto an, und `{image}` braucht dafür das Paket `shadow-utils`.",
        zh: "{line}创建账号，而 `{image}` 需要为此安装软件包 `shadow-utils`。");
    let change = Change::Install { packages: vec!["shadow-utils".into()] };
    objection(RULE.id, Weight::Change, text, vec![effect.span]).by(change)
}

/// Releases of the same image have the same accounts; what its makers keep in other variants is not known to go. An
/// account that the file makes is of none of them.
fn lacks(case: &Case, choice: &Choice, name: &str, created: bool) -> bool {
    match accounts::has(&choice.image, name) {
        Tri::Yes => false,
        _ if created => true,
        Tri::No => !case.is_sibling(&choice.image),
        Tri::Unknown => !case.is_same_make(&choice.image),
    }
}

pub fn needs<'a>(case: &'a Case) -> impl Iterator<Item = (&'a str, bool, &'a Fact)> {
    case.facts.find("needs-user").filter_map(|fact| match &fact.what {
        What::NeedsUser { name, created } if !name.is_empty() => Some((name.as_str(), *created, fact)),
        _ => None,
    })
}

fn by_number(case: &Case, text: String, to: String, fact: &Fact) -> Objection {
    let lang = case.lang();
    let text = say!(lang,
        en: "{text} `USER {to}` takes its place.",
        de: "{text} `USER {to}` tritt an seine Stelle.",
        zh: "{text}改用 `USER {to}`。");
    objection(RULE.id, Weight::Change, text, fact.spans.clone()).by(Change::User { to })
}

/// Nothing runs as this user: `--chown` names it, and the image runs as root or as somebody else.
fn only_owns(case: &Case, fact: &Fact) -> bool {
    let before = |span: &Span| case.build.tree.source.text().get(..span.start as usize);
    fact.spans.first().and_then(before).is_some_and(|text| text.ends_with("--chown="))
}

fn owned(case: &Case, text: String, name: &str, to: String, fact: &Fact) -> Objection {
    let lang = case.lang();
    let text = say!(lang,
        en: "{text} The files go to `{to}`.",
        de: "{text} Die Dateien gehören dann `{to}`.",
        zh: "{text}文件改归 `{to}` 所有。");
    let change = Change::Owner { name: name.into(), to };
    objection(RULE.id, Weight::Change, text, fact.spans.clone()).by(change)
}

/// useradd and groupadd, adduser and addgroup: which of them the base has.
pub fn knows_command(case: &Case, choice: &Choice, effect: &Effect) -> bool {
    let of_accounts = match &effect.does {
        Doing::CreateUser { .. } | Doing::CreateGroup { .. } => true,
        // `adduser app docker`, `usermod -aG docker app`.
        Doing::Configure => case.command(effect).is_some_and(accounts::joins_group),
        _ => false,
    };
    let Some(command) = case.command(effect).filter(|_| of_accounts) else { return true };
    accounts::has_command(case, &choice.image, command)
}

fn other_command(case: &Case, choice: &Choice, effect: &Effect) -> Objection {
    let (lang, image) = (case.lang(), &choice.image.reference);
    let (line, program) =
        (sentence(case.lines(&[effect.span])), case.command(effect).map(|c| c.name()).unwrap_or_default());
    let text = say!(lang,
        en: "{line} makes or changes an account with `{program}`, which `{image}` does not have in that form.",
        de: "{line} legt ein Konto mit `{program}` an oder ändert es, und `{image}` kennt das so nicht.",
        zh: "{line}用 `{program}` 创建或更改账号，而 `{image}` 没有这种形式的命令。");
    let change = Change::UserCommand { instruction: effect.instruction, command: effect.command };
    objection(RULE.id, Weight::Change, text, vec![effect.span]).by(change)
}

fn text(case: &Case, name: &str, fact: &Fact, image: &str) -> String {
    let (lang, lines) = (case.lang(), case.lines(&fact.spans));
    say!(lang,
        en: "The user `{name}` ({lines}) does not exist on `{image}`.",
        de: "Den Benutzer `{name}` ({lines}) gibt es auf `{image}` nicht.",
        zh: "`{image}` 没有用户 `{name}`（{lines}）。")
}

fn unknown(case: &Case, name: &str, fact: &Fact, image: &Image) -> String {
    let (lang, lines, image) = (case.lang(), case.lines(&fact.spans), &image.reference);
    say!(lang,
        en: "Whether `{image}` has the user `{name}` ({lines}) is not known.",
        de: "Ob es den Benutzer `{name}` ({lines}) auf `{image}` gibt, ist nicht bekannt.",
        zh: "不确定 `{image}` 是否有用户 `{name}`（{lines}）。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const NODE: &str = "FROM node:24\nCOPY . /app\nUSER node\nCMD [\"node\", \"/app/server.js\"]\n";

    #[test]
    fn node_is_not_on_distroless() {
        fires(RULE.id, &NODE.replace("node:24", "gcr.io/distroless/nodejs24-debian13"));
        let told = weighed(RULE.id, NODE, "gcr.io/distroless/nodejs24-debian13", Shape::Swap);
        assert!(matches!(told[0].change, Some(Change::User { .. })), "{told:?}");
    }

    #[test]
    fn scratch_has_no_accounts() {
        let file = "FROM golang:1.26 AS b\nRUN CGO_ENABLED=0 go build -o /app .\nFROM scratch\nCOPY --from=b /app /app\nUSER nobody\nENTRYPOINT [\"/app\"]\n";
        assert!(fires(RULE.id, file).what.contains("`scratch`"));
        silent(RULE.id, &file.replace("USER nobody", "USER 65534"));
        for brought in ["/etc/passwd /etc/group /etc/", "/etc/passwd /etc/passwd", "/src/passwd.minimal /etc/passwd"] {
            silent(RULE.id, &file.replace("USER", &format!("COPY --from=b {brought}\nUSER")));
        }
    }

    #[test]
    fn an_account_that_the_file_makes_goes_with_its_line() {
        let file = "FROM mcr.microsoft.com/dotnet/aspnet:10.0\nRUN useradd -m web\nCOPY --chown=web out /app\nUSER web\nENTRYPOINT [\"/app/Worker\"]\n";
        let told = |to: &str| weighed(RULE.id, file, to, Shape::Swap);
        let bare = told("mcr.microsoft.com/dotnet/aspnet:10.0-resolute-chiseled");
        assert!(bare.iter().any(|one| matches!(&one.change, Some(Change::User { to }) if to == "1654")), "{bare:?}");
        assert!(told("mcr.microsoft.com/dotnet/aspnet:10.0-resolute").is_empty());
    }

    #[test]
    fn a_maker_gives_his_image_accounts_that_its_base_has_not() {
        silent(RULE.id, "FROM mcr.microsoft.com/playwright/python:v1.55.0-noble\nUSER pwuser\nCMD [\"pytest\"]\n");
        fires(RULE.id, "FROM python:3.13\nUSER pwuser\nCMD [\"pytest\"]\n");
    }

    #[test]
    fn a_product_keeps_its_account_in_its_next_release() {
        let file = |from: &str, user: &str| format!("FROM {from}\nUSER root\nCOPY a /a\nUSER {user}\n");
        let steps = [
            ("neo4j:4.4", "neo4j", "neo4j:5-trixie"),
            ("ghost:4", "node", "ghost:6-alpine3.23"),
            ("consul:1.9", "consul", "hashicorp/consul:2.0.3"),
            ("jetty:9.4", "jetty", "jetty:12.0-jdk25-alpine"),
            ("nextcloud:25-fpm-alpine", "www-data", "nextcloud:33-fpm"),
        ];
        for (from, user, to) in steps {
            silent(RULE.id, &file(from, user));
            assert_eq!(weight(RULE.id, &file(from, user), to, Shape::Swap), None, "{from}");
        }
        let told = weighed(RULE.id, &file("zookeeper:3.6", "zoo"), "dhi.io/zookeeper:3.9-debian13", Shape::Swap);
        assert!(told[0].text.contains("is not known. `USER "), "{told:?}");
        fires(RULE.id, &file("nginx:1.30-alpine", "node"));
    }

    #[test]
    fn files_of_a_user_who_is_not_there_go_to_a_number() {
        let advised = |file: &str, to: &str| {
            let advice = crate::conclude(&crate::wishes::Input::pasted(file), &crate::wishes::Wishes::default());
            let one = advice.recommendations.iter().find(|one| one.candidate.image().reference == to).expect("offered");
            crate::rewrite::apply(&advice, &one.candidate, &Default::default()).expect("written").dockerfile
        };
        let node = "FROM node:24 AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci\nFROM node:24-slim\nWORKDIR /app\nCOPY --chown=node:node --from=build /app /app\nCMD [\"node\", \"index.js\"]\n";
        let to = "gcr.io/distroless/nodejs24-debian13:nonroot";
        assert!(advised(node, to).contains("COPY --chown=65532:65532 --from=build /app"));
        assert!(advised(&node.replace("node:node", "node:0"), to).contains("COPY --chown=65532:0 --from"));
        let told = weighed(RULE.id, node, to, Shape::Swap);
        assert!(matches!(&told[..], [Objection { change: Some(Change::Owner { .. }), .. }]), "{told:?}");
        let other = format!("{}USER 1001\n", node.replace("node:node", "www-data"));
        let text = advised(&other, to);
        assert!(text.contains("--chown=65532:65532 ") && text.contains("USER 1001"), "{text}");
    }

    #[test]
    fn small_rpm_images_need_the_package_first() {
        let file = "FROM debian:13-slim\nRUN useradd -r -u 1001 app\nUSER app\nCMD [\"/app\"]\n";
        for to in ["amazonlinux:2023", "registry.access.redhat.com/ubi9/ubi-minimal"] {
            let told = weighed(RULE.id, file, to, Shape::Swap);
            let packages = ["shadow-utils".to_string()];
            assert!(
                matches!(&told[..], [Objection { change: Some(Change::Install { packages: of }), .. }] if *of == packages),
                "{to}: {told:?}"
            );
        }
    }

    #[test]
    fn useradd_is_not_on_alpine() {
        let file = "FROM debian:13-slim\nRUN useradd -r -u 1001 app\nUSER app\nCMD [\"/app\"]\n";
        let told = weighed(RULE.id, file, "alpine:3.23", Shape::Swap);
        assert!(matches!(told[0].change, Some(Change::UserCommand { .. })), "{told:?}");
    }

    #[test]
    fn node_is_on_every_node_image() {
        silent(RULE.id, NODE);
        assert_eq!(weight(RULE.id, NODE, "node:24-alpine", Shape::Swap), None);
        silent(RULE.id, "FROM debian:13-slim\nRUN useradd app\nUSER app\nCMD [\"/app\"]\n");
    }
}
