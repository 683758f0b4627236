//! Image references: `registry:port/repository:tag@digest`, normalised and checked.

use super::ImageRef;
use crate::dockerfile::problems::Reason;

/// Reads a reference as Docker does.
///
/// The digest is split off first: `dockerfile_parser::ImageRef` holds a tag or a digest, not both.
pub fn parse(reference: &str) -> Result<ImageRef, Reason> {
    let (name, digest) = match reference.split_once('@') {
        Some((name, digest)) => (name, Some(digest)),
        None => (reference, None),
    };
    if name.is_empty() {
        return Err(Reason::Empty);
    }
    let parsed = dockerfile_parser::ImageRef::parse(name);
    let registry = parsed.registry.unwrap_or_else(|| "docker.io".to_string());
    let registry = if registry == "index.docker.io" { "docker.io".to_string() } else { registry };
    let short = registry == "docker.io" && !parsed.image.contains('/');
    let repository = if short { format!("library/{}", parsed.image) } else { parsed.image };
    check(&registry, &repository, parsed.tag.as_deref(), digest)?;
    Ok(ImageRef { registry, repository, tag: parsed.tag, digest: digest.map(String::from) })
}

fn check(registry: &str, repository: &str, tag: Option<&str>, digest: Option<&str>) -> Result<(), Reason> {
    if repository.chars().any(|c| c.is_ascii_uppercase()) {
        return Err(Reason::Uppercase);
    }
    if !is_host(registry) || !repository.split('/').all(is_component) {
        return Err(Reason::Characters);
    }
    if tag.is_some_and(|tag| !is_tag(tag)) {
        return Err(Reason::Tag);
    }
    if digest.is_some_and(|digest| !is_digest(digest)) {
        return Err(Reason::Digest);
    }
    if registry.len() + 1 + repository.len() > 255 {
        return Err(Reason::Length);
    }
    Ok(())
}

/// A host name or address, with or without a port.
fn is_host(host: &str) -> bool {
    if host.starts_with('[') {
        return host.chars().all(|c| c.is_ascii_hexdigit() || matches!(c, '[' | ']' | ':'));
    }
    let (name, port) = host.split_once(':').unwrap_or((host, "0"));
    let label = |label: &str| {
        let ends = label.starts_with('-') || label.ends_with('-');
        !label.is_empty() && !ends && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    name.split('.').all(label) && !port.is_empty() && port.chars().all(|c| c.is_ascii_digit())
}

/// `[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*`
fn is_component(part: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let allowed = part.chars().all(|c| plain(c) || matches!(c, '.' | '_' | '-'));
    let mut runs = part.split(plain).filter(|run| !run.is_empty());
    let separated = runs.all(|run| matches!(run, "." | "_" | "__") || run.chars().all(|c| c == '-'));
    allowed && separated && part.starts_with(plain) && part.ends_with(plain)
}

fn is_tag(tag: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    tag.len() <= 128 && tag.starts_with(word) && tag.chars().all(|c| word(c) || c == '.' || c == '-')
}

/// `algorithm:hex`; sha256 has 64 digits.
fn is_digest(digest: &str) -> bool {
    let Some((algorithm, hex)) = digest.split_once(':') else { return false };
    let enough = if algorithm == "sha256" { hex.len() == 64 } else { hex.len() >= 32 };
    enough && !algorithm.is_empty() && hex.chars().all(|c| c.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expect: &str) {
        let read = match parse(input) {
            Ok(image) => format!("{} {:?} {:?}", image.name(), image.tag, image.digest.map(|d| d.len())),
            Err(reason) => format!("{reason:?}"),
        };
        assert_eq!(read, expect, "{input}");
    }

    #[test]
    fn references_are_normalised() {
        let digest = format!("sha256:{}", "a".repeat(64));
        check("python", "docker.io/library/python None None");
        check("docker.io/python:3", r#"docker.io/library/python Some("3") None"#);
        check("docker.io/library/python:3", r#"docker.io/library/python Some("3") None"#);
        check("index.docker.io/library/python", "docker.io/library/python None None");
        check("bitnami/redis:7", r#"docker.io/bitnami/redis Some("7") None"#);
        check("localhost:5000/x", "localhost:5000/x None None");
        check("localhost/x:1", r#"localhost/x Some("1") None"#);
        check("host:443/a/b:1.2", r#"host:443/a/b Some("1.2") None"#);
        check(&format!("host:443/a/b:1.2@{digest}"), r#"host:443/a/b Some("1.2") Some(71)"#);
        check(&format!("alpine@{digest}"), "docker.io/library/alpine None Some(71)");
    }

    #[test]
    fn what_names_no_image_is_refused() {
        check("", "Empty");
        check("Python", "Uppercase");
        check("a//b", "Characters");
        check("a:", "Tag");
        check("a:-x", "Tag");
        check("a@sha256:12", "Digest");
        check("a b", "Characters");
    }
}
