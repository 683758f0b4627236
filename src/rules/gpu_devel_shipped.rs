//! # The CUDA development image ships
//!
//! ## What it is
//! The base is a `-devel` image of CUDA: compiler, headers and static libraries for building GPU code.
//!
//! ## Why it matters
//! It is gigabytes larger than the `-runtime` image of the same version, which holds what built GPU code needs to run.
//!
//! ## What to do
//! Build in `-devel`, ship on `-runtime`, or on `-base` when your framework brings its own CUDA libraries, as PyTorch's wheels do. Keep the same CUDA version and the same `cudnn` part.
//!
//! ## When not to
//! Code that is compiled when it first runs (`torch.compile` with extensions, some Triton and JIT kernels) needs `nvcc`.
//!
//! ## Example
//! ```dockerfile
//! FROM nvidia/cuda:12.8.1-cudnn-devel-ubuntu24.04
//! COPY app /app
//! CMD ["/app/run"]
//! ```
//! ```dockerfile
//! FROM nvidia/cuda:12.8.1-cudnn-runtime-ubuntu24.04
//! COPY app /app
//! CMD ["/app/run"]
//! ```
//!
//! ## Sources
//! - [NVIDIA CUDA on Docker Hub: base, runtime, devel](https://hub.docker.com/r/nvidia/cuda)

use super::applications::cuda;
use super::builds::natives;
use super::claims::*;
use super::compiler_missing;
use super::ground::Footing;
use crate::catalogue::Image;
use crate::evidence::asked;
use crate::evidence::{Product, trace};
use crate::shell::Command;

pub const RULE: Rule = Rule { id: "gpu-devel-shipped", file: Some(file), base: Some(base), of_unseen: true, ..PLAIN };

fn file(case: &Case) -> Vec<Finding> {
    let shipped = case
        .shipped()
        .filter(|footing| is_devel(&footing.found.image.repository, footing.written.tag.as_deref()) && applies(case));
    shipped.map(|footing| claim(case, &footing)).into_iter().collect()
}

fn applies(case: &Case) -> bool {
    let builds =
        case.facts.find("needs-tool").any(|fact| matches!(&fact.what, What::NeedsTool { tool, .. } if tool == "nvcc"));
    !builds && compiling(case).is_none() && !matches!(case.facts.product, Product::Toolbox | Product::BaseImage)
}

/// Where CUDA code is compiled: on installation where no wheel was made for this PyTorch
/// ([flash-attn](https://github.com/Dao-AILab/flash-attention#installation-and-features),
/// [llama-cpp-python](https://github.com/abetlen/llama-cpp-python)), or when the program runs
/// ([DeepSpeed](https://www.deepspeed.ai/tutorials/advanced-install/)).
fn compiling(case: &Case) -> Option<Span> {
    const PARTS: [&str; 16] = [
        "apex",
        "auto-gptq",
        "causal-conv1d",
        "deepspeed",
        "detectron2",
        "flash-attn",
        "gsplat",
        "llama-cpp-python",
        "mamba-ssm",
        "mmcv",
        "ninja",
        "nvdiffrast",
        "pycuda",
        "pytorch3d",
        "tiny-cuda-nn",
        "transformer-engine",
    ];
    const SETTINGS: [&str; 3] = ["CUDA_HOME", "FORCE_CUDA", "TORCH_CUDA_ARCH_LIST"];
    let list = || cuda::list(case);
    let part = natives::parts(case).find(|part| PARTS.contains(&part.name));
    let part = part.and_then(|part| part.fact.spans.first().copied().or_else(list));
    let part =
        part.or_else(|| list().filter(|_| names_one(case, &PARTS) || case.answer(asked::FOR_CUDA) == Some("yes")));
    let names = |text: &str| PARTS.iter().any(|part| text.replace('_', "-").starts_with(part));
    // `mim install mmcv-full` is OpenMMLab's own pip. `ninja-build` of the system tells that something compiles, and not where.
    let told = |command: &&Command, of_the_os: bool| {
        let set = command.env.iter().any(|(name, _)| SETTINGS.contains(&name.as_str()));
        let action = command.packages.iter().filter(|action| action.manager.is_of_the_os() == of_the_os);
        let mim = command.name() == "mim" && command.args.iter().any(|arg| names(&arg.text));
        set || mim
            || command.has("--no-build-isolation")
            || action.flat_map(|by| &by.packages).any(|one| names(&one.name))
    };
    let line = |of_the_os| case.commands().find(|command| told(command, of_the_os)).map(|command| command.span);
    let env = case.build.shipped_stage().map(|stage| stage.config.env.as_slice()).unwrap_or_default();
    let set = env.iter().find(|(name, _)| SETTINGS.contains(&name.as_str())).map(|(_, value)| value.span);
    part.or_else(|| line(false)).or(set).or_else(|| line(true))
}

/// A list at hand names one; a repository of Git's is named at the end of its address.
fn names_one(case: &Case, parts: &[&str]) -> bool {
    let lists = case.input.companions.iter().filter(|one| one.path.ends_with(".txt") || one.path.ends_with(".toml"));
    let words = |text: &str| text.replace('_', "-").to_ascii_lowercase();
    lists.map(|one| words(&one.text)).any(|text| {
        let mut lines = text.lines().map(|line| line.trim_start_matches([' ', '"', '\'']));
        lines
            .any(|line| parts.iter().any(|part| line.starts_with(part) || line.contains("git+") && line.contains(part)))
    })
}

/// Away from the CUDA compiler that the file calls, or from the PyTorch that its result is compiled for. A second stage
/// of the same release loads it; DeepSpeed compiles when it runs.
fn without_compiler(case: &Case, choice: &Choice) -> Option<Objection> {
    let devel = |image: &Image| is_devel(&image.repository, image.tag.as_deref());
    let now = case.present().filter(|now| devel(now) && !devel(&choice.image))?;
    let Some(span) = compiling(case) else { return compiled(case, choice) };
    let late = natives::parts(case).any(|part| part.name == "deepspeed");
    if choice.shape == Shape::Split && !late && release(now) == release(&choice.image) {
        return None;
    }
    let (lang, line) = (case.lang(), sentence(case.line(&[span])));
    let (old, image) = (&now.reference, &choice.image.reference);
    let text = match choice.shape == Shape::Split && !late {
        true => say!(lang,
            en: "{line} has CUDA code compiled for `{old}`, and `{image}` holds another release of what it is linked with.",
            de: "{line} lässt CUDA-Code für `{old}` kompilieren, und `{image}` enthält eine andere Version dessen, womit er gelinkt ist.",
            zh: "{line}针对 `{old}` 编译 CUDA 代码，而 `{image}` 中与其链接的是另一个版本。"),
        false => say!(lang,
            en: "{line} has CUDA code compiled, and `{image}` has no CUDA compiler.",
            de: "{line} lässt CUDA-Code kompilieren, und `{image}` hat keinen CUDA-Compiler.",
            zh: "{line}需要编译 CUDA 代码，而 `{image}` 没有 CUDA 编译器。"),
    };
    let rule = if choice.shape == Shape::Swap { compiler_missing::RULE.id } else { RULE.id };
    Some(objection(rule, Weight::Blocker, text, vec![span]))
}

/// What compiles on a `-devel` image may compile for CUDA: `cmake -DGGML_CUDA=ON` shows only inside the project.
fn compiled(case: &Case, choice: &Choice) -> Option<Objection> {
    let swaps = choice.shape == Shape::Swap;
    let command = case.commands().find(|command| swaps && compiles(command))?;
    let (lang, line) = (case.lang(), sentence(case.line(&[command.span])));
    let (program, image) = (command.name(), &choice.image.reference);
    let text = say!(lang,
        en: "{line} compiles with `{program}`, and `{image}` has neither CUDA's compiler nor its headers.",
        de: "{line} kompiliert mit `{program}`, und `{image}` hat weder CUDAs Compiler noch seine Header.",
        zh: "{line}用 `{program}` 编译，而 `{image}` 既没有 CUDA 编译器，也没有头文件。");
    Some(objection(compiler_missing::RULE.id, Weight::Blocker, text, vec![command.span]))
}

fn compiles(command: &Command) -> bool {
    const COMPILERS: [&str; 9] = ["bazel", "cargo", "clang++", "cmake", "g++", "gcc", "make", "ninja", "nvcc"];
    COMPILERS.contains(&command.name()) && trace::builds(command) || command.has("setup.py")
}

/// `2.3.1` and `12.1` of `2.3.1-cuda12.1-cudnn8-devel`.
fn release(image: &Image) -> Option<(&str, &str)> {
    let tag = image.tag.as_deref().filter(|_| image.repository.ends_with("/pytorch/pytorch"))?;
    let (version, rest) = tag.split_once("-cuda")?;
    Some((version, rest.split('-').next()?))
}

/// PyTorch's images name it and its CUDA: `2.3.1-cuda12.1-cudnn8-devel`.
fn framework(case: &Case, choice: &Choice) -> Option<Objection> {
    let ((old, cuda), (new, newer)) = (release(case.present()?)?, release(&choice.image)?);
    let major = |version: &str| version.split('.').next().map(str::to_string);
    let span = case.build.shipped_stage().filter(|_| major(cuda) != major(newer))?.from.span;
    let (lang, image) = (case.lang(), &choice.image.reference);
    let text = say!(lang,
        en: "`{image}` brings PyTorch {new} with CUDA {newer}, and the file is written for {old} with {cuda}: the host's driver must support it, and so must every package with GPU code.",
        de: "`{image}` bringt PyTorch {new} mit CUDA {newer} mit, und die Datei ist für {old} mit {cuda} geschrieben: Der Treiber des Hosts muss es unterstützen, und jedes Paket mit GPU-Code auch.",
        zh: "`{image}` 带有 PyTorch {new} 和 CUDA {newer}，而文件面向 {old} 和 {cuda}：主机驱动以及每个含 GPU 代码的软件包都必须支持它。");
    Some(objection(RULE.id, Weight::Change, text, vec![span]).by(Change::Yours))
}

fn is_devel(repository: &str, tag: Option<&str>) -> bool {
    let gpu = ["/cuda", "/cudagl", "/pytorch", "/tensorflow"].iter().any(|name| repository.contains(name));
    gpu && tag.is_some_and(|tag| tag.split('-').any(|part| part == "devel"))
}

fn claim(case: &Case, footing: &Footing) -> Finding {
    let lang = case.lang();
    let what = text(lang, &footing.stage.from.text);
    let why = say!(lang,
        en: "It is gigabytes larger than what built GPU code needs to run.",
        de: "Es ist Gigabytes größer als das, was fertiger GPU-Code zum Laufen braucht.",
        zh: "它比运行已构建的 GPU 程序所需的内容大好几 GB。");
    let todo = say!(lang,
        en: "Build in `-devel`, ship on `-runtime` of the same version.",
        de: "Baue in `-devel`, liefere auf `-runtime` derselben Version aus.",
        zh: "在 `-devel` 中构建，用同版本的 `-runtime` 交付。");
    finding(RULE.id, Severity::Warning, [what, why, todo], vec![footing.stage.from.span])
}

fn base(case: &Case, choice: &Choice) -> Vec<Objection> {
    let told = without_compiler(case, choice).into_iter().chain(framework(case, choice));
    let told = told.chain(cuda::objections(case, choice));
    if !is_devel(&choice.image.repository, choice.image.tag.as_deref()) || !applies(case) {
        return told.collect();
    }
    told.chain([objection(RULE.id, Weight::Risk, text(case.lang(), &choice.image.reference), Vec::new())]).collect()
}

fn text(lang: Lang, image: &str) -> String {
    say!(lang,
        en: "`{image}` holds the CUDA compiler and headers, and it would ship.",
        de: "`{image}` enthält CUDA-Compiler und -Header und wird mit ausgeliefert.",
        zh: "`{image}` 含有 CUDA 编译器和头文件，却会随成品一起交付。")
}

#[cfg(test)]
mod tests {
    use super::super::bench::*;
    use super::*;

    const GPU: &str = "FROM nvidia/cuda:12.8.1-cudnn-devel-ubuntu24.04\nCOPY app /app\nCMD [\"/app/run\"]\n";

    #[test]
    fn a_devel_image_that_ships_is_warned_of() {
        assert_eq!(fires(RULE.id, GPU).severity, Severity::Warning);
    }

    #[test]
    fn the_line_that_compiles_is_named() {
        let file = GPU.replace(
            "CMD",
            "RUN apt-get update && apt-get install -y ninja-build\nRUN mim install mmcv-full==1.4.2\nCMD",
        );
        let told =
            weighed(compiler_missing::RULE.id, &file, "nvidia/cuda:12.8.1-cudnn-runtime-ubuntu24.04", Shape::Swap);
        assert!(told.iter().any(|one| one.text.starts_with("Line 4 has CUDA code compiled")), "{told:?}");
    }

    #[test]
    fn what_compiles_keeps_its_compiler() {
        let runtime = "nvidia/cuda:12.8.1-cudnn-runtime-ubuntu24.04";
        let of = |run: &str, to: &str, shape| {
            let file = GPU.replace("CMD", &format!("RUN {run}\nCMD"));
            weight(compiler_missing::RULE.id, &file, to, shape)
        };
        for run in ["cmake -B build && cmake --build build", "make -j", "nvcc -o /app k.cu", "python3 setup.py install"]
        {
            assert_eq!(of(run, runtime, Shape::Swap), Some(Weight::Blocker), "{run}");
            assert_eq!(of(run, runtime, Shape::Split), None, "{run}");
            assert_eq!(of(run, &runtime.replace("runtime", "devel"), Shape::Swap), None, "{run}");
        }
        assert_eq!(of("make test && pip3 install flask", runtime, Shape::Swap), None);
    }

    #[test]
    fn what_compiles_for_cuda_keeps_its_compiler() {
        let file = "FROM pytorch/pytorch:2.3.1-cuda12.1-cudnn8-devel\nRUN pip install flash-attn==2.5.9\nCMD [\"torchrun\", \"a.py\"]\n";
        silent(RULE.id, file);
        let to = |file: &str, tag: &str| weight(RULE.id, file, &format!("pytorch/pytorch:{tag}"), Shape::Swap);
        let no_compiler = |file: &str| {
            weight(compiler_missing::RULE.id, file, "pytorch/pytorch:2.3.1-cuda12.1-cudnn8-runtime", Shape::Swap)
        };
        assert_eq!(no_compiler(file), Some(Weight::Blocker));
        assert_eq!(to(file, "2.13.0-cuda13.2-cudnn9-devel"), Some(Weight::Change));
        let parted = |file: &str, tag: &str| weight(RULE.id, file, &format!("pytorch/pytorch:{tag}"), Shape::Split);
        assert_eq!(parted(file, "2.3.1-cuda12.1-cudnn8-runtime"), None);
        assert_eq!(parted(file, "2.13.0-cuda13.0-cudnn9-runtime"), Some(Weight::Blocker));
        let late = file.replace("flash-attn==2.5.9", "deepspeed");
        assert_eq!(parted(&late, "2.3.1-cuda12.1-cudnn8-runtime"), Some(Weight::Blocker));
        let plain = file.replace("flash-attn==2.5.9", "einops");
        fires(RULE.id, &plain);
        assert_eq!(to(&plain, "2.3.1-cuda12.1-cudnn8-runtime"), None);
        assert_eq!(no_compiler(&plain.replace("RUN pip", "RUN TORCH_CUDA_ARCH_LIST=8.0 pip")), Some(Weight::Blocker));
    }

    #[test]
    fn runtime_images_and_build_stages_are_fine() {
        silent(RULE.id, &GPU.replace("devel", "runtime"));
        silent(RULE.id, &GPU.replace("04\n", "04 AS b\nRUN nvcc k.cu -o /k\nFROM nvidia/cuda:12.8.1-cudnn-runtime-ubuntu24.04\nCOPY --from=b /k /k\n"));
    }
}
