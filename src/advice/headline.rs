//! One sentence a person would say, and the sentence after it.

mod gain;

use super::{Outcome, Question, Recommendation, fresher, places, plainly, questions, rank};
use crate::candidates::life::{self, Life};
use crate::catalogue::{self, Image, Purpose};
use crate::evidence::asked;
use crate::evidence::{Doubt, Standing};
use crate::rules::{self, Case, Change, Shape, Weight, branch, given_up, is_branch, off_list};
use crate::stages::{Base, ImageRef};
use crate::words::Lang;

/// The headline and the reasons under it.
pub fn write(case: &Case, outcome: Outcome, ranked: &[Recommendation], asked: &[Question]) -> (String, String) {
    let first = ranked.first();
    match (outcome, first) {
        (Outcome::CannotTell, _) | (_, None) => (unknown(case, ranked), open(case, ranked, asked)),
        (Outcome::Stay, Some(now)) => (stay(case, now), why_stay(case, now, ranked)),
        (_, Some(best)) => (go(case, outcome, best), why_go(case, best, ranked)),
    }
}

fn go(case: &Case, outcome: Outcome, best: &Recommendation) -> String {
    let (lang, image) = (case.wishes.lang, &best.candidate.choice.image.reference);
    let gain = gain::of(case, best);
    let now = written(case);
    match outcome {
        Outcome::Upgrade => say!(lang,
            en: "Move from `{now}` to `{image}`{gain}.",
            de: "Geh von `{now}` auf `{image}`{gain}.",
            zh: "从 `{now}` 升级到 `{image}`{gain}。"),
        Outcome::Split => say!(lang,
            en: "Build in a stage of its own and ship on `{image}`{gain}.",
            de: "Baue in einer eigenen Stufe und liefere auf `{image}` aus{gain}.",
            zh: "把构建放进单独的阶段，最终镜像用 `{image}`{gain}。"),
        _ if several(case) => say!(lang,
            en: "Use `{image}` for the last stage{gain}.",
            de: "Nimm `{image}` für die letzte Stufe{gain}.",
            zh: "最后一个阶段改用 `{image}`{gain}。"),
        _ => say!(lang,
            en: "Use `{image}` instead of `{now}`{gain}.",
            de: "Nimm `{image}` statt `{now}`{gain}.",
            zh: "用 `{image}` 代替 `{now}`{gain}。"),
    }
}

fn several(case: &Case) -> bool {
    case.build.stages.len() > 1 && case.build.shipped == Some(case.build.stages.len() - 1)
}

/// What is wrong with the file on the base that it has.
pub fn mend(now: &Recommendation) -> Option<&str> {
    let first = |weight| now.candidate.of(weight).next();
    first(Weight::Blocker).or_else(|| first(Weight::Change)).map(|broken| broken.text.as_str())
}

fn stay(case: &Case, now: &Recommendation) -> String {
    let (lang, today) = (case.wishes.lang, &case.wishes.today);
    let name = written(case);
    let image = now.candidate.image();
    if let Some(broken) = mend(now) {
        return say!(lang,
            en: "Stay on `{name}`, and mend this: {broken}",
            de: "Bleib bei `{name}` und behebe dies: {broken}",
            zh: "继续使用 `{name}`，但要修正：{broken}");
    }
    if image.lifecycle.unlisted {
        return say!(lang,
            en: "Stay on `{name}`, if that tag exists: its line is newer than all that our catalogue knows.",
            de: "Bleib bei `{name}`, falls es dieses Tag gibt: Die Linie ist neuer als alles, was unser Katalog kennt.",
            zh: "如果该标签存在，可继续使用 `{name}`：它的版本线比我们目录中已知的都新。");
    }
    match (life::left(image, today), life::known_end(image)) {
        (Life::Months(_), None) => say!(lang,
            en: "Stay on `{name}`: it fits, and it is supported.",
            de: "Bleib bei `{name}`: es passt und wird gepflegt.",
            zh: "继续使用 `{name}`：它合适，并且仍受支持。"),
        (Life::Months(_), Some((_, until))) => say!(lang,
            en: "Stay on `{name}`: it fits, and it is supported until {until}.",
            de: "Bleib bei `{name}`: es passt und wird bis {until} gepflegt.",
            zh: "继续使用 `{name}`：它合适，并且支持到 {until}。"),
        (Life::Over, _) => {
            let of = image.lifecycle.os.of.clone().unwrap_or_default();
            say!(lang,
            en: "Stay on `{name}` for now: nothing we know that follows it fits, but of {of} only extended support is left.",
            de: "Bleib vorerst bei `{name}`: Nichts uns Bekanntes, das ihm folgt, passt; von {of} gibt es aber nur noch erweiterte Unterstützung.",
            zh: "暂时继续使用 `{name}`：我们所知的后续版本都不合适，但 {of} 只剩扩展支持。")
        }
        (Life::Unknown, _) if names_version(image) => say!(lang,
            en: "Stay on `{name}`, as far as we can tell: nothing we know fits clearly better, but whether this version is still maintained we do not know.",
            de: "Bleib bei `{name}`, soweit wir es wissen: Nichts uns Bekanntes passt deutlich besser; ob diese Version noch gepflegt wird, wissen wir aber nicht.",
            zh: "就我们所知，可继续使用 `{name}`：没有明显更好的选择，但我们不知道这个版本是否仍在维护。"),
        _ => say!(lang,
            en: "Stay on `{name}`: it fits, and nothing we know fits clearly better.",
            de: "Bleib bei `{name}`: es passt, und nichts uns Bekanntes passt deutlich besser.",
            zh: "继续使用 `{name}`：它合适，没有明显更好的选择。"),
    }
}

/// `2.4.1-gpu` and `v1.2` stand still; `latest` moves on with its makers.
fn names_version(image: &Image) -> bool {
    let tag = image.tag.as_deref().unwrap_or_default().trim_start_matches('v');
    tag.starts_with(|c: char| c.is_ascii_digit())
}

fn unknown(case: &Case, ranked: &[Recommendation]) -> String {
    let lang = case.wishes.lang;
    let Some(stage) = case.build.shipped else {
        return say!(lang,
            en: "There is no FROM here yet, so there is nothing to advise on.",
            de: "Hier steht noch kein FROM, also gibt es nichts zu raten.",
            zh: "这里还没有 FROM，无法给出建议。");
    };
    let name = written(case);
    match case.facts.standings.get(stage) {
        Some(Standing::Unknown(names)) if !names.is_empty() => {
            let names = places::codes(lang, names);
            say!(lang,
                en: "We cannot tell what ships: its base depends on {names}, for which this file has no value.",
                de: "Was ausgeliefert wird, ist nicht zu sehen: Das Basis-Image hängt von {names} ab, ohne Wert in dieser Datei.",
                zh: "无法判断最终镜像：其基础镜像取决于 {names}，而文件中没有它的值。")
        }
        Some(Standing::Private(_)) => say!(lang,
            en: "`{name}` is an image we know nothing of, so we leave it as it is.",
            de: "`{name}` ist ein Image, über das wir nichts wissen; es bleibt, wie es ist.",
            zh: "我们不了解 `{name}` 这个镜像，因此保持原样。"),
        Some(Standing::Known(found, written)) if found.is_unlisted(written) => say!(lang,
            en: "`{name}` is no tag that we know, so we cannot tell what it holds.",
            de: "`{name}` ist kein Tag, den wir kennen; was darin steckt, ist nicht zu sehen.",
            zh: "`{name}` 不是我们已知的标签，因此无法判断其内容。"),
        Some(Standing::Known(..)) if ranked.iter().any(|one| one.candidate.holds() && !one.candidate.present) => {
            say!(lang,
            en: "`{name}` should not stay; what would fit is of another kind or was never measured, so look at it before you take it.",
            de: "`{name}` sollte nicht bleiben; was passen würde, ist von anderer Art oder nie gemessen, also sieh es dir vorher an.",
            zh: "`{name}` 不宜继续使用；合适的镜像属于另一类或从未测量过，采用前请先了解。")
        }
        Some(Standing::Known(..)) if !ranked.is_empty() => say!(lang,
            en: "`{name}` should not stay, but we cannot tell which base fits this file.",
            de: "`{name}` sollte nicht bleiben, aber welches Basis-Image zu dieser Datei passt, ist nicht zu sehen.",
            zh: "`{name}` 不宜继续使用，但无法判断哪个基础镜像适合此文件。"),
        _ => say!(lang,
            en: "We cannot tell which base fits this file.",
            de: "Welches Basis-Image zu dieser Datei passt, ist nicht zu sehen.",
            zh: "无法判断哪个基础镜像适合此文件。"),
    }
}

/// The official image whose name one without a folder nearly has.
fn official_alike(image: &ImageRef) -> Option<String> {
    let name = image.repository.strip_prefix("library/").filter(|_| image.registry == "docker.io")?;
    catalogue::spelt_like(name).filter(|alike| !alike.contains('/'))
}

/// An image of which nothing is known: a slip, another's product, or the reader's own.
fn private(lang: Lang, image: &ImageRef) -> String {
    match official_alike(image) {
        Some(name) => {
            say!(lang, en: "Did you mean `{name}`?", de: "Meintest du `{name}`?", zh: "你是想写 `{name}` 吗？")
        }
        None if catalogue::is_public(&image.registry) => say!(lang,
            en: "If others make it, look for its newest release; if it is your own, a policy can say which public image it is like. What the file itself shows is listed below.",
            de: "Stammt es von anderen, such seine neueste Version; ist es dein eigenes, kann eine Hausregel sagen, welchem öffentlichen Image es gleicht. Was die Datei selbst zeigt, steht darunter.",
            zh: "如果是他人提供的镜像，请查找其最新版本；如果是你们自己的，可在策略中说明它类似哪个公开镜像。文件本身能看出的内容列在下面。"),
        None => say!(lang,
            en: "If it is your own, a policy can say which public image it is like; what the file itself shows is listed below.",
            de: "Ist es dein eigenes, kann eine Hausregel sagen, welchem öffentlichen Image es gleicht; was die Datei selbst zeigt, steht darunter.",
            zh: "如果是你们自己的镜像，可在策略中说明它类似哪个公开镜像；文件本身能看出的内容列在下面。"),
    }
}

/// What would help us to tell.
fn open(case: &Case, ranked: &[Recommendation], asked: &[Question]) -> String {
    let lang = case.wishes.lang;
    let standing = case.build.shipped.and_then(|at| case.facts.standings.get(at));
    if let Some(Standing::Known(found, written)) = standing
        && found.is_unlisted(written)
    {
        if let Some(tag) = found.meant(written) {
            return say!(lang, en: "Did you mean `{tag}`?", de: "Meintest du `{tag}`?", zh: "你是想写 `{tag}` 吗？");
        }
        return say!(lang,
            en: "If it stands for a version that is put in later, put it in here; else check its spelling.",
            de: "Steht es für eine Version, die erst später eingesetzt wird, setze sie hier ein; sonst prüfe die Schreibweise.",
            zh: "如果它是稍后才填入的版本占位符，请在这里填入实际版本；否则请检查拼写。");
    }
    let others = ranked.iter().filter(|one| !one.candidate.present);
    let of = |near: fn(&Case, &Image) -> bool| others.clone().find(|one| near(case, one.candidate.image()));
    let nearest = of(is_near).or_else(|| of(is_kin));
    let given_up = present(case).and_then(|now| given_up(lang, now));
    // What stands against another kind of base is no reason where the makers name their own.
    let held = nearest.into_iter().chain(others.filter(|_| given_up.is_none()));
    let held = held.flat_map(|one| one.candidate.of(Weight::Doubt).chain(one.candidate.of(Weight::Blocker)));
    let held = held.into_iter().next().map(|objection| objection.text.clone());
    let over = ended(case).filter(|_| given_up.is_none()).or_else(|| fresher::note(case, None));
    let over = over.filter(|_| !matches!(standing, Some(Standing::Private(_) | Standing::Unknown(_))));
    let said: Vec<String> = ruled_out(ranked).into_iter().chain(given_up).chain(over).chain(held).collect();
    if !said.is_empty() {
        return join(lang, &said);
    }
    match standing {
        Some(Standing::Private(image)) => {
            match asked.iter().find(|one| one.id == asked::PASSED_ON).and(case.facts.doubt(asked::PASSED_ON)) {
                Some(Doubt { subject: Some(public), .. }) => say!(lang,
                en: "It may be the public `{public}` under another name, or your own: answer that below, and the advice follows.",
                de: "Es kann das öffentliche `{public}` unter anderem Namen sein oder ein eigenes: Beantworte das unten, dann folgt der Rat.",
                zh: "它可能就是公开的 `{public}`（只是换了名字），也可能是你们自己的镜像：请在下面回答，即可得到建议。"),
                _ => private(lang, image),
            }
        }
        Some(Standing::Unknown(names)) if names.is_empty() => say!(lang,
            en: "What stands after FROM names no image.",
            de: "Was hinter FROM steht, nennt kein Image.",
            zh: "FROM 后面写的不是有效的镜像名。"),
        Some(Standing::Unknown(_)) => match questions::open_args(case.build).first() {
            Some(name) => say!(lang,
                en: "Tell the value it is built with (in the field on the page, or as `--build-arg {name}=…`), or give the ARG a default, and the advice follows.",
                de: "Nenne den Wert, mit dem gebaut wird (im Feld auf der Seite oder als `--build-arg {name}=…`), oder gib dem ARG einen Vorgabewert, dann folgt der Rat.",
                zh: "请给出构建时使用的值（在页面的输入框中，或用 `--build-arg {name}=…`），或者给这个 ARG 一个默认值，即可得到建议。"),
            None => say!(lang,
                en: "Declare it by an ARG before the first FROM, and the advice follows.",
                de: "Erkläre den Namen mit einem ARG vor dem ersten FROM, dann folgt der Rat.",
                zh: "请在第一个 FROM 之前用 ARG 声明它，即可得到建议。"),
        },
        Some(Standing::Known(found, _)) if found.image.purpose == Purpose::Build => say!(lang,
            en: "It is made for building: let this be the build stage, and ship on a base with what the program needs when it runs.",
            de: "Es ist zum Bauen gemacht: Lass dies die Build-Stufe sein, und liefere auf einer Basis aus, die hat, was das Programm zur Laufzeit braucht.",
            zh: "它是用于构建的镜像：让它作为构建阶段，并在只含程序运行所需内容的基础镜像上交付。"),
        _ => String::new(),
    }
}

/// Why this one: what is wrong with the present base, then what speaks for the new one.
fn why_go(case: &Case, best: &Recommendation, ranked: &[Recommendation]) -> String {
    let later = fresher::note(case, Some(best.candidate.image()));
    let branch = || present(case).filter(|now| is_branch(now)).map(|_| branch(case.wishes.lang, &written(case)));
    let mut said: Vec<String> = ended(case).or(later).or_else(branch).into_iter().chain(ruled_out(ranked)).collect();
    said.extend(best.candidate.of(Weight::Reason).take(2).map(|reason| reason.text.clone()));
    if said.is_empty() {
        said.extend(fresher::longer(case, best.candidate.image()));
        said.extend(fits_plainly(case, best, said.is_empty()));
    }
    said.extend(ranked.iter().find(|one| one.candidate.present).and_then(|now| broken(case, now)));
    // A stage that builds and is left to the reader: until then, nothing is built.
    let mut changes = best.candidate.of(Weight::Change);
    let stops = changes.find(|one| one.rule == "base-os-ended" && one.change == Some(Change::Yours));
    said.extend(stops.map(|one| one.text.clone()).filter(|text| said.iter().all(|other| !other.contains(text))));
    join(case.wishes.lang, &said)
}

fn ended(case: &Case) -> Option<String> {
    let (lang, now) = (case.wishes.lang, written(case));
    let (image, today) = (present(case)?, &case.wishes.today);
    let off_list = off_list(lang, image, &now);
    let over = || life::first_end(image).is_some_and(|(_, ends)| ends < today.as_str());
    match life::left(image, today) {
        Life::Retired if off_list.is_some() && !over() => off_list,
        Life::Retired if off_list.is_none() => Some(say!(lang,
            en: "`{now}` has been retired.",
            de: "`{now}` wurde zurückgezogen.",
            zh: "`{now}` 已停止提供。")),
        Life::Over | Life::Retired => {
            let parts = &image.lifecycle;
            let undated = [&parts.runtime, &parts.image].into_iter().find(|cycle| cycle.ended && !over());
            if let Some(what) = undated.and_then(|cycle| cycle.of.as_ref()) {
                return Some(say!(lang,
                    en: "Ordinary support of {what} has ended.",
                    de: "Die ordentliche Pflege von {what} ist beendet.",
                    zh: "{what} 的常规支持已结束。"));
            }
            let (cycle, ends) = life::first_end(image)?;
            let what = cycle.of.clone().unwrap_or(now);
            Some(say!(lang,
                en: "Ordinary support of {what} ended on {ends}.",
                de: "Die ordentliche Pflege von {what} endete am {ends}.",
                zh: "{what} 的常规支持已于 {ends} 结束。"))
        }
        _ => None,
    }
}

/// The clause of the house policy against the present base.
fn ruled_out(ranked: &[Recommendation]) -> Option<String> {
    ranked.iter().find(|one| one.candidate.present)?.candidate.forbidden.clone()
}

fn broken(case: &Case, now: &Recommendation) -> Option<String> {
    let lang = case.wishes.lang;
    let blocker = now.candidate.of(Weight::Blocker).next()?;
    let text = &blocker.text;
    Some(say!(lang, en: "As it stands: {text}", de: "So, wie es dasteht: {text}", zh: "目前的情况：{text}"))
}

/// What changes, and that it is no reason; `alone`: where nothing else is said.
fn fits_plainly(case: &Case, best: &Recommendation, alone: bool) -> Option<String> {
    let lang = case.wishes.lang;
    let changes = best.candidate.of(Weight::Change).count();
    let unseen =
        best.candidate.of(Weight::Risk).find(|risk| rules::rule(risk.rule).of_unseen && !risk.spans.is_empty());
    match changes {
        0 if unseen.is_some() => unseen.map(|risk| risk.text.clone()),
        0 if best.candidate.choice.shape == Shape::Split => Some(say!(lang,
            en: "What only builds stays behind.",
            de: "Was nur zum Bauen da ist, bleibt zurück.",
            zh: "仅用于构建的内容不再随镜像发布。")),
        0 => Some(plainly::said(case.build, case.facts, best.candidate.image(), lang)),
        _ if !alone => None,
        _ => best.candidate.of(Weight::Change).next().map(|change| {
            let text = &change.text;
            say!(lang, en: "What it takes: {text}", de: "Was dazu nötig ist: {text}", zh: "需要做的改动：{text}")
        }),
    }
}

/// Why not another: the barest base that breaks, and on what.
fn why_stay(case: &Case, now: &Recommendation, ranked: &[Recommendation]) -> String {
    let lang = case.wishes.lang;
    let mut said: Vec<String> = now.candidate.of(Weight::Reason).take(1).map(|reason| reason.text.clone()).collect();
    said.extend(fresher::note(case, None));
    if let Some((other, blocker)) = super::counterfactual::telling(case, ranked) {
        let (image, text) = (&other.candidate.choice.image.reference, &blocker.text);
        said.push(say!(lang,
            en: "`{image}` would be barer, but: {text}",
            de: "`{image}` wäre schlanker, aber: {text}",
            zh: "`{image}` 更精简，但是：{text}"));
    }
    join(lang, &said)
}

fn join(lang: Lang, said: &[String]) -> String {
    said.join(if lang == Lang::Zh { "" } else { " " })
}

/// Of the same distribution, or of the same repository: what the reader would try first.
fn is_near(case: &Case, image: &Image) -> bool {
    present(case).is_some_and(|now| {
        let system = |image: &Image| image.os.as_ref().map(|os| os.name);
        now.repository == image.repository || system(now).is_some() && system(now) == system(image)
    })
}

/// Of the same kind of system, by its package manager.
fn is_kin(case: &Case, image: &Image) -> bool {
    gain::has_manager(image) && present(case).is_some_and(|now| rank::ilk(now) == rank::ilk(image))
}

fn present<'a>(case: &'a Case) -> Option<&'a Image> {
    case.facts.standings.get(case.build.shipped?)?.image()
}

/// The present base as the reader wrote it, variables filled in.
pub fn written(case: &Case) -> String {
    let bottom = case.build.shipped.and_then(|at| case.build.bottom(at));
    match bottom {
        Some(stage) if matches!(stage.base, Base::Unknown(_)) => stage.from.raw.clone(),
        Some(stage) => stage.from.text.clone(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::wishes::{Input, Wishes};

    fn headline(file: &str) -> String {
        let wishes = Wishes { today: "2026-11-28".into(), ..Wishes::default() };
        crate::conclude(&Input::pasted(file), &wishes).headline
    }

    #[test]
    fn what_is_not_known_is_no_all_clear() {
        let old = headline("FROM gcr.io/oss-fuzz-base/base-builder-python:v1\nCOPY a.sh /src/a.sh\n");
        assert!(old.contains("whether this version is still maintained we do not know"), "{old}");
        let known = headline("FROM nginx:1.31-alpine\nCOPY site /usr/share/nginx/html\n");
        assert!(!known.contains("we do not know"), "{known}");
    }

    #[test]
    fn a_tag_of_what_was_given_up_is_no_slip() {
        let led = headline("FROM jenkins:latest\nUSER root\nRUN apt-get update && apt-get install -y curl\n");
        assert!(led.contains("`jenkins/jenkins:lts`"), "{led}");
    }
}
