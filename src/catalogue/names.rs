//! From the name of a repository to its rows: mirrors, old names, architecture prefixes, namespaces.

use super::Image;
use super::tables::{ALIAS_REPOSITORY, REPOSITORY_ROWS, place_among, search, text};

/// Registries and paths that hold copies, and what they copy.
/// Docker Hub's own hosts; Google's and Amazon's public copies of it (their documentation names both); Kubernetes' old
/// registry, which leads to the new one since 2023-03-20 (kubernetes.io/blog/2023/03/10/image-registry-redirect); Elastic's
/// own, which has the images that are official (github.com/elastic/dockerfiles); Red Hat's registry behind a login, which has
/// what the open one has (access.redhat.com/RegistryAuthentication).
const MIRRORS: [(&str, &str); 14] = [
    ("docker.elastic.co/elasticsearch/", "docker.io/library/"),
    ("registry.redhat.io/", "registry.access.redhat.com/"),
    ("docker.elastic.co/kibana/", "docker.io/library/"),
    ("docker.elastic.co/logstash/", "docker.io/library/"),
    ("k8s.gcr.io/", "registry.k8s.io/"),
    ("public.ecr.aws/docker/", "docker.io/"),
    ("public.ecr.aws/amazonlinux/", "docker.io/library/"),
    ("public.ecr.aws/ubuntu/", "docker.io/ubuntu/"),
    ("mirror.gcr.io/", "docker.io/"),
    ("registry.hub.docker.com/", "docker.io/"),
    ("index.docker.io/", "docker.io/"),
    ("registry-1.docker.io/", "docker.io/"),
    ("hub.docker.com/", "docker.io/"),
    ("mcr.microsoft.com/mirror/docker/", "docker.io/"),
];

/// Docker Hub's per-architecture copies of the official images.
const ARCHITECTURES: [&str; 11] = [
    "amd64", "arm32v5", "arm32v6", "arm32v7", "arm64v8", "i386", "mips64le", "ppc64le", "riscv64", "s390x", "winamd64",
];

/// The number of a repository, and the mirror it was looked through.
pub(crate) fn resolve(name: &str) -> Option<(usize, Option<String>)> {
    if let Some(found) = repository(name) {
        return Some((found, None));
    }
    mirrored(name).or_else(|| per_architecture(name)).or_else(|| proxied(name)).or_else(|| namespace(name))
}

fn repository(name: &str) -> Option<usize> {
    let own = REPOSITORY_ROWS.rows();
    let other = || search(ALIAS_REPOSITORY.rows(), |row| text(own + row + 1).unwrap_or_default().cmp(name));
    place_among(own, name).or_else(|| other().map(|row| ALIAS_REPOSITORY.get(row)))
}

/// Every name and its repository: their own, then the others.
pub(crate) fn all() -> impl Iterator<Item = (&'static str, usize)> {
    let others = (0..ALIAS_REPOSITORY.rows()).map(|row| ALIAS_REPOSITORY.get(row));
    let numbered = (0..REPOSITORY_ROWS.rows()).chain(others).enumerate();
    numbered.map(|(at, repository)| (text(at + 1).unwrap_or_default(), repository))
}

fn mirrored(name: &str) -> Option<(usize, Option<String>)> {
    let (prefix, rest, copied) = MIRRORS.iter().find_map(|(from, to)| Some((from, name.strip_prefix(from)?, to)))?;
    let through = prefix.trim_end_matches('/').to_string();
    let direct = repository(&format!("{copied}{rest}"));
    let found = direct.or_else(|| repository(&format!("{copied}library/{rest}")));
    Some((found?, Some(through)))
}

fn per_architecture(name: &str) -> Option<(usize, Option<String>)> {
    let (prefix, rest) = name.strip_prefix("docker.io/")?.split_once('/')?;
    let found = ARCHITECTURES.contains(&prefix).then(|| repository(&format!("docker.io/library/{rest}"))).flatten()?;
    Some((found, Some(format!("docker.io/{prefix}"))))
}

/// Whether Docker Hub has a copy of an official image under an architecture's own name.
pub fn has_copy(image: &Image, architecture: &str) -> bool {
    let own = match architecture {
        "arm64v8" => "arm64",
        "i386" => "386",
        other => other,
    };
    ARCHITECTURES.contains(&architecture)
        && image.repository.starts_with("docker.io/library/")
        && image.architectures.contains(&own)
}

/// Registries whose images houses keep copies of.
const UPSTREAM: [&str; 6] =
    ["docker.io", "gcr.io", "mcr.microsoft.com", "quay.io", "ghcr.io", "registry.access.redhat.com"];

/// Registries that hold what their keepers make, and nothing of others.
const OF_MAKERS: [&str; 10] = [
    "cgr.dev",
    "container-registry.oracle.com",
    "dhi.io",
    "docker.elastic.co",
    "mcr.microsoft.com",
    "nvcr.io",
    "registry.access.redhat.com",
    "registry.k8s.io",
    "registry.redhat.io",
    "registry.suse.com",
];

/// Registries where makers publish what others build on.
pub fn is_public(registry: &str) -> bool {
    UPSTREAM.contains(&registry) || OF_MAKERS.contains(&registry) || registry == "public.ecr.aws"
}

/// What a house's own registry may pass through under this name (`registry.example.org/base/python`,
/// `…/dotnet/aspnet`), and the folder it stands in there. Only the house can tell.
pub(crate) fn alike(name: &str) -> Option<(usize, String)> {
    let host = name.split('/').next().unwrap_or_default();
    let mut folders = name.match_indices('/').filter(|_| mirrored(name).is_none() && !OF_MAKERS.contains(&host));
    folders.find_map(|(at, _)| {
        let rest = &name[at + 1..];
        let found = match rest.contains('/') {
            true => UPSTREAM.iter().find_map(|registry| repository(&format!("{registry}/{rest}"))),
            false => repository(&format!("docker.io/library/{rest}")),
        };
        Some((found?, name[..at].to_string()))
    })
}

// A pull-through cache keeps the path: `harbor.example.org/hub/library/python`, `…/docker.io/grafana/grafana`.
fn proxied(name: &str) -> Option<(usize, Option<String>)> {
    let (at, found) = name.match_indices('/').find_map(|(at, _)| {
        let rest = &name[at + 1..];
        let named = UPSTREAM.iter().any(|registry| rest.starts_with(registry)).then(|| repository(rest)).flatten();
        let library = || rest.starts_with("library/").then(|| repository(&format!("docker.io/{rest}"))).flatten();
        Some((at, named.or_else(library)?))
    })?;
    Some((found, Some(name[..at].to_string())))
}

// `docker.io/bitnami/*` speaks for every repository of a namespace that has no block of its own.
fn namespace(name: &str) -> Option<(usize, Option<String>)> {
    let (above, _) = name.rsplit_once('/')?;
    Some((repository(&format!("{above}/*"))?, None))
}
