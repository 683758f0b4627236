//! Numbers and names of accounts that a base has given away already: to make them again stops the build. Told under
//! `missing-user`.

use super::accounts;
use crate::catalogue::{Image, PackageManager, Tri};
use crate::evidence::{Doing, Effect};
use crate::rules::claims::*;
use crate::rules::missing_user;

const RULE: &str = missing_user::RULE.id;

pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    let names = names(case, choice);
    // Who is not made takes no number.
    let number = number(case, choice).filter(|one| names.iter().all(|name| name.spans != one.spans));
    number.into_iter().chain(names).chain(next(case, choice)).collect()
}

/// The first account that the file makes without a number gets another than today.
fn next(case: &Case, choice: &Choice) -> Option<Objection> {
    let (now, image) = (case.present()?, &choice.image);
    let moves = choice.shape == Shape::Swap && image.shell == Tri::Yes && image.package_manager != PackageManager::Apk;
    let ubuntu = |text: &str| text.contains("ubuntu");
    let aside = case
        .commands()
        .any(|command| command.name().contains("del") && command.args.iter().any(|arg| ubuntu(&arg.text)));
    let mut made = case.facts.effects.iter().filter(|_| moves && !aside).filter_map(|effect| match &effect.does {
        Doing::CreateUser { name, uid, system: false } => Some((effect, name, uid)),
        _ => None,
    });
    let (effect, name, _) = made.next().filter(|(.., uid)| uid.is_none())?;
    let seeks = case.command(effect).is_some_and(|command| command.name() == "adduser");
    let old = first_free(now, seeks);
    let new = first_free(image, seeks && missing_user::knows_command(case, choice, effect));
    if old == new || !(has_1000(image) || brings_app(image)) {
        return None;
    }
    let (lang, line, at) = (case.lang(), sentence(case.lines(&[effect.span])), &image.reference);
    let free = if has_1000(image) { "userdel --remove ubuntu && " } else { "" };
    let text = say!(lang,
        en: "{line}: `{name}` gets number {new} on `{at}`, not {old}: what lies on volumes belongs to {old}. `{free}useradd --uid {old} …` keeps the number.",
        de: "{line}: `{name}` bekommt auf `{at}` die Nummer {new}, nicht {old}: Was auf Volumes liegt, gehört {old}. `{free}useradd --uid {old} …` erhält die Nummer.",
        zh: "{line}：在 `{at}` 上 `{name}` 会得到编号 {new} 而不是 {old}：数据卷上的文件属于 {old}。`{free}useradd --uid {old} …` 可保留该编号。");
    Some(objection(RULE, Weight::Risk, text, vec![effect.span]))
}

/// The number that an account gets unasked: `adduser` looks from 1000 on for the first that is free, `useradd` takes the one
/// after the highest (adduser(8) and useradd(8) of Debian, `FIRST_UID` and `UID_MIN`).
fn first_free(image: &Image, seeks: bool) -> u32 {
    match (has_1000(image), brings_app(image)) {
        (_, true) if !seeks => 1655,
        (true, _) => 1001,
        _ => 1000,
    }
}

/// .NET's `app` has number 1654.
fn brings_app(image: &Image) -> bool {
    image.repository.contains("/dotnet/") && accounts::has(image, "app") == Tri::Yes
}

/// Accounts of the new base that the present one has not, made by the file: `app` in the images of .NET since 8.
fn names(case: &Case, choice: &Choice) -> Vec<Objection> {
    let there = |image: &Image, name: &str| accounts::has(image, name) == Tri::Yes;
    let is_taken = |effect: &&Effect| match &effect.does {
        Doing::CreateUser { name, .. } | Doing::CreateGroup { name, .. } => {
            there(&choice.image, name) && !case.present().is_some_and(|now| there(now, name))
        }
        _ => false,
    };
    if choice.image.shell != Tri::Yes || choice.shape != Shape::Swap {
        return Vec::new();
    }
    let strict = |effect: &&Effect| case.command(effect).is_some_and(|one| !one.conditional && !one.has("-f"));
    let made: Vec<&Effect> = case.facts.effects.iter().filter(is_taken).filter(strict).collect();
    let alone = |effect: &Effect| {
        let own = made.iter().filter(|other| other.instruction == effect.instruction).count();
        case.launch(effect.instruction).is_some_and(|launch| launch.commands.len() == own)
    };
    let told = made.iter().map(|effect| {
        let change = match alone(effect) {
            true => Change::Drop { instruction: effect.instruction },
            false => Change::DropCommand { instruction: effect.instruction, command: effect.command },
        };
        objection(RULE, Weight::Change, text(case, choice, effect), vec![effect.span]).by(change)
    });
    told.collect()
}

fn text(case: &Case, choice: &Choice, effect: &Effect) -> String {
    let (lang, line, image) = (case.lang(), sentence(case.lines(&[effect.span])), &choice.image.reference);
    let name = match &effect.does {
        Doing::CreateUser { name, .. } | Doing::CreateGroup { name, .. } => name.as_str(),
        _ => "",
    };
    let text = say!(lang,
        en: "{line} makes `{name}`, which `{image}` has already: the command goes.",
        de: "{line} legt `{name}` an, das es auf `{image}` schon gibt: Der Befehl entfällt.",
        zh: "{line}创建 `{name}`，而 `{image}` 上已有它：去掉该命令。");
    text + &renumbered(case, choice, effect).unwrap_or_default()
}

/// The account had a number by the file, and the base's own has another: .NET's `app` is 1654
/// ([What's new in containers for .NET 8](https://learn.microsoft.com/en-us/dotnet/core/whats-new/dotnet-8/containers)).
fn renumbered(case: &Case, choice: &Choice, effect: &Effect) -> Option<String> {
    let Doing::CreateUser { name, uid: Some(old), .. } = &effect.does else { return None };
    let dotnet = name == "app" && choice.image.repository.contains("/dotnet/");
    let (lang, new) = (case.lang(), "1654");
    (dotnet && old != new).then(|| {
        say!(lang,
            en: " Its number is {new}, not {old}: what volumes hold belongs to the old one.",
            de: " Seine Nummer ist {new}, nicht {old}: Was auf Volumes liegt, gehört der alten.",
            zh: " 它的编号是 {new} 而不是 {old}：数据卷中的内容属于旧编号。")
    })
}

/// Ubuntu's own images have an account `ubuntu` with number 1000 from 23.04 on (bugs.launchpad.net/cloud-images, 2005129), and
/// what is made from them without taking it out.
fn has_1000(image: &Image) -> bool {
    const OF_UBUNTU: [&str; 11] = [
        "library/ubuntu",
        "/eclipse-temurin",
        "/ibm-semeru-runtimes",
        "library/maven",
        "library/swift",
        "library/tomcat",
        "dotnet/aspnet",
        "dotnet/runtime",
        "dotnet/runtime-deps",
        "dotnet/sdk",
        "nvidia/cuda",
    ];
    let release = image.os.as_ref().filter(|os| os.name == "ubuntu").and_then(|os| os.version);
    let recent = release.and_then(|version| version.split('.').next()?.parse().ok()) >= Some(24);
    recent && image.shell == Tri::Yes && OF_UBUNTU.iter().any(|end| image.repository.ends_with(end))
}

/// The account or group that the file gives this number, where it does so without looking and removes nobody before.
fn gives_1000<'a>(case: &'a Case) -> Option<&'a Effect> {
    const SHARES: [&str; 5] = ["-o", "--non-unique", "-f", "--force", "-fg"];
    let is_1000 = |effect: &&Effect| match &effect.does {
        Doing::CreateUser { uid: Some(id), .. } | Doing::CreateGroup { gid: Some(id), .. } => id == "1000",
        _ => false,
    };
    let strict = |effect: &&Effect| {
        case.command(effect).is_some_and(|one| !one.conditional && !SHARES.iter().any(|flag| one.has(flag)))
    };
    let frees = ["userdel", "deluser", "usermod", "groupmod", "groupdel", "delgroup"];
    let goes = case.commands().any(|one| frees.contains(&one.name()) && one.has("ubuntu"));
    case.facts.effects.iter().filter(|_| !goes).filter(is_1000).find(strict)
}

pub fn number(case: &Case, choice: &Choice) -> Option<Objection> {
    let effect = Some(case).filter(|_| has_1000(&choice.image)).and_then(gives_1000)?;
    let (lang, line, image) = (case.lang(), sentence(case.lines(&[effect.span])), &choice.image.reference);
    let text = say!(lang,
        en: "{line} takes number 1000, and on `{image}` the account `ubuntu` has it: take another, or remove that one first with `userdel --remove ubuntu`.",
        de: "{line} vergibt die Nummer 1000, und auf `{image}` hat sie das Konto `ubuntu`: Nimm eine andere, oder entferne dieses vorher mit `userdel --remove ubuntu`.",
        zh: "{line}使用编号 1000，而在 `{image}` 上它属于账号 `ubuntu`：请换用其他编号，或先用 `userdel --remove ubuntu` 删除该账号。");
    // Ubuntu's own programs for accounts are there, and nothing else in the file speaks of that account.
    let knows = missing_user::knows_command(case, choice, effect);
    let named = case.commands().flat_map(|command| &command.args).any(|arg| arg.text.contains("ubuntu"))
        || missing_user::needs(case).any(|(name, ..)| name == "ubuntu");
    let change = if knows && !named {
        Change::First { span: effect.span, words: "userdel --remove ubuntu".into() }
    } else {
        Change::Yours
    };
    Some(objection(RULE, Weight::Change, text, vec![effect.span]).by(change))
}

/// A tag moved to a release on which the number is taken; a digest stays where it was.
pub fn today(case: &Case) -> Option<Finding> {
    let footing = case.shipped().filter(|footing| has_1000(footing.image()))?;
    let (effect, image) = (gives_1000(case)?, case.written());
    if image.contains('@') || case.brings("/etc/passwd") {
        return None;
    }
    let (lang, line) = (case.lang(), sentence(case.lines(&[effect.span])));
    let what = say!(lang,
        en: "{line} takes number 1000, and on `{image}` the account `ubuntu` has it.",
        de: "{line} vergibt die Nummer 1000, und auf `{image}` hat sie das Konto `ubuntu`.",
        zh: "{line}使用编号 1000，而在 `{image}` 上它属于账号 `ubuntu`。");
    let why = say!(lang, en: "The build stops there.", de: "Der Build bricht dort ab.", zh: "构建会在此中断。");
    let todo = say!(lang,
        en: "Take another number, or remove that account first with `userdel --remove ubuntu`.",
        de: "Nimm eine andere Nummer, oder entferne dieses Konto vorher mit `userdel --remove ubuntu`.",
        zh: "请换用其他编号，或先用 `userdel --remove ubuntu` 删除该账号。");
    Some(finding(RULE, Severity::Error, [what, why, todo], vec![effect.span, footing.stage.from.span]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn an_account_of_the_new_base_is_not_made_again() {
        let file = "FROM mcr.microsoft.com/dotnet/aspnet:6.0\nRUN groupadd -g 1000 app && useradd -u 1000 -g app app\nCOPY out .\nUSER app\nENTRYPOINT [\"dotnet\", \"A.dll\"]\n";
        let drops = |file: &str, to: &str| {
            let told = weighed(RULE, file, to, Shape::Swap);
            told.iter()
                .filter(|one| matches!(one.change, Some(Change::Drop { .. } | Change::DropCommand { .. })))
                .count()
        };
        assert_eq!(drops(file, "mcr.microsoft.com/dotnet/aspnet:10.0-resolute"), 2);
        let told = |file: &str| weighed(RULE, file, "mcr.microsoft.com/dotnet/aspnet:10.0-resolute", Shape::Swap);
        let numbered = |file: &str| told(file).iter().any(|one| one.text.contains("1654, not 1000"));
        assert!(numbered(file) && !numbered(&file.replace("-u 1000", "-u 1654")));
        assert_eq!(drops(&file.replace("app", "web"), "mcr.microsoft.com/dotnet/aspnet:10.0-resolute"), 0);
        let tomcat = "FROM tomcat:8.5-jre8\nRUN groupadd -g 1000 t && useradd -u 1000 -g t t\nUSER t\n";
        let told = weighed(RULE, tomcat, "tomcat:9.0-jre8-temurin-noble", Shape::Swap);
        assert!(told.iter().any(|one| matches!(one.change, Some(Change::First { .. }))), "{told:?}");
    }

    #[test]
    fn ubuntus_own_account_makes_room() {
        let file = "FROM ubuntu:22.04\nRUN apt-get update && groupadd -g 1000 app && useradd -u 1000 -g app app\nUSER app\nCMD [\"/app\"]\n";
        let change = |file: &str| weighed(RULE, file, "ubuntu:26.04", Shape::Swap).remove(0).change;
        let Some(Change::First { span, .. }) = change(file) else { panic!("{:?}", change(file)) };
        assert!(file[span.start as usize..].starts_with("groupadd"));
        assert!(matches!(change(&file.replace("ubuntu:22.04", "debian:12")), Some(Change::First { .. })));
        assert_eq!(change(&file.replace("USER app", "RUN chown ubuntu /a\nUSER app")), Some(Change::Yours));
    }

    #[test]
    fn number_1000_is_ubuntus_own() {
        let file = "FROM ubuntu:22.04\nRUN useradd -m -u 1000 app\nUSER app\nCMD [\"/app\"]\n";
        let of =
            |file: &str, to: &str| weighed(RULE, file, to, Shape::Swap).iter().any(|one| one.text.contains("1000"));
        assert!(of(file, "ubuntu:26.04"));
        assert!(!of(&file.replace("1000", "1001"), "ubuntu:26.04") && !of(file, "debian:trixie-slim"));
        assert!(of(&file.replace("22.04", "24.04"), "ubuntu:26.04"), "there it is today, too");
        silent(RULE, file);
        let moved = "FROM eclipse-temurin:17-jre\nRUN groupadd -g 1000 app && useradd -u 1000 -g app app\nCOPY a.jar /\nCMD [\"java\", \"-jar\", \"/a.jar\"]\n";
        assert!(fires(RULE, moved).what.contains("`ubuntu` has it"));
        assert!(of(moved, "eclipse-temurin:17-jre"), "who stays learns what to change");
        for free in ["groupadd -o -g 1000 app && useradd -o ", "userdel -r ubuntu; groupadd -g 1000 app && useradd "] {
            silent(RULE, &moved.replace("groupadd -g 1000 app && useradd ", free));
        }
        silent(RULE, &moved.replace("1000", "1001"));
        silent(RULE, &moved.replace("17-jre", "17-jre-jammy"));
        assert!(!of(&file.replace("RUN ", "RUN userdel ubuntu || true; "), "ubuntu:26.04"));
    }

    #[test]
    fn who_is_made_without_a_number_gets_the_next() {
        let file = "FROM ubuntu:18.04\nRUN useradd -m steam\nVOLUME /data\nUSER steam\nCMD [\"/start.sh\"]\n";
        let told = |file: &str, to: &str| {
            weighed(RULE, file, to, Shape::Swap).iter().any(|one| one.text.contains("`steam` gets number 1001"))
        };
        assert!(told(file, "ubuntu:26.04") && !told(file, "ubuntu:22.04"));
        for other in ["-m -u 1500 steam", "-r steam", "-m steam && userdel ubuntu"] {
            assert!(!told(&file.replace("-m steam", other), "ubuntu:26.04"), "{other}");
        }
        assert!(!told(&file.replace("18.04", "24.04"), "ubuntu:26.04"));
    }

    #[test]
    fn the_next_number_counts_the_app_of_dotnet() {
        let file = "FROM mcr.microsoft.com/dotnet/runtime:9.0\nRUN useradd -m worker\nUSER worker\nCOPY out /app\nENTRYPOINT [\"/app/Worker\"]\n";
        let told = |file: &str| {
            let all = weighed(RULE, file, "mcr.microsoft.com/dotnet/runtime:10.0", Shape::Swap);
            all.into_iter().map(|one| one.text).find(|text| text.contains("gets number"))
        };
        assert_eq!(told(file), None, "1655 on both");
        let seeks = told(&file.replace("useradd -m worker", "adduser --disabled-password --gecos \"\" worker"));
        let seeks = seeks.expect("1000 on Debian");
        assert!(seeks.contains("gets number 1655") && seeks.contains("not 1000"), "{seeks}");
        assert!(seeks.contains("`userdel --remove ubuntu && useradd --uid 1000 …`"), "{seeks}");
        assert!(told(&file.replace("9.0", "6.0")).is_some_and(|text| text.contains("1655")));
    }
}
