//! From one image of CUDA to another: the same release without its compiler first, another release only where nothing is
//! tied to the old one. Told under `gpu-devel-shipped`.

use super::products;
use crate::catalogue::Image;
use crate::evidence::asked;
use crate::rules::claims::*;
use crate::rules::{base_os_ended, gpu_devel_shipped};
use crate::shell::{Action, Command, PackageAction};

/// The very release of the present base, without the compiler.
pub fn is_twin(now: &Image, image: &Image) -> bool {
    let tags = now.tag.as_deref().zip(image.tag.as_deref());
    let same = |(old, new): (&str, &str)| old.contains("-devel") && old.replace("-devel", "-runtime") == new;
    now.repository == image.repository && tags.is_some_and(same)
}

/// Another major release of CUDA.
pub fn leaps(now: &Image, image: &Image) -> bool {
    let cuda = |image: &Image| image.repository.ends_with("/cuda");
    cuda(now) && cuda(image) && products::release(now).first() != products::release(image).first()
}

/// Where packages are installed from a list that is not at hand.
pub fn list(case: &Case) -> Option<Span> {
    let listed = |action: &PackageAction| {
        action.action == Action::InstallManifest || action.makes_wheels() && !action.files.is_empty()
    };
    let from_list = |command: &&Command| command.packages.as_ref().is_some_and(listed);
    case.commands().find(from_list).map(|command| command.span)
}

pub fn objections(case: &Case, choice: &Choice) -> Vec<Objection> {
    let Some(now) = case.present().filter(|_| !case.stays(choice)) else { return Vec::new() };
    let image = &choice.image;
    let ended = (is_twin(now, image) && case.is_over()).then(|| same_release(case, now, image));
    let asked = if leaps(now, image) { asked::NATIVE } else { asked::FOR_CUDA };
    let open = case.facts.doubt(asked).map(|doubt| doubt.spans.clone());
    let unseen = open.map(|spans| match leaps(now, image) {
        true => objection(gpu_devel_shipped::RULE.id, Weight::Doubt, made_for_another(case, &spans, image), spans),
        false => objection(gpu_devel_shipped::RULE.id, Weight::Risk, may_compile(case, &spans, image), spans),
    });
    let unseen = unseen.filter(|one| one.weight == Weight::Doubt || is_twin(now, image));
    ended.into_iter().chain(unseen).collect()
}

fn same_release(case: &Case, now: &Image, image: &Image) -> Objection {
    let (lang, name) = (case.lang(), &image.reference);
    let os = now.os.as_ref().map(|os| os.title()).unwrap_or_default();
    let text = say!(lang,
        en: "`{name}` is the same release without its compiler. A later CUDA, on a system that succeeds {os}, is a step of its own: the driver of the hosts, the Python and its packages must go along.",
        de: "`{name}` ist dieselbe Version ohne Compiler. Ein späteres CUDA auf einem Nachfolger von {os} ist ein eigener Schritt: Der Treiber der Hosts, das Python und seine Pakete müssen mitgehen.",
        zh: "`{name}` 是同一版本，只是不含编译器。换用更新的 CUDA（及 {os} 的后继系统）应另作一步：主机驱动、Python 及其软件包都须同时更换。");
    objection(base_os_ended::RULE.id, Weight::Reason, text, Vec::new())
}

fn may_compile(case: &Case, spans: &[Span], image: &Image) -> String {
    let (lang, line, name) = (case.lang(), sentence(case.line(spans)), &image.reference);
    say!(lang,
        en: "{line} installs a list that is not at hand: what is compiled for CUDA (`flash-attn`, `deepspeed`, `apex` …) needs the compiler that `{name}` leaves out.",
        de: "{line} installiert eine Liste, die nicht vorliegt: Was für CUDA kompiliert wird (`flash-attn`, `deepspeed`, `apex` …), braucht den Compiler, den `{name}` weglässt.",
        zh: "{line}安装的清单未提供：其中若有需为 CUDA 编译的包（`flash-attn`、`deepspeed`、`apex` 等），就需要 `{name}` 所没有的编译器。")
}

fn made_for_another(case: &Case, spans: &[Span], image: &Image) -> String {
    let (lang, line, name) = (case.lang(), sentence(case.line(spans)), &image.reference);
    say!(lang,
        en: "{line} installs a list that is not at hand: whether its packages exist for the CUDA and the Python of `{name}` we cannot tell.",
        de: "{line} installiert eine Liste, die nicht vorliegt: Ob es ihre Pakete für das CUDA und das Python von `{name}` gibt, wissen wir nicht.",
        zh: "{line}安装的清单未提供：无法判断其中的软件包是否支持 `{name}` 的 CUDA 和 Python。")
}

#[cfg(test)]
mod tests {
    use crate::advice::{Advice, Outcome};
    use crate::rules::bench::*;
    use crate::wishes::{Companion, Input, Wishes};

    const OLD: &str = "FROM nvidia/cuda:11.3.1-cudnn8-devel-ubuntu20.04\nRUN apt-get update && apt-get install -y python3-pip\nCOPY requirements.txt .\nRUN pip3 install -r requirements.txt\nCMD [\"python3\", \"a.py\"]\n";

    fn advice(file: &str, list: Option<&str>, answer: Option<&str>) -> Advice {
        let companion = |text: &str| Companion { path: "requirements.txt".into(), text: text.into() };
        let input = Input { companions: list.map(companion).into_iter().collect(), ..Input::pasted(file) };
        let mut answers = crate::pairs::Pairs::default();
        if let Some(answer) = answer {
            answers.insert(super::asked::FOR_CUDA.into(), answer.into());
        }
        let wishes = Wishes { today: "2026-11-29".into(), answers, ..Wishes::default() };
        crate::advise(&input, &wishes)
    }

    fn first(advice: &Advice) -> &str {
        &advice.recommendations[0].candidate.image().reference
    }

    #[test]
    fn the_same_release_without_its_compiler_goes_first() {
        for (file, list) in [
            (OLD.to_string(), Some("flask\n")),
            (OLD.to_string(), None),
            (OLD.replace("-r requirements.txt", "torch==1.12.1+cu113"), None),
        ] {
            let told = advice(&file, list, None);
            assert_eq!(first(&told), "nvidia/cuda:11.3.1-cudnn8-runtime-ubuntu20.04", "{}", told.headline);
            assert!(told.because.contains("a step of its own"), "{}", told.because);
        }
        let living = OLD.replace("11.3.1-cudnn8-devel-ubuntu20.04", "12.1.0-devel-ubuntu22.04");
        let told = advice(&living, None, None);
        assert_eq!(first(&told), "nvidia/cuda:12.1.0-runtime-ubuntu22.04");
        assert!(!told.because.contains("everything else stands") && told.because.contains("not at hand"));
        assert!(told.questions.iter().any(|question| question.id == super::asked::FOR_CUDA), "{:?}", told.questions);
        assert!(advice(&living, Some("flask\n"), None).because.contains("everything else stands"));
    }

    #[test]
    fn what_is_compiled_for_cuda_stays_where_the_compiler_is() {
        let living = OLD.replace("11.3.1-cudnn8-devel-ubuntu20.04", "12.1.0-devel-ubuntu22.04");
        let ninja = living.replace("python3-pip", "python3-pip ninja-build");
        let set = living.replace("RUN pip3", "ENV CUDA_HOME=/usr/local/cuda\nRUN pip3");
        for (file, list, answer) in [
            (&living, Some("torch==2.1.0\nflash-attn==2.3.0\ndeepspeed==0.11.1\n"), None),
            (&living, None, Some("yes")),
            (&ninja, None, None),
            (&set, None, None),
        ] {
            let told = advice(file, list, answer);
            let kept = told.outcome == Outcome::Split || first(&told).contains("-devel");
            assert!(kept, "{list:?} {answer:?}: {}", told.headline);
        }
        let old = advice(OLD, Some("torch==1.12.1\ndeepspeed==0.6.0\n"), None);
        assert!(old.outcome == Outcome::Stay && first(&old).contains("11.3.1-cudnn8-devel"), "{}", old.headline);
    }

    #[test]
    fn what_is_made_for_one_release_of_cuda_goes_to_no_other() {
        let file = OLD.replace("devel", "runtime");
        let to = "nvidia/cuda:13.0.3-cudnn-runtime-ubuntu24.04";
        let heaviest = |file: &str| {
            weighed("runtime-version-mismatch", file, to, super::Shape::Swap).iter().map(|one| one.weight).max()
        };
        assert_eq!(heaviest(&file.replace("-r requirements.txt", "torch==1.12.1")), Some(super::Weight::Blocker));
        assert_eq!(heaviest(&file.replace("-r requirements.txt", "flask")), Some(super::Weight::Change));
        for (list, install) in [(None, "-r requirements.txt"), (Some("torch==1.12.1+cu113\n"), "-r requirements.txt")] {
            let told = advice(&file.replace("-r requirements.txt", install), list, None);
            assert_eq!(told.outcome, Outcome::Stay, "{}", told.headline);
        }
    }
}
