//! What a package manager is called for besides installing: lists, sources, cleaning, removing. None of it works on a
//! base that has another manager.

use super::installs::{self, manager_of};
use super::own_packages;
use crate::evidence::{Doing, Effect};
use crate::rules::claims::*;
use crate::rules::package_manager_mismatch::RULE;
use crate::rules::package_renamed;
use crate::shell::{Command, Manager};
use crate::stages::Stage;

/// Each such call on a base with another manager: dropped where the base needs nothing like it, else an open question.
pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    let Some(manager) = manager_of(&choice.image) else { return Vec::new() };
    let adds = package_renamed::adds_source(case);
    let effects = case.facts.effects.iter().filter(|effect| adds || is_upkeep(&effect.does));
    let calls = effects.filter_map(|effect| Some((effect, case.command(effect)?)));
    let needless = |call: &Command| adds && own_packages::needs_no_archive(case, call, &choice.image);
    let gone = |effect: &Effect, call: &Command| is_foreign(effect, call, manager) || needless(call);
    let foreign = calls.filter(|(effect, call)| gone(effect, call) && !call.conditional);
    foreign
        .flat_map(|(effect, call)| told(case, choice, effect, call).into_iter().chain(kept(case, choice, effect, call)))
        .collect()
}

/// Build tools that a line installed, used and removed again: the removal goes, and they would ship.
fn kept(case: &Case, choice: &Choice, effect: &Effect, call: &Command) -> Option<Objection> {
    let installs = |other: &&Effect| matches!(other.does, Doing::InstallPackages { .. });
    let used_up = matches!(effect.does, Doing::RemovePackages { .. }) && choice.shape == Shape::Swap;
    let install = case.effects_of(effect.instruction).iter().find(installs).filter(|_| used_up)?;
    let (lang, line, own) = (case.lang(), sentence(case.line(&[call.span])), installs::manager_name(&choice.image));
    let text = say!(lang,
        en: "{line} removes again what only the build needs. Do the same with `{own}` there, or it ships.",
        de: "{line} entfernt wieder, was nur der Bau braucht. Tu dort dasselbe mit `{own}`, sonst wird es ausgeliefert.",
        zh: "{line}会移除仅构建时需要的内容。请在那里用 `{own}` 做同样的事，否则它会随镜像发布。");
    Some(objection(RULE.id, Weight::Change, text, vec![install.span]).by(Change::Yours))
}

fn is_foreign(effect: &Effect, call: &Command, manager: Manager) -> bool {
    is_upkeep(&effect.does) && belongs_to(call).is_some_and(|owner| owner != manager)
}

fn is_upkeep(doing: &Doing) -> bool {
    use Doing::{CleanPackages, Locale, RefreshPackages, RemovePackages, TimeZone};
    matches!(doing, RefreshPackages | CleanPackages | RemovePackages { .. } | TimeZone | Locale)
}

/// The manager that brings the program.
fn belongs_to(call: &Command) -> Option<Manager> {
    let of_the_os = call.packages.as_ref().map(|action| action.manager).filter(|manager| manager.is_of_the_os());
    of_the_os.or_else(|| match call.name() {
        "add-apt-repository"
        | "apt-add-repository"
        | "apt-cache"
        | "apt-config"
        | "apt-key"
        | "apt-mark"
        | "debconf-set-selections"
        | "dpkg"
        | "dpkg-reconfigure"
        | "locale-gen"
        | "update-locale" => Some(Manager::Apt),
        "rpm" | "rpmkeys" | "yum-config-manager" => Some(Manager::Dnf),
        _ => None,
    })
}

fn told(case: &Case, choice: &Choice, effect: &Effect, call: &Command) -> Option<Objection> {
    let (lang, line, image) = (case.lang(), sentence(case.line(&[call.span])), &choice.image.reference);
    let used = call.name();
    // Debian writes `/etc/localtime` with it (wiki.debian.org/TimeZoneChanges): where the file does that, nothing is lost.
    let zone = effect.does == Doing::TimeZone;
    if zone && !names_zone(case) {
        let text = say!(lang,
            en: "{line} sets the time zone with `{used}`, which `{image}` does not have: link the zone's file to `/etc/localtime` there, or set `TZ`.",
            de: "{line} stellt die Zeitzone mit `{used}` ein, das `{image}` nicht hat: Verknüpfe dort die Datei der Zone mit `/etc/localtime`, oder setze `TZ`.",
            zh: "{line}用 `{used}` 设置时区，而 `{image}` 没有它：请在那里把时区文件链接到 `/etc/localtime`，或设置 `TZ`。");
        return Some(objection(RULE.id, Weight::Change, text, vec![call.span]).by(Change::Yours));
    }
    let needless = own_packages::needs_no_archive(case, call, &choice.image);
    if call.packages.is_none() && !zone && !needless {
        let text = say!(lang,
            en: "{line} sets something up with `{used}`, and we do not know what `{image}` needs in its place.",
            de: "{line} richtet etwas mit `{used}` ein; was `{image}` stattdessen braucht, ist nicht bekannt.",
            zh: "{line}用 `{used}` 做了设置，不确定 `{image}` 需要用什么来代替。");
        return Some(objection(RULE.id, Weight::Doubt, text, vec![call.span]));
    }
    // The rewrite of an install takes what refreshes and cleans beside it along.
    let removes = matches!(effect.does, Doing::RemovePackages { .. });
    let beside = case.effects_of(effect.instruction);
    if !removes && !zone && !needless && beside.iter().any(|other| matches!(other.does, Doing::InstallPackages { .. }))
    {
        return None;
    }
    let text = say!(lang,
        en: "{line} calls `{used}`, which `{image}` does not have and needs not: the call goes.",
        de: "{line} ruft `{used}` auf, das es auf `{image}` weder gibt noch braucht: Der Aufruf entfällt.",
        zh: "{line}调用 `{used}`，`{image}` 没有也不需要它：去掉该调用。");
    let instruction = effect.instruction;
    let change = match beside.iter().all(leaves_nothing) {
        true if beside.first() != Some(effect) => return None,
        true => Change::Drop { instruction },
        false => Change::DropCommand { instruction, command: effect.command },
    };
    Some(objection(RULE.id, Weight::Change, text, vec![call.span]).by(change))
}

/// The file links or copies the zone to `/etc/localtime`, or sets `TZ`.
fn names_zone(case: &Case) -> bool {
    let set = |stage: &Stage| stage.config.env.iter().any(|(name, _)| name == "TZ");
    case.build.shipped_stage().is_some_and(set)
        || case.brings("/etc/localtime")
        || case.commands().any(|command| {
            ["cp", "ln"].contains(&command.name()) && command.args.iter().any(|arg| arg.text == "/etc/localtime")
        })
}

/// One command taken out, or the RUN that is nothing else.
pub fn without(case: &Case, instruction: usize, command: usize) -> Change {
    match case.launch(instruction).is_some_and(|launch| launch.commands.len() == 1) {
        true => Change::Drop { instruction },
        false => Change::DropCommand { instruction, command },
    }
}

fn leaves_nothing(effect: &Effect) -> bool {
    matches!(effect.does, Doing::RefreshPackages | Doing::CleanPackages | Doing::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn debians_own_set_up_does_not_go_elsewhere() {
        let file = "FROM debian:12\nRUN apt-get update && apt-get install -y tzdata && ln -fs /usr/share/zoneinfo/Asia/Tokyo /etc/localtime && dpkg-reconfigure -f noninteractive tzdata\nCMD [\"/app\"]\n";
        let told = |file: &str, to: &str| weighed(RULE.id, file, to, Shape::Swap);
        let goes = |one: &Objection| {
            matches!(one.change, Some(Change::DropCommand { .. })) && one.text.contains("dpkg-reconfigure")
        };
        assert!(told(file, "alpine:3.24").iter().any(goes), "{:?}", told(file, "alpine:3.24"));
        assert!(told(file, "debian:trixie-slim").is_empty());
        let written =
            file.replace("ln -fs /usr/share/zoneinfo/Asia/Tokyo /etc/localtime", "echo Asia/Tokyo > /etc/timezone");
        for file in [written.clone(), written.replace("&& dpkg", "\nRUN dpkg")] {
            let told = told(&file, "alpine:3.24");
            assert!(told.iter().any(|one| one.change == Some(Change::Yours) && one.text.contains("`TZ`")), "{told:?}");
            assert!(!told.iter().any(goes), "{told:?}");
        }
        assert!(told(&written.replace("RUN", "ENV TZ=Asia/Tokyo\nRUN"), "alpine:3.24").iter().any(goes));
        let locale = file.replace("tzdata && ln -fs /usr/share/zoneinfo/Asia/Tokyo /etc/localtime && dpkg-reconfigure -f noninteractive tzdata", "locales && locale-gen en_US.UTF-8");
        assert!(
            told(&locale, "fedora:44").iter().any(|one| one.weight == Weight::Doubt && one.text.contains("locale-gen"))
        );
    }
}
