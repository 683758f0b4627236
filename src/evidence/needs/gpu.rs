//! GPU libraries: CUDA bases, NVIDIA variables, frameworks built for CUDA.

use crate::evidence::running::{brought, start_ground};
use crate::evidence::{Certainty, Facts, Scene, What};

pub fn detect(scene: &Scene, facts: &mut Facts) {
    let ground = start_ground(scene);
    if matches!(ground.runtime.as_deref(), Some("cuda"))
        || ground.repository.contains("nvidia")
        || ground.tag.contains("cuda")
        || ground.tag.contains("gpu")
    {
        facts.note(What::NeedsGpu, scene.stage, Certainty::Certain, vec![scene.shipped().span]);
    }
    let env = &scene.shipped().config.env;
    if let Some((_, value)) = env.iter().find(|(name, _)| name.starts_with("NVIDIA_") || name == "CUDA_HOME") {
        facts.note(What::NeedsGpu, scene.stage, Certainty::Certain, vec![value.span]);
    }
    let for_cuda = |text: &str| {
        text.contains("download.pytorch.org/whl/cu")
            || text.contains("onnxruntime-gpu")
            || text.starts_with("cupy-cuda")
            || text.starts_with("nvidia-c")
            || text.contains("cuda-toolkit")
    };
    for command in brought::commands(scene) {
        if command.args.iter().any(|arg| for_cuda(&arg.text)) {
            facts.note(What::NeedsGpu, scene.stage, Certainty::Likely, vec![command.span]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::evidence::sample::{check, lacks};

    #[test]
    fn cuda_is_a_gpu_need() {
        check("FROM nvidia/cuda:12.6.0-runtime-ubuntu24.04\nCMD [\"a\"]", &["needs-gpu"]);
        lacks(
            "FROM python:3.13\nRUN pip install torch --index-url https://download.pytorch.org/whl/cpu\nCMD [\"python\",\"a.py\"]",
            "needs-gpu",
        );
    }
}
