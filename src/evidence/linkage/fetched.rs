//! Programs that were downloaded or copied out of another image: their names tell how they were built.

use super::{Link, Place, of_ground, runs_only_static};
use crate::evidence::effects::names::DOWNLOADERS;
use crate::evidence::{Certainty, Ground, Linkage, Scene, standing};
use crate::shell::Command;
use crate::source::Span;
use crate::stages::ImageRef;

/// Tools whose released binaries are static (Go without cgo): checked against their projects' release notes.
const STATIC_TOOLS: &[&str] = &[
    "kubectl",
    "helm",
    "terraform",
    "consul",
    "vault",
    "nomad",
    "packer",
    "kustomize",
    "yq",
    "jq",
    "caddy",
    "traefik",
    "prometheus",
    "node_exporter",
    "promtool",
    "alertmanager",
    "grpc_health_probe",
    "grpc-health-probe",
    "dockerize",
    "gosu",
    "su-exec",
    "tini-static",
    "tini",
    "cloud_sql_proxy",
    "cloud-sql-proxy",
    "etcd",
    "etcdctl",
    "k9s",
    "flux",
    "argocd",
    "cosign",
    "crane",
    "ko",
    "syft",
    "grype",
    "trivy",
    "hugo",
    "minio",
    "mc",
    "rclone",
    "restic",
    "sops",
    "age",
    "lego",
    "migrate",
    "goose",
    "dbmate",
    "task",
    "just",
    "eksctl",
    "aws-iam-authenticator",
    "oc",
    "supercronic",
    "litestream",
    "pocketbase",
    "buf",
    "protoc-gen-go",
    "golangci-lint",
    "hadolint",
    "shellcheck",
    "wait4x",
    "webhook",
    "busybox",
    "s5cmd",
    "terragrunt",
    "tflint",
    "opa",
    "conftest",
    "kind",
    "k3s",
    "nerdctl",
    "buildctl",
    "docker",
    "docker-compose",
    "dumb-init",
    "uv",
    "ripgrep",
    "chamber",
    "envconsul",
    "consul-template",
    "kubeval",
    "kubeconform",
];

/// Released for glibc alone, under names that do not say so, and whether the C++ compiler's library is asked for: Deno
/// ([issue 3711](https://github.com/denoland/deno/issues/3711)), which loads libgcc, and protoc, which loads the C library's own
/// ([issue 5053](https://github.com/protocolbuffers/protobuf/issues/5053)).
const GLIBC_TOOLS: [(&str, bool); 2] = [("deno", true), ("protoc", false)];

/// Go's own names for what it builds, `tool_1.2_linux_amd64`: such programs need no C library.
pub fn is_named_as_by_go(file: &str) -> bool {
    ["linux_amd64", "linux-amd64", "linux_arm64", "linux-arm64"].iter().any(|word| file.contains(word))
}

/// Whether a program of this name is released without a need of any libc.
pub fn is_static_tool(name: &str) -> bool {
    STATIC_TOOLS.contains(&name)
}

/// Whether a command brings a file from elsewhere rather than building it.
pub fn is_fetch(command: &Command) -> bool {
    DOWNLOADERS.contains(&command.name())
}

pub fn by_command(scene: &Scene, place: &Place) -> Link {
    let text: Vec<&str> = place.command.args.iter().map(|arg| arg.text.as_str()).collect();
    // An archive's name tells more than the command that unpacks it: look at what its stage fetched.
    let fetched = place.commands().filter(|command| matches!(command.name(), "curl" | "wget"));
    let addresses = fetched.flat_map(|command| &command.args).filter(|arg| arg.text.contains("://"));
    let mut all = text.join(" ");
    for address in addresses.map(|arg| arg.text.as_str()).chain(place.added()).take(8) {
        all.push(' ');
        all.push_str(address);
    }
    by_name(scene, &all, &place.producer.path, place.spans())
}

/// `ripgrep-14-x86_64-unknown-linux-musl`, `tool-linux-gnu`, `kubectl`.
pub fn by_name(scene: &Scene, text: &str, path: &str, spans: Vec<Span>) -> Link {
    let name = path.rsplit('/').next().unwrap_or_default();
    let ground = || scene.ground(scene.stage);
    match told_by_name(&text.to_ascii_lowercase(), name) {
        Some(linkage) => Link::known(linkage, Certainty::Likely, spans),
        None => Link::open(scene, of_ground(&ground(), true), spans, Some(name.to_string())),
    }
}

/// What the words around a fetched program, in small letters, and its own name say of its linkage.
pub fn told_by_name(text: &str, name: &str) -> Option<Linkage> {
    let any = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if is_static_tool(name) || any(&["-musl", "static"]) {
        return Some(Linkage::Static);
    }
    let own = GLIBC_TOOLS.iter().find(|(tool, _)| *tool == name && !any(&["protoc-gen"]));
    let cpp = own.map(|(_, cpp)| *cpp).or_else(|| any(&["linux-gnu", "glibc", "manylinux"]).then_some(true))?;
    Some(Linkage::Glibc { version: None, cpp })
}

/// `COPY --from=image`: as the image it comes from.
pub fn from_image(scene: &Scene, image: &ImageRef, spans: Vec<Span>, path: &str) -> Link {
    let name = path.rsplit('/').next().unwrap_or_default();
    let ground = Ground::of(&standing::of_image(image));
    if is_static_tool(name) || runs_only_static(&ground) {
        return Link::known(Linkage::Static, Certainty::Likely, spans);
    }
    match of_ground(&ground, true) {
        Linkage::Unknown => Link::open(scene, Linkage::Unknown, spans, Some(name.to_string())),
        linkage => Link::known(linkage, Certainty::Likely, spans),
    }
}
