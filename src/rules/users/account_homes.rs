//! The home of an account whose commands fall away with the shell: the directory belonged to the account, and `HOME` named
//! it. Told under `missing-user`.

use crate::evidence::trace::paths::{below, join};
use crate::rules::claims::*;
use crate::rules::missing_user::RULE;
use crate::shell::Command;
use crate::stages::Does;

/// The same of an account that USER names by its number: its home is looked up all the same.
pub fn by_number(case: &Case) -> Option<Objection> {
    let user = case.build.shipped_stage()?.config.user.as_ref()?.known()?;
    let number = user.split(':').next().filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()))?;
    let name = case.facts.effects.iter().find_map(|effect| match &effect.does {
        Doing::CreateUser { name, uid: Some(uid), .. } if uid == number => Some(name.as_str()),
        _ => None,
    });
    objection(case, name?, number)
}

/// What becomes of the home of the account that the program ran as.
pub fn objection(case: &Case, name: &str, to: &str) -> Option<Objection> {
    let is_it = |doing: &Doing| matches!(doing, Doing::CreateUser { name: made, .. } if made == name);
    let effect = case.facts.effects.iter().find(|effect| is_it(&effect.does))?;
    let home = home(case.command(effect)?, name).filter(|home| is_place(home))?;
    let config = &case.build.shipped_stage()?.config;
    if config.env.iter().any(|(name, _)| name == "HOME") || case.brings("/etc/passwd") {
        return None;
    }
    let spans = vec![effect.span];
    let (lang, line) = (case.lang(), sentence(case.line(&spans)));
    Some(match use_of(case, &home) {
        Use::Data => {
            let text = say!(lang,
                en: "{line}: `{home}` was the home of `{name}`, which goes: it would belong to root, and `HOME` no longer be it. Bring it with `COPY --chown={to}` from a stage that makes it, and set `ENV HOME={home}`.",
                de: "{line}: `{home}` war das Zuhause von `{name}`, und das Konto entfällt: Es gehörte dann root, und `HOME` nennte es nicht mehr. Bring es mit `COPY --chown={to}` aus einer Stufe mit, die es anlegt, und setz `ENV HOME={home}`.",
                zh: "{line}：`{home}` 原是账号 `{name}` 的主目录，而该账号不再存在：目录将属于 root，`HOME` 也不再指向它。请用 `COPY --chown={to}` 从创建它的阶段复制，并设置 `ENV HOME={home}`。");
            crate::rules::claims::objection(RULE.id, Weight::Change, text, spans).by(Change::Yours)
        }
        Use::Program => {
            let text = say!(lang,
                en: "{line}: `{home}` was the home of `{name}`, which goes. `ENV HOME={home}` keeps `HOME`; what no `--chown` gives away there belongs to root.",
                de: "{line}: `{home}` war das Zuhause von `{name}`, und das Konto entfällt. `ENV HOME={home}` behält `HOME`; was dort kein `--chown` vergibt, gehört root.",
                zh: "{line}：`{home}` 原是账号 `{name}` 的主目录，而该账号不再存在。`ENV HOME={home}` 可保留 `HOME`；其中未用 `--chown` 指定的内容属于 root。");
            let change = Change::Env { name: "HOME".into(), value: home };
            crate::rules::claims::objection(RULE.id, Weight::Change, text, spans).by(change)
        }
        Use::None => {
            let text = say!(lang,
                en: "{line}: with the account `{name}` goes its home; `HOME` is no longer `{home}`.",
                de: "{line}: Mit dem Konto `{name}` entfällt sein Zuhause; `HOME` ist nicht mehr `{home}`.",
                zh: "{line}：账号 `{name}` 的主目录随之消失；`HOME` 不再是 `{home}`。");
            crate::rules::claims::objection(RULE.id, Weight::Risk, text, spans)
        }
    })
}

/// What the file has a home for.
enum Use {
    /// The program writes there.
    Data,
    /// Files of the program are copied there, or it is named.
    Program,
    None,
}

fn use_of(case: &Case, home: &str) -> Use {
    let within = |path: &str| path == home || below(path, home).is_some();
    let written = |fact: &Fact| matches!(&fact.what, What::WritesTo { path } if within(path));
    let brought = case.steps().iter().any(|step| match &step.does {
        Does::Bring { destination: Some(to), .. } => within(&join(step.workdir.as_deref().unwrap_or("/"), &to.text)),
        _ => false,
    });
    let Some(config) = case.build.shipped_stage().map(|stage| &stage.config) else { return Use::None };
    let entered = config.workdir.as_ref().is_some_and(|place| within(&place.text));
    let start = [&config.entrypoint, &config.cmd].into_iter().flatten().flat_map(|launch| &launch.words);
    let named =
        start.chain(config.env.iter().map(|(_, value)| value)).any(|word| word.text.split([':', '=', ',']).any(within));
    match (brought, entered || named) {
        _ if case.facts.find("writes-to").any(written) => Use::Data,
        (false, true) => Use::Data,
        (true, _) => Use::Program,
        (false, false) => Use::None,
    }
}

/// The directory that a command makes for its account: `useradd -m`, and `adduser` unless it is told not to.
fn home(command: &Command, name: &str) -> Option<String> {
    let short = |letter: char| {
        let cluster = |text: &str| text.starts_with('-') && !text.starts_with("--") && text.contains(letter);
        command.args.iter().any(|arg| cluster(&arg.text))
    };
    let stated = command.args.iter().enumerate().find_map(|(at, arg)| {
        let (flag, inline) =
            arg.text.split_once('=').map_or((arg.text.as_str(), None), |(flag, rest)| (flag, Some(rest)));
        let is_home = matches!(flag, "-d" | "-h" | "--home" | "--home-dir" | "-md");
        let next = || command.args.get(at + 1).map(|next| next.text.as_str());
        is_home.then(|| inline.or_else(next)).flatten()
    });
    let makes = match command.name() {
        "useradd" => short('m') || command.has("--create-home"),
        "adduser" => !short('H') && !command.has("--no-create-home") && (stated.is_some() || !command.has("--system")),
        _ => false,
    };
    makes.then(|| stated.map_or_else(|| format!("/home/{name}"), |home| home.trim_end_matches('/').to_string()))
}

fn is_place(home: &str) -> bool {
    home.starts_with('/') && !home.contains('$') && !matches!(home, "/nonexistent" | "/dev/null" | "/tmp" | "/root")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    const GO: &str = "FROM golang:1.26 AS b\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nFROM debian:trixie-slim\nRUN useradd -m -u 1000 -d /data app\nCOPY --from=b /app /app\nUSER app\nWORKDIR /data\nENTRYPOINT [\"/app\"]\n";

    fn told(file: &str) -> Option<(Weight, Option<Change>)> {
        let told = weighed(RULE.id, file, "gcr.io/distroless/static-debian13:nonroot", Shape::Swap);
        told.into_iter().find(|one| one.text.contains("HOME")).map(|one| (one.weight, one.change))
    }

    #[test]
    fn a_home_that_holds_data_is_to_be_brought() {
        assert_eq!(told(GO), Some((Weight::Change, Some(Change::Yours))));
        let volume = GO.replace(" -d /data", "").replace("WORKDIR /data", "VOLUME /home/app");
        assert_eq!(told(&volume), Some((Weight::Change, Some(Change::Yours))));
        assert_eq!(told(&GO.replace("USER app", "USER 1000")), Some((Weight::Change, Some(Change::Yours))));
        assert_eq!(told(&GO.replace("USER app", "USER 1001")), None, "another's");
        assert_eq!(told(&GO.replace("WORKDIR /data", "ENV HOME=/data")), None, "it says so itself");
    }

    #[test]
    fn a_home_of_files_keeps_its_name() {
        let file = GO.replace("/app /app\n", "/app /data/app\n").replace("\"/app\"", "\"/data/app\"");
        let home = Change::Env { name: "HOME".into(), value: "/data".into() };
        assert_eq!(told(&file), Some((Weight::Change, Some(home))));
    }

    #[test]
    fn a_home_of_nothing_is_told() {
        let file = GO.replace("WORKDIR /data\n", "");
        assert_eq!(told(&file), Some((Weight::Risk, None)));
        assert_eq!(told(&file.replace("useradd -m -u", "useradd -u")), None, "none is made");
        let alpine =
            file.replace("debian:trixie-slim", "alpine:3.24").replace("useradd -m -u 1000 -d /data", "adduser -D");
        assert_eq!(told(&alpine), Some((Weight::Risk, None)));
        assert_eq!(told(&alpine.replace("-D", "-DH")), None);
        let there = weighed(RULE.id, &alpine, "alpine:3.23", Shape::Swap);
        assert!(there.is_empty(), "{there:?}");
    }
}
