//! `pip install --upgrade pip` where `pip` is the system's own package: later releases of it cannot be taken away, and the
//! call stops. Told under `tool-missing`.

use crate::evidence::Effect;
use crate::rules::builds::building;
use crate::rules::claims::*;
use crate::shell::{Action, Manager};

/// What Debian's `python3-pip` brings, which carries no list of its files: pip 24 and later stop at it
/// ([pypa/get-pip, issue 226](https://github.com/pypa/get-pip/issues/226),
/// [holohub, pull request 1579](https://github.com/nvidia-holoscan/holohub/pull/1579)).
const OWN: [&str; 3] = ["pip", "setuptools", "wheel"];

pub fn objection(case: &Case, choice: &Choice, rule: &'static str) -> Option<Objection> {
    let os = choice.image.os.as_ref()?;
    let number: u32 = os.version?.split('.').next()?.parse().ok()?;
    let late = matches!((os.name, number), ("debian", 13..) | ("ubuntu", 24..));
    let by_apt = case.every_install().iter().any(|one| one.package.name == "python3-pip");
    building::system_python(case, choice, rule).filter(|_| late && by_apt)?;
    let (effect, alone) = case.facts.effects.iter().find_map(|effect| Some((effect, upgrade(case, effect)?)))?;
    let (lang, line, os) = (case.lang(), sentence(case.line(&[effect.span])), os.title());
    let text = say!(lang,
        en: "{line} upgrades `pip` or what came with it, and on {os} that stops: it is the system's package, which `pip` cannot remove. Take it out.",
        de: "{line} hebt `pip` oder was damit kam an, und auf {os} bricht das ab: Es ist das Paket des Systems, das `pip` nicht entfernen kann. Nimm es heraus.",
        zh: "{line}升级 `pip` 或随它而来的内容，而在 {os} 上会中断：那是系统的软件包，`pip` 无法移除。请去掉它。");
    let change = match alone {
        true => Change::DropCommand { instruction: effect.instruction, command: effect.command },
        false => Change::Yours,
    };
    Some(crate::rules::claims::objection(rule, Weight::Change, text, vec![effect.span]).by(change))
}

/// Whether a call upgrades one of them, and nothing else.
fn upgrade(case: &Case, effect: &Effect) -> Option<bool> {
    let command = case.command(effect)?;
    let action = command.packages.as_ref().filter(|action| action.manager == Manager::Pip)?;
    let own = |name: &str| OWN.contains(&name);
    let upgrades = command.has("-U") || command.has("--upgrade");
    let any = upgrades && action.packages.iter().any(|package| own(&package.name));
    let kept = command.program.text.contains('/') || command.has("--ignore-installed");
    let all = action.packages.iter().all(|package| own(&package.name)) && action.files.is_empty();
    (any && !kept && action.action == Action::Install).then_some(all && case.effects_of(effect.instruction).len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bench::*;

    #[test]
    fn the_systems_pip_is_not_upgraded() {
        let file = "FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y python3-pip\nRUN pip3 install --upgrade pip && pip3 install flask\nCMD [\"python3\", \"a.py\"]\n";
        let told = |file: &str, to: &str| {
            let told = weighed("tool-missing", file, to, Shape::Swap);
            told.into_iter().find(|one| one.text.contains("upgrades `pip`")).and_then(|one| one.change)
        };
        assert_eq!(told(file, "ubuntu:26.04"), Some(Change::DropCommand { instruction: 2, command: 0 }));
        assert_eq!(
            told(&file.replace("--upgrade pip &&", "--upgrade pip flask &&"), "ubuntu:26.04"),
            Some(Change::Yours)
        );
        assert_eq!(told(&file.replace("--upgrade pip", "gunicorn"), "ubuntu:26.04"), None);
        assert_eq!(told(&file.replace("python3-pip", "python3 curl"), "ubuntu:26.04"), None, "it is not the system's");
    }
}
