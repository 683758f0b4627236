//! NVIDIA changed the key of its package sources on 2022-04-27
//! ([Updating the CUDA Linux GPG repository key](https://developer.nvidia.com/blog/updating-the-cuda-linux-gpg-repository-key/)):
//! images that were made before it and carry those sources cannot refresh any. Told under `package-unavailable`.

use crate::rules::claims::*;
use crate::shell::{Action, Command, Manager};
use crate::stages::{Base, ImageRef};

const RULE: &str = crate::rules::package_unavailable::RULE.id;

/// What lists them in those images; nothing that is installed there needs them.
const LISTS: &str = "/etc/apt/sources.list.d/cuda.list /etc/apt/sources.list.d/nvidia-ml.list";

pub fn finding(case: &Case) -> Option<Finding> {
    let (command, lang) = (call(case)?, case.lang());
    let why = say!(lang,
        en: "The build stops there with `NO_PUBKEY A4B469963BF863CC`.",
        de: "Der Build bricht dort mit `NO_PUBKEY A4B469963BF863CC` ab.",
        zh: "构建会在此以 `NO_PUBKEY A4B469963BF863CC` 中断。");
    let todo = say!(lang,
        en: "Take a newer image, or do without that source: `rm -f {LISTS}` first.",
        de: "Nimm ein neueres Image, oder verzichte auf die Quelle: zuerst `rm -f {LISTS}`.",
        zh: "改用较新的镜像，或不使用该软件源：先执行 `rm -f {LISTS}`。");
    Some(crate::rules::claims::finding(RULE, Severity::Error, [text(case, command), why, todo], vec![command.span]))
}

/// Where the base stays, its source goes.
pub fn objection(case: &Case) -> Option<Objection> {
    let command = call(case)?;
    let to = format!("rm -f {LISTS} && {}", case.build.tree.source.slice(command.program.span));
    let change = Change::Path { span: command.program.span, to };
    Some(crate::rules::claims::objection(RULE, Weight::Change, text(case, command), vec![command.span]).by(change))
}

/// The first `apt-get update`, where nothing is done about the key.
fn call<'a>(case: &'a Case) -> Option<&'a Command> {
    let Base::Image(base) = &case.build.bottom(case.build.shipped?)?.base else { return None };
    let text = case.build.tree.source.text();
    let done = ["3bf863cc", "cuda-keyring", "sources.list.d"].iter().any(|word| text.contains(word));
    let refreshes = |command: &&Command| {
        let action = command.packages.as_ref().filter(|action| action.manager == Manager::Apt);
        action.is_some_and(|action| action.action == Action::Refresh) && !command.conditional
    };
    case.commands().filter(|_| is_older(base) && !done).find(refreshes)
}

/// TensorFlow's for GPUs, up to the patches of May 2022
/// ([tensorflow/tensorflow, issue 56085](https://github.com/tensorflow/tensorflow/issues/56085)), and PyTorch's for building
/// ([pytorch/builder, issue 1025](https://github.com/pytorch/builder/issues/1025)). NVIDIA built its own anew.
fn is_older(base: &ImageRef) -> bool {
    let tag = base.tag.as_deref().unwrap_or_default();
    let (number, rest) = tag.split_once('-').unwrap_or((tag, ""));
    let parts: Vec<u32> = number.split('.').map_while(|part| part.parse().ok()).collect();
    let [major, minor, patch] = parts[..] else { return false };
    let has = |word: &str| rest.split('-').any(|part| part == word);
    match base.name().as_str() {
        "docker.io/tensorflow/tensorflow" if has("gpu") => match (major, minor) {
            (2, 6) => patch < 4,
            (2, 7) => patch < 2,
            (2, 8) => patch < 1,
            line => line < (2, 8),
        },
        "docker.io/pytorch/pytorch" if has("devel") => (major, minor) < (1, 12),
        _ => false,
    }
}

fn text(case: &Case, command: &Command) -> String {
    let (lang, line, image) = (case.lang(), sentence(case.line(&[command.span])), case.written());
    let name = command.name();
    say!(lang,
        en: "{line} calls `{name}`, and `{image}` holds a package source of NVIDIA's whose key was changed in April 2022.",
        de: "{line} ruft `{name}` auf, und `{image}` enthält eine Paketquelle von NVIDIA, deren Schlüssel im April 2022 gewechselt hat.",
        zh: "{line}调用 `{name}`，而 `{image}` 含有 NVIDIA 的软件源，其密钥已于 2022 年 4 月更换。")
}

#[cfg(test)]
mod tests {
    use crate::rules::bench::*;

    const RULE: &str = super::RULE;

    #[test]
    fn a_source_whose_key_went_stops_the_build() {
        let file = "FROM tensorflow/tensorflow:2.3.0-gpu-jupyter\nRUN apt-get update && apt-get install -y graphviz\nCMD [\"jupyter\", \"notebook\"]\n";
        assert!(fires(RULE, file).todo.contains("cuda.list"));
        fires(
            RULE,
            &file.replace("tensorflow/tensorflow:2.3.0-gpu-jupyter", "pytorch/pytorch:1.11.0-cuda11.3-cudnn8-devel"),
        );
        for other in ["2.3.0-jupyter", "2.8.1-gpu", "2.9.1-gpu-jupyter", "latest-gpu"] {
            silent(RULE, &file.replace("2.3.0-gpu-jupyter", other));
        }
        silent(RULE, &file.replace("RUN ", "RUN rm /etc/apt/sources.list.d/cuda.list && "));
        silent(RULE, &file.replace("apt-get update && ", ""));
    }

    #[test]
    fn where_the_base_stays_the_source_goes() {
        let file = "FROM tensorflow/tensorflow:2.3.0-gpu\nRUN apt-get update && apt-get install -y graphviz\nCMD [\"python\", \"/a.py\"]\n";
        let wishes = crate::wishes::Wishes::default();
        let advice = crate::advise(&crate::wishes::Input::pasted(file), &wishes);
        let present = advice.recommendations.iter().find(|one| one.candidate.present).expect("it is compared");
        let rewrite = crate::rewrite::apply(&advice, &present.candidate, &wishes);
        let text = rewrite.map(|rewrite| rewrite.dockerfile).unwrap_or_default();
        assert!(text.contains("nvidia-ml.list && apt-get update && apt-get install"), "{text}");
    }
}
