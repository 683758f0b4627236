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

use super::claims::*;
use super::compiler_missing;
use super::ground::Footing;
use crate::evidence::{Product, trace};
use crate::shell::Command;

pub const RULE: Rule = Rule { id: "gpu-devel-shipped", file: Some(file), base: Some(base) };

fn file(case: &Case) -> Vec<Finding> {
    let shipped = case
        .shipped()
        .filter(|footing| applies(case) && is_devel(&footing.found.image.repository, footing.written.tag.as_deref()));
    shipped.map(|footing| claim(case, &footing)).into_iter().collect()
}

fn applies(case: &Case) -> bool {
    let builds =
        case.facts.find("needs-tool").any(|fact| matches!(&fact.what, What::NeedsTool { tool, .. } if tool == "nvcc"));
    !builds && !matches!(case.facts.product, Product::Toolbox | Product::BaseImage)
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
    if !is_devel(&choice.image.repository, choice.image.tag.as_deref()) {
        return compiled(case, choice).into_iter().collect();
    }
    if !applies(case) {
        return Vec::new();
    }
    vec![objection(RULE.id, Weight::Risk, text(case.lang(), &choice.image.reference), Vec::new())]
}

/// What compiles on a `-devel` image may compile for CUDA: `cmake -DGGML_CUDA=ON` shows only inside the project.
fn compiled(case: &Case, choice: &Choice) -> Option<Objection> {
    case.shipped()
        .filter(|footing| is_devel(&footing.found.image.repository, footing.written.tag.as_deref()))
        .filter(|_| choice.shape == Shape::Swap)?;
    let command = case.commands().find(|command| compiles(command))?;
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
    // flash-attn and llama-cpp-python are compiled with CUDA's toolkit where it is there
    // ([flash-attention](https://github.com/Dao-AILab/flash-attention), [llama-cpp-python](https://github.com/abetlen/llama-cpp-python)).
    let packages = command.packages.iter().flat_map(|action| &action.packages);
    let kernels = |name: &str| ["flash-attn", "flash_attn", "llama-cpp-python"].contains(&name);
    let compiled = packages.into_iter().any(|package| kernels(&package.name)) || command.has("--no-build-isolation");
    COMPILERS.contains(&command.name()) && trace::builds(command) || command.has("setup.py") || compiled
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
    fn runtime_images_and_build_stages_are_fine() {
        silent(RULE.id, &GPU.replace("devel", "runtime"));
        silent(RULE.id, &GPU.replace("04\n", "04 AS b\nRUN nvcc k.cu -o /k\nFROM nvidia/cuda:12.8.1-cudnn-runtime-ubuntu24.04\nCOPY --from=b /k /k\n"));
    }
}
