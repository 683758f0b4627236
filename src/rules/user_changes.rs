//! # The base runs as another user
//!
//! ## What it is
//! Some bases run as an unprivileged user by themselves (`nonroot`, number 65532, on distroless and Chainguard images). A file that sets no `USER` takes whatever the base says.
//!
//! ## Why it matters
//! That is a gain in safety. But directories that belong to root cannot be written any more, volumes keep their old owner, and a `RUN` that installs packages needs root.
//!
//! ## What to do
//! Give the program's directories to the user (`COPY --chown=65532:65532`), and put `USER root` only around the lines that need it.
//!
//! ## When not to
//! If the program has to be root, for example to open devices, take a base that runs as root and say so with `USER root`.
//!
//! ## Example
//! ```dockerfile
//! FROM debian:13-slim
//! COPY app /app
//! VOLUME /data
//! CMD ["/app", "--store", "/data"]
//! ```
//! ```dockerfile
//! FROM gcr.io/distroless/base-debian13:nonroot
//! COPY --chown=65532:65532 data /data
//! COPY app /app
//! CMD ["/app", "--store", "/data"]
//! ```
//!
//! ## Sources
//! - [Distroless: nonroot tags](https://github.com/GoogleContainerTools/distroless#what-images-are-available)
//! - [Dockerfile reference: USER](https://docs.docker.com/reference/dockerfile/#user)

use super::claims::*;
use super::offers;
use super::users::{accounts, identity, nonroot};
use crate::catalogue::{Family, Image, Purpose, Tri};
use crate::evidence::Standing;
use crate::shell::Command;
use crate::stages::{Does, Origin, Step, Value};

pub const RULE: Rule = Rule { id: "user-changes", file: None, base: Some(base), ..PLAIN };

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    if let Some(claim) = privileged(case, choice) {
        return vec![claim];
    }
    let mut told = of_user(case, choice);
    told.extend(nonroot::objections(case, choice));
    told.extend(other_port(case, choice));
    told.extend(daemon(case, choice));
    told
}

fn of_user(case: &Case, choice: &Choice) -> Vec<Objection> {
    let set = case.build.shipped_stage().is_some_and(|stage| stage.config.user.is_some());
    if set || case.stays(choice) {
        return needs_root(case, choice).into_iter().collect();
    }
    match (identity::is_root(case), identity::of_base(&choice.image)) {
        (Some(true), Some(user)) => to_user(case, choice, &user),
        // What is a product starts as whom it needs.
        (Some(false), None)
            if identity::is_root_base(&choice.image) || choice.image.purpose != Purpose::Application =>
        {
            vec![to_root(case, choice)]
        }
        _ => Vec::new(),
    }
}

/// nginx-unprivileged moved the pid file and the temporary paths to `/tmp` and the port to 8080
/// ([its README](https://github.com/nginx/docker-nginx-unprivileged)); Docker's own nginx has them where root writes.
fn privileged(case: &Case, choice: &Choice) -> Option<Objection> {
    let own = |image: &Image| image.repository.ends_with("/nginx-unprivileged");
    let official = choice.image.repository == "docker.io/library/nginx";
    case.present().filter(|now| official && (own(now) || is_given_away(case)))?;
    let (lang, image) = (case.lang(), &choice.image.reference);
    let text = say!(lang,
        en: "`{image}` is made to start as root, on port 80, with its pid file and cache where only root writes; as another user it does not start.",
        de: "`{image}` startet als root, auf Port 80, mit pid-Datei und Cache dort, wo nur root schreibt; als anderer Benutzer startet es nicht.",
        zh: "`{image}` 以 root 启动，监听 80 端口，其 pid 文件和缓存只有 root 可写；以其他用户身份无法启动。");
    Some(objection(RULE.id, Weight::Blocker, text, Vec::new()))
}

/// A daemon beside the program that only root starts, where the base begins as somebody else.
fn daemon(case: &Case, choice: &Choice) -> Option<Objection> {
    const DAEMONS: [&str; 8] =
        ["cron", "crond", "openssh-server", "rsyslog", "rsyslogd", "sshd", "syslog-ng", "syslogd"];
    let set = case.build.shipped_stage().is_some_and(|stage| stage.config.user.is_some());
    let user = identity::of_base(&choice.image).filter(|_| !set && identity::is_root(case) == Some(true))?;
    let config = &case.build.shipped_stage()?.config;
    // The author's own program may be called so, elsewhere.
    let of_system = |command: &&Command| {
        let program = &command.program.text;
        !program.contains('/') || program.starts_with("/usr/sbin/")
    };
    let started = config.entrypoint.iter().chain(&config.cmd).flat_map(|launch| &launch.commands);
    let mut named = started.filter(of_system).map(|command| (command.name(), command.span));
    let installed = || case.installs().iter().map(|one| (one.package.name.as_str(), one.package.span));
    let is_one = |(name, _): &(&str, Span)| DAEMONS.contains(name);
    let (name, span) = named.find(is_one).or_else(|| installed().find(is_one))?;
    let (lang, line, image) = (case.lang(), sentence(case.line(&[span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line}: `{name}` needs root, and `{image}` starts as `{user}`. Keep `USER root`, or do without it: logs go to standard output.",
        de: "{line}: `{name}` braucht root, und `{image}` startet als `{user}`. Bleib bei `USER root`, oder verzichte darauf: Protokolle gehen auf die Standardausgabe.",
        zh: "{line}：`{name}` 需要 root，而 `{image}` 以 `{user}` 启动。请保留 `USER root`，或不使用它：日志可写到标准输出。");
    Some(objection(RULE.id, Weight::Change, text, vec![span]).by(Change::Yours))
}

/// Its own configuration listens on 8080; one that the file brings says so itself.
fn other_port(case: &Case, choice: &Choice) -> Option<Objection> {
    let own = |image: &Image| image.repository.ends_with("/nginx-unprivileged");
    let brings = ["nginx.conf", "/etc/nginx/conf.d", "/etc/nginx/templates"].iter().any(|place| case.brings(place));
    let now = case.present().filter(|now| own(&choice.image) && !own(now) && !brings)?;
    let (lang, image, now) = (case.lang(), &choice.image.reference, &now.reference);
    let text = say!(lang,
        en: "`{image}` listens on port 8080, not 80 as `{now}`: map that one (`-p 80:8080`).",
        de: "`{image}` hört auf Port 8080, nicht auf 80 wie `{now}`: Bilde den ab (`-p 80:8080`).",
        zh: "`{image}` 监听 8080 端口，而不是 `{now}` 的 80：请映射该端口（`-p 80:8080`）。");
    Some(objection(RULE.id, Weight::Change, text, Vec::new()).by(Change::Yours))
}

/// The file names another user, and nothing in it gives that user what root writes.
fn is_given_away(case: &Case) -> bool {
    let user = case.build.shipped_stage().and_then(|stage| stage.config.user.as_ref());
    let other = user.is_some_and(|user| !["root", "0"].contains(&user.text.split(':').next().unwrap_or_default()));
    let eases = |command: &Command| {
        matches!(command.name(), "chgrp" | "chmod" | "chown" | "install" | "mkdir" | "sed" | "touch")
            && command.args.iter().any(|arg| ["nginx", "/var/run", "/run"].iter().any(|of| arg.text.contains(of)))
    };
    other && !case.commands().any(eases) && !case.brings("nginx.conf") && !case.brings("/etc/nginx/templates")
}

fn to_user(case: &Case, choice: &Choice, user: &str) -> Vec<Objection> {
    let (lang, image) = (case.lang(), &choice.image.reference);
    let writes: Vec<&Fact> = case.facts.find("writes-to").filter(|fact| !is_open(fact)).collect();
    let spans: Vec<Span> = writes.iter().flat_map(|fact| fact.spans.clone()).collect();
    let told = match writes.is_empty() {
        true => {
            if let Some(dir) = roots_own(case, choice) {
                let told = in_workdir(case, image, user, dir);
                return [Some(told), needs_root(case, choice)].into_iter().flatten().collect();
            }
            let text = say!(lang,
                en: "`{image}` runs as `{user}`, not as root; what belongs to root cannot be written.",
                de: "`{image}` läuft als `{user}`, nicht als root; was root gehört, lässt sich nicht beschreiben.",
                zh: "`{image}` 以 `{user}` 而非 root 运行；属于 root 的内容无法写入。");
            objection(RULE.id, Weight::Risk, text, spans)
        }
        false => {
            let named: Vec<&str> = writes.iter().filter_map(|fact| path(fact)).collect();
            let paths = codes(lang, &named);
            if can_be_given(case, choice, &writes, user) {
                let text = say!(lang,
                    en: "`{image}` runs as `{user}`, and the program writes to {paths}: an empty directory of that user goes there. Volumes of today belong to root: `chown -R {user}` them once.",
                    de: "`{image}` läuft als `{user}`, und das Programm schreibt nach {paths}: Dorthin kommt ein leeres Verzeichnis dieses Benutzers. Bisherige Volumes gehören root: einmal `chown -R {user}`.",
                    zh: "`{image}` 以 `{user}` 运行，而程序会写入 {paths}：会在那里放一个属于该用户的空目录。现有数据卷属于 root：请对其执行一次 `chown -R {user}`。");
                let change = Change::Directories {
                    paths: named.iter().map(|path| path.to_string()).collect(),
                    owner: user.into(),
                };
                let told = objection(RULE.id, Weight::Change, text, spans).by(change);
                return [Some(told), needs_root(case, choice)].into_iter().flatten().collect();
            }
            let text = say!(lang,
                en: "`{image}` runs as `{user}`, and the program writes to {paths}: give that to the user, for example with `COPY --chown={user}`.",
                de: "`{image}` läuft als `{user}`, und das Programm schreibt nach {paths}: Gib das dem Benutzer, zum Beispiel mit `COPY --chown={user}`.",
                zh: "`{image}` 以 `{user}` 运行，而程序会写入 {paths}：请把它交给该用户，例如用 `COPY --chown={user}`。");
            objection(RULE.id, Weight::Change, text, spans).by(Change::Yours)
        }
    };
    [Some(told), needs_root(case, choice)].into_iter().flatten().collect()
}

/// Volumes that nothing fills, on a base without a shell, beside a stage that has one to make a directory in.
fn can_be_given(case: &Case, choice: &Choice, writes: &[&Fact], user: &str) -> bool {
    let volume = |fact: &&Fact| fact.certainty == Certainty::Certain && path(fact).is_some_and(|to| !to.contains(' '));
    let filled = |step: &&Step| match &step.does {
        Does::Bring { destination: Some(to), .. } => {
            writes.iter().filter_map(|fact| path(fact)).any(|dir| to.text.starts_with(dir.trim_end_matches('/')))
        }
        _ => false,
    };
    let has_shell = |image: Option<&Image>| image.is_some_and(|image| image.shell == Tri::Yes);
    let gives = |step: &&Step| match &step.does {
        Does::Bring { from: Origin::Stage(at), .. } => {
            has_shell(case.facts.standings.get(*at).and_then(Standing::image))
        }
        _ => false,
    };
    let beside = choice.shape == Shape::Split && has_shell(case.present())
        || case.steps().iter().copied().any(|step| gives(&step));
    let number = user.parse::<u32>().is_ok() && choice.image.shell == Tri::No;
    number && beside && writes.iter().all(volume) && !case.steps().iter().copied().any(|step| filled(&step))
}

/// The working directory, where neither the base nor the file gives it to anybody.
fn roots_own<'a>(case: &Case<'a>, choice: &Choice) -> Option<&'a Value> {
    let dir = case.build.shipped_stage()?.config.workdir.as_ref()?;
    let there = ["/tmp", "/home", "/var/tmp"].iter().any(|open| dir.text.starts_with(open)) || dir.text == "/";
    let given = case.commands().any(|command| matches!(command.name(), "chgrp" | "chmod" | "chown" | "install"));
    let owned = case.steps().iter().any(|step| matches!(&step.does, Does::Bring { chown: Some(_), .. }));
    (choice.image.family == Family::Distroless && !there && !given && !owned).then_some(dir)
}

/// WORKDIR makes its directory as root, whoever the user is
/// ([moby, issue 36677](https://github.com/moby/moby/issues/36677)).
fn in_workdir(case: &Case, image: &str, user: &str, dir: &Value) -> Objection {
    let (lang, line, dir, span) = (case.lang(), case.line(&[dir.span]), &dir.text, dir.span);
    let text = say!(lang,
        en: "`{image}` runs as `{user}`, not as root; what belongs to root cannot be written, the working directory `{dir}` ({line}) among it.",
        de: "`{image}` läuft als `{user}`, nicht als root; was root gehört, lässt sich nicht beschreiben, auch nicht das Arbeitsverzeichnis `{dir}` ({line}).",
        zh: "`{image}` 以 `{user}` 而非 root 运行；属于 root 的内容无法写入，包括工作目录 `{dir}`（{line}）。");
    objection(RULE.id, Weight::Risk, text, vec![span])
}

/// RUNs that change the system, on a base that is not root while it is built.
fn needs_root(case: &Case, choice: &Choice) -> Option<Objection> {
    let user =
        identity::of_base(&choice.image).filter(|_| !case.stays(choice) && offers::shell(case, choice) == Tri::Yes)?;
    let first_user = case.build.shipped_stage()?.config.user.as_ref().map_or(u32::MAX, |user| user.span.start);
    let system = |doing: &Doing| {
        matches!(doing, Doing::InstallPackages { .. } | Doing::CreateUser { .. } | Doing::CreateGroup { .. })
    };
    let runs: Vec<Span> =
        case.facts.effects.iter().filter(|e| system(&e.does) && e.span.start < first_user).map(|e| e.span).collect();
    if runs.is_empty() || sets_root(case) {
        return None;
    }
    let (lang, image, line) = (case.lang(), &choice.image.reference, sentence(case.line(&runs)));
    let steps = &case.build.shipped_stage()?.steps;
    let before = |run: &Span| steps[..steps.partition_point(|step| step.span.start <= run.start)].last();
    let here = runs.iter().all(|run| before(run).is_some_and(|step| step.span.contains(*run)));
    let change = if here { Change::Root(user.clone()) } else { Change::Yours };
    let text = say!(lang,
        en: "{line} changes the system and needs root, and `{image}` builds as `{user}`: put `USER root` before and `USER {user}` after.",
        de: "{line} ändert das System und braucht root, und `{image}` baut als `{user}`: Setz `USER root` davor und `USER {user}` danach.",
        zh: "{line}会修改系统，需要 root，而 `{image}` 以 `{user}` 构建：请在前面加 `USER root`，在后面加 `USER {user}`。");
    Some(objection(RULE.id, Weight::Change, text, runs).by(change))
}

fn sets_root(case: &Case) -> bool {
    case.steps().iter().any(|step| {
        step.user.as_ref().is_some_and(|user| matches!(user.text.as_str(), "root" | "0" | "0:0" | "root:root"))
    })
}

fn path(fact: &Fact) -> Option<&str> {
    match &fact.what {
        What::WritesTo { path } => Some(path),
        _ => None,
    }
}

/// Where everybody may write.
fn is_open(fact: &Fact) -> bool {
    path(fact).is_none_or(|path| path.starts_with("/tmp") || path.starts_with("/var/tmp") || path.starts_with("/dev"))
}

fn to_root(case: &Case, choice: &Choice) -> Objection {
    let (lang, image) = (case.lang(), &choice.image.reference);
    let text = match identity::is_root_base(&choice.image) {
        true => say!(lang,
            en: "`{image}` runs as root, and the present base does not.",
            de: "`{image}` läuft als root, das jetzige Basis-Image nicht.",
            zh: "`{image}` 以 root 运行，而现在的基础镜像不是。"),
        false => say!(lang,
            en: "Which user `{image}` runs as is not known, and the present base's is not root.",
            de: "Als wer `{image}` läuft, ist nicht bekannt, und das jetzige Basis-Image läuft nicht als root.",
            zh: "`{image}` 以哪个用户运行尚不清楚，而现在的基础镜像不是 root。"),
    };
    let there = |name: &String| name.parse::<u32>().is_ok() || accounts::has(&choice.image, name) == Tri::Yes;
    let user = case.present().and_then(identity::of_base);
    let user = user.map(|name| if there(&name) { name } else { accounts::instead(case, &choice.image, &name) });
    match user {
        Some(to) => objection(RULE.id, Weight::Change, text, Vec::new()).by(Change::User { to }),
        None => objection(RULE.id, Weight::Risk, text, Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const STORE: &str = "FROM debian:13-slim\nCOPY app /app\nVOLUME /data\nCMD [\"/app\", \"--store\", \"/data\"]\n";

    #[test]
    fn a_daemon_beside_the_program_needs_root() {
        let told = |file: &str| {
            let told = weighed(RULE.id, file, "haproxy:3.4-alpine3.24", Shape::Swap);
            told.iter().filter(|one| one.text.contains("Keep `USER root`")).count()
        };
        let file = "FROM haproxy:1.8-alpine\nRUN apk add rsyslog\nCMD rsyslogd && haproxy -f /a.cfg\n";
        assert_eq!(told(file), 1);
        assert_eq!(told(&file.replace("CMD rsyslogd && haproxy -f /a.cfg", "ENTRYPOINT [\"/e.sh\"]")), 1);
        assert_eq!(told("FROM haproxy:1.8-alpine\nCOPY a.cfg /a.cfg\n"), 0);
    }

    #[test]
    fn the_unprivileged_nginx_has_another_port() {
        let port = |file: &str| {
            let told = weighed(RULE.id, file, "nginxinc/nginx-unprivileged:mainline", Shape::Swap);
            told.iter().filter(|one| one.text.contains("8080")).count()
        };
        let file = "FROM nginx:1.31\nCOPY dist /usr/share/nginx/html\nUSER www-data\n";
        assert_eq!(port(file), 1);
        assert_eq!(port(&file.replace("USER", "COPY site.conf /etc/nginx/conf.d/default.conf\nUSER")), 0);
    }

    #[test]
    fn who_was_not_root_does_not_become_it_unsaid() {
        let file = "FROM golang:1.26 AS b\nRUN CGO_ENABLED=0 go build -o /app .\nFROM gcr.io/distroless/static-debian12:nonroot\nCOPY --from=b /app /app\nENTRYPOINT [\"/app\"]\n";
        for to in ["mcr.microsoft.com/azurelinux/distroless/minimal:3.0", "debian:trixie-slim"] {
            let told = weighed(RULE.id, file, to, Shape::Swap);
            assert!(matches!(&told[0].change, Some(Change::User { to }) if to == "65532"), "{told:?}");
        }
    }

    #[test]
    fn nginx_as_another_user_does_not_start() {
        let file = "FROM nginx:1.23-alpine\nCOPY dist /usr/share/nginx/html\nUSER nginx\n";
        let to = |file: &str| weight(RULE.id, file, "nginx:1.30-alpine3.24", Shape::Swap);
        assert_eq!(to(file), Some(Weight::Blocker));
        assert_eq!(to(&file.replace("USER", "RUN chown -R nginx /var/cache/nginx /var/run\nUSER")), None);
        assert_eq!(to(&file.replace("USER nginx\n", "")), None);
    }

    #[test]
    fn nginx_without_root_stays_without() {
        let file = "FROM nginxinc/nginx-unprivileged:1.25-alpine\nCOPY dist /usr/share/nginx/html\n";
        assert_eq!(weight(RULE.id, file, "nginx:1.30-alpine3.24-slim", Shape::Swap), Some(Weight::Blocker));
        let own = "nginxinc/nginx-unprivileged:stable-alpine-slim";
        assert_eq!(weight(RULE.id, file, own, Shape::Swap), None);
        let advice = crate::conclude(&crate::wishes::Input::pasted(file), &crate::wishes::Wishes::default());
        assert!(advice.recommendations[0].candidate.image().reference.starts_with("nginxinc/"));
    }

    #[test]
    fn a_volume_belongs_to_root() {
        let to = "gcr.io/distroless/base-debian13:nonroot";
        assert_eq!(weight(RULE.id, STORE, to, Shape::Swap), Some(Weight::Change));
        let plain = STORE.replace("VOLUME /data\n", "");
        assert!(weight(RULE.id, &plain, to, Shape::Swap) >= Some(Weight::Risk));
    }

    #[test]
    fn a_volume_that_nothing_fills_is_given_to_the_user() {
        let advised = |file: &str| {
            let wishes = crate::wishes::Wishes { today: "2026-11-30".into(), ..Default::default() };
            crate::advise(&crate::wishes::Input::pasted(file), &wishes).rewrite.expect("a change").dockerfile
        };
        let given = "COPY --chown=65532:65532 --from=b /tmp/empty /data\n";
        let file = "FROM golang:1.27 AS b\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nFROM alpine:3.24\nCOPY --from=b /app /app\nWORKDIR /data\nVOLUME /data\nENTRYPOINT [\"/app\"]\n";
        let text = advised(file);
        assert!(text.contains("-o /app .\nRUN mkdir /tmp/empty\nFROM gcr.io/"), "{text}");
        assert!(text.contains(&format!(":nonroot\n{given}COPY --from=b /app")), "{text}");
        let one = file.replace("FROM alpine:3.24\nCOPY --from=b /app /app\n", "");
        assert!(advised(&one).contains(&given.replace("=b ", "=build ")), "{}", advised(&one));
        let filled = file.replace("WORKDIR /data", "COPY seed.db /data/seed.db");
        assert!(!advised(&filled).contains("/tmp/empty"), "{}", advised(&filled));
    }

    #[test]
    fn the_working_directory_belongs_to_root() {
        let to = "gcr.io/distroless/static-debian13:nonroot";
        let told = |file: &str| weighed(RULE.id, file, to, Shape::Swap).iter().any(|one| one.text.contains("`/data`"));
        let file = "FROM golang:1.26 AS b\nRUN CGO_ENABLED=0 go build -o /app .\nFROM alpine:3.24\nWORKDIR /data\nCOPY --from=b /app /app\nENTRYPOINT [\"/app\"]\n";
        assert!(told(file));
        assert!(!told(&file.replace("/data", "/tmp/data")));
        assert!(!told(&file.replace("COPY --from=b", "COPY --chown=65532 --from=b")));
    }

    #[test]
    fn a_user_that_the_other_base_lacks_is_not_named() {
        let file = "FROM cimg/node:18.20\nCOPY --chown=circleci:circleci . .\nCMD [\"npm\", \"run\", \"lint\"]\n";
        let told = weighed(RULE.id, file, "node:24-alpine", Shape::Swap);
        assert!(matches!(&told[0].change, Some(Change::User { to }) if to == "65532"), "{told:?}");
    }

    #[test]
    fn the_same_user_and_one_that_is_set_need_no_word() {
        assert_eq!(weight(RULE.id, STORE, "gcr.io/distroless/base-debian13", Shape::Swap), None);
        let set = STORE.replace("VOLUME", "WORKDIR /\nUSER 1000\nVOLUME");
        assert_eq!(weight(RULE.id, &set, "gcr.io/distroless/base-debian13:nonroot", Shape::Swap), None);
    }
}
