//! Groups that `USER name:group` and `--chown=name:group` name, and the base may lack: judged like accounts.

use super::accounts;
use crate::catalogue::{Family, Image, Tri};
use crate::rules::claims::*;
use crate::rules::{Case, missing_user::RULE, offers};
use crate::stages::{Does, Value};

/// Whether `/etc/group` of a base names a group.
fn has(image: &Image, name: &str) -> Tri {
    let known = |list: &[&str]| if list.contains(&name) { Tri::Yes } else { Tri::Unknown };
    // What Alpine, BusyBox and the RPM systems call `nobody` is `nogroup` on Debian, and nobody adds the other name.
    let less = |list: &[&str], absent: &str| if name == absent { Tri::No } else { known(list) };
    match image.family {
        Family::Scratch => Tri::No,
        Family::Distroless if DISTROLESS.contains(&name) => Tri::Yes,
        Family::Distroless => Tri::No,
        Family::Alpine => known(ALPINE),
        Family::Debian | Family::Slim | Family::Ubuntu => less(DEBIAN, "nobody"),
        Family::AlmaLinux | Family::Centos | Family::Fedora | Family::RockyLinux | Family::Ubi => {
            less(&["root", "nobody"], "nogroup")
        }
        _ => Tri::Unknown,
    }
}

/// [distroless: common/BUILD.bazel](https://github.com/GoogleContainerTools/distroless/blob/main/common/BUILD.bazel).
const DISTROLESS: [&str; 5] = ["root", "nobody", "tty", "staff", "nonroot"];
/// `group.master` of base-passwd 3.6.1 in Debian.
const DEBIAN: &[&str] = &[
    "root", "daemon", "bin", "sys", "adm", "tty", "disk", "lp", "mail", "news", "uucp", "man", "proxy", "kmem",
    "dialout", "fax", "voice", "cdrom", "floppy", "tape", "sudo", "audio", "dip", "www-data", "backup", "operator",
    "list", "irc", "src", "shadow", "utmp", "video", "sasl", "plugdev", "staff", "games", "users", "nogroup",
];
/// `/etc/group` of alpine-baselayout-data.
const ALPINE: &[&str] = &[
    "root", "bin", "daemon", "sys", "adm", "tty", "disk", "lp", "kmem", "wheel", "floppy", "mail", "news", "uucp",
    "cron", "audio", "cdrom", "dialout", "ftp", "sshd", "input", "tape", "video", "netdev", "kvm", "games", "shadow",
    "www-data", "users", "ntp", "abuild", "utmp", "ping", "nogroup", "nobody",
];

/// A user with a group that is not there, where the user is: without one, both are replaced.
struct Pair<'a> {
    user: &'a str,
    group: &'a str,
    span: Span,
    /// It is the image's own, not that of copied files.
    runs: bool,
}

fn pairs<'a>(case: &'a Case) -> Vec<Pair<'a>> {
    let user = case.build.shipped_stage().and_then(|stage| stage.config.user.as_ref());
    let owners = case.steps().iter().filter_map(|step| match &step.does {
        Does::Bring { chown, .. } => chown.as_ref(),
        _ => None,
    });
    let read = |(value, runs): (&'a Value, bool)| {
        let (user, group) =
            value.text.trim_matches(['"', '\'']).split_once(':').filter(|_| value.unknown.is_empty())?;
        let named = !group.is_empty() && !group.bytes().all(|byte| byte.is_ascii_digit());
        named.then_some(Pair { user, group, span: value.span, runs })
    };
    user.into_iter().map(|user| (user, true)).chain(owners.map(|owner| (owner, false))).filter_map(read).collect()
}

/// `2000:3000` for a user with this number and a group of the file's own, by number, too: whom no table names runs in
/// group 0 otherwise.
pub fn beside(case: &Case, name: &str, uid: &str) -> Option<String> {
    let effects = &case.facts.effects;
    let is_his = |does: &Doing| matches!(does, Doing::CreateUser { name: made, uid: Some(_), .. } if made == name);
    let args = &case.command(effects.iter().find(|effect| is_his(&effect.does))?)?.args;
    let flag = |text: &str| ["-g", "-G", "--gid", "--group", "--ingroup"].contains(&text);
    let pair = args.windows(2).find(|pair| flag(&pair[0].text) && pair[1].known)?;
    let own = effects.iter().find_map(|effect| match &effect.does {
        Doing::CreateGroup { name, gid: Some(gid) } if *name == pair[1].text => Some(gid.as_str()),
        _ => None,
    });
    let gid = own.unwrap_or(&pair[1].text);
    (is_number(gid) && is_number(uid)).then(|| format!("{uid}:{gid}"))
}

fn is_number(user: &str) -> bool {
    user.bytes().all(|byte| byte.is_ascii_digit())
}

/// Made by the file, on a base where its lines run.
fn is_made(case: &Case, group: &str) -> bool {
    case.facts.effects.iter().any(|effect| match &effect.does {
        Doing::CreateGroup { name, .. } | Doing::CreateUser { name, .. } => name == group,
        _ => false,
    })
}

/// What the file as it stands names and its base lacks.
pub fn findings(case: &Case) -> Vec<Finding> {
    let Some(footing) = case.shipped().filter(|_| !case.brings("/etc/group")) else { return Vec::new() };
    let image = footing.image();
    let stays = |pair: &Pair| is_number(pair.user) || accounts::has(image, pair.user) == Tri::Yes;
    let lacks = |pair: &Pair| stays(pair) && has(image, pair.group) == Tri::No && !is_made(case, pair.group);
    let lang = case.lang();
    let claim = |pair: Pair| {
        let (group, what) = (pair.group, text(case, &pair, image));
        let why = match pair.runs {
            true => say!(lang,
                en: "The container does not start: `unable to find group {group}`.",
                de: "Der Container startet nicht: `unable to find group {group}`.",
                zh: "容器无法启动：`unable to find group {group}`。"),
            false => say!(lang, en: "The build stops there.", de: "Der Build bricht dort ab.", zh: "构建会在此中断。"),
        };
        let todo = say!(lang,
            en: "Leave the group out, or name it by number.",
            de: "Lass die Gruppe weg, oder nenne sie als Zahl.",
            zh: "去掉该组，或用数字指定。");
        finding(RULE.id, Severity::Error, [what, why, todo], vec![pair.span])
    };
    pairs(case).into_iter().filter(lacks).map(claim).collect()
}

/// What another base lacks: the group is left out.
pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    let image = &choice.image;
    if case.brings("/etc/group") {
        return Vec::new();
    }
    let shell = offers::shell(case, choice) == Tri::Yes && choice.shape == Shape::Swap;
    let made = |group: &str| shell && is_made(case, group);
    let stays = |pair: &Pair| is_number(pair.user) || accounts::has(image, pair.user) == Tri::Yes;
    let lacks = |pair: &Pair| stays(pair) && has(image, pair.group) == Tri::No && !made(pair.group);
    pairs(case).into_iter().filter(lacks).map(|pair| left_out(case, image, &pair)).collect()
}

fn left_out(case: &Case, image: &Image, pair: &Pair) -> Objection {
    let (lang, user, text) = (case.lang(), pair.user, text(case, pair, image));
    let own = [user, "nogroup"].into_iter().find(|group| has(image, group) == Tri::Yes);
    let (written, change) = match (pair.runs, own) {
        (true, _) => (format!("USER {user}"), Change::User { to: user.into() }),
        (false, Some(own)) => {
            let to = format!("{user}:{own}");
            (format!("--chown={to}"), Change::Owner { name: user.into(), to })
        }
        (false, None) => return objection(RULE.id, Weight::Change, text, vec![pair.span]).by(Change::Yours),
    };
    let text = say!(lang,
        en: "{text} `{written}` takes its place.",
        de: "{text} `{written}` tritt an ihre Stelle.",
        zh: "{text}改用 `{written}`。");
    objection(RULE.id, Weight::Change, text, vec![pair.span]).by(change)
}

fn text(case: &Case, pair: &Pair, image: &Image) -> String {
    let (lang, line, group, image) = (case.lang(), case.line(&[pair.span]), pair.group, &image.reference);
    say!(lang,
        en: "The group `{group}` ({line}) does not exist on `{image}`.",
        de: "Die Gruppe `{group}` ({line}) gibt es auf `{image}` nicht.",
        zh: "`{image}` 没有组 `{group}`（{line}）。")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    const FILE: &str = "FROM alpine:3.20\nCOPY --chown=nobody:nogroup app /app\nUSER nobody:nogroup\nCMD [\"/app\"]\n";
    const STATIC: &str = "gcr.io/distroless/static-debian13:nonroot";

    fn written(file: &str, to: &str) -> String {
        let advice = crate::conclude(&crate::wishes::Input::pasted(file), &crate::wishes::Wishes::default());
        let one = advice.recommendations.iter().find(|one| one.candidate.image().reference == to).expect("offered");
        crate::rewrite::apply(&advice, &one.candidate, &Default::default()).expect("written").dockerfile
    }

    #[test]
    fn distroless_has_no_nogroup() {
        let static_file = "FROM golang:1.24 AS b\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\n".to_string()
            + &FILE.replace("--chown=nobody:nogroup app", "--from=b --chown=nobody:nogroup /app");
        let told = weighed(RULE.id, &static_file, STATIC, Shape::Swap);
        assert!(told.len() == 2 && told[0].text.contains("group `nogroup`"), "{told:?}");
        let text = written(&static_file, STATIC);
        assert!(text.contains("\nUSER nobody\n") && text.contains("--chown=nobody:nobody"), "{text}");
        let by_number = static_file.replace(":nogroup", ":65534");
        assert!(weighed(RULE.id, &by_number, STATIC, Shape::Swap).is_empty());
        fires(RULE.id, &FILE.replace("alpine:3.20", "gcr.io/distroless/static-debian13"));
        silent(RULE.id, FILE);
    }

    #[test]
    fn debian_has_no_group_nobody() {
        let told = |file: &str| weighed(RULE.id, file, "debian:trixie-slim", Shape::Swap);
        let nobody = FILE.replace(":nogroup", ":nobody");
        assert!(matches!(&told(&nobody)[..], [first, _] if first.change == Some(Change::User { to: "nobody".into() })));
        assert!(told(FILE).is_empty());
        let made = nobody.replace("COPY", "RUN addgroup nobody\nCOPY");
        assert!(told(&made).iter().all(|one| !one.text.contains("The group")), "{:?}", told(&made));
    }

    #[test]
    fn a_number_takes_its_group_along() {
        let file = "FROM alpine:3.20\nRUN addgroup -S -g 3000 app && adduser -S -u 2000 app -G app\nCOPY app /app\nUSER app\nCMD [\"/app\"]\n";
        let user = |file: &str| {
            let told = weighed("missing-user", file, STATIC, Shape::Swap).into_iter();
            told.filter_map(|one| if let Some(Change::User { to }) = one.change { Some(to) } else { None }).next()
        };
        assert_eq!(user(file).as_deref(), Some("2000:3000"));
        assert_eq!(user(&file.replace(" -G app", "")).as_deref(), Some("2000"));
        assert_eq!(user(&file.replace(" -g 3000", "")).as_deref(), Some("2000"), "nobody knows the number");
    }
}
